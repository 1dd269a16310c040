"""The event loop of images: programs of event_loop/ print the same as under CPython's asyncio."""

from pathlib import Path

import pytest

PROGRAMS = sorted((Path(__file__).parent / "event_loop").glob("*.py"))


@pytest.mark.parametrize("target", ["spt", "virtio"])
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_program(program: Path, target: str, same_as_host) -> None:
    assert same_as_host(program, target).status == 0
