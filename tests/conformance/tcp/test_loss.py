"""Loss: RFC 6298 (timeouts), RFC 5681 and 6582 (without SACK), RFC 2018 and 8985 (with it)."""

from __future__ import annotations

import pytest
from scapy.layers.inet import TCP

from naja.os.net.tcp import options
from naja.os.time.clock import MILLISECOND
from tests.conformance.tcp.script import SYN_OPTIONS, Script, option

NO_SACK = [("MSS", 1000), ("WScale", 7)]
WITH_SACK = [("MSS", 1000), ("WScale", 7), ("SAckOK", b"")]
MSS = 1000


def sequences(script: Script, packets: list) -> list[int]:
    """Which thousand each segment begins."""
    return [(script.numbers(packet)[1] - 1) // MSS for packet in packets]


def sending(kind: list, count: int = 8) -> Script:
    """A connection on which `count` segments are in flight, its round trip known to be 10 ms."""
    script = Script()
    connection = script.open(kind)
    connection.write(b"x")
    script.turn()
    script.wait(10)
    script.send("A", 1, 2)
    script.isn += 1
    connection.write(bytes(count * MSS))
    assert sequences(script, script.turn()) == list(range(count))
    script.wait(10)
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
    script.send("A", 1, 1, options=sack(script, 1, 8))
    assert sequences(script, script.wait(5)) == [0]
    connection = next(iter(script.tcp._connections.values()))
    connection.write(bytes(2 * MSS))
    assert sequences(script, script.turn()) == [8, 9]
    script.wait(10)
    again = script.send("A", 1, 1, options=sack(script, 1, 10)) + script.wait(15)
    assert sequences(script, again) == [0]


def test_rfc8985_7_2_the_tail_is_probed_before_the_timeout():
    script = sending(WITH_SACK, 3)
    (probe,) = script.wait(options.RTO_MINIMUM_MS - 60)
    assert sequences(script, [probe]) == [2]


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
