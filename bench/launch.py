"""From the launch of the web server on `spt` until it listens, and until its first byte is there.

Listening is what a client sees: its connection stands. `launch_web.py` says what the clock sees.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import harness, naja_side
from bench.harness import Options, Row, at_most
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, GUEST_MAC, HOST_ADDRESS, PREFIX, TAP

LAUNCHER = Path(__file__).with_name("launch_web.py")
WARM_UP = 1


def measure(options: Options) -> list[Row]:
    """Both moments of the same launches."""
    image = str(naja_side.image("page", "spt"))
    words = [sys.executable, str(LAUNCHER), image, TAP, GUEST_CIDR, GUEST_MAC]
    samples = []
    with Namespace() as space:
        space.tap(TAP, f"{HOST_ADDRESS}/{PREFIX}")
        for _ in range(WARM_UP + options.runs(30)):
            space.neighbour(TAP, GUEST_ADDRESS, GUEST_MAC)
            printed = space.output("env", f"PYTHONPATH={naja_side.SOURCES}", *words)
            samples.append([int(word) / 1e6 for word in printed.split()])
    listening, answered = zip(*samples[WARM_UP:], strict=True)
    return [
        Row("spt: web server, launch to listening", "ms", list(listening), bar=at_most(1)),
        Row("spt: … to its first answered byte", "ms", list(answered), bar=at_most(2)),
    ]


MEASURES = [("launch of a web server on spt", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
