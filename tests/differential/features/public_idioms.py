"""What programs of many hands do: each case stopped one of them."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Generator
from typing import Optional


class Handler(ABC):
    @abstractmethod
    def check(self, request: int) -> Optional[bool]: ...

    def kind(self) -> str:
        return "handler"


class Static(Handler):
    @staticmethod
    def check(request: int) -> Optional[bool]:
        return request > 3 or None

    @classmethod
    def kind(cls) -> str:
        return cls.__name__


class Derived(Static):
    pass


class Plain(Handler):
    def check(self, request: int) -> bool:
        return request > 5


def static_and_class_methods_override_ordinary_ones() -> None:
    handlers: list[Handler] = [Static(), Plain(), Derived()]
    for handler in handlers:
        print([handler.check(n) for n in (2, 4, 6)], handler.kind())


def squares(count: int) -> Generator[int]:
    for number in range(count):
        yield number * number


def generators_annotated_with_what_they_yield() -> None:
    print(list(squares(4)))


def aliases_as_factories() -> None:
    found = defaultdict(list[int])
    found["a"].append(3)
    found["b"].extend([1, 2])
    print(found)
    nested: dict[str, dict[str, int]] = defaultdict(dict[str, int])
    nested["x"]["y"] = 1
    print(nested)
    twice = defaultdict(lambda: defaultdict(list[tuple[int, int]]))
    twice[1][2].append((3, 4))
    print(twice[1][2])


def aliases_as_functions() -> None:
    make = set[str]
    made = make()
    made.add("q")
    print(made, list(map(list[int], [[1], [2, 3]])))


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Money):
            return self.cents == other.cents
        if isinstance(other, int):
            return self.cents == other
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.cents)


def classes_among_numbers_say_what_they_equal() -> None:
    xs: list[int | Money | str] = [1, Money(1), "x"]
    print(xs[0] == xs[1], xs[1] == xs[0], xs[2] == xs[1], xs[0] != xs[1])
    print(xs[1] in [1], 1 in xs, xs.index(Money(1)), xs.count(1))
    names: dict[int | Money, str] = {1: "a"}
    names[Money(1)] = "b"
    print(len(names), len({1, Money(1), Money(2)}), (1, Money(2)) == (Money(1), 2))
