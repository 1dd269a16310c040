"""IPv4 at work: decides which received packets are for this host, and sends packets built in place.

In: frames of ethertype 0x0800. Out: `packet`, the view that the upper layers read, when `receive`
says ACCEPTED. Sending: the caller has written its payload behind the header in the link's buffer;
`send` adds the header and finds the next hop. Every refusal is counted by reason.
"""

from __future__ import annotations

from naja.lang import hot
from naja.os.net.addresses import LIMITED_BROADCAST, MAC_BROADCAST, MAC_GROUP_BIT, is_unicast_source
from naja.os.net.arp.glue import Resolver
from naja.os.net.ethernet import wire as ethernet
from naja.os.net.ethernet.glue import Link
from naja.os.net.ipv4 import options, wire
from naja.os.net.ipv4.state import NO_ROUTE, Settings

PAYLOAD = ethernet.HEADER_LENGTH + wire.HEADER_LENGTH


class Ipv4:
    """The IPv4 of one link. received: counters indexed as wire.REASONS."""

    link: Link
    settings: Settings
    packet: wire.Packet
    received: list[int]
    sent: int
    unroutable: int
    _resolver: Resolver

    def __init__(self, link: Link, resolver: Resolver, settings: Settings) -> None:
        self.link = link
        self.settings = settings
        self.packet = wire.Packet()
        self.received = [0] * len(wire.REASONS)
        self.sent = 0
        self.unroutable = 0
        self._resolver = resolver

    @hot
    def receive(self, frame: memoryview) -> int:
        """Take one frame; ACCEPTED means that `packet` describes a packet for this host."""
        reason = self.packet.parse(frame, ethernet.HEADER_LENGTH, self.link.device.beyond)
        if reason == wire.ACCEPTED:
            reason = self._judge(frame)
        self.received[reason] += 1
        return reason

    @hot
    def _judge(self, frame: memoryview) -> int:
        packet = self.packet
        settings = self.settings
        if packet.source == settings.address or not is_unicast_source(packet.source):
            return wire.SOURCE
        if settings.address != 0 and settings.is_broadcast(packet.source):
            return wire.SOURCE
        if settings.is_broadcast(packet.destination):
            packet.to_group = True
            return wire.ACCEPTED
        packet.to_group = False
        # a broadcast frame must carry a broadcast packet (RFC 1122, 3.3.6)
        if ethernet.destination(frame) & MAC_GROUP_BIT != 0:
            return wire.DESTINATION
        # without an address, DHCP may be offered one by unicast (RFC 2131, 4.1)
        if packet.destination == settings.address or settings.address == 0:
            return wire.ACCEPTED
        return wire.DESTINATION

    @hot
    def send(
        self,
        buffer: memoryview,
        destination: int,
        protocol: int,
        end: int,
        now: int,
        ecn: int = 0,
    ) -> bool:
        """Send the packet in `buffer`, whose payload lies between PAYLOAD and `end`; False: no
        route. ecn: whether routers may mark it."""
        settings = self.settings
        word = options.TIME_TO_LIVE << 8 | protocol
        wire.emit(buffer, ethernet.HEADER_LENGTH, end, settings.address, destination, word, ecn)
        if settings.is_broadcast(destination):
            self.link.transmit(buffer, MAC_BROADCAST, ethernet.TYPE_IPV4, end)
        else:
            hop = settings.next_hop(destination)
            if hop == NO_ROUTE:
                self.unroutable += 1
                return False
            self._resolver.send(buffer, hop, end, now)
        self.sent += 1
        return True

    def has_route(self, destination: int) -> bool:
        """Whether `send` could send to that address now."""
        if destination == LIMITED_BROADCAST:
            return True
        return self.settings.address != 0 and self.settings.next_hop(destination) != NO_ROUTE
