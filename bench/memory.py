"""The smallest machine that still works: `-m`, by bisection.

For `virtio` QEMU's own floor is shown beside it, found with the assembly stub, which needs nothing.
An attempt counts when a DNS query is answered, or when 64 clients at a time have got the page of
the web server again and again on connections that they keep (the stub: when its line appears).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench import dns_queries, harness, naja_side, web
from bench.harness import Options, Row, at_most
from bench.hello_virtio import stub
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, GUEST_MAC, HOST_ADDRESS, PREFIX, TAP, Server
from bench.toolchain import Unavailable

KEEPERS = Path(__file__).with_name("keep_alive.py")
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


def works_with(
    command: Callable[[int], list[str]], check: Callable[[Server], None]
) -> Callable[[int], bool]:
    """Whether the server passes the check with so many KiB. check: raises Unavailable if not."""

    def works(memory: int) -> bool:
        with Namespace() as space:
            space.tap(TAP, f"{HOST_ADDRESS}/{PREFIX}")
            server = Server(space, space.start(*command(memory)))
            try:
                check(server)
            except Unavailable:
                return False
            return server.process.poll() is None

    return works


def answers_dns(server: Server) -> None:
    """It answers a query."""
    dns_queries.wait_answering(server, SECONDS)


def serves_pages(server: Server) -> None:
    """It answers as many clients as the issue of speed has, each on a connection that it keeps."""
    web.wait_answering(server, SECONDS)
    words = [sys.executable, str(KEEPERS), GUEST_ADDRESS, str(web.CONNECTIONS)]
    server.space.output(*words)
    web.load(server, 1, keep=True)


def stub_prints(memory: int) -> bool:
    """Whether QEMU runs the stub with so many KiB."""
    command = naja_side.qemu_command(stub(), memory=memory)
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return naja_side.HELLO_LINE.strip() in done.stdout


def _rows(program: str, what: str, check: Callable[[Server], None]) -> list[Row]:
    """Both targets."""
    machine, process = naja_side.image(program, "virtio"), naja_side.image(program, "spt")
    floor = smallest(stub_prints)
    virtio = smallest(
        works_with(lambda m: naja_side.qemu_command(machine, TAP, GUEST_CIDR, GUEST_MAC, m), check)
    )
    spt = smallest(
        works_with(lambda m: naja_side.run_command(process, "spt", TAP, GUEST_CIDR, m), check)
    )
    note = f"QEMU's own floor, with the stub: {floor:.2f} MiB"
    return [
        Row(f"virtio: smallest -m, {what}", "MiB", [virtio], bar=at_most(max(4, floor)), note=note),
        Row(f"spt: smallest -m, {what}", "MiB", [spt], bar=at_most(4)),
    ]


def dns(_options: Options) -> list[Row]:
    """The DNS appliance."""
    return _rows("dns", "DNS", answers_dns)


def pages(_options: Options) -> list[Row]:
    """The web server with its many clients."""
    return _rows("page", f"web, {web.CONNECTIONS} clients", serves_pages)


MEASURES = [("smallest memory, DNS", dns), ("smallest memory, web", pages)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
