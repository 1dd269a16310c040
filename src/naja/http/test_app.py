"""An application: routing, errors, counts; and in process under CPython against http.client."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import signal
import socket
import threading
import urllib.parse
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naja.http import App, HTTPError, Request, Response, StreamingResponse, options, text
from naja.http.dates import http_date, log_date
from naja.http.queries import parsed
from naja.http.testing import Peer, settle


def sample(access_log: bool = False) -> App:
    app = App(access_log=access_log)
    app.page("/page", b"<p>page</p>", "text/html")
    app.health()
    app.metrics()

    @app.get("/hello/{name}")
    async def hello(request: Request) -> Response:
        return text(f"Hello {request.parameters['name']}")

    @app.get("/hello/you")
    async def you(request: Request) -> Response:
        return text("you")

    @app.post("/hello/{name}")
    async def change(request: Request) -> Response:
        return Response(request.body, 201)

    @app.get("/")
    async def root(request: Request) -> Response:
        return text(repr(request.query_parameters()))

    @app.get("/fail")
    async def fail(request: Request) -> Response:
        raise ValueError("a mistake")

    @app.get("/tea")
    async def tea(request: Request) -> Response:
        raise HTTPError(422, "no tea")

    @app.get("/split")
    async def split(request: Request) -> Response:
        response = text("x")
        response.headers.append(("x-y", "1\r\nset-cookie: a"))
        return response

    @app.get("/count")
    async def count(request: Request) -> Response:
        return StreamingResponse(numbers(int(request.query_parameters()["to"])))

    return app


async def numbers(to: int) -> AsyncIterator[bytes]:
    for number in range(to):
        yield b"%d\n" % number
        if number % 7 == 0:
            await asyncio.sleep(0)


def ask(app: App, method: str, target: str, body: bytes = b"") -> tuple[int, bytes, bytes]:
    """Status, head and body of the answer to one request."""
    answer = b""

    async def run() -> None:
        nonlocal answer
        peer = Peer(app)
        length = f"Content-Length: {len(body)}\r\n\r\n".encode()
        peer.send(f"{method} {target} HTTP/1.1\r\nHost: a\r\n".encode() + length + body)
        await settle()
        answer = peer.wire.sent
        peer.protocol.connection_lost(None)

    asyncio.run(run())
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), head, content


@pytest.mark.parametrize(
    ("method", "target", "status", "body"),
    [
        ("GET", "/hello/world", 200, b"Hello world"),
        ("HEAD", "/hello/world", 200, b""),
        ("GET", "/hello/w%C3%BCrld", 200, "Hello würld".encode()),
        ("GET", "/hello/you", 200, b"you"),
        ("POST", "/hello/you", 201, b"body"),
        ("GET", "/hello/", 404, b"404 Not Found\n"),
        ("GET", "/hello", 404, b"404 Not Found\n"),
        ("GET", "/hello/a/b", 404, b"404 Not Found\n"),
        ("GET", "/page", 200, b"<p>page</p>"),
        ("HEAD", "/page", 200, b""),
        ("GET", "/?a=1&b=%20+&a=2", 200, b"{'a': '2', 'b': '  '}"),
        ("GET", "/?a=%f", 400, b"400 the query is malformed\n"),
        ("GET", "/tea", 422, b"422 no tea\n"),
        ("GET", "/healthz", 200, b"ok\n"),
    ],
)
def test_routing(method: str, target: str, status: int, body: bytes) -> None:
    found = ask(sample(), method, target, b"body" if method == "POST" else b"")
    assert (found[0], found[2]) == (status, body)


def test_methods_that_nothing_knows() -> None:
    for target in ("/", "/hello/a", "/none"):
        assert ask(sample(), "BREW", target)[0] == 501


@pytest.mark.parametrize(
    ("method", "target", "allowed"),
    [
        ("DELETE", "/hello/a", b"GET, HEAD, POST"),
        ("POST", "/page", b"GET, HEAD"),
        ("PUT", "/", b"GET, HEAD"),
    ],
)
def test_methods_that_a_path_does_not_know(method: str, target: str, allowed: bytes) -> None:
    status, head, _ = ask(sample(), method, target)
    assert status == 405 and b"\r\nallow: " + allowed + b"\r\n" in head
    status, head, body = ask(sample(), "OPTIONS", target)
    assert status == 204 and b"\r\nallow: " + allowed in head and body == b""


def test_options_of_the_server() -> None:
    assert ask(sample(), "OPTIONS", "*")[0] == 204
    assert ask(sample(), "OPTIONS", "/none")[0] == 404


def test_a_mistake_of_a_handler(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(sample(), "GET", "/fail")[::2] == (500, b"500 Internal Server Error\n")
    assert "ValueError: a mistake" in capsys.readouterr().err


def test_a_field_that_would_be_two(capsys: pytest.CaptureFixture[str]) -> None:
    status, head, _ = ask(sample(), "GET", "/split")
    assert status == 500 and b"cookie" not in head
    assert "cannot be sent as a header field" in capsys.readouterr().err


def test_routes_begin_with_a_slash() -> None:
    with pytest.raises(ValueError, match="begins with /"):
        App().get("hello")(lambda request: None)  # type: ignore[arg-type, return-value]


def test_the_access_log(capsys: pytest.CaptureFixture[str]) -> None:
    app = sample(access_log=True)
    ask(app, "GET", '/hello/a?x="y\\')
    ask(app, "GET", "x")
    lines = capsys.readouterr().out.splitlines()
    when = r"\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\]"
    asked = re.escape('"GET /hello/a?x=\\x22y\\x5c HTTP/1.1" 200 7')
    assert re.fullmatch(f"10\\.0\\.0\\.1 - - {when} {asked}", lines[0])
    assert re.fullmatch(f'10\\.0\\.0\\.1 - - {when} "-" 400 \\d+', lines[1])


def test_metrics() -> None:
    app = sample()
    for target in ("/page", "/page", "/none"):
        ask(app, "GET", target)
    status, head, body = ask(app, "GET", "/metrics")
    assert status == 200 and b"text/plain; version=0.0.4" in head
    lines = body.decode().splitlines()
    assert 'http_requests_total{code="200"} 2' in lines
    assert 'http_requests_total{code="404"} 1' in lines
    assert f"http_response_bytes_total {11 + 11 + 14}" in lines
    assert "http_connections 1" in lines
    assert "# TYPE http_requests_total counter" in lines


# dates and queries, against the standard library


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 253402300799))
def test_dates(seconds: int) -> None:
    assert http_date(seconds) == formatdate(seconds, usegmt=True)


def test_the_date_of_a_log() -> None:
    assert log_date(971186136) == "10/Oct/2000:13:55:36 +0000"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text())))
def test_queries(pairs: list[tuple[str, str]]) -> None:
    assert parsed(urllib.parse.urlencode(pairs)) == pairs


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab=&+;?/20", max_size=20))
def test_queries_of_any_form(query: str) -> None:
    assert parsed(query) == urllib.parse.parse_qsl(query, keep_blank_values=True)


# over a socket


@contextmanager
def serving(app: App) -> Iterator[tuple[int, Callable[[], None]]]:
    """The port of an application that runs in a thread, and its shutdown."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        task = asyncio.create_task(app.serve("127.0.0.1", port))
        while app._end is None:
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        ready.set()
        await task

    def end() -> None:
        loop.call_soon_threadsafe(app.shutdown)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(10)
    try:
        yield port, end
    finally:
        end()
        thread.join(15)
        assert not thread.is_alive()
        loop.close()


