"""`x.__dict__` and `vars(x)` as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field


class Shown:
    def __str__(self) -> str:
        params = ", ".join([f"{k}={v}" for k, v in self.__dict__.items()])
        return f"{self.__class__.__name__}({params})"


class Person(Shown):
    def __init__(self, name: str, age: int) -> None:
        self.name = name
        self.age = age
        self.tags: list[str] = []


class Employee(Person):
    def __init__(self, name: str, age: int, pay: float) -> None:
        super().__init__(name, age)
        self.pay = pay


@dataclass
class Point:
    x: int
    y: int = 2
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.total = self.x + self.y


class Maybe:
    def __init__(self, on: bool) -> None:
        self._on = on
        if on:
            self.extra = 3


class Empty:
    def keys(self) -> list[str]:
        return list(self.__dict__)


class Eq:
    def __init__(self, a: int, b: str) -> None:
        self.a, self.b = a, b

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Eq) and self.__dict__ == other.__dict__

    def get(self, name: str) -> object:
        return self.__dict__.get(name)

    def item(self, name: str) -> int | str:
        return vars(self)[name]


def _show(x: object, y: object, **rest: object) -> None:
    print(x, y, sorted(rest))


def reads() -> None:
    print(Person("a", 3), Employee("b", 4, 1.5), Shown())
    p = Point(1)
    print(vars(p), p.__dict__, len(vars(p)), list(vars(p)))
    for k, v in vars(p).items():
        print(k, v)
    print(Maybe(True).__dict__, Maybe(False).__dict__)
    print(Empty().keys())
    e = Eq(1, "x")
    print(e == Eq(1, "x"), e == Eq(2, "x"), e.get("b"), e.get("c"), e.item("a"))
    try:
        print(e.item("zz"))
    except KeyError as error:
        print(repr(error))
    _show(**vars(p))
    print({**vars(e), "c": 3}, sorted(vars(e).keys()), "a" in vars(e))
    d = dict(vars(e))
    d["a"] = 5
    print(d, e.a)
