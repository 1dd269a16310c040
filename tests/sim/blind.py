"""Scenario: programs at both ends, and somebody off the path who guesses well, but never exactly.

What is injected is what RFC 5961 and RFC 5927 protect from: resets and SYNs in the window but not
at its start, data with acknowledgments that cannot be, ICMP errors about what is not in flight. The
exchange has to come out as without it.
"""

from __future__ import annotations

from naja.os.net.tcp import state
from naja.os.net.tcp.connection import NO_POSITION, Connection
from naja.os.net.tcp.wire import ACK, PSH, RST, SYN
from naja.os.time.clock import MILLISECOND
from naja.sim.world import Host
from tests.sim import forgery
from tests.sim.pairs import Pair, finish

GUESSES = 60
_NEAR = [1, 2, 100, 5000, 60_000, -1, -100, -5000, 1 << 30]


class Guesser:
    """Injects segments into a pair's hosts."""

    world: Pair
    left: int

    def __init__(self, world: Pair) -> None:
        self.world = world
        self.left = GUESSES
        self.soon()

    def soon(self) -> None:
        """Guess again."""
        step = self.world.random.choice([0, 1, 10, 200])
        self.world.at(self.world.now + step * MILLISECOND, self.guess)

    def guess(self) -> None:
        """A frame for one of the connections there are."""
        chance = self.world.random
        host = chance.choice(self.world.hosts)
        connections = list(host.tcp._connections.values())
        if connections:
            # before all that waits, which would move what the guess is near to
            host.device.inbox.insert(0, self.forged(host, chance.choice(connections)))
        self.left -= 1
        if self.left > 0:
            self.soon()

    def forged(self, host: Host, connection: Connection) -> bytes:
        """What must not hurt the connection."""
        chance = self.world.random
        addresses = (connection.peer, host.address)
        ports = (connection.peer_port, connection.local_port)
        near = connection.rcv_nxt + chance.choice(_NEAR)
        to = host.device.address
        # before both know each other's numbers, and in TIME-WAIT, a SYN that comes is the peer's
        settled = state.is_synchronized(connection.state) and connection.state != state.TIME_WAIT
        kind = chance.randrange(4) if settled else 0
        impossible = max(connection.snd_nxt, connection.iss + 1) + chance.choice([1, 1000])
        if kind == 0:
            flags = chance.choice([RST, RST | ACK])
            return forgery.segment(to, addresses, ports, (near, impossible), flags, 0, b"", b"")
        if kind == 1:
            flags = (
                SYN | ACK if connection.fin_at != NO_POSITION else chance.choice([SYN, SYN | ACK])
            )
            return forgery.segment(to, addresses, ports, (near, impossible), flags, 9, b"", b"")
        if kind == 2:
            numbers = (connection.rcv_nxt + chance.choice([0, 0, 1, 100]), impossible)
            data = forgery.BYTES[: chance.choice([1, 1000])]
            return forgery.segment(to, addresses, ports, numbers, ACK | PSH, 999, b"", data)
        sequence = connection.snd_nxt + chance.choice([0, 1, 100_000])
        own = (host.address, connection.peer)
        back = (connection.local_port, connection.peer_port)
        code = chance.choice([4, 4, 2, 3])
        return forgery.unreachable(to, own, back, sequence & forgery.MASK, code, 600)


def play(seed: int) -> Pair:
    """The whole scenario. Raises AssertionError."""
    world = Pair(seed)
    Guesser(world)
    return finish(world)
