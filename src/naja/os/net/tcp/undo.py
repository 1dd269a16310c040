"""Recoveries that were for nothing (Eifel: RFC 3522, RFC 4015).

When what was believed lost was only late, the acknowledgment of it echoes a timestamp from before
it was sent again. Then the congestion window becomes what it was.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.learned import Undo
from naja.os.net.tcp.sequence import unwrap, wrap
from naja.os.net.tcp.wire import Segment
from naja.os.time.clock import MILLISECOND


@cold
def remember(connection: Connection) -> None:
    """A recovery begins."""
    congestion = connection.congestion
    connection.undo = Undo(congestion.window, congestion.threshold)


@cold
def sent_again(connection: Connection, now: int) -> None:
    """Note when the first segment of a recovery is sent again, as the peer will echo it."""
    before = connection.undo
    if before is not None and before.stamp == NO_POSITION:
        before.stamp = wrap(now // MILLISECOND + connection.ts_offset)


def nothing_sent_again(connection: Connection) -> bool:
    """Whether a recovery has just begun."""
    before = connection.undo
    return before is not None and before.stamp == NO_POSITION


@cold
def was_for_nothing(connection: Connection, segment: Segment) -> bool:
    """Whether the segment, which acknowledges something new, answers what was sent before
    anything was sent again."""
    before = connection.undo
    if before is None or before.stamp == NO_POSITION:
        return False
    if not connection.timestamps or not segment.has_timestamps:
        return False
    return unwrap(segment.echo, before.stamp) < before.stamp


@cold
def undo(connection: Connection) -> None:
    """End the recovery as if it had not begun."""
    before = connection.undo
    assert before is not None
    congestion = connection.congestion
    congestion.window = max(congestion.window, before.window)
    congestion.threshold = max(congestion.threshold, before.threshold)
    connection.flight.lose_none()
    connection.has_shrunk = False
