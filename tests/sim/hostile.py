"""Scenario: a peer that breaks every rule it can think of, and knows our sequence numbers.

Half of the seeds send segments at random, near what a connection expects; the others open properly
and then play tricks: acknowledge in crumbs or ahead of time, lie with SACK, take windows back, send
other bytes for the same place, never close. Nothing may raise, no invariant may fail; an honest
client is served in the end, and everything ends.
"""

from __future__ import annotations

import random
import struct

from naja.os.net.channel import Channel
from naja.os.net.tcp import state
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.listener import Listener
from naja.os.net.tcp.user import User
from naja.os.net.tcp.wire import ACK, FIN, PSH, RST, SYN
from naja.os.time.clock import MILLISECOND, SECOND
from naja.sim.world import Host
from tests.sim import forgery
from tests.sim.application import SHUTS, Application, Plan, Service
from tests.sim.checked import CheckedWorld
from tests.sim.invariants import check_nothing_left

PORT, HONEST_PORT, CLOSED_PORT = 80, 82, 81
ADDRESS = (10 << 24) + 200
SEGMENTS = 300
LONGEST = 2 * 3600
_STEPS = [0, 0, 0, 1, 50, 1000]
_OFFSETS = [0, 0, 0, 1, -1, 100, 1460, 5000, 70_000, 1 << 20, 1 << 31]
_FLAGS = [ACK, ACK, ACK | PSH, ACK | FIN, SYN, RST, RST | ACK, SYN | ACK]
_TRICKS = (
    "crumbs",
    "optimist",
    "liar",
    "shrinks",
    "overlaps",
    "scatters",
    "ends",
    "misleads",
    "reopens",
)


class Victim(User):
    """A server's end: sends, and closes after a while, whatever the peer does."""

    connection: Connection
    world: Hostile
    is_closed: bool

    def __init__(self, world: Hostile, connection: Connection) -> None:
        self.world = world
        self.connection = connection
        self.is_closed = False

    def opened(self) -> None:
        chance = self.world.random
        self.connection.write(forgery.BYTES * chance.choice([0, 1, 5, 20]))
        self.world.at(self.world.now + chance.choice([1, 60]) * SECOND, self.connection.close)
        self.world.opened += 1

    def received(self, frame: memoryview, start: int, end: int) -> None:
        assert not self.is_closed
        self.world.got += end - start

    def finished(self) -> None:
        assert not self.is_closed
        if self.world.random.random() < 0.5:
            self.connection.shut()

    def drained(self) -> None:
        assert not self.is_closed

    def closed(self, error: int) -> None:
        assert not self.is_closed
        self.is_closed = True


class Target(Listener):
    """Accepts whoever comes."""

    world: Hostile

    def __init__(self, world: Hostile) -> None:
        super().__init__()
        self.world = world

    def accept(self, connection: Channel) -> User:
        assert isinstance(connection, Connection)
        return Victim(self.world, connection)


