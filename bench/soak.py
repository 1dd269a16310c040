"""A million hostile Ethernet frames at the DNS appliance on `spt`: it answers, its memory is flat.

The frames are those of the appliance's own test (noise, and packets damaged on any layer); they
come from a raw socket on the other side of the TAP device, always the same ones for a seed. Memory
is what the guest keeps resident, after half of the frames and after all.
"""

from __future__ import annotations

import random
import socket
import sys
from pathlib import Path

from bench import dns, dns_queries, harness
from bench.harness import Options, Row, at_most
from bench.naja_side import PROGRAMS, REPOSITORY
from bench.processes import family
from bench.server import GUEST_ADDRESS, HOST_ADDRESS, TAP, Server
from bench.toolchain import Unavailable

FRAMES = 1_000_000
PARTS = 20  # after each the server has to answer
DNS_PORT = 53
SMALLEST_FRAME = 14
BROADCAST = b"\xff" * 6


def send(device: str, mac: str, count: int, seed: int) -> None:
    """Send so many frames to `mac`. Runs in the namespace of the device."""
    from testing.frames import hostile

    chance = random.Random(seed)
    guest = bytes.fromhex(mac.replace(":", ""))
    own = Path(f"/sys/class/net/{device}/address").read_text()
    client = bytes.fromhex(own.strip().replace(":", ""))
    addresses = socket.inet_aton(HOST_ADDRESS), socket.inet_aton(GUEST_ADDRESS)
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as link:
        link.bind((device, 0))
        for _ in range(count):
            target = BROADCAST if chance.random() < 0.05 else guest
            frame = hostile(chance, target + client, *addresses, DNS_PORT)
            link.send(frame.ljust(SMALLEST_FRAME, b"\0"))


def resident_kib(server: Server) -> float:
    """The guest's own resident memory: that of the youngest process of the server."""
    guest = family(server.process.pid)[-1]
    for line in Path(f"/proc/{guest}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1])
    raise Unavailable("the guest has ended")


def endure(server: Server, frames: int) -> tuple[float, float]:
    """Memory after half of the frames and after all. Raises Unavailable if it stops answering."""
    path = f"PYTHONPATH={REPOSITORY}:{REPOSITORY / 'src'}:{PROGRAMS['dns']}"
    program = (
        "import sys; from bench.soak import send; send(*sys.argv[1:3], *map(int, sys.argv[3:]))"
    )
    half = 0.0
    for part in range(PARTS):
        words = [TAP, server.mac, str(frames // PARTS), str(part)]
        server.space.output("env", path, sys.executable, "-c", program, *words)
        # Some frames were ARP packets that lied about the host: it has to say who it is again.
        server.space.ip("neigh", "flush", "dev", TAP)
        dns_queries.wait_answering(server)
        if part == PARTS // 2 - 1:
            half = resident_kib(server)
    return half, resident_kib(server)


def measure(options: Options) -> list[Row]:
    frames = FRAMES // 20 if options.quick else FRAMES
    with dns.appliance("spt") as server:
        half, full = endure(server, frames)
    what = f"spt: resident after {frames:,} hostile frames"
    return [Row(what, "KiB", [full], [half], "after half of them", at_most(1.02))]


MEASURES = [("hostile frames", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
