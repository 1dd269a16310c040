"""Servers and protocols as type checkers want them written."""

import asyncio
from typing import cast


class P(asyncio.Protocol):
    def __init__(self, done: asyncio.Event) -> None:
        self.done = done
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        print(transport.get_extra_info("peername")[0])

    def data_received(self, data: bytes) -> None:
        assert self.transport
        self.transport.write(data[::-1])
        self.transport.close()

    def connection_lost(self, exc: BaseException | None) -> None:
        print("lost", exc)
        self.done.set()


class Q(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(b"abc")

    def data_received(self, data: bytes) -> None:
        print(data)


async def main() -> None:
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    server: asyncio.AbstractServer = await loop.create_server(lambda: P(done), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await loop.create_connection(Q, "127.0.0.1", port)
        await done.wait()
        await asyncio.sleep(0.01)
    print(server.is_serving())
    server2 = await asyncio.start_server(lambda r, w: w.close(), host="127.0.0.1", port=0)
    task = asyncio.create_task(server2.serve_forever())
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", server2.is_serving(), len(server2.sockets))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.open_connection("127.0.0.1", port)
    except (OSError, TimeoutError) as e:
        print(type(e).__name__)


if __name__ == "__main__":
    asyncio.run(main())
