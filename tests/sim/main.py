"""The simulator as a program, under CPython and compiled: `main.py FIRST COUNT [WORD]…`.

Words: a scenario, where not the mix of them is wanted; `verbose`. Prints a line for every seed that
fails with the command that plays it again, with `verbose` one for every seed, and a summary.
"""

from __future__ import annotations

import sys
import traceback

from naja.sim.world import World
from tests.sim import blind, hostile, pairs

SCENARIOS = ("pairs", "blind", "hostile")


def scenario_of(seed: int) -> str:
    """What the seed plays where no scenario is named: half of them have a hostile end."""
    return ("pairs", "hostile", "blind", "hostile")[seed % 4]


def world_of(scenario: str, seed: int) -> World:
    """The world when it is over. Raises AssertionError."""
    if scenario == "pairs":
        return pairs.play(seed)
    if scenario == "blind":
        return blind.play(seed)
    return hostile.play(seed)


def play(scenario: str, seed: int, verbose: bool) -> int:
    """Play one seed; 1 if it fails."""
    try:
        world = world_of(scenario, seed)
    except (AssertionError, NotImplementedError, IndexError, KeyError, OverflowError) as error:
        print(f"FAILED {scenario} seed {seed}: {error}")
        print(f"  make sim SEED={seed} SEEDS=1 TARGET=host ARGS='{scenario} verbose'")
        if verbose:
            traceback.print_exception(error)
        return 1
    if verbose:
        print(f"{scenario} {seed} {world.frames} {world.harmed} {world.trace:014x} {world.now}")
    return 0


def main() -> int:
    first, count = int(sys.argv[1]), int(sys.argv[2])
    verbose = "verbose" in sys.argv
    named = [scenario for scenario in SCENARIOS if scenario in sys.argv]
    failed = 0
    for seed in range(first, first + count):
        scenario = named[0] if named else scenario_of(seed)
        failed += play(scenario, seed, verbose)
    print(f"{count} seeds, {failed} failed")
    return 1 if failed != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
