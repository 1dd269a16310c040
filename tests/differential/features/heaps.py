"""`heapq` and `bisect`."""

from __future__ import annotations

import bisect
import heapq
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush


@dataclass(order=True)
class _Item:
    cost: int
    name: str = field(compare=False)


def pushing() -> None:
    h = []
    for n in [5, 2, 9, 1, 7, 3, 3]:
        heappush(h, n)
        print(h)
    while h:
        print(heappop(h), h)


def replacing() -> None:
    h = [4, 8, 6]
    heapify(h)
    print(heapq.heapreplace(h, 5), h, heapq.heappushpop(h, 0), h, heapq.heappushpop(h, 9), h)
    print(heapq.heappushpop([], 1))


def pairs() -> None:
    q: list[tuple[int, str]] = [(3, "c"), (1, "b"), (1, "a"), (2, "b")]
    heapify(q)
    print(q)
    while q:
        cost, name = heappop(q)
        print(cost, name)


def empty_heap() -> None:
    q: list[int] = []
    try:
        heapq.heapreplace(q, 1)
    except IndexError as error:
        print(error)
    heappop(q)


def records() -> None:
    items = [_Item(3, "x"), _Item(1, "y"), _Item(2, "z")]
    heapify(items)
    heappush(items, _Item(0, "w"))
    print([heappop(items).name for _ in range(4)])


def larger() -> None:
    big = [(n * 7919) % 1009 for n in range(300)]
    heapify(big)
    print(big)
    print([heappop(big) for _ in range(20)], big[:10])


def extremes() -> None:
    xs = [3, 1, 2, 3]
    print(
        heapq.nlargest(2, xs), heapq.nsmallest(3, xs), heapq.nlargest(9, xs), heapq.nsmallest(0, xs)
    )
    print(heapq.nsmallest(2, ["bb", "a", "cc"], key=len), heapq.nlargest(1, {"a": 1, "b": 2}))
    counts = {"x": 3, "y": 5}
    print(heapq.nlargest(1, counts.items(), key=lambda kv: kv[1]))


def merging() -> None:
    print(
        list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([4, 1], [3, 2], reverse=True))
    )
    print(list(heapq.merge(["bb"], ["a", "ccc"], key=len)), list(heapq.merge(range(3), range(2))))


def shortest_path() -> None:
    graph = {"a": [("b", 1), ("c", 4)], "b": [("c", 2), ("d", 6)], "c": [("d", 1)], "d": []}
    best = {"a": 0}
    queue = [(0, "a")]
    while queue:
        cost, node = heappop(queue)
        for other, step in graph[node]:
            if cost + step < best.get(other, 1000):
                best[other] = cost + step
                heappush(queue, (cost + step, other))
    print(best)


def bisecting() -> None:
    xs = [1, 2, 2, 3]
    print(bisect.bisect(xs, 2), bisect.bisect_left(xs, 2), bisect.bisect_right(xs, 2, 0, 2))
    print(bisect.bisect_left("abd", "c"), bisect.bisect(range(10), 4), bisect.bisect([1.5, 2.5], 2))
    print([bisect.bisect_left([10, 20, 30], x) for x in (5, 10, 15, 30, 35)])


def inserting() -> None:
    xs = []
    for n in [3, 1, 2, 2, 5]:
        bisect.insort(xs, n)
    bisect.insort_left(xs, 2)
    print(xs)


def bisecting_with_keys() -> None:
    words = ["a", "bbb", "ccccc"]
    print(bisect.bisect_left(words, 3, key=len), bisect.bisect_right(words, 3, key=len))
    bisect.insort(words, "dd", key=len)
    print(words)


def bisecting_from_below_zero() -> None:
    print(bisect.bisect([1], 1, -len("a")))
