"""Programs that talk with themselves: what they print is the same under CPython's asyncio and
compiled, on the loopback of an image, which needs no network."""

from pathlib import Path

import pytest

PROGRAMS = sorted((Path(__file__).parent / "network").glob("*.py"))


@pytest.mark.parametrize("target", ["spt", "virtio"])
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_program(program: Path, target: str, same_as_host) -> None:
    assert same_as_host(program, target).status == 0
