"""Named tuples: _make, _asdict, _fields, _field_defaults."""

from __future__ import annotations

from collections import namedtuple
from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int = 0


class Row(NamedTuple):
    name: str
    size: int


Pair = namedtuple("Pair", ["a", "b"])


def made() -> None:
    print(Point._make([1, 2]), Point._make((3, 4)), Point._make(range(2)))
    print(Row._make(["a", 3]), Row._make(("b", 4)).size + 1)
    values = [5, 6]
    print(Point._make(values), Point._make(v * 2 for v in values), Point(*values))
    print(Pair._make([1, 2]).a)
    row = "c,7".split(",")
    print(Row(row[0], int(row[1])))


def wrong_counts() -> None:
    for values in ([1], [1, 2, 3]):
        try:
            print(Point._make(values))
        except TypeError as error:
            print(error)


def described() -> None:
    p = Point(1)
    print(p._asdict(), Point._fields, Point._field_defaults, p._replace(y=5), p._fields)
    print({name: value for name, value in zip(p._fields, p)}, p == Point._make([1, 0]))
