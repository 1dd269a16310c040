"""UDP: delivery, refusals, what is sent, ports."""

from __future__ import annotations

import pytest
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import ARP
from scapy.packet import Raw

from naja.os.net.addresses import parse_ipv4
from naja.os.net.testbed import OWN, PEER, Bed, Collector, datagram, reparsed, to_stack
from naja.os.net.udp import options, wire
from naja.os.net.udp.glue import DEVICE_FULL, NO_ROUTE, SENT, TOO_LONG
from naja.os.net.udp.state import Ports

PEER_ADDRESS = parse_ipv4(PEER)


def listening():
    bed = Bed()
    bed.meet_peer()
    receiver = Collector()
    bed.stack.udp.ports.open(7, receiver, 0)
    return bed, receiver


@pytest.mark.parametrize("data", [b"", b"x", b"hello", bytes(1472)])
def test_datagram_is_delivered_whole(data):
    bed, receiver = listening()
    bed.turn(datagram(7, data))
    assert receiver.datagrams == [(PEER_ADDRESS, 5000, data)]


def test_padding_is_not_delivered():
    bed, receiver = listening()
    bed.turn(bytes(datagram(7, b"ab")).ljust(60, b"\xee"))
    assert receiver.datagrams == [(PEER_ADDRESS, 5000, b"ab")]


def test_broadcast_is_delivered():
    bed, receiver = listening()
    bed.turn(datagram(7, dst="255.255.255.255"))
    assert len(receiver.datagrams) == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "delivered"),
        ({"chksum": 0}, "delivered"),
        ({"chksum": 0x1234}, "checksum"),
        ({"len": 7}, "length"),
        ({"len": 14}, "length"),
        ({"dport": 9}, "port"),
    ],
)
def test_every_datagram_has_its_reason(fields, expected):
    bed, _ = listening()
    bed.turn(to_stack(UDP(**({"sport": 5000, "dport": 7} | fields)) / Raw(b"hello")))
    counted = bed.stack.udp.received
    assert sum(counted) == 1
    assert wire.REASONS[counted.index(1)] == expected


def test_truncated_header_is_refused():
    bed, _ = listening()
    bed.turn(to_stack(Raw(b"1234567"), proto=17))
    assert bed.stack.udp.received[wire.TRUNCATED] == 1


@pytest.mark.parametrize("data", [b"", b"x", b"answer", bytes(1472)])
def test_sent_datagram_is_sound(data):
    bed, _ = listening()
    assert bed.stack.udp.send(7, PEER_ADDRESS, 5000, data, 0) == SENT
    (sent,) = bed.turn()
    assert (sent[IP].src, sent[IP].dst, sent[UDP].sport, sent[UDP].dport) == (OWN, PEER, 7, 5000)
    assert bytes(sent[UDP].payload)[: len(data)] == data
    assert sent[UDP].len == 8 + len(data)
    assert bytes(reparsed(sent)) == bytes(sent)


def test_checksum_of_zero_is_sent_as_ffff():
    bed, _ = listening()
    bed.stack.udp.send(7, PEER_ADDRESS, 5000, b"\0\0", 0)
    (plain,) = bed.turn()
    fill = plain[UDP].chksum.to_bytes(2, "big")
    bed.stack.udp.send(7, PEER_ADDRESS, 5000, fill, 0)
    (sent,) = bed.turn()
    assert sent[UDP].chksum == 0xFFFF


def test_refusals_to_send():
    bed, _ = listening()
    assert bed.stack.udp.send(7, PEER_ADDRESS, 5000, bytes(1473), 0) == TOO_LONG
    assert bed.stack.udp.send(7, parse_ipv4("224.0.0.1"), 5000, b"", 0) == NO_ROUTE
    bed.device.capacity = 0
    assert bed.stack.udp.send(7, PEER_ADDRESS, 5000, b"", 0) == DEVICE_FULL
    assert bed.turn() == []


def test_unknown_neighbour_is_asked_for_first():
    bed = Bed()
    assert bed.stack.udp.send(7, parse_ipv4("10.0.0.44"), 5000, b"x", 0) == SENT
    (question,) = bed.turn()
    assert question[ARP].pdst == "10.0.0.44"


def test_port_is_open_until_closed():
    ports = Ports()
    receiver = Collector()
    assert ports.open(53, receiver, 0) == 53
    assert ports.find(53) is receiver
    with pytest.raises(OSError, match="Address already in use"):
        ports.open(53, receiver, 0)
    ports.close(53)
    assert ports.find(53) is None
    assert ports.find(0) is None


def test_free_ports_are_picked_within_the_range_and_never_twice():
    ports = Ports()
    last = options.EPHEMERAL_LAST - options.EPHEMERAL_FIRST
    picked = [ports.open(0, Collector(), last) for _ in range(3)]
    first = options.EPHEMERAL_FIRST
    assert picked == [options.EPHEMERAL_LAST, first, first + 1]


def test_open_ports_are_bounded():
    ports = Ports()
    for number in range(options.SOCKETS):
        ports.open(number + 1, Collector(), 0)
    with pytest.raises(OSError, match="No buffer space"):
        ports.open(0, Collector(), 0)
