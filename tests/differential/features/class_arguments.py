"""Classes given to functions, and objects made of the class of another."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T", bound="Animal")
K = TypeVar("K")


class Animal:
    sound = "..."

    def __init__(self, name: str) -> None:
        self.name = name

    def speak(self) -> str:
        return f"{self.name}: {self.sound}"

    def clone(self) -> Animal:
        return type(self)(self.name + "'")

    def twin(self, name: str) -> Animal:
        return self.__class__(name=name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name})"


class Dog(Animal):
    sound = "woof"

    def fetch(self) -> str:
        return self.name + " fetches"


class Puppy(Dog):
    def __init__(self, name: str) -> None:
        super().__init__(name.lower())


class Cat(Animal):
    sound = "meow"


def _make(kind: type[Animal], name: str) -> Animal:
    return kind(name)


def _exactly(kind: type[T], name: str) -> T:
    return kind(name)


def _first(kind: type[K], things: list[object]) -> K | None:
    for thing in things:
        if isinstance(thing, kind):
            return thing
    return None


def _name_of(kind: type) -> str:
    return kind.__name__


def made_by_function() -> None:
    print(_make(Dog, "r").speak(), _make(Cat, "t"), _make(name="n", kind=Animal))


def type_of_result() -> None:
    print(_exactly(Dog, "d").fetch(), _exactly(Puppy, "P").fetch())


def found_by_class() -> None:
    things: list[object] = [1, Dog("d"), Cat("c")]
    print(_first(Cat, things), _first(Puppy, things))


def names() -> None:
    print(_name_of(Dog), _name_of(Animal))


def of_the_same_class() -> None:
    animals: list[Animal] = [Animal("a"), Dog("d"), Puppy("P"), Cat("c")]
    print([a.clone() for a in animals], [a.twin("X") for a in animals])
