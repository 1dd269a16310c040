"""The checker, checked: a stack with a rule taken away is found within a few seeds."""

from __future__ import annotations

import pytest

from naja.os.net.tcp import arrival
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.flight import Flight
from naja.os.net.tcp.glue import Tcp
from naja.os.net.tcp.reassembly import Reassembly
from naja.os.net.tcp.wire import RST
from tests.sim.main import world_of

SEEDS = range(1, 60)


def is_found(scenario):
    for seed in SEEDS:
        try:
            world_of(scenario, seed)
        except (AssertionError, IndexError):
            return True
    return False


def no_window(patch):
    """What is offered follows what is held, also downwards."""

    def shrinking(self):
        return self.rcv_nxt + max(1000, 262144 - 20 * self.held_bytes)

    def edge(self):
        return min(self.rcv_edge, shrinking(self))

    patch.setattr(Connection, "window_to_offer", edge)


def losing_its_place(patch):
    """Data ahead of its turn is kept one byte off."""
    add = Reassembly.add

    def shifted(self, position, frame, start, end):
        add(self, position + 1, frame, start, end)

    patch.setattr(Reassembly, "add", shifted)


def deaf_to_losses(patch):
    """A timeout repeats nothing."""
    patch.setattr(Flight, "lose_all", lambda self: None)


def trusting_resets(patch):
    """Any reset in the window counts (RFC 793, before RFC 5961)."""

    def special(self, connection, segment, sequence, now):
        if segment.has(RST):
            self._reset(connection)

    patch.setattr(arrival.Arrival, "_special", special)


def forgetful(patch):
    """A connection in TIME-WAIT leaves its entry behind."""

    def forget(self, connection):
        key = (connection.peer - (1 << 31)) << 32
        key += (connection.peer_port << 16) + connection.local_port
        self._connections.pop(key, None)
        self._deadlines.remove(connection)

    patch.setattr(Tcp, "forget", forget)


BROKEN = (
    ("pairs", no_window),
    ("pairs", losing_its_place),
    ("pairs", deaf_to_losses),
    ("pairs", forgetful),
    ("blind", trusting_resets),
)


@pytest.mark.parametrize(("scenario", "break_it"), BROKEN)
def test_a_broken_stack_is_found(scenario, break_it, monkeypatch):
    break_it(monkeypatch)
    assert is_found(scenario)
