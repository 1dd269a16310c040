"""The end of a program whose peers have not heard everything yet.

As a kernel does when a process has ended, TCP closes every connection and goes on until what was
written is acknowledged; nobody hears of it any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from naja.lang import cold
from naja.os.net.tcp import state
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.user import User

_UNFINISHED = (
    state.ESTABLISHED,
    state.CLOSE_WAIT,
    state.FIN_WAIT_1,
    state.CLOSING,
    state.LAST_ACK,
)


class Gone(User):
    """The user of a connection whose program has ended, or wants nothing of it."""

    def opened(self) -> None:
        """Nobody has asked for it."""

    def received(self, frame: memoryview, start: int, end: int) -> None:
        """Nobody reads it."""

    def finished(self) -> None:
        """Nobody waits for it."""

    def drained(self) -> None:
        """Nobody writes."""

    def closed(self, error: int) -> None:
        """Nobody asks why."""


GONE = Gone()


@cold
def leave(connections: Iterable[Connection]) -> None:
    """Close them for a program that has ended."""
    for connection in list(connections):
        connection.user = GONE
        if state.is_synchronized(connection.state):
            connection.close()
        else:
            connection.abort()


@cold
def has_unfinished(connections: Iterable[Connection]) -> bool:
    """Whether a peer has still to acknowledge data or a FIN."""
    return any(connection.state in _UNFINISHED for connection in connections)
