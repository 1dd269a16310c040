"""What acknowledgments and their absence mean: loss detection and recovery.

With SACK by time (RACK-TLP, RFC 8985), without it by three duplicates (RFC 5681, 3.2; NewReno, RFC
6582). A loss shrinks the congestion window once a round trip; `recover` is where that ends. What is
lost is only marked here, output.py sends it.
"""

from __future__ import annotations

import errno

from naja.lang import cold, hot
from naja.os.net.tcp import options, rack, state, undo
from naja.os.net.tcp.connection import (
    IDLE,
    NO_POSITION,
    PERSIST,
    PROBE,
    REORDER,
    Connection,
)
from naja.os.net.tcp.flight import NO_PROBE, NO_SAMPLE
from naja.os.net.tcp.output import Output, arm
from naja.os.net.tcp.sequence import unwrap
from naja.os.net.tcp.wire import FIN, Segment
from naja.os.time.clock import NEVER


def stop_timer(connection: Connection) -> None:
    """Nothing waits for an acknowledgment."""
    connection.loss_kind = IDLE
    connection.loss_at = NEVER
    connection.retries = 0


@hot
def acknowledge(connection: Connection, segment: Segment, to: int, window: int, now: int) -> None:
    """Take an acknowledgment up to `to`, which lies between SND.UNA and SND.NXT."""
    flight = connection.flight
    advanced = to - connection.snd_una
    if advanced > 0:
        _advance(connection, segment, to, now)
    elif to == connection.flight.probe_end:
        connection.flight.probe_end = NO_PROBE  # the answer to a probe that was not needed
    fresh = 0
    if segment.block_count != 0 and connection.sack:
        fresh = _take_blocks(connection, segment, to, now)
    if flight.is_empty():
        if connection.loss_kind == PERSIST:
            connection.retries = 0  # the peer is there, with no room
        return
    if connection.sack:
        if flight.may_hide_losses(to):
            rack.find_losses(connection, now)
    elif advanced == 0 and _is_duplicate(connection, segment, window):
        _count_duplicate(connection, now)
    if fresh != 0 or flight.lost != 0:
        connection.owner.wake(connection)


@hot
def _advance(connection: Connection, segment: Segment, to: int, now: int) -> None:
    flight = connection.flight
    count = to - connection.snd_una
    connection.snd_una = to
    flight.acknowledge(to, now)
    if flight.sample != NO_SAMPLE:
        connection.round_trip.sample(max(flight.sample, 1))
    elif connection.retries != 0:
        connection.round_trip.settle()
    connection.retries = 0
    connection.probes = 0
    if connection.flight.duplicates != 0:
        _forget_duplicates(connection)
    if connection.recover != NO_POSITION:
        _advance_recovery(connection, segment, to, count)
    elif connection.congestion.full:
        connection.congestion.acknowledged(count, now, connection.round_trip.smoothed)
    if connection.flight.probe_end != NO_PROBE and to >= connection.flight.probe_end:
        _end_probe(connection, segment, to)
    if flight.is_empty():
        connection.loss_kind = IDLE
        connection.loss_at = NEVER
    else:
        arm(connection, now)
    connection.arrived(to)
    if connection.unsent() != 0 or connection.fin_at == connection.snd_nxt:
        connection.owner.wake(connection)


@cold
def _advance_recovery(connection: Connection, segment: Segment, to: int, count: int) -> None:
    congestion = connection.congestion
    if undo.was_for_nothing(connection, segment):
        undo.undo(connection)
        if connection.flight.sacked != 0:
            connection.own_reordering().seen = True
        rack.end_recovery(connection)
        return
    if to >= connection.recover:
        congestion.window = min(congestion.window, congestion.threshold)
        rack.end_recovery(connection)
        return
    if congestion.window < congestion.threshold:
        # slow start behind a timeout goes on while what was lost is sent again
        congestion.window += connection.segment_size
    if not connection.sack:
        # a partial acknowledgment tells of the next hole, and what it acknowledges is no longer
        # what duplicates have let out (RFC 6582, 3.2)
        connection.flight.lose_first(connection.segment_size)
        congestion.window = max(congestion.window - count, 0) + connection.segment_size


@cold
def _end_probe(connection: Connection, segment: Segment, to: int) -> None:
    """RFC 8985, 7.4.2: if the end has not come twice, the probe has repaired a loss."""
    if not connection.flight.probe_repeats or _doubled(segment, to):
        connection.flight.probe_end = NO_PROBE
    elif to > connection.flight.probe_end:
        connection.flight.probe_end = NO_PROBE
        if connection.recover == NO_POSITION:
            connection.has_shrunk = True
            connection.congestion.lost(connection.congestion.window, 0)


def _doubled(segment: Segment, to: int) -> bool:
    """Whether the first block tells of something that came twice (RFC 2883, 4)."""
    if segment.block_count == 0:
        return False
    start = unwrap(segment.blocks[0], to)
    end = unwrap(segment.blocks[1], to)
    if start >= end or segment.block_count == 1:
        return start < end <= to
    outer_start = unwrap(segment.blocks[2], to)
    outer_end = unwrap(segment.blocks[3], to)
    return end <= to or outer_start <= start < end <= outer_end


