"""Ports that accept connections, and connections that are half open.

A SYN makes a connection in SYN-RECEIVED, which belongs to a `Handshake` until the peer has
answered; then the listener names its user. Beyond options.HALF_OPEN of these a SYN is answered with
a cookie and leaves nothing behind (RFC 4987).
"""

from __future__ import annotations

import errno

from naja.lang import cold
from naja.os.entropy.pool import RandomSource
from naja.os.net.channel import Channel
from naja.os.net.tcp import options
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.user import User

EPHEMERAL_FIRST, EPHEMERAL_COUNT = 49152, 16384


class Listener:
    """Who takes the connections of a port. serving: whether it does so yet."""

    half_open: int
    serving: bool

    def __init__(self) -> None:
        self.half_open = 0
        self.serving = True

    def accept(self, connection: Channel) -> User:
        """The user of a new connection."""
        raise NotImplementedError


class Listeners:
    """Port number to listener."""

    _listeners: dict[int, Listener]
    _random: RandomSource

    def __init__(self, random: RandomSource) -> None:
        self._listeners = {}
        self._random = random

    def __contains__(self, port: int) -> bool:
        return port in self._listeners

    def get(self, port: int) -> Listener | None:
        """Who serves the port."""
        listener = self._listeners.get(port)
        return listener if listener is not None and listener.serving else None

    @cold
    def listen(self, port: int, listener: Listener) -> int:
        """Accept connections to the port, 0 for a free one; returns the port.

        Raises OSError: EADDRINUSE, ENOBUFS."""
        if len(self._listeners) >= options.LISTENERS:
            raise OSError(errno.ENOBUFS, "No buffer space available")
        if port in self._listeners:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        while port == 0 or port in self._listeners:
            port = EPHEMERAL_FIRST + self._random.u32() % EPHEMERAL_COUNT
        self._listeners[port] = listener
        return port

    @cold
    def clear(self) -> None:
        """Close all ports."""
        self._listeners.clear()

    @cold
    def unlisten(self, port: int) -> None:
        """Accept no more; connections that are open stay."""
        if port in self._listeners:
            del self._listeners[port]


class Handshake(User):
    """The user of a connection that is not open yet."""

    _listener: Listener
    _connection: Connection | None

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._connection = None

    def begin(self, connection: Connection) -> None:
        """This is the connection."""
        self._connection = connection
        self._listener.half_open += 1
        connection.user = self

    @cold
    def opened(self) -> None:
        """Hand the connection over."""
        connection = self._connection
        assert connection is not None
        user = self._listener.accept(connection)
        self._listener.half_open -= 1
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
