"""IPv4: every reason to refuse a packet, options, the header that is sent, routes."""

from __future__ import annotations

import pytest
from scapy.layers.inet import ICMP, IP, UDP, IPOption_LSRR, IPOption_RR
from scapy.layers.l2 import Ether

from naja.os.net.addresses import parse_ipv4, prefix_mask
from naja.os.net.ipv4 import wire
from naja.os.net.ipv4.state import NO_ROUTE, Settings
from naja.os.net.testbed import OWN, OWN_MAC, PEER, PEER_MAC, Bed, echo, reparsed

OPTION_RECORD_ROUTE = IPOption_RR(pointer=4, routers=["0.0.0.0"] * 3)


def reason(bed, frame):
    bed.turn(frame)
    counted = bed.stack.ipv4.received
    assert sum(counted) == 1
    return wire.REASONS[counted.index(1)]


def with_wrong_checksum():
    frame = bytearray(bytes(echo()))
    frame[24] ^= 1
    return bytes(frame)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (echo(), "accepted"),
        (bytes(echo())[:33], "truncated"),
        (echo(version=6), "version"),
        (echo(ihl=4), "header_length"),
        (bytes(echo(ihl=15))[:40], "header_length"),
        (echo(len=19), "total_length"),
        (echo(len=33), "total_length"),
        (with_wrong_checksum(), "checksum"),
        (echo(flags="MF"), "fragment"),
        (echo(frag=1), "fragment"),
        (echo(options=[IPOption_LSRR(routers=["10.0.0.9"])]), "option"),
        (echo(options=b"\x44\x01\x00\x00"), "option"),
        (echo(options=b"\x44\x09\x05\x00"), "option"),
        (echo(options=[OPTION_RECORD_ROUTE]), "accepted"),
        (echo(options=b"\x01\x01\x01\x44"), "option"),
        (echo(src=OWN), "source"),
        (echo(src="224.0.0.5"), "source"),
        (echo(src="127.0.0.1"), "source"),
        (echo(src="10.0.0.255"), "source"),
        (echo(src="0.0.0.0"), "source"),
        (echo(dst="10.0.0.3"), "destination"),
        (echo(dst="224.0.0.1"), "destination"),
        (echo(dst="10.0.0.255"), "accepted"),
    ],
)
def test_every_packet_has_its_reason(frame, expected):
    assert reason(Bed(), frame) == expected


def test_unicast_packet_in_a_broadcast_frame_is_refused():
    frame = Ether(src=PEER_MAC, dst="ff:ff:ff:ff:ff:ff") / IP(src=PEER, dst=OWN) / UDP()
    assert reason(Bed(), frame) == "destination"


def test_other_protocols_are_counted():
    bed = Bed()
    bed.turn(echo(proto=132))
    assert bed.stack.ipv4.received[wire.PROTOCOL] == 1


def test_payload_behind_options_is_read():
    bed = Bed()
    bed.meet_peer()
    (reply,) = bed.turn(echo(b"data", options=[OPTION_RECORD_ROUTE]))
    assert bytes(reply[ICMP].payload)[:4] == b"data"


def test_sent_header_is_sound():
    bed = Bed()
    bed.meet_peer()
    (reply,) = bed.turn(echo(b"x" * 100))
    header = reply[IP]
    assert bytes(reparsed(reply)) == bytes(reply)
    assert (header.ttl, header.flags, header.src, header.dst) == (64, "DF", OWN, PEER)
    assert (reply.src, reply.dst) == (OWN_MAC, PEER_MAC)


@pytest.mark.parametrize(
    ("destination", "hop"),
    [("10.0.0.9", "10.0.0.9"), ("192.0.2.1", "10.0.0.254"), ("224.0.0.251", None)],
)
def test_next_hop(destination, hop):
    settings = Settings()
    settings.configure(parse_ipv4(OWN), prefix_mask(24), parse_ipv4("10.0.0.254"))
    expected = NO_ROUTE if hop is None else parse_ipv4(hop)
    assert settings.next_hop(parse_ipv4(destination)) == expected


def test_without_a_gateway_only_neighbours_are_reached():
    settings = Settings()
    settings.configure(parse_ipv4(OWN), prefix_mask(31), 0)
    assert settings.next_hop(parse_ipv4("192.0.2.1")) == NO_ROUTE
    assert settings.next_hop(parse_ipv4("10.0.0.3")) == parse_ipv4("10.0.0.3")
    assert not settings.is_broadcast(parse_ipv4("10.0.0.3"))
