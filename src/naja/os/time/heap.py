"""A binary heap whose items know their places, so that one leaves from the middle in log n.

Timers and deadlines stand in such heaps: most of them are called off before their time.
"""

from __future__ import annotations

from typing import Generic, Protocol, Self, TypeVar

OUTSIDE = -1


class Placed(Protocol):
    """What a heap holds. place: its index there, or OUTSIDE; the heap alone writes it."""

    place: int

    def earlier(self, other: Self) -> bool:
        """Whether it comes before the other one."""


T = TypeVar("T", bound=Placed)


class PlacedHeap(Generic[T]):
    """Items, the earliest first. An item may be in one heap at a time."""

    _items: list[T]

    def __init__(self) -> None:
        self._items = []

    def __len__(self) -> int:
        return len(self._items)

    def first(self) -> T | None:
        """The earliest item."""
        return self._items[0] if len(self._items) != 0 else None

    def add(self, item: T) -> None:
        """Put an item in, or tell that one that is in has become earlier."""
        if item.place == OUTSIDE:
            item.place = len(self._items)
            self._items.append(item)
        self._rise(item, item.place)

    def remove(self, item: T) -> None:
        """Take an item out, if it is in."""
        place = item.place
        if place == OUTSIDE:
            return
        item.place = OUTSIDE
        last = self._items.pop()
        if last is not item:
            if place > 0 and last.earlier(self._items[(place - 1) >> 1]):
                self._rise(last, place)
            else:
                self._sink(last, place)

    def _rise(self, item: T, place: int) -> None:
        items = self._items
        while place > 0:
            above = (place - 1) >> 1
            if not item.earlier(items[above]):
                break
            items[place] = items[above]
            items[place].place = place
            place = above
        items[place] = item
        item.place = place

    def _sink(self, item: T, place: int) -> None:
        items = self._items
        below = 2 * place + 1
        while below < len(items):
            if below + 1 < len(items) and items[below + 1].earlier(items[below]):
                below += 1
            if not items[below].earlier(item):
                break
            items[place] = items[below]
            items[place].place = place
            place = below
            below = 2 * place + 1
        items[place] = item
        item.place = place
