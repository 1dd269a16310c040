"""The queue of those in TIME-WAIT against a plain list."""

from __future__ import annotations

import random

from naja.os.net.tcp.connection import Connection, Owner
from naja.os.net.tcp.resting import Resting
from naja.os.net.tcp.user import NOBODY


def connection() -> Connection:
    return Connection(Owner(), NOBODY, 80, 1, 2)


def test_whatever_leaves_the_longest_is_known():
    chance = random.Random(1)
    queue, plain = Resting(), []
    for _ in range(2000):
        if chance.random() < 0.5 + 0.2 * (len(plain) < 30):
            plain.append(connection())
            queue.add(plain[-1])
        elif plain:
            queue.remove(plain.pop(chance.choice([0, 0, 0, chance.randrange(len(plain))])))
        assert len(queue) == len(plain)
        assert queue.longest() is (plain[0] if plain else None)
        assert len(queue._items) <= 2 * len(plain) + 20


def test_one_that_rests_is_there_once():
    queue, one = Resting(), connection()
    queue.add(one)
    queue.add(one)
    assert len(queue) == 1
    queue.remove(one)
    queue.remove(one)
    assert len(queue) == 0
    assert queue.longest() is None
