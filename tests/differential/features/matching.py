"""match statements: mappings with a rest, patterns on unions, classes of the builtins, captures, exhaustiveness."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, Union, assert_never


@dataclass
class _Circle:
    r: float


@dataclass
class _Rect:
    w: float
    h: float


_Shape = Union[_Circle, _Rect]


class _Color(Enum):
    RED = 1
    GREEN = 2


def rest_of_mapping() -> None:
    d = {"a": 1, "b": 2, "c": 3}
    match d:
        case {"a": x, **rest}:
            print(x, rest)
    match d:
        case {"z": _, **others}:
            print("no", others)
        case {**everything}:
            print(everything)
    print(d)


def mapping_on_union() -> None:
    def f(x: Union[int, dict[str, int], list[int], None]) -> str:
        match x:
            case {"k": v}:
                return f"k={v}"
            case {}:
                return "some dict"
            case [a, b]:
                return f"two {a} {b}"
            case int():
                return "int"
            case None:
                return "none"
            case _:
                return "other"

    print(f(1), f({"k": 3}), f({"z": 1}), f([1, 2]), f([1]), f(None))


def mapping_values_union() -> None:
    def f(d: dict[str, Union[int, str]]) -> str:
        match d:
            case {"type": "circle", "r": int(r)}:
                return f"circle {r + 1}"
            case {"type": "named", "name": str(name), **rest}:
                return name.upper() + str(rest)
            case {"type": t}:
                return f"unknown {t}"
            case _:
                return "nothing"

    print(
        f({"type": "circle", "r": 2}),
        f({"type": "named", "name": "x", "q": 1}),
        f({"type": "?"}),
        f({}),
    )


def class_patterns_builtins() -> None:
    def f(x: Union[int, str, float, list[int], tuple[int, int], bool, bytes, None]) -> str:
        match x:
            case bool(b):
                return f"bool {b}"
            case int(n) if n > 10:
                return f"big {n}"
            case int(n):
                return f"int {n}"
            case float():
                return "float"
            case str(s):
                return f"str {s.upper()}"
            case list([first, *_]):
                return f"list {first}"
            case list():
                return "empty"
            case tuple((a, b)):
                return f"tuple {a + b}"
            case bytes(bs):
                return f"bytes {len(bs)}"
            case None:
                return "none"

    print([f(x) for x in (True, 3, 30, 1.5, "q", [7, 8], (1, 2), b"xy", None)], f([]))


def nested_captures() -> None:
    def f(x: list[tuple[str, _Shape]]) -> str:
        match x:
            case [("a", _Circle(r=r) as c), *rest]:
                return f"{r} {c} {len(rest)}"
            case [(name, _Rect(w, h)), (_, _Circle(0.0 | 1.0 as small))]:
                return f"{name} {w * h} {small}"
            case []:
                return "empty"
            case _:
                return "other"

    print(
        f([("a", _Circle(2.0)), ("b", _Circle(1.0))]),
        f([("b", _Rect(2.0, 3.0)), ("c", _Circle(1.0))]),
        f([]),
        f([("q", _Circle(1.0))]),
    )


def exhaustive_shape() -> None:
    def area(s: _Shape) -> float:
        match s:
            case _Circle(r):
                return 3.0 * r * r
            case _Rect(w=w, h=h):
                return w * h
            case _:
                assert_never(s)

    print(area(_Circle(1.0)), area(_Rect(2.0, 3.0)))


def exhaustive_enum() -> None:
    def name(c: _Color) -> str:
        match c:
            case _Color.RED:
                return "red"
            case _Color.GREEN:
                return "green"
            case _:
                assert_never(c)

    print(name(_Color.RED), name(_Color.GREEN))


def exhaustive_literal() -> None:
    def f(m: Literal["r", "w"]) -> int:
        match m:
            case "r":
                return 1
            case "w":
                return 2
            case _:
                assert_never(m)

    print(f("r"), f("w"))


def or_patterns() -> None:
    def f(x: Union[int, str]) -> str:
        match x:
            case 1 | 2 | 3:
                return "small"
            case "a" | "b" as letter:
                return f"letter {letter}"
            case int() | str():
                return "other"

    print(f(1), f("b"), f(9), f("z"))


def star_mapping_nested() -> None:
    data: dict[str, list[int]] = {"xs": [1, 2, 3], "ys": []}
    match data:
        case {"xs": [first, *_, last], "ys": []}:
            print(first, last)


def commands() -> None:
    def run(line: str) -> str:
        match line.split():
            case ["go", ("north" | "south") as where]:
                return f"going {where}"
            case ["get", thing] | ["take", thing]:
                return f"got {thing}"
            case ["drop", *things]:
                return f"dropped {things}"
            case []:
                return "nothing"
            case [verb, *_]:
                return f"{verb}?"
            case _:
                return "impossible"

    for line in ("go north", "go up", "take cup", "drop a b", "", "fly"):
        print(run(line))


def tuple_subject() -> None:
    def fizz(n: int) -> str:
        match (n % 3, n % 5):
            case (0, 0):
                return "FizzBuzz"
            case (0, _):
                return "Fizz"
            case (_, 0):
                return "Buzz"
            case _:
                return str(n)

    print([fizz(n) for n in range(1, 16)])


def negative_and_float() -> None:
    def f(x: float) -> str:
        match x:
            case -1:
                return "minus one"
            case 0.5:
                return "half"
            case 1e3:
                return "thousand"
            case _:
                return "else"

    print(f(-1.0), f(0.5), f(1000.0), f(2.0))


def object_subject() -> None:
    def f(x: object) -> str:
        match x:
            case int(n):
                return f"int {n + 1}"
            case str(s):
                return s.upper()
            case _Circle(r):
                return f"circle {r}"
            case None:
                return "none"
            case _:
                return "object"

    print(f(1), f("a"), f(_Circle(2.0)), f(None), f(1.5))


def guard_with_rest() -> None:
    match {"op": "add", "a": 1, "b": 2}:
        case {"op": "add", **args} if len(args) == 2:
            print(sum(v for v in args.values() if isinstance(v, int)))
        case _:
            print("no")
