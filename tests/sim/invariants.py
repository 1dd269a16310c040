"""What must hold of a connection at the end of every turn, whatever the peer did."""

from __future__ import annotations

import itertools

from naja.os.net.tcp import options, state
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.glue import Tcp
from naja.os.time.clock import NEVER


def check(tcp: Tcp) -> None:
    """Assert it of all connections, and of the tables around them."""
    assert len(tcp._connections) <= options.CONNECTIONS
    assert len(tcp._resting) <= options.TIME_WAITS
    for connection in tcp._connections.values():
        assert connection.state != state.CLOSED
        assert connection.deadline() >= NEVER or connection.due <= connection.deadline()
        check_sending(connection)
        check_receiving(connection)
    items = tcp._deadlines._heap._items
    for place, connection in enumerate(items):
        assert connection.place == place
        assert place == 0 or items[(place - 1) >> 1].due <= connection.due


def check_sending(connection: Connection) -> None:
    """Sequence numbers, the flight, the buffer."""
    flight = connection.flight
    assert connection.snd_una <= connection.snd_nxt
    records = flight._records[flight._first :]
    for before, after in itertools.pairwise(records):
        assert before.end == after.start
    sums = {"pipe": 0, "sacked": 0, "lost": 0}
    for record in records:
        assert record.start < record.end
        kind = "sacked" if record.sacked else "lost" if record.lost else "pipe"
        sums[kind] += record.end - record.start
    assert sums == {"pipe": flight.pipe, "sacked": flight.sacked, "lost": flight.lost}
    if state.may_send(connection.state):
        assert flight.pipe + flight.sacked + flight.lost == connection.snd_nxt - connection.snd_una
        assert connection.sending.start <= connection.snd_una
        waiting = connection.snd_nxt != connection.snd_una
        assert not waiting or connection.loss_at < NEVER or connection.awake
    assert connection.congestion.window > 0
    if connection.fin_at != NO_POSITION and state.may_send(connection.state):
        assert connection.snd_nxt <= connection.fin_at + 1


def check_receiving(connection: Connection) -> None:
    """The window, and what waits for its turn."""
    assert connection.rcv_nxt <= connection.rcv_edge + 1
    assert connection.held_bytes == sum(len(data) for data in connection.held)
    assert connection.held_bytes <= options.RECEIVE_BUFFER
    reassembly = connection.reassembly
    if reassembly is not None:
        assert len(reassembly.ranges) <= options.REASSEMBLY_RANGES
        position = connection.rcv_nxt - 1
        for item in reassembly.ranges:
            assert position < item.start < item.end
            assert item.end - item.start == sum(len(piece) for piece in item.pieces)
            position = item.end
