"""Floods of SYNs and guesses: RFC 4987 (cookies), RFC 6528 (numbers), RFC 6191 (TIME-WAIT)."""

from __future__ import annotations

import pytest
from scapy.layers.inet import TCP

from naja.os.net.tcp import options
from naja.os.time.clock import SECOND
from tests.conformance.tcp.script import PEER_ISN, Script, option, payload

ALL = [("MSS", 1300), ("SAckOK", b""), ("Timestamp", (5, 0)), ("WScale", 6)]


@pytest.fixture
def flooded() -> Script:
    """As many half-open connections as there may be."""
    script = Script()
    for port in range(options.HALF_OPEN):
        script.send("S", sport=10_000 + port)
    assert script.tcp.count() == options.HALF_OPEN
    return script


def test_rfc4987_3_6_beyond_the_backlog_nothing_is_kept(flooded):
    (answer,) = flooded.send("S", options=ALL)
    assert answer[TCP].flags == "SA"
    assert flooded.tcp.count() == options.HALF_OPEN
    assert flooded.tcp.cookies_sent == 1


@pytest.mark.parametrize("kind", [ALL, [("MSS", 1300)], []])
def test_rfc4987_3_6_a_cookie_opens_the_connection(flooded, kind):
    (answer,) = flooded.send("S", options=kind)
    flooded.isn = answer[TCP].seq
    stamps = option(answer, "Timestamp")
    later = [("Timestamp", (6, stamps[0]))] if stamps else []
    flooded.send("PA", 1, 1, b"hello", options=later)
    connection, user = flooded.acceptor.accepted[0]
    assert (user.events, bytes(user.data)) == (["opened"], b"hello")
    expected = {3: 0, 1: 0, 4: 6}[max(len(kind), 1)]
    assert connection.snd_scale == expected
    assert connection.sack == (len(kind) == 4)
    connection.write(bytes(2000))
    size = 1300 if kind else 536
    first = flooded.turn()[0]
    assert len(payload(first)) == size - (12 if connection.timestamps else 0)


@pytest.mark.parametrize("wrong", [1, 1 << 24, 1 << 27, -1])
def test_rfc4987_3_6_a_forged_cookie_is_reset(flooded, wrong):
    (answer,) = flooded.send("S")
    flooded.isn = answer[TCP].seq + wrong
    (reset,) = flooded.send("A", 1, 1)
    assert reset[TCP].flags == "R"
    assert flooded.acceptor.accepted == []


def test_rfc4987_3_6_an_old_cookie_is_refused(flooded):
    (answer,) = flooded.send("S")
    flooded.isn = answer[TCP].seq
    flooded.now += 200 * SECOND
    (reset,) = [sent for sent in flooded.send("A", 1, 1) if sent[TCP].dport == 5000]
    assert reset[TCP].flags == "R"


def test_rfc4987_half_open_connections_end_by_themselves(flooded):
    flooded.wait(200_000)
    assert flooded.tcp.count() == 0
    assert flooded.acceptor.half_open == 0


def test_rfc6528_3_initial_numbers_differ_and_grow():
    script = Script()
    first = [script.send("S", sport=port)[0][TCP].seq for port in (1, 2, 3)]
    assert len(set(first)) == 3
    script.send("R", 1, sport=1)
    script.now += SECOND
    later = script.send("S", 5, sport=1)[0][TCP].seq
    assert (later - first[0]) % 2**32 == pytest.approx(250_000, abs=2)


def resting(kind: list) -> Script:
    script = Script()
    connection = script.open(kind)
    connection.shut()
    script.turn()
    script.send("FA", 1, 2, options=[("Timestamp", (2000, 0))] if kind else [])
    assert script.state(connection) == "TIME-WAIT"
    return script


def test_rfc6191_a_later_timestamp_opens_anew():
    script = resting([("MSS", 1460), ("Timestamp", (1000, 0))])
    (answer,) = script.send("S", -50_000, options=[("Timestamp", (2001, 0))])
    assert answer[TCP].flags == "SA"
    assert answer[TCP].ack == PEER_ISN - 50_000 + 1


def test_rfc6191_an_earlier_one_does_not():
    script = resting([("MSS", 1460), ("Timestamp", (1000, 0))])
    (answer,) = script.send("S", 50_000, options=[("Timestamp", (1500, 0))])
    assert answer[TCP].flags == "A"


def test_rfc1122_4_2_2_13_a_higher_sequence_number_opens_anew():
    script = resting([])
    (answer,) = script.send("S", 50_000)
    assert answer[TCP].flags == "SA"


def test_time_wait_is_bounded():
    script = Script()
    for port in range(options.TIME_WAITS + 10):
        (answer,) = script.send("S", sport=1000 + port)
        script.isn = answer[TCP].seq
        script.send("A", 1, 1, sport=1000 + port)
        connection, _ = script.acceptor.accepted.pop()
        connection.shut()
        script.turn()
        script.send("FA", 1, 2, sport=1000 + port)
    assert script.tcp.count() == options.TIME_WAITS
    assert script.tcp.recycled == 10
