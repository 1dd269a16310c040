"""The class of an object as a value."""

from __future__ import annotations

from dataclasses import dataclass


class Animal:
    legs = 4

    def __init__(self, name: str = "?") -> None:
        self.name = name

    def clone(self) -> Animal:
        return type(self)(self.name)

    def kind(self) -> str:
        return self.__class__.__name__

    def count(self) -> int:
        return type(self).legs


class Bird(Animal):
    legs = 2


class Parrot(Bird):
    pass


@dataclass
class Point:
    x: int


def _kind(animal: Animal) -> type[Animal]:
    return type(animal)


def _is(thing: Animal | int | str | None, cls: type[Animal]) -> bool:
    return isinstance(thing, cls)


def made_again() -> None:
    animals: list[Animal] = [Animal("a"), Bird("b"), Parrot("p")]
    for animal in animals:
        copy = animal.clone()
        print(type(copy).__name__, copy.kind(), copy.count(), type(copy) is type(animal))


def compared() -> None:
    a: list[Animal] = [Animal(), Bird(), Bird()]
    print(type(a[0]) == type(a[1]), type(a[1]) == type(a[2]), type(a[1]) is not type(a[2]))
    print(type(a[1]) is Bird, type(a[1]) in (Animal, Bird), type(a[0]) != Bird)
    print(type(Point(1)) is Point, type(3) is int, type("s") == str, type(2.5) is float)
    print(a[0].__class__ is a[1].__class__, a[1].__class__ == a[2].__class__)


def as_values() -> None:
    animals: list[Animal] = [Animal(), Parrot()]
    kinds = [_kind(animal) for animal in animals]
    print([k.__name__ for k in kinds], kinds[1] is Parrot, kinds[0] is kinds[1], kinds[1].legs)
    print([k("n").name for k in kinds], [issubclass(k, Bird) for k in kinds])
    print(type(animals[1]), type(3), type("a"), type([1]), type(None), type((1, 2)), type(1.5))


def counted() -> None:
    counts: dict[type[Animal], int] = {}
    for animal in [Animal(), Bird(), Bird(), Parrot()]:
        counts[type(animal)] = counts.get(type(animal), 0) + 1
    print({k.__name__: v for k, v in counts.items()}, counts[Bird])


def isinstance_of_values() -> None:
    for cls in (Animal, Bird, Parrot):
        print(
            cls.__name__, [_is(thing, cls) for thing in (Animal(), Bird(), Parrot(), 3, "s", None)]
        )
    kinds: list[type[Animal]] = [Bird, Parrot]
    print([isinstance(Bird(), k) for k in kinds])


def of_unions() -> None:
    for thing in (1, "a", 2.5, None, Point(3)):
        print(type(thing).__name__, type(thing) is int, type(thing))


def subclass_tests() -> None:
    print(issubclass(Parrot, Animal), issubclass(Animal, (Bird, int)), issubclass(bool, int))
    for cls in (Animal, Bird, Parrot):
        print(issubclass(cls, Bird), issubclass(cls, (Parrot, Bird)))


TABLE: dict[type[Animal], str] = {Bird: "bird", Parrot: "parrot"}


def tables() -> None:
    for animal in (Animal(), Bird(), Parrot()):
        print(
            TABLE.get(type(animal), "?"), type(animal) in TABLE, type(animal) not in (Bird, Animal)
        )
    try:
        print(TABLE[type(Animal("x"))])
    except KeyError:
        print("no entry")
