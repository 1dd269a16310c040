"""What is sure to fail is raised where a `try` is there to catch it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import FrozenInstanceError, dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 2


class Pair(NamedTuple):
    a: int
    b: str


class Circle:
    def __init__(self, radius: int) -> None:
        self._radius = radius

    @property
    def radius(self) -> int:
        return self._radius


class Shape(ABC):
    @abstractmethod
    def area(self) -> int: ...

    @abstractmethod
    def name(self) -> str: ...


class Half(Shape):
    def area(self) -> int:
        return 1


def frozen() -> None:
    p = Point(1)
    try:
        p.x = 3  # type: ignore[misc]
        print("set")
    except FrozenInstanceError as error:
        print("frozen:", error)
    try:
        p.y += 1  # type: ignore[misc]
    except AttributeError as error:
        print(type(error).__name__, error)
    try:
        del p.x
    except FrozenInstanceError as error:
        print(error)
    print(p)


def named_tuples() -> None:
    p = Pair(1, "b")
    try:
        p.a = 2  # type: ignore[misc]
    except AttributeError as error:
        print(error)
    print(p)


def without_setter() -> None:
    circle = Circle(2)
    try:
        circle.radius = 5  # type: ignore[misc]
    except AttributeError as error:
        print(error)
    print(circle.radius)


def abstract() -> None:
    try:
        Shape()  # type: ignore[abstract]
    except TypeError as error:
        print(error)
    try:
        print(Half())  # type: ignore[abstract]
    except TypeError as error:
        print(error)
