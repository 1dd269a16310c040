"""Answering echoes: `spt` against a C loop that only swaps headers, `virtio` against Linux.

Each side has its own namespace with its own TAP device; the client is the same. Where the
scheduler puts client and server decides a round trip more than the server does (4 µs on one core,
60 across two, for it has to wake), so both placements are shown: everything on one core, and
apart. QEMU has threads of its own, which stay free in the second.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench import harness, linux_guest, naja_side, processes, qemu
from bench.harness import Bar, Options, Row, at_least, at_most
from bench.network import Namespace
from bench.server import GUEST_CIDR, TAP, Server, on_tap, swap_loop

IN_FLIGHT = 64
UDP = f"UDP echoes, {IN_FLIGHT} in flight"
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


@dataclass(frozen=True)
class Pair:
    """Both sides, running."""

    contest: Contest
    ours: Server
    theirs: Server

    def place(self, cores: set[int]) -> None:
        """Let the servers run on these cores only."""
        for server in (self.ours, self.theirs):
            processes.place(server.process.pid, cores)

    def row(
        self, what: str, load: tuple[str, int], bar: Bar | None, core: int | None, options: Options
    ) -> Row:
        """One row: the time of a round trip where one is in flight, a rate otherwise. load: the
        protocol, and how many are in flight; core: the client's."""
        protocol, flight = load
        usual = self.contest.few if flight == 1 else self.contest.many
        count = usual // 4 if options.quick else usual

        def figure(server: Server) -> float:
            rate = server.load(protocol, count, flight, core)
            return 1e6 / rate if flight == 1 else rate

        pairs = harness.alternate(
            lambda: figure(self.ours), lambda: figure(self.theirs), options.runs(20)
        )
        unit = "µs" if flight == 1 else "1/s"
        return Row(f"{self.contest.target}: {what}", unit, *pairs, self.contest.against, bar)


def against_loop() -> Contest:
    """The sandboxed process against the bound of its device."""
    bars = (at_most(1.3), at_least(0.7))
    return Contest("spt", swap_loop(), "C loop", *bars, True, 20_000, 200_000)


def spt(options: Options) -> list[Row]:
    """The sandboxed process, all rows."""
    return _compare(options, against_loop())


def virtio(options: Options) -> list[Row]:
    """The machine against a minimal Linux guest, both on TCG."""
    command, bars = qemu.linux_command(linux_guest.guest()), (at_most(0.8), at_least(2.0))
    return _compare(options, Contest("virtio", command, "Linux guest", *bars, False, 5_000, 40_000))


def udp(options: Options) -> list[Row]:
    """UDP on the sandboxed process alone, on the bar of its own."""
    with _running(against_loop()) as pair:
        pair.place({SERVER_CORE})
        return [pair.row(UDP, ("udp", IN_FLIGHT), at_least(0.7), OTHER_CORE, options)]


@contextlib.contextmanager
def _running(contest: Contest) -> Iterator[Pair]:
    image = naja_side.image("udp_echo", contest.target)
    command = naja_side.run_command(image, contest.target, TAP, GUEST_CIDR)
    with Namespace() as left, Namespace() as right:
        yield Pair(contest, on_tap(left, *command), on_tap(right, *contest.command))


def _compare(options: Options, contest: Contest) -> list[Row]:
    flood, many = ("icmp", 1), ("icmp", IN_FLIGHT)
    with _running(contest) as pair:
        pair.place({SERVER_CORE})
        one_core = pair.row("ping flood, one core", flood, contest.round_trip, SERVER_CORE, options)
        if not contest.pinned:
            pair.place(os.sched_getaffinity(0))
        other = OTHER_CORE if contest.pinned else None
        return [
            one_core,
            pair.row("ping flood", flood, contest.round_trip, other, options),
            pair.row(f"echoes, {IN_FLIGHT} in flight", many, contest.echoes, other, options),
            pair.row(UDP, ("udp", IN_FLIGHT), None, other, options),
        ]


MEASURES = [("echo on spt", spt), ("echo on virtio", virtio)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
