"""SYN cookies (RFC 4987, 3.6): a handshake of which nothing is kept.

What the cookie, 32 bits, has no room for is noted in the low bits of the timestamp, which the peer
echoes; without timestamps it is given up.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.tcp import ecn, opening, options, state, wire
from naja.os.net.tcp.connection import DEFAULT_SEGMENT, Connection
from naja.os.net.tcp.sequence import wrap
from naja.os.net.tcp.wire import Segment
from naja.os.time.clock import MILLISECOND

_NOTED_BITS = 6
_SACK, _SCALE_SHIFT, _NO_SCALE, _ECN = 1, 1, 15, 32


@cold
def size_of(segment: Segment) -> int:
    """The segment size that a SYN asks for."""
    return DEFAULT_SEGMENT if segment.segment_size == wire.ABSENT else segment.segment_size


@cold
def prepare(connection: Connection, segment: Segment, cookie: int, own_size: int, now: int) -> None:
    """Make of the connection, which is forgotten afterwards, one that answers the SYN with the
    cookie."""
    connection.begin_sending(cookie)
    connection.move(state.PEER_SYN)
    opening.adopt_syn(connection, segment, own_size, now)
    if connection.timestamps:
        connection.ecn = ecn.is_asked_for(segment)
        clock = now // MILLISECOND
        noted = clock >> _NOTED_BITS << _NOTED_BITS | _note(connection)
        connection.ts_offset = noted - clock
    else:
        connection.scaling = False
        connection.sack = False
    connection.ack_now = True


@cold
def _note(connection: Connection) -> int:
    scale = connection.snd_scale if connection.scaling else _NO_SCALE
    noted = scale << _SCALE_SHIFT
    if connection.sack:
        noted |= _SACK
    if connection.ecn:
        noted |= _ECN
    return noted


@cold
def restore(
    connection: Connection, segment: Segment, cookie: int, size: int, own_size: int, now: int
) -> None:
    """Bring the connection where it was when that cookie was sent: the segment answers it."""
    connection.begin_sending(cookie)
    connection.move(state.PEER_SYN)
    segment.segment_size = size
    segment.window_scale = wire.ABSENT
    segment.sack_permitted = False
    if segment.has_timestamps:
        scale = segment.echo >> _SCALE_SHIFT & _NO_SCALE
        segment.sack_permitted = segment.echo & _SACK != 0
        segment.window_scale = scale if scale != _NO_SCALE else wire.ABSENT
        connection.ecn = options.ECN and segment.echo & _ECN != 0
        connection.ts_offset = wrap(segment.echo - now // MILLISECOND)
    sequence = segment.sequence
    segment.sequence = wrap(sequence - 1)
    opening.adopt_syn(connection, segment, own_size, now)
    segment.sequence = sequence
    connection.snd_nxt = cookie + 1
