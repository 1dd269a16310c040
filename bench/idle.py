"""CPU time of an idle DNS server over ten seconds: guest, monitor and launcher together."""

from __future__ import annotations

import sys
import time

from bench import dns, harness
from bench.harness import Options, Row, at_most
from bench.processes import cpu_seconds

SECONDS = 10.0


def idle_percent(pid: int) -> float:
    """Per cent of one core over the next ten seconds."""
    before, start = cpu_seconds(pid), time.monotonic()
    time.sleep(SECONDS)
    return 100 * (cpu_seconds(pid) - before) / (time.monotonic() - start)


def measure(options: Options) -> list[Row]:
    """A row a target."""
    rows = []
    for target in ("spt", "virtio"):
        with dns.appliance(target) as server:
            used = harness.repeat(lambda: idle_percent(server.process.pid), options.runs(3), 0)
        rows.append(Row(f"{target}: idle DNS server", "% CPU", used, bar=at_most(0.5)))
    return rows


MEASURES = [("idle", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
