"""Explicit congestion notification (RFC 3168): routers mark packets instead of dropping them.

`ecn` of a connection says that both ends do it. A marked packet is told to its sender by ECE on
every segment until that answers with CWR; a sender that hears ECE shrinks its window as for a loss,
once for what was in flight.
"""

from __future__ import annotations

from naja.lang import cold
from naja.lang.wire import get_u8
from naja.os.net.ethernet.wire import HEADER_LENGTH
from naja.os.net.ipv4.wire import CONGESTED, ECN_CAPABLE
from naja.os.net.tcp import options, wire
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.wire import Segment

_SETUP = wire.ECE | wire.CWR
_MARK = HEADER_LENGTH + 1
MAY_MARK = ECN_CAPABLE << 8  # beside the flags of a segment: what its packet says


@cold
def is_asked_for(segment: Segment) -> bool:
    """Whether a SYN proposes it (6.1.1)."""
    return options.ECN and segment.flags & _SETUP == _SETUP


@cold
def is_agreed_to(segment: Segment) -> bool:
    """Whether the answer to a SYN that proposed it does (6.1.1)."""
    return segment.flags & _SETUP == wire.ECE


@cold
def flags_of_syn(connection: Connection, answering: bool) -> int:
    """What a SYN proposes, or answers. One that was lost may have been lost for that (6.1.1.1)."""
    if connection.retries != 0 and not answering:
        connection.ecn = False
    if not connection.ecn:
        return 0
    return wire.ECE if answering else _SETUP


@cold
def take(connection: Connection, segment: Segment, frame: memoryview, now: int) -> None:
    """What a segment, which is acceptable, says on a connection that does it."""
    if segment.flags & wire.CWR:
        connection.echo_marks = False
    if segment.length != 0 and get_u8(frame, _MARK) & CONGESTED == CONGESTED:
        connection.echo_marks = True
        connection.ack_now = True
    if segment.flags & wire.ECE and connection.recover == NO_POSITION:
        _shrink(connection, now)


def _shrink(connection: Connection, now: int) -> None:
    """Once for what is in flight (6.1.2)."""
    if connection.snd_una > connection.marked_to:
        connection.marked_to = connection.snd_nxt
        connection.has_shrunk = True
        connection.congestion.lost(connection.congestion.window, now)


@cold
def flags_of(connection: Connection, is_new_data: bool) -> int:
    """What a segment says, with MAY_MARK. Only new data may be marked (6.1.4 to 6.1.6)."""
    flags = wire.ECE if connection.echo_marks else 0
    if is_new_data:
        flags |= MAY_MARK
        if connection.has_shrunk:
            connection.has_shrunk = False
            flags |= wire.CWR
    return flags
