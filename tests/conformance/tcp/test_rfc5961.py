"""RFC 5961, blind in-window attacks: who does not know the numbers gets no further."""

from __future__ import annotations

import errno

import pytest

from naja.os.net.tcp import options
from tests.conformance.tcp.script import Script


def test_3_2_a_reset_with_the_right_number_ends_the_connection():
    script = Script()
    script.open()
    assert script.send("R", 1) == []
    assert script.user.events == ["opened", f"closed {errno.ECONNRESET}"]


def test_3_2_a_reset_elsewhere_in_the_window_is_challenged():
    script = Script()
    connection = script.open()
    (answer,) = script.send("R", 100)
    assert script.numbers(answer) == ("A", 1, 1)
    assert script.state(connection) == "ESTABLISHED"


@pytest.mark.parametrize("sequence", [0, -1, 1 << 24])
def test_3_2_a_reset_outside_the_window_is_dropped(sequence):
    script = Script()
    connection = script.open()
    assert script.send("R", sequence) == []
    assert script.state(connection) == "ESTABLISHED"


@pytest.mark.parametrize("sequence", [1, 100])
def test_4_2_a_syn_in_the_window_is_challenged(sequence):
    script = Script()
    connection = script.open()
    (answer,) = script.send("S", sequence)
    assert script.numbers(answer) == ("A", 1, 1)
    assert script.state(connection) == "ESTABLISHED"


@pytest.mark.parametrize("acknowledged", [2, 5000, 1 << 30, -(1 << 29)])
def test_5_2_data_with_an_impossible_acknowledgment_is_challenged(acknowledged):
    script = Script()
    script.open()
    (answer,) = script.send("A", 1, acknowledged, b"injected")
    assert script.numbers(answer) == ("A", 1, 1)
    assert script.user.data == b""


def test_7_challenges_are_few():
    script = Script()
    script.open()
    answers = [script.send("R", 100) for _ in range(3 * options.CHALLENGE_ACKS)]
    assert sum(len(answer) for answer in answers) == options.CHALLENGE_ACKS
