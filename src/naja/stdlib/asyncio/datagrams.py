"""Datagram endpoints: the protocol that a program derives from, and the transport that it sends
with.

In: datagrams as ranges of the driver's buffer, copied once, into the `bytes` that the protocol
gets. Out: payloads, written straight into the driver's buffer; while the device is full, a
bounded queue keeps them. The last peer's address is kept as number and text, so that answering it
converts nothing.
"""

from __future__ import annotations

import errno
from typing import TypeVar

from naja.lang import cold, hot, overloads
from naja.lang.wire import get_bytes
from naja.os.net.addresses import format_ipv4, parse_ipv4
from naja.os.net.stack import Stack
from naja.os.net.udp import glue as udp
from naja.os.net.udp.state import Receiver
from naja.runtime import timeline
from naja.stdlib.asyncio import options
from naja.stdlib.asyncio.scheduler import Scheduler, report
from naja.stdlib.asyncio.transports import BaseProtocol, BaseTransport

D = TypeVar("D", bytes, bytearray, memoryview)

NAME_UNKNOWN = -2


class DatagramProtocol(BaseProtocol):
    """Events of a datagram endpoint."""

    def connection_made(self, transport: DatagramTransport) -> None:
        """The endpoint is open."""

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A datagram has come from that address."""

    def error_received(self, exc: Exception) -> None:
        """Sending failed."""


class AddressBook:
    """The last address as a number and as text: most datagrams go to where the last one came
    from."""

    _number: int
    _text: str

    def __init__(self) -> None:
        self._number = 0
        self._text = "0.0.0.0"

    @hot
    def text(self, number: int) -> str:
        """The dotted quad of an address."""
        if number != self._number:
            self._text = format_ipv4(number)
            self._number = number
        return self._text

    @hot
    def number(self, text: str) -> int:
        """The address of a dotted quad. Raises ValueError."""
        if text == self._text:
            return self._number
        number = parse_ipv4(text)
        self._number = number
        self._text = text
        return number


class Unsent:
    """A datagram that waits for room in the device."""

    data: memoryview
    address: int
    port: int

    def __init__(self, data: memoryview, address: int, port: int) -> None:
        self.data = data
        self.address = address
        self.port = port


class DatagramTransport(BaseTransport):
    """An open port. remote: the only peer, if the endpoint is connected; local: what it is bound
    to."""

    _stack: Stack
    _scheduler: Scheduler
    _protocol: DatagramProtocol
    _local: tuple[str, int]
    _remote: tuple[str, int] | None
    _port: int
    _book: AddressBook
    _unsent: list[Unsent]
    _closing: bool
    _peer: int
    _peer_port: int

    def __init__(
        self,
        stack: Stack,
        scheduler: Scheduler,
        protocol: DatagramProtocol,
        local: tuple[str, int],
        remote: tuple[str, int] | None,
    ) -> None:
        self._stack = stack
        self._scheduler = scheduler
        self._protocol = protocol
        self._local = local
        self._remote = remote
        self._port = local[1]
        self._book = AddressBook()
        self._unsent = []
        self._closing = False
        self._peer = 0
        self._peer_port = 0
        if remote is not None:
            self._peer = self._book.number(remote[0])
            self._peer_port = remote[1]

    @cold
    def open(self, random: int) -> None:
        """Open the port, or a free one if it is 0. Raises OSError."""
        self._port = self._stack.udp.ports.open(self._port, PortReceiver(self), random)
        self._local = (self._local[0], self._port)

    @cold
    def begin(self) -> None:
        """Tell the protocol that the endpoint is open."""
        try:
            self._protocol.connection_made(self)
        except Exception as error:  # noqa: BLE001 - the loop outlives its callbacks, as in CPython
            report("Exception in callback", error)

    @hot
    def _send_to(self, data: D, addr: tuple[str, int]) -> None:
        address = 0
        try:
            address = self._book.number(addr[0])
        except ValueError:
            self._refuse(NAME_UNKNOWN, "Name or service not known")
            return
        if self._peer != 0 and (address != self._peer or addr[1] != self._peer_port):
            raise ValueError("Invalid address: it must be None or the remote address")
        self._send(data, address, addr[1])

    def _send_perhaps_to(self, data: D, addr: tuple[str, int] | None = None) -> None:
        if addr is not None:
            self._send_to(data, addr)
        elif self._peer == 0:
            self._refuse(errno.EDESTADDRREQ, "Destination address required")
        else:
            self._send(data, self._peer, self._peer_port)

    sendto = overloads(_send_to, _send_perhaps_to)

    @hot
    def _send(self, data: D, address: int, port: int) -> None:
        if self._closing:
            return
        result = udp.DEVICE_FULL
        if len(self._unsent) == 0:
            result = self._stack.udp.send(self._port, address, port, data, self._scheduler.now)
        if result == udp.SENT:
            return
        if result == udp.TOO_LONG:
            self._refuse(errno.EMSGSIZE, "Message too long")
        elif result == udp.NO_ROUTE:
            self._refuse(errno.ENETUNREACH, "Network is unreachable")
        elif len(self._unsent) >= options.UNSENT_DATAGRAMS:
            self._refuse(errno.ENOBUFS, "No buffer space available")
        else:
            self._unsent.append(Unsent(memoryview(bytes(data)), address, port))

    @cold
    def _refuse(self, number: int, text: str) -> None:
        self._protocol.error_received(OSError(number, text))

    def has_unsent(self) -> bool:
        """Whether datagrams wait for room in the device."""
        return len(self._unsent) != 0

    @cold
    def send_waiting(self, now: int) -> None:
        """Send what waits, as far as there is room."""
        while len(self._unsent) != 0:
            first = self._unsent[0]
            result = self._stack.udp.send(self._port, first.address, first.port, first.data, now)
            if result == udp.DEVICE_FULL:
                return
            self._unsent.pop(0)

    @hot
    def received(self, source: int, source_port: int, data: bytes) -> None:
        """Hand a datagram to the protocol; what it lets escape is reported."""
        timeline.note(timeline.REQUEST)
        if self._peer != 0 and (source != self._peer or source_port != self._peer_port):
            return
        try:
            self._protocol.datagram_received(data, (self._book.text(source), source_port))
        except Exception as error:  # noqa: BLE001 - the loop outlives its callbacks, as in CPython
            report("Exception in callback", error)

    def get_extra_info(self, name: str) -> tuple[str, int] | None:
        """`sockname` and `peername` are known."""
        if name == "sockname":
            return self._local
        if name == "peername":
            return self._remote
        return None

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        if self._closing:
            return
        self.release()
        protocol = self._protocol

        def lost() -> None:
            protocol.connection_lost(None)

        self._scheduler.soon(lost)

    def abort(self) -> None:
        """Close at once."""
        self.close()

    @cold
    def release(self) -> None:
        """Free the port without telling the protocol."""
        self._closing = True
        self._unsent.clear()
        self._stack.udp.ports.close(self._port)


class PortReceiver(Receiver):
    """What the stack's port table holds for a transport."""

    _transport: DatagramTransport

    def __init__(self, transport: DatagramTransport) -> None:
        self._transport = transport

    @hot
    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        self._transport.received(source, source_port, get_bytes(frame, start, end))
