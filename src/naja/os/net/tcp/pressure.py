"""What gives way when memory runs short, so that a flood ends connections and not the machine.

Asked before anything is kept for a peer. Below options.HEADROOM percent of free heap no connection
is accepted and no data taken: the peer sends it again. The connections that hold the most are reset
until there should be room: those with most unread, unanswered or unacknowledged, and of those with
little the ones that have been silent for the longest. What fails all the same ends one connection;
a reserve lets it end.
"""

from __future__ import annotations

from collections.abc import Iterable

from naja.lang import cold, hot, memory
from naja.os.net.tcp import options
from naja.os.net.tcp.connection import Connection

_RESERVE = 16384
_MOST_VICTIMS = 64
_STEP_BITS = 12  # a connection that holds less than that is one that holds little


def weight(connection: Connection) -> int:
    """Bytes that are there because of the connection, as far as TCP can tell: what was received
    and not answered counts, as the user may still hold it."""
    reassembly = connection.reassembly
    kept = 0
    if reassembly is not None:
        for part in reassembly.ranges:
            kept += part.end - part.start
    unanswered = connection.rcv_nxt - connection.answered_to
    return kept + unanswered + connection.written - min(connection.snd_una, connection.written)


class Pressure:
    """refused: SYNs. dropped: segments with data. evicted: connections. failed: those that ended
    with a MemoryError."""

    refused: int
    dropped: int
    evicted: int
    failed: int
    _evicting: bool
    _reserve: bytes | None

    def __init__(self) -> None:
        self.refused = 0
        self.dropped = 0
        self.evicted = 0
        self.failed = 0
        self._evicting = False
        self._reserve = bytes(_RESERVE)

    @hot
    def is_high(self) -> bool:
        """Whether nothing more may be kept in this turn."""
        return self._evicting or memory.scarce(options.HEADROOM)

    @cold
    def relieve(self, connections: Iterable[Connection], now: int) -> None:
        """Reset connections, once a turn; their memory is free in the next one."""
        if self._evicting:
            return
        self._evicting = True
        for connection in victims(connections, now):
            self.evicted += 1
            connection.abort()

    @cold
    def give_way(self) -> None:
        """An allocation has failed: let the next ones succeed."""
        self.failed += 1
        self._reserve = None

    def end_turn(self) -> None:
        """What was given up in this turn can be collected now."""
        if self._evicting or self._reserve is None:
            self._recover()

    @cold
    def _recover(self) -> None:
        if self._evicting:
            self._evicting = False
            memory.collect()
        if self._reserve is None and not memory.scarce(options.HEADROOM):
            self._reserve = bytes(_RESERVE)


@cold
def victims(connections: Iterable[Connection], now: int) -> list[Connection]:
    """Some of those that hold the most, in steps of 4 KiB, and of equals the longer silent half."""
    most = 0
    silent_since = now
    for connection in connections:
        step = weight(connection) >> _STEP_BITS
        if step > most:
            most = step
            silent_since = connection.heard_at
        elif step == most:
            silent_since = min(silent_since, connection.heard_at)
    heard_before = now - ((now - silent_since) >> 1)
    found: list[Connection] = []
    for connection in connections:
        step = weight(connection) >> _STEP_BITS
        if 2 * step > most or (step == most and connection.heard_at <= heard_before):
            found.append(connection)
            if len(found) == _MOST_VICTIMS:
                break
    return found
