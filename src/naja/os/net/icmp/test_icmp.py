"""ICMP: echoes, port-unreachable errors and their rate."""

from __future__ import annotations

import pytest
from scapy.layers.inet import ICMP, IP, UDP
from scapy.packet import Raw

from naja.os.net.icmp import options
from naja.os.net.rate import TokenBucket
from naja.os.net.testbed import PEER, Bed, datagram, echo, reparsed, to_stack


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"\xff" * 57, bytes(1472)])
def test_echo_reply_repeats_the_request(data):
    bed = Bed()
    bed.meet_peer()
    (reply,) = bed.turn(echo(data))
    message = reply[ICMP]
    assert (message.type, message.code, message.id, message.seq) == (0, 0, 7, 9)
    assert bytes(message.payload)[: len(data)] == data
    assert bytes(reparsed(reply)) == bytes(reply)


def test_echo_with_an_odd_code_keeps_a_right_checksum():
    bed = Bed()
    bed.meet_peer()
    (reply,) = bed.turn(to_stack(ICMP(type=8, code=5) / Raw(b"x" * 40)))
    assert bytes(reparsed(reply)) == bytes(reply)


def test_wrong_checksum_is_not_answered():
    bed = Bed()
    bed.meet_peer()
    assert bed.turn(to_stack(ICMP(type=8, chksum=1) / Raw(b"x" * 40))) == []
    assert bed.stack.icmp.malformed == 1


def test_echo_to_broadcast_is_not_answered():
    bed = Bed()
    bed.meet_peer()
    assert bed.turn(echo(dst="10.0.0.255")) == []


def test_replies_and_errors_are_never_answered():
    bed = Bed()
    bed.meet_peer()
    error = to_stack(ICMP(type=3, code=3) / IP(src=PEER) / UDP())
    assert bed.turn(to_stack(ICMP(type=0)), error) == []
    assert (bed.stack.icmp.ignored, bed.stack.icmp.errors_received) == (1, 1)


def test_closed_port_is_reported_with_the_packet_quoted():
    bed = Bed()
    bed.meet_peer()
    request = datagram(4321)
    (error,) = bed.turn(request)
    assert (error[ICMP].type, error[ICMP].code, error[IP].dst) == (3, 3, PEER)
    assert bytes(error[ICMP])[8:36] == bytes(request[IP])[:28]
    assert bytes(reparsed(error)) == bytes(error)


def test_closed_port_of_a_broadcast_is_not_reported():
    bed = Bed()
    bed.meet_peer()
    assert bed.turn(datagram(4321, dst="10.0.0.255")) == []


def test_errors_are_rate_limited():
    bed = Bed()
    bed.meet_peer()
    flood = [datagram(4321)] * 40
    assert len(bed.turn(*flood)) == options.ERROR_BURST
    assert bed.stack.icmp.errors_suppressed == 40 - options.ERROR_BURST
    assert len(bed.turn(*flood, now=options.ERROR_INTERVAL)) == 1


def test_bucket_fills_no_higher_than_the_burst():
    bucket = TokenBucket(3, 10)
    assert [bucket.take(0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(9)
    assert bucket.take(10)
    assert [bucket.take(10_000) for _ in range(4)] == [True, True, True, False]
