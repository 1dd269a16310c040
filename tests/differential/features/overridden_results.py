"""What a method gives that says nothing of its result, where subclasses override it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shape(ABC):
    @abstractmethod
    def area(self): ...  # type: ignore[no-untyped-def]

    @abstractmethod
    def name(self):  # type: ignore[no-untyped-def]
        """What people call it."""

    def sides(self):  # type: ignore[no-untyped-def]
        raise NotImplementedError("sides")

    @abstractmethod
    def anything(self) -> Any:
        pass

    async def later(self):  # type: ignore[no-untyped-def]
        raise NotImplementedError


class Square(Shape):
    def __init__(self, side: int) -> None:
        self.side = side

    def area(self) -> int:
        return self.side**2

    def name(self) -> str:
        return "square"

    def sides(self) -> int:
        return 4

    def anything(self) -> Any:
        return [self.side] * 2


class Circle(Shape):
    def __init__(self, radius: float) -> None:
        self.radius = radius

    def area(self):  # type: ignore[no-untyped-def]
        return 3.0 * self.radius

    def name(self):  # type: ignore[no-untyped-def]
        return "circle"

    def anything(self) -> Any:
        return "round"


def described(shape: Shape) -> str:
    return f"{shape.name().upper()} {shape.area() * 2} {len(shape.anything())}"


def abstract_methods_without_results() -> None:
    for shape in (Square(3), Circle(1.5)):
        print(described(shape), shape.anything())


def one_override_raises() -> None:
    for shape in (Square(3), Circle(1.5)):
        try:
            print(shape.sides() + 1)
        except NotImplementedError as error:
            print("not there", error)


class Plain:
    def made(self):  # type: ignore[no-untyped-def]
        pass

    def kept(self):  # type: ignore[no-untyped-def]
        pass


class Made(Plain):
    def made(self) -> str:
        return "made"


def base_objects_give_none() -> None:
    for plain in (Plain(), Made()):
        print(plain.made(), plain.kept())


class Asking(Plain):
    def made(self):  # type: ignore[no-untyped-def]
        return f"asked {super().made()}"


def super_of_an_empty_method() -> None:
    asking: Plain = Asking()
    print(asking.made())


class Silent:
    def run(self):  # type: ignore[no-untyped-def]
        raise NotImplementedError("run")


class Loud(Silent):
    def run(self):  # type: ignore[no-untyped-def]
        raise ValueError("loud")


def nobody_returns() -> None:
    for silent in (Silent(), Loud()):
        try:
            silent.run()
        except (NotImplementedError, ValueError) as error:
            print(type(error).__name__, error)


class Visitor(Generic[T]):
    def number(self, node: Number) -> T:
        raise NotImplementedError

    def both(self, node: Both) -> T:
        raise NotImplementedError


class Node:
    def accept(self, visitor: Visitor[Any]) -> Any:
        raise NotImplementedError


@dataclass
class Number(Node):
    value: int

    def accept(self, visitor: Visitor[Any]) -> Any:
        return visitor.number(self)


@dataclass
class Both(Node):
    left: Node
    right: Node

    def accept(self, visitor: Visitor[Any]) -> Any:
        return visitor.both(self)


class Total(Visitor[int]):
    def number(self, node: Number) -> int:
        return node.value

    def both(self, node: Both) -> int:
        left: int = node.left.accept(self)
        return left + node.right.accept(self)  # type: ignore[no-any-return]


def visitor_with_any() -> None:
    tree = Both(Number(1), Both(Number(2), Number(3)))
    print(tree.accept(Total()))


class Handler(ABC):
    def __init__(self, after: Handler | None = None) -> None:
        self.after = after

    def handle(self, request: int):  # type: ignore[no-untyped-def]
        if self.can(request):
            return self.do(request)
        return self.after.handle(request) if self.after else "nobody"

    @abstractmethod
    def can(self, request: int) -> bool: ...

    @abstractmethod
    def do(self, request: int):  # type: ignore[no-untyped-def]
        ...


class Small(Handler):
    def can(self, request: int) -> bool:
        return request < 10

    def do(self, request: int):  # type: ignore[no-untyped-def]
        return f"small {request}"


class Large(Handler):
    def can(self, request: int) -> bool:
        return request > 100

    def do(self, request: int):  # type: ignore[no-untyped-def]
        return request // 2


def results_that_follow_from_each_other() -> None:
    chain = Small(Large())
    print([chain.handle(n) for n in (5, 50, 500)])
