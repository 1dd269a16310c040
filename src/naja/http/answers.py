"""The response to a request of the client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from naja.http import options
from naja.http.client_errors import ResponseTooLarge, StatusError
from naja.http.link import Link
from naja.http.message import Headers
from naja.http.pool import Pool
from naja.http.responses import Head
from naja.http.urls import URL
from naja.http.waiting import Clock

T = TypeVar("T")


class ClientResponse:
    """A response: its head, and its body once it was read. reason: the server's, for people."""

    status: int
    reason: str
    headers: Headers
    url: URL
    _content: bytes | None
    _link: Link | None
    _pool: Pool
    _clock: Clock

    def __init__(self, head: Head, url: URL, link: Link, pool: Pool, clock: Clock) -> None:
        self.status = head.status
        self.reason = head.reason
        self.headers = head.headers
        self.url = url
        self._content = None
        self._link = link
        self._pool = pool
        self._clock = clock

    @property
    def content(self) -> bytes:
        """The body. Raises RuntimeError if it was not read."""
        if self._content is None:
            raise RuntimeError("the body was not read: await response.aread()")
        return self._content

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def is_redirect(self) -> bool:
        """Whether the response leads to another place."""
        known = self.status in (301, 302, 303, 307, 308)
        return known and self.headers.get("location") is not None

    def text(self) -> str:
        """The body as text in the charset that the response names, or UTF-8; what is none becomes
        U+FFFD."""
        kind = (self.headers.get("content-type") or "").lower()
        charset = kind.partition("charset=")[2].partition(";")[0].strip(" \"'")
        if charset in ("latin-1", "iso-8859-1", "windows-1252"):
            return self.content.decode("latin-1")
        return self.content.decode("utf-8", "replace")

    def json(self, read: Callable[[bytes], T]) -> T:
        """The body as what a function made by `json_reader` gives. Raises Unfit."""
        return read(self.content)

    def raise_for_status(self) -> ClientResponse:
        """Itself, if the status is below 400. Raises StatusError."""
        if self.status >= 400:
            raise StatusError(self.status, self.reason, str(self.url))
        return self

    async def aread(self) -> bytes:
        """Read the body, and keep it. Raises RequestError."""
        if self._content is None:
            most = options.CLIENT_BODY_BYTES
            link = self._link
            if link is not None and link.parser.missing() > most:
                raise self._too_large(most)
            body = bytearray()
            while (piece := await self._next()) != b"":
                body += piece
                if len(body) > most:
                    raise self._too_large(most)
            self._content = bytes(body)
        return self._content

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body in pieces as they come, which are not kept. Raises RequestError."""
        if self._content is not None:
            yield self._content
            return
        while (piece := await self._next()) != b"":
            yield piece

    async def aclose(self) -> None:
        """Give the connection back; one whose response was not read to its end is closed."""
        link = self._link
        if link is not None:
            if link.parser.ended:
                self._give_back()
            else:
                self._drop()

    async def _next(self) -> bytes:
        """A piece of the body, or nothing at its end."""
        while True:
            link = self._link
            if link is None:
                return b""
            piece = link.parser.take()
            if len(piece) != 0:
                return piece
            if link.parser.ended:
                self._give_back()
                return b""
            try:
                await link.more(self._clock)
            except BaseException:
                self._drop()
                raise

    def _too_large(self, most: int) -> ResponseTooLarge:
        self._drop()
        return ResponseTooLarge(f"the body is longer than {most} bytes")

    def _give_back(self) -> None:
        link = self._link
        self._link = None
        if link is not None:
            self._pool.give_back(link)

    def _drop(self) -> None:
        link = self._link
        self._link = None
        if link is not None:
            link.abort()
