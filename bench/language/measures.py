"""The rows: which sides of which programs are compared, and their bars."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from bench.harness import Options, Row, at_most, in_turn, repeat
from bench.language import catalogue, compilers, sides
from bench.language.catalogue import Program
from bench.toolchain import Unavailable

C_BAR = at_most(1.15)
CPYTHON_BAR = at_most(1 / 30)
COMPILER_BAR = at_most(0.7)
TREES_BAR = at_most(1.0)
PAUSE_BAR = at_most(1.0)
SOAK_BAR = at_most(1.05)
AWAIT_BAR = at_most(5.0)
SWITCH_BAR = at_most(60.0)
RAISE_BAR = at_most(1000.0)
TRY_BAR = at_most(1.03)
"""A hundred runs of the same code differ by as much."""


def words(program: Program, options: Options) -> tuple[str, ...]:
    """What the program is given."""
    return program.quick if options.quick else program.words


def against_c(program: Program, bar: float, options: Options) -> list[Row]:
    """One program against the same in C."""
    given = words(program, options)
    runners = [sides.naja(program), sides.c(program)]
    sides.agree(runners, program.quick)
    ours, theirs = in_turn([sides.timed(runner, given) for runner in runners], options.runs(11))
    return [Row(program.title, "s", ours, theirs, "gcc -O2", at_most(bar))]


def against_python(program: Program, options: Options) -> list[Row]:
    """One program against CPython and against the fastest other compiler: two rows."""
    given = words(program, options)
    others, refusals = compilers.all_of(program)
    names = ["Naja", "CPython", *others]
    runners = [sides.naja(program), sides.cpython(program), *others.values()]
    sides.agree(runners, program.quick)
    samples = in_turn([sides.timed(runner, given) for runner in runners], options.runs(5))
    by_name = dict(zip(names, samples, strict=True))
    ours = by_name["Naja"]
    rows = [Row(program.title, "s", ours, by_name["CPython"], "CPython", CPYTHON_BAR)]
    if not others:
        return [*rows, Row(program.title, "s", missing="; ".join(refusals))]
    best = min(others, key=lambda name: statistics.median(by_name[name]))
    rest = [
        f"{name} {statistics.median(by_name[name]):.3g} s" for name in others if name != best
    ] + refusals
    rows.append(
        Row(program.title, "s", ours, by_name[best], best, COMPILER_BAR, note="; ".join(rest))
    )
    return rows


def pause(options: Options) -> list[Row]:
    """The longest slice of the collector in a server, while whole collections pass."""
    run = sides.naja(catalogue.PAUSE)
    given = words(catalogue.PAUSE, options)
    with sides.undisturbed():
        outcomes = [run(given).numbers for _ in range(options.runs(11))]
    least = min(o["collections"] for o in outcomes)
    if least < float(given[1]):
        raise Unavailable(f"only {least:.0f} collections")
    alive = min(o["alive"] for o in outcomes) / (1 << 20)
    note = f"{least:.0f} collections in each run, {alive:.0f} MiB found alive"
    longest = [o["pause"] / 1e6 for o in outcomes]
    return [Row("longest pause, 64 MiB live", "ms", longest, bar=PAUSE_BAR, note=note)]


def soak(options: Options) -> list[Row]:
    """Memory in use by a program that makes garbage of all kinds for minutes: it stays flat."""
    given = words(catalogue.CHURN, options)
    numbers = sides.naja(catalogue.CHURN)(given).numbers
    used, half = numbers["used"] / (1 << 20), numbers["half"] / (1 << 20)
    note = f"{numbers['collections']:.0f} collections in {numbers['seconds']:.0f} s"
    what = f"memory in use, {int(given[0]):,} rounds"
    return [Row(what, "MiB", [used], [half], "first half", SOAK_BAR, note=note)]


def coroutines(options: Options) -> list[Row]:
    """Awaits that do not suspend, and switches between tasks."""
    run = sides.naja(catalogue.AWAIT)
    given = words(catalogue.AWAIT, options)
    outcomes = [run(given).numbers for _ in range(options.runs(11))]
    switching = sides.naja(catalogue.SWITCH)
    switches = repeat(
        sides.timed(switching, words(catalogue.SWITCH, options), "switch"), options.runs(11)
    )
    return [
        Row("await that could suspend", "ns", [o["await"] for o in outcomes], bar=AWAIT_BAR),
        Row("await of what never waits", "ns", [o["plain"] for o in outcomes], bar=AWAIT_BAR),
        Row("task switch", "ns", switches, bar=SWITCH_BAR),
    ]


def exceptions(options: Options) -> list[Row]:
    """Raising through ten frames, and a try without an exception against no try."""
    run = sides.naja(catalogue.EXCEPTIONS)
    given = words(catalogue.EXCEPTIONS, options)
    outcomes = [run(given).numbers for _ in range(options.runs(11))]
    ours, theirs = [o["with"] for o in outcomes], [o["without"] for o in outcomes]
    return [
        Row("raise and catch, ten frames", "ns", [o["raise"] for o in outcomes], bar=RAISE_BAR),
        Row("step in a try", "ns", ours, theirs, "no try", TRY_BAR),
    ]


OTHERS = (
    ("pause", pause),
    ("soak", soak),
    ("coroutines", coroutines),
    ("exceptions", exceptions),
)


def _measures() -> list[tuple[str, Callable[[Options], list[Row]]]]:
    found: list[tuple[str, Callable[[Options], list[Row]]]] = []
    for program in catalogue.AGAINST_C:
        found.append((f"c {program.name}", lambda o, p=program: against_c(p, C_BAR.value, o)))
    trees = catalogue.TREES_AGAINST_C
    found.append((f"c {trees.name}", lambda o: against_c(trees, TREES_BAR.value, o)))
    for program in catalogue.AGAINST_PYTHON:
        found.append((f"python {program.name}", lambda o, p=program: against_python(p, o)))
    return [*found, *OTHERS]


MEASURES = _measures()
