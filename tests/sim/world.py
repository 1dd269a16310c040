"""A network in virtual time: hosts with the image's own stack, joined by a wire that harms frames.

Everything follows from one seed: addresses, secrets, delays and losses. `World.run` lets time jump
from event to event, so a minute of retransmissions takes milliseconds, and the same seed gives the
same run.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from naja.os.entropy.pool import SeededSource
from naja.os.net.addresses import prefix_mask
from naja.os.net.device.memory import MemoryDevice
from naja.os.net.stack import Stack
from naja.os.net.tcp.glue import Tcp
from naja.os.time.clock import MILLISECOND, NEVER, SECOND
from tests.sim.invariants import check

MTU = 1500
IPV4 = b"\x08\x00"  # of what has no checksum of its own, a real wire lets no damage through
START = 1000 * SECOND


@dataclass
class Wire:
    """What happens to a frame: probabilities, and nanoseconds of delay and of its variation."""

    delay: int = MILLISECOND
    jitter: int = 0
    loss: float = 0.0
    duplicate: float = 0.0
    corrupt: float = 0.0
    reorder: float = 0.0


class Host:
    """A stack with TCP. The hosts of a world share one prefix."""

    def __init__(self, number: int, random_source: SeededSource, mtu: int = MTU) -> None:
        self.address = (10 << 24) + number
        self.device = MemoryDevice(bytes([2, 0, 0, 0, 0, number]), mtu, 1 << 20)
        self.stack = Stack(self.device)
        self.stack.settings.configure(self.address, prefix_mask(24), 0)
        self.tcp = Tcp(self.stack.ipv4, random_source)
        self.stack.open(self.tcp)

    def turn(self, now: int) -> None:
        """Take what has come, and send."""
        while self.stack.poll(now):
            pass
        self.stack.finish(now)


class Stuck(AssertionError):
    """Nothing will ever happen again, and what was waited for has not."""


@dataclass
class World:
    """Hosts on one wire. now: nanoseconds. sees: called with every frame that arrives."""

    seed: int = 1
    wire: Wire = field(default_factory=Wire)
    now: int = START

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.source = SeededSource(self.seed * 2654435761 + 1)
        self.hosts: list[Host] = []
        self.frames = 0
        self._queue: list[tuple[int, int, Host, bytes]] = []

    def host(self, mtu: int = MTU) -> Host:
        """One host more."""
        host = Host(len(self.hosts) + 1, self.source, mtu)
        self.hosts.append(host)
        return host

    def run(self, until: Callable[[], bool], seconds: int = 3600) -> None:
        """Let time pass until the condition holds. Raises Stuck if it never will."""
        end = self.now + seconds * SECOND
        while not until():
            self._turn()
            if until():
                return
            following = self._next()
            if following >= NEVER or following > end:
                raise Stuck(
                    f"nothing more after {self.now - START} ns: make sim SEED={self.seed} SEEDS=1"
                )
            self.now = max(self.now, following)

    def _turn(self) -> None:
        while self._queue and self._queue[0][0] <= self.now:
            _, _, host, frame = heapq.heappop(self._queue)
            host.device.inbox.append(frame)
        for host in self.hosts:
            host.turn(self.now)
            check(host.tcp)
            for frame in host.device.outbox:
                self._carry(host, frame)
            host.device.outbox.clear()

    def _next(self) -> int:
        times = [host.stack.deadline() for host in self.hosts]
        if self._queue:
            times.append(self._queue[0][0])
        return min(times)

    def _carry(self, sender: Host, frame: bytes) -> None:
        wire, chance = self.wire, self.random
        if chance.random() < wire.loss:
            return
        copies = 2 if chance.random() < wire.duplicate else 1
        for _ in range(copies):
            delay = wire.delay + int(chance.random() * wire.jitter)
            if chance.random() < wire.reorder:
                delay += 3 * wire.delay + MILLISECOND
            if chance.random() < wire.corrupt and frame[12:14] == IPV4:
                place = chance.randrange(14, len(frame))
                flipped = frame[place] ^ 1 << chance.randrange(8)
                frame = frame[:place] + bytes([flipped]) + frame[place + 1 :]
            for host in self.hosts:
                if host is not sender and self._is_for(host, frame):
                    self.frames += 1
                    heapq.heappush(self._queue, (self.now + delay, self.frames, host, frame))

    def _is_for(self, host: Host, frame: bytes) -> bool:
        return frame[0] & 1 == 1 or frame[:6] == host.device.address
