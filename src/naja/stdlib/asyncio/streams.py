"""Streams: a reader and a writer a connection (CPython's documentation, "Streams").

A reader keeps what has come and not been read, and pauses the transport at twice its limit. One
task at a time may read.
"""

from __future__ import annotations

from naja.lang import overloads
from naja.stdlib.asyncio.connections import D, Protocol, T, Transport
from naja.stdlib.asyncio.exceptions import IncompleteReadError, LimitOverrunError
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.tasks import sleep

LIMIT = 65536


class StreamReader:
    """What a connection has brought. _first: data in front of the buffer, as it came: whoever reads
    it whole gets it without a copy, and an idle connection has nothing in the buffer."""

    _buffer: bytearray
    _first: bytes
    _limit: int
    _eof: bool
    _waiter: Future[None] | None
    _exception: Exception | None
    _transport: Transport | None
    _paused: bool

    def __init__(self, limit: int = LIMIT) -> None:
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._buffer = bytearray()
        self._first = b""
        self._limit = limit
        self._eof = False
        self._waiter = None
        self._exception = None
        self._transport = None
        self._paused = False

    def exception(self) -> Exception | None:
        """What ended the connection."""
        return self._exception

    def set_exception(self, exc: Exception) -> None:
        """Have whoever reads get the exception."""
        self._exception = exc
        waiter = self._waiter
        if waiter is not None:
            self._waiter = None
            if not waiter.cancelled():
                waiter.set_exception(exc)

    def set_transport(self, transport: Transport) -> None:
        """Where the data comes from."""
        self._transport = transport

    def feed_eof(self) -> None:
        """Nothing more comes."""
        self._eof = True
        self._wake()

    def feed_data(self, data: bytes) -> None:
        """Add what has come."""
        assert not self._eof, "feed_data after feed_eof"
        if len(data) == 0:
            return
        if self._held() == 0:
            self._first = data
        else:
            self._gathered().extend(data)
        self._wake()
        transport = self._transport
        if transport is not None and not self._paused and self._held() > 2 * self._limit:
            transport.pause_reading()
            self._paused = True

    def at_eof(self) -> bool:
        """Whether all is read, and nothing more comes."""
        return self._eof and self._held() == 0

    def _held(self) -> int:
        return len(self._first) + len(self._buffer)

    def _gathered(self) -> bytearray:
        """The buffer with all that is here."""
        if len(self._first) != 0:
            self._buffer[:0] = self._first
            self._first = b""
        return self._buffer

    def _wake(self) -> None:
        waiter = self._waiter
        if waiter is not None:
            self._waiter = None
            if not waiter.cancelled():
                waiter.set_result(None)

    def _data(self, function: str) -> Future[None]:
        """What is done when more is here. No coroutine, as its frame would cost every idle
        connection memory; a waiter that was cancelled is in nobody's way."""
        earlier = self._waiter
        if earlier is not None and not earlier.done():
            raise RuntimeError(
                f"{function}() called while another coroutine is already waiting for incoming data"
            )
        self._resume()
        waiter: Future[None] = Future()
        self._waiter = waiter
        return waiter

    def _resume(self) -> None:
        transport = self._transport
        if self._paused and transport is not None and self._held() <= self._limit:
            self._paused = False
            transport.resume_reading()

    def _take(self, count: int) -> bytes:
        if len(self._buffer) == 0 and count >= len(self._first):
            data = self._first
            self._first = b""
        elif count >= self._held():
            data = bytes(self._gathered())
            self._buffer.clear()
        else:
            data = bytes(self._gathered()[:count])
            del self._buffer[:count]
        self._resume()
        return data

    def _check(self) -> None:
        error = self._exception
        if error is not None:
            raise error

    async def read(self, n: int = -1) -> bytes:
        """Up to n bytes, as soon as there are some; all until the end if n is negative."""
        self._check()
        if n == 0:
            return b""
        if n < 0:
            parts: list[bytes] = []
            part = await self.read(self._limit)
            while len(part) != 0:
                parts.append(part)
                part = await self.read(self._limit)
            return b"".join(parts)
        if self._held() == 0 and not self._eof:
            await self._data("read")
        return self._take(n)

    async def readexactly(self, n: int) -> bytes:
        """Exactly n bytes. Raises IncompleteReadError if the end comes before."""
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        self._check()
        while self._held() < n:
            if self._eof:
                raise IncompleteReadError(self._take(self._held()), n)
            # what is asked for must find room, whatever the limit
            transport = self._transport
            if self._paused and transport is not None:
                self._paused = False
                transport.resume_reading()
            await self._data("readexactly")
        return self._take(n)

    async def readline(self) -> bytes:
        """A line with its end, or what there is of it at the end. Raises ValueError if it is
        longer than the limit."""
        try:
            return await self.readuntil(b"\n")
        except IncompleteReadError as error:
            return error.partial
        except LimitOverrunError as error:
            if self._buffer.startswith(b"\n", error.consumed):
                del self._buffer[: error.consumed + 1]
            else:
                self._buffer.clear()
            self._resume()
            raise ValueError(error.args[0]) from None

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        """All up to the separator, and the separator. Raises IncompleteReadError, LimitOverrunError
        and leaves the data where it is."""
        length = len(separator)
        if length == 0:
            raise ValueError("Separator should be at least one-byte string")
        self._check()
        searched = 0
        while True:
            found = self._gathered().find(separator, searched)
            if found >= 0:
                break
            searched = max(0, len(self._buffer) + 1 - length)
            if searched > self._limit:
                raise LimitOverrunError(
                    "Separator is not found, and chunk exceed the limit", searched
                )
            if self._eof:
                raise IncompleteReadError(self._take(len(self._buffer)), None)
            await self._data("readuntil")
        if found > self._limit:
            raise LimitOverrunError("Separator is found, but chunk is longer than limit", found)
        return self._take(found + length)

    def __aiter__(self) -> StreamReader:
        return self

    async def __anext__(self) -> bytes:
        line = await self.readline()
        if len(line) == 0:
            raise StopAsyncIteration
        return line


