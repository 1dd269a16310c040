"""The language by area: each program of language/ says the same under CPython and as an image.

Every area runs on spt, a few of them on virtio too: what differs there is the platform, not the
language.
"""

from pathlib import Path

import pytest

PROGRAMS = sorted((Path(__file__).parent / "language").glob("*.py"))
ON_VIRTIO = {"exceptions", "floats", "state", "coroutines"}
CASES = [(path, "spt") for path in PROGRAMS]
CASES += [(path, "virtio") for path in PROGRAMS if path.stem in ON_VIRTIO]


@pytest.mark.parametrize(("program", "target"), CASES, ids=[f"{p.stem}-{t}" for p, t in CASES])
def test_area(program: Path, target: str, same_as_host) -> None:
    outcome = same_as_host(program, target)
    assert outcome.status == 0
    assert outcome.stdout.count("\n") > 3


def test_release_profile_keeps_the_meaning(same_as_host) -> None:
    """The optimiser at full effort, over the area with the most checks in it."""
    program = Path(__file__).parent / "language" / "integers.py"
    assert same_as_host(program, "spt", profile="release").status == 0
