"""One connection: everything that it knows, and what its user may ask of it (RFC 9293, 3.3.1,
3.9.1).

Data flow: `write` queues bytes and wakes the owner, which lets output.py send at the end of the
turn; arrival.py takes segments and calls the user; timers.py acts at `deadline`. Positions are
unbounded (sequence.py). Nothing here looks at a clock or at a device.
"""

from __future__ import annotations

import errno

from naja.lang import cold, hot
from naja.os.net.channel import Channel
from naja.os.net.tcp import flight as flights
from naja.os.net.tcp import options, state
from naja.os.net.tcp import send_buffer as buffers
from naja.os.net.tcp.congestion import NewReno, congestion_control
from naja.os.net.tcp.flight import NOTHING_SENT, Flight
from naja.os.net.tcp.learned import Reordering, Undo
from naja.os.net.tcp.reassembly import Reassembly
from naja.os.net.tcp.rtt import RoundTrip
from naja.os.net.tcp.send_buffer import NOTHING_TO_SEND, SendBuffer
from naja.os.net.tcp.user import NOBODY, User
from naja.os.net.tcp.wire import OWN_SCALE
from naja.os.time.clock import MILLISECOND, NEVER, SECOND
from naja.os.time.heap import OUTSIDE

NO_POSITION = -1
DEFAULT_SEGMENT = 536
LEAST_SEGMENT = 88
SMALL_PIECE, JOINED_PIECE = 512, 2048

# what `loss_at` is for
IDLE, RETRANSMIT, PROBE, REORDER, PERSIST = 0, 1, 2, 3, 4


class Owner:
    """The TCP that a connection belongs to. window: what a peer may send ahead of the program."""

    window: int

    def wake(self, connection: Connection) -> None:
        """Have the connection looked at by the end of the turn."""
        raise NotImplementedError

    def forget(self, connection: Connection) -> None:
        """The connection is CLOSED."""
        raise NotImplementedError

    def rest(self, connection: Connection) -> None:
        """The connection has entered TIME-WAIT."""
        raise NotImplementedError

    def neglect(self, connection: Connection) -> None:
        """Nobody waits for the peer's FIN any more."""
        raise NotImplementedError

    def reset(self, connection: Connection) -> None:
        """Send the peer a reset."""
        raise NotImplementedError

    def exhausted(self, connection: Connection | None) -> None:
        """There was no memory: what came is lost, and the connection it was for."""
        raise NotImplementedError

    def may_keep(self, connection: Connection) -> bool:
        """Whether there is memory for data of the connection, which may be CLOSED afterwards."""
        raise NotImplementedError

    def address(self) -> int:
        """The own address of all its connections."""
        raise NotImplementedError


