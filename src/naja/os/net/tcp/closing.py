"""How connections end: a FIN of either side, TIME-WAIT (RFC 9293, 3.6, 3.10.7.4), and silence (RFC
9293, 3.8.4)."""

from __future__ import annotations

import errno

from naja.lang import cold
from naja.os.net.tcp import options, state
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.output import Output
from naja.os.time.clock import SECOND


@cold
def take_fin(connection: Connection, position: int) -> None:
    """The peer has no more to say from there on."""
    possible = connection.rcv_nxt <= position <= connection.rcv_edge
    if possible and connection.peer_fin_at == NO_POSITION:
        connection.peer_fin_at = position
        reassembly = connection.reassembly
        if reassembly is not None:
            reassembly.cut(position)
    connection.ack_now = True


@cold
def end_of_data(connection: Connection, now: int) -> None:
    """All that the peer had to say is here."""
    if not state.may_receive(connection.state):
        return
    connection.rcv_nxt += 1
    connection.rcv_edge = max(connection.rcv_edge, connection.rcv_nxt)
    connection.move(state.PEER_FIN)
    connection.tell_end()
    if connection.state == state.TIME_WAIT:
        _rest(connection, now)


@cold
def fin_acknowledged(connection: Connection, now: int) -> bool:
    """The peer has all that was sent; False if that was the last of it."""
    if connection.state == state.LAST_ACK:
        connection.move(state.ACKED_FIN)
        connection.release()
        connection.owner.forget(connection)
        connection.tell_closed(0)
        return False
    if connection.state in (state.FIN_WAIT_1, state.CLOSING):
        connection.move(state.ACKED_FIN)
        if connection.state == state.TIME_WAIT:
            _rest(connection, now)
        elif connection.orphan:
            connection.wait(now)  # for a FIN that may never come
    return True


@cold
def _rest(connection: Connection, now: int) -> None:
    connection.release()
    connection.wait(now)
    connection.owner.rest(connection)
    connection.tell_closed(0)


@cold
def linger(connection: Connection, output: Output, now: int) -> None:
    """The wait is over, or nothing was heard for long."""
    abandoned = connection.orphan and connection.state == state.FIN_WAIT_2
    if abandoned or connection.keepalive == 0 or connection.state == state.TIME_WAIT:
        connection.end(0)
    elif connection.heard_at + connection.keepalive > now:
        connection.linger_at = connection.heard_at + connection.keepalive
        connection.probes = 0
    elif connection.probes >= options.KEEPALIVE_PROBES:
        connection.end(errno.ETIMEDOUT)
    else:
        connection.probes += 1
        connection.linger_at = now + options.KEEPALIVE_INTERVAL_S * SECOND
        output.probe_window(connection, now)
