"""Damaged programs, for as long as one likes: `make fuzz ARGS="--seconds 3600"`.

Each round takes a valid program (a language area, some cases of a feature, or a generated one),
damages it in up to three places, and builds it in a process of its own. The compiler has to refuse
it, naming a place, or build it; and what builds has to do what CPython does. Anything else is
printed as a finding, with the file kept. What CPython itself does not end in time is passed over,
and so are the differences that docs/language.md states.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from random import Random

from tests.conftest import ROOT, Outcome
from tests.diagnostics.mutation import Mutator
from tests.differential.cases import cases_of, features
from tests.differential.generator import Program
from tests.fuzz.beyond import SEEN, watching
from tests.fuzz.processes import command, forked, interpreted, warm

AREAS = ROOT / "tests" / "integration" / "language"
FEATURES = ROOT / "tests" / "differential" / "features"
BUILD_SECONDS = 60
RUN_SECONDS = 10
GOOD = ("refused", "same", "slow", "stated")
PLACE = re.compile(r"^\S+\.py:\d+:\d+: ", re.MULTILINE)
STATED = re.compile(
    "int has 64 bits|negative exponent|the recursion is too deep|sys.maxsize"
    "| at 0x[0-9a-f]+>|attributes and indices of fields|next\\(\\) sends None"
)
"""What the first line that differs shows where a row of docs/language.md says so."""
MAIN = """

def _run(name, case):
    print("=== " + name)
    try:
        case()
    except Exception as error:
        print("left by", type(error).__name__ + ":", error)


if __name__ == "__main__":
"""


def start(random: Random) -> str:
    """The valid program of a round."""
    way = random.random()
    if way < 0.3:
        return Program(random).text()
    if way < 0.4:
        return random.choice(sorted(AREAS.glob("*.py"))).read_text()
    return some_cases(random, random.choice(features()))


def some_cases(random: Random, feature: str) -> str:
    """Up to three cases of a feature, with all that is no case, as one program."""
    names = cases_of(feature)
    chosen = random.sample(names, min(len(names), random.randint(1, 3)))
    tree = ast.parse((FEATURES / f"{feature}.py").read_text())
    left_out = set(names) - set(chosen)
    tree.body = [node for node in tree.body if getattr(node, "name", None) not in left_out]
    calls = "".join(f'    _run("{name}", {name})\n' for name in chosen)
    return ast.unparse(tree) + MAIN + calls


def damaged(random: Random) -> str:
    """One valid program with up to three slips."""
    tree = ast.parse(start(random))
    mutator = Mutator(random.randrange(1 << 30))
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        tree = mutator.mutate(tree)
    return ast.unparse(tree) + "\n"


def verdict(program: Path, image: Path) -> str:
    """One of GOOD, or what is wrong."""
    try:
        built = forked(command("build", program, "--profile", "dev", "-o", image), BUILD_SECONDS)
    except TimeoutError:
        return "the compiler does not end"
    if built.status == 2 and PLACE.search(built.stderr):
        return "refused"
    if built.status != 0 or not image.exists():
        return f"status {built.status}: {built.stderr[-600:]}"
    try:
        imported = forked(interpreted(program, "imported"), RUN_SECONDS)
        expected = forked(interpreted(program, "__main__"), RUN_SECONDS)
    except TimeoutError:
        return "slow"
    try:
        found = forked(command("run", image), RUN_SECONDS)
    except TimeoutError:
        return "the image does not end"
    printed = expected.stdout.removeprefix(imported.stdout)  # the import happens when it is built
    word = difference(Outcome(printed, expected.stderr, expected.status), found)
    overflows = "int has 64 bits" in found.stdout + found.stderr
    if word == "stated" and overflows and not grows_beyond(program):
        return "OverflowError, where CPython's numbers stay within 64 bits"
    return word


def grows_beyond(program: Path) -> bool:
    """Whether CPython has an int of more than 64 bits in it; so if that cannot be told."""
    copy = program.with_name(f"{program.stem}_watched.py")
    copy.write_text(watching(program.read_text()))
    try:
        seen = forked(interpreted(copy, "__main__"), RUN_SECONDS)
    except TimeoutError:
        return True
    finally:
        copy.unlink()
    return SEEN in seen.stderr


def difference(expected: Outcome, found: Outcome) -> str:
    """`same`, `stated`, or the first line that differs."""
    theirs, ours = lines(expected), lines(found)
    if theirs == ours:
        return "same"
    at = next((i for i, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), None)
    if at is None:
        at = min(len(theirs), len(ours))
    shown = [f"line {at + 1} differs"]
    shown += [f"  CPython:  {line}" for line in theirs[at : at + 1]]
    shown += [f"  compiled: {line}" for line in ours[at : at + 1]]
    shown += [f"  ends by:  {ours[-1]}"]
    return "stated" if STATED.search("\n".join([*shown[2:], found.stderr])) else "\n".join(shown)


def lines(outcome: Outcome) -> list[str]:
    """What was printed, and the line that an uncaught exception ends with."""
    errors = outcome.stderr.strip().splitlines()[-1:]
    return [*outcome.stdout.splitlines(), f"status {outcome.status}", *errors]


def tried(seed: int, folder: Path) -> str:
    """One round: the verdict. The program stays in the folder if there is something wrong."""
    program, image = folder / f"p{seed}.py", folder / f"p{seed}.spt"
    with warnings.catch_warnings(action="ignore"):
        program.write_text(damaged(Random(seed)))
        word = verdict(program, image)
    for made in folder.glob(f"{image.name}*"):
        made.unlink()
    if word in GOOD:
        program.unlink()
    return word


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0, help="of the first round; counts up")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    counts = Counter[str]()
    warm()
    end, seed = time.monotonic() + options.seconds, options.seed
    while time.monotonic() < end:
        word = tried(seed, options.folder)
        counts[word if word in GOOD else "FOUND"] += 1
        if word not in GOOD:
            print(f"{options.folder / f'p{seed}.py'}: {word}", flush=True)
        seed += 1
    print(f"seeds {options.seed} to {seed - 1}:", dict(counts))
    return 1 if counts["FOUND"] else 0


if __name__ == "__main__":
    sys.exit(main())
