"""Every way a connection ends, as both sides see it."""

import asyncio


class Noting(asyncio.Protocol):
    """Writes down what it is told."""

    def __init__(self, name: str, log: list[str], keep: bool = False) -> None:
        self.name = name
        self.log = log
        self.keep = keep
        self.transport: asyncio.Transport | None = None
        self.lost = asyncio.Event()
        self.data = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.log.append(f"{self.name} made")
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.data += data

    def eof_received(self) -> bool | None:
        self.log.append(f"{self.name} eof after {self.data!r}")
        return self.keep

    def connection_lost(self, exc: Exception | None) -> None:
        what = "in order" if exc is None else f"{type(exc).__name__}: {exc}"
        self.log.append(f"{self.name} lost {what}")
        self.lost.set()


class Pair:
    """A server with one connection to it."""

    def __init__(self, keep: bool = False) -> None:
        self.log: list[str] = []
        self.client = Noting("client", self.log, keep)
        self.server = Noting("server", self.log, keep)
        self.made = asyncio.Event()

    def _served(self) -> Noting:
        self.made.set()
        return self.server

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self.listening = await loop.create_server(self._served, "127.0.0.1", 0)
        port = self.listening.sockets[0].getsockname()[1]
        await loop.create_connection(lambda: self.client, "127.0.0.1", port)
        await self.made.wait()
        await asyncio.sleep(0.01)

    async def end(self, title: str) -> None:
        await self.client.lost.wait()
        await self.server.lost.wait()
        self.listening.close()
        print(title, sorted(self.log))


def of(side: Noting) -> asyncio.Transport:
    assert side.transport is not None
    return side.transport


async def orderly() -> None:
    pair = Pair()
    await pair.open()
    of(pair.client).write(b"hello")
    of(pair.client).close()
    print(of(pair.client).is_closing(), of(pair.server).is_closing())
    of(pair.client).write(b"ignored")
    await pair.end("orderly")


async def half_closed() -> None:
    pair = Pair(keep=True)
    await pair.open()
    of(pair.client).write(b"question")
    print(of(pair.client).can_write_eof())
    of(pair.client).write_eof()
    try:
        of(pair.client).write(b"more")
    except RuntimeError as error:
        print(error)
    await asyncio.sleep(0.05)
    of(pair.server).write(b"answer")
    of(pair.server).write_eof()
    await asyncio.sleep(0.05)
    print(of(pair.client).is_closing(), of(pair.server).is_closing(), pair.client.data)
    of(pair.server).close()
    of(pair.client).close()
    await pair.end("half-closed")


async def closed_against_writer() -> None:
    pair = Pair(keep=True)
    await pair.open()
    of(pair.client).close()
    await asyncio.sleep(0.05)
    for _ in range(3):
        of(pair.server).write(b"is anybody there?")
        await asyncio.sleep(0.02)
    await pair.end("closed against a writer")


async def refused() -> None:
    pair = Pair()
    await pair.open()
    port = pair.listening.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    try:
        await loop.create_server(lambda: pair.server, "127.0.0.1", port)
    except OSError as error:
        print(error.errno, str(error).replace(str(port), "PORT"))
    of(pair.server).close()
    await pair.end("in use")
    try:
        await loop.create_connection(lambda: pair.client, "127.0.0.1", port)
    except ConnectionRefusedError as error:
        print(error.errno, str(error).replace(str(port), "PORT"), error.strerror is None)
    try:
        await loop.create_server(lambda: pair.server)
    except ValueError as error:
        print(error)


async def impossible() -> None:
    for port in (65536, -1):
        try:
            await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", port)
        except OverflowError as error:
            print(error)
        try:
            await asyncio.open_connection("127.0.0.1", port)
        except OverflowError as error:
            print(error)


async def main() -> None:
    await impossible()
    await orderly()
    await half_closed()
    await closed_against_writer()
    await refused()


if __name__ == "__main__":
    asyncio.run(main())
