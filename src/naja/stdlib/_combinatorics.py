"""The combinatoric iterators of `itertools`. All read their iterables whole before they begin.

Where the number of items is a constant up to four, they give tuples of that length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeVar

from naja.lang import overloads

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
NEGATIVE = "r must be non-negative"


def _of_one(a: Iterable[A]) -> Iterator[tuple[A]]:
    for one in list(a):
        yield (one,)


def _of_two(a: Iterable[A], b: Iterable[B]) -> Iterator[tuple[A, B]]:
    seconds = list(b)
    for one in list(a):
        for two in seconds:
            yield one, two


def _of_three(a: Iterable[A], b: Iterable[B], c: Iterable[C]) -> Iterator[tuple[A, B, C]]:
    seconds = list(b)
    thirds = list(c)
    for one in list(a):
        for two in seconds:
            for three in thirds:
                yield one, two, three


def _of_four(
    a: Iterable[A], b: Iterable[B], c: Iterable[C], d: Iterable[D]
) -> Iterator[tuple[A, B, C, D]]:
    rest = list(_of_three(b, c, d))
    for one in list(a):
        for two, three, four in rest:
            yield one, two, three, four


def _squared(a: Iterable[T], *, repeat: Literal[2]) -> Iterator[tuple[T, T]]:
    pool = list(a)
    return _of_two(pool, pool)


def _cubed(a: Iterable[T], *, repeat: Literal[3]) -> Iterator[tuple[T, T, T]]:
    pool = list(a)
    return _of_three(pool, pool, pool)


def _to_the_fourth(a: Iterable[T], *, repeat: Literal[4]) -> Iterator[tuple[T, T, T, T]]:
    pool = list(a)
    return _of_four(pool, pool, pool, pool)


def _powers(a: Iterable[T], *, repeat: int) -> Iterator[tuple[T, ...]]:
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    pool = list(a)
    return _of_pools([pool for _ in range(repeat)])


def _of_many(*pools: A):
    return _of_pools([list(pool) for pool in pools])


def _of_pools(pools: list[list[T]]) -> Iterator[tuple[T, ...]]:
    for pool in pools:
        if not pool:
            return
    places = [0] * len(pools)
    while True:
        yield tuple([pools[at][place] for at, place in enumerate(places)])
        at = len(pools) - 1
        while at >= 0 and places[at] == len(pools[at]) - 1:
            places[at] = 0
            at -= 1
        if at < 0:
            return
        places[at] += 1


product = overloads(
    _of_one, _of_two, _of_three, _of_four, _squared, _cubed, _to_the_fourth, _powers, _of_many
)


def _chosen(n: int, r: int) -> Iterator[list[int]]:
    """The indices of each combination; the list is the same one each time."""
    if r > n:
        return
    places = list(range(r))
    while True:
        yield places
        at = r - 1
        while at >= 0 and places[at] == at + n - r:
            at -= 1
        if at < 0:
            return
        places[at] += 1
        for later in range(at + 1, r):
            places[later] = places[later - 1] + 1


def _pairs(iterable: Iterable[T], r: Literal[2]) -> Iterator[tuple[T, T]]:
    pool = list(iterable)
    for i in range(len(pool)):
        for j in range(i + 1, len(pool)):
            yield pool[i], pool[j]


def _triples(iterable: Iterable[T], r: Literal[3]) -> Iterator[tuple[T, T, T]]:
    pool = list(iterable)
    for places in _chosen(len(pool), 3):
        yield pool[places[0]], pool[places[1]], pool[places[2]]


def _fours(iterable: Iterable[T], r: Literal[4]) -> Iterator[tuple[T, T, T, T]]:
    pool = list(iterable)
    for places in _chosen(len(pool), 4):
        yield pool[places[0]], pool[places[1]], pool[places[2]], pool[places[3]]


def _combined(pool: list[T], r: int) -> Iterator[tuple[T, ...]]:
    for places in _chosen(len(pool), r):
        yield tuple([pool[place] for place in places])


def _combinations(iterable: Iterable[T], r: int) -> Iterator[tuple[T, ...]]:
    if r < 0:
        raise ValueError(NEGATIVE)
    return _combined(list(iterable), r)


combinations = overloads(_pairs, _triples, _fours, _combinations)


def _chosen_again(n: int, r: int) -> Iterator[list[int]]:
    """The indices of each combination with replacement; always the same list."""
    if n == 0 and r > 0:
        return
    places = [0] * r
    while True:
        yield places
        at = r - 1
        while at >= 0 and places[at] == n - 1:
            at -= 1
        if at < 0:
            return
        following = places[at] + 1
        for later in range(at, r):
            places[later] = following


def _pairs_again(iterable: Iterable[T], r: Literal[2]) -> Iterator[tuple[T, T]]:
    pool = list(iterable)
    for places in _chosen_again(len(pool), 2):
        yield pool[places[0]], pool[places[1]]


def _triples_again(iterable: Iterable[T], r: Literal[3]) -> Iterator[tuple[T, T, T]]:
    pool = list(iterable)
    for places in _chosen_again(len(pool), 3):
        yield pool[places[0]], pool[places[1]], pool[places[2]]


def _combined_again(pool: list[T], r: int) -> Iterator[tuple[T, ...]]:
    for places in _chosen_again(len(pool), r):
        yield tuple([pool[place] for place in places])


def _with_replacement(iterable: Iterable[T], r: int) -> Iterator[tuple[T, ...]]:
    if r < 0:
        raise ValueError(NEGATIVE)
    return _combined_again(list(iterable), r)


combinations_with_replacement = overloads(_pairs_again, _triples_again, _with_replacement)


def _ordered(n: int, r: int) -> Iterator[list[int]]:
    """Indices whose first r are those of each permutation; always the same list."""
    if r > n:
        return
    places = list(range(n))
    turns = list(range(n, n - r, -1))
    while True:
        yield places
        at = r - 1
        while at >= 0:
            turns[at] -= 1
            if turns[at] > 0:
                other = n - turns[at]
                places[at], places[other] = places[other], places[at]
                break
            moved = places.pop(at)
            places.append(moved)
            turns[at] = n - at
            at -= 1
        if at < 0:
            return


def _ordered_pairs(iterable: Iterable[T], r: Literal[2]) -> Iterator[tuple[T, T]]:
    pool = list(iterable)
    for places in _ordered(len(pool), 2):
        yield pool[places[0]], pool[places[1]]


def _ordered_triples(iterable: Iterable[T], r: Literal[3]) -> Iterator[tuple[T, T, T]]:
    pool = list(iterable)
    for places in _ordered(len(pool), 3):
        yield pool[places[0]], pool[places[1]], pool[places[2]]


def _permuted(pool: list[T], r: int) -> Iterator[tuple[T, ...]]:
    for places in _ordered(len(pool), r):
        yield tuple([pool[place] for place in places[:r]])


def _permutations(iterable: Iterable[T], r: int | None = None) -> Iterator[tuple[T, ...]]:
    pool = list(iterable)
    if r is not None and r < 0:
        raise ValueError(NEGATIVE)
    return _permuted(pool, len(pool) if r is None else r)


permutations = overloads(_ordered_pairs, _ordered_triples, _permutations)
