"""`groupby` and `tee` of `itertools`: iterators that share a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Literal, TypeVar

from naja.lang import overloads

T = TypeVar("T")
K = TypeVar("K")
I = TypeVar("I")  # noqa: E741


class Grouping(Generic[I, T, K]):
    """Runs of items with equal keys. ahead: `item` and `key` are read and not yet given.
    group: the number of the group that may still be read."""

    def __init__(self, source: I, function: Callable[[T], K], item: T, key: K) -> None:
        self.source: I = source
        self.function: Callable[[T], K] = function
        self.item: T = item
        self.key: K = key
        self.ahead: bool = True
        self.group: int = 0

    def _read(self) -> bool:
        """The next item of the source; False at its end."""
        try:
            self.item = next(self.source)
        except StopIteration:
            return False
        self.key = self.function(self.item)
        self.ahead = True
        return True

    def members(self, key: K, group: int) -> Iterator[T]:
        while self.group == group and (self.ahead or self._read()) and self.key == key:
            self.ahead = False
            yield self.item

    def groups(self):
        while self.ahead or self._read():
            key = self.key
            self.group += 1
            yield key, self.members(key, self.group)
            while (self.ahead or self._read()) and self.key == key:
                self.ahead = False


def _by_key(iterable: Iterable[T], key: Callable[[T], K]):
    source = iter(iterable)
    try:
        item = next(source)
    except StopIteration:
        return
    yield from Grouping(source, key, item, key(item)).groups()


def _itself(item: T) -> T:
    return item


def _by_value(iterable: Iterable[T]):
    source = iter(iterable)
    try:
        item = next(source)
    except StopIteration:
        return
    function: Callable[[T], T] = _itself
    yield from Grouping(source, function, item, item).groups()


groupby = overloads(_by_key, _by_value)


class Shared(Generic[I, T]):
    """What has been read of a source. begin: the number of the first item that is kept."""

    def __init__(self, source: I, first: list[T]) -> None:
        self.source: I = source
        self.kept: list[T] = first

    def items(self) -> Iterator[T]:
        at = 0
        while True:
            if at >= len(self.kept):
                try:
                    item = next(self.source)
                except StopIteration:
                    return
                self.kept.append(item)
            at += 1
            yield self.kept[at - 1]


def _tee_two(iterable: Iterable[T], n: Literal[2] = 2) -> tuple[Iterator[T], Iterator[T]]:
    kept: list[T] = []
    shared = Shared(iter(iterable), kept)
    return shared.items(), shared.items()


def _tee_three(
    iterable: Iterable[T], n: Literal[3]
) -> tuple[Iterator[T], Iterator[T], Iterator[T]]:
    kept: list[T] = []
    shared = Shared(iter(iterable), kept)
    return shared.items(), shared.items(), shared.items()


def _tee_many(iterable: Iterable[T], n: int) -> tuple[Iterator[T], ...]:
    kept: list[T] = []
    shared = Shared(iter(iterable), kept)
    return tuple([shared.items() for _ in range(n)])


tee = overloads(_tee_two, _tee_three, _tee_many)
