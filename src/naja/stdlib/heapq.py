"""`heapq`: lists as heaps, moved as CPython moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from naja.lang import overloads

T = TypeVar("T")
K = TypeVar("K")
A = TypeVar("A")


def _sink(heap: list[T], start: int, at: int) -> None:
    """Move the item at a place towards the root, no further than `start`."""
    item = heap[at]
    while at > start:
        above = (at - 1) >> 1
        parent = heap[above]
        if not item < parent:
            break
        heap[at] = parent
        at = above
    heap[at] = item


def _rise(heap: list[T], at: int) -> None:
    """Move the smaller children up to a leaf, and the item from there to its place."""
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _sink(heap, start, at)


def heappush(heap: list[T], item: T) -> None:
    """Add an item."""
    heap.append(item)
    _sink(heap, 0, len(heap) - 1)


def heappop(heap: list[T]) -> T:
    """Take the smallest item."""
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    least = heap[0]
    heap[0] = last
    _rise(heap, 0)
    return least


def heapreplace(heap: list[T], item: T) -> T:
    """Take the smallest item, then add one."""
    if len(heap) == 0:
        raise IndexError("index out of range")
    least = heap[0]
    heap[0] = item
    _rise(heap, 0)
    return least


def heappushpop(heap: list[T], item: T) -> T:
    """Add an item, then take the smallest."""
    if len(heap) > 0 and heap[0] < item:
        least = heap[0]
        heap[0] = item
        _rise(heap, 0)
        return least
    return item


def heapify(x: list[T]) -> None:
    """Make a list a heap."""
    for at in range(len(x) // 2 - 1, -1, -1):
        _rise(x, at)


def _largest(n: int, iterable: Iterable[T]) -> list[T]:
    return sorted(iterable, reverse=True)[: max(n, 0)]


def _largest_key(n: int, iterable: Iterable[T], key: Callable[[T], K]) -> list[T]:
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]


nlargest = overloads(_largest, _largest_key)


def _smallest(n: int, iterable: Iterable[T]) -> list[T]:
    return sorted(iterable)[: max(n, 0)]


def _smallest_key(n: int, iterable: Iterable[T], key: Callable[[T], K]) -> list[T]:
    return sorted(iterable, key=key)[: max(n, 0)]


nsmallest = overloads(_smallest, _smallest_key)


def _next_of(values: list[T], reverse: bool) -> int:
    """Which of the first items comes next: the first of equal ones."""
    best = 0
    for at in range(1, len(values)):
        better = values[best] < values[at] if reverse else values[at] < values[best]
        if better:
            best = at
    return best


def _merged(parts: list[list[T]], reverse: bool) -> Iterator[T]:
    places = [0] * len(parts)
    while True:
        open_parts: list[int] = []
        heads: list[T] = []
        for at, part in enumerate(parts):
            if places[at] < len(part):
                open_parts.append(at)
                heads.append(part[places[at]])
        if not heads:
            return
        chosen = open_parts[_next_of(heads, reverse)]
        places[chosen] += 1
        yield parts[chosen][places[chosen] - 1]


def _merged_key(parts: list[list[T]], key: Callable[[T], K], reverse: bool) -> Iterator[T]:
    places = [0] * len(parts)
    while True:
        open_parts: list[int] = []
        heads: list[K] = []
        for at, part in enumerate(parts):
            if places[at] < len(part):
                open_parts.append(at)
                heads.append(key(part[places[at]]))
        if not heads:
            return
        chosen = open_parts[_next_of(heads, reverse)]
        places[chosen] += 1
        yield parts[chosen][places[chosen] - 1]


def _merge(*iterables: list[T], reverse: bool = False) -> Iterator[T]:
    return _merged(list(iterables), reverse)


def _merge_key(*iterables: list[T], key: Callable[[T], K], reverse: bool = False) -> Iterator[T]:
    return _merged_key(list(iterables), key, reverse)


def _merge_other(*iterables: A, reverse: bool = False):
    return _merged([list(part) for part in iterables], reverse)


merge = overloads(_merge_key, _merge, _merge_other)
