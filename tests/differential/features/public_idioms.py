"""What programs of many hands do: each case stopped one of them."""

import numbers
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import (
    Callable,
    Generator,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Sized,
)
from typing import Any, Optional


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


def number_kinds(x: object) -> list[bool]:
    kinds = numbers.Number, numbers.Real, numbers.Integral
    return [isinstance(x, kinds[0]), isinstance(x, kinds[1]), isinstance(x, kinds[2])]


def abstract_numbers() -> None:
    print(number_kinds(1), number_kinds(2.5), number_kinds(True), number_kinds(1j))
    print(number_kinds("x"), number_kinds(None), number_kinds([1]))


class Own:
    def __iter__(self) -> Iterator[int]:
        return iter([1])

    def __len__(self) -> int:
        return 1


class Base:
    pass


class Below(Base):
    def __len__(self) -> int:
        return 2


def collection_kinds(x: Any) -> str:
    found = []
    if isinstance(x, Iterable):
        found.append("iterable")
    if isinstance(x, Sequence):
        found.append("sequence")
    if isinstance(x, Mapping):
        found.append("mapping")
    return " ".join(found)


def flat(items: list[int | list[int]]) -> list[int]:
    out: list[int] = []
    for item in items:
        if isinstance(item, Iterable):
            out.extend(item)
        else:
            out.append(item)
    return out


def abstract_collections() -> None:
    def sized(x: Base) -> bool:
        return isinstance(x, Sized)

    print(sized(Base()), sized(Below()), flat([1, [2, 3]]), isinstance(Own(), (Sized, str)))
    print(isinstance(3, Hashable), isinstance([3], Hashable))
    print([collection_kinds([1]), collection_kinds("a"), collection_kinds({1: 2})])
    print([collection_kinds((1, 2)), collection_kinds(3), collection_kinds(Own())])


class Node:
    def __init__(self, value: int) -> None:
        self.value = value


def found_or_false(node: Node, wanted: int) -> Node | bool:
    return node if node.value == wanted else False


def attributes_of_what_may_be_a_number() -> None:
    found = found_or_false(Node(3), 3)
    if not isinstance(found, bool):
        print(found.value)
    print(found_or_false(Node(3), 4))


class Order:
    def __init__(self, discount: Callable = None) -> None:
        self.discount = discount

    def shown(self) -> str:
        return f"{getattr(self.discount, '__name__', None)}"


def tenth(price: float) -> float:
    return price / 10


def names_of_functions_by_getattr() -> None:
    print(Order(tenth).shown(), Order().shown())


def rows_of(row: int, state: list[list[str]]) -> list[list[str]]:
    if row == 0:
        return [list(row) for row in state]
    return [[str(row)] for row in range(row)]


def comprehension_variables_named_as_parameters() -> None:
    print(rows_of(0, [["a"]]), rows_of(2, []))


def said(text: str) -> str:
    print(text, end=" ")
    return text


def membership_of_what_cannot_be_there() -> None:
    print((1, 2) in [1, 2], "a" in {1, 2}, 3 not in {"x": 1}, None in [1], 1.0 in {1})
    print(said("q") in [1, 2], said("z") not in {(1, 2)})
    xs: list[int | None] = [None]
    items: tuple[int, ...] = (1, 2)
    words: list[str] = []
    print("x" in xs, None in xs, "a" in items, 1 in words)
    pairs = {(x, x + 1) for x in range(2)}
    print(3 in pairs, (0, 1) in pairs, "x" in pairs)
