"""What programs do with a connection, drawn from the seed, and whether it came out right.

An `Application` sends a known pattern in bursts, reads fast, slowly or not for a while, and ends in
one of several ways. Everything received must be the peer's pattern.
"""

from __future__ import annotations

import random

from naja.os.net.channel import Channel
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.listener import Listener
from naja.os.net.tcp.user import User
from naja.os.time.clock import MILLISECOND, SECOND
from naja.sim.world import World

PERIOD = 65521
PATTERN = random.Random(0).randbytes(PERIOD) * 2

SHUTS, WAITS, CLOSES, HURRIES, ABORTS = range(5)
"""How it ends: shut when all is sent; that behind the peer's end; close when both have ended;
close when all is sent; abort somewhere."""
MANNERS = ("shuts", "waits", "closes", "hurries", "aborts")


class Plan:
    """What an application is to do. total: bytes to send. burst: bytes at a time, between them
    `rest` nanoseconds. pauses: probability that something received makes it stop reading, for
    `pause` nanoseconds. most: bytes that it lets wait to be sent."""

    total: int
    first: int
    burst: int
    rest: int
    pauses: float
    pause: int
    most: int
    manner: int
    abort_at: int
    nodelay: bool
    keepalive: int

    def __init__(self, chance: random.Random, sizes: list[int]) -> None:
        self.total = chance.choice(sizes)
        self.first = chance.randrange(PERIOD)
        self.burst = chance.choice([1, 100, 1460, 5000, 20000, 100000])
        self.burst = max(self.burst, self.total // 50)
        self.rest = chance.choice([0, 0, 0, 1, 30, 300]) * MILLISECOND
        self.pauses = chance.choice([0.0, 0.0, 0.0, 0.02, 0.2])
        self.pause = chance.choice([0, 1, 100, 3000]) * MILLISECOND
        self.most = chance.choice([1, 1000, 65536, 1 << 20])
        self.manner = chance.choice([SHUTS, SHUTS, WAITS, CLOSES, CLOSES, HURRIES, ABORTS])
        self.abort_at = chance.randrange(self.total + 1)
        self.nodelay = chance.choice([True, False])
        self.keepalive = 0

    def is_orderly(self) -> bool:
        """Whether the peer gets everything, if the network lets it."""
        return self.manner in (SHUTS, WAITS, CLOSES)


class Application(User):
    """One end of a connection. error: of `closed`, -1 before."""

    world: World
    plan: Plan
    peer_plan: Plan
    connection: Connection
    sent: int
    got: int
    is_open: bool
    peer_ended: bool
    error: int
    resting: bool
    wrong: str

    def __init__(self, world: World, plan: Plan, peer_plan: Plan, connection: Connection) -> None:
        self.world = world
        self.plan = plan
        self.peer_plan = peer_plan
        self.connection = connection
        self.sent = 0
        self.got = 0
        self.is_open = False
        self.peer_ended = False
        self.error = -1
        self.resting = False
        self.wrong = ""
        connection.nodelay = plan.nodelay
        connection.keepalive = plan.keepalive

    # events

    def opened(self) -> None:
        self.expect(not self.is_open and self.error < 0, "opened twice")
        self.is_open = True
        self.connection.keep_alive(self.world.now)
        self.push()

    def received(self, frame: memoryview, start: int, end: int) -> None:
        self.expect(self.is_open and not self.peer_ended and self.error < 0, "data behind the end")
        at = (self.peer_plan.first + self.got) % PERIOD
        self.expect(
            frame[start:end] == PATTERN[at : at + end - start] if end - start <= PERIOD else False,
            "wrong bytes",
        )
        self.got += end - start
        self.expect(self.got <= self.peer_plan.total, "more than was sent")
        chance = self.world.random
        if self.plan.pauses != 0.0 and chance.random() < self.plan.pauses:
            self.connection.pause()
            self.world.at(self.world.now + self.plan.pause, self.resume)

    def finished(self) -> None:
        self.expect(not self.peer_ended and self.error < 0, "ended twice")
        self.peer_ended = True
        self.expect(self.got == self.peer_plan.total, "ended early")
        self.end()

    def drained(self) -> None:
        self.push()

    def closed(self, error: int) -> None:
        self.expect(self.error < 0, "closed twice")
        self.error = error

    # deeds

    def push(self) -> None:
        """Send as much as the plan and the connection let it."""
        plan = self.plan
        connection = self.connection
        while self.error < 0 and self.sent < plan.total and connection.unsent() < plan.most:
            if plan.manner == ABORTS and self.sent >= plan.abort_at:
                break
            count = min(plan.burst, plan.total - self.sent)
            at = (plan.first + self.sent) % PERIOD
            count = min(count, 2 * PERIOD - at)
            connection.write(PATTERN[at : at + count])
            self.sent += count
            if plan.rest != 0:
                self.sleep()
                return
        if self.sent < plan.total and (plan.manner != ABORTS or self.sent < plan.abort_at):
            connection.low_water = plan.most // 2
        else:
            self.end()

    def sleep(self) -> None:
        """Go on sending later."""
        if not self.resting:
            self.resting = True
            self.world.at(self.world.now + self.plan.rest, self.wake)

    def wake(self) -> None:
        """The rest is over."""
        self.resting = False
        self.push()

    def resume(self) -> None:
        """The pause is over."""
        self.connection.resume()

    def end(self) -> None:
        """Do what the manner asks for, as far as it is time for that."""
        if self.error >= 0:
            return
        connection = self.connection
        manner = self.plan.manner
        if manner == ABORTS:
            if self.sent >= self.plan.abort_at:
                # not from within an event of the connection, as programs of asyncio cannot either
                self.world.at(self.world.now + self.plan.rest, connection.abort)
        elif self.sent == self.plan.total:
            if manner == HURRIES:
                self.world.at(self.world.now + self.plan.rest, connection.close)
            elif manner == SHUTS or self.peer_ended:
                connection.shut()
                if manner == CLOSES:
                    connection.close()
            elif manner == CLOSES:
                connection.shut()

    # the verdict

    def expect(self, holds: bool, what: str) -> None:
        """Note what went wrong first; raising would only reach the stack."""
        if not holds and self.wrong == "":
            self.wrong = what

    def said_everything(self) -> bool:
        """Whether all of the plan was done."""
        return self.is_open and self.sent == self.plan.total

    def __str__(self) -> str:
        plan = self.plan
        return (
            f"{MANNERS[plan.manner]}, sent {self.sent} of {plan.total}, got {self.got}, "
            f"open {self.is_open}, peer ended {self.peer_ended}, error {self.error} {self.wrong}"
        )


class Service(Listener):
    """Accepts with an application for each connection, by the peer's port."""

    world: World
    plans: dict[int, Plan]
    peers: dict[int, Plan]
    accepted: dict[int, Application]

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.plans = {}
        self.peers = {}
        self.accepted = {}

    def accept(self, connection: Channel) -> User:
        assert isinstance(connection, Connection)
        port = connection.peer_port
        application = Application(self.world, self.plans[port], self.peers[port], connection)
        assert port not in self.accepted
        self.accepted[port] = application
        return application


PATIENCE = 90 * SECOND
