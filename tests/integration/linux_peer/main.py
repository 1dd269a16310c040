"""Ends connections as their first line asks for, and prints how each of them ended.

echo: sends back what comes. after: answers when the peer has shut. first: answers and closes.
half: shuts at once and tells how much came after that. abort: resets. unread: closes and leaves
unread what is here.
"""

import asyncio

ANSWER = bytes(range(251)) * 4000


class Client(asyncio.Protocol):
    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.word = ""
        self.count = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        transport = self.transport
        assert transport is not None
        if self.word:
            self.count += len(data)
            if self.word == "echo":
                transport.write(data)
            return
        line, _, rest = data.partition(b"\n")
        self.word = line.decode()
        self.count = len(rest)
        if self.word == "first":
            transport.write(ANSWER)
            transport.close()
        elif self.word == "half":
            transport.write(b"shut")
            transport.write_eof()
        elif self.word == "abort":
            transport.abort()
        elif self.word == "unread":
            transport.pause_reading()
            asyncio.get_running_loop().call_later(0.3, transport.close)
        elif rest:
            transport.write(rest)

    def eof_received(self) -> bool:
        assert self.transport is not None
        if self.word == "after":
            self.transport.write(ANSWER)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        ended = "well" if exc is None else type(exc).__name__
        print(f"{self.word} {self.count} {ended}", flush=True)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Client, "0.0.0.0", 7)
    print("port 7", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
