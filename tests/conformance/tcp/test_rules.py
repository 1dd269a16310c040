"""Rules of several RFCs that stand by themselves: RFC 9293 beside its state machine, RFC 6298,
RFC 6675, RFC 6056, RFC 2018, RFC 1122."""

from __future__ import annotations

import itertools

import pytest
from scapy.layers.inet import IP, TCP

from naja.os.net.addresses import parse_ipv4
from naja.os.net.tcp import options
from naja.os.net.tcp.rtt import RoundTrip
from naja.os.time.clock import MILLISECOND
from tests.conformance.tcp import script as scripts
from tests.conformance.tcp.script import PEER, Script, option, payload
from tests.conformance.tcp.test_loss import MSS, NO_SACK, WITH_SACK, sack, sending, sequences

LAST = 2**32 - 5


def test_rfc9293_3_1_reserved_bits_count_for_nothing():
    script = Script()
    script.open()
    script.send("A", 1, 1, b"data", reserved=7)
    assert script.user.data == b"data"


def test_rfc9293_3_4_the_peers_numbers_wrap(monkeypatch):
    monkeypatch.setattr(scripts, "PEER_ISN", LAST)
    script = Script()
    script.open()
    script.send("A", 1, 1, b"01234567")
    (answer,) = script.send("A", 9, 1, b"89")[-1:] or script.wait(50)
    assert script.user.data == b"0123456789"
    assert answer[TCP].ack == (LAST + 11) % 2**32


def test_rfc9293_3_4_our_numbers_wrap():
    script = Script()
    connection, _ = script.connect()
    shift = LAST - connection.iss
    connection.begin_sending(LAST)
    connection.snd_nxt = LAST + 1
    script.isn += shift
    script.send("SA", 0, 1)
    connection.write(bytes(3 * 536))
    sent = script.turn()
    assert [script.numbers(packet)[1] for packet in sent] == [1, 537, 1073]
    assert script.send("A", 1, 1 + 3 * 536) == []
    assert connection.flight.is_empty()


def test_rfc9293_3_7_1_a_size_outside_a_syn_counts_for_nothing():
    script = Script()
    connection = script.open()
    before = connection.segment_size
    script.send("A", 1, 1, b"x", options=[("MSS", 100)])
    assert connection.segment_size == before


def test_rfc9293_3_7_1_a_size_of_nothing_does_no_harm():
    script = Script()
    connection = script.open([("MSS", 0)])
    connection.write(b"data")
    assert payload(script.turn()[0]) == b"data"


def test_rfc9293_3_8_5_urgent_data_is_data():
    script = Script()
    script.open()
    script.send("AU", 1, 1, b"data", urgptr=2)
    assert script.user.data == b"data"


def test_rfc9293_3_8_6_a_window_that_is_taken_back_does_no_harm():
    script = Script()
    connection = script.open(window=64)
    connection.write(bytes(4 * 1460))
    script.turn()
    script.send("A", 1, 1, window=1)
    sent = script.wait(400)
    assert connection.state != 0
    assert all(script.numbers(packet)[1] <= 1 + 4 * 1460 for packet in sent)
    assert script.send("A", 1, 1 + 4 * 1460, window=64) == []


def test_rfc9293_3_8_6_2_1_header_and_body_written_apart_do_not_stall():
    script = Script()
    connection = script.open()
    connection.write(b"header")
    (header,) = script.turn()
    connection.write(b"body")
    (body,) = script.turn()  # nothing was acknowledged
    assert (payload(header), payload(body)) == (b"header", b"body")


def test_rfc9293_3_9_1_the_end_of_what_was_written_is_pushed():
    script = Script()
    connection = script.open()
    connection.write(bytes(3000))
    assert ["P" in str(packet[TCP].flags) for packet in script.turn()] == [False, False, True]


@pytest.mark.parametrize("source", ["224.0.0.1", "255.255.255.255", "10.0.0.255", "127.0.0.1"])
def test_rfc9293_3_9_2_3_a_syn_from_no_single_host_is_dropped(source):
    script = Script()
    packet = script.segment("S")
    packet[IP].src = source
    assert script.turn(packet) == []
    assert script.tcp.count() == 0


@pytest.mark.parametrize("destination", ["224.0.0.1", "10.0.0.255"])
def test_rfc9293_3_9_2_3_a_syn_to_many_is_dropped(destination):
    script = Script()
    packet = script.segment("S")
    packet[IP].dst = destination
    assert script.turn(packet) == []
    assert script.tcp.count() == 0


