"""`itertools`: what it makes of iterables are generators, compiled for the types they are given.

A number of items that is constant (`combinations(xs, 2)`) gives tuples of fixed length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from naja.lang import overloads
from naja.stdlib._combinatorics import (
    combinations,
    combinations_with_replacement,
    permutations,
    product,
)
from naja.stdlib._grouping import groupby, tee

__all__ = [
    "accumulate",
    "batched",
    "chain",
    "combinations",
    "combinations_with_replacement",
    "compress",
    "count",
    "cycle",
    "dropwhile",
    "filterfalse",
    "groupby",
    "islice",
    "pairwise",
    "permutations",
    "product",
    "repeat",
    "starmap",
    "takewhile",
    "tee",
    "zip_longest",
]

T = TypeVar("T")
U = TypeVar("U")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
MOST = (1 << 63) - 1


def _count_ints(start: int = 0, step: int = 1) -> Iterator[int]:
    number = start
    while True:
        yield number
        number += step


def _count_floats(start: float, step: float = 1.0) -> Iterator[float]:
    number = start
    while True:
        yield number
        number += step


count = overloads(_count_ints, _count_floats)


def cycle(iterable: Iterable[T]) -> Iterator[T]:
    """The items again and again."""
    kept: list[T] = []
    for item in iterable:
        kept.append(item)
        yield item
    while kept:
        for item in kept:
            yield item


def _repeat_forever(object: T) -> Iterator[T]:
    while True:
        yield object


def _repeat_times(object: T, times: int) -> Iterator[T]:
    for _ in range(times):
        yield object


repeat = overloads(_repeat_forever, _repeat_times)


def _sums(iterable: Iterable[T]) -> Iterator[T]:
    first = True
    for item in iterable:
        if first:
            total = item
            first = False
        else:
            total = total + item
        yield total


def _folds(iterable: Iterable[T], func: Callable[[T, T], T]) -> Iterator[T]:
    first = True
    for item in iterable:
        if first:
            total = item
            first = False
        else:
            total = func(total, item)
        yield total


def _sums_from(iterable: Iterable[T], *, initial: U) -> Iterator[U]:
    total = initial
    yield total
    for item in iterable:
        total = total + item
        yield total


def _folds_from(iterable: Iterable[T], func: Callable[[U, T], U], *, initial: U) -> Iterator[U]:
    total = initial
    yield total
    for item in iterable:
        total = func(total, item)
        yield total


accumulate = overloads(_sums, _folds, _sums_from, _folds_from)


class chain:
    """The items of several iterables, one after the other."""

    @staticmethod
    def from_iterable(iterable: Iterable[T]):
        for part in iterable:
            for item in part:
                yield item

    @staticmethod
    def _of_one(a: Iterable[T]) -> Iterator[T]:
        for item in a:
            yield item

    @staticmethod
    def _of_two(a: Iterable[T], b: Iterable[T]) -> Iterator[T]:
        for item in a:
            yield item
        for item in b:
            yield item

    @staticmethod
    def _of_three(a: Iterable[T], b: Iterable[T], c: Iterable[T]) -> Iterator[T]:
        for item in a:
            yield item
        for item in b:
            yield item
        for item in c:
            yield item

    @staticmethod
    def _of_many(*parts: A):
        for part in parts:
            for item in part:
                yield item

    _new = overloads(_of_one, _of_two, _of_three, _of_many)


def compress(data: Iterable[T], selectors: Iterable[U]) -> Iterator[T]:
    """The items whose selector is true."""
    for item, selector in zip(data, selectors):
        if selector:
            yield item


def dropwhile(predicate: Callable[[T], U], iterable: Iterable[T]) -> Iterator[T]:
    """All from the first item on for which the predicate is false."""
    dropping = True
    for item in iterable:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item


def takewhile(predicate: Callable[[T], U], iterable: Iterable[T]) -> Iterator[T]:
    """All before the first item for which the predicate is false."""
    for item in iterable:
        if not predicate(item):
            return
        yield item


def _falsy(predicate: None, iterable: Iterable[T]) -> Iterator[T]:
    for item in iterable:
        if not item:
            yield item


def _not_chosen(predicate: Callable[[T], U], iterable: Iterable[T]) -> Iterator[T]:
    for item in iterable:
        if not predicate(item):
            yield item


filterfalse = overloads(_falsy, _not_chosen)

STOP_SAYS = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
BOUNDS_SAY = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
STEP_SAYS = "Step for islice() must be a positive integer or None."


def _sliced(iterable: Iterable[T], start: int, stop: int, step: int) -> Iterator[T]:
    if stop == 0:
        return
    at = 0
    wanted = start
    for item in iterable:
        if at == wanted:
            wanted = MOST if wanted > MOST - step else wanted + step
            at += 1
            yield item
        else:
            at += 1
        if at >= stop:
            return


def _islice_stop(iterable: Iterable[T], stop: int | None) -> Iterator[T]:
    if stop is not None and stop < 0:
        raise ValueError(STOP_SAYS)
    return _sliced(iterable, 0, MOST if stop is None else stop, 1)


def _islice(
    iterable: Iterable[T], start: int | None, stop: int | None, step: int | None = 1
) -> Iterator[T]:
    begin = 0 if start is None else start
    by = 1 if step is None else step
    if stop is not None and stop < 0:
        raise ValueError(STOP_SAYS)
    if begin < 0:
        raise ValueError(BOUNDS_SAY)
    if by < 1:
        raise ValueError(STEP_SAYS)
    return _sliced(iterable, begin, MOST if stop is None else stop, by)


islice = overloads(_islice_stop, _islice)


def pairwise(iterable: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Each item with the next one."""
    first = True
    for item in iterable:
        if first:
            last = item
            first = False
        else:
            yield last, item
            last = item


