"""Hostile frames, Ethernet upward: random bytes and mutated packets of every protocol.

No exception escapes, no table outgrows its bound, and afterwards the stack still answers. The
number of frames and the seed are environment variables, so that the long run is the same test.
"""

from __future__ import annotations

import os
import random
import sys

from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.inet import ICMP, IP, UDP, IPOption_RR
from scapy.layers.l2 import Ether

from naja.os.entropy.pool import SeededSource
from naja.os.net.arp import options as arp_options
from naja.os.net.dhcp.glue import DhcpClient
from naja.os.net.testbed import (
    OWN_MAC,
    PEER_MAC,
    Bed,
    Collector,
    arp_request,
    datagram,
    echo,
    to_stack,
)
from naja.os.net.udp.wire import DELIVERED
from naja.os.time.clock import MILLISECOND

FRAMES = int(os.environ.get("NAJA_FUZZ_FRAMES", "3000"))
SEED = int(os.environ.get("NAJA_FUZZ_SEED", "1"))

# CPython's memory blocks in a full neighbour cache and full queues, and what its caches vary by
BLOCKS_OF_FULL_TABLES = 4000

SEEDS = [
    bytes(frame)
    for frame in (
        arp_request(),
        arp_request(op=2, hwdst=OWN_MAC),
        echo(),
        echo(options=[IPOption_RR(routers=["0.0.0.0"] * 3)]),
        echo(bytes(1472)),
        datagram(7),
        datagram(9999),
        datagram(7, dst="255.255.255.255"),
        to_stack(ICMP(type=3, code=3) / IP() / UDP()),
        Ether(src=PEER_MAC, dst=OWN_MAC)
        / IP(src="10.0.0.1", dst="255.255.255.255")
        / UDP(sport=67, dport=68)
        / BOOTP(op=2)
        / DHCP(options=[("message-type", 2), ("lease_time", 60), "end"]),
    )
]


def repair(frame: bytearray) -> None:
    """Make the IPv4 header's checksum right again, so that mutations reach the layers above."""
    if len(frame) < 34 or frame[12:14] != b"\x08\x00":
        return
    length = max(20, min((frame[14] & 15) * 4, len(frame) - 14) & ~1)
    frame[24:26] = b"\0\0"
    total = int.from_bytes(frame[14 : 14 + length], "big") % 0xFFFF or 0xFFFF
    frame[24:26] = (total ^ 0xFFFF).to_bytes(2, "big")


def hostile(source: random.Random, seeds: list[bytes]) -> bytes:
    """One frame: noise, or a mutated, cut or lengthened packet."""
    if source.random() < 0.1:
        return source.randbytes(source.randrange(0, 200))
    frame = bytearray(source.choice(seeds))
    for _ in range(source.randrange(0, 6)):
        frame[source.randrange(len(frame))] = source.choice((0, 1, 0x7F, 0x80, 0xFF)) or (
            source.randrange(256)
        )
    if source.random() < 0.2:
        del frame[source.randrange(len(frame)) :]
    if source.random() < 0.1:
        frame += source.randbytes(source.randrange(1, 64))
    if source.random() < 0.7:
        repair(frame)
    return bytes(frame)


def check_bounds(bed: Bed) -> None:
    cache = bed.stack.arp.cache
    assert len(cache) <= arp_options.CACHE_ENTRIES
    assert len(cache._asking) <= arp_options.PENDING_ENTRIES
    for neighbour in cache._entries.values():
        assert len(neighbour.waiting) <= arp_options.PENDING_PACKETS


def run(bed: Bed, receiver: Collector, seed: int, frames: int) -> int:
    """Feed the frames through virtual time; returns the time at the end."""
    source = random.Random(seed)
    now = 0
    blocks = 0
    for count in range(frames):
        now += source.randrange(0, 20 * MILLISECOND)
        bed.device.inbox.append(hostile(source, SEEDS))
        bed.stack.poll(now)
        bed.stack.finish(now)
        bed.device.outbox.clear()
        if count % 256 == 0:
            check_bounds(bed)
            receiver.datagrams.clear()
        if count == frames // 2:
            blocks = sys.getallocatedblocks()
    check_bounds(bed)
    assert sys.getallocatedblocks() < blocks + BLOCKS_OF_FULL_TABLES
    return now


def test_configured_stack_survives():
    bed = Bed()
    receiver = Collector()
    bed.stack.udp.ports.open(7, receiver, 0)
    now = run(bed, receiver, SEED, FRAMES)
    assert bed.stack.frames_received == FRAMES
    assert bed.stack.udp.received[DELIVERED] > 0
    receiver.datagrams.clear()
    bed.turn(arp_request(), now=now)
    (reply,) = bed.turn(echo(b"alive"), now=now)
    assert reply[ICMP].type == 0
    bed.turn(datagram(7, b"alive"), now=now)
    assert [data for _, _, data in receiver.datagrams] == [b"alive"]


def test_stack_that_asks_for_an_address_survives():
    bed = Bed(configured=False)
    dhcp = DhcpClient(bed.stack, SeededSource(3), 0)
    run(bed, Collector(), SEED + 1, FRAMES // 3)
    assert dhcp.sent > 0
    assert bed.stack.settings.address == 0
