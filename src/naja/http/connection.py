"""One connection of the server: bytes in, requests to the application, responses out in order.

An `asyncio.Protocol`. Requests of one connection are answered one after the other, however many
are pipelined; while one is with a handler that waits, or the peer takes no more of its responses,
the rest stays in the parser and reading pauses when that grows. Every way for a peer to hold on
without progress has a deadline.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator

from naja.http import options
from naja.http.dates import Dates
from naja.http.message import (
    REASONS,
    Request,
    Response,
    framing_of,
    has_body,
    head_of,
    text,
)
from naja.http.parser import RequestParser
from naja.http.syntax import Refused

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_WORTH_JOINING = 16384  # a body up to here is copied behind its head rather than sent on its own


class Handler:
    """What the server asks of an application."""

    dates: Dates

    def __init__(self) -> None:
        self.dates = Dates()

    def answer(self, request: Request) -> Response | None:
        """The response, if it needs no waiting."""
        raise NotImplementedError

    async def wait(self, request: Request) -> Response:
        """The response to a request that `answer` gave none for."""
        raise NotImplementedError

    def opened(self, connection: HttpProtocol) -> bool:
        """Whether one connection more may be served."""
        raise NotImplementedError

    def gone(self, connection: HttpProtocol) -> None:
        """The connection is closed."""
        raise NotImplementedError

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        """A response was sent, to what was no request if there is none. size: of its body."""
        raise NotImplementedError

    def seconds(self) -> float:
        """The time that deadlines are told in."""
        raise NotImplementedError


class HttpProtocol(asyncio.Protocol):
    """A connection. deadline: when it is given up if nothing happens, in the handler's seconds."""

    deadline: float
    _handler: Handler
    _parser: RequestParser
    _transport: asyncio.Transport | None
    _task: asyncio.Task[None] | None
    _reading: bool  # a request has begun
    _ending: bool  # the server wants to end
    _finished: bool  # the peer sends no more
    _closing: bool
    _lingering: bool  # of those that close: the peer may still read why
    _paused: bool
    _blocked: bool  # the peer takes no more
    _room: asyncio.Future[None] | None
    _unsent: int

    def __init__(self, handler: Handler) -> None:
        self.deadline = 0.0
        self._handler = handler
        self._parser = RequestParser()
        self._transport = None
        self._task = None
        self._reading = False
        self._ending = False
        self._finished = False
        self._closing = False
        self._lingering = False
        self._paused = False
        self._blocked = False
        self._room = None
        self._unsent = 0

    # events

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.deadline = self._handler.seconds() + options.REQUEST_SECONDS
        if not self._handler.opened(self):
            self._refuse(503, "there are too many connections")

    def connection_lost(self, exc: Exception | None) -> None:
        self._closing = True
        task = self._task
        if task is not None:
            task.cancel()
        self._handler.gone(self)

    def data_received(self, data: bytes) -> None:
        if self._closing:
            return
        parser = self._parser
        parser.feed(data)
        if self._task is None and not self._blocked:
            if parser.in_body():
                self.deadline += len(data) / options.BODY_RATE
            self._serve()
        elif parser.buffered() > options.HEADER_BYTES and not self._paused:
            self._paused = True
            assert self._transport is not None
            self._transport.pause_reading()

    def eof_received(self) -> bool | None:
        if self._lingering or self._closing:
            return False
        self._finished = True
        # what was asked for before is still answered
        return self._task is not None or self._blocked

    def pause_writing(self) -> None:
        self._blocked = True
        self._give_time()

    def resume_writing(self) -> None:
        self._blocked = False
        room = self._room
        if room is not None and not room.done():
            room.set_result(None)
        elif self._task is None:
            self._go_on()

    def end(self) -> None:
        """Close when what is being answered or received is done."""
        self._ending = True
        if self._task is None and self._parser.is_idle():
            self._close()

    def abort(self) -> None:
        """Close at once."""
        self._closing = True
        if self._transport is not None:
            self._transport.abort()

    def expire(self) -> None:
        """The deadline has come."""
        if self._lingering:
            self._close()
        elif self._closing or self._blocked:
            self._check_progress()
        elif self._task is None:
            if self._parser.is_idle():
                self._close()
            else:
                self._refuse(408, "the request did not come in time")

    def peer(self) -> str:
        """The address of the other end."""
        name = self._transport.get_extra_info("peername") if self._transport is not None else None
        return str(name[0]) if name is not None else "-"

    # requests

    def _go_on(self) -> None:
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        self._serve()

    def _serve(self) -> None:
        """Answer what is here, until a handler has to wait or the peer has to read."""
        # what resumed reading gives at once may have begun a request already
        while self._task is None and not self._closing and not self._blocked:
            try:
                request = self._parser.next()
            except Refused as refused:
                self._refuse(refused.status, refused.detail)
                return
            if request is None:
                self._expect_more()
                return
            self._reading = False
            response = self._handler.answer(request)
            if response is None:
                self._task = asyncio.create_task(self._wait(request))
                return
            self._respond(request, response)

    def _expect_more(self) -> None:
        if self._parser.is_idle():
            if self._ending or self._finished:
                self._close()
            else:
                self.deadline = self._handler.seconds() + options.IDLE_SECONDS
            return
        if self._finished:
            self._close()
            return
        if not self._reading:
            self._reading = True
            self.deadline = self._handler.seconds() + options.REQUEST_SECONDS
        if self._parser.expects_continue and self._transport is not None:
            self._parser.expects_continue = False
            self._transport.write(_CONTINUE)

    async def _wait(self, request: Request) -> None:
        response = await self._handler.wait(request)
        if self._closing:
            return
        content = response.stream()
        if content is not None:
            await self._pour(request, response, content)
        else:
            self._respond(request, response)
        self._task = None
        if not self._closing:
            self._go_on()

    # responses

    def _respond(self, request: Request, response: Response) -> None:
        transport = self._transport
        assert transport is not None
        keep = not self._ending and keeps_alive(request)
        dates = self._handler.dates
        if keep and len(response.prepared) != 0 and request.minor == 1 and request.method == "GET":
            self._send_prepared(transport, response, dates.ok)
        else:
            framing = framing_of(response) + _persistence(request, keep)
            head = head_of(response, dates.line, framing)
            without = request.method == "HEAD" or not has_body(response.status)
            _send(transport, head, b"" if without else response.body)
        self._handler.answered(self, request, response.status, len(response.body))
        if not keep:
            self._close()

    def _send_prepared(
        self, transport: asyncio.Transport, response: Response, start: bytes
    ) -> None:
        if response.dated is start:
            transport.write(response.whole)
        elif len(response.prepared) > _WORTH_JOINING:
            _send(transport, start, response.prepared)
        else:
            # the same in all of this second
            response.whole = start + response.prepared
            response.dated = start
            transport.write(response.whole)

    async def _pour(
        self, request: Request, response: Response, content: AsyncIterator[bytes]
    ) -> None:
        """Send a body as it comes: in chunks, or to an old client until the end."""
        transport = self._transport
        assert transport is not None
        chunked = request.minor == 1
        keep = chunked and not self._ending and keeps_alive(request)
        framing = "transfer-encoding: chunked\r\n" if chunked else ""
        framing += _persistence(request, keep)
        transport.write(head_of(response, self._handler.dates.line, framing))
        size = 0
        if request.method != "HEAD":
            try:
                size = await self._pieces(transport, content, chunked)
            except Exception as error:  # noqa: BLE001 - the client must see that something is missing
                traceback.print_exception(error)
                self.abort()
        self._handler.answered(self, request, response.status, size)
        if not keep and not self._closing:
            self._close()

    async def _pieces(
        self, transport: asyncio.Transport, content: AsyncIterator[bytes], chunked: bool
    ) -> int:
        size = 0
        async for piece in content:
            if len(piece) != 0:
                size += len(piece)
                transport.write(_chunk(piece) if chunked else piece)
                if self._blocked:
                    await self._drained()
        if chunked:
            transport.write(b"0\r\n\r\n")
        return size

    async def _drained(self) -> None:
        room: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._room = room
        await room
        self._room = None

    def _refuse(self, status: int, detail: str) -> None:
        """Say why, and close."""
        transport = self._transport
        if transport is None or self._closing:
            return
        response = text(f"{status} {REASONS.get(status, '')}: {detail}\n", status)
        framing = framing_of(response) + "connection: close\r\n"
        transport.write(head_of(response, self._handler.dates.line, framing) + response.body)
        self._handler.answered(self, None, status, len(response.body))
        self._closing = True
        # closed at once, the connection would be reset by what the peer still sends, and the
        # peer might never see the response (RFC 9112, 9.6)
        self._lingering = not self._finished and transport.can_write_eof()
        if self._lingering:
            transport.write_eof()
            self.deadline = self._handler.seconds() + options.LINGER_SECONDS
            if self._paused:
                self._paused = False
                transport.resume_reading()
        else:
            self._close()

    # the end

    def _close(self) -> None:
        self._closing = True
        self._lingering = False
        if self._transport is not None:
            self._transport.close()
            self._give_time()

    def _give_time(self) -> None:
        """Let the peer take what it was sent."""
        assert self._transport is not None
        self._unsent = self._transport.get_write_buffer_size()
        self.deadline = self._handler.seconds() + options.WRITE_SECONDS

    def _check_progress(self) -> None:
        assert self._transport is not None
        if self._transport.get_write_buffer_size() < self._unsent:
            self._give_time()
        else:
            self.abort()


def _send(transport: asyncio.Transport, head: bytes, body: bytes) -> None:
    if len(body) <= _WORTH_JOINING:
        transport.write(head + body)
    else:
        transport.write(head)
        transport.write(body)


def keeps_alive(request: Request) -> bool:
    """Whether the connection stays open behind the response (RFC 9112, 9.3)."""
    if request.headers.get("connection") is None:
        return request.minor == 1
    value = request.headers.joined("connection") or ""
    wishes = [wish.strip().lower() for wish in value.split(",")]
    if "close" in wishes:
        return False
    return request.minor == 1 or "keep-alive" in wishes


def _persistence(request: Request, keep: bool) -> str:
    """What to say about the connection where it is not what the version says."""
    if not keep:
        return "connection: close\r\n"
    return "connection: keep-alive\r\n" if request.minor == 0 else ""


def _chunk(piece: bytes) -> bytes:
    """RFC 9112, 7.1."""
    return b"".join((f"{len(piece):x}\r\n".encode("ascii"), piece, b"\r\n"))
