"""The connections in TIME-WAIT, the one that has been there for the longest first.

A queue: one that ends out of its turn keeps its place, empty, until that comes up or empty places
are half of all; most end in their turn. So each costs the same however many there are, where a
dict would look for its first item behind all that were deleted.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.tcp.connection import Connection

_FEW = 16


class Resting:
    """The queue. `Connection.resting` says who is in it, and nobody else writes that."""

    _items: list[Connection]
    _first: int
    _count: int

    def __init__(self) -> None:
        self._items = []
        self._first = 0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @cold
    def add(self, connection: Connection) -> None:
        """It has entered TIME-WAIT."""
        if not connection.resting:
            connection.resting = True
            self._items.append(connection)
            self._count += 1

    @cold
    def remove(self, connection: Connection) -> None:
        """It rests no more, if it did."""
        if not connection.resting:
            return
        connection.resting = False
        self._count -= 1
        while self._first < len(self._items) and not self._items[self._first].resting:
            self._first += 1
        if len(self._items) > 2 * self._count + _FEW:
            self._items = [item for item in self._items[self._first :] if item.resting]
            self._first = 0

    def longest(self) -> Connection | None:
        """Who has rested for the longest."""
        return self._items[self._first] if self._count != 0 else None
