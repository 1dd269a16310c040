"""CPython's stream transports over simulated TCP: what `asyncio` programs get from a host.

Data flow: TCP hands bytes over during the host's turn; they are kept until the loop's next round
delivers them to the protocol, so that a program's code runs inside its own loop only.
"""

from __future__ import annotations

import asyncio
import os
from asyncio import transports
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from naja.os.net.addresses import format_ipv4
from naja.os.net.channel import Channel
from naja.os.net.tcp.listener import Listener, Listeners
from naja.os.net.tcp.user import User

if TYPE_CHECKING:
    from naja.sim.loop import HostLoop

Bytes = bytes | bytearray | memoryview


class StreamTransport(transports._FlowControlMixin, asyncio.Transport):
    """One connection. Buffer sizes are bytes that were written and not sent yet."""

    def __init__(
        self, loop: HostLoop, channel: Channel, protocol: asyncio.BaseProtocol, own: int
    ) -> None:
        super().__init__(
            {
                "sockname": (format_ipv4(own), channel.local_port),
                "peername": (format_ipv4(channel.peer), channel.peer_port),
            },
            loop,
        )
        self.loop = loop
        self.channel = channel
        self._protocol: Any = protocol
        self._kept: list[bytes] = []
        self._ended = False
        self._closing = False
        self._shut = False
        self._lost = False
        self._paused = False

    # what the program asks for

    def write(self, data: Bytes) -> None:
        if self._shut:
            raise RuntimeError("Cannot call write() after write_eof()")
        if self._closing or not data:
            return
        self.channel.write(bytes(data))
        self.channel.low_water = self.get_write_buffer_limits()[0]
        self._maybe_pause_protocol()  # type: ignore[attr-defined]

    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        self.write(b"".join(list_of_data))

    def get_write_buffer_size(self) -> int:
        return self.channel.unsent()

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        if not self._closing and not self._shut:
            self._shut = True
            self.channel.shut()

    def is_reading(self) -> bool:
        return not self._paused and not self._closing

    def pause_reading(self) -> None:
        self._paused = True
        self.channel.pause()

    def resume_reading(self) -> None:
        if self._paused and not self._closing:
            self._paused = False
            self.channel.resume()
            self.loop.call_soon(self._deliver)

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        protocol: asyncio.BaseProtocol = self._protocol
        return protocol

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        if not self._closing:
            self._closing = True
            self.channel.close()
            self.lose(None)

    def abort(self) -> None:
        self._closing = True
        self.channel.abort()
        self.lose(None)

    # what TCP says

    def keep(self, data: bytes) -> None:
        """Bytes have come."""
        self._kept.append(data)
        self.loop.call_soon(self._deliver)

    def end(self) -> None:
        """The peer has no more to say."""
        self._ended = True
        self.loop.call_soon(self._deliver)

    def resume_writing(self) -> None:
        """There is room again."""
        self._maybe_resume_protocol()  # type: ignore[attr-defined]

    def lose(self, error: OSError | None) -> None:
        """It is over."""
        if not self._lost:
            self._lost = True
            self._closing = True
            self.loop.call_soon(self._tell_lost, error)

    def _tell_lost(self, error: OSError | None) -> None:
        self._protocol.connection_lost(error)

    def _deliver(self) -> None:
        while self._kept and self.is_reading():
            data = self._kept.pop(0)
            try:
                self._hand_over(data)
            except Exception as error:  # noqa: BLE001 - as in CPython, the end of the connection
                self._fail(error)
        if self._ended and not self._kept and self.is_reading():
            self._ended = False
            if not self._protocol.eof_received():
                self.close()

    def _hand_over(self, data: bytes) -> None:
        if isinstance(self._protocol, asyncio.BufferedProtocol):
            while data:
                buffer = memoryview(self._protocol.get_buffer(len(data)))
                count = min(len(buffer), len(data))
                buffer[:count] = data[:count]
                self._protocol.buffer_updated(count)
                data = data[count:]
        else:
            self._protocol.data_received(data)

    def _fail(self, error: Exception) -> None:
        self.loop.call_exception_handler(
            {"message": "Fatal error: protocol.data_received() call failed.", "exception": error}
        )
        self.abort()


class StreamUser(User):
    """What a connection of TCP holds for a transport. waiter: who waits for it to be open."""

    def __init__(self, transport: StreamTransport, waiter: asyncio.Future[None] | None) -> None:
        self.transport = transport
        self.waiter = waiter

    def opened(self) -> None:
        transport = self.transport
        transport.loop.call_soon(transport._protocol.connection_made, transport)
        if self.waiter is not None:
            transport.loop.call_soon(_resolve, self.waiter, None)

    def received(self, frame: memoryview, start: int, end: int) -> None:
        self.transport.keep(bytes(frame[start:end]))

    def finished(self) -> None:
        self.transport.end()

    def drained(self) -> None:
        self.transport.loop.call_soon(self.transport.resume_writing)

    def closed(self, error: int) -> None:
        if error == 0:
            return  # both ends have ended; the transport is there until the program closes it
        problem = OSError(error, os.strerror(error))
        waiter = self.waiter
        if waiter is not None and not waiter.done():
            self.transport.loop.call_soon(_resolve, waiter, problem)
        else:
            self.transport.lose(problem)


def _resolve(waiter: asyncio.Future[None], problem: OSError | None) -> None:
    if waiter.done():
        return
    if problem is None:
        waiter.set_result(None)
    else:
        waiter.set_exception(problem)


class Port(Listener):
    """A listening socket, as far as CPython's `Server` asks for one."""

    family, type, proto = 2, 1, 6

    def __init__(self, loop: HostLoop, tables: list[Listeners], address: int, port: int) -> None:
        super().__init__()
        self.serving = False
        self.loop = loop
        self.address = address
        self.tables = tables
        self.port = port
        self.factory: Callable[[], asyncio.BaseProtocol] = asyncio.Protocol
        for table in tables:
            self.port = table.listen(self.port, self)

    def listen(self, backlog: int) -> None:
        """Accept from now on."""
        self.serving = True

    def getsockname(self) -> tuple[str, int]:
        """Where it listens."""
        return (format_ipv4(self.address), self.port)

    def fileno(self) -> int:
        """There is none."""
        return -1

    def close(self) -> None:
        """Accept no more."""
        if self.serving:
            self.serving = False
            for table in self.tables:
                table.unlisten(self.port)

    def accept(self, connection: Channel) -> User:
        protocol = self.factory()
        own = self.loop.host.address
        return StreamUser(StreamTransport(self.loop, connection, protocol, own), None)
