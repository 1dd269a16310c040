"""ARP at work: answers requests for this host's address, and finds the MAC address of a next hop.

In: received ARP frames; IPv4 packets that lie in the transmit buffer, with their next hop. Out:
replies, requests, and the packets, at once on a cache hit, otherwise when the answer comes.
Rules: only senders on the own prefix are learnt, and only if asked for, known already, or asking
for this host (RFC 826).
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.lang.wire import copy_into
from naja.os.net.addresses import MAC_BROADCAST, MAC_GROUP_BIT, NO_MAC
from naja.os.net.arp import wire
from naja.os.net.arp.state import NeighbourCache
from naja.os.net.ethernet.glue import Link
from naja.os.net.ethernet.wire import HEADER_LENGTH, TYPE_ARP, TYPE_IPV4
from naja.os.net.ipv4.state import Settings


class Resolver:
    """The ARP of one link."""

    cache: NeighbourCache
    received: int
    malformed: int
    refused: int
    conflicts: int
    replies_sent: int
    requests_sent: int
    _link: Link
    _settings: Settings

    def __init__(self, link: Link, settings: Settings) -> None:
        self.cache = NeighbourCache()
        self.received = 0
        self.malformed = 0
        self.refused = 0
        self.conflicts = 0
        self.replies_sent = 0
        self.requests_sent = 0
        self._link = link
        self._settings = settings

    @hot
    def send(self, buffer: memoryview, next_hop: int, end: int, now: int) -> None:
        """Send the IPv4 packet in the link's transmit buffer to that neighbour, now or when it is
        known."""
        mac = self.cache.lookup(next_hop, now)
        if mac != NO_MAC:
            self._link.transmit(buffer, mac, TYPE_IPV4, end)
        elif self._link.complete(buffer, end):
            self.cache.hold(next_hop, bytes(buffer[HEADER_LENGTH:end]), now)

    @cold
    def receive(self, frame: memoryview, now: int) -> None:
        """Take one ARP frame: learn from it, answer it."""
        self.received += 1
        if not wire.is_valid(frame):
            self.malformed += 1
            return
        mac = wire.sender_mac(frame)
        sender = wire.sender_address(frame)
        own = self._settings.address
        if own == 0 or mac & MAC_GROUP_BIT != 0 or mac == 0 or mac == self._link.address:
            self.refused += 1
            return
        if sender == own:
            self.conflicts += 1
            return
        asks_for_us = wire.operation(frame) == wire.REQUEST and wire.target_address(frame) == own
        if self._settings.is_neighbour(sender):
            self._release(mac, self.cache.learn(sender, mac, asks_for_us, now))
        elif sender != 0:
            self.refused += 1
            return
        if asks_for_us:
            self.replies_sent += 1
            self._emit(wire.REPLY, mac, sender)

    @cold
    def advance(self, now: int) -> None:
        """Send the requests that are due."""
        for neighbour in self.cache.advance(now):
            self.requests_sent += 1
            self._emit(wire.REQUEST, neighbour.mac, neighbour.address)

    @cold
    def _release(self, mac: int, packets: list[bytes]) -> None:
        for packet in packets:
            buffer = self._link.buffer()
            if buffer is None:
                self.cache.dropped_packets += 1
            else:
                copy_into(buffer, HEADER_LENGTH, packet)
                self._link.transmit(buffer, mac, TYPE_IPV4, HEADER_LENGTH + len(packet))

    def _emit(self, kind: int, to_mac: int, to_address: int) -> None:
        buffer = self._link.buffer()
        if buffer is None:
            return
        known = to_mac != NO_MAC
        wire.emit(
            buffer,
            kind,
            self._link.address,
            self._settings.address,
            to_mac if known else 0,
            to_address,
        )
        self._link.transmit(buffer, to_mac if known else MAC_BROADCAST, TYPE_ARP, wire.END)