def test_rfc9293_3_6_half_closed_the_peer_may_send_on():
    script = Script()
    connection = script.open()
    connection.shut()
    script.turn()
    script.send("A", 1, 2)
    assert script.state(connection) == "FIN-WAIT-2"
    script.send("A", 1, 2, b"still here")
    assert script.user.data == b"still here"


def test_rfc9293_3_6_half_closed_by_the_peer_we_may_send_on():
    script = Script()
    connection = script.open()
    script.send("FA", 1, 1)
    assert script.state(connection) == "CLOSE-WAIT"
    connection.write(b"still here")
    assert payload(script.turn()[0]) == b"still here"


def test_rfc9293_3_10_7_1_a_reset_for_nothing_is_not_answered():
    script = Script()
    assert script.send("R", 1, dport=81) == []
    assert script.send("RA", 1, 1, dport=81) == []


def test_rfc9293_3_10_7_3_a_fin_in_answer_to_a_syn_counts_for_nothing():
    script = Script()
    connection, _ = script.connect()
    assert script.send("F", 0) == []
    assert script.state(connection) == "SYN-SENT"


def test_rfc9293_3_10_7_4_data_with_the_end_of_the_handshake_is_taken():
    script = Script()
    (answer,) = script.send("S")
    script.isn = answer[TCP].seq
    script.send("PA", 1, 1, b"early")
    assert script.acceptor.accepted[-1][1].data == b"early"


def test_rfc6298_2_the_timeout_follows_from_mean_and_variation():
    trip = RoundTrip()
    trip.sample(400 * MILLISECOND)
    assert trip.rto == (400 + 4 * 200) * MILLISECOND
    trip.sample(480 * MILLISECOND)
    variation = 200 + (80 - 200) / 4
    assert trip.rto == pytest.approx((410 + 4 * variation) * MILLISECOND, rel=1e-6)


def test_rfc6298_5_3_an_acknowledgment_starts_the_timer_anew():
    script = sending(NO_SACK, 4)
    script.wait(options.RTO_MINIMUM_MS - 50)
    script.send("A", 1, 1 + MSS)
    assert script.wait(options.RTO_MINIMUM_MS - 5) == []
    assert sequences(script, script.wait(50)) == [1]


def test_rfc6298_5_2_nothing_runs_when_all_is_acknowledged():
    script = sending(NO_SACK, 4)
    script.send("A", 1, 1 + 4 * MSS)
    assert script.wait(10_000) == []


def test_rfc6675_4_what_has_arrived_is_no_longer_in_flight():
    script = sending(WITH_SACK, 10)
    connection = next(iter(script.tcp._connections.values()))
    assert connection.flight.pipe == 10 * MSS
    script.send("A", 1, 1, options=sack(script, 8, 10))
    assert connection.flight.pipe == 8 * MSS


def test_rfc6675_5_what_is_lost_goes_before_what_is_new():
    script = sending(WITH_SACK, 10)
    connection = next(iter(script.tcp._connections.values()))
    connection.write(bytes(10 * MSS))
    sent = script.send("A", 1, 1, options=sack(script, 1, 9))
    assert sequences(script, sent)[0] == 0
    assert sequences(script, sent)[1:] == list(range(10, 10 + len(sent) - 1))


def test_rfc6675_5_no_more_is_in_flight_than_the_window_lets():
    script = sending(WITH_SACK, 10)
    connection = next(iter(script.tcp._connections.values()))
    connection.write(bytes(20 * MSS))
    script.send("A", 1, 1, options=sack(script, 4, 9))
    assert connection.flight.pipe <= connection.congestion.window + MSS


def test_rfc2018_3_with_timestamps_there_are_three_blocks():
    script = Script()
    stamp = [("Timestamp", (2000, 0))]
    script.open([("MSS", 1460), ("SAckOK", b""), ("Timestamp", (1000, 0))])
    for number in range(1, 7):
        (answer,) = script.send("A", 1 + 20 * number, 1, b"data", options=stamp)
    assert len(option(answer, "SAck")) == 6


def test_rfc6056_3_3_1_ports_are_of_the_range_free_and_unlike_each_other():
    script = Script()
    peer = parse_ipv4(PEER)
    ports = [script.tcp.begin(peer, 80, 0).local_port for _ in range(200)]
    assert len(set(ports)) == 200
    assert all(49152 <= port < 65536 for port in ports)
    steps = {right - left for left, right in itertools.pairwise(ports)}
    assert len(steps) > 150
