"""Data ahead of its turn, against a model that keeps every byte by itself."""

from __future__ import annotations

import random

import pytest

from naja.os.net.tcp import options
from naja.os.net.tcp.reassembly import _SMALL, Reassembly

LENGTH = 40_000
DATA = random.Random(1).randbytes(LENGTH)


def add(reassembly: Reassembly, start: int, end: int) -> bool:
    frame = memoryview(b"head" + DATA[start:end])
    return reassembly.add(start, frame, 4, len(frame))


def runs(places: set[int]) -> list[tuple[int, int]]:
    """The places as ranges."""
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


@pytest.mark.parametrize("seed", range(30))
def test_it_keeps_what_came_and_gives_it_in_order(seed):
    chance = random.Random(seed)
    reassembly, here, taken = Reassembly(), set[int](), 0
    for _ in range(200):
        start = chance.randrange(taken, min(taken + 3000, LENGTH - 1))
        end = min(start + chance.choice([1, 7, 300, 1448]), LENGTH)
        if start > taken:
            fresh = not here.issuperset(range(start, end))
            assert add(reassembly, start, end) == fresh
            here |= set(range(start, end))
        elif end > taken:
            taken = end
        while (data := reassembly.take(taken)) is not None:
            assert data == DATA[taken : taken + len(data)]
            taken += len(data)
        here = {place for place in here if place >= taken}
        assert sorted(reassembly.blocks(1000)) == runs(here)
        if chance.random() < 0.02:
            limit = taken + chance.randrange(4000)
            reassembly.cut(limit)
            here = {place for place in here if place < limit}
            assert sorted(reassembly.blocks(1000)) == runs(here)


def test_many_segments_behind_one_gap_are_one_range():
    reassembly = Reassembly()
    for start in range(1000, 31_000, 100):
        assert add(reassembly, start, start + 100)
    assert reassembly.blocks(9) == [(1000, 31_000)]
    assert reassembly.dropped == 0
    assert len(reassembly.ranges[0].pieces) <= 2 * 30_000 // _SMALL


def test_gaps_are_bounded():
    reassembly = Reassembly()
    for number in range(options.REASSEMBLY_RANGES + 5):
        add(reassembly, 2 * number, 2 * number + 1)
    assert len(reassembly.ranges) == options.REASSEMBLY_RANGES
    assert reassembly.dropped == 5
