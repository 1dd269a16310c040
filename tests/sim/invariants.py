"""What must hold of connections and their tables after every turn, whatever the peer did."""

from __future__ import annotations

from naja.os.net.tcp import options, state, wire
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.glue import Tcp
from naja.os.time.clock import NEVER


def check(tcp: Tcp) -> None:
    """Assert it of all connections, and of the tables around them."""
    assert len(tcp._connections) <= options.CONNECTIONS
    assert len(tcp._resting) <= options.TIME_WAITS
    assert len(tcp._resting) <= len(tcp._connections)
    for connection in tcp._connections.values():
        assert connection.state != state.CLOSED
        assert connection.awake or connection.due <= connection.deadline()
        check_sending(connection)
        check_receiving(connection)
    items = tcp._deadlines._heap._items
    assert len(items) <= len(tcp._connections)
    for place in range(len(items)):
        assert items[place].place == place
        assert items[place].state != state.CLOSED
        assert place == 0 or items[(place - 1) >> 1].due <= items[place].due


def check_sending(connection: Connection) -> None:
    """Sequence numbers, the flight, the buffer."""
    assert connection.iss <= connection.snd_una <= connection.snd_nxt
    check_flight(connection)
    flight = connection.flight
    if state.may_send(connection.state):
        assert flight.pipe + flight.sacked + flight.lost == connection.snd_nxt - connection.snd_una
        assert connection.sending.start <= connection.snd_una
        assert connection.snd_nxt <= connection.written + 1
        waiting = connection.snd_nxt != connection.snd_una
        assert not waiting or connection.loss_at < NEVER or connection.awake
        stalled = connection.snd_nxt < connection.written and flight.is_empty()
        assert not stalled or connection.loss_at < NEVER or connection.awake
    assert connection.congestion.window > 0
    assert connection.congestion.threshold > 0
    if connection.fin_at != NO_POSITION and state.may_send(connection.state):
        assert connection.snd_nxt <= connection.fin_at + 1


def check_flight(connection: Connection) -> None:
    """The records cover what is in flight without gaps, and the sums are theirs."""
    flight = connection.flight
    records = flight._records
    pipe = 0
    sacked = 0
    lost = 0
    for place in range(flight._first, len(records)):
        record = records[place]
        assert record.start < record.end
        assert place == flight._first or records[place - 1].end == record.start
        length = record.end - record.start
        if record.sacked:
            sacked += length
        elif record.lost:
            lost += length
        else:
            pipe += length
    assert pipe == flight.pipe
    assert sacked == flight.sacked
    assert lost == flight.lost


def check_receiving(connection: Connection) -> None:
    """The window, and what waits for its turn."""
    assert connection.rcv_nxt <= connection.rcv_edge + 1
    assert connection.held_bytes == sum([len(data) for data in connection.held])
    assert connection.held_bytes <= wire.MOST_WINDOW
    reassembly = connection.reassembly
    if reassembly is not None:
        assert len(reassembly.ranges) <= options.REASSEMBLY_RANGES
        position = connection.rcv_nxt - 1
        for item in reassembly.ranges:
            assert position < item.start < item.end
            assert item.end - item.start == sum(len(piece) for piece in item.pieces)
            position = item.end
        assert position <= connection.rcv_edge


def check_nothing_left(tcp: Tcp) -> None:
    """Assert that connections which are over have left nothing behind."""
    assert len(tcp._connections) == 0
    assert len(tcp._resting) == 0
    assert len(tcp._deadlines) == 0
    assert len([one for one in tcp._woken if one.state != state.CLOSED]) == 0
    for listener in tcp.listeners._listeners.values():
        assert listener.half_open == 0
