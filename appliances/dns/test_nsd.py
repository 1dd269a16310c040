"""Every reply equals NSD's for the same zones, byte for byte, record order included.

What is not compared, because the two servers are meant to differ: NOTIFY and IXFR, which NSD has
and this server refuses; the server's own names in class CH; TSIG; a query that holds nothing but
an OPT record (only DNS cookies, which this server does not have, give it a meaning); type NSEC3,
whose names NSD hides.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable

import pytest
from nameserver.directory import Directory
from nameserver.query import Responder
from testing.directories import names_in
from testing.messages import IN, RD, mutate, opt, query, wire
from testing.nsd import Nsd

TYPES = (1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 41, 43, 46, 47, 48, 99, 252, 255, 0, 65400)
CH, HS, NONE, ANY = 3, 4, 254, 255
TYPE_NSEC3, TYPE_TSIG, TYPE_IXFR = 50, 250, 251
# NSD answers no more than a hundred malformed queries a second.
MALFORMED_BUDGET = 60


def differences(oracle: Nsd, responder: Responder, queries: Iterable[bytes]) -> list[str]:
    """The first few queries whose replies differ, with both replies."""
    found = []
    for number, packet in enumerate(queries):
        packet = struct.pack("!H", number & 0xFFFF) + packet[2:]
        theirs = oracle.ask(packet)
        ours = bytes(responder.reply[: responder.respond(packet)])
        if ours != theirs:
            found.append(f"query {packet.hex()}\n  nsd {theirs.hex()}\n  us  {ours.hex()}")
        if len(found) == 3:
            break
    return found


def names(directory: Directory) -> list[bytes]:
    """Names that the zones hold, names below them, names beside them."""
    known = names_in(directory)
    below = [prefix + name for name in known for prefix in (b"\1x", b"\2yY\1Z", b"\1*")]
    outside = [wire(name) for name in ("", "org", "com", "example.com", "www.example.com", "net")]
    return [name for name in known + below + outside if len(name) <= 255]


def test_names_types_and_classes(oracle: Nsd, responder: Responder, directory: Directory) -> None:
    queries = [
        query(name, kind, query_class, edns)
        for name in names(directory)
        for kind in TYPES
        for query_class, edns in ((IN, b""), (IN, opt(1232, 0x8000)), (ANY, b""))
        if query_class == IN or b"bigglue" not in name
    ]
    assert differences(oracle, responder, queries) == []


@pytest.mark.parametrize(
    "name",
    [
        "bigglue",
        "x.ns7.bigglue",
        "manymx",
        "somemx",
        "addresses",
        "toomany",
        "long",
        "longalias",
        "",
    ],
)
def test_truncation(oracle: Nsd, responder: Responder, name: str) -> None:
    owner = wire(f"{name}.example.org")
    sizes = [0, 100, 511, *range(512, 1250, 7), 4096, 65535]
    queries = [query(owner, kind) for kind in (1, 2, 15, 16, 255)]
    queries += [query(owner, kind, IN, opt(size)) for kind in (1, 2, 15, 16, 255) for size in sizes]
    assert differences(oracle, responder, queries) == []


def test_case_and_flags(oracle: Nsd, responder: Responder) -> None:
    owners = [wire("WwW.eXaMpLe.OrG"), wire("a.B.wIlD.example.ORG"), wire("NO.sub.Example.org")]
    queries = [
        query(owner, 1, IN, edns, flags)
        for owner in owners
        for edns in (b"", opt(1232, 0x7FFF), opt(1232, 0xFF00FFFF), opt(512, 0x00010000))
        for flags in (RD, 0, 0x0020, 0x0010, 0x0080, 0x0400, 0x0200, 0x07F0)
    ]
    assert differences(oracle, responder, queries) == []


def test_longest_names(oracle: Nsd, responder: Responder) -> None:
    tail = wire("wild.example.org")
    labels = b"\1a" * ((255 - len(tail)) // 2)
    longest = b"\x3f" + b"a" * 63 + b"\x3f" + b"b" * 63 + b"\x3f" + b"c" * 63
    longest += bytes([254 - len(longest) - len(tail)])
    longest += b"d" * (255 - len(longest) - len(tail)) + tail
    queries = [query(name, kind) for name in (labels + tail, longest) for kind in (1, 16, 6)]
    queries.append(query(b"\1e" + longest, 1))
    assert differences(oracle, responder, queries) == []


def test_other_classes(oracle: Nsd, responder: Responder) -> None:
    queries = [
        query(wire(name), kind, query_class, edns)
        for name in ("www.example.org", "example.com")
        for kind in (1, 16)
        for query_class in (0, CH, HS, NONE)
        for edns in (b"", opt(1232), opt(512, 0x8000))
    ]
    assert differences(oracle, responder, queries) == []


def test_edns(oracle: Nsd, responder: Responder) -> None:
    owner = wire("example.org")
    unknown = struct.pack("!HH", 65001, 4) + b"abcd"
    client_subnet = struct.pack("!HHHBB", 8, 7, 1, 24, 0) + b"\xc0\0\2"
    nsid, cookie, padding = b"\0\3\0\0", b"\0\x0a\0\x08" + b"c" * 8, b"\0\x0c\0\x40" + bytes(64)
    tails = [opt(1232, 0, options) for options in (unknown, client_subnet, nsid, cookie, padding)]
    tails += [opt(1232, 0, unknown + padding + nsid), opt(1232) + b"garbage behind"]
    tails += [opt(1232, version << 16) for version in (1, 2, 255)]
    queries = [query(owner, kind, IN, tail) for kind in (1, 99) for tail in tails]
    queries += [query(wire("example.com"), 1, IN, tail) for tail in tails]
    assert differences(oracle, responder, queries) == []


def test_malformed_and_unsupported(oracle: Nsd, responder: Responder) -> None:
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
    queries += [
        query(wire("example.org"), 1, flags=opcode << 11 | RD) for opcode in (1, 2, 5, 6, 15)
    ]
    queries += [query(wire("example.org"), 1, flags=rcode | 0x0130) for rcode in (1, 5, 15)]
    assert differences(oracle, responder, queries) == []


def test_mutated_queries(oracle: Nsd, responder: Responder, directory: Directory) -> None:
    chance = random.Random(2308)
    known = names(directory)
    malformed = 0
    queries: list[bytes] = []
    while len(queries) < 3000:
        edns = chance.choice((b"", opt(chance.randrange(65536), 0, b"\0\3\0\0")))
        packet = mutate(query(chance.choice(known), chance.choice(TYPES), IN, edns), chance)
        if not responder.respond(packet) or differs_by_design(packet):
            continue
        if responder.reply[3] & 15 in (1, 4):
            malformed += 1
            if malformed > MALFORMED_BUDGET:
                continue
        queries.append(packet)
    assert differences(oracle, responder, queries) == []


def differs_by_design(packet: bytes) -> bool:
    """Whether the packet is of a kind that the two servers treat differently on purpose."""
    opcode = packet[2] >> 3 & 15
    types = [number.to_bytes(2, "big") for number in (TYPE_NSEC3, TYPE_TSIG, TYPE_IXFR)]
    return opcode == 4 or packet[4:6] == b"\0\0" or any(kind in packet[12:] for kind in types)
