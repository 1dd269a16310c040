"""One connection under CPython, with a transport in memory: order, persistence, deadlines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from naja.http import options
from naja.http.message import Response, StreamingResponse, text
from naja.http.testing import Echo, Peer, Wire, settle


def ask(path: str, *fields: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: a", *fields, "", ""]
    return "\r\n".join(lines).encode()


def test_an_answer_with_its_head() -> None:
    peer = Peer(Echo())
    peer.send(ask("/a"))
    assert peer.wire.sent == (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 2\r\n\r\n/a"
    )
    assert not peer.wire.closed


def test_the_date() -> None:
    handler = Echo()
    handler.dates.line = b"date: x\r\n"
    peer = Peer(handler)
    peer.send(ask("/a"))
    assert peer.wire.sent.startswith(b"HTTP/1.1 200 OK\r\ndate: x\r\ncontent-type")


@pytest.mark.parametrize(
    ("fields", "version", "stays", "said"),
    [
        ([], "1.1", True, None),
        (["Connection: close"], "1.1", False, b"close"),
        (["Connection: Close"], "1.1", False, b"close"),
        (["Connection: x, close"], "1.1", False, b"close"),
        (["Connection: x", "Connection: close"], "1.1", False, b"close"),
        (["Connection: keep-alive"], "1.1", True, None),
        (["Connection: disclose"], "1.1", True, None),
        ([], "1.0", False, b"close"),
        (["Connection: keep-alive"], "1.0", True, b"keep-alive"),
        (["Connection: Keep-Alive, close"], "1.0", False, b"close"),
    ],
)
def test_persistence(fields: list[str], version: str, stays: bool, said: bytes | None) -> None:
    peer = Peer(Echo())
    peer.send(ask("/a", *fields, version=version))
    assert peer.wire.closed is not stays
    assert (b"connection: " in peer.wire.sent) is (said is not None)
    assert said is None or b"\r\nconnection: " + said + b"\r\n" in peer.wire.sent


def test_nothing_is_read_behind_the_last_request() -> None:
    peer = Peer(Echo())
    peer.send(ask("/a", "Connection: close") + ask("/b"))
    peer.send(ask("/c"))
    assert peer.answers() == [(200, b"/a")]


def test_head_has_the_length_and_no_body() -> None:
    peer = Peer(Echo())
    peer.send(ask("/abc", method="HEAD"))
    assert peer.wire.sent.endswith(b"content-length: 4\r\n\r\n")


def test_pipelined_requests_are_answered_in_order() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        peer.send(ask("/a") + ask("/slow/1") + ask("/b") + ask("/slow/2") + ask("/c"))
        await settle()
        assert peer.answers() == [(200, b"/a")]
        handler.gates["/slow/1"].set_result(text("one"))
        await settle()
        assert peer.answers() == [(200, b"/a"), (200, b"one"), (200, b"/b")]
        handler.gates["/slow/2"].set_result(text("two"))
        await settle()
        assert [body for _, body in peer.answers()] == [b"/a", b"one", b"/b", b"two", b"/c"]

    asyncio.run(run())


def test_reading_pauses_while_a_handler_works_and_much_comes() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        peer.send(ask("/slow"))
        await settle()
        requests = ask("/a") * (options.HEADER_BYTES // len(ask("/a")) + 1)
        peer.send(requests)
        assert not peer.wire.reading
        handler.gates["/slow"].set_result(text("slow"))
        await settle()
        assert peer.wire.reading
        assert len(peer.answers()) == 1 + requests.count(b"GET")

    asyncio.run(run())


class Eager(Wire):
    """Gives what was kept while it resumes, as the image's transport does."""

    def resume_reading(self) -> None:
        super().resume_reading()
        assert self.protocol is not None
        self.protocol.data_received(ask("/last"))