def test_against_the_client_of_the_standard_library() -> None:
    with serving(sample()) as (port, _):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        for _ in range(3):
            client.request("GET", "/hello/world")
            answer = client.getresponse()
            assert (answer.status, answer.read()) == (200, b"Hello world")
            assert answer.headers["date"].endswith("GMT")
        client.request("POST", "/hello/x", body=iter([b"in ", b"chunks"]), encode_chunked=True)
        assert client.getresponse().read() == b"in chunks"
        client.request("POST", "/hello/x", body=bytes(300000))
        assert client.getresponse().read() == bytes(300000)
        client.request("HEAD", "/page")
        answer = client.getresponse()
        assert answer.headers["content-length"] == "11" and answer.read() == b""
        client.request("GET", "/count?to=20000")
        answer = client.getresponse()
        assert answer.read().splitlines() == [b"%d" % number for number in range(20000)]
        client.request("POST", "/hello/x", body=bytes(options.BODY_BYTES + 1))
        assert client.getresponse().status == 413
        client.close()


def test_a_shutdown_finishes_what_runs() -> None:
    app = App()
    begun, may_end = threading.Event(), threading.Event()

    @app.get("/slow")
    async def slow(request: Request) -> Response:
        begun.set()
        while not may_end.is_set():
            await asyncio.sleep(0.001)
        return text("done")

    with serving(app) as (port, end):
        idle = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        idle.connect()
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        client.request("GET", "/slow")
        assert begun.wait(10)
        end()
        assert idle.sock is not None and idle.sock.recv(1) == b""
        idle.close()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
        may_end.set()
        answer = client.getresponse()
        assert (answer.read(), answer.headers["connection"]) == (b"done", "close")
        client.close()


def test_a_shutdown_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "SHUTDOWN_SECONDS", 0.05)
    app = App()

    begun = threading.Event()

    @app.get("/never")
    async def never(request: Request) -> Response:
        begun.set()
        await asyncio.Event().wait()
        return text("")

    with serving(app) as (port, end), socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(10)
        client.sendall(b"GET /never HTTP/1.1\r\nHost: a\r\n\r\n")
        assert begun.wait(10)
        end()
        assert client.recv(1) == b""


def test_a_connection_that_is_accepted_during_the_shutdown_is_closed() -> None:
    async def run() -> None:
        app = App()
        app._end = asyncio.Event()
        app.shutdown()
        assert Peer(app).wire.closed

    asyncio.run(run())


def test_cancelling_the_server_closes_its_connections() -> None:
    async def run() -> None:
        app = App()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        task = asyncio.create_task(app.serve("127.0.0.1", port))
        while True:
            await asyncio.sleep(0)
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                break
            except ConnectionRefusedError:
                continue
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert await reader.readline() == b"HTTP/1.1 404 Not Found\r\n"
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await reader.read()
        assert reader.at_eof()
        writer.close()
        await settle()
        assert app._connections == {}

    asyncio.run(asyncio.wait_for(run(), 10))


def test_a_server_that_has_ended_leaves_signals_alone() -> None:
    async def main() -> None:
        app = App()
        before = signal.getsignal(signal.SIGTERM)
        serving = asyncio.create_task(app.serve("127.0.0.1", 0))
        while signal.getsignal(signal.SIGTERM) == before:
            await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGTERM)
        await serving
        assert signal.getsignal(signal.SIGTERM) == before

    asyncio.run(main())
