"""What a program can know of its memory: the state of the heap and of its collector.

Under CPython all figures are 0, because its heap is another one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Statistics:
    """heap_bytes: what the machine lends the heap. used_bytes: what objects, and holes between
    them, take of it. live_bytes: what the last complete collection found reachable. collections:
    how many were completed. longest_pause_ns: the longest time at a stretch that the collector
    took, since the start or `forget_pauses`.
    """

    heap_bytes: int
    used_bytes: int
    live_bytes: int
    collections: int
    longest_pause_ns: int


def statistics() -> Statistics:
    """The figures of this moment. Takes a fifth of a millisecond, to learn how fast the processor's
    clock ticks.
    """
    return Statistics(0, 0, 0, 0, 0)


def forget_pauses() -> None:
    """Let `longest_pause_ns` count from here."""


def scarce(percent: int) -> bool:
    """Whether less than so many percent of the heap are free. Collects first where that may help,
    but not again before a good part of the heap has been allocated anew."""
    return False


def collect() -> None:
    """Find all that is not reachable any more. Under CPython, where nothing is ever scarce, this
    does nothing."""
