"""Loss told by time (RACK, RFC 8985, 6): how long a segment may be overtaken before it counts as
lost, which grows where segments turn out to have been sent again for nothing.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.tcp import undo
from naja.os.net.tcp.connection import NO_POSITION, REORDER, Connection
from naja.os.net.tcp.output import arm
from naja.os.time.clock import MILLISECOND

DUPLICATES = 3
_RECOVERIES = 16  # as long as what was learned is believed (6.2, step 4)


@cold
def find_losses(connection: Connection, now: int) -> None:
    """Mark what is lost; what cannot be decided yet is decided when the timer says so."""
    before = connection.flight.lost
    wait = connection.flight.detect(_window(connection), now)
    if connection.flight.lost > before:
        begin_recovery(connection, now)
        connection.owner.wake(connection)
    if wait > 0:
        connection.loss_kind = REORDER
        connection.loss_at = now + wait
    elif connection.loss_kind == REORDER:
        arm(connection, now)


@cold
def _window(connection: Connection) -> int:
    """By how many nanoseconds a segment may be late (6.2, step 4)."""
    flight = connection.flight
    trip = connection.round_trip
    reordering = connection.reordering
    if flight.reordered and (reordering is None or not reordering.seen):
        reordering = connection.own_reordering()
        reordering.seen = True
    seen = reordering is not None and reordering.seen
    in_recovery = connection.recover != NO_POSITION
    if not seen and (in_recovery or flight.sacked >= DUPLICATES * connection.segment_size):
        return 0
    steps = 1 if reordering is None else reordering.steps
    window = max(steps * trip.least >> 2, MILLISECOND) if trip.least > 0 else MILLISECOND
    return min(window, max(trip.smoothed, MILLISECOND))


@cold
def widen(connection: Connection) -> None:
    """The peer has received something twice (RFC 2883): once a round trip, allow for more."""
    reordering = connection.own_reordering()
    if connection.snd_una >= reordering.round_end:
        reordering.round_end = connection.snd_nxt + 1
        reordering.steps += 1
        reordering.left = _RECOVERIES


@cold
def begin_recovery(connection: Connection, now: int) -> None:
    """Something is lost: shrink the window once for what is in flight within it."""
    if connection.recover != NO_POSITION:
        return
    undo.remember(connection)
    connection.recover = connection.snd_nxt
    connection.has_shrunk = True
    flight, congestion = connection.flight, connection.congestion
    in_flight = flight.pipe + flight.lost + flight.sacked
    congestion.lost(min(in_flight, congestion.window), now)


@cold
def end_recovery(connection: Connection) -> None:
    """All that was in flight when the window shrank has arrived."""
    connection.recover = NO_POSITION
    connection.undo = None
    reordering = connection.reordering
    if reordering is not None:
        reordering.left -= 1
        if reordering.left == 0:
            reordering.steps = 1
