"""One connection of the client: an `asyncio.Protocol` that is read by pulling.

What comes is kept until it is asked for, and reading pauses when that grows. What comes while
nothing was asked for is no response to anything: the connection is given up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from naja.http.client_errors import ProtocolError, ReadError, RequestError, ResponseTooLarge
from naja.http.responses import ResponseParser
from naja.http.syntax import Refused
from naja.http.waiting import Clock

_MOST_WAITING = 65536


class Link(asyncio.Protocol):
    """A connection to an origin. answered: something came since the request began. whole: the
    request was sent to its end. idle_since: when it was last used, in the loop's seconds."""

    origin: str
    parser: ResponseParser
    answered: bool
    whole: bool
    idle_since: float
    _gone: Callable[[Link], None]
    _transport: asyncio.Transport | None
    _pieces: list[bytes]
    _waiting: int
    _paused: bool
    _blocked: bool
    _busy: bool
    _ended: bool
    _error: Exception | None
    _change: asyncio.Future[None] | None

    def __init__(self, origin: str, gone: Callable[[Link], None]) -> None:
        self.origin = origin
        self.parser = ResponseParser()
        self.answered = False
        self.whole = True
        self.idle_since = 0.0
        self._gone = gone
        self._transport = None
        self._pieces = []
        self._waiting = 0
        self._paused = False
        self._blocked = False
        self._busy = False
        self._ended = False
        self._error = None
        self._change = None

    # events

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if not self._busy:
            self.abort()
            return
        self._pieces.append(data)
        self._waiting += len(data)
        if self._waiting > _MOST_WAITING and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool | None:
        self._ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._error = exc
        self._gone(self)
        self._wake()

    def pause_writing(self) -> None:
        self._blocked = True

    def resume_writing(self) -> None:
        self._blocked = False
        self._wake()

    def _wake(self) -> None:
        change = self._change
        if change is not None and not change.done():
            change.set_result(None)

    async def _changed(self, clock: Clock, phase: str, seconds: float | None) -> None:
        change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._change = change
        try:
            await clock.wait(change, phase, seconds)
        finally:
            self._change = None

    # what an exchange asks

    def begin(self, method: str) -> None:
        """A request is sent now."""
        self._busy = True
        self.answered = False
        self.whole = True
        self.parser.begin(method)

    async def send(self, data: bytes, clock: Clock) -> bool:
        """Send, and wait while the server is slow to take it; False if it would be in vain: an
        answer has begun, or the connection has ended. Raises RequestTimeout."""
        if self.is_answered() or self._transport is None:
            return False
        self._transport.write(data)
        while self._blocked and not self.is_answered():
            await self._changed(clock, "write", clock.timeout.write)
        return not self.is_answered()

    def is_answered(self) -> bool:
        """Whether something waits to be read, if only the end."""
        return len(self._pieces) != 0 or self._ended

    async def more(self, clock: Clock) -> None:
        """Wait for what comes next of the response, and read it. Raises RequestError."""
        await self.more_within(clock, clock.timeout.read)

    async def more_within(self, clock: Clock, seconds: float | None) -> None:
        """The same, for so long."""
        while not self.is_answered():
            await self._changed(clock, "read", seconds)
        parser = self.parser
        if len(self._pieces) == 0:
            if self._error is not None or not parser.finish():
                raise ReadError("the connection ended before the response did")
            return
        parser.feed(b"".join(self._pieces))
        self._pieces = []
        self._waiting = 0
        self.answered = True
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        try:
            parser.read()
        except Refused as refused:
            raise _as_error(refused) from None

    # the end

    def rest(self) -> bool:
        """The response was read; whether a further request may be sent."""
        usable = self.whole and self.parser.persists() and not self.is_answered()
        self._busy = False
        self.idle_since = asyncio.get_running_loop().time()
        return usable and self._transport is not None and not self._transport.is_closing()

    def is_connected(self) -> bool:
        """Whether it ever was."""
        return self._transport is not None

    def is_usable(self) -> bool:
        """Whether an idle connection still is one."""
        return not self._ended and self._transport is not None and not self._transport.is_closing()

    def abort(self) -> None:
        """Close at once."""
        self._ended = True
        if self._transport is not None:
            self._transport.abort()


def _as_error(refused: Refused) -> RequestError:
    if refused.status in (413, 431):
        return ResponseTooLarge(refused.detail)
    return ProtocolError(refused.detail)
