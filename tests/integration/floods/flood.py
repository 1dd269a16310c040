"""Hostile frames to a guest, as they are: sources are on the link and forged, so that what the
guest answers goes nowhere."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

OWN_MAC = bytes.fromhex("02005e00aa01")
SYN, RST, ACK = 2, 4, 16


def total(data: bytes) -> int:
    """The ones' complement sum of an even number of bytes."""
    whole = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while whole >> 16:
        whole = (whole & 0xFFFF) + (whole >> 16)
    return whole ^ 0xFFFF


class Flooder:
    """Makes frames to one guest. Each is different, and the same for the same seed."""

    def __init__(self, mac: bytes, address: bytes, port: int) -> None:
        self.mac = mac
        self.address = address
        self.port = port
        self.random = random.Random(1)

    def source(self) -> bytes:
        """A neighbour that is not there."""
        return self.address[:3] + bytes((self.random.randrange(16, 250),))

    def packet(self, protocol: int, payload: bytes, offset: int = 0) -> bytes:
        """A frame with an IPv4 packet. offset: the field of flags and fragment offset."""
        return self.packet_from(self.source(), protocol, payload, offset)

    def packet_from(self, source: bytes, protocol: int, payload: bytes, offset: int) -> bytes:
        """The same from a source."""
        length = 20 + len(payload)
        number = self.random.randrange(65536)
        head = struct.pack("!BBHHHBBH", 0x45, 0, length, number, offset, 64, protocol, 0)
        head += source + self.address
        head = head[:10] + struct.pack("!H", total(head)) + head[12:]
        return self.mac + OWN_MAC + b"\x08\x00" + head + payload

    def segment(self, flags: int, data: bytes = b"", options: bytes = b"") -> bytes:
        """A frame with a TCP segment of random numbers to the port."""
        source, port = self.source(), self.random.randrange(1024, 65536)
        sequence, acknowledged = self.random.getrandbits(32), self.random.getrandbits(32)
        words = (20 + len(options)) // 4 << 4
        fields = (port, self.port, sequence, acknowledged, words, flags, 65535, 0, 0)
        whole = struct.pack("!HHIIBBHHH", *fields) + options + data
        padded = whole + bytes(len(whole) % 2)
        pseudo = source + self.address + struct.pack("!HH", 6, len(whole))
        whole = whole[:16] + struct.pack("!H", total(pseudo + padded)) + whole[18:]
        return self.packet_from(source, 6, whole, 0)

    def syn(self) -> bytes:
        """A handshake that is never completed."""
        return self.segment(SYN, options=b"\x02\x04\x05\xb4")

    def rst(self) -> bytes:
        """A reset of nothing."""
        return self.segment(RST)

    def ack(self) -> bytes:
        """Data of a connection that is none."""
        return self.segment(ACK, bytes(64))

    def fragment(self) -> bytes:
        """A first fragment of which the rest never comes."""
        return self.packet(17, bytes(64), 0x2000)

    def udp(self) -> bytes:
        """To a port that nobody has opened."""
        ports = struct.pack("!HHHH", 5000, self.random.randrange(1024, 65536), 16, 0)
        return self.packet(17, ports + bytes(8))

    def echo(self) -> bytes:
        """An ICMP echo request."""
        body = struct.pack("!BBHHH", 8, 0, 0, 1, self.random.randrange(65536)) + bytes(56)
        return self.packet(1, body[:2] + struct.pack("!H", total(body)) + body[4:])

    def arp(self) -> bytes:
        """A request, from a neighbour that is not there, for the guest's address."""
        own = bytes((2, 0, *self.random.randbytes(4)))
        body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + own + self.source()
        return b"\xff" * 6 + own + b"\x08\x06" + body + bytes(6) + self.address

    def noise(self) -> bytes:
        """A frame of random bytes to the guest."""
        return self.mac + OWN_MAC + self.random.randbytes(self.random.randrange(2, 200))


KINDS: dict[str, Callable[[Flooder], bytes]] = {
    "syn": Flooder.syn,
    "rst": Flooder.rst,
    "ack": Flooder.ack,
    "fragments": Flooder.fragment,
    "udp": Flooder.udp,
    "echo": Flooder.echo,
    "arp": Flooder.arp,
    "noise": Flooder.noise,
}
