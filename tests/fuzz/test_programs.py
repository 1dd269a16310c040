"""Some rounds of damaged programs; `make fuzz ARGS="--seconds 3600"` goes on for longer."""

import os
from pathlib import Path

import pytest

from tests.conftest import need
from tests.fuzz.processes import warm
from tests.fuzz.programs import GOOD, tried

ROUNDS = int(os.environ.get("NAJA_FUZZ_PROGRAMS", "12"))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_refused_or_as_cpython(seed: int, tmp_path: Path) -> None:
    need("spt")
    warm()
    assert tried(seed, tmp_path) in GOOD
