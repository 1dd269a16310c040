"""What an idle connection costs: resident memory of the whole guest on `spt` with ten thousand of
them, less what it had with none, a connection.

The program is the example that echoes: a reader, a writer and a task for each.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bench import exchanges, harness
from bench.harness import Options, Row, at_most
from bench.processes import family
from bench.server import GUEST_ADDRESS, Server
from bench.toolchain import Unavailable

HOLDER = Path(__file__).with_name("hold_connections.py")
CONNECTIONS = 10_000
SETTLE_S = 3
KIBIBYTE = 1024


def resident(pid: int) -> int:
    """Bytes of the guest, the last of the processes that the launcher became and started."""
    guest = family(pid)[-1]
    lines = Path(f"/proc/{guest}/smaps_rollup").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Rss:"))) * KIBIBYTE


def a_connection(server: Server, count: int) -> float:
    """KiB of each of so many connections. Raises Unavailable if they cannot be opened."""
    before = resident(server.process.pid)
    words = [sys.executable, str(HOLDER), GUEST_ADDRESS, str(exchanges.PORT), str(count)]
    with subprocess.Popen(
        server.space.command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        said = holder.stdout.readline()
        time.sleep(SETTLE_S)  # the collector works while the guest idles
        after = resident(server.process.pid)
        holder.stdin.close()
    if said != b"open\n":
        raise Unavailable("the connections could not be opened")
    return (after - before) / count / KIBIBYTE


def measure(options: Options) -> list[Row]:
    """A fresh guest for each sample: what was freed is kept for the next connections. Fewer of them
    would say something else: each bears its share of what the guest needs once."""
    samples = []
    for _ in range(options.runs(3)):
        with exchanges.ours(memory=256 << 10) as server:
            samples.append(a_connection(server, CONNECTIONS))
    return [Row("spt: an idle connection", "KiB", samples, bar=at_most(2))]


MEASURES = [("idle connections on spt", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
