"""Rows as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import chart
from bench.harness import Row, at_least, at_most


def test_a_chart_speaks_of_bars() -> None:
    slow = Row("x", "s", [0.5], [10.0], "CPython", at_most(1 / 30))
    assert chart.relative(slow) == pytest.approx((1.5, 1.5, 1.5))
    assert chart.shown(slow) == "1/20  (≤ 1/30)"
    assert chart.shown(Row("y", "ns", [3.0], bar=at_most(5))) == "3 ns  (≤ 5)"


def test_where_more_is_better_a_chart_turns_round() -> None:
    fast = Row("x", "1/s", [6.0, 4.0, 8.0], [1.0, 1.0, 1.0], "Linux", at_least(4))
    assert chart.relative(fast) == pytest.approx((4 / 6, 4 / 8, 1))
    assert chart.shown(fast) == "6×  (≥ 4×)"


def test_a_chart_is_drawn_of_what_has_numbers(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    rows = [
        Row("x", "s", [1.0, 1.1], [1.0, 1.0], "gcc -O2", at_most(1.15)),
        Row("y", "s", missing="no compiler"),
    ]
    png, svg = chart.draw(rows, tmp_path / "chart")
    assert png.read_bytes()[:4] == b"\x89PNG"
    assert "</svg>" in svg.read_text()
    assert chart.draw(rows[1:], tmp_path / "none") == []
