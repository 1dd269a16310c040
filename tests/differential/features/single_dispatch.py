"""functools.singledispatch and singledispatchmethod."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch, singledispatchmethod


class Shape:
    def __init__(self, size: int) -> None:
        self.size = size


class Square(Shape):
    pass


class Circle(Shape):
    pass


class Ring(Circle):
    pass


@dataclass
class Num:
    value: int


@dataclass
class Add:
    left: Num | Add
    right: Num | Add


@singledispatch
def show(x: object, end: str = ".") -> str:
    return "something" + end


@show.register
def _(x: int, end: str = ".") -> str:
    return f"int {x + 1}{end}"


@show.register(list)
def _show_list(x: list[int], end: str = ".") -> str:
    return f"list of {len(x)}{end}"


@show.register
def _(x: str, end: str = "!") -> str:
    return f"text {x.upper()}{end}"


@show.register
def _(x: None, end: str = ".") -> str:
    return "none" + end


@singledispatch
def area(shape: Shape) -> float:
    raise NotImplementedError(f"no area of {type(shape).__name__}")


@area.register
def _(shape: Square) -> float:
    return float(shape.size * shape.size)


@area.register
def _(shape: Circle) -> float:
    return 3.0 * shape.size * shape.size


@singledispatch
def evaluate(node: object) -> int:
    raise TypeError("no node")


@evaluate.register
def _(node: Num) -> int:
    return node.value


@evaluate.register
def _(node: Add) -> int:
    return evaluate(node.left) + evaluate(node.right)


class Formatter:
    def __init__(self, mark: str) -> None:
        self.mark = mark

    @singledispatchmethod
    def format(self, x: object) -> str:
        return self.mark + "object"

    @format.register
    def _(self, x: int) -> str:
        return f"{self.mark}int {x}"

    @format.register
    def _(self, x: str) -> str:
        return f"{self.mark}str {x}"

    @format.register(list)
    def _many(self, xs: list[int]) -> str:
        return " ".join(self.format(x) for x in xs)


def functions() -> None:
    print(show(3), show([1, 2]), show("s"), show(2.5), show(True), show(None), show({1: 2}))
    print(show(3, "?"), show("x", end="?"), [show(x) for x in (1, "a", None)])


def below_a_base() -> None:
    shapes: list[Shape] = [Square(2), Circle(1), Ring(3), Shape(4)]
    for shape in shapes:
        try:
            print(area(shape))
        except NotImplementedError as error:
            print(error)


def trees() -> None:
    print(evaluate(Add(Num(1), Add(Num(2), Num(3)))))
    try:
        evaluate("text")
    except TypeError as error:
        print(error)


def methods() -> None:
    f = Formatter("#")
    print(f.format(1), f.format("a"), f.format(2.0), f.format([1, 2]))
    for x in (1, "b", None):
        print(f.format(x))
