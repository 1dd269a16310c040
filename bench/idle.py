"""CPU time of an idle DNS server over ten seconds: guest, monitor and launcher together.

Read from the scheduler's own nanoseconds (/proc/PID/task/*/schedstat), not from clock ticks.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

from bench import dns, harness
from bench.harness import Options, Row, at_most

SECONDS = 10.0


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """What the process and its descendants have run so far."""
    total = 0
    for member in family(pid):
        for file in Path(f"/proc/{member}/task").glob("*/schedstat"):
            with contextlib.suppress(FileNotFoundError):  # a thread may end meanwhile
                total += int(file.read_text().split()[0])
    return total / 1e9


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
