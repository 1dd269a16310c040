"""ARP: formats against Scapy, what is learnt, retries, bounds."""

from __future__ import annotations

import pytest
from scapy.layers.inet import ICMP, IP
from scapy.layers.l2 import ARP, Ether

from naja.os.net.addresses import NO_MAC, parse_ipv4
from naja.os.net.arp import options
from naja.os.net.arp.state import NeighbourCache
from naja.os.net.testbed import GATEWAY, OWN, OWN_MAC, PEER, PEER_MAC, Bed, arp_request, echo
from naja.os.time.clock import NEVER, SECOND

PEER_ADDRESS = parse_ipv4(PEER)
MAC = int(PEER_MAC.replace(":", ""), 16)


def peer_mac(bed, now=0):
    return bed.stack.arp.cache.lookup(PEER_ADDRESS, now)


def test_request_is_answered_and_the_asker_learnt():
    bed = Bed()
    (answer,) = bed.turn(arp_request())
    expected = Ether(dst=PEER_MAC, src=OWN_MAC) / ARP(
        op=2, hwsrc=OWN_MAC, psrc=OWN, hwdst=PEER_MAC, pdst=PEER
    )
    assert bytes(answer) == bytes(expected).ljust(60, b"\0")
    assert peer_mac(bed) == MAC


@pytest.mark.parametrize(
    "fields",
    [
        {"hwtype": 6},
        {"ptype": 0x86DD},
        {"hwlen": 8},
        {"plen": 16},
        {"hwsrc": "01:00:5e:00:00:01"},
        {"hwsrc": OWN_MAC},
        {"psrc": OWN},
        {"psrc": "192.168.1.1"},
        {"pdst": "10.0.0.77"},
    ],
)
def test_refused_requests_neither_answer_nor_teach(fields):
    bed = Bed()
    assert bed.turn(arp_request(**fields)) == []
    assert len(bed.stack.arp.cache) == 0


def test_address_probe_is_answered_but_not_learnt():
    bed = Bed()
    (answer,) = bed.turn(arp_request(psrc="0.0.0.0"))
    assert answer[ARP].op == 2
    assert len(bed.stack.arp.cache) == 0


def test_truncated_request_is_counted():
    bed = Bed()
    assert bed.turn(bytes(arp_request())[:41]) == []
    assert bed.stack.arp.malformed == 1


def test_without_an_address_nothing_is_answered():
    assert Bed(configured=False).turn(arp_request()) == []


def test_unasked_reply_is_not_learnt():
    bed = Bed()
    bed.turn(arp_request(op=2, hwdst=OWN_MAC))
    assert peer_mac(bed) == NO_MAC


def test_packet_waits_for_the_answer():
    bed = Bed()
    (question,) = bed.turn(echo())
    assert (question.dst, question[ARP].op, question[ARP].pdst) == ("ff:ff:ff:ff:ff:ff", 1, PEER)
    (reply,) = bed.turn(arp_request(op=2, hwdst=OWN_MAC))
    assert reply[ICMP].type == 0
    assert (reply.dst, reply[IP].dst) == (PEER_MAC, PEER)


def test_other_networks_are_reached_through_the_gateway():
    (question,) = Bed().turn(echo(src="192.0.2.7"))
    assert question[ARP].pdst == GATEWAY


def test_unanswered_requests_are_repeated_and_given_up():
    bed = Bed()
    assert len(bed.turn(echo(), now=0)) == 1
    sent = 1
    while bed.stack.deadline() != NEVER:
        sent += len(bed.turn(now=bed.stack.deadline()))
    assert sent == options.RETRIES
    assert bed.stack.arp.cache.dropped_packets == 1
    assert len(bed.stack.arp.cache) == 0


def test_requests_for_one_address_are_a_second_apart():
    bed = Bed()
    bed.turn(echo(), now=0)
    assert bed.turn(echo(), now=SECOND - 1) == []
    assert len(bed.turn(now=SECOND)) == 1


def test_stale_neighbour_is_asked_by_unicast_and_used_meanwhile():
    bed = Bed()
    bed.meet_peer()
    now = options.REFRESH_AFTER
    reply, question = bed.turn(echo(), now=now)
    assert reply[ICMP].type == 0
    assert (question.dst, question[ARP].pdst) == (PEER_MAC, PEER)
    bed.turn(arp_request(op=2, hwdst=OWN_MAC), now=now)
    assert bed.stack.deadline() == NEVER
    assert len(bed.turn(echo(), now=now + 1)) == 1


def test_moved_neighbour_is_followed():
    bed = Bed()
    bed.meet_peer()
    peer_mac(bed)
    bed.turn(arp_request(hwsrc="02:00:00:00:00:55", pdst=PEER))
    assert peer_mac(bed) == 0x020000000055


def test_waiting_packets_are_bounded_and_the_oldest_goes():
    cache = NeighbourCache()
    for number in range(options.PENDING_PACKETS + 2):
        cache.hold(PEER_ADDRESS, bytes([number]), 0)
    assert cache.dropped_packets == 2
    kept = cache.learn(PEER_ADDRESS, MAC, False, 0)
    assert kept == [bytes([number + 2]) for number in range(options.PENDING_PACKETS)]


def test_asked_addresses_are_bounded():
    cache = NeighbourCache()
    for number in range(options.PENDING_ENTRIES + 5):
        cache.hold(number + 1, b"", 0)
    assert len(cache) == options.PENDING_ENTRIES
    assert cache.dropped_packets == 5


def test_full_cache_forgets_who_was_confirmed_longest_ago():
    cache = NeighbourCache()
    for number in range(options.CACHE_ENTRIES):
        cache.learn(number + 1, MAC, True, 0 if number == 7 else number + 1)
    cache.learn(1000, MAC, True, 5000)
    assert len(cache) == options.CACHE_ENTRIES
    assert cache.lookup(8, 5000) == NO_MAC
    assert cache.lookup(7, 5000) == MAC