def _star_of_one(function: Callable[[A], U], iterable: Iterable[tuple[A]]) -> Iterator[U]:
    for item in iterable:
        yield function(item[0])


def _star_of_two(function: Callable[[A, B], U], iterable: Iterable[tuple[A, B]]) -> Iterator[U]:
    for a, b in iterable:
        yield function(a, b)


def _star_of_three(
    function: Callable[[A, B, C], U], iterable: Iterable[tuple[A, B, C]]
) -> Iterator[U]:
    for a, b, c in iterable:
        yield function(a, b, c)


def _star_of_four(
    function: Callable[[A, B, C, D], U], iterable: Iterable[tuple[A, B, C, D]]
) -> Iterator[U]:
    for a, b, c, d in iterable:
        yield function(a, b, c, d)


starmap = overloads(_star_of_one, _star_of_two, _star_of_three, _star_of_four)


def _longest_two(
    a: Iterable[A], b: Iterable[B], *, fillvalue: U = None
) -> Iterator[tuple[A | U, B | U]]:
    rest = iter(b)
    going = True
    for first in a:
        second: B | U = fillvalue
        if going:
            try:
                second = next(rest)
            except StopIteration:
                going = False
        yield first, second
    while going:
        try:
            last = next(rest)
        except StopIteration:
            return
        yield fillvalue, last


def _longest_three(
    a: Iterable[A], b: Iterable[B], c: Iterable[C], *, fillvalue: U = None
) -> Iterator[tuple[A | U, B | U, C | U]]:
    for pair, third in _longest_two(_longest_two(a, b, fillvalue=fillvalue), c, fillvalue=None):
        first: A | U = fillvalue
        second: B | U = fillvalue
        if pair is not None:
            first, second = pair
        yield first, second, fillvalue if third is None else third


zip_longest = overloads(_longest_two, _longest_three)


def _batched(iterable: Iterable[T], n: int) -> Iterator[tuple[T, ...]]:
    batch: list[T] = []
    for item in iterable:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def batched(iterable: Iterable[T], n: int) -> Iterator[tuple[T, ...]]:
    """Tuples of n items, the last one perhaps shorter."""
    if n < 1:
        raise ValueError("n must be at least one")
    return _batched(iterable, n)
