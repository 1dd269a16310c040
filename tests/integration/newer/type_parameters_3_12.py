"""Type parameters in brackets and `type` statements (PEP 695), nested quotes in f-strings (PEP 701)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, override

type Number = int | float
type Pair[A, B] = tuple[A, B]
type Tree[T] = Leaf[T] | Branch[T]
type Handler[**P] = Callable[P, None]


class Stack[T]:
    def __init__(self) -> None:
        self._items: list[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        return self._items.pop()

    def map[U](self, f: Callable[[T], U]) -> Stack[U]:
        out = Stack[U]()
        for item in self._items:
            out.push(f(item))
        return out

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)


@dataclass
class Leaf[T]:
    value: T


@dataclass
class Branch[T]:
    left: Tree[T]
    right: Tree[T]


def total(tree: Tree[int]) -> int:
    match tree:
        case Leaf(value):
            return value
        case Branch(left, right):
            return total(left) + total(right)


class Comparable(Protocol):
    def __lt__(self, other: object, /) -> bool: ...


def first[T](items: Sequence[T], default: T | None = None) -> T | None:
    return items[0] if items else default


def largest[T: (int, str)](items: Iterable[T]) -> T:
    it = iter(items)
    best = next(it)
    for item in it:
        if item > best:
            best = item
    return best


def swap[A, B](pair: Pair[A, B]) -> Pair[B, A]:
    return pair[1], pair[0]


def logged[**P, R](f: Callable[P, R]) -> Callable[P, R]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        print("call", f.__name__)
        return f(*args, **kwargs)

    return inner


@logged
def add(a: int, b: int = 2) -> int:
    return a + b


def double(n: Number) -> Number:
    return n * 2


class Base:
    def name(self) -> str:
        return "base"


class Sub(Base):
    @override
    def name(self) -> str:
        return f"sub {super().name()}"


def repeated[**Q](times: int) -> Callable[[Callable[Q, int]], Callable[Q, int]]:
    def decorate[**P, R](f: Callable[P, R]) -> Callable[P, R]:
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            for _ in range(times - 1):
                f(*args, **kwargs)
            return f(*args, **kwargs)

        return inner

    return decorate


@repeated(2)
def shout(text: str) -> int:
    print(text.upper())
    return len(text)


def outer[T](x: T) -> list[T]:
    type Inner = list[int]
    found: list[T] = []
    numbers: Inner = [1]

    def add(y: T) -> None:
        found.append(y)
        numbers.append(2)

    add(x)
    add(x)
    print(numbers)
    return found


type Json = dict[str, Json] | list[Json] | str | int | None


def depth(value: Json) -> int:
    if isinstance(value, dict):
        return 1 + max((depth(v) for v in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((depth(v) for v in value), default=0)
    return 0


if __name__ == "__main__":
    s = Stack[int]()
    s.push(1)
    s.push(2)
    print(list(s.map(lambda n: f"<{n}>")), s.pop())
    print(total(Branch(Leaf(1), Branch(Leaf(2), Leaf(3)))))
    print(first([3, 4]), first([], "x"), largest([1, 5, 3]), largest(["a", "c", "b"]))
    print(swap((1, "a")), add(1), add(1, b=5), double(2), double(2.5))
    print(Sub().name(), Branch(Leaf(1), Leaf(2)))
    print(f"{'nested'} {f'{1 + 1} {"x"}'}")
    print(shout("a"), outer("q"), outer(2.5))
    print(depth({"a": [1, {"b": None}], "c": "x"}))
