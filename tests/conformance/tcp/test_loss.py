"""Loss: RFC 6298 (timeouts), RFC 5681, 3042 and 6582 (without SACK), RFC 2018, 2883 and 8985 (with
it), RFC 4015 (what was for nothing)."""

from __future__ import annotations

import pytest
from scapy.layers.inet import TCP
from scapy.packet import Packet

from naja.os.net.tcp import options
from naja.os.net.tcp.rtt import UNKNOWN
from naja.os.time.clock import MILLISECOND
from tests.conformance.tcp.script import PEER_ISN, SYN_OPTIONS, Script, option

NO_SACK = [("MSS", 1000), ("WScale", 7)]
WITH_SACK = [("MSS", 1000), ("WScale", 7), ("SAckOK", b"")]
MSS = 1000


def sequences(script: Script, packets: list) -> list[int]:
    """Which thousand each segment begins."""
    return [(script.numbers(packet)[1] - 1) // MSS for packet in packets]


def sending(kind: list, count: int = 8, rest: float = 10) -> Script:
    """A connection on which `count` segments are in flight for `rest` milliseconds, its round trip
    known to be 10 ms."""
    script = Script()
    connection = script.open(kind)
    connection.round_trip.smoothed = UNKNOWN  # the handshake took no time
    connection.write(b"x")
    script.turn()
    script.wait(10)
    script.send("A", 1, 2)
    script.isn += 1
    connection.write(bytes(count * MSS))
    assert sequences(script, script.turn()) == list(range(count))
    script.wait(rest)
    return script


def sack(script: Script, first: int, last: int) -> list:
    """The option that says that the segments from `first` to before `last` have arrived."""
    start, end = (script.isn + 1 + number * MSS for number in (first, last))
    return [("NOP", None), ("NOP", None), ("SAck", (start % 2**32, end % 2**32))]


def test_rfc6298_2_1_the_first_timeout_is_a_second():
    script = Script()
    script.connect()
    assert script.wait(999) == []
    assert len(script.wait(1)) == 1


def test_rfc6298_5_5_timeouts_double():
    script = Script()
    _, _ = script.connect()
    times = []
    begin = script.now
    for _ in range(options.SYN_RETRIES):
        while not script.wait(10):
            pass
        times.append(round((script.now - begin) / MILLISECOND / 1000))
    assert times == [1, 3, 7, 15, 31]


def test_rfc6298_2_4_the_timeout_has_a_least():
    script = sending(NO_SACK, 1)
    assert script.wait(options.RTO_MINIMUM_MS - 11) == []
    assert sequences(script, script.wait(60)) == [0]


def test_rfc6298_5_4_a_timeout_sends_the_earliest_segment_first():
    script = sending(NO_SACK, 4)
    assert sequences(script, script.wait(300)) == [0]
    assert sequences(script, script.send("A", 1, 1 + MSS)) == [1, 2]


def test_rfc5681_3_2_the_third_duplicate_sends_again():
    script = sending(NO_SACK)
    assert script.send("A", 1, 1) == []
    assert script.send("A", 1, 1) == []
    assert sequences(script, script.send("A", 1, 1)) == [0]


def test_rfc5681_3_2_it_does_so_whatever_the_window():
    script = Script()
    connection = script.open(NO_SACK, window=65535)
    connection.write(bytes(40 * MSS))
    script.turn()
    script.send("A", 1, 1 + 10 * MSS)
    sent = [script.send("A", 1, 1 + 10 * MSS) for _ in range(3)]
    assert sequences(script, sent[2])[0] == 10


def test_rfc3042_2_each_of_the_first_two_duplicates_lets_out_a_segment():
    script = Script()
    connection = script.open(NO_SACK, window=65535)
    connection.write(bytes(40 * MSS))
    assert len(script.turn()) == 10
    assert sequences(script, script.send("A", 1, 1, window=65535)) == [10]
    assert sequences(script, script.send("A", 1, 1, window=65535)) == [11]
    assert connection.congestion.window == 12 * MSS
    script.send("A", 1, 1 + MSS, window=65535)
    assert connection.congestion.window == 11 * MSS


def test_rfc5681_2_a_window_update_is_no_duplicate():
    script = sending(NO_SACK)
    for window in (8000, 7999, 7998, 7997):
        assert script.send("A", 1, 1, window=window) == []


def test_rfc5681_2_a_fin_is_no_duplicate():
    script = sending(NO_SACK)
    for _ in range(4):
        assert sequences(script, script.send("FA", 1, 1)) == [8]  # where we are, and nothing again


def test_rfc5681_3_1_slow_start_doubles():
    script = Script()
    connection = script.open(NO_SACK)
    connection.write(bytes(60 * MSS))
    assert len(script.turn()) == 10
    assert len(script.send("A", 1, 1 + 10 * MSS)) == 20


def test_rfc5681_3_1_acknowledgments_that_come_together_all_count():
    script = Script()
    connection = script.open(NO_SACK)
    connection.write(bytes(60 * MSS))
    script.turn()
    assert len(script.turn(*(script.segment("A", 1, 1 + n * MSS) for n in (2, 4, 6, 8, 10)))) == 20


def test_rfc7661_a_window_that_was_not_used_does_not_grow():
    script = Script()
    connection = script.open(NO_SACK)
    for number in range(1, 20):
        connection.write(bytes(5 * MSS))
        assert len(script.turn()) == 5
        script.send("A", 1, 1 + 5 * MSS * number)
    connection.write(bytes(60 * MSS))
    assert len(script.turn()) == 10


def test_rfc5681_3_1_a_loss_shrinks_the_window():
    script = sending(NO_SACK)
    connection = next(iter(script.tcp._connections.values()))
    for _ in range(3):
        script.send("A", 1, 1)
    share = 0.7 if options.CUBIC else 0.5
    assert connection.congestion.threshold == pytest.approx(share * 8 * MSS, abs=MSS)


def test_rfc6582_3_2_a_partial_acknowledgment_tells_of_the_next_hole():
    script = sending(NO_SACK)
    for _ in range(3):
        script.send("A", 1, 1)
    assert sequences(script, script.send("A", 1, 1 + 3 * MSS))[:1] == [3]


def test_rfc6582_3_2_recovery_leaves_the_window_at_the_threshold():
    script = sending(NO_SACK)
    connection = next(iter(script.tcp._connections.values()))
    for _ in range(7):
        script.send("A", 1, 1)
    assert connection.congestion.window > connection.congestion.threshold
    script.send("A", 1, 1 + 8 * MSS)
    assert connection.congestion.window == connection.congestion.threshold


STAMPS = [("MSS", MSS + 12), ("WScale", 7), ("SAckOK", b""), ("Timestamp", (1000, 0))]


def echoing(stamp: int, clock: int) -> list:
    return [("NOP", None), ("NOP", None), ("Timestamp", (clock, stamp))]


@pytest.mark.parametrize("late", [True, False])
def test_rfc4015_3_a_timeout_for_nothing_is_undone(late):
    script = Script()
    connection = script.open(STAMPS, window=65535)
    connection.write(bytes(20 * MSS))
    first = script.turn()
    assert len(first) == 10
    before = connection.congestion.window
    (again,) = [p for p in script.wait(1500) if script.numbers(p)[1] == 1][:1]
    assert connection.congestion.window == MSS
    answered = first[0] if late else again
    echo = option(answered, "Timestamp")[0]
    script.send("A", 1, 1 + MSS, options=echoing(echo, 1002))
    if late:
        assert connection.congestion.window >= before
        assert connection.flight.lost == 0
    else:
        assert connection.congestion.window <= 2 * MSS


def test_rfc2883_4_what_comes_twice_is_told_first():
    script = Script()
    script.open()
    script.send("A", 1, 1, b"0123456789")
    script.wait(100)
    (answer,) = script.send("A", 1, 1, b"0123456789")
    assert relative(answer) == [(1, 11)]
    script.send("A", 21, 1, b"0123456789")
    (answer,) = script.send("A", 21, 1, b"0123456789")
    assert relative(answer) == [(21, 31), (21, 31)]
    (answer,) = script.send("A", 31, 1, b"0123456789")
    assert relative(answer) == [(21, 41)]  # and once


def relative(answer: Packet) -> list[tuple[int, int]]:
    """The blocks of an answer; positions are the peer's, from 1."""
    edges = [(edge - PEER_ISN) % 2**32 for edge in option(answer, "SAck")]
    return list(zip(edges[::2], edges[1::2], strict=True))


def test_rfc2018_2_permission_goes_both_ways():
    script = Script()
    (answer,) = script.send("S", options=SYN_OPTIONS)
    assert option(answer, "SAckOK") is not None
    (answer,) = Script().send("S", options=[("MSS", 1460)])
    assert option(answer, "SAckOK") is None


def test_rfc2018_4_the_newest_block_comes_first():
    script = Script()
    script.open()
    script.send("A", 11, 1, b"0123456789")
    script.send("A", 51, 1, b"0123456789")
    (answer,) = script.send("A", 31, 1, b"0123456789")
    base = answer[TCP].ack - 1
    edges = [edge - base for edge in option(answer, "SAck")]
    assert edges[:2] == [31, 41]
    assert sorted(zip(edges[::2], edges[1::2], strict=True)) == [(11, 21), (31, 41), (51, 61)]


def test_rfc2018_4_adjoining_data_is_one_block():
    script = Script()
    script.open()
    script.send("A", 11, 1, b"0123456789")
    (answer,) = script.send("A", 21, 1, b"0123456789")
    base = answer[TCP].ack - 1
    assert [edge - base for edge in option(answer, "SAck")] == [11, 31]


def test_rfc2018_5_what_has_arrived_is_not_sent_again():
    script = sending(WITH_SACK)
    sent = script.send("A", 1, 1, options=sack(script, 1, 8)) + script.wait(50)
    assert sequences(script, sent) == [0]
    assert script.wait(5) == []


def test_rfc2018_8_a_second_timeout_forgets_what_was_said():
    script = sending(WITH_SACK, 3)
    script.send("A", 1, 1, options=sack(script, 1, 3))
    repeated = sequences(script, script.wait(5000))
    assert {0, 1, 2} >= set(repeated)
    assert script.send("A", 1, 1 + MSS) != []


def test_rfc8985_6_2_a_segment_is_lost_when_later_ones_have_arrived():
    script = sending(WITH_SACK)
    sent = script.send("A", 1, 1, options=sack(script, 2, 8)) + script.wait(20)
    assert sequences(script, sent) == [0, 1]


def test_rfc8985_6_2_reordering_within_the_window_repeats_nothing():
    script = sending(WITH_SACK)
    assert script.send("A", 1, 1, options=sack(script, 1, 2)) == []
    assert script.send("A", 1, 1 + 2 * MSS) == []


def test_rfc8985_6_2_what_was_sent_again_can_be_lost_again():
    script = sending(WITH_SACK)
    sent = script.send("A", 1, 1, options=sack(script, 1, 8))
    assert sequences(script, sent) == [0]
    connection = next(iter(script.tcp._connections.values()))
    connection.write(bytes(2 * MSS))
    assert sequences(script, script.turn()) == [8, 9]
    script.wait(10)
    again = script.send("A", 1, 1, options=sack(script, 1, 10)) + script.wait(15)
    assert sequences(script, again) == [0]


def test_rfc8985_7_2_the_tail_is_probed_before_the_timeout():
    script = sending(WITH_SACK, 3)
    assert script.wait(20 - 10) == []  # two round trips
    (probe,) = script.wait(5)
    assert sequences(script, [probe]) == [2]


def test_rfc8985_7_2_the_acknowledgment_of_a_lone_segment_may_be_late():
    script = sending(WITH_SACK, 1)
    assert script.wait(20 + options.DELAYED_ACK_MS - 10) == []
    assert sequences(script, script.wait(5)) == [0]


def test_rfc8985_7_3_a_probe_is_new_data_if_there_is_some():
    script = sending(WITH_SACK, 10)
    connection = next(iter(script.tcp._connections.values()))
    connection.write(bytes(5 * MSS))
    assert script.turn() == []  # the window is full
    (probe,) = script.wait(15)
    assert sequences(script, [probe]) == [10]


def test_rfc8985_7_4_a_probe_that_repaired_a_loss_shrinks_the_window():
    script = sending(WITH_SACK, 10)
    connection = next(iter(script.tcp._connections.values()))
    script.wait(15)
    script.send("A", 1, 1 + 10 * MSS)
    before = connection.congestion.window
    connection.write(bytes(MSS))
    script.turn()
    script.send("A", 1, 1 + 11 * MSS)
    assert connection.congestion.window <= 0.71 * before


def test_rfc8985_7_4_a_probe_for_nothing_does_not():
    script = sending(WITH_SACK, 10)
    connection = next(iter(script.tcp._connections.values()))
    script.wait(15)
    before = connection.congestion.window
    script.send("A", 1, 1 + 10 * MSS)
    script.send("A", 1, 1 + 10 * MSS, options=sack(script, 9, 10))
    connection.write(bytes(MSS))
    script.turn()
    script.send("A", 1, 1 + 11 * MSS)
    assert connection.congestion.window >= before


def test_rfc8985_6_2_what_came_twice_widens_the_window_for_reordering():
    script = sending(WITH_SACK, 10)
    script.send("A", 1, 1, options=sack(script, 2, 3))
    script.send("A", 1, 1, options=sack(script, 1, 3))  # it was overtaken: a quarter of 10 ms
    assert sequences(script, script.wait(3)) == [0]
    script.send("A", 1, 1 + 3 * MSS, options=sack(script, 0, 1))
    script.wait(10)
    script.send("A", 1, 1 + 3 * MSS, options=sack(script, 4, 9))
    assert script.wait(4) == []  # two quarters
    assert sequences(script, script.wait(2)) == [3]


def test_rfc8985_7_3_the_probe_finds_the_loss_of_the_tail():
    script = sending(WITH_SACK, 3)
    script.wait(options.RTO_MINIMUM_MS - 60)
    sent = script.send("A", 1, 1, options=sack(script, 2, 3)) + script.wait(20)
    assert sequences(script, sent) == [0, 1]


@pytest.mark.parametrize("kind", [NO_SACK, WITH_SACK])
def test_rfc6298_karn_a_repeated_segment_measures_nothing(kind):
    script = sending(kind, 1)
    connection = next(iter(script.tcp._connections.values()))
    before = connection.round_trip.smoothed
    script.wait(3000)
    script.send("A", 1, 1 + MSS)
    assert connection.round_trip.smoothed == before


def test_rfc5681_4_1_after_idling_the_window_is_the_first_again():
    script = Script()
    connection = script.open(NO_SACK, window=65535)
    connection.write(bytes(10 * MSS))
    script.turn()
    script.send("A", 1, 1 + 10 * MSS)
    connection.write(bytes(20 * MSS))
    assert len(script.turn()) == 20
    script.wait(10)
    script.send("A", 1, 1 + 30 * MSS)
    script.wait(2000)
    connection.write(bytes(40 * MSS))
    assert len(script.turn()) == 10
