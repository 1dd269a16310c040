"""Ports that accept connections, and connections that are half open.

A SYN makes a connection in SYN-RECEIVED, which belongs to a `Handshake` until the peer has
answered; then the listener names its user. Beyond options.HALF_OPEN of these a SYN is answered with
a cookie and leaves nothing behind (RFC 4987).
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.tcp.connection import Connection, User


class Listener:
    """Who takes the connections of a port."""

    half_open: int

    def __init__(self) -> None:
        self.half_open = 0

    def accept(self, connection: Connection) -> User:
        """The user of a new connection."""
        raise NotImplementedError


class Handshake(User):
    """The user of a connection that is not open yet."""

    _listener: Listener
    _connection: Connection | None

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._connection = None
        listener.half_open += 1

    def begin(self, connection: Connection) -> None:
        """This is the connection."""
        self._connection = connection
        connection.user = self

    @cold
    def opened(self) -> None:
        """Hand the connection over."""
        connection = self._connection
        assert connection is not None
        self._listener.half_open -= 1
        user = self._listener.accept(connection)
        connection.user = user
        user.opened()

    def received(self, frame: memoryview, start: int, end: int) -> None:
        """Never before it is open."""
        raise AssertionError

    def finished(self) -> None:
        """Never before it is open."""
        raise AssertionError

    def drained(self) -> None:
        """Never before it is open."""
        raise AssertionError

    def closed(self, error: int) -> None:
        """Nobody has to know."""
        self._listener.half_open -= 1
