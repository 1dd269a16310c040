"""Generated programs print the same under CPython and compiled.

`NAJA_PROGRAMS=500 pytest tests/differential/test_programs.py` tries more than the suite does,
NAJA_SHRINK=1 looks for a smaller program that fails, which takes minutes.
"""

import os
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import Outcome, naja, need
from tests.differential.generator import Program

SECONDS_DO_NOT_COUNT = {"deadline": None, "suppress_health_check": list(HealthCheck)}
PHASES = tuple(Phase) if "NAJA_SHRINK" in os.environ else (Phase.generate,)


def outcomes(text: str) -> tuple[Outcome, Outcome]:
    """What a program does under CPython, and compiled."""
    with tempfile.TemporaryDirectory() as folder:
        program, image = Path(folder) / "main.py", Path(folder) / "image"
        program.write_text(text)
        built = naja("build", program, "--target", "spt", "--profile", "dev", "-o", image)
        assert built.status == 0, built.stderr
        expected = naja("run", "--target", "host", program)
        return expected, naja("run", "--target", "spt", image)


def agree(random: Random) -> None:
    need("spt")
    expected, found = outcomes(Program(random).text(functions=6))
    assert found.stdout == expected.stdout
    assert found.status == expected.status


@pytest.mark.parametrize("seed", range(10))
def test_generated_program(seed: int) -> None:
    """The same programs every time: those of Hypothesis depend on all source that is loaded."""
    agree(Random(seed))


if "NAJA_PROGRAMS" in os.environ:

    @settings(
        max_examples=int(os.environ["NAJA_PROGRAMS"]),
        database=None,
        phases=PHASES,
        **SECONDS_DO_NOT_COUNT,
    )
    @given(st.randoms(use_true_random=False))
    def test_more_programs(random: Random) -> None:
        agree(random)
