"""The neighbour cache: which MAC address answers for which IPv4 address, and what waits to be
known.

Pure: time comes in with each call, and what is to be sent goes out as return values. Bounds:
entries in all, entries being asked for, packets waiting for one address (options.py). A neighbour
is either known or being asked for, or both: a known one that is used after REFRESH_AFTER is asked
again by unicast and stays in use until RETRIES questions have gone unanswered. A known neighbour
that nobody uses has no timer.
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.os.net.addresses import NO_MAC
from naja.os.net.arp import options
from naja.os.time.clock import NEVER


class Neighbour:
    """One address. mac: NO_MAC until answered. due: when to ask next, NEVER while nobody wants to
    know."""

    address: int
    mac: int
    confirmed: int
    due: int
    asked: int
    waiting: list[bytes]

    def __init__(self, address: int) -> None:
        self.address = address
        self.mac = NO_MAC
        self.confirmed = 0
        self.due = NEVER
        self.asked = 0
        self.waiting = []


class NeighbourCache:
    """The neighbours. deadline: when `advance` is next due."""

    deadline: int
    dropped_packets: int
    given_up: int
    evicted: int
    _entries: dict[int, Neighbour]
    _asking: list[Neighbour]
    _hit_address: int
    _hit_mac: int
    _hit_until: int

    def __init__(self) -> None:
        self.deadline = NEVER
        self.dropped_packets = 0
        self.given_up = 0
        self.evicted = 0
        self._entries = {}
        self._asking = []
        self._hit_address = 0
        self._hit_mac = NO_MAC
        self._hit_until = 0

    def __len__(self) -> int:
        return len(self._entries)

    @hot
    def lookup(self, address: int, now: int) -> int:
        """The MAC address of a neighbour, or NO_MAC; a stale one is asked again meanwhile."""
        if address == self._hit_address and now < self._hit_until:
            return self._hit_mac
        return self._search(address, now)

    def _search(self, address: int, now: int) -> int:
        neighbour = self._entries.get(address)
        if neighbour is None or neighbour.mac == NO_MAC:
            return NO_MAC
        fresh_until = neighbour.confirmed + options.REFRESH_AFTER
        if now < fresh_until:
            self._hit_address = address
            self._hit_mac = neighbour.mac
            self._hit_until = fresh_until
        elif neighbour.due == NEVER:
            self._ask(neighbour, now)
        return neighbour.mac

    @cold
    def hold(self, address: int, packet: bytes, now: int) -> None:
        """Keep a packet until its next hop is known, and ask for it."""
        neighbour = self._entries.get(address)
        if neighbour is None:
            if len(self._asking) >= options.PENDING_ENTRIES:
                self.dropped_packets += 1
                return
            neighbour = self._add(address)
        if neighbour.due == NEVER and not self._ask(neighbour, now):
            self.dropped_packets += 1
            return
        if len(neighbour.waiting) >= options.PENDING_PACKETS:
            neighbour.waiting.pop(0)
            self.dropped_packets += 1
        neighbour.waiting.append(packet)

    @cold
    def learn(self, address: int, mac: int, create: bool, now: int) -> list[bytes]:
        """Note who has the address, if it is of interest or `create`; returns what waited for
        it."""
        neighbour = self._entries.get(address)
        if neighbour is None:
            if not create:
                return []
            neighbour = self._add(address)
        neighbour.mac = mac
        neighbour.confirmed = now
        self._hit_until = 0
        if neighbour.due != NEVER:
            self._stop_asking(neighbour)
        waiting = neighbour.waiting
        if len(waiting) != 0:
            neighbour.waiting = []
        return waiting

    @cold
    def advance(self, now: int) -> list[Neighbour]:
        """The neighbours to send a request for now; those asked often enough are forgotten."""
        due: list[Neighbour] = []
        for neighbour in self._asking:
            if neighbour.due <= now:
                due.append(neighbour)
        requests: list[Neighbour] = []
        for neighbour in due:
            if neighbour.asked == options.RETRIES:
                self._give_up(neighbour)
            else:
                neighbour.asked += 1
                neighbour.due = now + options.RETRY_AFTER
                requests.append(neighbour)
        self._set_deadline()
        return requests

    @cold
    def clear(self) -> None:
        """Forget everything: the host's own address has changed."""
        self._entries.clear()
        self._asking.clear()
        self._hit_until = 0
        self.deadline = NEVER

    def _add(self, address: int) -> Neighbour:
        if len(self._entries) >= options.CACHE_ENTRIES:
            self._evict()
        neighbour = Neighbour(address)
        self._entries[address] = neighbour
        return neighbour

    @cold
    def _evict(self) -> None:
        oldest: Neighbour | None = None
        for neighbour in self._entries.values():
            if neighbour.due == NEVER and (
                oldest is None or neighbour.confirmed < oldest.confirmed
            ):
                oldest = neighbour
        assert oldest is not None, "fewer may be asked for than the cache holds"
        self.evicted += 1
        self._remove(oldest)

    def _ask(self, neighbour: Neighbour, now: int) -> bool:
        if len(self._asking) >= options.PENDING_ENTRIES:
            return False
        neighbour.due = now
        neighbour.asked = 0
        self._asking.append(neighbour)
        self.deadline = min(self.deadline, now)
        return True

    def _stop_asking(self, neighbour: Neighbour) -> None:
        neighbour.due = NEVER
        self._asking = [other for other in self._asking if other is not neighbour]
        self._set_deadline()

    def _give_up(self, neighbour: Neighbour) -> None:
        self.given_up += 1
        self.dropped_packets += len(neighbour.waiting)
        self._stop_asking(neighbour)
        self._remove(neighbour)

    def _remove(self, neighbour: Neighbour) -> None:
        del self._entries[neighbour.address]
        self._hit_until = 0

    def _set_deadline(self) -> None:
        earliest = NEVER
        for neighbour in self._asking:
            if neighbour.due < earliest:
                earliest = neighbour.due
        self.deadline = earliest
