"""Shorter paths (RFC 1191), errors about them (RFC 5927), silent peers (RFC 9293, 3.8.4)."""

from __future__ import annotations

import errno

import pytest
from scapy.layers.inet import ICMP, IP, TCP
from scapy.packet import Packet

from naja.os.net.tcp import options
from naja.os.net.testbed import to_stack
from naja.os.time.clock import SECOND
from tests.conformance.tcp.script import Script, payload


def error(sent: Packet, kind: int, code: int, mtu: int = 0, **changes: int) -> Packet:
    """The ICMP error about one of our segments."""
    quoted = sent[IP].copy()
    for name, value in changes.items():
        setattr(quoted[TCP], name, value)
    return to_stack(ICMP(type=kind, code=code, nexthopmtu=mtu) / bytes(quoted)[:28])


def in_flight() -> tuple[Script, Packet]:
    script = Script()
    connection = script.open()
    connection.write(bytes(2000))
    return script, script.turn()[0]


def test_rfc1191_4_segments_become_as_short_as_the_path():
    script, sent = in_flight()
    again = script.turn(error(sent, 3, 4, 1000))
    assert [len(payload(packet)) for packet in again] == [960, 500, 540]


def test_rfc5927_7_2_no_path_is_shorter_than_552():
    script, sent = in_flight()
    again = script.turn(error(sent, 3, 4, 68))
    assert max(len(payload(packet)) for packet in again) == 512


@pytest.mark.parametrize("change", [{"seq": 5}, {"sport": 81}, {"dport": 1}])
def test_rfc5927_4_1_an_error_about_what_is_not_in_flight_is_ignored(change):
    script, sent = in_flight()
    assert script.turn(error(sent, 3, 4, 600, **change)) == []


def test_rfc5927_4_an_open_connection_outlives_a_hard_error():
    script, sent = in_flight()
    assert script.turn(error(sent, 3, 3)) == []
    assert script.user.events == ["opened"]


def test_rfc5461_3_connecting_ends_when_the_port_is_unreachable():
    script = Script()
    _, syn = script.connect()
    script.turn(error(syn, 3, 3))
    assert script.user.events == [f"closed {errno.ECONNREFUSED}"]


def test_3_8_4_a_peer_that_answers_is_kept():
    script = Script()
    connection = script.open()
    connection.keepalive = 10 * SECOND
    connection.keep_alive(script.now)
    connection.owner.wake(connection)
    script.turn()
    (probe,) = script.wait(10_000)
    assert script.numbers(probe) == ("A", 0, 1)
    script.send("A", 1, 1)
    assert script.wait(9_000) == []
    assert script.state(connection) == "ESTABLISHED"


def test_3_8_4_a_peer_that_is_gone_is_given_up():
    script = Script()
    connection = script.open()
    connection.keepalive = 10 * SECOND
    connection.keep_alive(script.now)
    connection.owner.wake(connection)
    script.turn()
    script.wait(10_000 + options.KEEPALIVE_PROBES * options.KEEPALIVE_INTERVAL_S * 1000 - 1)
    assert script.user.events == ["opened"]
    script.wait(1)
    assert script.user.events == ["opened", f"closed {errno.ETIMEDOUT}"]
