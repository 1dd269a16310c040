"""The connections that wait for a time, earliest first.

A heap whose keys may lag behind: a connection whose deadline has moved away keeps its place
until that comes up, so that restarting a timer, which every acknowledgment does, costs nothing.
"""

from __future__ import annotations

from naja.lang import hot
from naja.os.net.tcp.connection import Connection
from naja.os.time.clock import NEVER
from naja.os.time.heap import PlacedHeap


class Deadlines:
    """The heap, ordered by Connection.due."""

    _heap: PlacedHeap[Connection]

    def __init__(self) -> None:
        self._heap = PlacedHeap[Connection]()

    def __len__(self) -> int:
        return len(self._heap)

    @hot
    def first(self) -> int:
        """The earliest key, or NEVER. It may be early, never late."""
        first = self._heap.first()
        return first.due if first is not None else NEVER

    @hot
    def update(self, connection: Connection) -> None:
        """The connection's deadline may have changed."""
        due = connection.deadline()
        if due < connection.due:
            connection.due = due
            self._heap.add(connection)

    def take(self, now: int) -> Connection | None:
        """A connection whose deadline has come, out of the heap; None if there is none."""
        connection = self._heap.first()
        while connection is not None and connection.due <= now:
            self.remove(connection)
            if connection.deadline() <= now:
                return connection
            self.update(connection)
            connection = self._heap.first()
        return None

    def remove(self, connection: Connection) -> None:
        """Forget the connection, if it is here."""
        self._heap.remove(connection)
        connection.due = NEVER
