"""What tests of the stack share: a stack on a device in memory, and a host on the other side of it.

The other side speaks Scapy, which is the oracle for every format. Virtual time; nothing is sent
anywhere.
"""

from __future__ import annotations

from typing import Any

from scapy.layers.inet import ICMP, IP, UDP
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Packet, Raw

from naja.os.net.addresses import parse_ipv4, prefix_mask
from naja.os.net.device.memory import MemoryDevice
from naja.os.net.stack import Stack
from naja.os.net.udp.state import Receiver

OWN_MAC = "02:00:00:00:00:01"
OWN = "10.0.0.2"
PEER_MAC = "02:00:00:00:00:99"
PEER = "10.0.0.1"
PREFIX = 24
GATEWAY = "10.0.0.254"
MTU = 1500


class Collector(Receiver):
    """Keeps a copy of every datagram."""

    def __init__(self) -> None:
        self.datagrams: list[tuple[int, int, bytes]] = []

    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        self.datagrams.append((source, source_port, bytes(frame[start:end])))


class Bed:
    """A stack with an address, and its wire."""

    def __init__(self, configured: bool = True, capacity: int = 256) -> None:
        self.device = MemoryDevice(bytes.fromhex(OWN_MAC.replace(":", "")), MTU, capacity)
        self.stack = Stack(self.device)
        if configured:
            mask = prefix_mask(PREFIX)
            self.stack.settings.configure(parse_ipv4(OWN), mask, parse_ipv4(GATEWAY))

    def turn(self, *frames: Packet | bytes, now: int = 0) -> list[Packet]:
        """Let the stack take the frames and run its timers; what it sent, parsed."""
        self.device.inbox.extend(bytes(frame) for frame in frames)
        while self.stack.poll(now):
            pass
        self.stack.finish(now)
        sent: list[Packet] = [Ether(frame) for frame in self.device.outbox]
        self.device.outbox.clear()
        return sent

    def meet_peer(self, now: int = 0) -> None:
        """Have the stack know the peer's MAC address."""
        self.turn(arp_request(), now=now)


def arp_request(**fields: Any) -> Packet:
    """The peer asks for the stack's address; `fields` change the ARP packet."""
    nobody = "00:00:00:00:00:00"
    values: dict[str, Any] = {
        "op": 1,
        "hwsrc": PEER_MAC,
        "psrc": PEER,
        "hwdst": nobody,
        "pdst": OWN,
    } | fields
    return Ether(src=PEER_MAC, dst="ff:ff:ff:ff:ff:ff") / ARP(**values)


def to_stack(payload: Packet, **fields: Any) -> Packet:
    """An IPv4 packet from the peer; `fields` change the IPv4 header."""
    values: dict[str, Any] = {"src": PEER, "dst": OWN} | fields
    return Ether(src=PEER_MAC, dst=OWN_MAC) / IP(**values) / payload


def echo(data: bytes = b"ping", **fields: Any) -> Packet:
    """An echo request."""
    return to_stack(ICMP(type=8, id=7, seq=9) / Raw(data), **fields)


def datagram(port: int, data: bytes = b"hello", **fields: Any) -> Packet:
    """A UDP datagram from the peer's port 5000."""
    return to_stack(UDP(sport=5000, dport=port) / Raw(data), **fields)


def reparsed(frame: Packet) -> Packet:
    """The frame with every computed field computed anew: equal bytes mean right checksums."""
    copy = Ether(bytes(frame))
    for layer in (IP, ICMP, UDP):
        if layer in copy:
            del copy[layer].chksum
            if layer in (IP, UDP):
                del copy[layer].len
    return Ether(bytes(copy))
