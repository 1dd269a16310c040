"""Everyday idioms, many in one program: what a newcomer writes in the first hour."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class Acc:
    def __init__(self) -> None:
        self.total = 0

    def __iadd__(self, n: int) -> Acc:
        self.total += n
        return self

    def __radd__(self, n: int) -> int:
        return n + self.total

    def __getitem__(self, i: int) -> int:
        return self.total + i

    def __iter__(self) -> Iterator[int]:
        return iter([1, 2, self.total])


class P:
    def __init__(self, v: int) -> None:
        self.v = v

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, P):
            return False
        return self.v == other.v

    def __hash__(self) -> int:
        return self.v


@dataclass
class Base:
    a: int


@dataclass
class Derived(Base):
    b: int = 2


class E1(Exception):
    pass


def gen(n: int) -> Iterator[int]:
    for i in range(n):
        yield i
        if i == 2:
            return


def count() -> Callable[[], int]:
    n = 0

    def inc() -> int:
        nonlocal n
        n += 1
        return n

    return inc


def opt(x: int | None) -> int:
    if not x:
        return -1
    return x


def depth(n: int) -> int:
    return 0 if n == 0 else 1 + depth(n - 1)


def unions(xs: list[int | str]) -> None:
    for x in xs:
        match x:
            case int():
                print("int", x + 1)
            case str():
                print("str", x.upper())


if __name__ == "__main__":
    acc = Acc()
    acc += 5
    print(acc.total, 10 + acc, acc[1], list(acc), [*acc, 7])
    print(P(1) == P(1), P(1) == 3, P(1) != P(2), P(2) in [P(1), P(2)], {P(1): 1}[P(1)])
    print(Base(1) == Derived(1), Derived(1) == Derived(1, 2), Derived(3), Base(1) == Base(1))
    print(frozenset([1, 2]) == frozenset([2, 1]), len(frozenset("aab")))
    print(list(gen(5)), sum(gen(3)), next(gen(1)), next(iter([1][:0]), 4))
    a, (b, *c), d = 1, (2, 3, 4), 5
    print(a, b, c, d)
    print(opt(0), opt(3), opt(None), depth(900))
    unions([1, "a"])
    print(f"{'x'!a} {b'y'!r} {3.0!s} {a=}")
    f = count()
    print(f(), f())
    x = [1, 2, 3, 4, 5]
    x[1:3] = []
    print(x, x[-1:], x[10:], x[:-10])
    print(
        list(map(str, range(3))),
        list(zip(range(3), "ab")),
        max("b", "a"),
        min([3, 1], key=lambda v: -v),
    )
    print(sorted({"b": 1, "a": 2}.items()), dict(sorted({"b": 1, "a": 2}.items())))
    print(
        math.gcd(12, 18),
        math.isqrt(17),
        math.log(1.0),
        10**3,
        -7 // 2,
        -7 % 3,
        7 // -2,
        divmod(-7, 2),
    )
    print("é" < "z", "abc"[1], "abc"[-1], "日本"[0], "a,b".split(","), "  x ".split())
    try:
        raise E1("boom")
    except E1 as e:
        print(e, repr(e))
    print(bool("0"), None or "x", 0 or None)
    shown = repr(P(1))
    print(shown[:24], shown[-1], str(P(2)).startswith("<__main__.P object at 0x"))
    it = iter([1, 2])
    print(next(it), next(it), next(it, None))
    nested: dict[str, list[tuple[int, str | None]]] = {"k": [(1, None), (2, "b")]}
    for key, pairs in nested.items():
        for num, text in pairs:
            print(key, num, text, text is None)
    print(str(1.0), str(1e16), 1e-7, -0.0, 1 / 3, 100000000000000000000.0, float("1e5"))
    matrix = [[1, 2], [3, 4]]
    print([list(r) for r in zip(*matrix)] if False else [[r[i] for r in matrix] for i in range(2)])
    while x:
        x.pop()
    else:
        print("empty", x)
    print("x" in {"x": 1}, 3 not in (1, 2), "b" in "abc", b"b" in b"abc", 98 in b"abc")
    i = 5
    i -= 1
    i *= 2
    i **= 2
    print(i)
    print([1, 2] < [1, 3], (1, "a") < (1, "b"), [1] + [2] == [1, 2], {1: 2} == {1: 2}, {1} == {1})
