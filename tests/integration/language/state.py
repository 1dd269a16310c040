"""Module-level state: frozen with its contents at build time, changed at run time; shared and cyclic objects."""

from __future__ import annotations

from dataclasses import dataclass, field

counter = 0
name: str = "start"
kept = []
total = 10
mood = "calm"
step = 5
ratio: float = 0.5
last: int | None = None
registry: dict[str, list[int]] = {"a": [1]}
TABLE = [n * n for n in range(10)]
BUFFER = bytearray(b"frozen")
LOOKUP = {word: len(word) for word in "the quick brown fox".split()}
NESTED = {"list": [(1, "one"), (2, "two")], "more": []}


@dataclass
class Node:
    label: str
    peers: list[Node] = field(default_factory=list)
    best: Node | None = None


A, B = Node("A"), Node("B")
A.peers += [B, A]
B.peers.append(A)
A.best = B
B.best = B
SHARED = [1, 2]
LEFT, RIGHT = {"x": SHARED}, {"x": SHARED}


class Config:
    def __init__(self, path: str) -> None:
        self.path = path
        self.size = len(path)
        self.cache: dict[str, int] = {}


CONFIG = Config("/etc/naja")
COMPUTED = sum(range(100)) + len(CONFIG.path)


def bump(by: int) -> int:
    global counter, name, last
    counter += by
    name = name + "."
    last = by if last is None else last + by
    return counter


def rebind() -> None:
    global ratio, registry
    ratio = ratio * 3
    registry = {"new": [9]}


verbose = False
words = ["module"]
place = "here"
limit: int | None = None


def told() -> None:
    print(verbose, words, place, limit)


class Told:
    def place(self) -> str:
        return place + "!"


if __name__ == "__main__":
    print(bump(2), bump(3), counter, name, last)
    registry["a"].append(2)
    registry["b"] = []
    print(registry)
    rebind()
    print(registry, ratio, TABLE, LOOKUP, NESTED["list"])
    BUFFER.extend(b"!")
    BUFFER[0] = 70
    TABLE.append(100)
    print(BUFFER, TABLE[-1], len(TABLE))
    print(A.peers[0] is B, A.peers[1] is A, B.best is B, A.best is B, [p.label for p in A.peers])
    LEFT["x"].append(3)
    print(RIGHT["x"], SHARED, LEFT["x"] is RIGHT["x"])
    CONFIG.cache["k"] = CONFIG.size
    CONFIG.path += "/x"
    print(CONFIG.path, CONFIG.size, CONFIG.cache, COMPUTED)
    told()
    verbose = True
    words = ["main"]
    limit = 5
    for place in ("there", "everywhere"):
        told()
    limit += 1
    print([place for place in range(2)], place, Told().place())

    def inner() -> str:
        return place * 2

    place, *words = "abc"
    print(inner(), words)
    told()
    kept.append(3)
    kept = [*kept, 4]
    for number in range(3):
        total += number
    if total > 12:
        mood = "busy"
    step = step + 1
    print(kept, total, mood, step)
