"""What a segment does to a connection: RFC 9293, 3.10.7, with PAWS (RFC 7323, 5) and the defences
of RFC 5961.

`Arrival.arrive` takes a parsed segment for a connection that exists. Order: is it acceptable,
reset, SYN, acknowledgment, marks, data, FIN. Nothing is sent here: what is due is noted in the
connection, which is woken.
"""

from __future__ import annotations

import errno

from naja.lang import cold, hot, inline
from naja.lang.wire import get_bytes
from naja.os.net.rate import TokenBucket
from naja.os.net.tcp import closing, ecn, opening, options, recovery, state, wire
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.output import Output
from naja.os.net.tcp.reassembly import Reassembly
from naja.os.net.tcp.sequence import unwrap
from naja.os.net.tcp.wire import Segment
from naja.os.time.clock import SECOND

_OLD_TIMESTAMP = 24 * 24 * 3600 * SECOND  # RFC 7323, 5.5
_UNWRAPPED_WINDOW = 1 << 30


class Arrival:
    """The rules for one interface. Its numbers are counters of segments; challenged: answered to
    whoever may be guessing."""

    out_of_window: int
    paws: int
    challenged: int
    out_of_order: int
    bad_acknowledgments: int
    _output: Output
    _challenges: TokenBucket

    def __init__(self, output: Output) -> None:
        self.out_of_window = 0
        self.paws = 0
        self.challenged = 0
        self.out_of_order = 0
        self.bad_acknowledgments = 0
        self._output = output
        self._challenges = TokenBucket(options.CHALLENGE_ACKS, SECOND // options.CHALLENGE_ACKS)

    @hot
    def arrive(self, connection: Connection, segment: Segment, frame: memoryview, now: int) -> None:
        """Take the segment."""
        if connection.state == state.SYN_SENT:
            self._answer_to_syn(connection, segment, frame, now)
            return
        sequence = unwrap(segment.sequence, connection.rcv_nxt)
        if not self._is_acceptable(connection, segment, sequence, now):
            return
        if segment.flags & (wire.RST | wire.SYN | wire.ACK) != wire.ACK:
            self._special(connection, segment, sequence, now)
            return
        if not self._take_acknowledgment(connection, segment, sequence, now):
            return
        connection.heard_at = now
        if connection.ecn:
            ecn.take(connection, segment, frame, now)
        if segment.length != 0:
            self._take_data(connection, segment, frame, sequence)
        if segment.has(wire.FIN):
            closing.take_fin(connection, sequence + segment.length)
        if connection.peer_fin_at == connection.rcv_nxt:
            closing.end_of_data(connection, now)
        if connection.ack_now or connection.unacknowledged != 0:
            connection.owner.wake(connection)

    # acceptability

    @hot
    def _is_acceptable(
        self, connection: Connection, segment: Segment, sequence: int, now: int
    ) -> bool:
        if segment.has_timestamps and self._is_old(connection, segment, sequence, now):
            return False
        length = segment.length
        if segment.flags & (wire.SYN | wire.FIN):
            length += 1
        if sequence == connection.rcv_nxt and sequence + length <= connection.rcv_edge:
            return True
        if sequence + length > connection.rcv_nxt and sequence < connection.rcv_edge:
            return True
        if length == 0 and connection.rcv_nxt <= sequence <= connection.rcv_edge:
            return True
        self.out_of_window += 1
        if not segment.has(wire.RST):
            self._say_where_we_are(connection, segment, sequence, sequence + length, now)
        return False

    @cold
    def _say_where_we_are(
        self, connection: Connection, segment: Segment, sequence: int, end: int, now: int
    ) -> None:
        """To what is repeated, or a probe. What it acknowledges counts where it touches the place
        where we are: a FIN that is sent again may be all that the peer tells it with, and so may
        data that our closed window does not admit."""
        connection.ack_now = True
        if sequence < connection.rcv_nxt and segment.length != 0:
            connection.doubled = (sequence, min(sequence + segment.length, connection.rcv_nxt))
        if connection.state == state.TIME_WAIT:
            connection.wait(now)
        elif (
            segment.flags & (wire.SYN | wire.ACK) == wire.ACK
            and connection.state != state.SYN_RECEIVED
            and (sequence == connection.rcv_nxt or end == connection.rcv_nxt)
        ):
            self._take_acknowledgment(connection, segment, sequence, now)
        elif connection.state == state.SYN_RECEIVED and sequence + 1 == connection.rcv_nxt:
            self._take_crossed_syn(connection, segment, now)
        if connection.state != state.CLOSED:
            connection.owner.wake(connection)

    def _take_crossed_syn(self, connection: Connection, segment: Segment, now: int) -> None:
        """The peer opened at the same time and has our SYN: without this both would answer each
        other's SYN-ACK for ever (RFC 9293, figure 7)."""
        if segment.flags & (wire.SYN | wire.ACK) == wire.SYN | wire.ACK:
            to = unwrap(segment.acknowledgment, connection.snd_una)
            if to == connection.iss + 1:
                opening.establish(connection, segment, to, now)

    @hot
    def _is_old(self, connection: Connection, segment: Segment, sequence: int, now: int) -> bool:
        """PAWS; and what the peer's clock says, for echoing (RFC 7323, 4.3, 5.3)."""
        if not connection.timestamps or segment.has(wire.RST):
            return False
        newer = unwrap(segment.timestamp, connection.ts_recent)
        if newer < connection.ts_recent and now - connection.ts_recent_at < _OLD_TIMESTAMP:
            self.paws += 1
            # an acknowledgment that was overtaken is not answered: the answer may be overtaken too
            if segment.length != 0 or segment.flags & (wire.SYN | wire.FIN):
                connection.ack_now = True
                connection.owner.wake(connection)
            return True
        if sequence <= connection.acked_to:
            connection.ts_recent = segment.timestamp
            connection.ts_recent_at = now
        return False

    @cold
    def _special(self, connection: Connection, segment: Segment, sequence: int, now: int) -> None:
        """RST, SYN, or no ACK, in a window that is known."""
        if segment.has(wire.RST):
            if sequence == connection.rcv_nxt:
                self._reset(connection)
            else:
                self._challenge(connection, now)
        elif segment.has(wire.SYN):
            if connection.state == state.SYN_RECEIVED and sequence + 1 == connection.rcv_nxt:
                connection.ack_now = True
                connection.owner.wake(connection)
            else:
                self._challenge(connection, now)

    def _reset(self, connection: Connection) -> None:
        if connection.state == state.SYN_RECEIVED and not connection.passive:
            connection.end(errno.ECONNREFUSED)
        elif connection.state in (state.TIME_WAIT, state.CLOSING, state.LAST_ACK):
            connection.end(0)
        elif connection.state == state.CLOSE_WAIT:
            connection.end(errno.EPIPE)  # as Linux says it: the peer had ended before
        else:
            connection.end(errno.ECONNRESET)

    @cold
    def _challenge(self, connection: Connection, now: int) -> None:
        """RFC 5961: whoever guesses gets no further; the real peer answers with the right
        number."""
        if self._challenges.take(now):
            self.challenged += 1
            connection.ack_now = True
            connection.owner.wake(connection)

    # opening

    @cold
    def _answer_to_syn(
        self, connection: Connection, segment: Segment, frame: memoryview, now: int
    ) -> None:
        """RFC 9293, 3.10.7.3."""
        acknowledged = False
        if segment.has(wire.ACK):
            acknowledged = unwrap(segment.acknowledgment, connection.snd_una) == connection.iss + 1
            if not acknowledged:
                if not segment.has(wire.RST):
                    ports = connection.ports
                    number = segment.acknowledgment
                    self._output.reset_with(connection.peer, ports, number, 0, wire.RST, now)
                return
        if segment.has(wire.RST):
            if acknowledged:
                connection.end(errno.ECONNREFUSED)
            return
        if not segment.has(wire.SYN):
            return
        opening.adopt_syn(connection, segment, self._output.own_segment_size(), now)
        connection.owner.wake(connection)
        connection.ack_now = True
        if not acknowledged:
            connection.ecn = False
            connection.move(state.PEER_SYN)
            return
        connection.ecn = connection.ecn and ecn.is_agreed_to(segment)
        opening.establish(connection, segment, connection.iss + 1, now)
        if segment.length != 0:
            self._take_data(connection, segment, frame, connection.rcv_nxt)

    # acknowledgments

    @hot
    def _take_acknowledgment(
        self, connection: Connection, segment: Segment, sequence: int, now: int
    ) -> bool:
        """False if the segment is to be dropped for it."""
        to = unwrap(segment.acknowledgment, connection.snd_una)
        if connection.state == state.SYN_RECEIVED:
            return self._complete(connection, segment, to, now)
        if to > connection.snd_nxt or to < connection.snd_una - connection.snd_most:
            # RFC 5961, 5.2
            self.bad_acknowledgments += 1
            self._challenge(connection, now)
            return False
        if to < connection.snd_una:
            return True
        window = segment.window << connection.snd_scale
        advanced = to > connection.snd_una
        recovery.acknowledge(connection, segment, to, window, now)
        # the window of one that is ahead counts even on data sent again: the old one was less far
        if (
            advanced
            or connection.snd_wl1 < sequence
            or (connection.snd_wl1 == sequence and connection.snd_wl2 <= to)
        ):
            self._take_window(connection, window, sequence, to)
        if connection.fin_at != NO_POSITION and to > connection.fin_at:
            return closing.fin_acknowledged(connection, now)
        return True

    @hot
    def _take_window(self, connection: Connection, window: int, sequence: int, to: int) -> None:
        grown = window > connection.snd_wnd
        connection.snd_wnd = window
        connection.snd_wl1 = max(connection.snd_wl1, sequence)
        connection.snd_wl2 = to
        if window > connection.snd_most:
            connection.snd_most = window
        if grown:
            recovery.window_opened(connection)

    @cold
    def _complete(self, connection: Connection, segment: Segment, to: int, now: int) -> bool:
        """The third part of a handshake."""
        if to != connection.iss + 1:
            ports = connection.ports
            number = segment.acknowledgment
            self._output.reset_with(connection.peer, ports, number, 0, wire.RST, now)
            return False
        opening.establish(connection, segment, to, now)
        return connection.state != state.CLOSED

    # data

    @hot
    def _take_data(
        self, connection: Connection, segment: Segment, frame: memoryview, sequence: int
    ) -> None:
        if not state.may_receive(connection.state) or connection.peer_fin_at != NO_POSITION:
            connection.ack_now = True
            if connection.peer_fin_at == NO_POSITION:
                return
        if connection.orphan:
            # nobody will read it: the peer has to know that it is lost (RFC 2525, 2.17)
            connection.owner.reset(connection)
            connection.end(errno.ECONNRESET)
            return
        if not connection.owner.may_keep(connection):
            return
        if segment.beyond == 0:
            self._take_range(connection, frame, segment.payload, segment.end, sequence)
            return
        left = segment.end - segment.payload + segment.beyond
        piece = self._output.piece(segment.payload, segment.end, segment.beyond)
        self._take_piece(connection, piece, sequence)
        while left > len(piece) and state.may_receive(connection.state):
            left -= len(piece)
            sequence += len(piece)
            piece = self._output.following(left)
            self._take_piece(connection, piece, sequence)

    @hot
    def _take_piece(self, connection: Connection, piece: bytes, sequence: int) -> None:
        end = sequence + len(piece)
        if sequence != connection.rcv_nxt or end > self._limit(connection):
            self._take_range(connection, memoryview(piece), 0, len(piece), sequence)
        elif len(piece) != 0:
            self._give(connection, piece)
            if connection.reassembly is not None:
                self._deliver_kept(connection)

    @hot
    def _take_range(
        self, connection: Connection, frame: memoryview, start: int, end: int, sequence: int
    ) -> None:
        if sequence < connection.rcv_nxt:
            connection.doubled = (sequence, connection.rcv_nxt)
            start += connection.rcv_nxt - sequence
            sequence = connection.rcv_nxt
            connection.ack_now = True
        end = min(end, start + self._limit(connection) - sequence)
        if start >= end:
            connection.ack_now = True
            return
        if sequence != connection.rcv_nxt:
            self._keep(connection, sequence, frame, start, end)
            return
        self._deliver(connection, frame, start, end)
        if connection.reassembly is not None:
            self._deliver_kept(connection)

    @inline
    def _limit(self, connection: Connection) -> int:
        """Where what may be taken ends."""
        if connection.peer_fin_at != NO_POSITION:
            return min(connection.rcv_edge, connection.peer_fin_at)  # nothing follows a FIN
        return connection.rcv_edge

    @hot
    def _deliver(self, connection: Connection, frame: memoryview, start: int, end: int) -> None:
        if connection.paused or len(connection.held) != 0:
            self._give(connection, get_bytes(frame, start, end))
            return
        connection.rcv_nxt += end - start
        connection.unacknowledged += end - start
        connection.user.received(frame, start, end)

    @hot
    def _give(self, connection: Connection, data: bytes) -> None:
        """Hand over bytes that need not be copied, or keep them until they are wanted."""
        connection.rcv_nxt += len(data)
        connection.unacknowledged += len(data)
        if connection.paused or len(connection.held) != 0:
            connection.hold(data)
        else:
            connection.user.given(data)

    @cold
    def _keep(
        self, connection: Connection, sequence: int, frame: memoryview, start: int, end: int
    ) -> None:
        self.out_of_order += 1
        connection.ack_now = True  # RFC 5681, 4.2
        reassembly = connection.reassembly
        if reassembly is None:
            reassembly = Reassembly()
            connection.reassembly = reassembly
        if not reassembly.add(sequence, frame, start, end):
            connection.doubled = (sequence, sequence + end - start)

    @cold
    def _deliver_kept(self, connection: Connection) -> None:
        reassembly = connection.reassembly
        while reassembly is not None:
            data = reassembly.take(connection.rcv_nxt)
            if data is None:
                if len(reassembly.ranges) == 0:
                    connection.reassembly = None
                break
            self._give(connection, data)
            reassembly = connection.reassembly
        connection.ack_now = True
