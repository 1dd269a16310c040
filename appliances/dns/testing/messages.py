"""Queries in wire format, well-formed and not."""

from __future__ import annotations

import random
import struct

RD = 0x0100
IN = 1


def wire(name: str) -> bytes:
    """A name without escapes in wire format; its case is kept."""
    labels = [label.encode() for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def opt(size: int, ttl: int = 0, options: bytes = b"") -> bytes:
    """An OPT record (RFC 6891 section 6.1.2)."""
    return struct.pack("!BHHIH", 0, 41, size, ttl, len(options)) + options


def query(
    name: bytes,
    kind: int,
    query_class: int = IN,
    edns: bytes = b"",
    flags: int = RD,
    ident: int = 0,
) -> bytes:
    """A query with one question, and an OPT record if one is given."""
    header = struct.pack("!6H", ident, flags, 1, 0, 0, 1 if edns else 0)
    return header + name + struct.pack("!HH", kind, query_class) + edns


def mutate(packet: bytes, chance: random.Random) -> bytes:
    """The packet with a few bytes changed, cut, doubled or inserted."""
    data = bytearray(packet)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 | 1 if place < len(data):
                data[place] = chance.choice((0, 1, 63, 64, 192, 255, chance.randrange(256)))
            case 2:
                del data[place : place + chance.randint(1, 8)]
            case 3:
                data[place:place] = chance.randbytes(chance.randint(1, 8))
            case _:
                data += data[place : place + chance.randint(1, 40)]
    return bytes(data)
