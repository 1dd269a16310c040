"""UDP at work: hands datagrams to the receiver of their port, and sends payloads.

In: packets of protocol 17 in the view of `Ipv4`; payloads to send. Out: `Receiver.datagram` with
a range of the driver's buffer, valid during the call; datagrams written straight into the
transmit buffer.
"""

from __future__ import annotations

from naja.lang import hot
from naja.os.net.icmp.glue import Icmp
from naja.os.net.ipv4.glue import PAYLOAD, Ipv4
from naja.os.net.ipv4.wire import PROTOCOL_UDP
from naja.os.net.udp import wire
from naja.os.net.udp.state import Ports
from naja.os.net.udp.wire import Payload

SENT = 0
DEVICE_FULL = 1
TOO_LONG = 2
NO_ROUTE = 3

# bytes of an IP packet that are not the datagram's payload
PAYLOAD_OVERHEAD = 28


class Udp:
    """The UDP of one interface. received: counters indexed as wire.REASONS."""

    ports: Ports
    received: list[int]
    sent: int
    _ipv4: Ipv4
    _icmp: Icmp

    def __init__(self, ipv4: Ipv4, icmp: Icmp) -> None:
        self.ports = Ports()
        self.received = [0] * len(wire.REASONS)
        self.sent = 0
        self._ipv4 = ipv4
        self._icmp = icmp

    @hot
    def receive(self, frame: memoryview, now: int) -> None:
        """Take the packet that the view of `Ipv4` describes."""
        packet = self._ipv4.packet
        start = packet.payload
        source = packet.source
        reason = wire.check(frame, start, packet.end, source, packet.destination, packet.trusted)
        if reason == wire.DELIVERED:
            receiver = self.ports.find(wire.destination_port(frame, start))
            if receiver is None:
                reason = wire.PORT
                self._icmp.port_unreachable(frame, now)
            else:
                end = wire.datagram_end(frame, start)
                port = wire.source_port(frame, start)
                receiver.datagram(source, port, frame, start + wire.HEADER_LENGTH, end, now)
        self.received[reason] += 1

    @hot
    def send(self, by_port: int, destination: int, to_port: int, payload: Payload, now: int) -> int:
        """Send a datagram: SENT, or why not. A datagram is never fragmented."""
        ipv4 = self._ipv4
        if len(payload) > ipv4.link.mtu - PAYLOAD_OVERHEAD:
            return TOO_LONG
        if not ipv4.has_route(destination):
            ipv4.unroutable += 1
            return NO_ROUTE
        buffer = ipv4.link.buffer()
        if buffer is None:
            return DEVICE_FULL
        address = ipv4.settings.address
        end = wire.emit(buffer, PAYLOAD, address, by_port, destination, to_port, payload)
        ipv4.send(buffer, destination, PROTOCOL_UDP, end, now)
        self.sent += 1
        return SENT