class Hostile(CheckedWorld):
    """opened: the attacker's connections. got: bytes of its that were taken."""

    victim: Host
    honest: Host
    opened: int
    got: int
    service: Service
    tricks: list[str]

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        chance = self.random
        self.opened = 0
        self.got = 0
        self.victim = self.host(1500, chance.random() < 0.3)
        self.honest = self.host()
        self.link(self.victim, self.honest)
        self.service = Service(self)
        self.victim.tcp.listeners.listen(PORT, Target(self))
        self.victim.tcp.listeners.listen(HONEST_PORT, self.service)
        self.tricks = [trick for trick in _TRICKS if chance.random() < 0.4]

    def attack(self, tricky: bool) -> None:
        """Send it all."""
        chance = self.random
        for _ in range(SEGMENTS):
            theirs = self.theirs()
            target = chance.choice(theirs) if theirs and chance.random() < 0.95 else None
            frame = self.trick(target) if tricky else self.nonsense(target)
            self.victim.device.inbox.append(frame)
            if theirs and chance.random() < 0.2:
                act(chance.choice(theirs), chance)
            self.turn()
            self.now += chance.choice(_STEPS) * MILLISECOND

    def theirs(self) -> list[Connection]:
        """The attacker's connections."""
        return [one for one in self.victim.tcp._connections.values() if one.peer == ADDRESS]

    def frame(
        self,
        ports: tuple[int, int],
        numbers: tuple[int, int],
        flags: int,
        window: int,
        options: bytes,
        data: bytes,
    ) -> bytes:
        """A segment to the victim."""
        to = self.victim.device.address
        addresses = (ADDRESS, self.victim.address)
        return forgery.segment(to, addresses, ports, numbers, flags, window, options, data)

    # at random

    def nonsense(self, connection: Connection | None) -> bytes:
        """A segment for that connection, or for none."""
        chance = self.random
        flags = chance.choice([*_FLAGS, chance.randrange(256)])
        data = forgery.BYTES[: chance.choice([0, 0, 1, 100, 1400, chance.randrange(1400)])]
        window = chance.choice([0, 1, 1000, 65535])
        if connection is None:
            ports = (chance.randrange(65536), chance.choice([PORT, PORT, CLOSED_PORT]))
            numbers = (chance.randrange(1 << 32), chance.randrange(1 << 32))
            options = forgery.strange_options(chance, 0)
            return self.frame(ports, numbers, flags, window, options, data)
        sequence = connection.rcv_nxt + chance.choice(_OFFSETS)
        base = chance.choice([connection.snd_una, connection.snd_nxt, connection.snd_una - 1])
        acknowledgment = base + chance.choice([0, 0, 0, 1, 1000])
        options = forgery.strange_options(chance, connection.snd_una)
        ports = (connection.peer_port, connection.local_port)
        return self.frame(ports, (sequence, acknowledgment), flags, window, options, data)

    # with tricks

    def trick(self, connection: Connection | None) -> bytes:
        """What the peer of that connection sends next; without one, it opens one."""
        chance = self.random
        if connection is None or connection.state == state.TIME_WAIT:
            ports = (chance.randrange(1024, 65536), PORT)
            first = chance.choice([0, 0x7FFFFFF0, 0xFFFFFFF0, chance.randrange(1 << 32)])
            size = chance.choice([0, 1, 88, 536, 1460, 65535])
            scale = chance.choice([0, 7, 14, 255])
            options = struct.pack(">BBHBBBBBB", 2, 4, size, 3, 3, scale, 1, 4, 2)
            options = forgery.padded(options if chance.random() < 0.8 else b"")
            return self.frame(ports, (first, 0), SYN, 65535, options, b"")
        if len(self.tricks) == 0 or connection.state == state.SYN_RECEIVED:
            return self.reply(connection, 0, connection.snd_nxt, ACK, 65535, b"", b"")
        return self.played(connection, chance.choice(self.tricks))

    def reply(
        self,
        connection: Connection,
        offset: int,
        acknowledgment: int,
        flags: int,
        window: int,
        options: bytes,
        data: bytes,
    ) -> bytes:
        """A segment, `offset` behind what the victim expects."""
        ports = (connection.peer_port, connection.local_port)
        numbers = (connection.rcv_nxt + offset, acknowledgment)
        return self.frame(ports, numbers, flags, window, options, data)

    def played(self, connection: Connection, trick: str) -> bytes:
        """One of the tricks."""
        chance = self.random
        una, nxt = connection.snd_una, connection.snd_nxt
        flying = nxt - una
        if trick == "crumbs":
            return self.reply(connection, 0, una + min(flying, 1), ACK, 65535, b"", b"")
        if trick == "optimist":
            ahead = chance.choice([0, 0, 1, 1460, 100_000])
            return self.reply(connection, 0, nxt + ahead, ACK, 65535, b"", b"")
        if trick == "liar":
            return self.reply(connection, 0, una, ACK, 65535, self.lies(una, flying), b"")
        if trick == "shrinks":
            window = chance.choice([0, 0, 1, 100, 65535])
            return self.reply(
                connection, 0, una + chance.randrange(flying + 1), ACK, window, b"", b""
            )
        if trick == "misleads":
            return self.misleading(connection)
        if trick == "reopens":
            return self.reply(connection, chance.choice(_OFFSETS), nxt, SYN, 1000, b"", b"")
        first = chance.randrange(2000)
        data = forgery.BYTES[first : first + chance.choice([1, 10, 1400])]
        if trick == "overlaps":
            return self.reply(connection, chance.randrange(-700, 700), nxt, ACK, 65535, b"", data)
        if trick == "scatters":
            at = 2 * chance.randrange(1, 30_000)
            return self.reply(connection, at, nxt, ACK, 65535, b"", data[:1])
        return self.reply(connection, chance.choice([0, 5]), nxt, ACK | FIN, 65535, b"", data)

    def lies(self, una: int, flying: int) -> bytes:
        """SACK blocks, mostly of what is in flight."""
        chance = self.random
        count = chance.randrange(1, 5)
        parts = struct.pack(">BBBB", 1, 1, 5, 2 + 8 * count)
        for _ in range(count):
            start = una + chance.randrange(-10, flying + 10)
            end = start + chance.choice([0, 1, 1000, 1460, 1 << 31, flying])
            parts += struct.pack(">II", start & forgery.MASK, end & forgery.MASK)
        return parts

    def misleading(self, connection: Connection) -> bytes:
        """An ICMP error about it."""
        chance = self.random
        to = self.victim.device.address
        sequence = connection.snd_una + chance.choice([0, 0, 1, -1, 100_000])
        own = (self.victim.address, ADDRESS)
        ports = (connection.local_port, connection.peer_port)
        code = chance.choice([4, 4, 4, 0, 1, 2, 3])
        mtu = chance.choice([0, 1, 68, 552, 1400, 65535])
        return forgery.unreachable(to, own, ports, sequence & forgery.MASK, code, mtu)

    # afterwards

    def serve_honestly(self) -> None:
        """Assert that an honest client gets what it asks for."""
        chance = self.random
        there, back = Plan(chance, [20_000]), Plan(chance, [20_000])
        there.manner = SHUTS
        back.manner = SHUTS
        connection = self.honest.tcp.begin(self.victim.address, HONEST_PORT, 0)
        self.service.plans[connection.local_port] = back
        self.service.peers[connection.local_port] = there
        client = Application(self, there, back, connection)
        self.honest.tcp.connect(connection, client, self.now)
        self.run(lambda: client.error >= 0, LONGEST)
        assert client.wrong == "", client.wrong
        assert client.error == 0 and client.got == back.total, f"{client}"


def act(connection: Connection, chance: random.Random) -> None:
    """What the program on our side does meanwhile."""
    if not state.is_synchronized(connection.state):
        return
    deed = chance.randrange(6)
    if deed == 0:
        connection.write(forgery.BYTES[: chance.randrange(4000)])
    elif deed == 1:
        connection.shut()
    elif deed == 2:
        connection.close()
    elif deed == 3:
        connection.pause()
    elif deed == 4:
        connection.resume()
    elif chance.random() < 0.2:
        connection.abort()


def play(seed: int) -> Hostile:
    """The whole scenario. Raises AssertionError."""
    world = Hostile(seed)
    world.attack(world.random.random() < 0.6)
    world.serve_honestly()
    world.run(lambda: world.victim.tcp.count() == 0 and world.honest.tcp.count() == 0, LONGEST)
    check_nothing_left(world.victim.tcp)
    check_nothing_left(world.honest.tcp)
    return world
