"""How long `naja build` takes, from the command's start to its end, Python's own start included.

Cold: an empty cache. After an edit: a copy of the program, built, one literal changed, built again.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench import harness, naja_side, toolchain
from bench.harness import Bar, Options, Row, Side, at_most

EDITED = "Hello from Naja"


def timed_build(program: Path, output: Path, cache: Path) -> float:
    """Seconds of one build."""
    start = time.perf_counter()
    naja_side.build(program, "spt", output, XDG_CACHE_HOME=str(cache))
    return time.perf_counter() - start


def cold(program: Path, folder: Path) -> Side:
    """Builds with nothing cached."""
    numbers = itertools.count()

    def once() -> float:
        cache = folder / f"cache-{next(numbers)}"
        return timed_build(program, folder / "image", cache)

    return once


def edited(program: Path, folder: Path) -> Side:
    """Builds of a copy whose text has just changed."""
    copy, cache = folder / "copy", folder / "warm"
    shutil.copytree(program, copy)
    source = copy / "main.py"
    text = source.read_text()
    if EDITED not in text:
        raise toolchain.Unavailable(f"{program.name}/main.py holds no {EDITED!r} to edit")
    timed_build(copy, folder / "image", cache)
    numbers = itertools.count()

    def once() -> float:
        source.write_text(text.replace(EDITED, f"Hello from number {next(numbers)}"))
        return timed_build(copy, folder / "image", cache)

    return once


def _row(what: str, side: Side, runs: int, bar: Bar) -> Row:
    return Row(what, "s", harness.repeat(side, runs), bar=bar)


def measure(options: Options) -> list[Row]:
    """The three rows."""
    hello, dns = naja_side.PROGRAMS["hello"], naja_side.PROGRAMS["dns"]
    runs = options.runs(10)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [
            _row("build hello after an edit", edited(hello, folder), runs, at_most(0.6)),
            _row("build hello, cold cache", cold(hello, folder), runs, at_most(2.0)),
            _row("build dns, cold cache", cold(dns, folder), runs, at_most(6.0)),
        ]


MEASURES = [("build times", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
