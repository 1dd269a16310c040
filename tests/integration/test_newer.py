"""Syntax that Python 3.11 does not know: programs named for the release that brought what they use,
tried where the running Python has it."""

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import naja

PROGRAMS = sorted((Path(__file__).parent / "newer").glob("*.py"))


def release(program: Path) -> tuple[int, ...]:
    found = re.search(r"_(\d+)_(\d+)$", program.stem)
    assert found is not None, f"{program.name} does not name a release"
    return tuple(map(int, found.groups()))


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.stem for p in PROGRAMS])
def test_newer(program: Path, same_as_host) -> None:
    if sys.version_info >= release(program):
        outcome = same_as_host(program, "spt")
        assert outcome.status == 0
        assert outcome.stdout.count("\n") > 3
    else:
        outcome = naja("build", program)
        assert (outcome.status, outcome.stdout) == (2, "")
        assert re.search(r":\d+:\d+: SyntaxError: ", outcome.stderr)
