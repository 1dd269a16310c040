"""The client's pool under CPython, against a server in the same loop: what it keeps and for how
long. What it makes of odd servers, on every target, is tests/integration/test_http_client.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from naja.http import (
    App,
    Client,
    Limits,
    ProtocolError,
    ReadError,
    Request,
    RequestTimeout,
    Response,
    StreamingResponse,
    Timeout,
    text,
)
from naja.http.connection import HttpProtocol


class Served:
    """An application that counts, on a port of the loopback."""

    def __init__(self) -> None:
        self.app = App()
        self.gate = asyncio.Event()
        self.running = 0
        self.most = 0

        @self.app.get("/")
        async def root(request: Request) -> Response:
            return text("root")

        @self.app.get("/wait")
        async def wait(request: Request) -> Response:
            self.running += 1
            self.most = max(self.most, self.running)
            await self.gate.wait()
            self.running -= 1
            return text("waited")

        @self.app.get("/stream")
        async def stream(request: Request) -> Response:
            return StreamingResponse(self.pieces())

    async def pieces(self) -> AsyncIterator[bytes]:
        yield b"a" * 1000
        await self.gate.wait()
        yield b"b"


@asynccontextmanager
async def served(
    limits: Limits | None = None, timeout: Timeout | None = None
) -> AsyncIterator[tuple[Served, Client]]:
    """A server, and a client of it."""
    state = Served()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: HttpProtocol(state.app), "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with Client(base_url=base, limits=limits, timeout=timeout) as client:
        yield state, client
    server.close()


def run(
    test: Callable[[Served, Client], Awaitable[None]],
    limits: Limits | None = None,
    timeout: Timeout | None = None,
) -> None:
    async def main() -> None:
        async with served(limits, timeout) as (state, client):
            await test(state, client)

    asyncio.run(main())


async def until(test: Callable[[], bool]) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(5):
        while not test():
            await asyncio.sleep(0.001)


def test_idle_connections_are_closed_in_time() -> None:
    async def test(state: Served, client: Client) -> None:
        await asyncio.gather(*[client.get("/") for _ in range(3)])
        assert client.connections() == 3
        await until(lambda: client.connections() == 0)
        assert (await client.get("/")).text() == "root"

    run(test, Limits(keepalive_seconds=0.02))


def test_no_more_idle_connections_than_the_limit() -> None:
    async def test(state: Served, client: Client) -> None:
        tasks = [asyncio.create_task(client.get("/wait")) for _ in range(5)]
        await until(lambda: state.running == 5)
        state.gate.set()
        await asyncio.gather(*tasks)
        await until(lambda: client.connections() == 2)

    run(test, Limits(max_keepalive_connections=2))


def test_no_more_connections_than_the_limit() -> None:
    async def test(state: Served, client: Client) -> None:
        tasks = [asyncio.create_task(client.get("/wait")) for _ in range(10)]
        await until(lambda: state.running == 3)
        assert client.connections() == 3
        state.gate.set()
        answers = await asyncio.gather(*tasks)
        assert [answer.status for answer in answers] == [200] * 10
        assert state.most == 3 == client.connections()

    run(test, Limits(max_connections=3))


def test_who_waits_for_a_connection_may_give_up() -> None:
    async def test(state: Served, client: Client) -> None:
        first = asyncio.create_task(client.get("/wait"))
        await until(lambda: state.running == 1)
        with pytest.raises(RequestTimeout, match="pool: no progress"):
            await client.get("/", timeout=Timeout(pool=0.01))
        gone = asyncio.create_task(client.get("/"))
        stays = asyncio.create_task(client.get("/"))
        await asyncio.sleep(0)
        gone.cancel()
        state.gate.set()
        assert (await first).status == (await stays).status == 200
        assert gone.cancelled()

    run(test, Limits(max_connections=1))


def test_a_cancelled_request_gives_its_connection_up() -> None:
    async def test(state: Served, client: Client) -> None:
        for _ in range(5):
            task = asyncio.create_task(client.get("/wait"))
            await until(lambda: client.connections() == 1)
            task.cancel()
            await asyncio.wait([task])
            await until(lambda: client.connections() == 0)
        assert (await client.get("/")).status == 200

    run(test, Limits(max_connections=1))


def test_an_idle_connection_to_another_place_makes_room() -> None:
    async def test(state: Served, client: Client) -> None:
        await client.get("/")
        async with served() as (_, other):
            await other.get("/")
            answer = await client.get(other.base_url + "/")
            assert answer.text() == "root"
        await until(lambda: client.connections() == 1)

    run(test, Limits(max_connections=1))


def test_a_stream_that_is_left_closes_its_connection() -> None:
    async def test(state: Served, client: Client) -> None:
        async with client.stream("GET", "/stream") as response:
            async for piece in response.aiter_bytes():
                assert piece == b"a" * 1000
                break
        await until(lambda: client.connections() == 0)
        state.gate.set()
        async with client.stream("GET", "/stream") as response:
            assert len(await response.aread()) == len(response.content) == 1001
        assert client.connections() == 1

    run(test)


def test_the_total_time_counts_the_body() -> None:
    async def test(state: Served, client: Client) -> None:
        with pytest.raises(RequestTimeout, match="total: no progress"):
            await client.get("/stream")

    run(test, timeout=Timeout(total=0.05))


def test_a_closed_client_asks_no_more() -> None:
    async def test(state: Served, client: Client) -> None:
        async with client.stream("GET", "/stream") as response:
            client.close()
            state.gate.set()
            assert len(await response.aread()) == 1001
        await until(lambda: client.connections() == 0)
        with pytest.raises(RuntimeError, match="the client is closed"):
            await client.get("/")

    run(test)


def test_closing_a_client_tells_those_that_wait() -> None:
    async def test(state: Served, client: Client) -> None:
        held = asyncio.create_task(client.get("/wait"))
        await until(lambda: state.running == 1)
        waiting = asyncio.create_task(client.get("/"))
        await asyncio.sleep(0)
        client.close()
        with pytest.raises(RuntimeError, match="the client is closed"):
            await waiting
        state.gate.set()
        assert (await held).text() == "waited"

    run(test, Limits(max_connections=1))


def test_what_is_no_http() -> None:
    async def main() -> None:
        def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"SSH-2.0-OpenSSH_9.2p1\r\n")

        server = await asyncio.start_server(greet, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with Client() as client:
            # it may come before anything was asked for
            with pytest.raises((ProtocolError, ReadError)):
                await client.get(f"http://127.0.0.1:{port}/", timeout=Timeout(read=0.1))
        server.close()

    asyncio.run(main())
