"""Damaged requests, responses, URLs and JSON, the same under CPython and compiled: what is said.

The first argument is the number of cases, the second the seed.
"""

import sys

from naja.http.jsontext import Reader, Unfit
from naja.http.message import HTTPError, Request
from naja.http.parser import RequestParser
from naja.http.responses import ResponseParser
from naja.http.syntax import Refused
from naja.http.urls import InvalidURL, join, parse, with_parameters

REQUESTS = [
    b"GET /a?x=%20&y=1+2 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://a:80/b/%C3%BC?c HTTP/1.0\r\nConnection: close\r\n\r\n",
    b"\r\nHEAD / HTTP/1.1\r\nHost: [::1]:80\r\nAccept: */*\r\nX: \xe9\r\n\r\n",
    b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n\r\n0\r\n\r\nGET /",
    b"POST /d HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
    b'3;x="y"\r\nabc\r\n0a\r\n0123456789\r\n0\r\nT: u\r\n\r\n',
    b"OPTIONS * HTTP/1.1\r\nHost:\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
]
RESPONSES = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: \xe9\r\n\r\n0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 404\r\nX: a\r\n b\r\nConnection: close\r\n\r\nuntil",
    b"HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n"
    b'3;x="y"\r\nabc\r\n0a\r\n0123456789\r\n0\r\nT: u\r\n\r\n',
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nConnection: keep-alive\r\n\r\n",
]
URLS = [
    b"http://a.b:8080/c/../d;e/./f?g=h&i=%20#j",
    b"HTTP://[::1]/\xc3\xbc b?c d",
    b"//x/y?z",
    b"../../g;x=1/../y?q",
]
DOCUMENTS = [
    b'{"a": [1, -2.5e3, true, null], "b\\u00e9\\ud83d\\ude00": "x\\n", "c": {"d": [[], {}]}}',
    b'[0, 9223372036854775807, -9223372036854775808, 1E400, "\xc3\xbc\\/"]',
    b' "\\"\\\\\\b\\f" ',
]
INSERTED = [
    b"\r", b"\n", b"\r\n", b" ", b"\t", b"\0", b":", b";", b",", b"0", b"f", b"-", b"+", b"\xff",
    b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding:\tchunked\r\n",
    b"[", b"]", b"{", b"}", b'"', b"\\u", b"e", b".", b"%", b"",
]  # fmt: skip


class Chance:
    """A generator of numbers that is the same everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, bound: int) -> int:
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % bound


def damaged(data: bytes, chance: Chance) -> bytes:
    """The data with some of it changed, cut or doubled."""
    changed = bytearray(data)
    for _ in range(chance.below(4)):
        place = chance.below(len(changed) + 1)
        end = min(len(changed), place + chance.below(3))
        kind = chance.below(8)
        if kind == 0:
            changed[place:] = b""
        elif kind == 1:
            changed[place:place] = changed[place : place + chance.below(30)]
        else:
            changed[place:end] = INSERTED[chance.below(len(INSERTED))]
    return bytes(changed)


def seen(request: Request) -> str:
    """All of a request."""
    try:
        query = str(request.query_pairs())
    except HTTPError as error:
        query = str(error)
    start = f"{request.method} {request.target} {request.path!r} {request.minor} {query}"
    return f"{start} {request.headers.fields} {request.body!r}"


def parsed(data: bytes, chance: Chance) -> list[str]:
    """The requests in the data, which come in pieces, and what is said at the end."""
    parser = RequestParser()
    found: list[str] = []
    place = 0
    try:
        while place < len(data):
            size = 1 + chance.below(len(data))
            parser.feed(data[place : place + size])
            place += size
            request = parser.next()
            while request is not None:
                found.append(seen(request))
                request = parser.next()
    except Refused as refused:
        found.append(f"{refused.status} {refused.detail}")
    found.append(f"{parser.is_idle()} {parser.expects_continue} {parser.in_body()}")
    return found


def answered(data: bytes, chance: Chance) -> list[str]:
    """The response in the data, which comes in pieces, and what is said at the end."""
    parser = ResponseParser()
    parser.begin("HEAD" if chance.below(9) == 0 else "GET")
    found: list[str] = []
    place = 0
    body = b""
    try:
        while place < len(data):
            size = 1 + chance.below(len(data))
            parser.feed(data[place : place + size])
            place += size
            parser.read()
            body += parser.take()
    except Refused as refused:
        found.append(f"{refused.status} {refused.detail}")
    head = parser.head
    if head is not None:
        found.append(f"{head.minor} {head.status} {head.reason!r} {head.headers.fields} {body!r}")
    found.append(f"{parser.ended} {parser.finish()} {parser.persists()} {parser.continues}")
    return found


def resolved(data: bytes) -> str:
    """What a reference means at a place."""
    try:
        base = parse("http://a/b/c/d;p?q")
        url = join(base, data.decode("utf-8", "replace"))
        return str(with_parameters(url, {"x y": "ü&", "": url.host}))
    except InvalidURL as error:
        return str(error)


def read(data: bytes) -> str:
    """What is said about a document."""
    reader = Reader(data, "body")
    try:
        reader.skip()
        reader.end()
    except Unfit as unfit:
        return f"{unfit.place} {unfit.reason}"
    if data.strip().startswith(b'"'):
        return repr(Reader(data, "body").text())
    return "sound"


def main(cases: int, seed: int) -> None:
    chance = Chance(seed)
    digest = 0
    said: dict[str, int] = {}
    for number in range(cases):
        whole = b"".join([damaged(REQUESTS[chance.below(len(REQUESTS))], chance) for _ in range(2)])
        lines = parsed(whole, chance)
        lines += answered(damaged(RESPONSES[chance.below(len(RESPONSES))], chance), chance)
        lines.append(resolved(damaged(URLS[chance.below(len(URLS))], chance)))
        document = damaged(DOCUMENTS[chance.below(len(DOCUMENTS))], chance)
        lines.append(read(document))
        for line in lines:
            for character in line:
                digest = (digest * 31 + ord(character)) % 1000000007
        for line in lines:
            verdict = line[:60] if line[:3].isdigit() else "taken"
            said[verdict] = said.get(verdict, 0) + 1
        if number % 97 == 0:
            print(number, digest, lines[0], lines[-1])
    for verdict in sorted(said):
        print(said[verdict], verdict)
    print(digest)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
