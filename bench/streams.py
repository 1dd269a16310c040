"""One bulk TCP stream each way: our stack on `spt` against a C loop that speaks just enough TCP to
push the same bytes through the same kind of device, with segmentation offload on both sides.

The peer is Linux's own stack, in Python, in a namespace, on the same cores.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import harness, naja_side, toolchain
from bench.harness import Options, Row, at_least
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, GUEST_MAC, TAP, Server, on_tap

CLIENT = Path(__file__).with_name("stream_client.py")
BYTES = 2_000_000_000
DIRECTIONS = {"in": "to us", "out": "from us"}


@contextlib.contextmanager
def ours(target: str) -> Iterator[Server]:
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


def measure(options: Options) -> list[Row]:
    """Both directions on spt."""
    count = BYTES // 10 if options.quick else BYTES
    rows = []
    with ours("spt") as mine, bound() as theirs:
        for direction, words in DIRECTIONS.items():
            pairs = harness.alternate(
                lambda direction=direction: gigabits(mine, direction, count),  # type: ignore[misc]
                lambda direction=direction: gigabits(theirs, direction, count),  # type: ignore[misc]
                options.runs(8),
            )
            what = f"spt: one TCP stream {words}"
            rows.append(Row(what, "Gb/s", *pairs, "C loop", at_least(0.7)))
    return rows


MEASURES = [("TCP streams on spt", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
