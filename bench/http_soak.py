"""A day of HTTP in minutes: our server on `spt` under everything at once, and its memory.

All the time there are clients that keep their connections, that make one a request, that send JSON,
that send what is refused, that leave in the middle, and that are slow. Every few seconds the
server is asked how its heap is, and the resident memory of its process is read. Both must be on
average in the second half of the run what they are in the first; what comes before the end of the
first tenth is left out, for the pools and tables of the stack fill in it.

    NAJA_SOAK_SECONDS=3600 python -m bench.http_soak      # 600 if nothing is said
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench import harness, naja_side, toolchain
from bench.harness import Options, Row, at_least, at_most
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, TAP, Server, on_tap
from bench.soak import resident_kib
from bench.toolchain import Unavailable

SECONDS = 600
SAMPLES = 120
MEMORY_KIB = 64 << 10
MOST_GROWTH = 1.03
POST = """wrk.method = "POST"
wrk.body = '{"name": "pen", "items": ["a", "b", "c"], "weight": 2.5}'
wrk.headers["Content-Type"] = "application/json"
"""


@dataclass(frozen=True)
class Sample:
    """seconds: since the start. answered: responses so far, by status."""

    seconds: float
    resident_kib: float
    used_kib: float
    live_kib: float
    collections: int
    connections: int
    answered: dict[str, int]


def wrk(clients: int, seconds: int, path: str, *more: str) -> list[str]:
    """The command line of one kind of client."""
    words = ["-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s", *more]
    return [toolchain.require("wrk"), *words, f"http://{GUEST_ADDRESS}{path}"]


@contextlib.contextmanager
def clients(space: Namespace, seconds: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """All kinds of them, for so long."""
    path = f"PYTHONPATH={naja_side.REPOSITORY}"
    trouble = ["env", path, sys.executable, "-m", "bench.http_troubles", GUEST_ADDRESS]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(POST)
        script.flush()
        yield [
            space.start(*wrk(64, seconds, "/")),
            space.start(*wrk(8, seconds, "/", "-H", "Connection: close")),
            space.start(*wrk(8, seconds, "/orders/7?verbose=yes", "-s", script.name)),
            *[space.start(*trouble, kind, "1") for kind in ("errors", "aborted", "slow")],
        ]


def asked(server: Server, path: str) -> str:
    """The answer of the server to a client that wants to know. Raises Unavailable."""
    curl = [toolchain.require("curl"), "-sf", "--max-time", "10", f"http://{GUEST_ADDRESS}{path}"]
    return server.space.output(*curl)


def sample(server: Server, start: float) -> Sample:
    used, live, collections = map(int, asked(server, "/memory").split())
    metrics = asked(server, "/metrics")
    counts = re.findall(r'http_requests_total\{code="(\d+)"\} (\d+)', metrics)
    connections = re.search(r"\nhttp_connections (\d+)", metrics)
    return Sample(
        time.monotonic() - start,
        resident_kib(server),
        used / 1024,
        live / 1024,
        collections,
        int(connections[1]) if connections else 0,
        {code: int(count) for code, count in counts},
    )


def endure(server: Server, seconds: int) -> list[Sample]:
    """Samples over the time, and one when all clients have gone."""
    start = time.monotonic()
    taken = [sample(server, start)]
    with clients(server.space, seconds) as running:
        while time.monotonic() - start < seconds:
            time.sleep(max(1.0, seconds / SAMPLES))
            if (status := server.process.poll()) is not None:
                raise Unavailable(f"the server has ended with {status}: {server.said()}")
            taken.append(sample(server, start))
            say(taken[-1])
        for process in running[3:]:
            process.terminate()
        for process in running:
            process.wait()
    taken.append(sample(server, start))
    say(taken[-1])
    return taken


def say(one: Sample) -> None:
    """A line of the series."""
    counts = " ".join(f"{code}:{count}" for code, count in one.answered.items())
    print(
        f"{one.seconds:7.1f} s  resident {one.resident_kib:7.0f} KiB  used {one.used_kib:7.0f}"
        f"  live {one.live_kib:7.0f}  collections {one.collections:6}"
        f"  connections {one.connections:4}  {counts}",
        file=sys.stderr,
        flush=True,
    )


def halves(values: list[float]) -> tuple[list[float], list[float]]:
    """The second half and the first, as averages, without the beginning."""
    steady = values[len(values) // 10 :]
    half = len(steady) // 2
    return [sum(steady[half:]) / (len(steady) - half)], [sum(steady[:half]) / half]


def measure(options: Options) -> list[Row]:
    """A soak of SECONDS, or of what the environment says."""
    seconds = 20 if options.quick else int(os.environ.get("NAJA_SOAK_SECONDS", SECONDS))
    image = naja_side.image("soak", "spt")
    with Namespace() as space:
        words = naja_side.run_command(image, "spt", TAP, GUEST_CIDR, MEMORY_KIB)
        server = on_tap(space, *words)
        taken = endure(server, seconds)
    rows = []
    during = taken[1:-1]
    for name, values in (
        ("resident", [one.resident_kib for one in during]),
        ("heap in use", [one.used_kib for one in during]),
        ("heap alive", [one.live_kib for one in during]),
    ):
        second, first = halves(values)
        what = f"spt: HTTP soak of {seconds:,} s, {name}"
        rows.append(Row(what, "KiB", second, first, "the first half", at_most(MOST_GROWTH)))
    answered = float(sum(taken[-1].answered.values()))
    rows.append(Row("spt: HTTP soak, responses", "", [answered], bar=at_least(seconds * 1000)))
    return rows


MEASURES = [("HTTP soak", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
