"""One bulk TCP stream each way: our stack on `spt` against a C loop that speaks just enough TCP to
push the same bytes through the same kind of device, with segmentation offload on both sides; and on
`virtio` against Linux's own stack in a guest on the same QEMU.

The peer is Linux's own stack, in Python, in a namespace, on the same cores.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import harness, naja_side, toolchain, web
from bench.harness import Bar, Options, Row, at_least
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, GUEST_MAC, TAP, Server, on_tap

CLIENT = Path(__file__).with_name("stream_client.py")
DIRECTIONS = {"in": "to us", "out": "from us"}


@contextlib.contextmanager
def guest(target: str) -> Iterator[Server]:
    """Our stack on a TAP device."""
    image = naja_side.image("streams", target)
    with Namespace() as space:
        yield on_tap(space, *naja_side.run_command(image, target, TAP, GUEST_CIDR))


@contextlib.contextmanager
def bound() -> Iterator[Server]:
    """The C loop on a TAP device."""
    program = str(toolchain.native_tool("tap_stream.c"))
    with Namespace() as space:
        yield on_tap(space, program, TAP, GUEST_ADDRESS, GUEST_MAC)


def gigabits(server: Server, direction: str, count: int) -> float:
    """One stream. Raises Unavailable if not every byte arrived."""
    printed = server.space.output(sys.executable, str(CLIENT), GUEST_ADDRESS, direction, str(count))
    return count * 8 / float(printed) / 1e9


@dataclass(frozen=True)
class Contest:
    """Who is compared with whom, by how many bytes, on what bar."""

    target: str
    against: str
    count: int
    bar: Bar


def compare(ours: Server, theirs: Server, contest: Contest, options: Options) -> list[Row]:
    """Both directions."""
    count = contest.count // 10 if options.quick else contest.count
    rows = []
    for direction, words in DIRECTIONS.items():
        pairs = harness.alternate(
            lambda direction=direction: gigabits(ours, direction, count),  # type: ignore[misc]
            lambda direction=direction: gigabits(theirs, direction, count),  # type: ignore[misc]
            options.runs(8),
        )
        what = f"{contest.target}: one TCP stream {words}"
        rows.append(Row(what, "Gb/s", *pairs, contest.against, contest.bar))
    return rows


def spt(options: Options) -> list[Row]:
    """Against the bound of the device."""
    contest = Contest("spt", "C loop", 2_000_000_000, at_least(0.7))
    with guest("spt") as ours, bound() as theirs:
        return compare(ours, theirs, contest, options)


def virtio(options: Options) -> list[Row]:
    """Two machines on TCG."""
    contest = Contest("virtio", "Linux guest", 500_000_000, at_least(3))
    with guest("virtio") as ours, web.guest_nginx() as theirs:
        return compare(ours, theirs, contest, options)


MEASURES = [("TCP streams on spt", spt), ("TCP streams on virtio", virtio)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
