"""Generators, generator expressions, and parameters that take any iterable, sequence or mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def count(n: int) -> Iterator[int]:
    i = 0
    while i < n:
        yield i
        i += 1
    print("end of count")


def chain(a: Iterable[int], b: Iterable[int]) -> Iterator[int]:
    yield from a
    yield from b


def fib() -> Iterator[int]:
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def failing() -> Iterator[str]:
    yield "one"
    raise ValueError("broken")


def total(xs: Iterable[int]) -> int:
    s = 0
    for x in xs:
        s += x
    return s


def first(xs: Sequence[T], default: T) -> T:
    return xs[0] if len(xs) else default


def each(xs: Iterable[T]) -> list[T]:
    return list(xs)


def look(m: Mapping[str, int], k: str) -> int:
    return m.get(k, -1)


class Tree:
    def __init__(self, value: int, left: Tree | None = None, right: Tree | None = None) -> None:
        self.value, self.left, self.right = value, left, right

    def __iter__(self) -> Iterator[int]:
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


if __name__ == "__main__":
    print(list(count(3)))
    print(sum(chain([1, 2], count(3))))
    for f in fib():
        if f > 50:
            break
        print(f, end=" ")
    print()
    try:
        for s in failing():
            print(s)
    except ValueError as e:
        print("caught", e)
    print(total([1, 2]), total({4, 5}), total(range(4)), total(x * x for x in range(3)))
    print(first([1], 0), first((), "d") if False else "d", each({"a": 1}), look({"k": 3}, "k"))
    g = (x * 2 for x in [1, 2, 3])
    print(next(g), next(g), next(g), next(g, -1))
    t = Tree(5, Tree(3, Tree(1)), Tree(8))
    print(list(t), [v + 1 for v in t], max(t))
    print({a + b for a in "xy" for b in "12"} == {"x1", "x2", "y1", "y2"})
    it = iter(count(2))
    print(next(it))
    print(", ".join(str(v) for v in count(2)), any(v == 1 for v in count(2)))
