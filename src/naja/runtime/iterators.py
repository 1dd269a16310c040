"""Iterators as objects: over any built-in container, and enumerate, zip, reversed, map, filter.

Loops over containers do not use these: compiled code walks a container by `_advance` (the next
valid cursor, or
-1) and `_at` (the item at a cursor). Iterator objects exist for `iter(x)` and for being passed
around.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from naja.runtime.generator import Iterator

C = TypeVar("C")
T = TypeVar("T")
U = TypeVar("U")
I = TypeVar("I")  # noqa: E741
J = TypeVar("J")


class CursorIterator(Iterator[T], Generic[C, T]):
    """The items of type T of a container of type C."""

    source: C
    cursor: int

    def __init__(self, source: C) -> None:
        self.source = source
        self.cursor = 0

    def __iter__(self) -> CursorIterator[C, T]:
        return self

    def _step(self) -> bool:
        if self.cursor >= 0:
            self.cursor = self.source._advance(self.cursor)
        if self.cursor < 0:
            return False
        self.item = self.source._at(self.cursor)
        self.cursor += 1
        return True


class Enumerate(Iterator[tuple[int, T]], Generic[I, T]):
    """(number, item) for each item of an iterator."""

    source: I
    number: int

    def __init__(self, source: I, start: int = 0) -> None:
        self.source = source
        self.number = start

    def __iter__(self) -> Enumerate[I, T]:
        return self

    def __next__(self) -> tuple[int, T]:
        item = next(self.source)
        self.number += 1
        return self.number - 1, item


class Zip(Iterator[tuple[T, U]], Generic[I, T, J, U]):
    """Pairs of the items of two iterators, until either ends."""

    first: I
    second: J

    def __init__(self, first: I, second: J) -> None:
        self.first = first
        self.second = second

    def __iter__(self) -> Zip[I, T, J, U]:
        return self

    def __next__(self) -> tuple[T, U]:
        return next(self.first), next(self.second)


class Reversed(Iterator[T], Generic[C, T]):
    """The items of a sequence from the last to the first."""

    source: C
    position: int

    def __init__(self, source: C) -> None:
        self.source = source
        self.position = len(source)

    def __iter__(self) -> Reversed[C, T]:
        return self

    def _step(self) -> bool:
        if self.position <= 0 or self.position > len(self.source):
            return False
        self.position -= 1
        self.item = self.source[self.position]
        return True


class Map(Iterator[U], Generic[I, T, U]):
    """A function of each item of an iterator."""

    function: Callable[[T], U]
    source: I

    def __init__(self, function: Callable[[T], U], source: I) -> None:
        self.function = function
        self.source = source

    def __iter__(self) -> Map[I, T, U]:
        return self

    def __next__(self) -> U:
        return self.function(next(self.source))


class Filter(Iterator[T], Generic[I, T]):
    """The items of an iterator that a function finds true."""

    function: Callable[[T], bool]
    source: I

    def __init__(self, function: Callable[[T], bool], source: I) -> None:
        self.function = function
        self.source = source

    def __iter__(self) -> Filter[I, T]:
        return self

    def __next__(self) -> T:
        while True:
            item = next(self.source)
            if self.function(item):
                return item


class Calls(Iterator[T]):
    """What a function gives, call by call, up to a value that ends it."""

    function: Callable[[], T]
    sentinel: T
    ended: bool

    def __init__(self, function: Callable[[], T], sentinel: T) -> None:
        self.function = function
        self.sentinel = sentinel
        self.ended = False

    def __iter__(self) -> Calls[T]:
        return self

    def _step(self) -> bool:
        if self.ended:
            return False
        item = self.function()
        if item == self.sentinel:
            self.ended = True
            return False
        self.item = item
        return True
