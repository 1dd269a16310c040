"""Answering echoes: `spt` against a C loop that only swaps headers, `virtio` against Linux.

Each side has its own namespace with its own TAP device; the client is the same. Where the
scheduler puts client and server decides a round trip more than the server does (4 µs on one core,
60 across two, for it has to wake), so both placements are shown: everything on one core, and
apart. QEMU has threads of its own, which stay free in the second.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from bench import harness, linux_guest, naja_side, processes, qemu
from bench.harness import Bar, Options, Row, at_least, at_most
from bench.network import Namespace
from bench.server import GUEST_CIDR, TAP, Server, on_tap, swap_loop

IN_FLIGHT = 64
SERVER_CORE, OTHER_CORE = 0, 1


@dataclass(frozen=True)
class Contest:
    """Who is compared, on what bars. pinned: keep the server on its core, the client beside it."""

    target: str
    command: list[str]
    against: str
    round_trip: Bar
    echoes: Bar
    pinned: bool
    few: int
    many: int


def spt(options: Options) -> list[Row]:
    """The sandboxed process against the bound of its device."""
    command, bars = swap_loop(), (at_most(1.3), at_least(0.7))
    return _compare(options, Contest("spt", command, "C loop", *bars, True, 20_000, 200_000))


def virtio(options: Options) -> list[Row]:
    """The machine against a minimal Linux guest, both on TCG."""
    command, bars = qemu.linux_command(linux_guest.guest()), (at_most(0.8), at_least(2.0))
    return _compare(options, Contest("virtio", command, "Linux guest", *bars, False, 5_000, 40_000))


def _compare(options: Options, contest: Contest) -> list[Row]:
    image = naja_side.image("udp_echo", contest.target)
    command = naja_side.run_command(image, contest.target, TAP, GUEST_CIDR)
    few, many = (n // 4 if options.quick else n for n in (contest.few, contest.many))
    with Namespace() as left, Namespace() as right:
        ours, theirs = on_tap(left, *command), on_tap(right, *contest.command)

        def place_servers(cores: set[int]) -> None:
            for server in (ours, theirs):
                processes.place(server.process.pid, cores)

        def row(what: str, protocol: str, flight: int, bar: Bar | None, core: int | None) -> Row:
            """One row: the time of a round trip where one is in flight, a rate otherwise."""

            def figure(server: Server) -> float:
                rate = server.load(protocol, few if flight == 1 else many, flight, core)
                return 1e6 / rate if flight == 1 else rate

            pairs = harness.alternate(
                lambda: figure(ours), lambda: figure(theirs), options.runs(20)
            )
            unit = "µs" if flight == 1 else "1/s"
            return Row(f"{contest.target}: {what}", unit, *pairs, contest.against, bar)

        trip, echoes = contest.round_trip, contest.echoes
        place_servers({SERVER_CORE})
        rows = [row("ping flood, one core", "icmp", 1, trip, SERVER_CORE)]
        if not contest.pinned:
            place_servers(os.sched_getaffinity(0))
        other = OTHER_CORE if contest.pinned else None
        rows.append(row("ping flood", "icmp", 1, trip, other))
        rows.append(row(f"echoes, {IN_FLIGHT} in flight", "icmp", IN_FLIGHT, echoes, other))
        rows.append(row(f"UDP echoes, {IN_FLIGHT} in flight", "udp", IN_FLIGHT, None, other))
    return rows


MEASURES = [("echo on spt", spt), ("echo on virtio", virtio)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
