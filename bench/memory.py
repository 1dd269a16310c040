"""The smallest machine that still works: `-m`, by bisection.

For `virtio` QEMU's own floor is shown beside it, found with the assembly stub, which needs nothing.
An attempt counts when a DNS query is answered (the stub: when its line appears).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from bench import dns_queries, harness, naja_side
from bench.harness import Options, Row, at_most
from bench.hello_virtio import stub
from bench.network import Namespace
from bench.server import GUEST_CIDR, GUEST_MAC, HOST_ADDRESS, PREFIX, TAP, Server
from bench.toolchain import Unavailable

STEP = 64  # KiB
MOST = 16 << 10  # KiB
SECONDS = 5


def smallest(works: Callable[[int], bool]) -> float:
    """MiB, to the next 64 KiB; raises Unavailable when even 16 MiB are too few."""
    low, high = 0, MOST // STEP
    if not works(high * STEP):
        raise Unavailable("it does not work with 16 MiB either")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle * STEP) else (middle, high)
    return high * STEP / 1024


def answers(command: Callable[[int], list[str]]) -> Callable[[int], bool]:
    """Whether the DNS server answers with so many KiB."""

    def works(memory: int) -> bool:
        with Namespace() as space:
            space.tap(TAP, f"{HOST_ADDRESS}/{PREFIX}")
            server = Server(space, space.start(*command(memory)))
            try:
                dns_queries.wait_answering(server, SECONDS)
            except Unavailable:
                return False
            return server.process.poll() is None

    return works


def stub_prints(memory: int) -> bool:
    """Whether QEMU runs the stub with so many KiB."""
    command = naja_side.qemu_command(stub(), memory=memory)
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return naja_side.HELLO_LINE.strip() in done.stdout


def measure(_options: Options) -> list[Row]:
    """Both targets."""
    machine, process = naja_side.image("dns", "virtio"), naja_side.image("dns", "spt")
    floor = smallest(stub_prints)
    virtio = smallest(
        answers(lambda m: naja_side.qemu_command(machine, TAP, GUEST_CIDR, GUEST_MAC, m))
    )
    spt = smallest(answers(lambda m: naja_side.run_command(process, "spt", TAP, GUEST_CIDR, m)))
    note = f"QEMU's own floor, with the stub: {floor:.2f} MiB"
    return [
        Row("virtio: smallest -m, DNS", "MiB", [virtio], bar=at_most(max(4, floor)), note=note),
        Row("spt: smallest -m, DNS", "MiB", [spt], bar=at_most(4)),
    ]


MEASURES = [("smallest memory", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
