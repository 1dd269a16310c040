"""Attributes of classes that change at run time."""

from __future__ import annotations

from typing import ClassVar


class Counter:
    total = 0
    registry: ClassVar[dict[str, int]] = {}
    names: list[str] = []

    def __init__(self, name: str) -> None:
        Counter.total += 1
        self.id = Counter.total
        Counter.registry[name] = self.id
        self.names.append(name)

    @classmethod
    def reset(cls) -> None:
        cls.total = 0

    @classmethod
    def make(cls, name: str) -> Counter:
        return cls(name)

    def total_of_object(self) -> int:
        return self.total


class Special(Counter):
    pass


class Single:
    _only: Single | None = None
    made: int = 0

    @classmethod
    def get(cls) -> Single:
        if cls._only is None:
            cls._only = cls()
            cls.made += 1
        return cls._only


class Settings:
    debug: bool = False
    level = 1.5
    name = "start"

    class Inner:
        depth = 1


class Parent:
    kind = "parent"


class Child(Parent):
    kind = "child"


def _show(item: Parent) -> str:
    return item.kind


def counted() -> None:
    Counter.reset()
    Counter("a")
    Counter.make("b")
    last = Special("c")
    print(Counter.total, Special.total, last.total, last.total_of_object(), last.id)
    print(Counter.registry, Counter.names, "b" in Counter.registry)


def reset_by_class_method() -> None:
    Counter("x")
    Counter.reset()
    print(Counter.total, Counter("y").id)


def singleton() -> None:
    print(Single.get() is Single.get(), Single.made)


def assigned_from_outside() -> None:
    print(Settings.debug, Settings.level, Settings.name)
    Settings.debug = True
    Settings.level *= 2
    Settings.name += "!"
    print(Settings.debug, Settings.level, Settings().name)


def nested_class() -> None:
    Settings.Inner.depth += 1
    print(Settings.Inner.depth)


def overridden() -> None:
    print(_show(Parent()), _show(Child()))
    Child.kind = "changed"
    print(_show(Parent()), _show(Child()), Child.kind, Parent.kind)
