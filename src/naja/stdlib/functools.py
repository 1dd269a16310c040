"""functools, as far as it works on functions that are known when the program is built.

`wraps`, `cached_property` and the objects that `lru_cache`, `partial` and `singledispatch` made at
build time are the compiler's business (front.caching, front.wrappers); the work of a cache is here.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from naja.lang import overloads

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
F = TypeVar("F")


def _reduce(function, items):
    empty = True
    for item in items:
        if empty:
            value = item
            empty = False
        else:
            value = function(value, item)
    if empty:
        raise TypeError("reduce() of empty iterable with no initial value")
    return value


def _reduce_from(function, items, initial):
    value = initial
    for item in items:
        value = function(value, item)
    return value


reduce = overloads(_reduce, _reduce_from)


def partial(function, /, *args, **kwargs):
    """partial(function, …)"""

    def bound(*more, **named):
        return function(*args, *more, **{**kwargs, **named})

    return bound


class Compared(Generic[T, F]):
    """What cmp_to_key makes of a value."""

    def __init__(self, value: T, compare: F) -> None:
        self.value: T = value
        self.compare: F = compare

    def __lt__(self, other: Compared[T, F]) -> bool:
        return self.compare(self.value, other.value) < 0

    def __eq__(self, other: Compared[T, F]) -> bool:
        return self.compare(self.value, other.value) == 0


def cmp_to_key(compare):
    """cmp_to_key(compare)"""
    return lambda value: Compared(value, compare)


class CacheInfo(NamedTuple):
    """What cache_info() tells."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Statistics:
    """What a cache tells of itself. limit: how many results it keeps, -1 for all; clearings: how
    often it was cleared, which the cache does when it is next asked."""

    def __init__(self, limit: int) -> None:
        self.limit: int = limit
        self.hits: int = 0
        self.misses: int = 0
        self.size: int = 0
        self.clearings: int = 0

    def cache_info(self) -> CacheInfo:
        limit = None if self.limit < 0 else self.limit
        return CacheInfo(self.hits, self.misses, limit, self.size)

    def cache_clear(self) -> None:
        self.hits = 0
        self.misses = 0
        self.size = 0
        self.clearings += 1


class Cache(Generic[K, V]):
    """The results of one function by its arguments, the last used one last."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics: Statistics = statistics
        self.entries: dict[K, V] = {}
        self.clearings: int = 0

    def keep(self, key: K, value: V) -> None:
        limit = self.statistics.limit
        if limit >= 0 and key not in self.entries:
            if limit == 0:
                return
            if len(self.entries) >= limit:
                del self.entries[next(iter(self.entries))]
        self.entries[key] = value
        self.statistics.size = len(self.entries)


def lookup(cache: Cache[K, V], key: K, function, *args, **kwargs) -> V:
    """The result of function(*args, **kwargs), which is called once for a key."""
    statistics = cache.statistics
    if cache.clearings != statistics.clearings:
        cache.entries.clear()
        cache.clearings = statistics.clearings
    if statistics.limit != 0 and key in cache.entries:
        statistics.hits += 1
        value = cache.entries[key]
        if statistics.limit > 0:
            del cache.entries[key]
            cache.entries[key] = value
        return value
    statistics.misses += 1
    value = function(*args, **kwargs)
    cache.keep(key, value)
    return value
