"""Classes inside functions whose statements do more than to make the class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
registry: dict[str, type[Plugin]] = {}
kinds: list[str] = []


class Plugin:
    def run(self) -> str:
        return "plugin"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        kinds.append(cls.__name__)


class Named:
    tag = ""

    def __init_subclass__(cls, tag: str = "none") -> None:
        cls.tag = tag


def _register(name: str) -> Callable[[type[T]], type[T]]:
    def wrap(cls: type[T]) -> type[T]:
        print("registering", name)
        registry[name] = cls
        return cls

    return wrap


def _shown(cls: type[T]) -> type[T]:
    print("_shown", cls.__name__)
    return cls


def _describe(cls: type[T]) -> type[T]:
    cls.__str__ = lambda self: "described"  # type: ignore
    return cls


def _singleton(cls):
    instances = {}

    def get(*args, **kwargs):
        if cls not in instances:
            instances[cls] = cls(*args, **kwargs)
        return instances[cls]

    return get


def hooks() -> None:
    print(kinds)

    class A(Plugin):
        def run(self) -> str:
            return "A" + super().run()

    print(kinds, A().run())

    class B(A):
        pass

    print(kinds, B().run())


def tags() -> None:
    class X(Named, tag="x"):
        pass

    class Y(Named):
        pass

    print(X.tag, Y.tag, Named.tag, X().tag)


def decorators() -> None:
    @_shown
    class P:
        def __init__(self, n: int) -> None:
            self.n = n

    print(P(3).n)

    @_register("q")
    class Q(Plugin):
        def run(self) -> str:
            return "Q"

    print(sorted(registry), registry["q"]().run(), Q().run())

    @_describe
    class R:
        pass

    print(str(R()))

    @_shown
    @dataclass
    class D:
        x: int
        y: list[int] = field(default_factory=list)

    print(D(1).y, D(2).x)


def single() -> None:
    @_singleton
    class S:
        def __init__(self, n: int) -> None:
            self.n = n

    a = S(1)
    b = S(2)
    print(a is b, a.n, b.n)


def local_decorator() -> None:
    seen = []

    def keep(cls: type[T]) -> type[T]:
        seen.append(cls.__name__)
        return cls

    @keep
    class K:
        def go(self) -> int:
            return len(seen)

    print(K().go(), seen)


def _make_default() -> list[int]:
    return [1, 2]


class Limit:
    def __init__(self, n: int) -> None:
        self.n = n


def body_calls() -> None:
    class C:
        items = _make_default()
        limit = Limit(3)
        scale = max(3, 4)

        def total(self) -> int:
            return sum(self.items) + self.limit.n + self.scale

    c = C()
    C.items.append(4)
    print(c.total(), C.scale)


def fails() -> None:
    try:

        class Bad:
            size = int("x")

        print(Bad.size)
    except ValueError as error:
        print(error)
