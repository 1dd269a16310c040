"""Every reply equals NSD's for the same zones, byte for byte, record order included.

What is not compared, because the two servers are meant to differ: NOTIFY and IXFR, which NSD has
and this server refuses; the server's own names in class CH; TSIG; a query that holds nothing but an
OPT record (only DNS cookies, which this server does not have, give it a meaning); type NSEC3, whose
names NSD hides.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

import pytest
from nameserver.directory import Directory
from nameserver.query import Responder
from testing import queries
from testing.nsd import Nsd

TYPE_NSEC3, TYPE_TSIG, TYPE_IXFR = 50, 250, 251
NOTIFY = 4
FORMERR, NOTIMP = 1, 4
# NSD answers no more than a hundred malformed queries a second.
MALFORMED_BUDGET = 60


def differences(oracle: Nsd, responder: Responder, packets: Iterable[bytes]) -> list[str]:
    """The first few queries whose replies differ, with both replies."""
    found = []
    for number, packet in enumerate(packets):
        packet = struct.pack("!H", number & 0xFFFF) + packet[2:]
        theirs = oracle.ask(packet)
        ours = bytes(responder.reply[: responder.respond(packet)])
        if ours != theirs:
            found.append(f"query {packet.hex()}\n  nsd {theirs.hex()}\n  us  {ours.hex()}")
        if len(found) == 3:
            break
    return found


def test_names_types_and_classes(oracle: Nsd, responder: Responder, directory: Directory) -> None:
    assert differences(oracle, responder, queries.names_types_and_classes(directory)) == []


@pytest.mark.parametrize("name", [*queries.LARGE, ""])
def test_truncation(oracle: Nsd, responder: Responder, name: str) -> None:
    assert differences(oracle, responder, queries.truncated(name)) == []


def test_case_and_flags(oracle: Nsd, responder: Responder) -> None:
    assert differences(oracle, responder, queries.case_and_flags()) == []


def test_longest_names(oracle: Nsd, responder: Responder) -> None:
    assert differences(oracle, responder, queries.longest_names()) == []


def test_other_classes(oracle: Nsd, responder: Responder) -> None:
    assert differences(oracle, responder, queries.other_classes()) == []


def test_edns(oracle: Nsd, responder: Responder) -> None:
    assert differences(oracle, responder, queries.edns()) == []


def test_malformed_and_unsupported(oracle: Nsd, responder: Responder) -> None:
    assert differences(oracle, responder, queries.malformed_and_unsupported()) == []


def test_mutated_queries(oracle: Nsd, responder: Responder, directory: Directory) -> None:
    malformed = 0
    packets = []
    for packet in queries.mutated(directory, 6000, seed=2308):
        if not responder.respond(packet) or differs_by_design(packet):
            continue
        malformed += responder.reply[3] & 15 in (FORMERR, NOTIMP)
        if responder.reply[3] & 15 not in (FORMERR, NOTIMP) or malformed <= MALFORMED_BUDGET:
            packets.append(packet)
    assert differences(oracle, responder, packets) == []


def differs_by_design(packet: bytes) -> bool:
    """Whether the packet is of a kind that the two servers treat differently on purpose."""
    opcode = packet[2] >> 3 & 15
    types = [number.to_bytes(2, "big") for number in (TYPE_NSEC3, TYPE_TSIG, TYPE_IXFR)]
    return opcode == NOTIFY or packet[4:6] == b"\0\0" or any(kind in packet[12:] for kind in types)
