"""The DHCP client as a machine (RFC 2131, figure 5): events and time in, one action out.

The transitions are a table, TRANSITIONS: what a state does on an event. Retransmission doubles
from FIRST_RETRY to LAST_RETRY with jitter; renewing repeats at half of what is left. Times are
nanoseconds, those of a lease seconds. `deadline` says when `advance` is due.
"""

from __future__ import annotations

from dataclasses import dataclass

from naja.os.net.addresses import LIMITED_BROADCAST, is_unicast_source
from naja.os.net.dhcp import options, wire
from naja.os.net.dhcp.wire import Reply
from naja.os.time.clock import NEVER, SECOND

SELECTING = 0
REQUESTING = 1
BOUND = 2
RENEWING = 3
REBINDING = 4
STATES = ("selecting", "requesting", "bound", "renewing", "rebinding")

RETRY = 0
OFFERED = 1
ACKNOWLEDGED = 2
REFUSED = 3
PERIOD_OVER = 4
EVENTS = ("retry", "offered", "acknowledged", "refused", "period over")

NOTHING = 0
DISCOVER = 1
REQUEST = 2
CONFIGURE = 3
RENEW = 4
REBIND = 5
RESTART = 6
ACTIONS = ("nothing", "discover", "request", "configure", "renew", "rebind", "restart")

INFINITE_LEASE = 0xFFFFFFFF
_JITTER_RANGE = 2 * SECOND


@dataclass(frozen=True)
class Transition:
    """Where an event leads, and what it makes the client do."""

    state: int
    action: int


def _stay(state: int) -> list[Transition]:
    return [Transition(state, NOTHING) for _ in EVENTS]


def _table() -> list[list[Transition]]:
    table = [_stay(state) for state in range(len(STATES))]
    table[SELECTING][RETRY] = Transition(SELECTING, DISCOVER)
    table[SELECTING][OFFERED] = Transition(REQUESTING, REQUEST)
    table[REQUESTING][RETRY] = Transition(REQUESTING, REQUEST)
    table[REQUESTING][PERIOD_OVER] = Transition(SELECTING, DISCOVER)
    table[BOUND][PERIOD_OVER] = Transition(RENEWING, RENEW)
    table[RENEWING][RETRY] = Transition(RENEWING, RENEW)
    table[RENEWING][PERIOD_OVER] = Transition(REBINDING, REBIND)
    table[REBINDING][RETRY] = Transition(REBINDING, REBIND)
    table[REBINDING][PERIOD_OVER] = Transition(SELECTING, RESTART)
    for state in (REQUESTING, RENEWING, REBINDING):
        table[state][ACKNOWLEDGED] = Transition(BOUND, CONFIGURE)
        table[state][REFUSED] = Transition(SELECTING, RESTART)
    return table


TRANSITIONS = _table()
# the same as the image has it: indexed by state * len(EVENTS) + event
NEXT_STATE = bytes(step.state for row in TRANSITIONS for step in row)
ACTION = bytes(step.action for row in TRANSITIONS for step in row)
EVENT_COUNT = len(EVENTS)


class Client:
    """The client of one interface. lease: what the server granted or, when requesting, offers."""

    state: int
    deadline: int
    transaction: int
    started: int
    lease: Reply
    _attempt: int
    _state_ends: int
    _renewing_ends: int
    _lease_ends: int

    def __init__(self, now: int, random: int) -> None:
        self.state = SELECTING
        self.deadline = now
        self.transaction = random
        self.started = now
        self.lease = Reply()
        self._attempt = 0
        self._state_ends = NEVER
        self._renewing_ends = NEVER
        self._lease_ends = NEVER

    def advance(self, now: int, random: int) -> int:
        """What to do at that time; `random` is 32 bits for jitter and transaction numbers."""
        if now < self.deadline:
            return NOTHING
        over = now >= self._state_ends
        if self.state == REQUESTING and self._attempt >= options.REQUEST_ATTEMPTS:
            over = True
        return self._take(PERIOD_OVER if over else RETRY, now, random)

    def receive(self, reply: Reply, now: int, random: int) -> int:
        """What to do about a sound reply in the current transaction."""
        if reply.kind == wire.OFFER and is_usable(reply):
            if self.state == SELECTING:
                self.lease = reply
            return self._take(OFFERED, now, random)
        if reply.kind == wire.ACK and is_usable(reply):
            if ACTION[self.state * EVENT_COUNT + ACKNOWLEDGED] == CONFIGURE:
                self._grant(reply, now)
            return self._take(ACKNOWLEDGED, now, random)
        if reply.kind == wire.NAK:
            return self._take(REFUSED, now, random)
        return NOTHING

    def _grant(self, lease: Reply, now: int) -> None:
        self.lease = lease
        seconds = lease.lease_time
        if seconds == INFINITE_LEASE:
            self._lease_ends = self._renewing_ends = self._state_ends = NEVER
            return
        renewal = lease.renewal_time if 0 < lease.renewal_time < seconds else seconds // 2
        rebinding = lease.rebinding_time
        if not renewal < rebinding < seconds:
            rebinding = max(seconds * 7 // 8, renewal)
        self._state_ends = now + renewal * SECOND
        self._renewing_ends = now + rebinding * SECOND
        self._lease_ends = now + seconds * SECOND

    def _take(self, event: int, now: int, random: int) -> int:
        index = self.state * EVENT_COUNT + event
        action = ACTION[index]
        if action == NOTHING:
            return NOTHING
        if NEXT_STATE[index] != self.state:
            self._enter(NEXT_STATE[index], now, random)
        if action == RESTART:
            self.deadline = now
        else:
            self._schedule(now, random)
        self._attempt += 1
        return action

    def _enter(self, state: int, now: int, random: int) -> None:
        self.state = state
        self._attempt = 0
        if state in (SELECTING, RENEWING):
            self.transaction = random
            self.started = now
        if state == SELECTING:
            self._state_ends = NEVER
        elif state == RENEWING:
            self._state_ends = self._renewing_ends
        elif state == REBINDING:
            self._state_ends = self._lease_ends

    def _schedule(self, now: int, random: int) -> None:
        if self.state == BOUND:
            self.deadline = self._state_ends
        elif self.state == RENEWING or self.state == REBINDING:
            half = (self._state_ends - now) // 2
            wait = max(half, options.LEAST_RENEWAL_RETRY)
            self.deadline = min(now + wait, self._state_ends)
        else:
            wait = min(options.FIRST_RETRY << min(self._attempt, 30), options.LAST_RETRY)
            self.deadline = now + wait + random % _JITTER_RANGE - SECOND


def is_usable(reply: Reply) -> bool:
    """Whether the address, the mask and the server of an offer or a lease can be lived with."""
    host_bits = reply.mask ^ LIMITED_BROADCAST
    contiguous = host_bits & (host_bits + 1) == 0 and reply.mask != 0
    return (
        is_unicast_source(reply.address)
        and contiguous
        and reply.server != 0
        and reply.lease_time != 0
        and (reply.gateway == 0 or is_unicast_source(reply.gateway))
    )
