"""What a connection learns while it is opened (RFC 9293, 3.5; RFC 7323; RFC 2018; RFC 6928)."""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.tcp import options, recovery, state, wire
from naja.os.net.tcp.connection import DEFAULT_SEGMENT, NO_POSITION, Connection
from naja.os.net.tcp.sequence import wrap
from naja.os.net.tcp.wire import Segment
from naja.os.time.clock import MILLISECOND, NEVER, SECOND

_RTO_AFTER_LOST_SYN = 3 * SECOND


@cold
def adopt_syn(connection: Connection, segment: Segment, own_size: int, now: int) -> None:
    """Take from a SYN what the peer is and can. own_size: the largest segment of this host."""
    connection.begin_receiving(segment.sequence + 1)
    connection.rcv_edge = connection.rcv_nxt + min(options.RECEIVE_BUFFER, 65535)
    connection.sack = segment.sack_permitted
    connection.timestamps = segment.has_timestamps
    connection.ts_recent = segment.timestamp
    connection.ts_recent_at = now
    connection.scaling = segment.window_scale != wire.ABSENT
    if connection.scaling:
        connection.snd_scale = segment.window_scale
    connection.snd_wnd = segment.window
    connection.snd_most = segment.window
    connection.snd_wl1 = connection.rcv_nxt - 1
    connection.heard_at = now
    _adopt_segment_size(connection, segment.segment_size, own_size)


def _adopt_segment_size(connection: Connection, offered: int, own_size: int) -> None:
    most = DEFAULT_SEGMENT if offered == wire.ABSENT else offered
    size = min(own_size, most)
    if connection.timestamps:
        size -= wire.TIMESTAMPS_LENGTH
    connection.adopt_segment_size(size)
    connection.congestion.restart()


@cold
def establish(connection: Connection, segment: Segment, to: int, now: int) -> None:
    """The own SYN is acknowledged, up to `to`."""
    connection.move(state.ACKED_SYN)
    connection.snd_una = to
    connection.snd_nxt = max(connection.snd_nxt, to)
    connection.snd_wl2 = to
    if not segment.has(wire.SYN):
        connection.snd_wnd = segment.window << connection.snd_scale
        connection.snd_most = connection.snd_wnd
    _learn(connection, segment, now)
    recovery.stop_timer(connection)
    connection.keep_alive(now)
    if connection.fin_at != NO_POSITION:
        connection.move(state.SHUT)  # it was shut while the handshake was under way
    connection.user.opened()


@cold
def _learn(connection: Connection, segment: Segment, now: int) -> None:
    """What the handshake says of the path. One that lost a SYN is slow, unless timestamps say
    otherwise; one that lost two may be full (RFC 6298, 5.7; RFC 7323, 4.1; RFC 6928, 2)."""
    trip = connection.round_trip
    if connection.retries == 0:
        if connection.loss_at != NEVER:
            trip.sample(max(now - connection.loss_at + trip.rto, 1))
    elif connection.timestamps and segment.has_timestamps:
        passed = wrap(now // MILLISECOND + connection.ts_offset - segment.echo)
        trip.sample(min((passed + 1) * MILLISECOND, trip.rto))
    else:
        trip.rto = max(trip.rto, _RTO_AFTER_LOST_SYN)
    if connection.retries > 1:
        connection.congestion.window = connection.segment_size
