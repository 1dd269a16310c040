"""Builds that count how often each block runs: `--option compiler.COVERAGE=y`."""

from __future__ import annotations

from pathlib import Path

import pytest

from naja.image import mapfile
from tests.conftest import naja, need

PROGRAM = Path(__file__).parent / "coverage" / "main.py"
LINES = PROGRAM.read_text().splitlines()


def counts_by_line(image: Path, line: str) -> dict[tuple[str, str], set[int]]:
    """The counts of the program's own blocks, by function and source line. Where branches meet is
    a block too, with the line that was last."""
    counted = mapfile.read(image)["counted"]
    numbers = [int(word) for word in line.split()]
    assert len(numbers) == len(counted)
    found: dict[tuple[str, str], set[int]] = {}
    for (function, file, number), count in zip(counted, numbers, strict=True):
        if file == "main.py":
            found.setdefault((function, LINES[number - 1].strip()), set()).add(count)
    return found


@pytest.mark.parametrize("profile", ["dev", "release"])
@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_blocks_are_counted(target: str, profile: str, tmp_path: Path) -> None:
    need(target)
    image = tmp_path / "image"
    option = ["--option", "compiler.COVERAGE=y"]
    built = naja("build", PROGRAM, "--target", target, "--profile", profile, "-o", image, *option)
    assert built.status == 0, built.stderr
    ran = naja("run", image, "--", "201")
    assert ran.status == 0, ran.stderr
    *counts, harvested, refused = ran.stdout.splitlines()
    before, after, again = (counts_by_line(image, line) for line in counts)
    assert before["main.kind", "if number % 100 == 0:"] == {0}
    assert 201 in after["main.kind", "if number % 100 == 0:"]
    assert 3 in after["main.kind", 'return "hundred"']
    assert 198 in after["main.kind", "if number > 1000:"]
    assert 0 in after["main.kind", 'return "large"']
    assert 198 in after["main.kind", 'return "small"']
    assert 1 in again["main.kind", 'return "hundred"']
    assert 0 in again["main.kind", 'return "small"']
    assert harvested == "6 0 True True"
    assert refused == "there is not one byte for each counter"
    assert naja("run", image, "--", "900").stdout.splitlines()[1].count("255") >= 2


def test_nothing_is_counted_unasked(tmp_path: Path) -> None:
    need("spt")
    image = tmp_path / "image"
    assert naja("build", PROGRAM, "-o", image).status == 0
    assert "counted" not in mapfile.read(image)
    expected = naja("run", "--target", "host", PROGRAM, "--", "5")
    assert expected.status == 0, expected.stderr
    assert expected.stdout.split()[0] == "0"
    assert naja("run", image, "--", "5") == expected
