"""The states of a connection and what leads from one to the next (RFC 9293, 3.3.2 and figure 5).

Pure data: TRANSITIONS is the whole machine, and the documentation draws from it. An event that a
state does not list cannot happen there; `after` asserts it.
"""

from __future__ import annotations

CLOSED = 0
SYN_SENT = 1
SYN_RECEIVED = 2
ESTABLISHED = 3
FIN_WAIT_1 = 4
FIN_WAIT_2 = 5
CLOSE_WAIT = 6
CLOSING = 7
LAST_ACK = 8
TIME_WAIT = 9

NAMES = (
    "CLOSED",
    "SYN-SENT",
    "SYN-RECEIVED",
    "ESTABLISHED",
    "FIN-WAIT-1",
    "FIN-WAIT-2",
    "CLOSE-WAIT",
    "CLOSING",
    "LAST-ACK",
    "TIME-WAIT",
)

OPEN = 0  # the program connects: a SYN goes out
PEER_SYN = 1  # a SYN without an acknowledgment of ours
ACKED_SYN = 2  # our SYN is acknowledged
SHUT = 3  # the program has no more to send: a FIN follows the data
PEER_FIN = 4  # all data before the peer's FIN is here
ACKED_FIN = 5  # our FIN is acknowledged
END = 6  # reset, given up, or the wait is over

EVENTS = ("open", "peer SYN", "SYN acknowledged", "shut", "peer FIN", "FIN acknowledged", "end")

TRANSITIONS = {
    (CLOSED, OPEN): SYN_SENT,
    (CLOSED, PEER_SYN): SYN_RECEIVED,
    (SYN_SENT, PEER_SYN): SYN_RECEIVED,
    (SYN_SENT, ACKED_SYN): ESTABLISHED,
    (SYN_RECEIVED, ACKED_SYN): ESTABLISHED,
    (ESTABLISHED, SHUT): FIN_WAIT_1,
    (ESTABLISHED, PEER_FIN): CLOSE_WAIT,
    (FIN_WAIT_1, PEER_FIN): CLOSING,
    (FIN_WAIT_1, ACKED_FIN): FIN_WAIT_2,
    (FIN_WAIT_2, PEER_FIN): TIME_WAIT,
    (CLOSE_WAIT, SHUT): LAST_ACK,
    (CLOSING, ACKED_FIN): TIME_WAIT,
    (LAST_ACK, ACKED_FIN): CLOSED,
    **{(state, END): CLOSED for state in range(len(NAMES))},
}

_IMPOSSIBLE = -1
_TABLE = tuple(
    TRANSITIONS.get((state, event), _IMPOSSIBLE)
    for state in range(len(NAMES))
    for event in range(len(EVENTS))
)


def after(state: int, event: int) -> int:
    """The state that the event leads to."""
    following = _TABLE[state * len(EVENTS) + event]
    assert following != _IMPOSSIBLE
    return following


def _set(*states: int) -> int:
    return sum(1 << state for state in states)


_SYNCHRONIZED = ~_set(CLOSED, SYN_SENT, SYN_RECEIVED)
_SENDING = _set(ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK)
_RECEIVING = _set(ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2)


def is_synchronized(state: int) -> bool:
    """Whether both sides know each other's sequence numbers."""
    return _SYNCHRONIZED >> state & 1 != 0


def may_send(state: int) -> bool:
    """Whether data or a FIN may still have to be sent."""
    return _SENDING >> state & 1 != 0


def may_receive(state: int) -> bool:
    """Whether the peer may still send data."""
    return _RECEIVING >> state & 1 != 0
