"""The questions that servers are compared by, in groups."""

from __future__ import annotations

import random
import struct

from nameserver.directory import Directory

from testing.directories import names_in
from testing.messages import IN, RD, mutate, opt, query, wire

TYPES = (1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 41, 43, 46, 47, 48, 99, 252, 255, 0, 65400)
CH, HS, NONE, ANY = 3, 4, 254, 255
LARGE = (
    "bigglue",
    "x.ns7.bigglue",
    "manymx",
    "somemx",
    "addresses",
    "toomany",
    "long",
    "longalias",
)


def all_names(directory: Directory) -> list[bytes]:
    """Names that the zones hold, names below them, names beside them."""
    known = names_in(directory)
    below = [prefix + name for name in known for prefix in (b"\1x", b"\2yY\1Z", b"\1*")]
    outside = [wire(name) for name in ("", "org", "com", "example.com", "www.example.com", "net")]
    return [name for name in known + below + outside if len(name) <= 255]


def names_types_and_classes(directory: Directory) -> list[bytes]:
    """Every name with every type."""
    return [
        query(name, kind, query_class, edns)
        for name in all_names(directory)
        for kind in TYPES
        for query_class, edns in ((IN, b""), (IN, opt(1232, 0x8000)), (ANY, b""))
        if query_class == IN or b"bigglue" not in name
    ]


def truncated(name: str) -> list[bytes]:
    """Large answers at every size."""
    owner = wire(f"{name}.example.org")
    sizes = [0, 100, 511, *range(512, 1250, 7), 4096, 65535]
    kinds = (1, 2, 15, 16, 255)
    queries = [query(owner, kind) for kind in kinds]
    return queries + [query(owner, kind, IN, opt(size)) for kind in kinds for size in sizes]


def case_and_flags() -> list[bytes]:
    """Mixed case, and header and EDNS flags that a query should not have."""
    owners = [wire("WwW.eXaMpLe.OrG"), wire("a.B.wIlD.example.ORG"), wire("NO.sub.Example.org")]
    return [
        query(owner, 1, IN, edns, flags)
        for owner in owners
        for edns in (b"", opt(1232, 0x7FFF), opt(1232, 0xFF00FFFF), opt(512, 0x00010000))
        for flags in (RD, 0, 0x0020, 0x0010, 0x0080, 0x0400, 0x0200, 0x07F0)
    ]


def longest_names() -> list[bytes]:
    """Names of 255 bytes, in many labels and in few, and one of 257."""
    tail = wire("wild.example.org")
    labels = b"\1a" * ((255 - len(tail)) // 2)
    longest = b"\x3f" + b"a" * 63 + b"\x3f" + b"b" * 63 + b"\x3f" + b"c" * 63
    longest += bytes([254 - len(longest) - len(tail)])
    longest += b"d" * (255 - len(longest) - len(tail)) + tail
    queries = [query(name, kind) for name in (labels + tail, longest) for kind in (1, 16, 6)]
    return [*queries, query(b"\1e" + longest, 1)]


def other_classes() -> list[bytes]:
    return [
        query(wire(name), kind, query_class, edns)
        for name in ("www.example.org", "example.com")
        for kind in (1, 16)
        for query_class in (0, CH, HS, NONE)
        for edns in (b"", opt(1232), opt(512, 0x8000))
    ]


def edns() -> list[bytes]:
    """Options known and unknown, versions, garbage behind the record."""
    owner = wire("example.org")
    unknown = struct.pack("!HH", 65001, 4) + b"abcd"
    client_subnet = struct.pack("!HHHBB", 8, 7, 1, 24, 0) + b"\xc0\0\2"
    nsid, cookie, padding = b"\0\3\0\0", b"\0\x0a\0\x08" + b"c" * 8, b"\0\x0c\0\x40" + bytes(64)
    tails = [opt(1232, 0, options) for options in (unknown, client_subnet, nsid, cookie, padding)]
    tails += [opt(1232, 0, unknown + padding + nsid), opt(1232) + b"garbage behind"]
    tails += [opt(1232, version << 16) for version in (1, 2, 255)]
    queries = [query(owner, kind, IN, tail) for kind in (1, 99) for tail in tails]
    return queries + [query(wire("example.com"), 1, IN, tail) for tail in tails]


def malformed_and_unsupported() -> list[bytes]:
    good = query(wire("example.org"), 1)
    cut_option = struct.pack("!HH", 3, 9) + b"short"
    queries = [
        good[:12],
        good[:-1],
        good[:17],
        query(b"\xc0\x0c", 1),
        query(b"\x40a\0", 1),
        query(b"\7example\x80org\0", 1),
        query(wire("example.org"), 1, IN, opt(1232, 0, cut_option)),
        query(wire("example.org"), 1, IN, opt(1232, 0, b"\0\3\0")),
        query(wire("example.org"), 1, IN, opt(1232)[:-1]),
        query(wire("example.org"), 1, IN, b"\1a" + opt(1232)),
        query(wire("example.org"), 1, IN, b"\0\0\1" + bytes(8)),
        good[:4] + struct.pack("!4H", 2, 0, 0, 0) + good[12:] + good[12:],
        good[:4] + struct.pack("!4H", 0, 0, 0, 0) + good[12:],
        good[:4] + struct.pack("!4H", 1, 1, 0, 0) + good[12:],
        good[:4] + struct.pack("!4H", 1, 0, 1, 0) + good[12:],
        good[:4] + struct.pack("!4H", 1, 0, 0, 1) + good[12:],
        good[:4] + struct.pack("!4H", 1, 0, 0, 2) + good[12:] + opt(1232) + opt(1232),
    ]
    opcodes = [query(wire("example.org"), 1, flags=code << 11 | RD) for code in (1, 2, 5, 6, 15)]
    rcodes = [query(wire("example.org"), 1, flags=rcode | 0x0130) for rcode in (1, 5, 15)]
    return queries + opcodes + rcodes


def mutated(directory: Directory, count: int, seed: int) -> list[bytes]:
    """Queries with random damage."""
    chance = random.Random(seed)
    names = all_names(directory)
    tails = (b"", opt(chance.randrange(65536), 0, b"\0\3\0\0"))
    return [
        mutate(query(chance.choice(names), chance.choice(TYPES), IN, chance.choice(tails)), chance)
        for _ in range(count)
    ]
