"""Streams with a checksum of this end: port 7001 takes one, and answers with a line that has its
length, its CRC-32 and the longest time in microseconds in which nothing came; port 7002 reads a
number and sends so many bytes, and then their CRC-32 in eight digits. `bench/checked_peer.py` is
the other end, and does the same for Linux."""

import asyncio
import random

PERIOD = 65521  # no multiple of a segment: bytes in a wrong place are other bytes
PATTERN = random.Random(7).randbytes(PERIOD)


def table() -> list[int]:
    entries = []
    for entry in range(256):
        for _ in range(8):
            entry = entry >> 1 ^ (0xEDB88320 if entry & 1 else 0)
        entries.append(entry)
    return entries


TABLE = table()


def checksum(data: bytes, value: int) -> int:
    """CRC-32 as zlib.crc32 has it."""
    value ^= 0xFFFFFFFF
    for byte in data:
        value = TABLE[(value ^ byte) & 0xFF] ^ value >> 8
    return value ^ 0xFFFFFFFF


class Sink(asyncio.Protocol):
    def __init__(self) -> None:
        self.count = 0
        self.checksum = 0
        self.last = 0.0
        self.longest = 0.0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def heard(self) -> None:
        now = asyncio.get_running_loop().time()
        if self.last != 0.0:
            self.longest = max(self.longest, now - self.last)
        self.last = now

    def data_received(self, data: bytes) -> None:
        self.heard()
        self.count += len(data)
        self.checksum = checksum(data, self.checksum)

    def eof_received(self) -> bool | None:
        assert self.transport is not None
        self.heard()
        gap = int(self.longest * 1e6)
        self.transport.write(b"%d %d %d\n" % (self.count, self.checksum, gap))
        return None


class Source(asyncio.Protocol):
    def __init__(self) -> None:
        self.left = 0
        self.checksum = 0
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
            part = PATTERN[: self.left]
            self.left -= len(part)
            self.checksum = checksum(part, self.checksum)
            self.transport.write(part)
        if self.left == 0:
            self.left = -1
            self.transport.write(b"%08x" % self.checksum)
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
    print("serving ports 7001 and 7002", flush=True)
    async with sink, source:
        await sink.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
