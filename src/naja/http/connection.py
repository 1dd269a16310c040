"""One connection of the server: bytes in, requests to the application, responses out in order.

An `asyncio.Protocol`. Requests of one connection are answered one after the other, however many
are pipelined; while one is with a handler that waits, the rest stays in the parser and reading
pauses when that grows. Every way for a peer to hold on without progress has a deadline.
"""

from __future__ import annotations

import asyncio

from naja.http import limits
from naja.http.message import REASONS, Request, Response, head_of, text
from naja.http.parser import Refused, RequestParser

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Handler:
    """What the server asks of an application."""

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

    def seconds(self) -> float:
        """The time that deadlines are told in."""
        raise NotImplementedError


class HttpProtocol(asyncio.Protocol):
    """A connection. deadline: when it is given up if nothing happens, in the handler's seconds."""

    deadline: float
    served: int
    _handler: Handler
    _parser: RequestParser
    _transport: asyncio.Transport | None
    _task: asyncio.Task[None] | None
    _closing: bool
    _ending: bool
    _paused: bool

    def __init__(self, handler: Handler) -> None:
        self.deadline = 0.0
        self.served = 0
        self._handler = handler
        self._parser = RequestParser()
        self._transport = None
        self._task = None
        self._closing = False
        self._ending = False
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.deadline = self._handler.seconds() + limits.REQUEST_SECONDS
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
        self._parser.feed(data)
        if self._task is None:
            self._serve()
        elif self._parser.buffered() > limits.HEADER_BYTES and not self._paused:
            self._paused = True
            assert self._transport is not None
            self._transport.pause_reading()

    def eof_received(self) -> bool | None:
        self._ending = True
        # what was asked for before is still answered
        return self._task is not None

    def end(self) -> None:
        """Close when the request that is being answered is done."""
        self._ending = True
        if self._task is None:
            self._close()

    def expire(self) -> None:
        """The deadline has come."""
        if self._task is not None:
            return
        if self._parser.is_idle():
            self._close()
        else:
            self._refuse(408, "the request did not come in time")

    def _serve(self) -> None:
        """Answer what is here, until a handler has to wait."""
        while not self._closing:
            try:
                request = self._parser.next()
            except Refused as refused:
                self._refuse(refused.status, refused.detail)
                return
            if request is None:
                self._expect_more()
                return
            response = self._handler.answer(request)
            if response is None:
                self._task = asyncio.create_task(self._wait(request))
                return
            self._respond(request, response)

    def _expect_more(self) -> None:
        now = self._handler.seconds()
        if self._parser.is_idle():
            if self._ending:
                self._close()
            self.deadline = now + limits.IDLE_SECONDS
        elif self.deadline > now + limits.REQUEST_SECONDS:
            self.deadline = now + limits.REQUEST_SECONDS
        if self._parser.expects_continue and self._transport is not None:
            self._parser.expects_continue = False
            self._transport.write(_CONTINUE)

    async def _wait(self, request: Request) -> None:
        response = await self._handler.wait(request)
        self._task = None
        if self._closing:
            return
        self._respond(request, response)
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        self._serve()

    def _respond(self, request: Request, response: Response) -> None:
        transport = self._transport
        assert transport is not None
        keep = not self._ending and keeps_alive(request)
        self.served += 1
        if keep and len(response.prepared) != 0 and request.method == "GET":
            transport.write(response.prepared)
            return
        head = head_of(response, len(response.body), keep)
        transport.write(head if request.method == "HEAD" else head + response.body)
        if not keep:
            self._close()

    def _refuse(self, status: int, detail: str) -> None:
        transport = self._transport
        if transport is not None and not self._closing:
            response = text(f"{status} {REASONS.get(status, '')}: {detail}\n", status)
            transport.write(head_of(response, len(response.body), False) + response.body)
        self._close()

    def _close(self) -> None:
        self._closing = True
        if self._transport is not None:
            self._transport.close()


def keeps_alive(request: Request) -> bool:
    """Whether the connection stays open behind the response (RFC 9112, 9.3)."""
    value = request.headers.get("connection")
    if value is None:
        return request.minor == 1
    wishes = [wish.strip().lower() for wish in value.split(",")]
    if "close" in wishes:
        return False
    return request.minor == 1 or "keep-alive" in wishes
