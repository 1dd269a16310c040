"""Parsers that are asked directly: far more inputs a second than through a connection.

Each takes any bytes; what it raises but the errors that it documents is a finding, and so is a
request parser that reads something else when the bytes come in other pieces.
"""

from __future__ import annotations

import contextlib

from fuzzer import names
from fuzzer.frames import OWN_MAC, Finding

from naja.http import jsontext, queries, urls
from naja.http.jsontext import Reader, Unfit
from naja.http.parser import Refused, RequestParser, split_target
from naja.http.responses import ResponseParser
from naja.os.net.addresses import mac_from_bytes
from naja.os.net.dhcp.wire import Reply

KINDS = "HPJQUDN"
"""HTTP requests and responses, JSON, targets and queries, URLs, DHCP replies, DNS queries."""
PIECES = (1, 2, 3, 7, 19, 64, 300)
MOST_PIECES = 60


def run(kind: str, data: bytes, way: int) -> None:
    """Try an input. way: a number that decides how."""
    if kind == "H":
        pieces = max(PIECES[way % len(PIECES)], len(data) // MOST_PIECES)
        if read_requests(data, len(data) + 1) != read_requests(data, pieces):
            raise Finding(f"requests depend on the pieces that they come in: of {pieces} bytes")
    elif kind == "P":
        pieces = max(PIECES[way % len(PIECES)], len(data) // MOST_PIECES)
        method = "HEAD" if way & 64 == 64 else "GET"
        if read_responses(data, len(data) + 1, method) != read_responses(data, pieces, method):
            raise Finding(f"responses depend on the pieces that they come in: of {pieces} bytes")
    elif kind == "J":
        read_json(data)
    elif kind == "Q":
        read_target(bytes([byte & 127 for byte in data]).decode("ascii"), way)
    elif kind == "U":
        read_url(data.decode("latin-1"))
    elif kind == "N":
        answer_query(data)
    else:
        Reply().parse(memoryview(data), 0, len(data), way & 0xFFFF, mac_from_bytes(OWN_MAC))


def read_requests(data: bytes, size: int) -> list[str]:
    """The requests in the bytes, when they come in pieces of that size."""
    parser = RequestParser()
    found: list[str] = []
    try:
        for start in range(0, len(data), size):
            parser.feed(data[start : start + size])
            request = parser.next()
            while request is not None:
                fields = len(request.headers.fields)
                found.append(f"{request.method} {request.target} {request.minor} {fields}")
                found.append(request.body.hex())
                request = parser.next()
    except Refused:
        pass  # when, and for which of several mistakes, may depend on what has come so far
    return found


def read_responses(data: bytes, size: int, method: str) -> str:
    """The response in the bytes, if it is whole, when they come in pieces of that size."""
    parser = ResponseParser()
    body = b""
    parser.begin(method)
    try:
        for start in range(0, len(data), size):
            parser.feed(data[start : start + size])
            parser.read()
            body += parser.take()
            if parser.ended:
                break
    except Refused:
        return ""
    head = parser.head
    if not parser.finish() or head is None:
        return ""
    return f"{head.status} {head.reason} {len(head.headers.fields)} {body.hex()}"


def answer_query(data: bytes) -> None:
    """Ask the name server."""
    length = names.responder.respond(data)
    if length != 0 and (length < 12 or names.responder.reply[:2] != data[:2]):
        raise Finding("an answer of the name server is to no question")


def read_url(text: str) -> None:
    """Parse it, as it is and as a reference; what is read is written so that it is read again."""
    base = urls.parse("http://naja.example:8080/a/b?c")
    with contextlib.suppress(urls.InvalidURL):
        same(urls.join(base, text))
    with contextlib.suppress(urls.InvalidURL):
        same(urls.parse(text))


def same(url: urls.URL) -> None:
    """Raises Finding if its text is another URL."""
    again = urls.parse(str(url))
    if (again.host, again.port, again.target) != (url.host, url.port, url.target):
        raise Finding(f"{url} is read as {again}")


def read_json(data: bytes) -> None:
    """Skip a value; read strings and numbers at the places where they are."""
    try:
        reader = Reader(data, "body")
        reader.skip()
        reader.end()
    except Unfit:
        pass
    try:
        reader = Reader(data, "body")
        reader.begin_object()
        while True:
            name = reader.key()
            if name is None:
                break
            out: list[str] = []
            jsontext.write_text(out, name)
            if Reader(jsontext.document(out), "again").text() != name:
                raise Finding("a text is written otherwise than it is read")
            reader.number() if len(name) % 2 == 0 else reader.text()
            reader.done()
    except Unfit:
        pass


def read_target(text: str, way: int) -> None:
    """Everything that decodes percents."""
    queries.parsed(text)
    queries.unquoted(text, way & 1 == 1)
    with contextlib.suppress(Refused):
        split_target("OPTIONS" if way & 2 == 2 else "GET", text)
