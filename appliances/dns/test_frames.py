"""Hostile frames, Ethernet upward, at the server on Naja's own network stack.

How many, and with which seed, are environment variables: the long run is the same test.
"""

from __future__ import annotations

import os
import random
import sys

from nameserver.query import Responder
from testing.frames import arp_request, datagram, hostile
from testing.messages import query, wire

from naja.os.net.addresses import parse_ipv4, prefix_mask
from naja.os.net.device.memory import MemoryDevice
from naja.os.net.stack import Stack
from naja.os.net.udp.state import Receiver

FRAMES = int(os.environ.get("NAJA_FUZZ_FRAMES", "2000"))
SEED = int(os.environ.get("NAJA_FUZZ_SEED", "1"))
MILLISECOND = 1_000_000
# CPython's memory blocks in full tables of the stack
BLOCKS_OF_FULL_TABLES = 4000

SERVER_MAC, CLIENT_MAC = bytes.fromhex("020000000001"), bytes.fromhex("020000000099")
MACS = SERVER_MAC + CLIENT_MAC
SERVER, CLIENT, PORT = bytes([10, 0, 0, 2]), bytes([10, 0, 0, 1]), 53


class Server(Receiver):
    """The name server on a port of the stack."""

    def __init__(self, stack: Stack, responder: Responder) -> None:
        self.stack, self.responder = stack, responder

    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        length = self.responder.respond(bytes(frame[start:end]))
        if length:
            reply = bytes(self.responder.reply[:length])
            self.stack.udp.send(PORT, source, source_port, reply, now)


def test_server_survives_and_answers(responder: Responder) -> None:
    device = MemoryDevice(SERVER_MAC, 1500, 256)
    stack = Stack(device)
    stack.settings.configure(parse_ipv4("10.0.0.2"), prefix_mask(24), 0)
    stack.udp.ports.open(PORT, Server(stack, responder), 0)

    def turn(frame: bytes, now: int) -> list[bytes]:
        device.inbox.append(frame)
        stack.poll(now)
        stack.finish(now)
        sent = [bytes(frame) for frame in device.outbox]
        device.outbox.clear()
        return sent

    chance = random.Random(SEED)
    blocks = replies = 0
    for count in range(FRAMES):
        sent = turn(hostile(chance, MACS, CLIENT, SERVER, PORT), count * MILLISECOND)
        replies += sum(frame[12:14] == b"\x08\0" and frame[23] == 17 for frame in sent)
        if count == FRAMES // 2:
            blocks = sys.getallocatedblocks()
    assert sys.getallocatedblocks() < blocks + BLOCKS_OF_FULL_TABLES
    assert replies > FRAMES // 4
    turn(arp_request(MACS, CLIENT, SERVER), FRAMES * MILLISECOND)
    question = query(wire("ns1.example.org"), 1, ident=4711)
    sent = turn(datagram(MACS, CLIENT, SERVER, PORT, question), FRAMES * MILLISECOND)
    assert [frame[42:44] for frame in sent] == [(4711).to_bytes(2, "big")]
