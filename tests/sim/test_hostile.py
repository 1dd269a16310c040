"""A peer that breaks every rule it can think of, and knows our sequence numbers.

Segments are random, but near what the connection expects, with its right addresses; nothing may
raise, no invariant may fail, and in the end an honest client is still served.
"""

from __future__ import annotations

import os
import random
import struct

import pytest

from naja.lang.wire import checksum
from naja.os.net.tcp import state
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.wire import pseudo_header
from naja.os.time.clock import MILLISECOND, SECOND
from tests.sim.invariants import check
from tests.sim.test_transfers import PORT, Server, connect
from tests.sim.world import Host, World

FIRST = int(os.environ.get("NAJA_SIM_SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("NAJA_SIM_SEEDS", "40")))
SEGMENTS = 300
BYTES = random.Random(0).randbytes(4000)


class Attacker:
    """Writes segments of the peer's address straight into the victim's device."""

    def __init__(self, world: World, victim: Host, address: int) -> None:
        self.chance = world.random
        self.victim = victim
        self.address = address

    def frame(self, source_port: int, port: int, sequence: int, acknowledgment: int) -> bytes:
        """A segment with those numbers, and anything else at random."""
        chance = self.chance
        flags = chance.choice(
            [0x10, 0x10, 0x18, 0x11, 0x02, 0x04, 0x14, 0x12, chance.randrange(256)]
        )
        options = self.options()
        data = BYTES[: chance.choice([0, 0, 1, 100, 1400, chance.randrange(1400)])]
        window = chance.choice([0, 1, 1000, 65535])
        header = struct.pack(
            ">HHIIBBHHH",
            source_port,
            port,
            sequence % 2**32,
            acknowledgment % 2**32,
            (20 + len(options)) << 2,
            flags,
            window,
            0,
            chance.randrange(65536),
        )
        segment = bytearray(header + options + data)
        pseudo = pseudo_header(self.address, self.victim.address, len(segment))
        total = checksum(segment, 0, len(segment), pseudo) ^ 0xFFFF
        struct.pack_into(">H", segment, 16, total)
        return self.packet(bytes(segment))

    def options(self) -> bytes:
        """Sound, strange and malformed ones; a multiple of four bytes."""
        chance = self.chance
        parts = b""
        for _ in range(chance.randrange(4)):
            parts += chance.choice(
                [
                    b"\x01",
                    b"\x02\x04" + chance.randbytes(2),
                    b"\x03\x03" + chance.randbytes(1),
                    b"\x04\x02",
                    b"\x08\x0a" + chance.randbytes(8),
                    b"\x05\x0a" + struct.pack(">II", self.near(), self.near()),
                    b"\x05\x12" + chance.randbytes(16),
                    chance.randbytes(chance.randrange(6)),
                ]
            )
        parts = parts[:40]
        return parts + bytes(-len(parts) % 4)

    def near(self) -> int:
        """A sequence number somewhere about what is in flight."""
        connections = list(self.victim.tcp._connections.values())
        base = self.chance.choice(connections).snd_una if connections else 0
        return (base + self.chance.choice([0, 1, 1000, 5000, -5000])) % 2**32

    def packet(self, segment: bytes) -> bytes:
        """Ethernet and IPv4 around it."""
        header = bytearray(
            struct.pack(
                ">BBHHHBBHII",
                0x45,
                0,
                20 + len(segment),
                0,
                0x4000,
                64,
                6,
                0,
                self.address,
                self.victim.address,
            )
        )
        struct.pack_into(">H", header, 10, checksum(header, 0, 20) ^ 0xFFFF)
        ethernet = self.victim.device.address + bytes([2, 0, 0, 0, 0, 66]) + b"\x08\x00"
        return ethernet + bytes(header) + segment

    def attack(self, connection: Connection | None) -> bytes:
        """A segment for that connection, or for none."""
        chance = self.chance
        if connection is None:
            numbers = chance.randrange(2**32), chance.randrange(2**32)
            return self.frame(chance.randrange(65536), chance.choice([PORT, 81]), *numbers)
        offsets = [0, 0, 0, 1, -1, 100, 1460, 5000, 70_000, 1 << 20, 1 << 31]
        sequence = connection.rcv_nxt + chance.choice(offsets)
        acknowledgment = chance.choice(
            [connection.snd_una, connection.snd_nxt, connection.snd_nxt + 1, connection.snd_una - 1]
        ) + chance.choice([0, 0, 0, 1, 1000])
        return self.frame(connection.peer_port, connection.local_port, sequence, acknowledgment)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_peer_sends_nothing_breaks(seed):
    world = World(seed)
    victim, honest = world.host(), world.host()
    server = Server(BYTES * 5)
    victim.tcp.listeners.listen(PORT, server)
    attacker = Attacker(world, victim, (10 << 24) + 200)
    for _ in range(SEGMENTS):
        chance = world.random
        theirs = [
            connection
            for connection in victim.tcp._connections.values()
            if connection.peer == attacker.address
        ]
        target = chance.choice([*theirs, None]) if chance.random() < 0.95 else None
        victim.device.inbox.append(attacker.attack(target))
        if chance.random() < 0.2 and theirs:
            act(chance.choice(theirs), chance)
        victim.turn(world.now)
        victim.device.outbox.clear()
        check(victim.tcp)
        world.now += int(chance.choice([0, 0, 0, 1, 50, 1000]) * MILLISECOND)
    peer = connect(world, honest, victim, b"still there?")
    world.run(lambda: "finished" in peer.events)
    assert bytes(peer.got) == server.data
    world.run(lambda: victim.tcp.count() == 0, seconds=7200)
    assert victim.stack.deadline() > world.now + 100 * SECOND or victim.tcp.deadline() > world.now


def act(connection: Connection, chance: random.Random) -> None:
    """What the program on our side does meanwhile."""
    if not state.is_synchronized(connection.state):
        return
    deed = chance.randrange(6)
    if deed == 0:
        connection.write(BYTES[: chance.randrange(4000)])
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