@cold
def _take_blocks(connection: Connection, segment: Segment, to: int, now: int) -> int:
    fresh = 0
    if _doubled(segment, to):
        rack.widen(connection)
    for index in range(segment.block_count):
        start = unwrap(segment.blocks[2 * index], to)
        end = unwrap(segment.blocks[2 * index + 1], to)
        if to <= start < end <= connection.snd_nxt:
            fresh += connection.flight.sack(start, end, now)
    return fresh


def _is_duplicate(connection: Connection, segment: Segment, window: int) -> bool:
    """RFC 5681, 2."""
    if segment.length != 0 or segment.has(FIN):
        return False
    return window == connection.snd_wnd


@cold
def _forget_duplicates(connection: Connection) -> None:
    if connection.flight.duplicates < rack.DUPLICATES:
        connection.congestion.window -= connection.flight.duplicates * connection.segment_size
    connection.flight.duplicates = 0


@cold
def _count_duplicate(connection: Connection, now: int) -> None:
    connection.flight.duplicates += 1
    if connection.recover != NO_POSITION:
        connection.congestion.window += connection.segment_size
        connection.owner.wake(connection)
    elif connection.flight.duplicates == rack.DUPLICATES:
        connection.flight.lose_first(connection.segment_size)
        connection.congestion.window -= (rack.DUPLICATES - 1) * connection.segment_size
        rack.begin_recovery(connection, now)
        connection.congestion.window += rack.DUPLICATES * connection.segment_size
        connection.owner.wake(connection)
    elif connection.flight.duplicates < rack.DUPLICATES:
        # limited transmit (RFC 3042): each stands for a segment that has left the network
        connection.congestion.window += connection.segment_size
        connection.owner.wake(connection)


@hot
def window_opened(connection: Connection) -> None:
    """The peer takes more than before."""
    if connection.loss_kind == PERSIST:
        stop_timer(connection)
    if connection.unsent() != 0 or connection.fin_at == connection.snd_nxt:
        connection.owner.wake(connection)


@cold
def time_out(connection: Connection, output: Output, now: int) -> None:
    """The loss timer has run out."""
    kind = connection.loss_kind
    if not state.is_synchronized(connection.state):
        _repeat_syn(connection, now)
    elif kind == REORDER:
        connection.loss_kind = IDLE
        arm(connection, now)
        rack.find_losses(connection, now)
    elif kind == PROBE:
        _probe_tail(connection, output, now)
    elif kind == PERSIST:
        _ask_for_window(connection, output, now)
    else:
        _retransmit(connection, now)


@cold
def _repeat_syn(connection: Connection, now: int) -> None:
    connection.retries += 1
    if connection.retries > options.SYN_RETRIES:
        connection.end(errno.ETIMEDOUT)
        return
    connection.round_trip.back_off()
    connection.ack_now = True
    connection.owner.wake(connection)
    connection.loss_at = NEVER


@cold
def _probe_tail(connection: Connection, output: Output, now: int) -> None:
    """RFC 8985, 7.3: send something new, or the end again, so that SACK tells what is missing."""
    connection.loss_kind = IDLE
    repeats = not output.send_one(connection, now)
    connection.flight.probe_repeats = repeats
    connection.flight.probe_end = connection.snd_nxt
    record = connection.flight.last(connection.segment_size)
    if repeats and record is not None and not record.sacked:
        output.repeat(connection, record, now)
    if not repeats:
        connection.owner.wake(connection)  # whose user may have waited for that to be sent
    arm(connection, now)


@cold
def _ask_for_window(connection: Connection, output: Output, now: int) -> None:
    connection.retries += 1
    if connection.orphan:
        connection.probes += 1  # nobody is left to whom a peer that never reads would matter
    if connection.retries > options.RETRIES or connection.probes > options.RETRIES:
        connection.end(errno.ETIMEDOUT)
        return
    connection.round_trip.back_off()
    connection.loss_at = now + connection.round_trip.rto
    output.probe_window(connection, now)


@cold
def _shrink_to_one(connection: Connection, now: int) -> None:
    """The threshold shrinks once for what is in flight, as with other losses."""
    flight, congestion = connection.flight, connection.congestion
    if connection.recover != NO_POSITION:
        congestion.window = connection.segment_size
        connection.undo = None
        return
    undo.remember(connection)
    congestion.timed_out(flight.pipe + flight.lost + flight.sacked, now)


@cold
def _retransmit(connection: Connection, now: int) -> None:
    """RFC 6298, 5.4 to 5.7; RFC 8985, 6.3."""
    connection.retries += 1
    if connection.retries > options.RETRIES:
        connection.end(errno.ETIMEDOUT)
        return
    flight = connection.flight
    if connection.retries == 1:
        _shrink_to_one(connection, now)
    if connection.retries > 1:
        flight.forget_sacks()
    flight.lose_all()
    connection.recover = connection.snd_nxt
    connection.has_shrunk = True
    connection.flight.probe_end = NO_PROBE
    connection.flight.duplicates = 0
    connection.round_trip.back_off()
    connection.loss_kind = IDLE
    arm(connection, now)
    connection.owner.wake(connection)
