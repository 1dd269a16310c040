"""The rows as a picture: each ratio as a multiple of its bar, so that one line divides all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.harness import Row, figure

FOLDER = Path(__file__).parents[1] / "build"
GOOD, MISSED = "#3b7a57", "#b3432b"


def label(row: Row) -> str:
    """What stands beside a row's mark."""
    return f"{row.what} / {row.against}" if row.theirs else row.what


def relative(row: Row) -> tuple[float, float, float]:
    """Median, least and greatest of what the bar is about, as multiples of the bar, the other way
    round where more is better: one is the bar, and less holds it."""
    assert row.bar is not None
    samples = row.ratios if row.theirs else row.ours
    middle, least, greatest = (
        row.bar.value / value if row.bar.relation == "at least" else value / row.bar.value
        for value in (row.measured, min(samples), max(samples))
    )
    return middle, min(least, greatest), max(least, greatest)


def shown(row: Row) -> str:
    """The figures beside the mark: a ratio, turned round where it is far below one, and the bar."""
    assert row.bar is not None
    sign = "≥" if row.bar.relation == "at least" else "≤"
    if not row.theirs:
        return f"{figure(row.measured)} {row.unit}  ({sign} {figure(row.bar.value)})"
    return f"{_ratio(row.measured)}  ({sign} {_ratio(row.bar.value)})"


def _ratio(value: float) -> str:
    return f"{figure(value)}×" if value > 0.1 else f"1/{1 / value:.0f}"


def drawn(name: str) -> Callable[[list[Row]], None]:
    """What is to be done with all rows in the end: the chart of that name, and a word about it."""

    def finish(rows: list[Row]) -> None:
        for path in draw(rows, FOLDER / name):
            print(f"chart: {path}", file=sys.stderr)

    return finish


def draw(rows: Sequence[Row], output: Path) -> list[Path]:
    """Write the chart as PNG and SVG; none without Matplotlib. Rows without numbers are left
    out."""
    measured = [row for row in rows if not row.missing and row.bar is not None]
    if not measured:
        return []
    try:
        import matplotlib
    except ImportError:
        print("no chart: Matplotlib is not installed (uv sync --group charts)", file=sys.stderr)
        return []
    matplotlib.use("Agg")
    from matplotlib import pyplot, ticker

    picture, axes = pyplot.subplots(figsize=(9, 0.36 * len(measured) + 1.4))
    for place, row in enumerate(reversed(measured)):
        middle, least, greatest = relative(row)
        colour = MISSED if row.verdict == "MISSED" else GOOD
        axes.hlines(place, least, greatest, color=colour, linewidth=5, alpha=0.35)
        axes.plot(middle, place, "o", color=colour, markersize=7)
        axes.annotate(shown(row), (1.02, place), xycoords=("axes fraction", "data"), va="center")
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(ticker.LogLocator(base=2))
    axes.xaxis.set_major_formatter(ticker.StrMethodFormatter("{x:g}"))
    axes.xaxis.set_minor_locator(ticker.NullLocator())
    axes.set_yticks(range(len(measured)), [label(row) for row in reversed(measured)])
    axes.set_xlabel("multiple of the bar: left of the line holds it; median and range of the runs")
    axes.grid(axis="x", alpha=0.3)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    output.parent.mkdir(parents=True, exist_ok=True)
    written = [output.with_suffix(suffix) for suffix in (".png", ".svg")]
    for path in written:
        picture.savefig(path, bbox_inches="tight", dpi=120)
    pyplot.close(picture)
    return written
