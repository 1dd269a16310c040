"""RFC 9293, 3.10: what a segment does in each state, and what time does."""

from __future__ import annotations

import errno

import pytest
from scapy.layers.inet import TCP

from naja.os.net.tcp import options
from tests.conformance.tcp.script import PEER_ISN, PEER_PORT, Script, payload


def test_3_10_7_1_a_closed_port_answers_with_resets():
    script = Script()
    (answer,) = script.send("S", dport=81)
    assert (answer[TCP].flags, answer[TCP].seq, answer[TCP].ack) == ("RA", 0, PEER_ISN + 1)
    (answer,) = script.send("A", 5, 77, dport=81)
    assert (answer[TCP].flags, answer[TCP].seq) == ("R", 77)
    assert script.send("R", 5, dport=81) == []


def test_3_10_7_2_a_listener_takes_only_syns():
    script = Script()
    (answer,) = script.send("A", 5, 77)
    assert (answer[TCP].flags, answer[TCP].seq) == ("R", 77)
    assert script.send("R") == []
    (answer,) = script.send("SA", 0, 77)
    assert answer[TCP].flags == "R"
    assert script.tcp.count() == 0


def test_3_10_7_3_a_wrong_acknowledgment_of_our_syn_is_reset():
    script = Script()
    connection, _ = script.connect()
    (answer,) = script.send("SA", 0, 9)
    assert script.numbers(answer) == ("R", 9, 0)
    assert script.state(connection) == "SYN-SENT"


def test_3_10_7_3_connecting_is_refused_by_a_reset_that_acknowledges():
    script = Script()
    script.connect()
    assert script.send("R") == []
    assert script.user.events == []
    script.send("RA", 0, 1)
    assert script.user.events == [f"closed {errno.ECONNREFUSED}"]


def test_3_10_7_3_connecting_completes():
    script = Script()
    connection, syn = script.connect()
    assert (syn[TCP].flags, syn[TCP].sport, syn[TCP].dport) == ("SEC", 80, PEER_PORT)
    (answer,) = script.send("SA", 0, 1, options=[("MSS", 1200), ("WScale", 5), ("SAckOK", b"")])
    assert script.numbers(answer) == ("A", 1, 1)
    assert script.user.events == ["opened"]
    assert (connection.snd_scale, connection.segment_size, connection.sack) == (5, 1200, True)


@pytest.mark.parametrize("sequence", [-100, 1 << 20, 1 << 30])
def test_3_10_7_4_a_segment_outside_the_window_is_answered_with_where_we_are(sequence):
    script = Script()
    script.open()
    (answer,) = script.send("A", sequence, 1, b"old or far")
    assert script.numbers(answer) == ("A", 1, 1)
    assert script.user.data == b""


def test_3_10_7_4_a_fin_that_is_repeated_acknowledges():
    script = Script()
    connection = script.open()
    script.send("FA", 1, 1)
    connection.write(b"some words")
    assert [payload(sent) for sent in script.turn()] == [b"some words"]
    (answer,) = script.send("FA", 1, 11)
    assert script.numbers(answer) == ("A", 11, 2)
    assert connection.snd_una == connection.snd_nxt
    assert script.wait(1000) == []


def test_3_10_7_4_a_repeated_fin_acknowledges_ours_too():
    script = Script()
    connection = script.open()
    script.send("FA", 1, 1)
    connection.shut()
    script.turn()
    assert script.state(connection) == "LAST-ACK"
    assert script.send("FA", 1, 2) == []
    assert script.state(connection) == "CLOSED"


def test_3_10_7_4_data_that_a_closed_window_does_not_admit_acknowledges():
    script = Script()
    connection = script.open()
    connection.pause()
    while connection.rcv_nxt < connection.rcv_edge:
        size = min(1460, connection.rcv_edge - connection.rcv_nxt)
        script.send("A", connection.rcv_nxt - PEER_ISN, 1, bytes(size))
    connection.write(b"some words")
    script.turn()
    script.send("A", connection.rcv_nxt - PEER_ISN, 11, b"more")
    assert connection.snd_una == connection.snd_nxt


def test_3_10_7_4_what_is_old_acknowledges_nothing():
    script = Script()
    connection = script.open()
    script.send("A", 1, 1, b"abcdef")
    connection.write(b"some words")
    script.turn()
    script.send("A", 1, 11, b"abc")
    assert connection.snd_una == connection.snd_nxt - 10


def test_3_10_7_4_what_overlaps_is_taken_once():
    script = Script()
    script.open()
    script.send("A", 1, 1, b"abcdef")
    script.send("A", 3, 1, b"cdefgh")
    assert bytes(script.user.data) == b"abcdefgh"


def test_3_10_7_4_data_ahead_of_its_turn_is_kept():
    script = Script()
    script.open()
    script.send("A", 4, 1, b"def")
    (answer,) = script.send("A", 10, 1, b"jkl")
    assert script.numbers(answer) == ("A", 1, 1)
    script.send("A", 7, 1, b"ghi")
    (answer,) = script.send("A", 1, 1, b"abc")
    assert script.numbers(answer) == ("A", 1, 13)
    assert bytes(script.user.data) == b"abcdefghijkl"


def test_3_10_7_4_a_fin_ahead_of_data_waits_for_it():
    script = Script()
    connection = script.open()
    script.send("FA", 4, 1, b"def")
    assert script.state(connection) == "ESTABLISHED"
    script.send("A", 1, 1, b"abc")
    assert bytes(script.user.data) == b"abcdef"
    assert script.user.events == ["opened", "finished"]


def test_3_10_7_4_a_segment_without_ack_is_dropped():
    script = Script()
    script.open()
    assert script.send("", 1, None, b"data") == []
    assert script.user.data == b""


def test_3_10_8_unanswered_syns_end_in_a_timeout():
    script = Script()
    script.connect()
    syns = script.wait(200_000)
    assert len(syns) == options.SYN_RETRIES
    assert script.user.events == [f"closed {errno.ETIMEDOUT}"]


def test_3_10_8_unanswered_data_ends_in_a_timeout():
    script = Script()
    connection = script.open()
    connection.write(b"anyone there?")
    script.turn()
    script.wait(3_600_000)
    assert script.user.events == ["opened", f"closed {errno.ETIMEDOUT}"]
