"""The connections that wait for a time, earliest first.

A binary heap whose keys may lag behind: a connection whose deadline has moved away keeps its place
until that comes up, so that restarting a timer, which every acknowledgment does, costs nothing.
"""

from __future__ import annotations

from naja.lang import hot
from naja.os.net.tcp.connection import Connection
from naja.os.time.clock import NEVER


class Deadlines:
    """The heap, ordered by Connection.due."""

    _items: list[Connection]

    def __init__(self) -> None:
        self._items = []

    def __len__(self) -> int:
        return len(self._items)

    @hot
    def first(self) -> int:
        """The earliest key, or NEVER. It may be early, never late."""
        return self._items[0].due if len(self._items) != 0 else NEVER

    @hot
    def update(self, connection: Connection) -> None:
        """The connection's deadline may have changed."""
        due = connection.deadline()
        if due < connection.due:
            connection.due = due
            if connection.place < 0:
                self._items.append(connection)
                connection.place = len(self._items) - 1
            self._rise(connection, connection.place)

    def take(self, now: int) -> Connection | None:
        """A connection whose deadline has come, out of the heap; None if there is none."""
        while len(self._items) != 0 and self._items[0].due <= now:
            connection = self._items[0]
            self.remove(connection)
            if connection.deadline() <= now:
                return connection
            self.update(connection)
        return None

    def remove(self, connection: Connection) -> None:
        """Forget the connection, if it is here."""
        place = connection.place
        if place < 0:
            return
        connection.place = -1
        connection.due = NEVER
        last = self._items.pop()
        if last is not connection:
            if place > 0 and last.due < self._items[(place - 1) >> 1].due:
                self._rise(last, place)
            else:
                self._sink(last, place)

    def _rise(self, item: Connection, place: int) -> None:
        items = self._items
        while place > 0:
            above = (place - 1) >> 1
            if items[above].due <= item.due:
                break
            items[place] = items[above]
            items[place].place = place
            place = above
        items[place] = item
        item.place = place

    def _sink(self, item: Connection, place: int) -> None:
        items = self._items
        below = 2 * place + 1
        while below < len(items):
            if below + 1 < len(items) and items[below + 1].due < items[below].due:
                below += 1
            if items[below].due >= item.due:
                break
            items[place] = items[below]
            items[place].place = place
            place = below
            below = 2 * place + 1
        items[place] = item
        item.place = place
