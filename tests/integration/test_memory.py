"""Memory: the collector under stress, other allocators, exhaustion, growth."""

from pathlib import Path

import pytest

from tests.conftest import Outcome, naja, need

HERE = Path(__file__).parent
MEMORY = HERE / "memory"
STRESSED = [
    *("language/coroutines", "language/generators", "language/mappings", "runtime/containers"),
    "memory/moving",
]


def run(program: Path, *words: str, target: str = "spt") -> Outcome:
    need(target)
    return naja("run", program, "--target", target, *words)


@pytest.mark.parametrize("name", STRESSED)
def test_the_collector_runs_at_every_allocation(name: str, outcome_on) -> None:
    program = HERE / f"{name}.py"
    stressed = run(program, "--option", "runtime.STRESS=1")
    assert stressed == outcome_on(program, "host")


@pytest.mark.parametrize("option", ["runtime.BUMP=y", "runtime.POOL=y"])
def test_other_allocators(option: str, outcome_on) -> None:
    program = HERE / "runtime" / "containers.py"
    assert run(program, "--option", option) == outcome_on(program, "host")


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_memory_runs_out(target: str) -> None:
    found = run(MEMORY / "exhausted.py", "-m", "4M", target=target)
    assert found.stdout.splitlines() == [
        *("no list", "no bytes", "no text", "no bytearray"),
        *(f"{turn} True True True True" for turn in range(3)),
        *("True", "2890"),
    ]
    assert found.stderr.endswith("MemoryError: the end\n")


def test_a_pool_is_bounded() -> None:
    words = ("-m", "64M", "--option", "runtime.POOL=y", "--option", "runtime.POOL_KIB=1024")
    found = run(MEMORY / "exhausted.py", *words)
    assert found.stdout.splitlines()[-1] == "2890"


def test_bump_allocation_runs_out() -> None:
    found = run(MEMORY / "exhausted.py", "-m", "4M", "--option", "runtime.BUMP=y")
    assert found.status == 1
    assert "MemoryError" in found.stderr


def test_the_heap_stays_as_large_as_it_is() -> None:
    found = run(MEMORY / "steady.py")
    rows = [[int(word) for word in line.split()] for line in found.stdout.splitlines()]
    totals, used, collections = ({row[n] for row in rows} for n in (1, 2, 3))
    assert len(rows) == 12
    assert len(totals) == 1
    assert len(collections) > 5
    assert max(used) < 4 << 20


def test_gc_module(same_as_host) -> None:
    assert same_as_host(MEMORY / "controls.py", "spt").status == 0