class StreamReaderProtocol(Protocol):
    """Feeds a reader, and lets writers wait for the transport."""

    _reader: StreamReader
    _lost: bool
    _paused: bool
    _drainers: list[Future[None]] | None
    _error: Exception | None
    _closed: Future[None] | None

    def __init__(self, reader: StreamReader) -> None:
        self._reader = reader
        self._lost = False
        self._paused = False
        # made when somebody waits: most connections only read
        self._drainers = None
        self._error = None
        self._closed = None

    def connection_made(self, transport: Transport) -> None:
        self._reader.set_transport(transport)
        self._connected(StreamWriter(transport, self, self._reader))

    def _connected(self, writer: StreamWriter) -> None:
        """The connection is open."""

    def data_received(self, data: bytes) -> None:
        self._reader.feed_data(data)

    def eof_received(self) -> bool | None:
        self._reader.feed_eof()
        return True

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._release(None)

    def _release(self, error: Exception | None) -> None:
        drainers = self._drainers
        self._drainers = None
        if drainers is None:
            return
        for waiter in drainers:
            if not waiter.done():
                if error is None:
                    waiter.set_result(None)
                else:
                    waiter.set_exception(error)

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        if exc is None:
            self._reader.feed_eof()
        else:
            self._reader.set_exception(exc)
        self._error = exc
        closed = self._closed
        if closed is not None and not closed.done():
            if exc is None:
                closed.set_result(None)
            else:
                closed.set_exception(exc)
        if self._paused:
            self._paused = False
            lost = ConnectionResetError("Connection lost") if exc is None else exc
            self._release(lost)

    async def _drain(self) -> None:
        if self._lost:
            raise ConnectionResetError("Connection lost")
        if not self._paused:
            return
        waiter: Future[None] = Future()
        drainers = self._drainers
        if drainers is None:
            self._drainers = [waiter]
        else:
            drainers.append(waiter)
        await waiter

    async def _wait_closed(self) -> None:
        if self._lost:
            if self._error is not None:
                raise self._error
            return
        closed = self._closed
        if closed is None:
            closed = Future()
            self._closed = closed
        await closed


class StreamWriter:
    """What a connection takes."""

    transport: Transport
    _protocol: StreamReaderProtocol
    _reader: StreamReader

    def __init__(
        self, transport: Transport, protocol: StreamReaderProtocol, reader: StreamReader
    ) -> None:
        self.transport = transport
        self._protocol = protocol
        self._reader = reader

    def write(self, data: D) -> None:
        """Send the bytes, now or soon."""
        self.transport.write(data)

    def writelines(self, data: list[bytes]) -> None:
        """Send all of these."""
        self.transport.writelines(data)

    def write_eof(self) -> None:
        """Send no more."""
        self.transport.write_eof()

    def can_write_eof(self) -> bool:
        """Whether `write_eof` works."""
        return self.transport.can_write_eof()

    def close(self) -> None:
        """Close the connection when all is sent."""
        self.transport.close()

    def is_closing(self) -> bool:
        """Whether it is closed or about to be."""
        return self.transport.is_closing()

    async def wait_closed(self) -> None:
        """Until the connection is closed. Raises what ended it."""
        await self._protocol._wait_closed()

    def _extra_info(self, name: str) -> tuple[str, int]:
        return self.transport.get_extra_info(name)

    def _extra_info_or(self, name: str, default: T) -> tuple[str, int] | T:
        return self.transport.get_extra_info(name, default)

    get_extra_info = overloads(_extra_info, _extra_info_or)

    async def drain(self) -> None:
        """Wait until it makes sense to write more. Raises what ended the connection."""
        error = self._reader.exception()
        if error is not None:
            raise error
        if self.transport.is_closing():
            # so that the loss of the connection is seen by who only writes
            await sleep(0)
        protocol = self._protocol
        if protocol._paused or protocol._lost:
            await protocol._drain()
