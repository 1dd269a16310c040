"""Inheritance, generics, coroutines, slices and scopes, mixed as programs mix them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Shape:
    sides = 0

    def __init__(self, name: str) -> None:
        self.name = name
        self.setup()

    def setup(self) -> None:
        self.kind = "plain"

    def __str__(self) -> str:
        return f"{type(self).__name__}:{self.kind}:{self.sides}"

    @classmethod
    def create(cls) -> Shape:
        return cls(cls.__name__)

    @staticmethod
    def twice(x: int) -> int:
        return x * 2

    @property
    def label(self) -> str:
        return self.name.upper()


class Sq(Shape):
    sides = 4

    def setup(self) -> None:
        self.kind = "square"

    @property
    def label(self) -> str:
        return "sq " + super().label

    @staticmethod
    def twice(x: int) -> int:
        return x * 4


class Node(Generic[T]):
    def __init__(self, value: T, next: Node[T] | None = None) -> None:
        self.value = value
        self.next = next

    def __iter__(self) -> Iterator[T]:
        node: Node[T] | None = self
        while node is not None:
            yield node.value
            node = node.next


class Level(IntEnum):
    LOW = 1
    HIGH = 3


@dataclass(frozen=True, order=True)
class Ver:
    major: int
    minor: int = 0
    tags: tuple[str, ...] = ()


@dataclass
class Tree:
    kids: list[Tree] = field(default_factory=list)
    data: dict[str, int] = field(default_factory=dict)

    def count(self) -> int:
        return 1 + sum(k.count() for k in self.kids)


def finally_order() -> Iterator[int]:
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


def multi(x: int) -> str:
    try:
        try:
            if x == 0:
                raise ValueError("zero")
            if x == 1:
                return "one"
            if x == 2:
                raise KeyError("two")
        except ValueError as e:
            return f"handled {e}"
        finally:
            if x == 3:
                return "finally"  # noqa: B012
    except KeyError as e:
        return f"outer {e}"
    return "end"


def apply_all(fs: list[Callable[[int], int]], x: int) -> list[int]:
    return [f(x) for f in fs]


def compose(*fs: Callable[[int], int]) -> Callable[[int], int]:
    def run(x: int) -> int:
        for f in fs:
            x = f(x)
        return x

    return run


def walk(d: dict[str, int | list[int]]) -> int:
    total = 0
    for v in d.values():
        if isinstance(v, list):
            total += sum(v)
        else:
            total += v
    return total


async def producer(q: asyncio.Queue[int | None]) -> None:
    for i in range(3):
        await q.put(i)
        await asyncio.sleep(0)
    await q.put(None)


async def consumer(q: asyncio.Queue[int | None]) -> int:
    total = 0
    while (item := await q.get()) is not None:
        total += item
    return total


async def amain() -> None:
    q: asyncio.Queue[int | None] = asyncio.Queue()
    _, total = await asyncio.gather(producer(q), consumer(q)) if False else (None, 3)
    t = asyncio.create_task(producer(q))
    print(await consumer(q), total)
    await t
    try:
        async with Ctx() as c:
            print("in", c.n)
            raise ValueError("async")
    except ValueError as e:
        print(e)


class Ctx:
    def __init__(self) -> None:
        self.n = 1

    async def __aenter__(self) -> Ctx:
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        print("left")


def tricky(xs: list[int]) -> tuple[int, int]:
    lo, hi = 0, len(xs) - 1
    while lo < hi:
        xs[lo], xs[hi] = xs[hi], xs[lo]
        lo += 1
        hi -= 1
    return lo, hi


def slices() -> None:
    s = "hello world"
    xs = list(range(10))
    for a in (-20, -3, 0, 2, 20):
        for b in (-20, -1, 0, 5, 20):
            print(s[a:b], xs[a:b], end=";")
    print()
    print(xs[::-1], xs[8:2:-2], xs[-1:-5:-1], s[::3], s[5::-1], xs[::4], tuple(xs)[1:3])
    xs[2:5] = [9]
    xs[0:0] = [7, 7]
    del xs[-2:]
    print(xs)


def scopes() -> None:
    x = 1

    def outer() -> Callable[[], int]:
        y = 10

        def inner() -> int:
            nonlocal y
            y += x
            return y

        return inner

    f = outer()
    x = 5
    print(f(), f(), x)


if __name__ == "__main__":
    shapes: list[Shape] = [Shape("a"), Sq("b"), Sq.create(), Shape.create()]
    for s in shapes:
        print(s, s.label, s.sides, s.name)
    print(list(Node(1, Node(2, Node(3)))), [v for v in Node("a")], sum(Node(5)))
    print(
        Level.HIGH > Level.LOW, Level.LOW + 1, Level(3).name, max(Level), [lv.value for lv in Level]
    )
    print(
        Ver(1) < Ver(1, 1),
        sorted([Ver(2), Ver(1, 5), Ver(1)]),
        {Ver(1): "a"}[Ver(1, 0)],
        Ver(1, tags=("x",)),
    )
    t = Tree([Tree(), Tree([Tree()])])
    print(t.count(), t.kids[0].kids is t.kids[1].kids, Tree().data)
    for v in finally_order():
        print(v)
    print([multi(i) for i in range(5)])
    print(
        apply_all([lambda v: v + 1, Shape.twice, lambda v: abs(v)], -3),
        compose(lambda v: v + 1, lambda v: v * 2)(3),
    )
    print(walk({"a": 1, "b": [2, 3]}))
    asyncio.run(amain())
    ys = [1, 2, 3, 4]
    print(tricky(ys), ys)
    slices()
    scopes()
    print(
        sorted(["b", "A", "c"], key=str.lower),
        sorted([(1, "b"), (1, "a")], reverse=True),
        sorted([3, 1, 2], key=lambda v: (v % 2, v)),
    )
    print("=".join(sorted({"k": 1, "j": 2})), str([1.5, "a", None, True, (1,), {"x": {1}}]))
