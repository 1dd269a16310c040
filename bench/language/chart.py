"""The rows as a picture: each ratio as a multiple of its bar, so that one line divides all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.harness import Row, figure

OUTPUT = Path(__file__).parents[2] / "build" / "bench-language"
GOOD, MISSED = "#3b7a57", "#b3432b"


def label(row: Row) -> str:
    """What stands beside a row's mark."""
    return f"{row.what} / {row.against}" if row.theirs else row.what


def relative(row: Row) -> tuple[float, float, float]:
    """Median, least and greatest of what the bar is about, as multiples of the bar."""
    assert row.bar is not None
    samples = row.ratios if row.theirs else row.ours
    bar = row.bar.value
    return row.measured / bar, min(samples) / bar, max(samples) / bar


def shown(row: Row) -> str:
    """The figures beside the mark: a ratio, turned round where it is far below one, and the bar."""
    assert row.bar is not None
    if not row.theirs:
        return f"{figure(row.measured)} {row.unit}  (≤ {figure(row.bar.value)})"
    return f"{_ratio(row.measured)}  (≤ {_ratio(row.bar.value)})"


def _ratio(value: float) -> str:
    return f"{figure(value)}×" if value > 0.1 else f"1/{1 / value:.0f}"


def draw(rows: Sequence[Row], output: Path = OUTPUT) -> list[Path]:
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
    from matplotlib import pyplot

    picture, axes = pyplot.subplots(figsize=(9, 0.36 * len(measured) + 1.4))
    for place, row in enumerate(reversed(measured)):
        middle, least, greatest = relative(row)
        colour = MISSED if row.verdict == "MISSED" else GOOD
        axes.hlines(place, least, greatest, color=colour, linewidth=5, alpha=0.35)
        axes.plot(middle, place, "o", color=colour, markersize=7)
        axes.annotate(shown(row), (1.02, place), xycoords=("axes fraction", "data"), va="center")
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
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
