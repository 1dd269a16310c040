"""What the server answers, read by dnspython, and what it makes of hostile packets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import pytest
from testing.directories import names_in
from testing.messages import IN, mutate, opt, query, wire

from nameserver.directory import Directory
from nameserver.query import LARGEST_REPLY, Responder


def ask(responder: Responder, name: str, kind: str, **options: Any) -> dns.message.Message:
    packet = dns.message.make_query(name, kind, **options).to_wire()
    return dns.message.from_wire(bytes(responder.reply[: responder.respond(packet)]))


def texts(section: Sequence[object]) -> list[str]:
    return [line for rrset in section for line in str(rrset).splitlines()]


def test_answer_with_authority_and_addresses(responder: Responder) -> None:
    reply = ask(responder, "mail.example.org", "A")
    assert reply.flags & dns.flags.AA
    assert texts(reply.answer) == ["mail.example.org. 3600 IN A 192.0.2.25"]
    assert texts(reply.authority)[0] == "example.org. 3600 IN NS ns1.example.org."
    assert "ns1.example.org. 3600 IN AAAA 2001:db8::1" in texts(reply.additional)


def test_query_name_keeps_its_case(responder: Responder) -> None:
    packet = query(wire("MaIl.ExAmPlE.oRg"), 1)
    length = responder.respond(packet)
    assert wire("MaIl.ExAmPlE.oRg") in responder.reply[:length]


def test_chain_of_aliases(responder: Responder) -> None:
    reply = ask(responder, "chain1.example.org", "A")
    assert texts(reply.answer) == [
        "chain1.example.org. 3600 IN CNAME chain2.example.org.",
        "chain2.example.org. 60 IN CNAME chain3.example.org.",
        "chain3.example.org. 3600 IN CNAME mail.example.org.",
        "mail.example.org. 3600 IN A 192.0.2.25",
    ]


def test_alias_into_another_zone(responder: Responder) -> None:
    reply = ask(responder, "other.example.org", "A")
    assert texts(reply.answer)[1] == "www.example.net. 86400 IN A 198.51.100.80"


def test_no_such_name_has_the_negative_ttl(responder: Responder) -> None:
    reply = ask(responder, "no.such.sub.example.org", "A")
    assert reply.rcode() == dns.rcode.NXDOMAIN
    assert texts(reply.authority) == [
        "sub.example.org. 100 IN SOA ns2.sub.example.org. hostmaster.example.org. 7 1 1 1 900"
    ]


def test_empty_name_between_two_names_exists(responder: Responder) -> None:
    reply = ask(responder, "b.c.ent.example.org", "A")
    assert reply.rcode() == dns.rcode.NOERROR
    assert not reply.answer
    assert texts(reply.authority)[0].startswith("example.org. 300 IN SOA ")


def test_wildcard_yields_to_a_name_that_exists(responder: Responder) -> None:
    assert texts(ask(responder, "a.b.wild.example.org", "TXT").answer) == [
        'a.b.wild.example.org. 3600 IN TXT "wild"'
    ]
    assert not ask(responder, "deep.wild.example.org", "TXT").answer


def test_referral_with_glue(responder: Responder) -> None:
    reply = ask(responder, "any.thing.lab.example.org", "A")
    assert not reply.flags & dns.flags.AA
    assert not reply.answer
    assert texts(reply.authority)[0] == "lab.example.org. 3600 IN NS ns.lab.example.org."
    assert texts(reply.additional) == ["ns.lab.example.org. 3600 IN A 192.0.2.53"]


def test_any_gets_one_record_set(responder: Responder) -> None:
    assert texts(ask(responder, "example.org", "ANY").answer)[0].split()[3] == "SOA"


def test_outside_every_zone_is_refused_with_reason(responder: Responder) -> None:
    reply = ask(responder, "example.com", "A", use_edns=0)
    assert reply.rcode() == dns.rcode.REFUSED
    assert [option.to_text() for option in reply.options] == ["EDE 20 (Not Authoritative)"]


@pytest.mark.parametrize(("edns", "limit"), [(b"", 512), (opt(600), 600), (opt(65535), 1232)])
def test_large_answer_is_cut_between_record_sets(
    responder: Responder, edns: bytes, limit: int
) -> None:
    length = responder.respond(query(wire("toomany.example.org"), 1, IN, edns))
    reply = dns.message.from_wire(bytes(responder.reply[:length]))
    assert length <= limit
    assert reply.flags & dns.flags.TC
    assert not reply.answer


def test_unknown_edns_version(responder: Responder) -> None:
    length = responder.respond(query(wire("example.org"), 1, IN, opt(1232, 1 << 16)))
    assert dns.message.from_wire(bytes(responder.reply[:length])).rcode() == dns.rcode.BADVERS


@pytest.mark.parametrize("packet", [b"", b"short", query(wire("example.org"), 1, flags=0x8000)])
def test_no_reply_to_responses_and_fragments(responder: Responder, packet: bytes) -> None:
    assert responder.respond(packet) == 0


def test_every_name_is_found_in_any_case(directory: Directory, responder: Responder) -> None:
    for name in names_in(directory):
        length = responder.respond(query(name.upper(), 1))
        assert responder.reply[3] & 15 != 5, name
        assert length > 12


def test_hostile_packets_get_bounded_replies(directory: Directory, responder: Responder) -> None:
    chance = random.Random(1035)
    known = names_in(directory)
    for _ in range(20000):
        edns = chance.choice((b"", opt(chance.randrange(65536), chance.randrange(1 << 32))))
        packet = query(chance.choice(known), chance.randrange(300), IN, edns)
        packet = (
            mutate(packet, chance)
            if chance.random() < 0.9
            else chance.randbytes(chance.randrange(99))
        )
        length = responder.respond(packet)
        assert length == 0 or 12 <= length <= LARGEST_REPLY
        assert length == 0 or responder.reply[:2] == packet[:2]
        assert length <= max(512, 17 + int.from_bytes(packet[-8:-6], "big")) or edns
