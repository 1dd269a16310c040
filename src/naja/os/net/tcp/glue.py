"""TCP at work: finds the connection of a segment, opens, accepts and ends connections, keeps time.

In: packets of protocol 6 in the view of `Ipv4`; what users ask. Out: events to users; at the end
of a turn, `finish`, segments of every connection that was woken. Bounded by options: connections,
half-open ones, those in TIME-WAIT, of which the oldest goes first.
"""

from __future__ import annotations

import errno

from naja.lang import cold, hot
from naja.lang.wire import get_u16, get_u32
from naja.os.entropy.pool import RandomSource
from naja.os.net.ipv4.glue import Ipv4
from naja.os.net.rate import TokenBucket
from naja.os.net.tcp import (
    closing,
    cookies,
    ecn,
    ending,
    opening,
    options,
    paths,
    recovery,
    state,
    wire,
)
from naja.os.net.tcp.arrival import Arrival
from naja.os.net.tcp.connection import Connection, Owner
from naja.os.net.tcp.deadlines import Deadlines
from naja.os.net.tcp.listener import (
    EPHEMERAL_COUNT,
    EPHEMERAL_FIRST,
    Handshake,
    Listener,
    Listeners,
)
from naja.os.net.tcp.output import Output
from naja.os.net.tcp.pressure import Pressure
from naja.os.net.tcp.resting import Resting
from naja.os.net.tcp.secrets import NO_COOKIE, Secrets
from naja.os.net.tcp.sequence import wrap
from naja.os.net.tcp.share import quarter, window_beside
from naja.os.net.tcp.user import NOBODY, User
from naja.os.net.tcp.wire import Segment
from naja.os.net.transport import Transport
from naja.os.time.clock import MILLISECOND, NEVER, SECOND

_RETRY_WHILE_FULL = MILLISECOND
_TRIES = 64


def key_of(peer: int, peer_port: int, local_port: int) -> int:
    """One number for a pair of sockets; the own address is always the same."""
    return ((peer - (1 << 31)) << 32) + (peer_port << 16) + local_port


