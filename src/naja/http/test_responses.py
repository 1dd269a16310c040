"""Responses out of bytes: the rules of RFC 9112 that a client keeps, and limits. Names of tests say
which section."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naja.http import options
from naja.http.responses import ResponseParser
from naja.http.syntax import Refused

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


class Seen:
    """What was read of a response: its head, the body so far, and how it ended. status: of the
    refusal, or 0."""

    def __init__(self, *pieces: bytes, method: str = "GET", closed: bool = True) -> None:
        parser = ResponseParser()
        parser.begin(method)
        self.body = b""
        self.status = 0
        try:
            for piece in pieces:
                parser.feed(piece)
                parser.read()
                self.body += parser.take()
        except Refused as refused:
            self.status = refused.status
        self.whole = parser.finish() if closed else parser.ended
        self.head = parser.head
        self.persists = parser.persists()
        self.continues = parser.continues


def body_of(data: bytes, method: str = "GET") -> bytes:
    seen = Seen(data, method=method)
    assert seen.status == 0 and seen.whole
    return seen.body


def status_of(data: bytes) -> int:
    seen = Seen(data)
    assert not seen.whole
    return seen.status


def test_a_response() -> None:
    seen = Seen(OK + b"Content-Length: 3\r\nX-Y:  a b \r\n\r\nabc", closed=False)
    assert seen.head is not None and seen.whole and seen.persists
    assert (seen.head.status, seen.head.reason, seen.head.minor) == (200, "OK", 1)
    assert seen.head.headers.fields == [("content-length", "3"), ("x-y", "a b")]
    assert seen.body == b"abc"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"HTTP/1.1 200", ""),
        (b"HTTP/1.1 200 ", ""),
        (b"HTTP/1.0 200 A  B", "A  B"),
        (b"HTTP/1.7 200 \xe9", "é"),
    ],
)
def test_rfc9112_4_status_lines(line: bytes, reason: str) -> None:
    seen = Seen(line + b"\r\nContent-Length: 0\r\n\r\n")
    assert seen.head is not None and (seen.head.status, seen.head.reason) == (200, reason)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"", 400),
        (b"200 OK", 400),
        (b"HTTP/1.1", 400),
        (b"HTTP/1.1 20", 400),
        (b"HTTP/1.1 2000 OK", 400),
        (b"HTTP/1.1 +20 OK", 400),
        (b"HTTP/1.1 099 OK", 400),
        (b"HTTP/1.1 600 OK", 400),
        (b"HTTP/1.1  200 OK", 400),
        (b"HTTP/1.1\t200 OK", 400),
        (b"HTTP/1.1 200\tOK", 400),
        (b"HTTP/1.1 200 \0", 400),
        (b" HTTP/1.1 200 OK", 400),
        (b"ICY 200 OK", 400),
        (b"HTTP/2.0 200 OK", 505),
        (b"HTTP/1.x 200 OK", 505),
    ],
)
def test_rfc9112_4_status_lines_that_are_none(line: bytes, status: int) -> None:
    assert status_of(line + b"\r\nContent-Length: 0\r\n\r\n") == status


@pytest.mark.parametrize(
    "fields",
    [
        b"X : 1\r\n",
        b"X\r\n",
        b": 1\r\n",
        b"X: 1\nY: 2\r\n",
        b"X: \0\r\n",
        b"X: 1\r2\r\n",
        b" folded: first\r\n",
        b"Content-Length: 1,1\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: +1\r\n",
        b"Content-Length: 1\r\nContent-Length: 2\r\n",
        b"Content-Length: 1\r\n 2\r\n",
        b"Transfer-Encoding:\r\n chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
        b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
    ],
)
def test_rfc9112_5_and_6_fields_that_are_none(fields: bytes) -> None:
    assert status_of(OK + fields + b"\r\na") == 400


def test_rfc9112_5_2_folded_fields_are_one() -> None:
    seen = Seen(OK + b"X: a\r\n  b\r\n\tc\r\nContent-Length: 0\r\n\r\n")
    assert seen.head is not None and seen.head.headers.get("x") == "a b c"


@pytest.mark.parametrize(
    "coding", [b"gzip", b"gzip, chunked", b"identity", b"chunked, chunked", b"xchunked"]
)
def test_rfc9112_6_1_other_codings(coding: bytes) -> None:
    assert status_of(OK + b"Transfer-Encoding: " + coding + b"\r\n\r\n") == 501


def test_rfc9112_6_1_chunked_is_not_of_http_1_0() -> None:
    head = b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert status_of(head + b"0\r\n\r\n") == 400


@pytest.mark.parametrize("status", [b"204", b"304"])
def test_rfc9112_6_3_1_statuses_without_body(status: bytes) -> None:
    head = b"HTTP/1.1 " + status + b" X\r\nContent-Length: 5\r\n\r\n"
    assert Seen(head, closed=False).whole


def test_rfc9112_6_3_1_the_answer_to_head_has_no_body() -> None:
    for head in (OK + b"Content-Length: 5\r\n\r\n", CHUNKED, OK + b"\r\n"):
        seen = Seen(head, method="HEAD", closed=False)
        assert seen.whole and seen.body == b"" and seen.persists


def test_rfc9112_6_3_the_same_length_twice() -> None:
    assert body_of(OK + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\na") == b"a"


def test_rfc9112_6_3_8_until_the_connection_ends() -> None:
    seen = Seen(OK + b"\r\nab", b"c", closed=False)
    assert seen.body == b"abc" and not seen.whole
    seen = Seen(OK + b"\r\nab", b"c")
    assert seen.body == b"abc" and seen.whole


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 2",
        OK + b"X: y\r\n",
        OK + b"Content-Length: 3\r\n\r\nab",
        CHUNKED,
        CHUNKED + b"3\r\nabc",
        CHUNKED + b"3\r\nabc\r\n",
        CHUNKED + b"0\r\n",
        CHUNKED + b"0\r\nX: y\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
)
def test_rfc9112_8_responses_that_are_cut(data: bytes) -> None:
    seen = Seen(data)
    assert seen.status == 0 and not seen.whole


@pytest.mark.parametrize(
    ("chunks", "body"),
    [
        (b"0\r\n\r\n", b""),
        (b"3\r\nabc\r\n0A;x=y\r\n0123456789\r\n0\r\nT: u\r\n\r\n", b"abc0123456789"),
    ],
)
def test_rfc9112_7_1_chunks(chunks: bytes, body: bytes) -> None:
    assert body_of(CHUNKED + chunks) == body


@pytest.mark.parametrize(
    ("chunks", "status"),
    [
        (b"\r\n", 400),
        (b"-1\r\n", 400),
        (b"0x1\r\na\r\n", 400),
        (b"1\r\nab\r\n", 400),
        (b"1\na\n0\n\n", 400),
        (b"123456789\r\n", 400),
        (b"1;" + b"x" * 300, 400),
        (b"0\r\nX : y\r\n\r\n", 400),
        (b"0\r\n" + b"X: 1\r\n" * options.CLIENT_HEADER_BYTES, 431),
    ],
)
def test_rfc9112_7_1_chunks_that_are_none(chunks: bytes, status: int) -> None:
    assert status_of(CHUNKED + chunks) == status


def test_rfc9110_15_2_interim_responses_are_passed_over() -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    seen = Seen(interim + b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 1\r\n\r\na")
    assert seen.body == b"a" and seen.continues
    assert seen.head is not None and seen.head.headers.get("link") is None
    assert status_of(interim * 40) == 431
    assert status_of(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n") == 400


@pytest.mark.parametrize(
    ("head", "persists"),
    [
        (OK, True),
        (OK + b"Connection: close\r\n", False),
        (OK + b"Connection: x, Close\r\n", False),
        (OK + b"Connection: x\r\nConnection: close\r\n", False),
        (b"HTTP/1.0 200 OK\r\n", False),
        (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n", True),
    ],
)
def test_rfc9112_9_3_persistence(head: bytes, persists: bool) -> None:
    seen = Seen(head + b"Content-Length: 1\r\n\r\na", closed=False)
    assert seen.whole and seen.persists is persists


def test_rfc9112_9_2_what_follows_unasked_ends_the_connection() -> None:
    seen = Seen(OK + b"Content-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n", closed=False)
    assert seen.body == b"a" and seen.whole and not seen.persists


def test_what_is_no_response_is_told_at_once() -> None:
    for data in (b"SSH-2.0-x\r\n", b"\r\n", b"h", b"HTTQ"):
        assert status_of(data) == 400
    assert Seen(b"HTT", closed=False).status == 0


def test_limits() -> None:
    assert status_of(OK + b"X: " + b"a" * options.CLIENT_HEADER_BYTES) == 431
    assert status_of(OK + b"X: " + b"a" * options.CLIENT_HEADER_BYTES + b"\r\n\r\n") == 431
    assert status_of(OK + b"X: 1\r\n" * (options.CLIENT_HEADER_FIELDS + 1) + b"\r\n") == 431
    assert status_of(b"HTTP/" * options.CLIENT_HEADER_BYTES) == 431


RESPONSES = st.sampled_from(
    [
        OK + b"Content-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"X: y\r\n z\r\nContent-Length: 0\r\n\r\n",
        CHUNKED + b"3;x\r\nabc\r\n1\r\n\n\r\n0\r\nT: u\r\n\r\n",
        OK + b"\r\nuntil the end",
        b"HTTP/1.0 404\r\nContent-Length: 1\r\n\r\nx",
    ]
)
DAMAGE = [b"", b"\r", b"\n", b"\r\n", b" ", b"\0", b":", b"0", b"f", b";", b"\xff"]


@settings(max_examples=150, deadline=None)
@given(RESPONSES, st.data())
def test_damage_is_refused_or_read_the_same_in_pieces(response: bytes, data: st.DataObject) -> None:
    damaged = bytearray(response)
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(damaged) - 1)) if damaged else 0
        damaged[place : place + 1] = data.draw(st.sampled_from(DAMAGE))
    whole = Seen(bytes(damaged))
    pieces = Seen(*[bytes(damaged[place : place + 1]) for place in range(len(damaged))])
    assert (whole.status == 0) == (pieces.status == 0)
    if whole.status == 0:
        assert (whole.body, whole.whole) == (pieces.body, pieces.whole)
        assert (whole.head is None) == (pieces.head is None)
