# mypy: ignore-errors
"""Annotations that the program itself contradicts: they mean nothing to CPython."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def doubled(x: int) -> int:
    return x * 2


def arguments() -> None:
    print(doubled(2), doubled("ab"), doubled([1]), doubled(1.5))


def none_for_a_class(name: str, default: str = None) -> str:
    return name or default


def none_as_default() -> None:
    print(none_for_a_class("x"), none_for_a_class("", "y"), none_for_a_class(""))


def wrong_result(n: int) -> int:
    if n > 2:
        return "many"
    return n


def results() -> None:
    print(wrong_result(1), wrong_result(3))


def no_result(n: int) -> str:
    if n > 2:
        return "many"


def falls_off_the_end() -> None:
    print(no_result(1), no_result(3))


class Node:
    def __init__(self, value: int, after: Node = None) -> None:
        self.value = value
        self.after: Node = after

    def last(self) -> Node:
        return self if self.after is None else self.after.last()


def linked_list() -> None:
    nodes = Node(1, Node(2, Node(3)))
    print(nodes.last().value, nodes.last().after)
    try:
        print(nodes.after.after.after.value)
    except AttributeError as error:
        print(error)


class Box:
    size: int

    def __init__(self, size: int) -> None:
        self.size = size
        self.label: str = None

    def named(self, label: str) -> Box:
        self.label = label
        return self


def fields() -> None:
    print(Box("large").size, Box(3).label, Box(4).named("box").label)


@dataclass
class Token:
    kind: str
    lexeme: str
    literal: int = 0
    notes: list[str] = field(default_factory=list)


def dataclass_fields() -> None:
    tokens = [Token("number", "1", 1), Token("name", None, "x"), Token("end", None)]
    for token in tokens:
        print(token, token.lexeme is None)
    print(tokens[0] == Token("number", "1", 1))


class Shape(ABC):
    @abstractmethod
    def area(self) -> None: ...

    @abstractmethod
    def scaled(self, by: int) -> None: ...


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side**2

    def scaled(self, by: float) -> Square:
        return Square(self.side * by)


def overrides_that_return() -> None:
    shape: Shape = Square(2.0)
    print(shape.area(), shape.scaled(1.5).area())


def locals_and_globals() -> None:
    count: int = "none"
    print(count)
    count = 3
    print(count + 1)
    text: str = None
    for word in ("a", "b"):
        text = word if text is None else text + word
    print(text)


_total: int = None


def _add(n: int) -> None:
    global _total
    _total = n if _total is None else _total + n


def module_variable() -> None:
    _add(2)
    _add(3)
    print(_total)


def nested_functions() -> None:
    def add(a: int, b: int) -> int:
        return a + b

    print(add(1, 2), add("a", "b"), add([1], [2]))


class Checked:
    def __init__(self, age: int) -> None:
        if not isinstance(age, int):
            raise TypeError(f"age is {type(age).__name__}")
        self.age = age


def checks_at_run_time() -> None:
    for age in (3, "four", None):
        try:
            print(Checked(age).age)
        except TypeError as error:
            print(error)


class Expression:
    def evaluate(self) -> int:
        return 0


class Text(Expression):
    def __init__(self, text: str) -> None:
        self.text = text

    def evaluate(self) -> int:
        return self.text


def parsed(text: str) -> Expression | None:
    return Text(text) if text else None


def shown(expression: Expression) -> str:
    return str(expression.evaluate())


def optional_given_on() -> None:
    print(shown(parsed("abc")), shown(Expression()))
    try:
        print(shown(parsed("")))
    except AttributeError as error:
        print(error)


def _median(data: list[float]) -> float:
    ordered = sorted(data)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 0:
        return (ordered[middle - 1] + ordered[middle]) / 2
    return ordered[middle]


def an_int_returned_after_a_float() -> None:
    print(_median([1, 2, 4]), _median([1, 2, 4, 8]), _median([0.5]))


class Failure(Exception):
    pass


def _failure(n: int) -> Failure | None:
    return Failure(f"failure {n}") if n else None


def raise_of_what_may_be_none() -> None:
    for n in (1, 0):
        try:
            raise _failure(n)
        except Failure as error:
            print(error)
        except TypeError as error:
            print("TypeError", error)


def unreadable(x: Missing, y: "Missing" | None = None) -> AlsoMissing:  # noqa: F821
    z: Nowhere = x  # noqa: F821
    return z


class Holder:
    item: Unknown  # noqa: F821

    def __init__(self, item: Unknown) -> None:  # noqa: F821
        self.item = item


def annotations_that_name_nothing() -> None:
    print(unreadable(3), unreadable("x"), Holder(3).item)


def identity_of_bools() -> None:
    found: dict[str, bool] = {"a": True, "b": False}
    for key in ("a", "b", "c"):
        print(found.get(key) is False, found.get(key) is True, found.get(key) is not False)
    mixed: list[int | bool | str] = [1, True, "x"]
    print([m is True for m in mixed])


def areas(shapes: list[Shape]) -> list[float]:
    return [shape.area() for shape in shapes]


def lists_of_a_subclass() -> None:
    squares = [Square(1.0), Square(2.0)]
    print(areas(squares), areas([]), areas([Square(3.0)]))


@dataclass
class Step:
    before: dict[str, Any]


class Undo:
    def __init__(self) -> None:
        self.square: Square | None = None
        self.shape: Shape | None = None
        self.note: str | None = None
        self.steps: list[Step] = []

    def keep(self) -> None:
        before = {"square": self.square, "shape": self.shape, "note": self.note}
        step = Step(before=before)
        self.steps.append(step)

    def draw(self, side: float) -> Undo:
        self.keep()
        self.square = Square(side)
        return self

    def write(self, note: str) -> Undo:
        self.keep()
        self.note = note
        return self

    def back(self) -> None:
        before = self.steps.pop().before
        self.square, self.shape = before["square"], before["shape"]
        self.note = before["note"]


def displays_of_opened_fields() -> None:
    undo = Undo().draw(2.0).write("a").write("b")
    for _ in range(3):
        undo.back()
        print(undo.note, undo.square is None, len(undo.steps))


class _Cell(Generic[T]):
    def __init__(self, value: T, next: _Cell[T] | None) -> None:
        self.value = value
        self.next = next


class _Chain(Generic[T]):
    def __init__(self) -> None:
        self.head: _Cell[T] | None = None

    def push(self, value: T) -> None:
        self.head = _Cell(value, self.head)

    def cells(self) -> Iterator[T]:
        cell = self.head
        while cell:
            yield cell
            cell = cell.next

    def values(self) -> Iterator[T]:
        for cell in self.cells():
            yield cell.value


def yields_something_else() -> None:
    chain = _Chain()
    for number in range(3):
        chain.push(number)
    print([cell.value for cell in chain.cells()], list(chain.values()))


class _Settings:
    def __init__(self, hosts: tuple[str, ...] | None) -> None:
        self.hosts = hosts

    def __hash__(self) -> int:
        return hash(self.hosts)


def no_hash() -> None:
    print(_Settings(("a",)) in {_Settings(None)})
    try:
        print(len({_Settings(["a"])}))
    except TypeError as error:
        print(error)


def named(thing: object) -> str:
    return thing.name


def applied(action: Callable[[int], int], value: int) -> int:
    return action(value)


def joined(value: str) -> str:
    return value + value


class Named:
    name = "n"


def annotations_that_say_too_little() -> None:
    print(named(Named()), applied(joined, "x"))
    try:
        print(named(None))
    except AttributeError as error:
        print(error)
