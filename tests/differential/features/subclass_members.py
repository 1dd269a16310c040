# mypy: ignore-errors
"""What only subclasses have, asked of an object that is declared as their base."""

from __future__ import annotations

from abc import ABC, abstractmethod


class Node:
    pass


class Num(Node):
    def __init__(self, value: float) -> None:
        self.value = value

    def show(self, wide: bool = False) -> str:
        return f"{self.value:5}" if wide else str(self.value)


class Name(Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def show(self, wide: bool = False) -> str:
        return self.name


class Deep(Num):
    def show(self, wide: bool = False) -> str:
        return "deep " + str(self.value)


class Never(Node):
    """There are no objects of it."""

    def __init__(self) -> None:
        self.value = []

    def show(self) -> str:
        return self.value


def nodes() -> list[Node]:
    return [Num(1.5), Name("x"), Deep(2.0), Node()]


def fields() -> None:
    for node in nodes():
        try:
            print(node.value)
        except AttributeError as error:
            print(error)
        try:
            print(node.name.upper())
        except AttributeError as error:
            print(error)


def methods() -> None:
    for node in nodes():
        try:
            print(node.show(), node.show(wide=True))
        except AttributeError as error:
            print(error)


class Shape(ABC):
    @abstractmethod
    def accept(visitor):
        pass


class Circle(Shape):
    def __init__(self, r: int) -> None:
        self.r = r

    def accept(self, visitor):
        return visitor.visit_circle(self)


class Square(Shape):
    def __init__(self, a: int) -> None:
        self.a = a

    def accept(self, visitor):
        return visitor.visit_square(self)


class Area:
    def visit_circle(self, c: Circle) -> int:
        return 3 * c.r * c.r

    def visit_square(self, s: Square) -> int:
        return s.a * s.a


def area(shape: Shape) -> int:
    return shape.accept(Area())


def visitors() -> None:
    print(area(Circle(2)), area(Square(3)))


class Base:
    def go():
        pass

    def two(self, a, b):
        return "two"


class Going(Base):
    def go(self, a, b=2):
        return a + b

    def two(self):
        return "none"


class Still(Base):
    pass


def go(base: Base) -> None:
    try:
        print(base.go(1), base.go(1, b=5))
    except TypeError as error:
        print(error)


def two(base: Base) -> None:
    try:
        print(base.two())
    except TypeError as error:
        print(error)


def other_signatures() -> None:
    for base in (Going(), Still(), Base()):
        go(base)
        two(base)
