"""What TCP does when memory runs short: drop, refuse, and reset those that hold the most."""

from __future__ import annotations

import pytest

from naja.lang import memory
from naja.os.net.tcp import options
from naja.os.net.tcp.pressure import victims
from naja.os.time.clock import SECOND
from tests.conformance.tcp.script import Script


@pytest.fixture
def shortage(monkeypatch: pytest.MonkeyPatch):
    """Call it with whether memory is short."""

    def set_to(short: bool) -> None:
        monkeypatch.setattr(memory, "scarce", lambda percent: short and percent == options.HEADROOM)

    return set_to


def test_a_syn_is_dropped_while_memory_is_short(shortage):
    script = Script()
    shortage(True)
    assert script.send("S") == []
    assert script.tcp.count() == 0
    assert script.tcp.pressure.refused == 1
    shortage(False)
    (answer,) = script.send("S")
    assert answer["TCP"].flags == "SA"


def test_data_is_dropped_unacknowledged_and_taken_when_it_comes_again(shortage):
    script = Script()
    script.open()
    shortage(True)
    script.tcp.pressure._evicting = True  # nobody is reset in this turn
    assert script.send("A", 1, 1, b"data") == []
    assert script.tcp.pressure.dropped == 1
    assert script.user.data == b""
    shortage(False)
    script.send("A", 1, 1, b"data")
    assert script.user.data == b"data"


def test_whoever_holds_most_is_reset(shortage):
    script = Script()
    connection = script.open()
    connection.write(bytes(30_000))
    script.turn()
    shortage(True)
    sent = script.send("A", 1, 1, b"more")
    assert "R" in str(sent[-1]["TCP"].flags)
    assert script.tcp.count() == 0
    assert script.tcp.pressure.evicted == 1


def test_of_those_that_hold_little_the_silent_ones_go_first():
    connections = []
    for second in range(4):
        connection = Script().open()
        connection.heard_at = second * SECOND
        connections.append(connection)
    assert victims(connections, 4 * SECOND) == connections[:3]
    connections[3].written += 1 << 20
    assert victims(connections, 4 * SECOND) == connections[3:]


def test_a_memory_error_ends_the_connection_alone(monkeypatch):
    script = Script()
    connection = script.open()

    def fail(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(connection.user, "received", fail)
    (reset,) = script.send("A", 1, 1, b"data")
    assert "R" in str(reset["TCP"].flags)
    assert script.tcp.count() == 0
    assert script.tcp.pressure.failed == 1


def test_a_memory_error_while_accepting_leaves_nothing(monkeypatch):
    script = Script()

    def fail(*arguments: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(script.acceptor, "accept", fail)
        (answer,) = script.send("S")
        script.isn = answer["TCP"].seq
        (reset,) = script.send("A", 1, 1)
    assert "R" in str(reset["TCP"].flags)
    assert (script.tcp.count(), script.acceptor.half_open) == (0, 0)
    script.open()