class Tcp(Owner, Transport):
    """The TCP of one interface. received: counters indexed as wire.REASONS. shared: what peers may
    send ahead over all connections, if that is more than each may anyway."""

    received: list[int]
    opened: int
    refused: int
    resets_sent: int
    stray_resets: int
    cookies_sent: int
    cookies_accepted: int
    recycled: int
    shared: int
    output: Output
    arrival: Arrival
    listeners: Listeners
    pressure: Pressure
    _ipv4: Ipv4
    _segment: Segment
    _connections: dict[int, Connection]
    _secrets: Secrets
    _random: RandomSource
    _resets: TokenBucket
    _woken: list[Connection]
    _resting: Resting
    _deadlines: Deadlines
    _retry_at: int
    _now: int

    def __init__(self, ipv4: Ipv4, random: RandomSource) -> None:
        self.received = [0] * len(wire.REASONS)
        self.opened = 0
        self.refused = 0
        self.resets_sent = 0
        self.stray_resets = 0
        self.cookies_sent = 0
        self.cookies_accepted = 0
        self.recycled = 0
        self.output = Output(ipv4)
        self.arrival = Arrival(self.output)
        self.listeners = Listeners(random)
        self.pressure = Pressure()
        self._ipv4 = ipv4
        self._segment = Segment()
        self._connections = {}
        self._secrets = Secrets(random)
        self._random = random
        self._resets = TokenBucket(options.CHALLENGE_ACKS, SECOND // options.CHALLENGE_ACKS)
        self._woken = []
        self._resting = Resting()
        self._deadlines = Deadlines()
        self._retry_at = NEVER
        self._now = 0
        self.window = options.RECEIVE_BUFFER
        self.shared = quarter()

    def address(self) -> int:
        return self._ipv4.settings.address

    def count(self) -> int:
        """Connections of all states."""
        return len(self._connections)

    # segments

    @hot
    def receive(self, frame: memoryview, now: int) -> None:
        """Take the packet that the view of `Ipv4` describes."""
        packet = self._ipv4.packet
        segment = self._segment
        self._now = now
        if packet.to_group:
            self.received[wire.ADDRESS] += 1
            return
        reason = segment.parse(frame, packet)
        self.received[reason] += 1
        if reason != wire.ACCEPTED:
            return
        key = key_of(packet.source, segment.source_port, segment.destination_port)
        try:
            self._dispatch(key, packet.source, frame, now)
        except MemoryError:
            self.exhausted(self._connections.get(key))

    @hot
    def _dispatch(self, key: int, source: int, frame: memoryview, now: int) -> None:
        segment = self._segment
        connection = self._connections.get(key)
        if connection is None:
            self._receive_unknown(source, frame, now)
        elif connection.state == state.TIME_WAIT and self._may_reopen(connection):
            connection.end(0)
            self._receive_unknown(source, frame, now)
        else:
            self.arrival.arrive(connection, segment, frame, now)
            self._deadlines.update(connection)

    @cold
    def exhausted(self, connection: Connection | None) -> None:
        self.pressure.give_way()
        if connection is None:
            return
        try:
            connection.abort()
        except MemoryError:
            self.forget(connection)

    @hot
    def may_keep(self, connection: Connection) -> bool:
        if not self.pressure.is_high():
            return True
        self.pressure.relieve(self._connections.values(), self._now)
        if connection.state != state.CLOSED:
            self.pressure.dropped += 1
        return False

    def _may_reopen(self, connection: Connection) -> bool:
        """Whether a SYN begins a new connection in place of one in TIME-WAIT (RFC 6191)."""
        segment = self._segment
        if segment.flags & (wire.SYN | wire.ACK | wire.RST) != wire.SYN:
            return False
        if segment.destination_port not in self.listeners:
            return False
        ahead = (segment.sequence - connection.rcv_nxt) & 0xFFFFFFFF
        if connection.timestamps and segment.has_timestamps:
            newer = (segment.timestamp - connection.ts_recent) & 0xFFFFFFFF
            return 0 < newer < 1 << 31 or (newer == 0 and 0 < ahead < 1 << 31)
        return 0 < ahead < 1 << 31

    @cold
    def _receive_unknown(self, source: int, frame: memoryview, now: int) -> None:
        segment = self._segment
        if segment.has(wire.RST):
            self.stray_resets += 1
            return
        listener = self.listeners.get(segment.destination_port)
        if listener is not None:
            if segment.flags & (wire.SYN | wire.ACK | wire.FIN) == wire.SYN:
                self._answer(listener, source, now)
                return
            answers = segment.flags & (wire.SYN | wire.ACK) == wire.ACK
            if answers and self._take_cookie(listener, source, frame, now):
                return
        self._refuse(source, now)

    @cold
    def _refuse(self, source: int, now: int) -> None:
        """A reset for a segment that belongs to nothing (RFC 9293, 3.10.7.1)."""
        segment = self._segment
        self.received[wire.PORT] += 1
        if not self._resets.take(now):
            return
        self.resets_sent += 1
        ports = segment.destination_port << 16 | segment.source_port
        if segment.has(wire.ACK):
            self.output.reset_with(source, ports, segment.acknowledgment, 0, wire.RST, now)
            return
        length = segment.length
        length += 1 if segment.has(wire.SYN) else 0
        length += 1 if segment.has(wire.FIN) else 0
        number = wrap(segment.sequence + length)
        self.output.reset_with(source, ports, 0, number, wire.RST | wire.ACK, now)

    @cold
    def unreachable(self, frame: memoryview, code: int, mtu: int, quoted: int, end: int) -> None:
        if get_u32(frame, quoted + 12) != self._ipv4.settings.address:
            return
        peer = get_u32(frame, quoted + 16)
        start = quoted + wire.HEADER_LENGTH
        key = key_of(peer, get_u16(frame, start + 2), get_u16(frame, start))
        connection = self._connections.get(key)
        if connection is not None:
            paths.take_error(connection, code, mtu, get_u32(frame, start + 4))

    # accepting

    @cold
    def _answer(self, listener: Listener, source: int, now: int) -> None:
        """A SYN for a listener."""
        segment = self._segment
        if segment.payload - self._ipv4.packet.payload == wire.HEADER_LENGTH:
            segment.forget_options()
        if len(self._connections) >= options.CONNECTIONS:
            self._recycle()
        if len(self._connections) >= options.CONNECTIONS:
            self.refused += 1
            return
        if self.pressure.is_high():
            self.pressure.relieve(self._connections.values(), now)
            self.pressure.refused += 1
            return
        if listener.half_open >= options.HALF_OPEN:
            self._send_cookie(source, now)
            return
        handshake = Handshake(listener)
        connection = self._make(handshake, segment.destination_port, source, segment.source_port)
        handshake.begin(connection)
        connection.passive = True
        connection.begin_sending(self._initial_sequence(connection, now))
        connection.move(state.PEER_SYN)
        opening.adopt_syn(connection, segment, self.output.own_segment_size(), now)
        connection.ecn = ecn.is_asked_for(segment)
        connection.ack_now = True
        self.wake(connection)

    @cold
    def _send_cookie(self, source: int, now: int) -> None:
        segment = self._segment
        self.cookies_sent += 1
        ports = segment.destination_port << 16 | segment.source_port
        size = cookies.size_of(segment)
        cookie = self._secrets.cookie(source, ports, segment.sequence, size, now)
        shadow = Connection(
            self, Handshake(Listener()), segment.destination_port, source, segment.source_port
        )
        cookies.prepare(shadow, segment, cookie, self.output.own_segment_size(), now)
        self.output.send(shadow, now)

    @cold
    def _take_cookie(self, listener: Listener, source: int, frame: memoryview, now: int) -> bool:
        """Whether the segment answers a cookie; then its connection is open."""
        segment = self._segment
        ports = segment.destination_port << 16 | segment.source_port
        cookie = wrap(segment.acknowledgment - 1)
        first = wrap(segment.sequence - 1)
        size = self._secrets.read_cookie(cookie, source, ports, first, now)
        if size == NO_COOKIE or len(self._connections) >= options.CONNECTIONS:
            return False
        if self.pressure.is_high():
            self.pressure.refused += 1
            return True
        self.cookies_accepted += 1
        handshake = Handshake(listener)
        connection = self._make(handshake, segment.destination_port, source, segment.source_port)
        handshake.begin(connection)
        connection.passive = True
        own_size = self.output.own_segment_size()
        cookies.restore(connection, segment, cookie, size, own_size, now)
        self.arrival.arrive(connection, segment, frame, now)
        self._deadlines.update(connection)
        return True

    # opening

    def _make(self, user: User, local_port: int, peer: int, peer_port: int) -> Connection:
        connection = Connection(self, user, local_port, peer, peer_port)
        self._connections[key_of(peer, peer_port, local_port)] = connection
        self.window = window_beside(len(self._connections), self.shared)
        return connection

    def _initial_sequence(self, connection: Connection, now: int) -> int:
        ports = connection.ports
        connection.ts_offset = self._secrets.timestamp_offset(connection.peer, ports)
        return self._secrets.initial_sequence(connection.peer, ports, now)

    @cold
    def begin(self, peer: int, peer_port: int, local_port: int) -> Connection:
        """A connection that is to be opened by `connect`. local_port: 0 for any.

        Raises OSError: ENOBUFS, EADDRINUSE, EADDRNOTAVAIL or ENETUNREACH."""
        if not self._ipv4.has_route(peer):
            raise OSError(errno.ENETUNREACH, "Network is unreachable")
        if len(self._connections) >= options.CONNECTIONS:
            self._recycle()
        if len(self._connections) >= options.CONNECTIONS:
            raise OSError(errno.ENOBUFS, "No buffer space available")
        if local_port == 0:
            local_port = self._free_port(peer, peer_port)
        elif key_of(peer, peer_port, local_port) in self._connections:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        return self._make(NOBODY, local_port, peer, peer_port)

    @cold
    def connect(self, connection: Connection, user: User, now: int) -> None:
        """Open a connection; the user hears how it goes."""
        connection.user = user
        connection.begin_sending(self._initial_sequence(connection, now))
        connection.timestamps = True
        connection.ecn = options.ECN
        connection.move(state.OPEN)
        connection.ack_now = True
        self.opened += 1
        self.wake(connection)

    def _free_port(self, peer: int, peer_port: int) -> int:
        """A port picked at random (RFC 6056, algorithm 1)."""
        for _ in range(_TRIES):
            port = EPHEMERAL_FIRST + self._random.u32() % EPHEMERAL_COUNT
            key = key_of(peer, peer_port, port)
            if port not in self.listeners and key not in self._connections:
                return port
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    # what connections ask for

    @hot
    def wake(self, connection: Connection) -> None:
        if not connection.awake:
            connection.awake = True
            self._woken.append(connection)

    @cold
    def forget(self, connection: Connection) -> None:
        key = key_of(connection.peer, connection.peer_port, connection.local_port)
        if self._connections.get(key) is connection:
            del self._connections[key]
            self.window = window_beside(len(self._connections), self.shared)
        self._resting.remove(connection)
        self._deadlines.remove(connection)

    @cold
    def rest(self, connection: Connection) -> None:
        self._resting.add(connection)
        if len(self._resting) > options.TIME_WAITS:
            self._recycle()

    @cold
    def neglect(self, connection: Connection) -> None:
        connection.wait(self._now)
        self._deadlines.update(connection)

    def _recycle(self) -> None:
        """End the connection that has been in TIME-WAIT for the longest."""
        connection = self._resting.longest()
        if connection is not None:
            self.recycled += 1
            connection.end(0)

    @cold
    def reset(self, connection: Connection) -> None:
        self.output.reset(connection, self._now)

    # time

    @hot
    def finish(self, now: int) -> None:
        """Do what is due, and send what the turn has left to be sent."""
        self._now = now
        self.pressure.end_turn()
        if now >= self._deadlines.first():
            self._advance(now)
        if len(self._woken) != 0:
            self._send(now)

    @hot
    def _send(self, now: int) -> None:
        output = self.output
        output.full = False
        self._retry_at = NEVER
        woken = self._woken
        position = 0
        while position < len(woken):
            connection = woken[position]
            connection.awake = False
            try:
                output.send(connection, now)
            except MemoryError:
                self.exhausted(connection)
            if output.full:
                connection.awake = True
                self._retry_at = now + _RETRY_WHILE_FULL
                break
            self._deadlines.update(connection)
            position += 1
        del woken[:position]

    @cold
    def _advance(self, now: int) -> None:
        connection = self._deadlines.take(now)
        while connection is not None:
            try:
                self._due(connection, now)
            except MemoryError:
                self.exhausted(connection)
            if connection.state != state.CLOSED:
                self._deadlines.update(connection)
            connection = self._deadlines.take(now)

    @cold
    def _due(self, connection: Connection, now: int) -> None:
        if connection.ack_at <= now:
            connection.ack_at = NEVER
            connection.ack_now = True
            self.wake(connection)
        if connection.linger_at <= now:
            closing.linger(connection, self.output, now)
        elif connection.loss_at <= now:
            recovery.time_out(connection, self.output, now)

    def deadline(self) -> int:
        """When `finish` has something to do next, if no frame comes."""
        return min(self._deadlines.first(), self._retry_at)

    # the end

    @cold
    def leave(self) -> None:
        self.listeners.clear()
        ending.leave(self._connections.values())

    @cold
    def has_unfinished(self) -> bool:
        return ending.has_unfinished(self._connections.values())
