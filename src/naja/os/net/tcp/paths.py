"""What ICMP says of a path (RFC 1191), as far as it is to be believed (RFC 5927)."""

from __future__ import annotations

import errno

from naja.lang import cold
from naja.os.net.icmp.wire import PORT_UNREACHABLE, TOO_LONG
from naja.os.net.tcp import state, wire
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.output import SEGMENT_OVERHEAD
from naja.os.net.tcp.sequence import unwrap

LEAST_MTU = 552  # less is no path of today but an attack (RFC 5927, 7.2)
_REFUSALS = (2, PORT_UNREACHABLE)


@cold
def take_error(connection: Connection, code: int, mtu: int, number: int) -> None:
    """An error about the segment with that sequence number: believed only if it is in flight, and a
    connection that is open outlives all but a smaller path."""
    sequence = unwrap(number, connection.snd_una)
    if not connection.snd_una <= sequence < connection.snd_nxt:
        return
    if code == TOO_LONG:
        _shorten(connection, mtu)
    elif connection.state == state.SYN_SENT and code in _REFUSALS:
        connection.end(errno.ECONNREFUSED)


@cold
def _shorten(connection: Connection, mtu: int) -> None:
    size = max(mtu, LEAST_MTU) - SEGMENT_OVERHEAD
    if connection.timestamps:
        size -= wire.TIMESTAMPS_LENGTH
    if size < connection.segment_size:
        connection.adopt_segment_size(size)
        connection.flight.lose_all()
        connection.owner.wake(connection)
