"""RFC 7323, window scale, timestamps, PAWS."""

from __future__ import annotations

import pytest
from scapy.layers.inet import TCP

from naja.os.net.tcp import options
from tests.conformance.tcp.script import Script, option, payload

STAMPED = [("MSS", 1460), ("Timestamp", (1000, 0))]


def test_2_2_a_scale_is_offered_only_to_who_offers_one():
    script = Script()
    (answer,) = script.send("S", options=[("MSS", 1460)])
    assert option(answer, "WScale") is None
    (answer,) = Script().send("S", options=[("WScale", 2)])
    assert option(answer, "WScale") is not None


def test_2_2_the_windows_of_syns_are_not_scaled():
    script = Script()
    (answer,) = script.send("S", options=[("WScale", 14)], window=100)
    script.isn = answer[TCP].seq
    script.send("A", 1, 1, window=1)
    connection, _ = script.acceptor.accepted[0]
    assert connection.snd_wnd == 1 << 14


def test_2_3_a_scale_beyond_14_counts_as_14():
    script = Script()
    script.send("S", options=[("WScale", 200)])
    (connection,) = script.tcp._connections.values()
    assert connection.snd_scale == 14


def test_2_3_our_window_is_scaled():
    script = Script()
    connection = script.open()
    script.send("A", 1, 1, b"x")
    (answer,) = script.wait(500)
    assert answer[TCP].window << connection.rcv_scale >= options.RECEIVE_BUFFER - 8


def test_3_2_timestamps_only_if_both_want_them():
    script = Script()
    connection = script.open([("MSS", 1460)])
    connection.write(b"x")
    (sent,) = script.turn()
    assert option(sent, "Timestamp") is None


def test_3_2_the_peers_timestamp_is_echoed():
    script = Script()
    (answer,) = script.send("S", options=STAMPED)
    assert option(answer, "Timestamp")[1] == 1000


def test_4_3_the_echo_is_of_the_first_segment_that_is_not_acknowledged():
    script = Script()
    script.open(STAMPED)
    script.send("A", 1, 1, b"one", options=[("Timestamp", (2000, 0))])
    script.send("A", 4, 1, b"two", options=[("Timestamp", (2010, 0))])
    (answer,) = script.wait(500)
    assert option(answer, "Timestamp")[1] == 2000


def test_4_3_an_old_segment_does_not_change_the_echo():
    script = Script()
    script.open(STAMPED)
    (first,) = script.send("A", 10, 1, b"ahead", options=[("Timestamp", (2500, 0))])
    assert option(first, "Timestamp")[1] == 1001
    (second,) = script.send("A", 1, 1, b"123456789", options=[("Timestamp", (2400, 0))])
    assert option(second, "Timestamp")[1] == 2400


def test_5_3_a_segment_from_the_past_is_dropped_and_answered():
    script = Script()
    script.open(STAMPED)
    script.send("A", 1, 1, b"new", options=[("Timestamp", (2000, 0))])
    script.wait(500)
    (answer,) = script.send("A", 4, 1, b"old", options=[("Timestamp", (1999, 0))])
    assert script.numbers(answer) == ("A", 1, 4)
    assert bytes(script.user.data) == b"new"


def test_5_3_resets_are_not_subject_to_it():
    script = Script()
    script.open(STAMPED)
    script.send("R", 1, options=[("Timestamp", (5, 0))])
    assert script.tcp.count() == 0


def test_5_5_after_24_days_the_peers_clock_counts_for_nothing():
    script = Script()
    script.open(STAMPED)
    script.now += 25 * 24 * 3600 * 10**9
    script.send("A", 1, 1, b"after a long sleep", options=[("Timestamp", (5, 0))])
    assert bytes(script.user.data) == b"after a long sleep"


@pytest.mark.parametrize("stamped", [True, False])
def test_3_2_segments_leave_room_for_the_option(stamped):
    script = Script()
    connection = script.open(STAMPED if stamped else [("MSS", 1460)])
    connection.write(bytes(4000))
    lengths = [len(payload(sent)) for sent in script.turn()]
    assert lengths[0] == (1448 if stamped else 1460)
