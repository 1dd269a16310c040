"""match statements: every kind of pattern, narrowing, guards, order of tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2


@dataclass
class Point:
    x: int
    y: int


@dataclass
class Circle:
    center: Point
    radius: int = 1


@dataclass
class Text:
    body: str


Shape = Point | Circle | Text


def describe(shape: Shape) -> str:
    match shape:
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return f"on an axis at {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Circle(Point(x, y), radius=r):
            return f"circle {x} {y} {r}"
        case Text("hello" | "hi" as word):
            return "greeting " + word
        case Text(body):
            return "text " + body


def number(value: int) -> str:
    match value:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "few"
        case -1:
            return "minus one"
        case n if n > 100:
            return f"big {n}"
        case _:
            return "some"


def kind(value: int | str | float | bool | None | list[int]) -> str:
    match value:
        case None:
            return "none"
        case True:
            return "yes"
        case bool():
            return "no"
        case int(n):
            return f"int {n + 1}"
        case str() as s:
            return "str " + s.upper()
        case float():
            return "float"
        case [first, *rest]:
            return f"list {first} {rest}"
        case _:
            return "empty"


def command(words: list[str]) -> str:
    match words:
        case []:
            return "nothing"
        case ["go", ("north" | "south") as way]:
            return "going " + way
        case ["take", what]:
            return "taking " + what
        case ["drop", *things]:
            return "dropping " + ", ".join(things)
        case [_, middle, _]:
            return "between " + middle
        case [first, *_, last]:
            return f"from {first} to {last}"
        case _:
            return "alone"


def paint(color: Color) -> str:
    match color:
        case Color.RED:
            return "warm"
        case Color.GREEN:
            return "cool"


def pair(value: tuple[int, str]) -> str:
    match value:
        case (0, name):
            return "first " + name
        case (n, "x"):
            return f"x{n}"
        case (_, _):
            return "other"


def entry(table: dict[str, int]) -> int:
    match table:
        case {"a": a, "b": b}:
            return a + b
        case {"a": a}:
            return a
    return -1


if __name__ == "__main__":
    shapes: list[Shape] = [
        Point(0, 0),
        Point(3, 0),
        Point(0, 4),
        Point(2, 2),
        Point(1, 2),
        Circle(Point(1, 2), 3),
        Text("hi"),
        Text("bye"),
    ]
    for shape in shapes:
        print(describe(shape))
    print([number(n) for n in (0, 2, -1, 500, 50)])
    print(
        kind(None), kind(True), kind(False), kind(4), kind("s"), kind(1.5), kind([1, 2]), kind([])
    )
    for line in ("", "go north", "go up", "take it", "drop a b", "a b c", "p q r s", "x"):
        print(command(line.split()))
    print(paint(Color.RED), paint(Color.GREEN), pair((0, "n")), pair((2, "x")), pair((2, "y")))
    print(entry({"a": 1, "b": 2}), entry({"a": 5}), entry({}))
