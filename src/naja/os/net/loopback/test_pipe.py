"""Pipes of the loopback, with users that write down what they hear."""

from __future__ import annotations

import errno

import pytest

from naja.os.entropy.pool import SeededSource
from naja.os.net.loopback.glue import LOCALHOST, Loopback, is_loopback
from naja.os.net.tcp import options
from naja.os.net.tcp.listener import Listener
from naja.os.net.tcp.user import User


class Noting(User):
    def __init__(self):
        self.events = []

    def opened(self):
        self.events.append("opened")

    def received(self, frame, start, end):
        self.events.append(bytes(frame[start:end]))

    def finished(self):
        self.events.append("finished")

    def drained(self):
        self.events.append("drained")

    def closed(self, error):
        self.events.append(errno.errorcode[error])


class World(Listener):
    """Two ends that are connected."""

    def __init__(self):
        super().__init__()
        self.loopback = Loopback(SeededSource(1))
        self.near, self.far = Noting(), Noting()
        self.end = self.loopback.begin(LOCALHOST, 80, 0)
        self.loopback.connect(self.end, self.near, self)
        self.poll()

    def accept(self, connection):
        self.other = connection
        return self.far

    def poll(self):
        for _ in range(8):
            self.loopback.poll()
        assert not self.loopback.has_work()


def test_both_ends_open_and_know_each_other():
    world = World()
    assert world.near.events == world.far.events == ["opened"]
    assert (world.other.local_port, world.other.peer) == (80, LOCALHOST)
    assert world.other.peer_port == world.end.local_port


def test_what_is_written_in_one_turn_comes_together():
    world = World()
    world.end.write(b"one ")
    world.end.write(b"")
    world.end.write(b"two")
    world.poll()
    assert world.far.events == ["opened", b"one two"]


def test_what_a_window_does_not_hold_is_unsent_until_it_is_read():
    world = World()
    world.other.pause()
    world.end.write(bytes(options.RECEIVE_BUFFER))
    assert world.end.unsent() == 0
    world.end.write(b"x" * 1000)
    world.end.low_water = 10
    world.poll()
    assert (world.end.unsent(), world.near.events) == (1000, ["opened"])
    world.other.resume()
    world.poll()
    assert (world.end.unsent(), world.near.events) == (0, ["opened", "drained"])
    assert sum(map(len, world.far.events[1:])) == options.RECEIVE_BUFFER + 1000


def test_an_end_is_told_behind_all_data_and_the_other_way_stays_open():
    world = World()
    world.end.write(b"question")
    world.end.shut()
    world.poll()
    assert world.far.events == ["opened", b"question", "finished"]
    world.other.write(b"answer")
    world.poll()
    assert world.near.events == ["opened", b"answer"]


@pytest.mark.parametrize("how", ["write", "abort"])
def test_who_is_not_heard_is_reset(how):
    world = World()
    if how == "abort":
        world.end.abort()
    else:
        world.other.write(b"unread")
        world.end.close()
    world.poll()
    assert world.far.events[-1] == "ECONNRESET"


def test_writing_to_who_has_closed_breaks_the_pipe():
    world = World()
    world.end.close()
    world.poll()
    world.other.write(b"?")
    world.poll()
    assert world.far.events == ["opened", "finished", "EPIPE"]


def test_both_closed_frees_both():
    world = World()
    world.end.close()
    world.poll()
    world.other.close()
    world.poll()
    assert world.loopback._ends == 0


def test_a_port_without_listener_refuses():
    loopback, user = Loopback(SeededSource(1)), Noting()
    loopback.connect(loopback.begin(LOCALHOST, 80, 0), user, None)
    loopback.poll()
    assert user.events == ["ECONNREFUSED"]
    assert loopback._ends == 0


def test_there_are_at_most_so_many(monkeypatch):
    monkeypatch.setattr(options, "CONNECTIONS", 1)
    world = World()
    with pytest.raises(OSError, match="No buffer space"):
        world.loopback.begin(LOCALHOST, 80, 0)


def test_the_whole_of_127_is_the_loopback():
    assert [is_loopback(first << 24 | 1) for first in (126, 127, 128)] == [False, True, False]
