"""The shape of every benchmark here: two sides, alternating runs, a ratio pair by pair, a bar.

Promises: sides run A B A B …, so that a drifting machine drifts for both; the first pairs are
dropped as warm-up; what is printed are medians with their least and greatest value. A side is a
function that does the whole job once and returns one number, or raises.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from bench.toolchain import Unavailable

Side = Callable[[], float]


@dataclass(frozen=True)
class Options:
    """quick: few runs, to see that a benchmark works; its numbers prove nothing."""

    quick: bool = False

    def runs(self, usual: int) -> int:
        """How often to run a side: `usual`, or a tenth of it and at least two."""
        return max(2, usual // 10) if self.quick else usual


@dataclass(frozen=True)
class Bar:
    """What a row must show: its ratio, or its own value where nothing is compared."""

    relation: str  # "at most" | "at least"
    value: float

    def holds(self, measured: float) -> bool:
        return measured <= self.value if self.relation == "at most" else measured >= self.value

    def __str__(self) -> str:
        sign = "≤" if self.relation == "at most" else "≥"
        return f"{sign} {figure(self.value)}"


@dataclass(frozen=True)
class Row:
    """One line of the result. `theirs` is empty where a bar is absolute; `missing` says why a row
    has no numbers."""

    what: str
    unit: str
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    against: str = ""
    bar: Bar | None = None
    note: str = ""
    missing: str = ""

    @property
    def ratios(self) -> list[float]:
        """Ours over theirs, pair by pair."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=False)]

    @property
    def measured(self) -> float:
        """The number that the bar is about."""
        return statistics.median(self.ratios if self.theirs else self.ours)

    @property
    def verdict(self) -> str:
        if self.missing:
            return "not measured"
        if self.bar is None:
            return ""
        return "ok" if self.bar.holds(self.measured) else "MISSED"


# The words that choose it on the command line, and what makes its rows.
Measure = tuple[str, Callable[[Options], list[Row]]]


def at_most(value: float) -> Bar:
    return Bar("at most", value)


def at_least(value: float) -> Bar:
    return Bar("at least", value)


def alternate(
    ours: Side, theirs: Side, runs: int, warm_up: int = 1
) -> tuple[list[float], list[float]]:
    """Run both sides in turn; the samples of each, without the warm-up."""
    mine, yours = in_turn([ours, theirs], runs, warm_up)
    return mine, yours


def in_turn(sides: Sequence[Side], runs: int, warm_up: int = 1) -> list[list[float]]:
    """Run any number of sides in turn; the samples of each, without the warm-up."""
    rounds = [[side() for side in sides] for _ in range(warm_up + runs)][warm_up:]
    return [list(samples) for samples in zip(*rounds, strict=True)]


def repeat(side: Side, runs: int, warm_up: int = 1) -> list[float]:
    """The samples of a side that nothing is compared with."""
    return [side() for _ in range(warm_up + runs)][warm_up:]


def figure(value: float) -> str:
    """Three significant digits; whole numbers, with separators, from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def spread(samples: Sequence[float]) -> str:
    """A median and, when there are several samples, its surroundings."""
    if not samples:
        return "-"
    middle = figure(statistics.median(samples))
    if len(samples) == 1 or min(samples) == max(samples):
        return middle
    return f"{middle} ({figure(min(samples))}-{figure(max(samples))})"


def table(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table, aligned, so that it reads in a terminal and in a page."""
    lines = [["what", "unit", "Naja", "against", "ratio", "bar", ""]]
    lines += [_cells(row) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    lines.insert(1, ["-" * width for width in widths])
    text = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    text += [f"  {row.what}: {row.missing or row.note}" for row in rows if row.missing or row.note]
    return "\n".join(text)


def _cells(row: Row) -> list[str]:
    against = f"{row.against} {spread(row.theirs)}" if row.theirs else row.against
    ratio = spread(row.ratios) if row.theirs else "-"
    bar = str(row.bar) if row.bar else ""
    return [row.what, row.unit, spread(row.ours), against, ratio, bar, row.verdict]


def as_json(rows: Sequence[Row]) -> str:
    """All samples, for a script."""
    return json.dumps(
        [
            {
                "what": row.what,
                "unit": row.unit,
                "ours": row.ours,
                "theirs": row.theirs,
                "against": row.against,
                "ratios": row.ratios,
                "bar": str(row.bar) if row.bar else None,
                "verdict": row.verdict,
                "note": row.note,
                "missing": row.missing,
            }
            for row in rows
        ],
        indent=2,
        ensure_ascii=False,
    )


def guarded(what: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """The rows of `measure`, or one row that says why there are none."""
    try:
        return measure()
    except (Unavailable, OSError, ValueError) as reason:
        return [Row(what, "", missing=str(reason))]


def main(
    measures: Sequence[Measure],
    finish: Callable[[list[Row]], None] = lambda rows: None,
) -> int:
    """The command line of every benchmark. 0: all bars hold; 1: one is missed or not measured.

    finish: what else is made of the rows, such as a chart. The words that are given on the command
    line choose among the measures; none are all."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--quick", action="store_true", help="few runs: does it work at all?")
    parser.add_argument("--json", action="store_true", help="print every sample as JSON")
    parser.add_argument(
        "only", nargs="*", help="measure only what has one of these words as its name"
    )
    chosen = parser.parse_args()
    names = {word for what, _ in measures for word in what.split()}
    if unknown := set(chosen.only) - names:
        parser.error(f"no row is called {min(unknown)}: there are {', '.join(sorted(names))}")
    options = Options(quick=chosen.quick)
    unwind_when_interrupted()
    rows: list[Row] = []
    for what, measure in measures:
        if chosen.only and not set(chosen.only) & set(what.split()):
            continue
        print(f"… {what}", file=sys.stderr, flush=True)
        rows += guarded(what, lambda measure=measure: measure(options))  # type: ignore[misc]
    print(as_json(rows) if chosen.json else table(rows))
    finish(rows)
    return int(any(row.verdict in ("MISSED", "not measured") for row in rows))


def unwind_when_interrupted() -> None:
    """Have a signal take down what was started, too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupted)


def _interrupted(number: int, _frame: FrameType | None) -> None:
    """Unwind once, so that namespaces and guests are taken down; more signals change nothing."""
    for other in (signal.SIGINT, signal.SIGTERM):
        signal.signal(other, signal.SIG_IGN)
    raise SystemExit(128 + number)
