"""Stream transports: one TCP connection as a program's protocol sees it.

In: bytes of the peer, copied once out of the driver's buffer, or not at all where they are many.
Out: bytes of the program, kept until they are acknowledged and copied only into transmit buffers.
Back pressure is CPython's: above the
high-water mark of what was not sent yet the protocol is told to pause.
"""

from __future__ import annotations

import errno
from typing import TypeVar

from naja.lang import cold, hot, overloads
from naja.lang.wire import get_bytes
from naja.os.net.addresses import format_ipv4
from naja.os.net.channel import Channel
from naja.os.net.tcp.user import User
from naja.runtime import timeline
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.scheduler import Scheduler, report
from naja.stdlib.asyncio.transports import BaseProtocol, BaseTransport

D = TypeVar("D", bytes, bytearray, memoryview)
T = TypeVar("T")

HIGH_WATER = 65536


class Protocol(BaseProtocol):
    """Events of a stream."""

    def connection_made(self, transport: Transport) -> None:
        """The connection is open."""

    def data_received(self, data: bytes) -> None:
        """The peer has sent these bytes."""

    def eof_received(self) -> bool | None:
        """The peer has no more to send. Unless the answer is true, the transport closes."""
        return None


class Transport(BaseTransport):
    """One connection. Buffer sizes are bytes that were written and not sent yet."""

    _connection: Channel
    _scheduler: Scheduler
    _protocol: Protocol
    _high: int
    _low: int
    _paused_writing: bool
    _closing: bool
    _lost: bool
    _eof: bool

    def __init__(self, connection: Channel, scheduler: Scheduler, protocol: Protocol) -> None:
        self._connection = connection
        self._scheduler = scheduler
        self._protocol = protocol
        self._high = HIGH_WATER
        self._low = HIGH_WATER // 4
        self._paused_writing = False
        self._closing = False
        self._lost = False
        self._eof = False

    # writing

    @hot
    def write(self, data: D) -> None:
        """Send the bytes, now or as soon as the peer takes them."""
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if self._closing:
            return
        connection = self._connection
        connection.write(bytes(data))
        if not self._paused_writing and connection.unsent() > self._high:
            self._pause_protocol()

    def writelines(self, list_of_data: list[bytes]) -> None:
        """Send all of these."""
        self.write(b"".join(list_of_data))

    @cold
    def _pause_protocol(self) -> None:
        self._paused_writing = True
        self._connection.low_water = self._low
        self._protocol.pause_writing()

    def _drained(self) -> None:
        if self._paused_writing:
            self._paused_writing = False
            self._protocol.resume_writing()

    def can_write_eof(self) -> bool:
        """A connection can be closed in one direction."""
        return True

    @cold
    def write_eof(self) -> None:
        """Send no more behind what is written."""
        if self._closing or self._eof:
            return
        self._eof = True
        self._connection.shut()

    def get_write_buffer_size(self) -> int:
        """What is written and not sent."""
        return self._connection.unsent()

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """The low and the high mark."""
        return (self._low, self._high)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the marks; one left out follows from the other. Raises ValueError."""
        if high is None:
            high = HIGH_WATER if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high = high
        self._low = low

    # reading

    def is_reading(self) -> bool:
        """Whether the protocol gets data."""
        return not self._closing and not self._connection.paused

    def pause_reading(self) -> None:
        """Give the protocol no data; the peer's window closes when enough is kept."""
        self._connection.pause()

    def resume_reading(self) -> None:
        """Give the protocol data again."""
        if not self._closing:
            self._connection.resume()

    @hot
    def _received(self, data: bytes) -> None:
        timeline.note(timeline.REQUEST)
        if self._closing:
            return
        try:
            self._protocol.data_received(data)
        except MemoryError as error:
            self._exhausted(error)
        except Exception as error:  # noqa: BLE001 - as in CPython, it is the end of the connection
            self._fail("Fatal error: protocol.data_received() call failed.", error)

    @cold
    def _finished(self) -> None:
        if self._closing:
            return
        keep: bool | None = False
        try:
            keep = self._protocol.eof_received()
        except Exception as error:  # noqa: BLE001 - as in CPython, it is the end of the connection
            self._fail("Fatal error: protocol.eof_received() call failed.", error)
            return
        if not keep:
            self.close()

    @cold
    def _exhausted(self, error: MemoryError) -> None:
        """What cannot be kept ends this connection alone, and nobody is told line by line."""
        self._closing = True
        self._connection.exhausted()
        self._lose(error)

    @cold
    def _fail(self, message: str, error: Exception) -> None:
        report(message, error)
        self._closing = True
        self._lose(error)
        self._connection.abort()

    # the end

    def is_closing(self) -> bool:
        return self._closing

    @cold
    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._connection.close()
        self._lose(None)

    @cold
    def abort(self) -> None:
        """Close at once; what was not sent is lost, and the peer sees a reset."""
        self._closing = True
        self._lose(None)
        self._connection.abort()

    @cold
    def _ended(self, error: int) -> None:
        if error != 0:  # where both sides have ended in order, the program has still to close
            self._closing = True
            self._lose(as_exception(error))

    @cold
    def _lose(self, error: Exception | None) -> None:
        if self._lost:
            return
        self._lost = True
        protocol = self._protocol

        def lost() -> None:
            protocol.connection_lost(error)

        self._scheduler.soon(lost)

    # what it is

    def get_protocol(self) -> Protocol:
        """Who gets the events."""
        return self._protocol

    def set_protocol(self, protocol: Protocol) -> None:
        """Have another protocol get them."""
        self._protocol = protocol

    def _extra_info(self, name: str) -> tuple[str, int]:
        channel = self._connection
        if name == "sockname":
            return (format_ipv4(channel.own_address()), channel.local_port)
        if name == "peername":
            return (format_ipv4(channel.peer), channel.peer_port)
        raise LookupError(f"of a connection, sockname and peername are known, not {name}")

    def _extra_info_or(self, name: str, default: T) -> tuple[str, int] | T:
        return self._extra_info(name) if name in ("sockname", "peername") else default

    get_extra_info = overloads(_extra_info, _extra_info_or)


