"""How a folder of programs fares: each under CPython and as an spt image, and why some do not run.

    python tools/public_programs.py FOLDER [NAME …]

A program is a file, or a folder of modules with a main.py. Prints a line a program (same, differs,
refused, internal, slow), the refusals ranked by how many programs
each stops, and the counts. Differences and internal errors come with both outputs.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFUSED, INTERNAL = 2, 70
ENOUGH = 60
DIAGNOSTIC = re.compile(r"^(\S.*?):(\d+):(\d+): (?:error: )?(.*)$", re.MULTILINE)


@dataclass
class Outcome:
    """What became of one program. detail: what to read about it."""

    kind: str
    detail: str = ""


def ran(command: list[str], seconds: int) -> subprocess.CompletedProcess[str] | None:
    """The command's end; None when it takes too long."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NAJA_VERIFY": "1"}
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return None


def fare(program: Path, memory: str) -> Outcome:
    """Run a program both ways and compare."""
    wanted = ran([sys.executable, str(program)], ENOUGH)
    if wanted is None:
        return Outcome("slow", "under CPython")
    command = [sys.executable, "-m", "naja.cli.main", "run", str(program), "--target", "spt"]
    got = ran([*command, "--profile", "dev", "-m", memory], 3 * ENOUGH)
    if got is None:
        return Outcome("slow", "compiled")
    if (got.stdout, got.returncode) == (wanted.stdout, wanted.returncode):
        return Outcome("same")
    if got.returncode == INTERNAL or 'Traceback (most recent call last):\n  File "/' in got.stderr:
        return Outcome("internal", "\n".join(got.stderr.strip().splitlines()[-6:]))
    if got.returncode == REFUSED and DIAGNOSTIC.search(got.stderr):
        return Outcome("refused", got.stderr)
    return Outcome("differs", difference(wanted, got))


def difference(
    wanted: subprocess.CompletedProcess[str], got: subprocess.CompletedProcess[str]
) -> str:
    """The first lines that are not the same, and how either side ended."""
    lines = [f"status {wanted.returncode} | {got.returncode}"] * (
        wanted.returncode != got.returncode
    )
    ours, theirs = got.stdout.splitlines(), wanted.stdout.splitlines()
    for at, (a, b) in enumerate(zip(theirs, ours, strict=False)):
        if a != b:
            return "\n".join([*lines, f"line {at + 1}:", f"  CPython  {a}", f"  compiled {b}"])
    counts = f"{len(theirs)} lines | {len(ours)} lines"
    return "\n".join([*lines, counts, *got.stderr.strip().splitlines()[-3:]])


def problems(text: str) -> list[tuple[str, str]]:
    """Place and message of each diagnostic."""
    found = DIAGNOSTIC.findall(text)
    return [(f"{Path(file).name}:{line}", message) for file, line, _, message in found]


def kind_of(message: str) -> str:
    """A message without the names that only its program knows."""
    return re.sub(r"'[^']*'", "'…'", message).strip()


def rank(refused: dict[str, list[tuple[str, str]]]) -> None:
    """The refusals by the number of programs that each stops first."""
    programs: dict[str, set[str]] = defaultdict(set)
    example: dict[str, str] = {}
    for name, found in refused.items():
        for place, message in found:
            programs[kind_of(message)].add(name)
            example.setdefault(kind_of(message), place)
    for message, names in sorted(programs.items(), key=lambda item: -len(item[1])):
        alone = sum(len({kind_of(m) for _, m in refused[n]}) == 1 for n in names)
        print(f"{len(names):4} ({alone} by it alone)  {message}   {example[message]}")


def programs(folder: Path) -> list[tuple[str, Path]]:
    """Name and first file of each program in the folder."""
    packages = [(path.parent.name, path) for path in folder.glob("*/main.py")]
    return sorted(packages + [(path.stem, path) for path in folder.glob("*.py")])


def main() -> int:
    """Try them all; status 1 when one differs or the compiler fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these programs")
    parser.add_argument("-m", dest="memory", default="256M", help="memory of the image")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    refused: dict[str, list[tuple[str, str]]] = {}
    for name, program in programs(options.folder):
        if options.names and name not in options.names:
            continue
        outcome = fare(program, options.memory)
        counts[outcome.kind] += 1
        if outcome.kind == "refused":
            refused[name] = problems(outcome.detail)
        first = "" if outcome.kind != "refused" else "  ".join(refused[name][0])
        print(f"{outcome.kind:9} {name}  {first}", flush=True)
        if outcome.kind in ("differs", "internal", "slow"):
            print("    " + outcome.detail.replace("\n", "\n    "), flush=True)
    print()
    rank(refused)
    print("\n" + ", ".join(f"{count} {kind}" for kind, count in counts.most_common()))
    return 1 if counts["differs"] or counts["internal"] else 0


if __name__ == "__main__":
    sys.exit(main())
