"""RFC 3168, explicit congestion notification."""

from __future__ import annotations

import pytest
from scapy.layers.inet import IP, TCP
from scapy.packet import Packet

from naja.os.net.tcp import options
from naja.os.net.tcp.connection import Connection
from tests.conformance.tcp.script import SYN_OPTIONS, Script

MSS = 1000
ECT0, CE = 2, 3
STAMPS = ("Timestamp", (1000, 0))


def opened(script: Script) -> Connection:
    """A connection on which both ends do it."""
    (answer,) = script.send("SEC", options=[("MSS", MSS), ("SAckOK", b""), ("WScale", 7)])
    assert str(answer[TCP].flags) == "SAE"
    script.isn = answer[TCP].seq
    assert script.send("A", 1, 1) == []
    connection, script.user = script.acceptor.accepted[-1]
    return connection


def marked(script: Script, *arguments: object, **named: object) -> Packet:
    """A segment that a router has marked."""
    packet = script.segment(*arguments, **named)  # type: ignore[arg-type]
    packet[IP].tos = CE
    return packet


def flags(packets: list[Packet]) -> list[str]:
    return [str(packet[TCP].flags) for packet in packets]


def test_6_1_1_a_syn_proposes_it():
    _, syn = Script().connect()
    assert (flags([syn]), syn[IP].tos) == (["SEC"], 0)


@pytest.mark.parametrize(
    ("proposal", "answered"), [("SEC", "SAE"), ("S", "SA"), ("SE", "SA"), ("SC", "SA")]
)
def test_6_1_1_who_proposes_it_is_agreed_with(proposal, answered):
    (answer,) = Script().send(proposal)
    assert (flags([answer]), answer[IP].tos) == ([answered], 0)


@pytest.mark.parametrize(("answer", "done"), [("SAE", True), ("SA", False), ("SAEC", False)])
def test_6_1_1_an_answer_agrees_with_ece_alone(answer, done):
    script = Script()
    connection, _ = script.connect()
    script.send(answer, 0, 1, options=SYN_OPTIONS)
    connection.write(b"x")
    (data,) = script.turn()
    assert data[IP].tos == (ECT0 if done else 0)


def test_6_1_1_1_a_syn_that_was_lost_proposes_it_no_more():
    script = Script()
    connection, _ = script.connect()
    assert flags(script.wait(1000)) == ["S"]
    script.send("SAE", 0, 1)
    connection.write(b"x")
    (data,) = script.turn()
    assert data[IP].tos == 0


def test_6_1_2_a_mark_shrinks_the_window_once_a_flight():
    script = Script()
    connection = opened(script)
    connection.write(bytes(40 * MSS))
    assert len(script.turn()) == 10
    before = connection.congestion.window
    script.send("AE", 1, 1 + MSS)
    shrunk = connection.congestion.window
    assert shrunk <= 0.7 * (before + MSS)
    script.send("AE", 1, 1 + 2 * MSS)
    assert connection.congestion.window >= shrunk
    script.send("A", 1, 1 + 10 * MSS)
    before = connection.congestion.window
    script.send("AE", 1, 1 + 11 * MSS)
    assert connection.congestion.window < before


def test_6_1_2_the_next_new_data_says_that_the_window_has_shrunk():
    script = Script()
    connection = opened(script)
    connection.write(bytes(40 * MSS))
    script.turn()
    sent = flags(script.send("AE", 1, 1 + 9 * MSS))
    assert len(sent) > 2
    assert "C" in sent[0]
    assert not any("C" in later for later in sent[1:])


def test_6_1_2_a_loss_says_it_too():
    script = Script()
    connection = opened(script)
    connection.write(bytes(10 * MSS))
    script.turn()
    script.wait(2000)
    script.send("A", 1, 1 + 10 * MSS)
    connection.write(bytes(MSS))
    assert flags(script.turn()) == ["PAC"]
    script.send("A", 1, 1 + 11 * MSS)
    connection.write(bytes(MSS))
    assert flags(script.turn()) == ["PA"]


def test_6_1_3_a_mark_is_told_until_the_sender_has_heard():
    script = Script()
    connection = opened(script)
    assert flags(script.turn(marked(script, "A", 1, 1, b"one"))) == ["AE"]
    connection.write(b"x")
    assert flags(script.turn()) == ["PAE"]
    script.send("A", 4, 2, b"two")
    assert flags(script.wait(50)) == ["AE"]
    script.send("AC", 7, 2, b"three")
    assert flags(script.wait(50)) == ["A"]


def test_6_1_3_a_mark_on_the_answer_itself_is_told_again():
    script = Script()
    opened(script)
    script.turn(marked(script, "A", 1, 1, b"one"))
    assert flags(script.turn(marked(script, "AC", 4, 1, b"two"))) == ["AE"]


def test_6_1_4_acknowledgments_are_not_marked():
    script = Script()
    opened(script)
    script.send("A", 1, 1, b"data")
    (answer,) = script.wait(50)
    assert answer[IP].tos == 0


def test_6_1_5_what_is_sent_again_is_not_marked():
    script = Script()
    connection = opened(script)
    connection.write(b"data")
    (first,) = script.turn()
    again = script.wait(1100)[0]
    assert (first[IP].tos, again[IP].tos) == (ECT0, 0)


def test_6_1_5_a_mark_outside_the_window_counts_for_nothing():
    script = Script()
    opened(script)
    script.send("A", 1, 1, b"data")
    assert flags(script.turn(marked(script, "A", 1, 1, b"data"))) == ["A"]


def test_6_1_6_window_probes_are_not_marked():
    script = Script()
    connection = opened(script)
    script.send("A", 1, 1, window=0)
    connection.write(b"data")
    script.turn()
    probe = script.wait(1100)[0]
    assert probe[IP].tos == 0


def test_6_1_a_mark_is_no_news_where_it_was_not_agreed_to():
    script = Script()
    connection = script.open()
    assert flags(script.turn(marked(script, "A", 1, 1, b"one"))) == []
    connection.write(b"x")
    (answer,) = script.turn()
    assert (str(answer[TCP].flags), answer[IP].tos) == ("PA", 0)


def test_6_1_1_without_the_option_nothing_is_said(monkeypatch):
    monkeypatch.setattr(options, "ECN", False)
    assert flags(Script().send("SEC")) == ["SA"]
    _, syn = Script().connect()
    assert flags([syn]) == ["S"]


def test_6_1_1_a_cookie_remembers_it(monkeypatch):
    monkeypatch.setattr(options, "HALF_OPEN", 0)
    script = Script()
    (answer,) = script.send("SEC", options=[*SYN_OPTIONS, STAMPS])
    assert flags([answer]) == ["SAE"]
    script.isn = answer[TCP].seq
    stamp = dict(answer[TCP].options)["Timestamp"][0]
    script.send("A", 1, 1, options=[("Timestamp", (1001, stamp))])
    connection, _ = script.acceptor.accepted[-1]
    connection.write(b"x")
    (data,) = script.turn()
    assert data[IP].tos == ECT0
