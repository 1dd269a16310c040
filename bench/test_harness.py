"""The arithmetic and the order of a comparison."""

from __future__ import annotations

from bench.cpio import archive
from bench.harness import Options, Row, alternate, as_json, at_least, at_most, guarded, spread
from bench.toolchain import Unavailable


def test_sides_take_turns_and_the_warm_up_is_dropped() -> None:
    calls: list[str] = []

    def side(name: str) -> float:
        calls.append(name)
        return float(len(calls))

    ours, theirs = alternate(lambda: side("ours"), lambda: side("theirs"), runs=2, warm_up=1)
    assert calls == ["ours", "theirs"] * 3
    assert (ours, theirs) == ([3.0, 5.0], [4.0, 6.0])


def test_a_ratio_is_the_median_of_the_pairs() -> None:
    row = Row("x", "s", [1.0, 9.0, 2.0], [2.0, 3.0, 2.0], bar=at_most(1.0))
    assert row.ratios == [0.5, 3.0, 1.0]
    assert (row.measured, row.verdict) == (1.0, "ok")


def test_bars_hold_to_their_side() -> None:
    assert Row("x", "s", [1.51], [1.0], bar=at_most(1.5)).verdict == "MISSED"
    assert Row("x", "1/s", [0.69], [1.0], bar=at_least(0.7)).verdict == "MISSED"
    assert Row("x", "KiB", [4.0], bar=at_most(4)).verdict == "ok"


def test_what_cannot_be_measured_is_a_row_that_says_why() -> None:
    def fails() -> list[Row]:
        raise Unavailable("nsd is missing: apt-get install nsd")

    (row,) = guarded("dns", fails)
    assert row.verdict == "not measured"
    assert "apt-get install nsd" in as_json([row])


def test_spread_shows_median_least_and_greatest() -> None:
    assert spread([3.0, 1.0, 2.0]) == "2 (1-3)"
    assert spread([1234.5]) == "1,234"
    assert spread([]) == "-"


def test_quick_runs_are_few_but_never_single() -> None:
    assert [Options(quick=True).runs(n) for n in (5, 40)] == [2, 4]


def test_members_of_an_archive_are_aligned_and_end_with_the_trailer() -> None:
    data = archive({"init": b"abc"}, {"bin/sh": "busybox"}, ("dev",))
    assert len(data) % 4 == 0
    assert data.count(b"070701") == 5
    assert data.index(b"init\0") < data.index(b"abc") < data.index(b"TRAILER!!!\0")
