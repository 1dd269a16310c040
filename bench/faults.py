"""TCP over bad wires: our stack on `spt` against Linux's own, both talking with Linux over the same
relay, which loses, doubles, damages, delays and reorders frames as `naja run --fault` says.

    python -m bench.faults [--mib N] [--streams N] [--runs N] [--only WORD] [--json]
    python -m bench.faults --wire loss=1%,delay=3ms --mib 1024 --runs 1

Every stream is checksummed at both ends: one wrong byte ends the run. For each wire and direction
there are two rows: bytes a second, and the longest time in which nothing came to a receiver, whose
samples are sorted, so that the ratio compares worst with worst.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import harness, naja_side
from bench.harness import Row, at_least, at_most
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, HOST_ADDRESS, PREFIX, TAP, Server
from bench.toolchain import Unavailable

PEER = Path(__file__).with_name("checked_peer.py")
WIRES = {
    "loss 1%": "loss=1%,delay=10ms",
    "loss 5%": "loss=5%,delay=10ms",
    "loss 10%": "loss=10%,delay=10ms",
    "loss 20%": "loss=20%,delay=5ms",
    "reorder": "reorder=5%,delay=25ms",
    "dup": "dup=5%,delay=25ms",
    "corrupt": "corrupt=1%,delay=10ms",
    "jitter": "delay=40ms±20ms,loss=0.1%",
    "far": "loss=0.1%,delay=150ms",
    "all": "loss=2%,reorder=2%,dup=1%,corrupt=0.1%,delay=20ms±5ms",
}
SLOW = {"loss 20%": 8}  # a part of the bytes is enough where little gets through
DIRECTIONS = {"in": "to us", "out": "from us"}
MIB = 1 << 20
MEMORY_KIB = 64 << 10


@contextlib.contextmanager
def ours(faults: str) -> Iterator[Server]:
    """Our stack behind a bad wire."""
    image = naja_side.image("checked", "spt")
    with Namespace() as space:
        space.tap(TAP, f"{HOST_ADDRESS}/{PREFIX}")
        command = naja_side.run_command(image, "spt", TAP, GUEST_CIDR, MEMORY_KIB)
        yield Server(space, space.start(*command, "--fault", faults)).wait_ready()


@contextlib.contextmanager
def linux(faults: str) -> Iterator[Server]:
    """Linux in a namespace of its own behind the same."""
    with Namespace() as space, Namespace() as home:
        paths = f"{naja_side.REPOSITORY}:{naja_side.REPOSITORY / 'src'}"
        relay = ["env", f"PYTHONPATH={paths}", sys.executable, "-m", "bench.faults_relay"]
        process = space.start(*relay, faults, "far0", TAP)
        assert process.stdout is not None
        if b"carrying" not in process.stdout.readline():
            raise Unavailable("the relay does not start")
        space.ip("link", "set", "far0", "netns", home.name)
        for side, device, address in (
            (space, TAP, f"{HOST_ADDRESS}/{PREFIX}"),
            (home, "far0", GUEST_CIDR),
        ):
            side.ip("addr", "add", address, "dev", device)
            side.ip("link", "set", "dev", device, "up", "txqueuelen", "1000")
        home.start(sys.executable, str(PEER), "serve")
        yield Server(space, process).wait_ready()


def streams(server: Server, direction: str, count: int, number: int) -> list[dict[str, float]]:
    """So many streams at a time of so many bytes each. Raises Unavailable if one came wrong."""
    words = [sys.executable, str(PEER), "ask", GUEST_ADDRESS, direction, str(count), str(number)]
    return [json.loads(line) for line in server.space.output(*words).splitlines()]


def measure(name: str, wire: str, chosen: argparse.Namespace) -> list[Row]:
    """Both directions over one wire."""
    count = chosen.mib * MIB // chosen.streams // SLOW.get(name, 1)
    rows = []
    faults = f"{wire},seed={chosen.seed}"
    with ours(faults) as mine, linux(faults) as theirs:
        for direction, words in DIRECTIONS.items():
            rates: tuple[list[float], list[float]] = ([], [])
            gaps: tuple[list[float], list[float]] = ([], [])
            for _ in range(chosen.runs):
                for place, server in enumerate((mine, theirs)):
                    results = streams(server, direction, count, chosen.streams)
                    rates[place].append(sum(count / MIB / result["seconds"] for result in results))
                    gaps[place].extend(result["gap"] * 1e3 for result in results)
            what = f"{name}: {words}"
            rows.append(Row(what, "MiB/s", *rates, "Linux", at_least(0.9), note=wire))
            quiet = f"{what}, longest silence"
            gaps = (sorted(gaps[0]), sorted(gaps[1]))
            rows.append(Row(quiet, "ms", *gaps, "Linux", at_most(1.25)))
    return rows


def main() -> int:
    """0: all bars hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=32, help="MiB of each direction of a run")
    parser.add_argument("--streams", type=int, default=16, help="connections that share them")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="wires whose name has this")
    parser.add_argument("--wire", help="another wire, as --fault of `naja run` has it")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    harness.unwind_when_interrupted()
    rows: list[Row] = []
    for name, wire in ({"chosen": chosen.wire} if chosen.wire else WIRES).items():
        if chosen.only and chosen.only not in name:
            continue
        print(f"… {name}: {wire}", file=sys.stderr, flush=True)
        rows += harness.guarded(name, lambda n=name, w=wire: measure(n, w, chosen))  # type: ignore[misc]
        print(harness.table(rows[-4:]), file=sys.stderr, flush=True)
    print(harness.as_json(rows) if chosen.json else harness.table(rows))
    return int(any(row.verdict in ("MISSED", "not measured") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
