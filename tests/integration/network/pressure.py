"""Back pressure, and large amounts of data."""

import asyncio

PART = bytes(range(256)) * 256
PARTS = 160


class Sender(asyncio.Protocol):
    """Sends until it is paused, and goes on when it is resumed."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.paused = 0
        self.resumed = 0
        self.left = PARTS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        transport.set_write_buffer_limits(high=300000, low=100000)
        self.send()

    def send(self) -> None:
        transport = self.transport
        assert transport is not None
        while self.left > 0 and self.paused == self.resumed:
            self.left -= 1
            transport.write(PART)
        if self.left == 0:
            asyncio.get_running_loop().call_soon(transport.close)

    def pause_writing(self) -> None:
        transport = self.transport
        assert transport is not None
        if transport.get_write_buffer_size() <= 300000:
            print("paused too early")
        self.paused += 1

    def resume_writing(self) -> None:
        transport = self.transport
        assert transport is not None
        if transport.get_write_buffer_size() > 100000:
            print("resumed too early")
        self.resumed += 1
        self.send()


async def protocols() -> None:
    senders: list[Sender] = []

    def sender() -> Sender:
        senders.append(Sender())
        return senders[-1]

    loop = asyncio.get_running_loop()
    server = await loop.create_server(sender, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(0.1)
    print("paused", senders[0].paused - senders[0].resumed, senders[0].left > 0)
    right = 0
    for _ in range(PARTS):
        right += await reader.readexactly(len(PART)) == PART
    print(right, await reader.read(), senders[0].paused == senders[0].resumed)
    print(senders[0].paused > 1)
    writer.close()
    server.close()


async def drained() -> None:
    """A writer that drains waits for a reader that sleeps."""
    written = 0
    release = asyncio.Event()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        count = 0
        while data := await reader.read(100000):
            count += len(data)
        writer.write(str(count).encode())
        writer.close()

    async def fill(writer: asyncio.StreamWriter) -> None:
        nonlocal written
        for _ in range(PARTS):
            writer.write(PART)
            await writer.drain()
            written += len(PART)

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    filling = asyncio.create_task(fill(writer))
    await asyncio.sleep(0.1)
    print("waits", not filling.done(), written > 0)
    release.set()
    await filling
    writer.write_eof()
    print(await reader.read(), written)
    writer.close()
    server.close()


async def paused_reading() -> None:
    class Sink(asyncio.Protocol):
        def __init__(self) -> None:
            self.transport: asyncio.Transport | None = None
            self.count = 0
            self.done = asyncio.Event()

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self.transport = transport
            transport.pause_reading()

        def data_received(self, data: bytes) -> None:
            self.count += len(data)

        def connection_lost(self, exc: Exception | None) -> None:
            self.done.set()

    sink = Sink()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: sink, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"x" * 1000)
    await asyncio.sleep(0.05)
    assert sink.transport is not None
    print(sink.count, sink.transport.is_reading())
    sink.transport.resume_reading()
    await asyncio.sleep(0.05)
    print(sink.count, sink.transport.is_reading())
    writer.close()
    await sink.done.wait()
    server.close()


async def main() -> None:
    await protocols()
    await drained()
    await paused_reading()


if __name__ == "__main__":
    asyncio.run(main())
