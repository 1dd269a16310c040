"""Frames that no honest host sends: segments and ICMP errors made by hand, with right checksums."""

from __future__ import annotations

import random
import struct

from naja.lang.wire import checksum, put_u16, put_u32
from naja.sim import frames

MASK = 0xFFFFFFFF
BYTES = random.Random(1).randbytes(4000)
_MAC = bytes([2, 0, 0, 0, 0, 66])


def noise(chance: random.Random, count: int) -> bytes:
    """Random bytes, the same compiled."""
    return bytes([chance.randrange(256) for _ in range(count)])


def segment(
    to: bytes,
    addresses: tuple[int, int],
    ports: tuple[int, int],
    numbers: tuple[int, int],
    flags: int,
    window: int,
    options: bytes,
    data: bytes,
) -> bytes:
    """A TCP frame to a MAC address. Pairs: the sender's first."""
    header = bytearray(frames.TCP + 20)
    header[0:6] = to
    header[6:12] = _MAC
    header[12:15] = b"\x08\x00\x45"
    header[20:24] = b"\x40\x00\x40\x06"
    put_u32(header, 26, addresses[0])
    put_u32(header, 30, addresses[1])
    put_u16(header, 34, ports[0])
    put_u16(header, 36, ports[1])
    put_u32(header, 38, numbers[0] & MASK)
    put_u32(header, 42, numbers[1] & MASK)
    header[46] = (20 + len(options)) << 2
    header[47] = flags
    put_u16(header, 48, window)
    whole = bytearray(bytes(header) + options + data)
    frames.seal(whole, len(whole))
    return bytes(whole)


def strange_options(chance: random.Random, near: int) -> bytes:
    """Sound, strange and malformed ones; a multiple of four bytes. near: a sequence number."""
    parts = b""
    for _ in range(chance.randrange(4)):
        kind = chance.randrange(8)
        if kind == 0:
            parts += b"\x01"
        elif kind == 1:
            parts += b"\x02\x04" + noise(chance, 2)
        elif kind == 2:
            parts += b"\x03\x03" + noise(chance, 1)
        elif kind == 3:
            parts += b"\x04\x02"
        elif kind == 4:
            parts += b"\x08\x0a" + noise(chance, 8)
        elif kind == 5:
            first = near + chance.choice([0, 1, 1000, 5000, -5000])
            parts += b"\x05\x0a" + struct.pack(">II", first & MASK, (first + 1000) & MASK)
        elif kind == 6:
            parts += b"\x05\x12" + noise(chance, 16)
        else:
            parts += noise(chance, chance.randrange(6))
    return padded(parts[:40])


def padded(options: bytes) -> bytes:
    """Options up to a multiple of four bytes."""
    return options + bytes(-len(options) % 4)


def unreachable(
    to: bytes, own: tuple[int, int], ports: tuple[int, int], sequence: int, code: int, mtu: int
) -> bytes:
    """An ICMP error about a segment that the host with that MAC sent."""
    sent = segment(to, own, ports, (sequence, 0), 16, 0, b"", b"")
    answer = bytearray(frames.too_long(sent, mtu, own[1]))
    answer[0:6] = to
    answer[frames.TCP + 1] = code
    put_u16(answer, frames.TCP + 2, 0)
    put_u16(answer, frames.TCP + 2, checksum(answer, frames.TCP, len(answer)) ^ 0xFFFF)
    return bytes(answer)
