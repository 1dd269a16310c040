"""One request of the client on one connection: sent, and answered by a head (RFC 9112, 9).

A body is sent no further once an answer has begun: the server has made up its mind, and the
connection is closed behind its answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from naja.http import options
from naja.http.client_errors import RequestTimeout
from naja.http.link import Link
from naja.http.responses import Head
from naja.http.syntax import is_token, is_value
from naja.http.urls import URL
from naja.http.waiting import Clock

# may be sent again if it is not known whether they were done (RFC 9110, 9.2.2)
_IDEMPOTENT = ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE")
_MEANT_FOR_BODIES = ("POST", "PUT", "PATCH")
_JOINED = 16384
_OURS = ("content-length", "transfer-encoding", "connection", "host")


class Call:
    """What is asked. content: a body that comes in pieces, instead of `body`."""

    method: str
    url: URL
    fields: list[tuple[str, str]]
    body: bytes
    content: AsyncIterator[bytes] | None

    def __init__(self, method: str, url: URL) -> None:
        if method == "" or not is_token(method.encode()):
            raise ValueError(f"{method!r} is no method")
        if method == "CONNECT":
            raise ValueError("CONNECT is not here")
        self.method = method
        self.url = url
        self.fields = []
        self.body = b""
        self.content = None

    def set(self, name: str, value: str) -> None:
        """Set a header field. Raises ValueError for what would be read as something else."""
        lower = name.lower()
        if lower in _OURS and not (lower == "connection" and value.lower() == "close"):
            raise ValueError(f"{name} is set by the client")
        text = value.strip(" \t").encode("latin-1")
        if name == "" or not is_token(name.encode()):
            raise ValueError(f"{name!r} is no name of a header field")
        if not is_value(text):
            raise ValueError(f"{name}: {value!r} cannot be sent as a header field")
        self.remove(lower)
        self.fields.append((lower, value.strip(" \t")))

    def default(self, name: str, value: str) -> None:
        """Set a header field that is not set."""
        if not any(field == name for field, _ in self.fields):
            self.set(name, value)

    def remove(self, name: str) -> None:
        """Take a header field away."""
        self.fields = [(field, value) for field, value in self.fields if field != name]

    def may_be_repeated(self) -> bool:
        """Whether it does no harm to send it twice, and is possible."""
        return self.method in _IDEMPOTENT and self.content is None

    def expects(self) -> bool:
        """Whether the body waits for a 100 (Continue)."""
        has_body = self.content is not None or len(self.body) != 0
        return has_body and any(name == "expect" for name, _ in self.fields)

    def head(self) -> bytes:
        """The request line and the header fields."""
        lines = [f"{self.method} {self.url.target} HTTP/1.1\r\nhost: {self.url.authority()}\r\n"]
        lines += [f"{name}: {value}\r\n" for name, value in self.fields]
        if self.content is not None:
            lines.append("transfer-encoding: chunked\r\n")
        elif len(self.body) != 0 or self.method in _MEANT_FOR_BODIES:
            lines.append(f"content-length: {len(self.body)}\r\n")
        return f"{''.join(lines)}\r\n".encode("latin-1")


async def ask(link: Link, call: Call, clock: Clock) -> Head:
    """Send a request; the head of its response. Raises RequestError."""
    link.begin(call.method)
    if call.expects():
        await link.send(call.head(), clock)
        if await _is_asked_for(link, clock):
            link.whole = await _send_body(link, call, clock)
        else:
            link.whole = False
    elif call.content is None and len(call.body) <= _JOINED:
        link.whole = await link.send(call.head() + call.body, clock)
    else:
        link.whole = await link.send(call.head(), clock) and await _send_body(link, call, clock)
    while link.parser.head is None:
        await link.more(clock)
    head = link.parser.head
    assert head is not None
    return head


async def _is_asked_for(link: Link, clock: Clock) -> bool:
    """Whether the server wants the body, or says nothing for a while (RFC 9110, 10.1.1)."""
    while link.parser.head is None and not link.parser.continues:
        try:
            await link.more_within(clock, options.CLIENT_CONTINUE_SECONDS)
        except RequestTimeout as expired:
            if expired.phase == "total":
                raise
            return True
    return link.parser.head is None


async def _send_body(link: Link, call: Call, clock: Clock) -> bool:
    """Whether all of it was sent."""
    content = call.content
    if content is None:
        start = 0
        while start < len(call.body):
            if not await link.send(call.body[start : start + _JOINED], clock):
                return False
            start += _JOINED
        return True
    async for piece in content:
        if len(piece) != 0:
            framed = b"".join((f"{len(piece):x}\r\n".encode("ascii"), piece, b"\r\n"))
            if not await link.send(framed, clock):
                return False
    return await link.send(b"0\r\n\r\n", clock)
