"""The runtime: programs of runtime/ and random operations say the same as under CPython."""

from pathlib import Path

import pytest

from tests.integration.differential.lines import Lines

HERE = Path(__file__).parent
PROGRAMS = sorted(p for p in (HERE / "runtime").glob("*.py") if p.stem != "stdin")
INPUT = "hello World\nsecond line\nthe cat the dog\n\nThe end héé"
OPERATIONS = HERE / "differential" / "operations.py"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_program(program: Path, same_as_host) -> None:
    outcome = same_as_host(program, "spt")
    assert outcome.status == 0
    assert outcome.stdout.count("\n") > 8


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_standard_streams(target: str, same_as_host) -> None:
    outcome = same_as_host(HERE / "runtime" / "stdin.py", target, stdin=INPUT.encode())
    assert outcome.status == 7
    assert "the" in outcome.stdout


def test_collector_on_virtio(same_as_host) -> None:
    assert same_as_host(HERE / "runtime" / "heap.py", "virtio", profile="release").status == 0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("profile", ["dev", "release"])
def test_random_operations(seed: int, profile: str, same_as_host) -> None:
    lines = Lines(seed)
    text = "".join(lines.line() + "\n" for _ in range(1500))
    outcome = same_as_host(OPERATIONS, "spt", stdin=text.encode(), profile=profile)
    assert outcome.stdout.count("\n") == 1500