def test_what_comes_while_reading_resumes_waits_for_its_turn() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler, Eager())
        peer.send(ask("/slow/1"))
        await settle()
        requests = ask("/a") * (options.HEADER_BYTES // len(ask("/a")) + 1)
        peer.send(ask("/slow/2") + requests)
        assert not peer.wire.reading
        handler.gates["/slow/1"].set_result(text("one"))
        await settle()
        assert [body for _, body in peer.answers()] == [b"one"]
        handler.gates["/slow/2"].set_result(text("two"))
        await settle()
        others = [b"/a"] * requests.count(b"GET")
        assert [body for _, body in peer.answers()] == [b"one", b"two", *others, b"/last"]

    asyncio.run(run())


def test_an_interim_answer_to_who_waits_for_one() -> None:
    peer = Peer(Echo())
    head = ask("/a", "Content-Length: 2", "Expect: 100-continue", method="POST")
    peer.send(head)
    assert peer.wire.sent == b"HTTP/1.1 100 Continue\r\n\r\n"
    peer.send(b"x")
    peer.send(b"y")
    assert peer.wire.sent.count(b"HTTP/1.1") == 2
    peer.wire.sent = b""
    peer.send(head + b"xy")
    assert peer.wire.sent.startswith(b"HTTP/1.1 200")


def test_what_is_no_request_is_refused_and_read_on_for_a_while() -> None:
    handler = Echo()
    peer = Peer(handler)
    peer.send(ask("/a") + b"GET\r\n\r\n")
    assert [status for status, _ in peer.answers()] == [200, 400]
    assert b"connection: close" in peer.wire.sent
    assert peer.wire.shut and not peer.wire.closed
    peer.send(ask("/b"))
    assert len(peer.answers()) == 2 and handler.seen[1][:2] == ("", 400)
    handler.now += options.LINGER_SECONDS
    assert peer.protocol.deadline <= handler.now
    peer.protocol.expire()
    assert peer.wire.closed and not peer.wire.aborted


def test_a_refused_peer_that_ends_is_closed_at_once() -> None:
    peer = Peer(Echo())
    peer.send(b"GET\r\n\r\n")
    assert not peer.protocol.eof_received()


def test_too_many_connections() -> None:
    handler = Echo()
    handler.most = 1
    first, second = Peer(handler), Peer(handler)
    assert [status for status, _ in second.answers()] == [503]
    assert second.wire.shut
    first.send(ask("/a"))
    assert first.answers() == [(200, b"/a")]


@pytest.mark.parametrize("status", [204, 304])
def test_no_body_where_there_is_none(status: int) -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        peer.send(ask("/slow"))
        await settle()
        handler.gates["/slow"].set_result(Response(b"abc", status))
        await settle()
        assert peer.wire.sent.endswith(b"\r\n\r\n") and b"length" not in peer.wire.sent

    asyncio.run(run())


# the end


def test_a_peer_that_ends_gets_what_it_asked_for() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        peer.send(ask("/slow/1") + ask("/slow/2") + ask("/a") + b"GET /unfinis")
        await settle()
        assert peer.protocol.eof_received()
        handler.gates["/slow/1"].set_result(text("one"))
        await settle()
        assert not peer.wire.closed
        handler.gates["/slow/2"].set_result(text("two"))
        await settle()
        assert [body for _, body in peer.answers()] == [b"one", b"two", b"/a"]
        assert peer.wire.closed

    asyncio.run(run())


def test_a_peer_that_ends_idle_is_closed() -> None:
    peer = Peer(Echo())
    peer.send(ask("/a"))
    assert not peer.protocol.eof_received()


def test_a_lost_connection_cancels_its_handler() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        peer.send(ask("/slow"))
        await settle()
        peer.protocol.connection_lost(None)
        await settle()
        assert handler.gates["/slow"].cancelled()
        assert handler.open == [] and peer.wire.sent == b""

    asyncio.run(run())


def test_the_end_of_the_server() -> None:
    async def run() -> None:
        handler = Echo()
        idle, busy, half = Peer(handler), Peer(handler), Peer(handler)
        busy.send(ask("/slow"))
        half.send(ask("/a")[:-2])
        await settle()
        for peer in (idle, busy, half):
            peer.protocol.end()
        assert idle.wire.closed and not busy.wire.closed and not half.wire.closed
        half.send(b"\r\n")
        handler.gates["/slow"].set_result(text("done"))
        await settle()
        for peer, body in ((busy, b"done"), (half, b"/a")):
            assert peer.answers() == [(200, body)]
            assert peer.wire.closed and b"connection: close" in peer.wire.sent

    asyncio.run(run())


# deadlines


def test_an_idle_connection_is_closed() -> None:
    handler = Echo()
    peer = Peer(handler)
    peer.send(ask("/a"))
    assert peer.protocol.deadline == handler.now + options.IDLE_SECONDS
    peer.protocol.expire()
    assert peer.wire.closed and len(peer.answers()) == 1


def test_a_request_that_trickles_is_refused() -> None:
    handler = Echo()
    peer = Peer(handler)
    peer.send(ask("/a"))
    handler.now += options.IDLE_SECONDS - 1
    peer.send(b"G")
    begun = handler.now
    for character in ask("/b")[1:-1]:
        handler.now += 0.1
        peer.send(bytes([character]))
    assert peer.protocol.deadline == begun + options.REQUEST_SECONDS
    peer.protocol.expire()
    assert [status for status, _ in peer.answers()] == [200, 408]


def test_a_peer_that_says_nothing_is_closed() -> None:
    handler = Echo()
    peer = Peer(handler)
    assert peer.protocol.deadline == handler.now + options.REQUEST_SECONDS
    peer.protocol.expire()
    assert peer.wire.closed and peer.wire.sent == b""


def test_a_body_earns_time_with_its_bytes() -> None:
    handler = Echo()
    peer = Peer(handler)
    peer.send(ask("/a", "Content-Length: 10000", method="POST"))
    begun = handler.now
    handler.now += 10
    peer.send(bytes(2 * options.BODY_RATE))
    assert peer.protocol.deadline == begun + options.REQUEST_SECONDS + 2
    peer.protocol.expire()
    assert [status for status, _ in peer.answers()] == [408]


def test_a_handler_may_take_its_time() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        peer.send(ask("/slow"))
        await settle()
        handler.now += 10000
        peer.protocol.expire()
        assert not peer.wire.closed
        handler.gates["/slow"].set_result(text("late"))
        await settle()
        assert peer.answers() == [(200, b"late")]
        assert peer.protocol.deadline > handler.now

    asyncio.run(run())


def test_a_peer_that_does_not_read_gets_no_more_answers_and_is_reset() -> None:
    handler = Echo()
    peer = Peer(handler)
    peer.wire.room = 200
    peer.send(ask("/a") * 100)
    answered = len(peer.answers())
    assert answered < 4
    peer.send(ask("/b") * 1000)
    assert not peer.wire.reading
    handler.now += options.WRITE_SECONDS
    assert peer.protocol.deadline <= handler.now
    peer.wire.unsent -= 1  # it took a byte: it gets more time
    peer.protocol.expire()
    assert not peer.wire.aborted and peer.protocol.deadline > handler.now
    peer.protocol.expire()
    assert peer.wire.aborted


def test_a_peer_that_reads_again_gets_the_rest() -> None:
    peer = Peer(Echo())
    peer.wire.room = 200
    peer.send(ask("/a") * 100)
    while len(peer.answers()) < 100:
        peer.wire.take()
    assert peer.answers() == [(200, b"/a")] * 100


def test_a_closing_connection_whose_peer_does_not_read_is_reset() -> None:
    handler = Echo()
    peer = Peer(handler)
    peer.wire.room = 0
    peer.send(ask("/a", "Connection: close"))
    assert peer.wire.closed and not peer.wire.aborted
    handler.now += options.WRITE_SECONDS
    assert peer.protocol.deadline <= handler.now
    peer.protocol.expire()
    assert peer.wire.aborted


# responses in pieces


async def pieces() -> AsyncIterator[bytes]:
    yield b"abc"
    yield b""
    await asyncio.sleep(0)
    yield b"0123456789abcdef"


async def broken() -> AsyncIterator[bytes]:
    yield b"abc"
    raise ValueError("no more")


async def _streamed(
    content: AsyncIterator[bytes], request: bytes, room: int = 1 << 40
) -> tuple[Echo, Peer]:
    handler = Echo()
    peer = Peer(handler)
    peer.wire.room = room
    peer.send(request)
    await settle()
    handler.gates["/slow"].set_result(StreamingResponse(content, 200, "text/plain"))
    await settle()
    return handler, peer


Check = Callable[[Echo, Peer], None]


def _chunked(handler: Echo, peer: Peer) -> None:
    head, _, body = peer.wire.sent.partition(b"\r\n\r\n")
    assert b"content-type: text/plain\r\ntransfer-encoding: chunked" in head
    assert body == b"3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n"
    assert not peer.wire.closed and handler.seen == [("/slow", 200, 19)]


def _until_the_end(handler: Echo, peer: Peer) -> None:
    head, _, body = peer.wire.sent.partition(b"\r\n\r\n")
    assert b"chunked" not in head and b"connection: close" in head
    assert body == b"abc0123456789abcdef" and peer.wire.closed


def _head_alone(handler: Echo, peer: Peer) -> None:
    assert peer.wire.sent.endswith(b"transfer-encoding: chunked\r\n\r\n")


@pytest.mark.parametrize(
    ("request_", "check"),
    [
        (ask("/slow"), _chunked),
        (ask("/slow", "Connection: keep-alive", version="1.0"), _until_the_end),
        (ask("/slow", method="HEAD"), _head_alone),
    ],
)
def test_streaming(request_: bytes, check: Check) -> None:
    async def run() -> None:
        check(*await _streamed(pieces(), request_))

    asyncio.run(run())


def test_streaming_that_fails_is_a_reset(capsys: pytest.CaptureFixture[str]) -> None:
    async def run() -> None:
        _, peer = await _streamed(broken(), ask("/slow"))
        assert peer.wire.sent.endswith(b"3\r\nabc\r\n") and peer.wire.aborted

    asyncio.run(run())
    assert "ValueError: no more" in capsys.readouterr().err


def test_streaming_waits_for_a_slow_peer() -> None:
    async def run() -> None:
        handler, peer = await _streamed(pieces(), ask("/slow"), room=0)
        assert peer.wire.sent.endswith(b"3\r\nabc\r\n")
        handler.now += options.WRITE_SECONDS
        assert peer.protocol.deadline <= handler.now
        peer.wire.take()
        await settle()
        assert peer.wire.sent.endswith(b"10\r\n0123456789abcdef\r\n")
        peer.protocol.expire()
        assert peer.wire.aborted

    asyncio.run(run())


def test_the_next_request_behind_a_stream() -> None:
    async def run() -> None:
        _, peer = await _streamed(pieces(), ask("/slow") + ask("/b"))
        assert peer.wire.sent.endswith(b"\r\n\r\n/b")

    asyncio.run(run())


def test_a_prepared_answer_with_each_date() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        page = text("page")
        page.prepared = b"content-length: 4\r\n\r\npage"
        for date in (b"A\r\n", b"A\r\n", b"B\r\n"):
            handler.dates.ok = b"".join([b"HTTP/1.1 200 OK\r\ndate: ", date])
            peer.wire.sent = b""
            peer.send(ask("/slow"))
            await settle()
            handler.gates["/slow"].set_result(page)
            await settle()
            assert peer.wire.sent == handler.dates.ok + page.prepared

    asyncio.run(run())


def test_a_large_prepared_answer() -> None:
    async def run() -> None:
        handler = Echo()
        peer = Peer(handler)
        page = Response()
        page.prepared = bytes(100000)
        peer.send(ask("/slow"))
        await settle()
        handler.gates["/slow"].set_result(page)
        await settle()
        assert peer.wire.sent == handler.dates.ok + page.prepared

    asyncio.run(run())
