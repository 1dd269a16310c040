"""Damaged programs, for as long as one likes: `python -m tests.fuzz.programs --seconds 3600`.

Each round takes a valid program (a language area, a feature's cases, or a generated one), damages
it in one to three places, and builds it in a process of its own. The compiler has to refuse it or
build it; anything else, a crash or more than SECONDS, is printed as a finding, with the file kept.
With --run, what builds is also run, and has to do what CPython does; what CPython itself does not
end in time is passed over.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.conftest import ROOT, Outcome, naja
from tests.diagnostics.mutation import Mutator
from tests.differential.cases import cases_of, features
from tests.differential.generator import Program

AREAS = ROOT / "tests" / "integration" / "language"
FEATURES = ROOT / "tests" / "differential" / "features"
SECONDS = 60
GENERATED = 0.3
"""The share of rounds that start from a generated program."""
MAIN = """

def _run(name, case):
    print("=== " + name)
    try:
        case()
    except Exception as error:
        print("left by", type(error).__name__ + ":", error)


if __name__ == "__main__":
"""


def valid_programs() -> list[str]:
    """The texts that rounds start from."""
    texts = [path.read_text() for path in sorted(AREAS.glob("*.py"))]
    for feature in features():
        calls = "".join(f'    _run("{name}", {name})\n' for name in cases_of(feature))
        texts.append((FEATURES / f"{feature}.py").read_text() + MAIN + calls)
    return texts


def damaged(random: Random, texts: list[str]) -> str:
    """One valid program with one to three slips."""
    generated = random.random() < GENERATED
    tree = ast.parse(Program(random).text() if generated else random.choice(texts))
    mutator = Mutator(random.randrange(1 << 30))
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        tree = mutator.mutate(tree)
    return ast.unparse(tree) + "\n"


def verdict(program: Path, image: Path, runs: bool) -> str:
    """refused, built, same, slow (under CPython), or a line that says what is wrong."""
    try:
        built = naja("build", program, "--profile", "dev", "-o", image)
    except subprocess.TimeoutExpired:
        return "the compiler does not end"
    if built.status == 2:
        return "refused"
    if built.status != 0 or not image.exists():
        return f"status {built.status}: {built.stderr[-600:]}"
    if not runs:
        return "built"
    try:
        expected = naja("run", "--target", "host", program)
    except subprocess.TimeoutExpired:
        return "slow"
    try:
        found = naja("run", image)
    except subprocess.TimeoutExpired:
        return "the image does not end"
    return "same" if found.stdout == expected.stdout else difference(expected, found)


def difference(expected: Outcome, found: Outcome) -> str:
    """The first line that differs."""
    theirs, ours = expected.stdout.splitlines(), found.stdout.splitlines()
    at = next((i for i, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), None)
    if at is None:
        at = min(len(theirs), len(ours))
    shown = [f"line {at + 1} differs"]
    shown += [f"  CPython:  {line}" for line in theirs[at : at + 1]]
    shown += [f"  compiled: {line}" for line in ours[at : at + 1]]
    shown += [f"  ends by:  {text.strip().splitlines()[-1]}" for text in ends(expected, found)]
    return "\n".join(shown)


def ends(expected: Outcome, found: Outcome) -> list[str]:
    return [outcome.stderr for outcome in (expected, found) if outcome.stderr.strip()]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0, help="of the first round; counts up")
    parser.add_argument("--run", action="store_true", help="run what builds, compare with CPython")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    texts, counts = valid_programs(), Counter[str]()
    end, seed = time.monotonic() + options.seconds, options.seed
    while time.monotonic() < end:
        program, image = options.folder / f"p{seed}.py", options.folder / f"p{seed}.spt"
        program.write_text(damaged(Random(seed), texts))
        word = verdict(program, image, options.run)
        for made in options.folder.glob(f"{image.name}*"):
            made.unlink()
        known = word in ("refused", "built", "same", "slow")
        counts[word if known else "FOUND"] += 1
        if known:
            program.unlink()
        else:
            print(f"{program}: {word}", flush=True)
        seed += 1
    print(f"seeds {options.seed} to {seed - 1}:", dict(counts))
    return 1 if counts["FOUND"] else 0


if __name__ == "__main__":
    sys.exit(main())
