"""Generic functions and classes, one copy for each type they are used with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
U = TypeVar("U")
K = TypeVar("K")


def first(items: list[T]) -> T:
    return items[0]


def swap(pair: tuple[T, U]) -> tuple[U, T]:
    return pair[1], pair[0]


def transform(items: list[T], f: Callable[[T], U]) -> list[U]:
    return [f(item) for item in items]


def largest(items: list[T], key: Callable[[T], int]) -> T | None:
    best: T | None = None
    score = 0
    for item in items:
        if best is None or key(item) > score:
            best, score = item, key(item)
    return best


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> Stack[T]:
        self.items.append(item)
        return self

    def pop(self) -> T:
        if not self.items:
            raise IndexError("empty stack")
        return self.items.pop()

    def __len__(self) -> int:
        return len(self.items)


@dataclass
class Pair(Generic[T, U]):
    left: T
    right: U

    def flipped(self) -> Pair[U, T]:
        return Pair(self.right, self.left)


class Tree(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value
        self.children: list[Tree[T]] = []

    def add(self, value: T) -> Tree[T]:
        child = Tree(value)
        self.children.append(child)
        return child

    def walk(self, visit: Callable[[T], None]) -> None:
        visit(self.value)
        for child in self.children:
            child.walk(visit)


class Cache(Generic[K, T]):
    def __init__(self, make: Callable[[K], T]) -> None:
        self.make = make
        self.known: dict[K, T] = {}
        self.misses = 0

    def get(self, key: K) -> T:
        if key not in self.known:
            self.misses += 1
            self.known[key] = self.make(key)
        return self.known[key]


class IntStack(Stack[int]):
    def total(self) -> int:
        return sum(self.items)


class Sized(Protocol):
    def size(self) -> int: ...


class Small:
    def size(self) -> int:
        return 1


class Large:
    def size(self) -> int:
        return 100


S = TypeVar("S", bound=Sized)


def measure(thing: S) -> int:
    return thing.size()


if __name__ == "__main__":
    print(first([1, 2]), first(["a"]), swap((1, "x")), swap(("y", 2.5)))
    print(transform([1, 2, 3], str), transform(["a", "bb"], len), transform([1.5], lambda x: x * 2))
    print(largest(["a", "ccc", "bb"], len), largest([3, 9, 4], lambda x: x % 5))
    numbers = Stack[int]().push(1).push(2)
    words: Stack[str] = Stack()
    words.push("w")
    print(numbers.pop(), len(numbers), words.pop(), len(words))
    try:
        words.pop()
    except IndexError as error:
        print(error)
    print(Pair(1, "one"), Pair(1, "one").flipped(), Pair("a", 2.0).right, Pair(1, 2) == Pair(1, 2))
    tree = Tree("root")
    tree.add("left").add("leaf")
    tree.add("right")
    seen: list[str] = []
    tree.walk(seen.append)
    print(seen)
    known: Cache[int, str] = Cache(str)
    print(known.get(5), known.get(5), known.misses)
    stack = IntStack()
    stack.push(4).push(5)
    print(stack.total(), measure(Small()), measure(Large()))
