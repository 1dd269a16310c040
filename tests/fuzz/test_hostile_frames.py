"""Hostile frames against real images: servers on spt take noise and mutated packets, and go on.

The wire is a socket pair, so nothing leaves the test. Every batch ends with an echo request that
must be answered; memory is read at half-time and at the end. NAJA_FUZZ_FRAMES and NAJA_FUZZ_SEED
say how many frames and which: the long run is the same test.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from scapy.layers.dns import DNS, DNSQR, DNSRR
from scapy.layers.inet import ICMP, UDP
from scapy.layers.l2 import Ether

from naja.os.net.test_fuzz import SEEDS, hostile
from naja.os.net.testbed import OWN_MAC, arp_request, datagram, echo
from naja.vmm.image import read_image
from naja.vmm.spt import Device, Tender
from tests.conftest import ROOT, Images, need

FRAMES = int(os.environ.get("NAJA_FUZZ_FRAMES", "20000"))
SEED = int(os.environ.get("NAJA_FUZZ_SEED", "1"))
BATCH = 32
MEMORY = 4 << 20
FLAT_BYTES = 256 << 10
BOOT = f"naja.net0=10.0.0.2/24,10.0.0.254 naja.mac.net0={OWN_MAC}"

QUESTIONS = [
    bytes(datagram(53, bytes(DNS(id=1, rd=1, qd=question, **extra))))
    for question in (
        DNSQR(qname="www.example.org"),
        DNSQR(qname="example.org", qtype="MX"),
        DNSQR(qname="a." * 120 + "example.org", qtype="TXT"),
    )
    for extra in ({}, {"ar": DNSRR(rrname=".", type=41, rclass=512, ttl=0, rdata=b"")})
]


class Server:
    """A running image, and the other end of its wire."""

    def __init__(self, image: Path, request: bytes) -> None:
        self.request = request
        near, self.wire = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        console, output = os.pipe()
        with near, open(os.devnull) as nothing, open(console, "rb") as self.console:
            fds = (nothing.fileno(), output, output)
            devices = [Device("net0", near.fileno())]
            tender = Tender(read_image(image), MEMORY, BOOT, devices, fds, traced=False)
            self.guest = tender.start()
            tender.close()
            os.close(output)
            assert self.console.read(1) != b"", "the server ended before it said anything"
        self.wire.settimeout(10)

    def resident_bytes(self) -> int:
        pages = Path(f"/proc/{self.guest.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def answers(self, number: int) -> None:
        """Wait for the answer to an echo request; what came before it is thrown away."""
        data = number.to_bytes(8, "big") + b"are you there"
        self.wire.send(bytes(arp_request()))
        self.wire.send(bytes(echo(data)))
        while True:
            frame = Ether(self.wire.recv(4096))
            if ICMP in frame and frame[ICMP].type == 0 and data in bytes(frame[ICMP].payload):
                return

    def end(self) -> None:
        self.guest.send(9)
        self.guest.wait()
        self.wire.close()


@pytest.fixture(
    params=[("examples/udp_echo", bytes(datagram(7))), ("appliances/dns", QUESTIONS[0])],
    ids=["udp_echo", "dns"],
)
def server(request: pytest.FixtureRequest, images: Images) -> Iterator[Server]:
    need("spt")
    program, question = request.param
    server = Server(images.image(ROOT / program, "spt", "release"), question)
    yield server
    server.end()


def test_server_survives(server: Server) -> None:
    source = random.Random(SEED)
    resident = 0
    seeds = SEEDS + QUESTIONS
    for count in range(0, FRAMES, BATCH):
        if count >= FRAMES // 2 and resident == 0:
            resident = server.resident_bytes()
        for _ in range(BATCH):
            server.wire.send(hostile(source, seeds) or b"\0")
        server.answers(count)
    assert server.resident_bytes() < resident + FLAT_BYTES
    server.wire.send(server.request)
    while UDP not in (answer := Ether(server.wire.recv(4096))):
        continue
    assert answer[UDP].sport == Ether(server.request)[UDP].dport
