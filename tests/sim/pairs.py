"""Scenario: programs on Naja's own stack at both ends, over networks of all kinds.

The seed draws the network (delay, loss, reordering, rates, a smaller path, cuts), both hosts (MTU,
offload, speed), what options the SYNs lose, and up to eight connections with what the programs do
on them. Everything must end by itself, rightly where the network allows it, and leave nothing.
"""

from __future__ import annotations

import errno
import random

from naja.os.net.tcp.congestion import NewReno
from naja.os.net.tcp.connection import Connection
from naja.os.time.clock import MILLISECOND, SECOND
from naja.sim.link import Link
from naja.sim.world import Host
from tests.sim.application import HURRIES, WAITS, Application, Plan, Service
from tests.sim.checked import CheckedWorld
from tests.sim.invariants import check_nothing_left

PORT = 80
LONGEST = 4 * 3600
_SCALE, _SACK, _TIMESTAMPS, _SEGMENT_SIZE = 3, 4, 8, 2
_PATIENT = 30 * SECOND
_FEW, _MANY = 3, 8


class Exchange:
    """One connection: both plans, both applications."""

    begins_at: int
    there: Plan
    back: Plan
    simultaneous: bool
    client: Application | None
    server: Application | None
    port: int

    def __init__(self, chance: random.Random, sizes: list[int], start: int) -> None:
        self.begins_at = start + chance.choice([0, 0, 1, 20, 500, 5000]) * MILLISECOND
        self.there = Plan(chance, sizes)
        self.back = Plan(chance, sizes)
        if self.there.manner == WAITS and self.back.manner == WAITS:
            self.there.manner = HURRIES
        self.simultaneous = chance.random() < 0.1
        self.client = None
        self.server = None
        self.port = 0

    def is_orderly(self) -> bool:
        """Whether both ends mean well."""
        return self.there.is_orderly() and self.back.is_orderly()

    def ends(self) -> list[Application]:
        """The applications that there are."""
        return [end for end in (self.client, self.server) if end is not None]


