"""Whole connections between two of our own stacks, over wires of all kinds."""

from __future__ import annotations

import os

import pytest

from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.listener import Listener
from naja.os.net.tcp.user import User
from naja.os.time.clock import MILLISECOND
from tests.sim.world import Host, Wire, World

PORT = 80
FIRST = int(os.environ.get("NAJA_SIM_SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("NAJA_SIM_SEEDS", "40")))


class Peer(User):
    """Sends what it is given, a window at a time, shuts, and keeps what comes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sent = 0
        self.got = bytearray()
        self.connection: Connection | None = None
        self.events: list[str] = []

    def opened(self) -> None:
        self.events.append("opened")
        self.push()

    def push(self) -> None:
        assert self.connection is not None
        while self.sent < len(self.data) and self.connection.unsent() < 65536:
            piece = self.data[self.sent : self.sent + 10000]
            self.connection.write(piece)
            self.sent += len(piece)
        self.connection.low_water = 16384
        if self.sent == len(self.data):
            self.connection.shut()

    def received(self, frame: memoryview, start: int, end: int) -> None:
        self.got += frame[start:end]

    def finished(self) -> None:
        self.events.append("finished")

    def drained(self) -> None:
        if self.sent < len(self.data):
            self.push()

    def closed(self, error: int) -> None:
        self.events.append(f"closed {error}")


class Server(Listener):
    """Accepts with peers that all send the same."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data
        self.peers: list[Peer] = []

    def accept(self, connection: Connection) -> User:
        peer = Peer(self.data)
        peer.connection = connection
        self.peers.append(peer)
        return peer


def connect(world: World, by: Host, to: Host, data: bytes) -> Peer:
    peer = Peer(data)
    peer.connection = by.tcp.begin(to.address, PORT, 0)
    by.tcp.connect(peer.connection, peer, world.now)
    return peer


def exchange(world: World, there: bytes, back: bytes) -> tuple[Peer, Peer]:
    """Both directions of one connection to their ends."""
    client, host = world.host(), world.host()
    server = Server(back)
    host.tcp.listeners.listen(PORT, server)
    peer = connect(world, client, host, there)
    ends = lambda: [event for event in peer.events if event.startswith("closed")]  # noqa: E731
    world.run(lambda: bool(ends()) and bool(server.peers) and "finished" in server.peers[0].events)
    world.run(lambda: client.tcp.count() == 0 and host.tcp.count() == 0)
    return peer, server.peers[0]


def pattern(world: World, length: int) -> bytes:
    return world.random.randbytes(length)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_byte_arrives_over_every_wire(seed):
    world = World(seed)
    chance = world.random
    world.wire = Wire(
        delay=int(chance.choice([0.05, 1, 20, 150]) * MILLISECOND),
        jitter=chance.choice([0, 0, MILLISECOND, 30 * MILLISECOND]),
        loss=chance.choice([0, 0, 0.01, 0.05, 0.2]),
        duplicate=chance.choice([0, 0, 0.02]),
        corrupt=chance.choice([0, 0, 0.01]),
        reorder=chance.choice([0, 0, 0.02, 0.2]),
    )
    there = pattern(world, chance.choice([0, 1, 1000, 100_000, 400_000]))
    back = pattern(world, chance.choice([0, 1, 1000, 100_000]))
    here, far = exchange(world, there, back)
    assert bytes(far.got) == there
    assert bytes(here.got) == back
    assert here.events == ["opened", "finished", "closed 0"]
    assert far.events == ["opened", "finished", "closed 0"]
