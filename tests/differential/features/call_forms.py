"""Calls in less usual forms: keys and defaults of None, entries by name, stars into templates."""

from __future__ import annotations

import math
from collections.abc import Callable


def _add(a: int, b: int) -> int:
    return a + b


def sorted_key_none() -> None:
    print(sorted([3, 1, 2], key=None), sorted([3, 1, 2], key=None, reverse=True))
    xs = [3, 1]
    xs.sort(key=None)
    print(xs, min(xs, key=None), max(xs, key=None), max(3, 4, key=None))


def sorted_key_optional() -> None:
    def f(xs: list[int], key: Callable[[int], int] | None = None) -> list[int]:
        return sorted(xs, key=key)

    print(f([3, 1, 2]), f([3, 1, 2], lambda n: -n))


def min_default_none() -> None:
    print(min([], default=None), max([], default=None))
    xs: list[int] = []
    print(min(xs, default=None), max(xs, default=-1))
    print(max((n for n in range(0)), default=None), min([4, 2], default=None))
    print(min(xs, default="none"), max([1.5], default=None))


def max_key_get() -> None:
    d = {"a": 3, "b": 7}
    print(max(d, key=d.get), min(d, key=d.get), sorted(d, key=d.get, reverse=True))
    print(max(d, key=lambda k: d[k]), max(d.items(), key=lambda kv: kv[1]))


def update_all() -> None:
    d = {"a": 1}
    d.update(b=2, c=3)
    print(d)
    d.update({"z": 1}, y=5)
    print(d)
    d.update([("q", 1)], r=2)
    print(d)
    d.update()
    print(d)
    d.update(**{"k": 4})
    print(d)


def dict_keywords() -> None:
    d = dict(a=1, b=2)
    e = dict(d, c=3)
    f = dict([("x", 1)], y=2)
    print(d, e, f, dict(**d, z=9))


def percent_mapping() -> None:
    print("%(name)s is %(age)d" % {"name": "Ann", "age": 30})
    d = {"name": "Bob", "age": 31}
    print("%(name)s is %(age)d" % d)
    e: dict[str, int | str | float] = {"a": 1, "b": "x", "c": 1.5}
    print("%(a)d %(b)s %(c).2f" % e)
    try:
        print("%(b)d" % e)
    except TypeError as x:
        print(x)
    try:
        print("%(zz)d" % e)
    except KeyError as x:
        print(x)


def format_stars() -> None:
    values = ["a", "b"]
    print("{} {}".format(*values))
    d = {"x": 1, "y": 2}
    print("{x} {y}".format(**d))
    print("{} {x}".format("p", **d))
    t = (1, "two")
    print("{}-{}".format(*t))
    try:
        print("{} {} {}".format(*values))
    except IndexError as e:
        print(e)
    try:
        print("{z}".format(**d))
    except KeyError as e:
        print(e)
    template = "{}/{}"
    print(template.format(*values))


def star_display() -> None:
    xs = [1, 2]
    print([*xs, 3, *xs], [*range(2), *"ab"])
    print({*xs, *"ab"} == {1, 2, "a", "b"}, (*xs, "z"))
    print({**{"a": 1}, **{"b": "x"}})
    print([*"ab", *xs, None])


def list_default() -> None:
    def collect(n: int, into: list[int] | None = None) -> list[int]:
        into = [] if into is None else into
        into.append(n)
        return into

    print(collect(1), collect(2), collect(3, [0]))


def dist() -> None:
    print(math.dist((0, 0), (3, 4)), math.dist([0, 0.5], [3, 4]), math.hypot(3, 4), math.hypot())


def functions_in_containers() -> None:
    ops: dict[str, Callable[[int, int], int]] = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
    print(ops["+"](1, 2), ops["-"](5, 3))
    fs = [lambda x: x + 1, lambda x: x * 2, abs]
    print([f(3) for f in fs])
    table = {"sqrt": math.sqrt, "abs": abs}
    for name, f in table.items():
        print(name, f(16.0))
    pairs = [("neg", lambda v: -v), ("dbl", lambda v: v + v)]
    for name, g in pairs:
        print(name, g(4))
    print(ops.get("*", lambda a, b: a * b)(6, 7))


def functions_get() -> None:
    ops = {"+": _add, "-": lambda a, b: a - b}
    f = ops.get("+")
    if f is not None:
        print(f(1, 2))
    g = ops.get("?")
    print(g is None)
    ops["*"] = lambda a, b: a * b
    print(sorted(ops), ops["*"](3, 4))


def getattr_default() -> None:
    class P:
        def __init__(self) -> None:
            self.x = 1

    p = P()
    print(getattr(p, "x", 0), getattr(p, "z", "no z"), getattr(p, "x"))


def sorted_multi() -> None:
    rows = [("b", 2), ("a", 2), ("c", 1)]
    print(sorted(rows, key=lambda r: (-r[1], r[0])))
    print(
        sorted("hello", key=str.upper),
        sorted(["b", "A"], key=str.lower),
        sorted(["bb", "a"], key=len),
    )


def zip_longest_default() -> None:
    print(dict(zip("ab", range(2))), list(zip(*[(1, 2), (3, 4)])))


def print_options() -> None:
    print(1, 2, sep=None, end=None)
    print()
    print("a", "b", sep="-", end="!\n", flush=True)
    xs = [1, 2, 3]
    print(*xs, sep=", ")
    print(*"abc", *xs)


def iter_functions() -> None:
    print(
        list(map(str, [1, 2])),
        list(map(lambda a, b: a + b, [1, 2], [3, 4])),
        list(filter(None, [0, 1, 2])),
    )
    print(any(map(str.isdigit, ["a", "1"])), list(map(int, "123")), list(map(abs, [-1, 2])))


def any_of_all() -> None:
    print(any([]), all([]), any(x > 1 for x in [1, 2]), all({1: 2}), any({0: 1}))


def reduce_lambda() -> None:
    from functools import reduce

    print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + [b], [1, 2], []))


def int_max() -> None:
    best: int | None = None
    for n in [3, 9, 2]:
        best = n if best is None else max(best, n)
    print(best, max(1, 2.5), min(1, 2.5), max(2, 2.0), max("a", "b"), max([1], [2]))


def setdefault_nested() -> None:
    d: dict[str, dict[str, list[int]]] = {}
    d.setdefault("a", {}).setdefault("b", []).append(1)
    print(d)


def pop_default() -> None:
    d = {"a": 1}
    print(d.pop("z", None), d.pop("a", "x"), d.get("q", "str"), d.get("q", 0))


def enumerate_start() -> None:
    print(list(enumerate("ab", 1)), list(enumerate(["x"], start=5)))


def round_all() -> None:
    print(
        round(2.5),
        round(3.5),
        round(2.675, 2),
        round(1234, -2),
        round(-2.5),
        round(1.5, None),
        round(7, 1),
        round(True),
    )
