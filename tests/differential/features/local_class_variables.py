"""Classes inside functions that use the variables of these functions."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


def first() -> None:
    events: list[str] = []
    n = 3

    class Rec:
        def __init__(self, name: str) -> None:
            self.name = name

        def hit(self) -> int:
            events.append(self.name)
            return n + 1

    r = Rec("a")
    print(r.hit(), Rec("b").hit(), events)
    n = 10
    print(r.hit())


def _counts(start: int) -> int:
    count = start

    class C:
        def hit(self) -> None:
            nonlocal count
            count += 1

        @property
        def now(self) -> int:
            return count

    a = C()
    b = C()
    a.hit()
    b.hit()
    b.hit()
    print(a.now, b.now)
    return count


def _deep(n: int) -> int:
    class Node:
        def value(self) -> int:
            return n * 10

        def again(self) -> Node:
            return Node()

    a = Node()
    below = _deep(n - 1) if n > 0 else 0
    b = Node()
    print(n, a.value(), b.value(), a.again().value(), below)
    return b.again().value()


def _factory(k: int) -> Callable[[], int]:
    class V:
        def get(self) -> int:
            return k

    def build() -> int:
        return V().get()

    return build


def helper_functions() -> None:
    log: list[str] = []

    def note(text: str) -> None:
        log.append(text)

    class Base:
        def run(self) -> None:
            note("base")

    class Derived(Base):
        def run(self) -> None:
            super().run()
            note("derived" + str(len(log)))
            [note(str(i)) for i in range(2)]
            after = [lambda: note("lambda")]
            after[0]()

    Derived().run()
    print(log)


def fixtures() -> None:
    class Item:
        def __init__(self, n: int) -> None:
            self.n = n

    items = [Item(1)]

    class Store:
        def add(self, n: int) -> Store:
            items.append(Item(n))
            return self

        def __len__(self) -> int:
            return len(items)

        def __iter__(self) -> Iterator[int]:
            for i in items:
                yield i.n

    s = Store().add(3).add(4)
    print(len(s), list(s))


class Handler:
    def handle(self, x: int) -> str:
        return f"handler {x}"


def last_seen() -> None:
    last = None
    seen = []

    class H(Handler):
        def handle(self, x: int) -> str:
            nonlocal last
            last = x
            seen.append(x)
            return super().handle(x)

    hs: list[Handler] = [H(), Handler()]
    for i, h in enumerate(hs):
        print(h.handle(i))
    print(last, seen)


def _data(limit: int) -> None:
    @dataclass(order=True)
    class P:
        x: int
        tags: list[str] = field(default_factory=list)

        def ok(self) -> bool:
            return self.x < limit

        def next(self) -> P:
            return P(self.x + 1)

    p = P(limit - 1)
    print(p, p.ok(), p.next().ok(), p == P(limit - 1), p < p.next())


def _errors() -> None:
    prefix = "E"

    class MyError(Exception):
        def __init__(self, code: int) -> None:
            super().__init__(f"{prefix}{code}")
            self.code = code

        def __str__(self) -> str:
            return prefix + "!" + str(self.code)

    try:
        raise MyError(3)
    except MyError as e:
        print(e, repr(e), e.code)


def _once(n: int) -> None:
    class S:
        @staticmethod
        def add(x: int) -> int:
            return x + n

        @classmethod
        def make(cls) -> S:
            s = cls()
            s.k = n
            return s

        def __init__(self) -> None:
            self.k = 0

    print(S.add(3), S.make().k)


class Base(ABC):
    @abstractmethod
    def go(self) -> int: ...
    def twice(self) -> int:
        return self.go() * 2


def _make_class(n: int) -> type[Base]:
    class D(Base):
        def go(self) -> int:
            return n

    return D


def managers() -> None:
    log = []

    class M:
        def __enter__(self) -> M:
            log.append("in")
            return self

        def __exit__(self, *a: object) -> bool:
            log.append("out")
            return True

    with M() as m:
        raise ValueError
    print(log)


async def _amain(factor: int) -> None:
    got = []

    class W:
        async def work(self, n: int) -> int:
            await asyncio.sleep(0)
            got.append(n)
            return n * factor

        async def items(self) -> AsyncIterator[int]:
            for i in range(factor):
                yield i

    w = W()
    print(await asyncio.gather(w.work(1), w.work(2)), got)
    print([i async for i in w.items()])


def nested() -> None:
    total = 0

    def add(n: int) -> None:
        nonlocal total
        total += n

    class A:
        def go(self, n: int) -> None:
            add(n)

            def inner() -> A:
                return A()

            if n > 0:
                inner().go(n - 1)

    def run() -> None:
        A().go(3)

    run()
    print(total)


def _describe(name: str) -> None:
    class T:
        def __repr__(self) -> str:
            return f"{type(self).__name__}({name})"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, T) and name == "x"

        def __call__(self, *args: int) -> int:
            return sum(args) + len(name)

        def __getitem__(self, i: int) -> str:
            return name[i]

    t = T()
    print(t, t == T(), t(1, 2), t[0], [repr(x) for x in (T(), t)])


def _enums(n: int) -> None:
    class C(Enum):
        A = 1
        B = 2

        def plus(self) -> int:
            return self.value + n

    print(C.A.plus(), [c.plus() for c in C])


class Visitor(Protocol):
    def visit(self, n: int) -> None: ...


def _walk(v: Visitor, n: int) -> None:
    for i in range(n):
        v.visit(i)


def protocols() -> None:
    found: dict[int, str] = {}

    class V:
        def visit(self, n: int) -> None:
            found[n] = str(n)

    _walk(V(), 3)
    print(found)


def _params(a: int, b: str = "b", *rest: int, **named: int) -> None:
    class U:
        def show(self) -> str:
            return f"{a} {b} {rest} {sorted(named)}"

    print(U().show())


def calls() -> None:
    print(_counts(5), _counts(7))
    _deep(2)
    f, g = _factory(1), _factory(2)
    print(f(), g(), f())
    _data(5)
    _data(6)
    _errors()
    _errors()
    asyncio.run(_amain(2))
    _describe("x")
    _describe("y")
    _params(1, "c", 2, 3, k=2, j=1)
    _params(2)


def statement_runs_once() -> None:
    _once(4)
    print(_make_class(4)().twice())
    _enums(3)


def closure_changes_type() -> None:
    last = None

    def note(x: int) -> None:
        nonlocal last
        last = x

    print(last)
    note(3)
    print(last)
