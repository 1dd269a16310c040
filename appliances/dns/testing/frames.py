"""Hostile Ethernet frames: noise, and packets for the server that were damaged on any layer."""

from __future__ import annotations

import random
import struct

from testing.messages import IN, mutate, opt, query, wire

ETHERNET_SIZE, IPV4_SIZE, UDP_SIZE = 14, 20, 8
TYPE_IPV4, TYPE_ARP, PROTOCOL_UDP = 0x0800, 0x0806, 17
LARGEST_FRAME = 1514

NAMES = [wire(name) for name in ("example.org", "www.example.org", "a.b.wild.example.org", "x.com")]


def ones_sum(data: bytes) -> int:
    """The folded one's-complement sum (RFC 1071)."""
    padded = data + b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    return total % 0xFFFF or (0xFFFF if total else 0)


def datagram(macs: bytes, source: bytes, target: bytes, port: int, payload: bytes) -> bytes:
    """A UDP datagram in IPv4 in Ethernet, all checksums right. macs: destination, then source."""
    udp = struct.pack("!4H", 40000, port, UDP_SIZE + len(payload), 0) + payload
    pseudo = source + target + struct.pack("!2H", PROTOCOL_UDP, len(udp))
    checksum = ones_sum(pseudo + udp) ^ 0xFFFF or 0xFFFF
    udp = udp[:6] + checksum.to_bytes(2, "big") + udp[8:]
    header = struct.pack("!2B5H", 0x45, 0, IPV4_SIZE + len(udp), 0, 0, 64 << 8 | PROTOCOL_UDP, 0)
    header += source + target
    header = header[:10] + (ones_sum(header) ^ 0xFFFF).to_bytes(2, "big") + header[12:]
    return macs + TYPE_IPV4.to_bytes(2, "big") + header + udp


def arp_request(macs: bytes, source: bytes, target: bytes) -> bytes:
    """Who has `target`? Tell `source`."""
    fixed = struct.pack("!5H", TYPE_ARP, 1, TYPE_IPV4, 6 << 8 | 4, 1)
    return macs + fixed + macs[6:] + source + bytes(6) + target


def hostile(chance: random.Random, macs: bytes, source: bytes, target: bytes, port: int) -> bytes:
    """One frame: a third with damage in the message, a third in any layer, the rest noise and
    whole queries."""
    kind = chance.randrange(8)
    if kind == 0:
        return macs + chance.randbytes(chance.randrange(2, 300))
    message = query(
        chance.choice(NAMES), chance.randrange(300), IN, chance.choice((b"", opt(1232)))
    )
    if kind <= 3:
        return datagram(macs, source, target, port, mutate(message, chance))[:LARGEST_FRAME]
    frame = datagram(macs, source, target, port, message)
    if kind == 4:
        frame = arp_request(macs, source, target)
    if kind <= 6:
        frame = frame[:12] + mutate(frame[12:], chance)
    return frame[:LARGEST_FRAME]