class Pair(CheckedWorld):
    """harsh: the network may break a connection."""

    harsh: bool
    client: Host
    host: Host
    path: Link
    service: Service
    exchanges: list[Exchange]

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        chance = self.random
        self.harsh = False
        self.client = self._some_host()
        self.host = self._some_host()
        self.path = self._some_path()
        self.service = Service(self)
        self.host.tcp.listeners.listen(PORT, self.service)
        sizes = [0, 1, 1000, 20_000, 100_000]
        if self.path.rate == 0 and self.path.loss < 0.1:
            sizes.append(400_000)
        count = chance.choice([1, 1, 1, 2, _FEW, _MANY])
        self.exchanges = [Exchange(chance, sizes, self.now) for _ in range(count)]
        for exchange in self.exchanges:
            self._plan(exchange)

    # what the seed draws

    def _some_host(self) -> Host:
        chance = self.random
        mtu = chance.choice([1500, 1500, 1500, 576, 1280, 9000])
        capacity = chance.choice([1 << 20, 1 << 20, 256, 8, 1])
        host = self.host_of(mtu, chance.random() < 0.4, capacity)
        host.pace = chance.choice([0, 0, 0, 20_000, MILLISECOND, 15 * MILLISECOND])
        return host

    def host_of(self, mtu: int, offload: bool, capacity: int) -> Host:
        """A host with that device."""
        return super().host(mtu, offload, capacity)

    def _some_path(self) -> Link:
        chance = self.random
        path = self.link(self.client, self.host)
        path.delay = int(chance.choice([0.05, 1.0, 20.0, 150.0]) * MILLISECOND)
        path.jitter = chance.choice([0, 0, MILLISECOND, 30 * MILLISECOND])
        path.loss = chance.choice([0.0, 0.0, 0.0, 0.01, 0.05, 0.2])
        path.duplicate = chance.choice([0.0, 0.0, 0.02, 0.3])
        path.corrupt = chance.choice([0.0, 0.0, 0.01])
        path.reorder = chance.choice([0.0, 0.0, 0.02, 0.2])
        path.rate = chance.choice([0, 0, 0, 20_000, 200_000, 5_000_000])
        path.queue = chance.choice([3, 20, 200])
        path.hidden = [kind for kind in (_SCALE, _SACK, _TIMESTAMPS) if chance.random() < 0.15]
        if chance.random() < 0.05:
            path.hidden.append(_SEGMENT_SIZE)
        self.observer.hidden = path.hidden
        self._harm_later(path)
        # a queue of ten seconds outlasts handshakes
        starved = path.rate != 0 and not 20 <= path.queue <= path.rate // 200
        self.harsh = self.harsh or starved or path.loss + path.corrupt > 0.1
        return path

    def _harm_later(self, path: Link) -> None:
        chance = self.random
        if chance.random() < 0.1:
            smaller = chance.choice([1492, 1400, 1280, 576])
            path.tells = chance.random() < 0.7
            self.harsh = self.harsh or not path.tells

            def shrink() -> None:
                path.mtu = smaller

            self.at(self.now + chance.choice([0, 10, 200]) * MILLISECOND, shrink)
        if chance.random() < 0.1:
            self._cut(path)

    def _cut(self, path: Link) -> None:
        chance = self.random
        self.harsh = True

        def cut() -> None:
            path.up = False

        def heal() -> None:
            path.up = True

        begin = self.now + chance.choice([0, 50, 500, 3000]) * MILLISECOND
        self.at(begin, cut)
        self.at(begin + chance.choice([100, 2000, 30_000, 7_200_000]) * MILLISECOND, heal)

    def _plan(self, exchange: Exchange) -> None:
        chance = self.random
        for plan in (exchange.there, exchange.back):
            if self.harsh or not exchange.is_orderly() or chance.random() < 0.1:
                plan.keepalive = chance.choice([1, 30, 300]) * SECOND

        def begin() -> None:
            self.begin(exchange)

        self.at(exchange.begins_at, begin)

    # what happens

    def begin(self, exchange: Exchange) -> None:
        """Open the connection, from both ends if that is planned."""
        connection = self.client.tcp.begin(self.host.address, PORT, 0)
        while connection.local_port in self.service.plans:  # the seed's numbers repeat, too
            self.client.tcp.forget(connection)
            connection = self.client.tcp.begin(self.host.address, PORT, 0)
        exchange.port = connection.local_port
        self.service.plans[exchange.port] = exchange.back
        self.service.peers[exchange.port] = exchange.there
        if exchange.simultaneous:
            self._meet(exchange, connection)
            return
        exchange.client = self._open(self.client, connection, exchange.there, exchange.back)

    def _meet(self, exchange: Exchange, connection: Connection) -> None:
        # neither listens: what comes first is answered with a reset unless both have begun
        port = connection.local_port
        self.client.tcp.forget(connection)
        there = self.client.tcp.begin(self.host.address, port, port)
        back = self.host.tcp.begin(self.client.address, port, port)
        exchange.client = self._open(self.client, there, exchange.there, exchange.back)
        exchange.server = self._open(self.host, back, exchange.back, exchange.there)

    def _open(self, host: Host, connection: Connection, plan: Plan, peer: Plan) -> Application:
        application = Application(self, plan, peer, connection)
        if self.random.random() < 0.3:
            connection.congestion = NewReno(connection.segment_size)
        host.tcp.connect(connection, application, self.now)
        return application

    def is_over(self) -> bool:
        """Whether every connection has come to its end on both hosts."""
        for exchange in self.exchanges:
            if exchange.client is None or exchange.client.error < 0:
                return False
            if exchange.port in self.service.accepted:
                exchange.server = self.service.accepted[exchange.port]
            server = exchange.server
            if server is not None and server.error < 0:
                return False
        return self.client.tcp.count() == 0 and self.host.tcp.count() == 0

    # what is expected

    def judge(self, exchange: Exchange) -> None:
        """Assert that the connection came out as it should have."""
        ends = exchange.ends()
        for end in ends:
            assert end.wrong == "", f"{end}"
            assert end.error >= 0, f"never closed: {end}"
        if self.harsh or not exchange.is_orderly():
            return
        harms = self.path.loss + self.path.corrupt != 0.0 or self.path.lost != 0
        if harms and any(end.error == errno.ETIMEDOUT and not end.is_open for end in ends):
            return  # a handshake that was never heard
        assert len(ends) == 2
        for end in ends:
            whole = end.error == 0 and end.peer_ended and end.said_everything()
            assert whole and end.got == end.peer_plan.total, f"{end}"


def finish(world: Pair) -> Pair:
    """Let everything come to its end, and judge it. Raises AssertionError."""
    world.run(world.is_over, LONGEST)
    for exchange in world.exchanges:
        world.judge(exchange)
    check_nothing_left(world.client.tcp)
    check_nothing_left(world.host.tcp)
    return world


def play(seed: int) -> Pair:
    """The whole scenario. Raises AssertionError."""
    return finish(Pair(seed))
