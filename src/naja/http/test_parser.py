"""Requests out of bytes: what RFC 9112 asks for, what smuggling tries, and limits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naja.http import options
from naja.http.message import Request
from naja.http.parser import RequestParser
from naja.http.syntax import Refused

HOST = b"Host: a\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


def parse(*pieces: bytes) -> tuple[list[Request], int]:
    """The requests in the pieces, and the status of the refusal behind them, or 0."""
    parser = RequestParser()
    requests: list[Request] = []
    try:
        for piece in pieces:
            parser.feed(piece)
            while (request := parser.next()) is not None:
                requests.append(request)
    except Refused as refused:
        return requests, refused.status
    return requests, 0


def one(data: bytes) -> Request:
    requests, status = parse(data)
    assert status == 0 and len(requests) == 1
    return requests[0]


def get(line: bytes, fields: bytes = HOST) -> bytes:
    return line + b"\r\n" + fields + b"\r\n"


def status_of(data: bytes) -> int:
    requests, status = parse(data)
    assert requests == []
    return status


def test_a_request() -> None:
    request = one(
        b"POST /a/b?x=1&y HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nX-Y:  z z \t\r\n\r\nabc"
    )
    assert (request.method, request.path, request.query) == ("POST", "/a/b", "x=1&y")
    assert (request.minor, request.body, request.target) == (1, b"abc", "/a/b?x=1&y")
    assert request.headers.fields == [("host", "a"), ("content-length", "3"), ("x-y", "z z")]


@pytest.mark.parametrize(
    "line",
    [
        b"GET /",
        b"GET",
        b"",
        b" GET / HTTP/1.1",
        b"GET  / HTTP/1.1",
        b"GET /  HTTP/1.1",
        b"GET / HTTP/1.1 ",
        b"GET\t/ HTTP/1.1",
        b"GET / HTTP/1.1\r",
        b"G\0T / HTTP/1.1",
        b"GE(T / HTTP/1.1",
        b"GET /\0 HTTP/1.1",
        b"GET /\x80 HTTP/1.1",
        b"GET /\x7f HTTP/1.1",
        b"GET /a#b HTTP/1.1",
        b"GET a HTTP/1.1",
        b"GET * HTTP/1.1",
        b"GET / http/1.1",
        b"GET / HTTP/11",
        b"GET / HTTP/1.",
        b"GET / HTTP/1.10",
        b"GET / HTTP/a.1",
        b"GET / HTTP/1.b",
        b"GET / HTTP/1,1",
        b"GET /%4 HTTP/1.1",
        b"GET /%zz HTTP/1.1",
        b"GET /%ff HTTP/1.1",
        b"GET http:// HTTP/1.1",
        b"GET http:///a HTTP/1.1",
        b"GET http://u@b/ HTTP/1.1",
        b"GET ftp://a/ HTTP/1.1",
    ],
)
def test_request_lines_that_are_none(line: bytes) -> None:
    # an empty line in front of a request is skipped, then a field stands where the line should
    assert status_of(get(line)) == 400


@pytest.mark.parametrize(
    ("version", "minor"), [(b"HTTP/1.1", 1), (b"HTTP/1.0", 0), (b"HTTP/1.2", 1), (b"HTTP/1.9", 1)]
)
def test_versions(version: bytes, minor: int) -> None:
    assert one(get(b"GET / " + version)).minor == minor


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9", b"HTTP/3.1"])
def test_other_major_versions(version: bytes) -> None:
    assert status_of(get(b"GET / " + version)) == 505


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/", "/", ""),
        (b"/?", "/", ""),
        (b"/a%20b%C3%BC", "/a bü", ""),
        (b"/a?b%20c?d", "/a", "b%20c?d"),
        (b"http://a/b?c", "/b", "c"),
        (b"HTTPS://a.b:1", "/", ""),
        (b"http://a?b=/", "/", "b=/"),
        (b"http://[::1]:80/x", "/x", ""),
        (b"//a/b", "//a/b", ""),
    ],
)
def test_targets(target: bytes, path: str, query: str) -> None:
    request = one(get(b"GET " + target + b" HTTP/1.1"))
    assert (request.path, request.query) == (path, query)


def test_tunnels() -> None:
    assert status_of(get(b"CONNECT a:443 HTTP/1.1")) == 501


def test_what_is_no_request_is_told_at_once() -> None:
    assert status_of(b"\x16\x03\x01") == 400


def test_options_of_the_server() -> None:
    assert one(get(b"OPTIONS * HTTP/1.1")).path == "*"


def test_empty_lines_in_front_are_skipped() -> None:
    assert one(b"\r\n\r\n" + get(b"GET / HTTP/1.1")).path == "/"


@pytest.mark.parametrize(
    "field",
    [
        b"X : 1",  # space before the colon
        b"X\t: 1",
        b": 1",
        b"X",
        b" X: 1",  # a folded line
        b"X: 1\r\n 2",
        b"X: 1\r\n\t2",
        b"X: 1\r2",
        b"X: 1\n2",
        b"X: 1\nY: 2",
        b"X: \0",
        b"X: \x7f",
        b"X\0: 1",
        b"X\xe9: 1",
        b"X,Y: 1",
        b'"X": 1',
        b"Host: b",
        b"Host:",
        b"Content-Length: 1, 1",
        b"Content-Length: -1",
        b"Content-Length: +1",
        b"Content-Length: 0x1",
        b"Content-Length: 1_0",
        b"Content-Length: 1 1",
        b"Content-Length: 1.0",
        b"Content-Length:",
        b"Content-Length: \xb2",
        b"Content-Length: 9999999999999999",
        b"Content-Length: 1\r\nContent-Length: 2",
        b"Content-Length: 0\r\nContent-Length: 00000000000000001",
    ],
)
def test_fields_that_are_none(field: bytes) -> None:
    assert status_of(get(b"POST / HTTP/1.1", HOST + field + b"\r\n")) == 400


@pytest.mark.parametrize("host", [b"", b"a.b:80", b"[::1]:80", b"a_b", b"xn--p1ai"])
def test_hosts(host: bytes) -> None:
    assert (
        one(get(b"GET / HTTP/1.1", b"Host: " + host + b"\r\n")).headers.get("host") == host.decode()
    )


@pytest.mark.parametrize("host", [b"a b", b"a/b", b"u@a", b"a\\b", b"a\xe9", b"a?b"])
def test_hosts_that_are_none(host: bytes) -> None:
    assert status_of(get(b"GET / HTTP/1.1", b"Host: " + host + b"\r\n")) == 400


def test_only_http_1_0_may_leave_the_host_out() -> None:
    assert status_of(get(b"GET / HTTP/1.1", b"")) == 400
    assert one(get(b"GET / HTTP/1.0", b"")).minor == 0


def test_old_text_beyond_ascii_is_kept() -> None:
    assert one(get(b"GET / HTTP/1.1", HOST + b"X: \xe9\r\n")).headers.get("x") == "é"


def test_the_same_length_twice_is_one() -> None:
    fields = HOST + b"Content-Length: 2\r\nContent-Length: 2\r\n"
    assert one(get(b"POST / HTTP/1.1", fields) + b"ab").body == b"ab"


# two servers that disagree where a request ends (RFC 9112, 11.2)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (b"Content-Length: 6\r\nTransfer-Encoding: chunked", 400),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 6", 400),
        (b"Transfer-Encoding : chunked", 400),
        (b"Transfer-Encoding\t: chunked", 400),
        (b" Transfer-Encoding: chunked", 400),
        (b"X: y\n Transfer-Encoding: chunked", 400),
        (b"X: y\r\n\tTransfer-Encoding: chunked", 400),
        (b"Transfer-Encoding:\r\n chunked", 400),
        (b"Transfer-Encoding: \x0bchunked", 400),
        (b"Transfer-Encoding: chunked\0", 400),
        (b"Transfer-Encoding: chunked\x85", 400),
        (b"Transfer-Encoding: chunked\xa0", 400),
        (b"Transfer-Encoding: xchunked", 400),
        (b"Transfer-Encoding: chunked, identity", 400),
        (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x", 400),
        (b"Transfer-Encoding: chunked;q=1", 400),
        (b"Transfer-Encoding: 'chunked'", 400),
        (b"Transfer-Encoding:", 400),
        (b"Transfer-Encoding: identity", 400),
        (b"Transfer-Encoding: gzip, chunked", 501),
        (b"Transfer-Encoding: chunked, chunked", 501),
        (b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked", 501),
        (b"Transfer-Encoding: identity, chunked", 501),
    ],
)
def test_framing_that_others_might_read_differently(fields: bytes, status: int) -> None:
    head = get(b"POST / HTTP/1.1", HOST + fields + b"\r\n")
    assert status_of(head + b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n") == status


def test_chunked_is_not_of_http_1_0() -> None:
    head = get(b"POST / HTTP/1.0", HOST + b"Transfer-Encoding: chunked\r\n")
    assert status_of(head + b"0\r\n\r\n") == 400


@pytest.mark.parametrize("value", [b"Chunked", b"CHUNKED", b"\tchunked "])
def test_chunked_in_other_letters(value: bytes) -> None:
    head = get(b"POST / HTTP/1.1", HOST + b"tRANSFER-eNCODING:" + value + b"\r\n")
    assert one(head + b"1\r\na\r\n0\r\n\r\n").body == b"a"


# chunks


@pytest.mark.parametrize(
    ("chunks", "body"),
    [
        (b"0\r\n\r\n", b""),
        (b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n", b"abc0123456789"),
        (b"3;x=y\r\nabc\r\n0;z\r\n\r\n", b"abc"),
        (b'3 ; x="a;b"\r\nabc\r\n0\r\n\r\n', b"abc"),
        (b"2\r\n\r\n\r\n0\r\n\r\n", b"\r\n"),
        (b"1\r\na\r\n0\r\nX: y\r\nZ: w\r\n\r\n", b"a"),
    ],
)
def test_chunks(chunks: bytes, body: bytes) -> None:
    request = one(CHUNKED + chunks)
    assert request.body == body
    assert request.headers.get("x") is None  # trailers are no headers


@pytest.mark.parametrize(
    "chunks",
    [
        b"\r\n",
        b";x\r\n",
        b"g\r\n",
        b"-1\r\n",
        b"+1\r\na\r\n",
        b"0x1\r\na\r\n",
        b"1_0\r\n",
        b" 1\r\na\r\n",
        b"1 \r\na\r\n",
        b"1 1\r\n",
        b"1\ra\r\n",
        b"1\na\n0\n\n",
        b"1;x\ny\r\na\r\n",  # a line feed hidden in an extension
        b"1;x\ry\r\na\r\n",
        b"1;\0\r\na\r\n",
        b"1\r\nab\r\n",
        b"1\r\na\n0\r\n\r\n",
        b"1\r\na\r0\r\n\r\n",
        b"1\r\na0\r\n\r\n",
        b"100000001\r\n",
        b"00000000001\r\n",
        b"0\r\nX : y\r\n\r\n",
        b"0\r\n X: y\r\n\r\n",
        b"0\r\nX\r\n\r\n",
        b"0\r\nX: \0\r\n\r\n",
        b"0\r\nX: y\n\r\n\r\n",
        b"0\r\nX: y\nZ",
        b"1;" + b"x" * 300 + b"\r\na\r\n",
        b"1;" + b"x" * 300,
    ],
)
def test_chunks_that_are_none(chunks: bytes) -> None:
    assert status_of(CHUNKED + chunks) == 400


# limits


def test_a_long_request_line() -> None:
    longest = b"GET /" + b"a" * (options.REQUEST_LINE - 14) + b" HTTP/1.1"
    assert parse(get(longest))[1] == 0
    assert parse(longest + b"\r", b"\n" + HOST + b"\r\n")[1] == 0
    longer = longest.replace(b"GET", b"POST")
    assert status_of(get(longer)) == 414
    assert status_of(longer + b"aa") == 414


def test_long_fields() -> None:
    fits = HOST + b"X: " + b"a" * (options.HEADER_BYTES - len(HOST) - 5) + b"\r\n"
    assert parse(get(b"GET / HTTP/1.1", fits))[1] == 0
    assert status_of(get(b"GET / HTTP/1.1", fits.replace(b"aa\r", b"aaa\r"))) == 431
    assert status_of(b"GET / HTTP/1.1\r\n" + fits * 2) == 431


def test_many_fields() -> None:
    fields = HOST + b"X: 1\r\n" * (options.HEADER_FIELDS - 1)
    assert parse(get(b"GET / HTTP/1.1", fields))[1] == 0
    assert status_of(get(b"GET / HTTP/1.1", fields + b"X: 1\r\n")) == 431


def test_a_long_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "BODY_BYTES", 10)
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
    assert one(head + b"10\r\n\r\n0123456789").body == b"0123456789"
    assert status_of(head + b"11\r\n\r\n") == 413
    assert one(CHUNKED + b"5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n").body == b"0123456789"
    assert status_of(CHUNKED + b"5\r\n01234\r\n6\r\n") == 413
    assert status_of(CHUNKED + b"ffffffff\r\n") == 413


def test_long_trailers() -> None:
    assert status_of(CHUNKED + b"0\r\n" + b"X: 1\r\n" * options.HEADER_BYTES) == 431
    assert status_of(CHUNKED + b"0\r\nX: " + b"a" * (options.HEADER_BYTES + 2)) == 431


@pytest.mark.parametrize(
    "start", [b"\n", b"GET / HTTP/1.1\nHost: a\n\n", b"GET / HTTP/1.1\r\nX: 1\n"]
)
def test_bare_line_feeds_are_told_at_once(start: bytes) -> None:
    assert status_of(start) == 400


# expectations


def test_expect() -> None:
    parser = RequestParser()
    parser.feed(get(b"POST / HTTP/1.1", HOST + b"Content-Length: 2\r\nExpect: 100-Continue\r\n"))
    assert parser.next() is None and parser.expects_continue and parser.in_body()
    parser.feed(b"ab")
    request = parser.next()
    assert request is not None and request.body == b"ab" and not parser.expects_continue


def test_expect_of_something_else() -> None:
    assert status_of(get(b"GET / HTTP/1.1", HOST + b"Expect: tea\r\n")) == 417
    assert one(get(b"GET / HTTP/1.0", HOST + b"Expect: tea\r\n")).minor == 0


# pieces

VALID = st.sampled_from(
    [
        get(b"GET /a HTTP/1.1"),
        get(b"GET /b?x=%20 HTTP/1.0", b"Connection: close\r\n"),
        b"\r\n" + get(b"HEAD / HTTP/1.1"),
        get(b"POST /c HTTP/1.1", HOST + b"Content-Length: 4\r\n") + b"\r\n\r\n",
        CHUNKED + b"3;x\r\nabc\r\n1\r\n\n\r\n0\r\nT: u\r\n\r\n",
        CHUNKED + b"0\r\n\r\n",
    ]
)
BROKEN = st.sampled_from(
    [
        b"",
        b"",
        get(b"GET /"),
        get(b"GET / HTTP/1.1", b"X : 1\r\n"),
        CHUNKED + b"1\r\nab",
        b"GET /\n",
    ]
)


def seen(request: Request) -> tuple[object, ...]:
    return (request.method, request.target, request.minor, request.headers.fields, request.body)


@settings(max_examples=60, deadline=None)
@given(st.lists(VALID, max_size=4), BROKEN, st.data())
def test_pieces_say_the_same_as_the_whole(
    requests: list[bytes], broken: bytes, data: st.DataObject
) -> None:
    whole = b"".join(requests) + broken
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    expected, status = parse(whole)
    assert len(expected) == len(requests)
    bytewise = [whole[place : place + 1] for place in range(len(whole))]
    for parts in (pieces, bytewise):
        found, how = parse(*parts)
        assert [seen(r) for r in found] == [seen(r) for r in expected]
        assert how == status


@settings(max_examples=100, deadline=None)
@given(st.lists(VALID, min_size=1, max_size=3), st.data())
def test_damage_is_refused_or_read_the_same_in_pieces(
    requests: list[bytes], data: st.DataObject
) -> None:
    whole = bytearray(b"".join(requests))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + 1] = data.draw(
            st.sampled_from(
                [b"", b"\r", b"\n", b"\r\n", b" ", b"\0", b":", b"0", b"f", b";", b"\xff"]
            )
        )
    damaged = bytes(whole)
    expected, status = parse(damaged)
    found, how = parse(*[damaged[place : place + 1] for place in range(len(damaged))])
    assert [seen(r) for r in found] == [seen(r) for r in expected]
    # which of two mistakes is seen first may differ, but never whether there is one
    assert (how == 0) == (status == 0)
