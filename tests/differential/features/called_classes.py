"""Classes that calls inside functions make."""

from __future__ import annotations

from collections import namedtuple
from enum import Enum
from typing import NamedTuple


def _tuples(n: int) -> None:
    Point = namedtuple("Point", "x y")
    Pair = namedtuple("Pair", ["a", "b"], defaults=[3])
    p = Point(n, 2)
    print(p, p.x + p.y, Pair(1), Pair(1, 2)._asdict(), p._replace(x=5))
    x, y = p
    print(x, y)


def enums() -> None:
    Color = Enum("Color", "RED GREEN")
    print(Color.RED, Color.GREEN.value, [c.name for c in Color])
    Typed = NamedTuple("Typed", [("a", int), ("b", str)])
    print(Typed(1, "x"))


def tuples() -> None:
    _tuples(1)
    _tuples(2)
