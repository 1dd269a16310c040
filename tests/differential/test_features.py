"""Every case of every feature prints the same under CPython and compiled."""

import sys
from pathlib import Path

import pytest

from tests.conftest import Images, Outcome, naja, need
from tests.differential.cases import cases_of, features, sections, write_program

SORT_OF_3_12 = {("sorting", "comparisons"), ("sorting", "nans"), ("sorting", "compared")}
"""CPython 3.13 looks for runs by other comparisons."""

CASES = [(feature, case) for feature in features() for case in cases_of(feature)]


class Runs:
    """Each feature is built and run once a session, whichever of its cases come first."""

    def __init__(self, folder: Path, images: Images) -> None:
        self.folder, self.images = folder, images
        self.done: dict[str, tuple[Outcome, Outcome]] = {}

    def outcomes(self, feature: str) -> tuple[Outcome, Outcome]:
        """Under CPython, and compiled."""
        if feature not in self.done:
            folder = self.folder / feature
            folder.mkdir()
            program = write_program(feature, folder)
            image = self.images.image(program, "spt", "dev")
            self.done[feature] = (
                naja("run", "--target", "host", program),
                naja("run", "--target", "spt", image),
            )
        return self.done[feature]


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory, images: Images) -> Runs:
    need("spt")
    return Runs(tmp_path_factory.mktemp("features"), images)


@pytest.mark.parametrize(("feature", "case"), CASES, ids=[f"{f}-{c}" for f, c in CASES])
def test_case(feature: str, case: str, runs: Runs) -> None:
    if sys.version_info >= (3, 13) and (feature, case) in SORT_OF_3_12:
        pytest.skip("compares what has no total order as CPython does up to 3.12")
    expected, found = runs.outcomes(feature)
    assert sections(expected.stdout)[case] != ""
    assert sections(found.stdout).get(case) == sections(expected.stdout)[case], found.stderr


@pytest.mark.parametrize("feature", features())
def test_end(feature: str, runs: Runs) -> None:
    """The last case ends both programs well."""
    expected, found = runs.outcomes(feature)
    assert (expected.status, expected.stderr) == (0, "")
    assert (found.status, found.stderr) == (0, "")
