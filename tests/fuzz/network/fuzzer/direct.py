"""Parsers that are asked directly: far more inputs a second than through a connection.

Each takes any bytes; what it raises but the errors that it documents is a finding, and so is a
request parser that reads something else when the bytes come in other pieces.
"""

from __future__ import annotations

import contextlib

from fuzzer.frames import OWN_MAC, Finding

from naja.http import jsontext, queries
from naja.http.jsontext import Reader, Unfit
from naja.http.parser import Refused, RequestParser, split_target
from naja.os.net.addresses import mac_from_bytes
from naja.os.net.dhcp.wire import Reply

KINDS = "HJQD"
"""HTTP requests, JSON, targets and queries, DHCP replies."""
PIECES = (1, 2, 3, 7, 19, 64, 300)
MOST_PIECES = 60


def run(kind: str, data: bytes, way: int) -> None:
    """Try an input. way: a number that decides how."""
    if kind == "H":
        pieces = max(PIECES[way % len(PIECES)], len(data) // MOST_PIECES)
        if read_requests(data, len(data) + 1) != read_requests(data, pieces):
            raise Finding(f"requests depend on the pieces that they come in: of {pieces} bytes")
    elif kind == "J":
        read_json(data)
    elif kind == "Q":
        read_target(bytes([byte & 127 for byte in data]).decode("ascii"), way)
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
