"""Port 7001 takes a stream and answers its length as a line; port 7002 reads a number and sends so
many bytes. `bench/comparators/tap_stream.c` does the same."""

import asyncio

CHUNK = bytes(65536)


class Sink(asyncio.Protocol):
    def __init__(self) -> None:
        self.count = 0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.count += len(data)

    def eof_received(self) -> bool | None:
        assert self.transport is not None
        self.transport.write(b"%d\n" % self.count)
        return None


class Source(asyncio.Protocol):
    def __init__(self) -> None:
        self.left = 0
        self.paused = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.left = int(data)
        self.push()

    def push(self) -> None:
        assert self.transport is not None
        while self.left > 0 and not self.paused:
            count = min(self.left, len(CHUNK))
            self.left -= count
            self.transport.write(CHUNK[:count] if count < len(CHUNK) else CHUNK)
        if self.left == 0:
            self.transport.close()

    def pause_writing(self) -> None:
        self.paused = True

    def resume_writing(self) -> None:
        self.paused = False
        self.push()


async def main() -> None:
    loop = asyncio.get_running_loop()
    sink = await loop.create_server(Sink, "0.0.0.0", 7001)
    source = await loop.create_server(Source, "0.0.0.0", 7002)
    print("serving", flush=True)
    async with sink, source:
        await sink.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
