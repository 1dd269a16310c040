"""A long life at a high rate: cycles, texts, dicts and lists that grow and are dropped.

Prints how many bytes were in use on average, in the first half of the rounds and in the second.
"""

from __future__ import annotations

import sys
import time

from naja.lang import memory

KEPT = 20_000
WARM = 4000  # rounds until holes of all sizes are where they will be
WORDS = ("alpha", "beta", "gamma", "delta")


class Peer:
    """One of a ring: garbage only in circles."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.next: Peer = self
        self.notes: dict[str, int] = {}


def ring(size: int, round_: int) -> int:
    """A ring of peers with notes, dropped whole."""
    first = Peer(round_)
    last = first
    for number in range(1, size):
        peer = Peer(number)
        peer.next = last
        last = peer
        peer.notes[f"{WORDS[number % 4]}-{number}"] = round_
    first.next = last
    return first.next.number + len(last.notes)


def grown(count: int) -> int:
    """A dict and a list that grow from nothing, with texts of many lengths."""
    names: dict[str, list[int]] = {}
    for number in range(count):
        names.setdefault("x" * (number % 97) + str(number % 211), []).append(number)
    return len(names) + sum(len(numbers) for numbers in names.values())


def replace(kept: dict[int, str], round_: int) -> int:
    """Change some of what stays alive, of other lengths each time."""
    for step in range(200):
        key = (round_ * 7919 + step * 104729) % KEPT
        kept[key] = f"{round_}:" + "y" * ((key + round_) % 200)
    return len(kept)


def rounds(kept: dict[int, str], first: int, count: int) -> tuple[int, int]:
    """So many rounds: a sum of what they made, and the bytes in use on average."""
    total = 0
    used = 0
    samples = 0
    for round_ in range(first, first + count):
        total += ring(300, round_) + grown(1500) + replace(kept, round_)
        if round_ % 16 == 0:
            used += memory.statistics().used_bytes
            samples += 1
    return total, used // samples


def main() -> None:
    """argv: rounds; a round makes about a quarter of a megabyte of garbage."""
    half = int(sys.argv[1]) // 2
    kept = {key: str(key) for key in range(KEPT)}
    start = time.perf_counter()
    rounds(kept, 0, WARM)
    early, before = rounds(kept, WARM, half)
    late, after = rounds(kept, WARM + half, half)
    statistics = memory.statistics()
    print(f"sum {early + late}")
    print(f"half {before}")
    print(f"used {after}")
    print(f"collections {statistics.collections}")
    print(f"alive {statistics.live_bytes}")
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