class TransportUser(User):
    """What a connection of TCP holds for a transport."""

    _transport: Transport

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def opened(self) -> None:
        transport = self._transport
        try:
            transport._protocol.connection_made(transport)
        except MemoryError as error:
            transport._exhausted(error)
        except Exception as error:  # noqa: BLE001 - the loop outlives its callbacks, as in CPython
            report("Exception in callback", error)

    @hot
    def received(self, frame: memoryview, start: int, end: int) -> None:
        self._transport._received(get_bytes(frame, start, end))

    @hot
    def given(self, data: bytes) -> None:
        self._transport._received(data)

    def finished(self) -> None:
        self._transport._finished()

    def drained(self) -> None:
        self._transport._drained()

    def closed(self, error: int) -> None:
        self._transport._ended(error)


class Opening(TransportUser):
    """The same of a connection that the program opens. waiter: hears how that goes."""

    _waiter: Future[None]

    def __init__(self, transport: Transport, waiter: Future[None]) -> None:
        super().__init__(transport)
        self._waiter = waiter

    def opened(self) -> None:
        super().opened()
        if not self._waiter.done():
            self._waiter.set_result(None)

    def closed(self, error: int) -> None:
        if self._waiter.done():
            super().closed(error)
            return
        channel = self._transport._connection
        text = f"Connect call failed ({format_ipv4(channel.peer)!r}, {channel.peer_port})"
        self._waiter.set_exception(as_exception(error, text))


@cold
def as_exception(error: int, text: str = "") -> OSError:
    """What CPython raises for that errno."""
    if error == errno.ECONNRESET:
        return ConnectionResetError(error, text or "Connection reset by peer")
    if error == errno.ECONNREFUSED:
        return ConnectionRefusedError(error, text or "Connection refused")
    if error == errno.ETIMEDOUT:
        return TimeoutError(error, text or "Connection timed out")
    if error == errno.EPIPE:
        return BrokenPipeError(error, "Broken pipe")
    return ConnectionAbortedError(error, text or "Software caused connection abort")
