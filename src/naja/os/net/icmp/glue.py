"""ICMP at work: answers echo requests, tells senders of closed ports, counts the rest.

In: packets of protocol 1 in the view of `Ipv4`. Out: echo replies; port-unreachable errors, at
the rate of options.py, never about a packet to a group (RFC 1122, 3.2.2).
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.lang.wire import get_u8
from naja.os.net.ethernet.wire import HEADER_LENGTH as ETHERNET
from naja.os.net.icmp import options, wire
from naja.os.net.ipv4.glue import PAYLOAD, Ipv4
from naja.os.net.ipv4.wire import PROTOCOL_ICMP, PROTOCOL_TCP
from naja.os.net.rate import TokenBucket
from naja.os.net.transport import Transport

QUOTED_HEADER = 28  # an IPv4 header as this host sends it, and eight bytes behind it
FIRST_BYTE = 0x45


class Icmp:
    """The ICMP of one interface."""

    received: int
    malformed: int
    echoes: int
    errors_received: int
    ignored: int
    errors_sent: int
    errors_suppressed: int
    transport: Transport | None
    _ipv4: Ipv4
    _error_limit: TokenBucket

    def __init__(self, ipv4: Ipv4) -> None:
        self.received = 0
        self.malformed = 0
        self.echoes = 0
        self.errors_received = 0
        self.ignored = 0
        self.errors_sent = 0
        self.errors_suppressed = 0
        self.transport = None
        self._ipv4 = ipv4
        self._error_limit = TokenBucket(options.ERROR_BURST, options.ERROR_INTERVAL)

    @hot
    def receive(self, frame: memoryview, now: int) -> None:
        """Take the packet that the view of `Ipv4` describes."""
        packet = self._ipv4.packet
        self.received += 1
        if not wire.is_valid(frame, packet.payload, packet.end):
            self.malformed += 1
            return
        kind = wire.kind(frame, packet.payload)
        if kind == wire.ECHO_REQUEST and not packet.to_group:
            self._echo(frame, now)
        elif kind == wire.DESTINATION_UNREACHABLE:
            self.errors_received += 1
            self._unreachable(frame)
        else:
            self.ignored += 1

    @cold
    def _unreachable(self, frame: memoryview) -> None:
        """Tell the transport whose packet did not arrive."""
        packet = self._ipv4.packet
        start = packet.payload
        quoted = start + wire.HEADER_LENGTH
        transport = self.transport
        if transport is None or packet.end - quoted < QUOTED_HEADER:
            return
        if get_u8(frame, quoted) != FIRST_BYTE or get_u8(frame, quoted + 9) != PROTOCOL_TCP:
            return
        code = wire.code(frame, start)
        mtu = wire.next_hop_mtu(frame, start) if code == wire.TOO_LONG else 0
        transport.unreachable(frame, code, mtu, quoted, packet.end)

    @hot
    def _echo(self, frame: memoryview, now: int) -> None:
        packet = self._ipv4.packet
        end = PAYLOAD + packet.end - packet.payload
        link = self._ipv4.link
        buffer = link.buffer()
        # a buffer for frames that the device cuts has room for more than may be sent whole
        if buffer is None or end > link.mtu + ETHERNET or self._ipv4.settings.address == 0:
            self.ignored += 1
            return
        wire.emit_echo_reply(buffer, PAYLOAD, frame, packet.payload, packet.end)
        self._ipv4.send(buffer, packet.source, PROTOCOL_ICMP, end, now)
        self.echoes += 1

    @cold
    def port_unreachable(self, frame: memoryview, now: int) -> None:
        """Tell the sender of the packet in the view that nobody listens on its port."""
        packet = self._ipv4.packet
        if packet.to_group or self._ipv4.settings.address == 0:
            return
        if not self._error_limit.take(now):
            self.errors_suppressed += 1
            return
        buffer = self._ipv4.link.buffer()
        if buffer is None:
            return
        quoted_end = min(packet.end, packet.payload + wire.QUOTED_PAYLOAD)
        end = wire.emit_unreachable(
            buffer, PAYLOAD, wire.PORT_UNREACHABLE, frame, packet.header, quoted_end
        )
        self._ipv4.send(buffer, packet.source, PROTOCOL_ICMP, end, now)
        self.errors_sent += 1
