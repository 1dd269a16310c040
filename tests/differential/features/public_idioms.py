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
