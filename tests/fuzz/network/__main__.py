"""Builds the network's fuzzer and runs it: `make fuzz-net EXECUTIONS=100000000 SEED=1`.

Prints what the image says on the way, then how much of the code ran, by package. With `--missing`
also the lines that did not. A finding's record stays in build/fuzz; the command that lives through
it again is printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from naja.cli.main import main as naja
from tests.conftest import ROOT
from tests.fuzz.network.options import settings

HERE = Path(__file__).parent
FOLDER = ROOT / "build" / "fuzz"
SILENT_SECONDS = 900
"""After so long without a word it hangs: a million executions take seconds."""


def build(image: Path, profile: str = "release") -> None:
    """Build the image. Raises SystemExit if that fails."""
    words = ["build", str(HERE / "main.py"), "-o", str(image), "--profile", profile]
    for setting in settings():
        words += ["--option", setting]
    if naja(words) != 0:
        sys.exit("the fuzzer does not build")


def explore(image: Path, seed: int, executions: int) -> tuple[int, list[str]]:
    """Run it: its status, and what it printed, which is also shown while it comes."""
    words = [sys.executable, "-m", "naja.cli.main", "run", str(image), "-m", "128M"]
    words += ["--", str(seed), str(executions)]
    lines: list[str] = []
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as guest:
        assert guest.stdout is not None
        while line := next_line(guest, guest.stdout):
            lines.append(line)
            if line.startswith("executions "):
                print(line, end="", flush=True)
    return guest.returncode, lines


def next_line(guest: subprocess.Popen[str], output: IO[str]) -> str:
    """The next line, or "" at the end; what says nothing for long is killed."""
    timer = threading.Timer(SILENT_SECONDS, guest.kill)
    timer.start()
    try:
        return output.readline()
    finally:
        timer.cancel()


def tell_coverage(image: Path, seen: bytes, missing: bool) -> None:
    """How many blocks of each package ran."""
    counted = json.loads(image.with_name(image.name + ".map").read_text())["counted"]
    reached: dict[str, list[bool]] = defaultdict(list)
    lines: dict[str, set[int]] = defaultdict(set)
    for (_, file, line), count in zip(counted, seen, strict=True):
        if file.startswith(("naja/os", "naja/http", "naja/stdlib")):
            reached[str(Path(file).parent)].append(count != 0)
            if count == 0:
                lines[file].add(line)
    for package, blocks in sorted(reached.items()):
        print(f"{sum(blocks):6} of {len(blocks):5} blocks  {package}")
    network = [reached[name] for name in reached if name.startswith(("naja/os/net", "naja/http"))]
    print(f"{sum(map(sum, network)):6} of {sum(map(len, network)):5} blocks  network and HTTP")
    for file in sorted(lines) if missing else ():
        print(f"{file}: {', '.join(map(str, sorted(lines[file])))}")


def keep_record(lines: Iterable[str], seed: int) -> None:
    """Write what led to a finding, and say how to see it again."""
    text = "".join(lines)
    path = FOLDER / f"network-{seed}.txt"
    path.write_text(text[text.index("session ") :])
    print(f"FOUND: python -m tests.fuzz.network.replay {path}", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--executions", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missing", action="store_true", help="print the lines that did not run")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    image = FOLDER / "network.spt"
    build(image)
    status, lines = explore(image, options.seed, options.executions)
    if status != 0:
        if any(line.startswith("session ") for line in lines):
            keep_record(lines, options.seed)
        else:
            print(f"FOUND: it ended with status {status}", file=sys.stderr)
        return 1
    tell_coverage(image, bytes.fromhex(lines[-1].split()[1]), options.missing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
