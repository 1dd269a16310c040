"""Answering echoes: `spt` against a C loop that only swaps headers, `virtio` against Linux.

Each side has its own namespace with its own TAP device; the client is the same. Where the
scheduler puts client and server decides a round trip more than the server does (3 µs on one core,
30 or more across two), hence many short alternating runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import harness, linux_guest, naja_side, qemu
from bench.harness import Bar, Options, Row, at_least, at_most
from bench.network import Namespace
from bench.server import GUEST_CIDR, TAP, Server, on_tap, swap_loop

IN_FLIGHT = 64
Measurement = Callable[[Server], float]


def spt(options: Options) -> list[Row]:
    """The sandboxed process against the bound of its device."""
    image = naja_side.image("udp_echo", "spt")
    return _compare(
        options,
        "spt",
        naja_side.run_command(image, "spt", TAP, GUEST_CIDR),
        swap_loop(),
        "C loop",
        bars=(1.3, 0.7),
        counts=(20_000, 200_000),
    )


def virtio(options: Options) -> list[Row]:
    """The machine against a minimal Linux guest, both on TCG."""
    image = naja_side.image("udp_echo", "virtio")
    return _compare(
        options,
        "virtio",
        naja_side.run_command(image, "virtio", TAP, GUEST_CIDR),
        qemu.linux_command(linux_guest.guest()),
        "Linux guest",
        bars=(0.8, 2.0),
        counts=(5_000, 40_000),
    )


def _compare(
    options: Options,
    target: str,
    our_command: list[str],
    their_command: list[str],
    against: str,
    bars: tuple[float, float],
    counts: tuple[int, int],
) -> list[Row]:
    few, many = (count // 4 if options.quick else count for count in counts)
    with Namespace() as left, Namespace() as right:
        ours, theirs = on_tap(left, *our_command), on_tap(right, *their_command)

        def row(what: str, unit: str, side: Measurement, bar: Bar | None) -> Row:
            pairs = harness.alternate(lambda: side(ours), lambda: side(theirs), options.runs(10))
            return Row(f"{target}: {what}", unit, *pairs, against, bar)

        return [
            row("ping flood, round trip", "µs", lambda s: s.flood(few), at_most(bars[0])),
            row(
                f"ICMP echoes, {IN_FLIGHT} in flight",
                "1/s",
                lambda s: s.load("icmp", many, IN_FLIGHT),
                at_least(bars[1]),
            ),
            row("ICMP echo, one in flight", "µs", lambda s: 1e6 / s.load("icmp", few, 1), None),
            row(
                f"UDP echoes, {IN_FLIGHT} in flight",
                "1/s",
                lambda s: s.load("udp", many, IN_FLIGHT),
                None,
            ),
        ]


MEASURES = [("echo on spt", spt), ("echo on virtio", virtio)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
