"""What a connection sends: segments written straight into the link's transmit buffers.

`send` is called once at the end of a turn for every connection that was woken, so that what was
written apart leaves together and acknowledgments ride on data. Order: what was lost, what is new
(RFC 9293, 3.8.6.2.1: Nagle and silly windows), then a bare acknowledgment if one is due.
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.os.net.ipv4.glue import PAYLOAD, Ipv4
from naja.os.net.tcp import ecn, options, state, undo, wire
from naja.os.net.tcp.connection import (
    IDLE,
    NO_POSITION,
    PERSIST,
    PROBE,
    RETRANSMIT,
    Connection,
)
from naja.os.net.tcp.flight import NO_PROBE, Sent
from naja.os.net.tcp.sequence import wrap
from naja.os.time.clock import MILLISECOND, NEVER

SEGMENT_OVERHEAD = 40
_DELAY = options.DELAYED_ACK_MS * MILLISECOND
_LARGEST_BURST = 65000  # data of a frame that the device cuts; its IP length has 16 bits


class Output:
    """Sends for all connections of one interface. sent: segments. unsent: had no buffer.

    full: the device took no more in this turn."""

    sent: int
    retransmitted: int
    full: bool
    _ipv4: Ipv4

    def __init__(self, ipv4: Ipv4) -> None:
        self.sent = 0
        self.retransmitted = 0
        self.full = False
        self._ipv4 = ipv4

    def own_segment_size(self) -> int:
        """The largest payload that a segment to this host may have."""
        return self._ipv4.link.mtu - SEGMENT_OVERHEAD

    @hot
    def piece(self, start: int, end: int, more: int) -> bytes:
        """Part of the frame that is being received, as an object to keep; see the contract."""
        return self._ipv4.link.device.piece(start, end, more)

    @hot
    def following(self, more: int) -> bytes:
        """The next part of that."""
        return self._ipv4.link.device.following(more)

    @hot
    def send(self, connection: Connection, now: int) -> None:
        """Send what the connection may and has to send. `full` afterwards: try again later."""
        if not state.is_synchronized(connection.state):
            if connection.ack_now and connection.state != state.CLOSED:
                self._send_syn(connection, now)
            return
        if state.may_send(connection.state):
            if connection.flight.lost != 0:
                self._repeat_lost(connection, now)
            self._send_new(connection, now)
            congestion = connection.congestion
            congestion.full = connection.flight.pipe + connection.segment_size > congestion.window
            if connection.low_water >= connection.unsent():
                connection.low_water = NO_POSITION
                connection.user.drained()
        if connection.ack_now or connection.unacknowledged >= 2 * connection.segment_size:
            self.acknowledge(connection, now)
        elif connection.unacknowledged != 0 and connection.ack_at == NEVER:
            connection.ack_at = now + _DELAY

    @cold
    def _repeat_lost(self, connection: Connection, now: int) -> None:
        flight = connection.flight
        record = flight.next_lost(connection.segment_size)
        while record is not None and self._may_repeat(connection):
            if not self.repeat(connection, record, now):
                return
            record = flight.next_lost(connection.segment_size)

    def _may_repeat(self, connection: Connection) -> bool:
        if undo.nothing_sent_again(connection):
            return True  # whatever the window says (RFC 5681, 3.2; RFC 6675, 5)
        pipe = connection.flight.pipe
        return pipe == 0 or pipe + connection.segment_size <= connection.congestion.window

    @cold
    def repeat(self, connection: Connection, record: Sent, now: int) -> bool:
        """Send a segment again; False if the device is full."""
        if not self._segment(connection, record.start, record.end, wire.PSH, now):
            return False
        connection.flight.again(record, now)
        undo.sent_again(connection, now)
        self.retransmitted += 1
        if connection.loss_kind in (IDLE, PERSIST):
            arm(connection, now)
        return True

    @hot
    def _send_new(self, connection: Connection, now: int) -> None:
        end = connection.written
        if connection.fin_at != NO_POSITION:
            end = connection.fin_at + 1
        rested = now - connection.sent_at > connection.round_trip.rto
        if rested and connection.flight.is_empty():
            connection.congestion.rested()
        while connection.snd_nxt < end:
            start = connection.snd_nxt
            upto = self._allowed(connection, start, end)
            if upto <= start:
                if connection.flight.is_empty() and connection.loss_kind == IDLE:
                    _persist(connection, now)
                return
            last = upto == end
            if not self._segment(connection, start, upto, wire.PSH if last else 0, now):
                return
            idle = connection.flight.is_empty()
            connection.take_off(start, upto, now)
            connection.snd_nxt = upto
            if idle or connection.loss_kind in (IDLE, PROBE, PERSIST):
                arm(connection, now)

    @cold
    def send_one(self, connection: Connection, now: int) -> bool:
        """Send a new segment beyond the congestion window; False if there is nothing new, or the
        peer does not take it."""
        start = connection.snd_nxt
        room = connection.snd_una + connection.snd_wnd
        end = min(start + connection.segment_size, connection.sending.end, room)
        if end <= start or not self._segment(connection, start, end, wire.PSH, now):
            return False
        connection.take_off(start, end, now)
        connection.snd_nxt = end
        return True

    @hot
    def _allowed(self, connection: Connection, start: int, end: int) -> int:
        """Where the next new segment may end; `start` if nothing may be sent."""
        room = connection.congestion.window - connection.flight.pipe
        most = min(connection.snd_wnd, options.SEND_WINDOW)
        limit = min(connection.snd_una + most, start + room)
        size = connection.segment_size
        available = min(end, limit) - start
        if available >= size:
            if not self._ipv4.link.device.offload:
                return start + size
            if connection.ecn and connection.has_shrunk:
                return start + size  # CWR is of one segment
            count = min(available, _LARGEST_BURST)
            return end if start + count == end else start + count - count % size
        if end <= limit:
            # all that there is: wait only for Nagle
            if connection.nodelay or connection.fin_at != NO_POSITION:
                return end
            return end if connection.flight.is_empty() else start
        if connection.flight.is_empty() and 2 * (limit - start) >= connection.snd_most:
            return max(limit, start)
        return start

    @hot
    def acknowledge(self, connection: Connection, now: int) -> None:
        """Send a segment without data."""
        self._segment(connection, connection.snd_nxt, connection.snd_nxt, 0, now)

    @hot
    def _segment(self, connection: Connection, start: int, end: int, flags: int, now: int) -> bool:
        """Send the positions from `start` to `end`; False if the device is full."""
        ipv4 = self._ipv4
        large = end - start > connection.segment_size
        buffer = ipv4.link.large_buffer() if large else ipv4.link.buffer()
        if buffer is None:
            self.full = True
            return False
        payload = PAYLOAD + wire.HEADER_LENGTH
        if connection.timestamps:
            payload = self._timestamps(connection, buffer, payload, now)
        if start == end and connection.sack and connection.has_blocks():
            payload = _sack(connection, buffer, payload)
        data_end = end
        if start <= connection.fin_at < end:
            data_end = connection.fin_at
            flags |= wire.FIN
        tail = payload + data_end - start
        if data_end > start:
            connection.sending.copy_into(buffer, payload, start, data_end)
        else:
            flags &= ~wire.PSH
        if connection.ecn:
            flags |= ecn.flags_of(connection, start == connection.snd_nxt and data_end > start)
        self._finish(connection, buffer, wrap(start), flags | wire.ACK, payload, tail, now)
        return True

    def _timestamps(self, connection: Connection, buffer: memoryview, offset: int, now: int) -> int:
        value = wrap(now // MILLISECOND + connection.ts_offset)
        return wire.emit_timestamps(buffer, offset, value, connection.ts_recent)

    @hot
    def _finish(
        self,
        connection: Connection,
        buffer: memoryview,
        sequence: int,
        flags: int,
        payload: int,
        end: int,
        now: int,
    ) -> None:
        edge = connection.window_to_offer()
        window = min((edge - connection.rcv_nxt) >> connection.rcv_scale, wire.LARGEST_WINDOW)
        connection.rcv_edge = max(
            connection.rcv_edge, connection.rcv_nxt + (window << connection.rcv_scale)
        )
        acknowledgment = wrap(connection.rcv_nxt) if flags & wire.ACK else 0
        sent = flags & 0xFF
        ports = connection.ports
        wire.emit_header(buffer, PAYLOAD, ports, sequence, acknowledgment, sent, window, payload)
        segment = connection.segment_size
        self._emit(buffer, connection.peer, payload, end, segment, now, flags >> 8)
        connection.ack_now = False
        connection.unacknowledged = 0
        connection.ack_at = NEVER
        connection.acked_to = connection.rcv_nxt

    @hot
    def _emit(
        self,
        buffer: memoryview,
        peer: int,
        payload: int,
        end: int,
        segment: int,
        now: int,
        mark: int = 0,
    ) -> None:
        link = self._ipv4.link
        address = self._ipv4.settings.address
        if link.device.offload:
            wire.seal_partly(buffer, PAYLOAD, end, address, peer)
            link.leave_to_device(payload, segment if end - payload > segment else 0)
        else:
            wire.seal(buffer, PAYLOAD, end, address, peer)
        self._ipv4.send(buffer, peer, wire.PROTOCOL, end, now, mark)
        self.sent += 1

    @cold
    def _send_syn(self, connection: Connection, now: int) -> None:
        """The SYN of an active open, or the SYN-ACK of a passive or simultaneous one."""
        buffer = self._ipv4.link.buffer()
        if buffer is None:
            self.full = True
            return
        answering = connection.state == state.SYN_RECEIVED
        scale = wire.OWN_SCALE if connection.scaling or not answering else wire.ABSENT
        offset = wire.emit_syn_options(
            buffer,
            PAYLOAD + wire.HEADER_LENGTH,
            self.own_segment_size(),
            scale,
            connection.sack or not answering,
        )
        if connection.timestamps or not answering:
            offset = self._timestamps(connection, buffer, offset, now)
        flags = wire.SYN | wire.ACK if answering else wire.SYN
        flags |= ecn.flags_of_syn(connection, answering)
        window = min(options.RECEIVE_BUFFER, wire.LARGEST_WINDOW)
        wire.emit_header(
            buffer,
            PAYLOAD,
            connection.ports,
            wrap(connection.iss),
            wrap(connection.rcv_nxt) if answering else 0,
            flags,
            window,
            offset,
        )
        self._emit(buffer, connection.peer, offset, offset, 0, now)
        connection.ack_now = False
        connection.rcv_edge = connection.rcv_nxt + window
        connection.snd_nxt = connection.iss + 1
        if connection.loss_at == NEVER:
            # an answer to a repeated SYN does not postpone the end of the attempt
            connection.loss_kind = RETRANSMIT
            connection.loss_at = now + connection.round_trip.rto

    @cold
    def reset(self, connection: Connection, now: int) -> None:
        """Tell the peer that the connection is gone."""
        self.reset_with(
            connection.peer,
            connection.ports,
            wrap(connection.snd_nxt),
            wrap(connection.rcv_nxt),
            wire.RST | wire.ACK,
            now,
        )

    @cold
    def reset_with(
        self, peer: int, ports: int, sequence: int, acknowledgment: int, flags: int, now: int
    ) -> None:
        """Send a reset with those numbers; it is not missed if the device is full."""
        buffer = self._ipv4.link.buffer()
        if buffer is None:
            return
        end = PAYLOAD + wire.HEADER_LENGTH
        wire.emit_header(buffer, PAYLOAD, ports, sequence, acknowledgment, flags, 0, end)
        self._emit(buffer, peer, end, end, 0, now)

    @cold
    def probe_window(self, connection: Connection, now: int) -> None:
        """Ask for the window with a byte that the peer has already (RFC 9293, 3.8.6.1)."""
        old = connection.snd_una - 1
        buffer = self._ipv4.link.buffer()
        if buffer is None:
            self.full = True
            return
        payload = PAYLOAD + wire.HEADER_LENGTH
        if connection.timestamps:
            payload = self._timestamps(connection, buffer, payload, now)
        self._finish(connection, buffer, wrap(old), wire.ACK, payload, payload, now)


@cold
def _sack(connection: Connection, buffer: memoryview, offset: int) -> int:
    """What came twice is told first, and once (RFC 2883, 4)."""
    most = 3 if connection.timestamps else 4
    blocks: list[tuple[int, int]] = []
    if connection.doubled is not None:
        blocks.append(connection.doubled)
        connection.doubled = None
    if connection.reassembly is not None:
        blocks += connection.reassembly.blocks(most - len(blocks))
    edges: list[int] = []
    for start, end in blocks:
        edges.append(wrap(start))
        edges.append(wrap(end))
    return wire.emit_sack(buffer, offset, edges) if len(edges) != 0 else offset


@hot
def arm(connection: Connection, now: int) -> None:
    """Start the timer that acts when no acknowledgment comes: a probe of the tail first (RFC 8985,
    7.2), if nothing is known to be lost, then the retransmission timeout (RFC 6298, 5)."""
    trip = connection.round_trip
    connection.loss_kind = RETRANSMIT
    connection.loss_at = now + trip.rto
    if (
        connection.sack
        and connection.recover == NO_POSITION
        and connection.flight.probe_end == NO_PROBE
        and trip.smoothed >= 0
        and connection.retries == 0
    ):
        wait = 2 * trip.smoothed + 2 * MILLISECOND
        if connection.flight.pipe <= connection.segment_size:
            wait += _DELAY  # a lone segment's acknowledgment may be late
        if wait < trip.rto:
            connection.loss_kind = PROBE
            connection.loss_at = now + wait


@cold
def _persist(connection: Connection, now: int) -> None:
    connection.loss_kind = PERSIST
    connection.loss_at = now + connection.round_trip.rto