class Connection(Channel):
    """The transmission control block. See the sections of RFC 9293 for the names in capitals.

    ports: the own and, in the lower 16 bits, the peer's. snd_una, snd_nxt, snd_wnd, rcv_nxt: as
    there. written: behind what the user has written. answered_to: RCV.NXT when it wrote last.
    rcv_edge: right edge of the window that the peer knows. fin_at: position of the own FIN;
    peer_fin_at: of the peer's, once it was seen. ecn, echo_marks, has_shrunk, marked_to: see
    ecn.py. doubled: what came twice, to be told (RFC 2883).

    sending, flight, held: one that all connections share while there is nothing in it, so that an
    idle one needs little memory."""

    owner: Owner
    user: User
    state: int
    iss: int
    snd_una: int
    snd_nxt: int
    snd_wnd: int
    snd_wl1: int
    snd_wl2: int
    snd_most: int
    snd_scale: int
    scaling: bool
    segment_size: int
    fin_at: int
    nodelay: bool
    written: int
    sending: SendBuffer
    flight: Flight
    sent_at: int
    congestion: NewReno
    round_trip: RoundTrip
    recover: int
    undo: Undo | None
    reordering: Reordering | None
    rcv_nxt: int
    rcv_edge: int
    peer_fin_at: int
    reassembly: Reassembly | None
    doubled: tuple[int, int] | None
    held: list[bytes]
    held_bytes: int
    end_told: bool
    over: bool
    closed_told: bool
    orphan: bool
    resting: bool
    passive: bool
    timestamps: bool
    sack: bool
    ecn: bool
    echo_marks: bool
    has_shrunk: bool
    marked_to: int
    ts_recent: int
    ts_recent_at: int
    ts_offset: int
    acked_to: int
    answered_to: int
    ack_now: bool
    unacknowledged: int
    ack_at: int
    loss_at: int
    loss_kind: int
    retries: int
    linger_at: int
    keepalive: int
    probes: int
    heard_at: int
    awake: bool
    due: int
    place: int

    def __init__(
        self, owner: Owner, user: User, local_port: int, peer: int, peer_port: int
    ) -> None:
        super().__init__(local_port, peer, peer_port)
        self.owner = owner
        self.user = user
        self.state = state.CLOSED
        self.begin_sending(0)
        self.snd_wnd = 0
        self.snd_wl1 = 0
        self.snd_wl2 = 0
        self.snd_most = 0
        self.snd_scale = 0
        self.scaling = False
        self.segment_size = DEFAULT_SEGMENT
        self.fin_at = NO_POSITION
        self.nodelay = True
        self.flight = NOTHING_SENT
        self.sent_at = 0
        self.congestion = congestion_control(DEFAULT_SEGMENT)
        self.round_trip = RoundTrip()
        self.recover = NO_POSITION
        self.undo = None
        self.reordering = None
        self.begin_receiving(0)
        self.peer_fin_at = NO_POSITION
        self.reassembly = None
        self.doubled = None
        self.held = NOTHING_HELD
        self.held_bytes = 0
        self.end_told = False
        self.over = False
        self.closed_told = False
        self.orphan = False
        self.resting = False
        self.passive = False
        self.timestamps = False
        self.sack = False
        self.ecn = False
        self.echo_marks = False
        self.has_shrunk = False
        self.marked_to = NO_POSITION
        self.ts_recent = 0
        self.ts_recent_at = 0
        self.ts_offset = 0
        self.ack_now = False
        self.unacknowledged = 0
        self.ack_at = NEVER
        self.loss_at = NEVER
        self.loss_kind = IDLE
        self.retries = 0
        self.linger_at = NEVER
        self.keepalive = options.KEEPALIVE_S * SECOND
        self.probes = 0
        self.heard_at = 0
        self.awake = False
        self.due = NEVER
        self.place = OUTSIDE

    def begin_sending(self, iss: int) -> None:
        """Start the own sequence; the SYN is its first position."""
        self.iss = iss
        self.snd_una = iss
        self.snd_nxt = iss
        self.written = iss + 1
        self.sending = NOTHING_TO_SEND

    def begin_receiving(self, first: int) -> None:
        """The next position that the peer sends is `first`."""
        self.rcv_nxt = first
        self.rcv_edge = first
        self.acked_to = first
        self.answered_to = first

    # what the user asks for

    @hot
    def write(self, data: bytes) -> None:
        """Queue the bytes behind those before them; nothing happens once the own side is shut."""
        if self.fin_at != NO_POSITION or self.state == state.CLOSED or len(data) == 0:
            return
        if self.sending is NOTHING_TO_SEND:
            self.sending = buffers.lend(self.written)
        self.sending.append(data)
        self.written += len(data)
        self.answered_to = self.rcv_nxt
        self.owner.wake(self)

    @cold
    def shut(self) -> None:
        """Send a FIN when everything written has been sent (half-close)."""
        if self.fin_at != NO_POSITION or self.state == state.CLOSED:
            return
        if self.state == state.SYN_SENT:
            self.end(0)
            return
        self.fin_at = self.written
        if self.state != state.SYN_RECEIVED:
            self.move(state.SHUT)
            self.owner.wake(self)

    @cold
    def close(self) -> None:
        """Shut, and want no more of the peer: data that still comes is answered with a reset."""
        self.orphan = True
        if self.held_bytes != 0 and state.is_synchronized(self.state):
            self.abort()  # what was never read is lost, and the peer has to know (RFC 2525, 2.17)
        elif self.state == state.FIN_WAIT_2:
            self.owner.neglect(self)  # shut before, and the FIN that it waits for may never come
        else:
            self.shut()

    @cold
    def abort(self) -> None:
        """Reset the connection."""
        if self.state in (state.CLOSED, state.SYN_SENT, state.TIME_WAIT):
            self.end(0)
            return
        self.owner.reset(self)
        self.end(errno.ECONNABORTED)

    def pause(self) -> None:
        """Keep what comes instead of handing it over, as far as the window allows."""
        self.paused = True

    @cold
    def resume(self) -> None:
        """Hand over what was kept, and what comes."""
        self.paused = False
        while len(self.held) != 0 and not self.paused:
            data = self.held.pop(0)
            self.held_bytes -= len(data)
            self.user.given(data)
        if self.closed_told:
            return  # since before, or by what the user did
        if len(self.held) == 0:
            self.held = NOTHING_HELD
        self.tell_end()
        if self.window_to_offer() != self.rcv_edge:
            self.ack_now = True
            self.owner.wake(self)

    # what the other parts share

    @hot
    def hold(self, data: bytes) -> None:
        """Keep what the user does not take yet. Small pieces are joined, lest each of a peer's
        single bytes costs an object."""
        if len(self.held) == 0:
            self.held = [data]
        elif len(data) < SMALL_PIECE and len(self.held[-1]) < JOINED_PIECE:
            self.held[-1] = self.held[-1] + data
        else:
            self.held.append(data)
        self.held_bytes += len(data)

    @hot
    def take_off(self, start: int, end: int, now: int) -> None:
        """Note that the positions, which follow all others, are sent for the first time."""
        if self.flight is NOTHING_SENT:
            self.flight = flights.lend(self.round_trip.smoothed)
        self.flight.add(start, end, now)
        self.sent_at = now

    @hot
    def arrived(self, position: int) -> None:
        """Forget what lies before the position: the flight's acknowledgments have been taken."""
        sending = self.sending
        if sending is not NOTHING_TO_SEND:
            sending.acknowledge(min(position, self.written))
            if sending.start == sending.end:
                self.sending = NOTHING_TO_SEND
                buffers.take_back(sending)
        flight = self.flight
        if flight is not NOTHING_SENT and flight.is_over():
            if flight.reordered:
                self.own_reordering().seen = True
            self.flight = NOTHING_SENT
            flights.take_back(flight)

    def tell_end(self) -> None:
        """Tell the user once that the peer has no more to say, behind all that it said."""
        if self.peer_fin_at == NO_POSITION or self.rcv_nxt <= self.peer_fin_at:
            return
        if not self.end_told and not self.paused and len(self.held) == 0:
            self.end_told = True
            self.user.finished()
            if self.over:
                self.tell_closed(0)

    def earlier(self, other: Connection) -> bool:
        """By `due`, in the heap of deadlines."""
        return self.due < other.due

    def move(self, event: int) -> None:
        """Change the state."""
        self.state = state.after(self.state, event)

    @cold
    def end(self, error: int) -> None:
        """Be CLOSED, and tell the user; the errno says why, 0 if all went as it should."""
        if self.state == state.CLOSED:
            return
        self.move(state.END)
        self.release()
        self.owner.forget(self)
        self.tell_closed(error)

    @cold
    def tell_closed(self, error: int) -> None:
        """Tell the user once that it is over, but not before it has read what is here."""
        self.over = True
        unread = self.peer_fin_at != NO_POSITION and not self.end_told and not self.orphan
        if not self.closed_told and (error != 0 or not unread):
            self.closed_told = True
            self.held = NOTHING_HELD
            self.held_bytes = 0
            self.user.closed(error)
            self._shrink()

    def _shrink(self) -> None:
        """Keep no more than TIME-WAIT needs: there may be many of these."""
        self.user = NOBODY
        self.congestion = NO_CONGESTION
        self.round_trip = NO_ROUND_TRIP

    @cold
    def release(self) -> None:
        """Give up what is queued, and all timers."""
        self.written = self.snd_nxt
        self.sending = NOTHING_TO_SEND
        self.flight = NOTHING_SENT
        self.reassembly = None
        self.ack_at = NEVER
        self.loss_at = NEVER
        self.linger_at = NEVER

    @cold
    def wait(self, now: int) -> None:
        """TIME-WAIT, or once more of it."""
        self.linger_at = now + options.TIME_WAIT_MS * MILLISECOND

    @hot
    def deadline(self) -> int:
        """When the timers have something to do."""
        return min(min(self.ack_at, self.loss_at), self.linger_at)

    @hot
    def window_to_offer(self) -> int:
        """The right edge of the window that the peer should know, in steps worth telling (RFC
        1122, 4.2.3.3); an edge is never taken back."""
        window = options.RECEIVE_BUFFER if self.paused else self.owner.window
        edge = self.rcv_nxt + window - self.held_bytes
        step = min(options.RECEIVE_BUFFER >> 1, 2 * self.segment_size)
        return edge if edge - self.rcv_edge >= step else self.rcv_edge

    def keep_alive(self, now: int) -> None:
        """Ask the peer now and then whether it is there, if the connection is to do that."""
        if self.keepalive != 0:
            self.linger_at = now + self.keepalive

    @cold
    def own_reordering(self) -> Reordering:
        """What is known of how the path reorders."""
        reordering = self.reordering
        if reordering is None:
            reordering = Reordering()
            self.reordering = reordering
        return reordering

    def has_blocks(self) -> bool:
        """Whether there is something to say in a SACK option."""
        return self.reassembly is not None or self.doubled is not None

    def unsent(self) -> int:
        """Bytes that were never sent."""
        return max(self.written - self.snd_nxt, 0)

    @property
    def rcv_scale(self) -> int:
        """The scale of the window that is offered."""
        return OWN_SCALE if self.scaling else 0

    @cold
    def exhausted(self) -> None:
        self.owner.exhausted(self)

    def own_address(self) -> int:
        return self.owner.address()

    def adopt_segment_size(self, size: int) -> None:
        """Send segments of at most that many bytes of data from now on."""
        self.segment_size = max(size, LEAST_SEGMENT)
        self.congestion.segment = self.segment_size


NOTHING_HELD: list[bytes] = []
NO_CONGESTION = congestion_control(DEFAULT_SEGMENT)
NO_ROUND_TRIP = RoundTrip()
