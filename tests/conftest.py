"""One program, every target: what a program says under CPython is what its images have to say.

`outcome_on` runs a program on a target and gives its output and exit status; an image is built
once a session and program, by the command that people use. `same_as_host` compares a target with
CPython.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {"host": [], "spt": ["ld.lld"], "virtio": ["ld.lld", "qemu-system-x86_64"]}
SECONDS = 60


@dataclass(frozen=True)
class Outcome:
    """What a program did: its two outputs and its exit status."""

    stdout: str
    stderr: str
    status: int


def naja(*words: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Outcome:
    """Run one command of naja, as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "naja.cli.main", *map(str, words)],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NAJA_VERIFY": "1",  # the compiler checks its own intermediate representation
        },
        input=stdin,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return Outcome(done.stdout.decode(), done.stderr.decode(), done.returncode)


def need(target: str) -> None:
    """Skip where the machine lacks what the target needs."""
    missing = [tool for tool in TOOLS[target] if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{target} needs {' and '.join(missing)}")


class Images:
    """The images of a session: each program is built once for each target."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built: dict[tuple[Path, str, str], Path] = {}

    def image(self, program: Path, target: str, profile: str) -> Path:
        key = (program, target, profile)
        if key not in self.built:
            out = self.folder / f"{len(self.built)}.{target}"
            done = naja("build", program, "--target", target, "--profile", profile, "-o", out)
            assert done.status == 0, done.stderr
            self.built[key] = out
        return self.built[key]


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> Images:
    return Images(tmp_path_factory.mktemp("images"))


RunOn = Callable[..., Outcome]


@pytest.fixture
def outcome_on(images: Images) -> RunOn:
    """Run a program on host, spt or virtio."""

    def run(
        program: Path,
        target: str,
        *,
        arguments: Sequence[str] = (),
        environment: Sequence[str] = (),
        stdin: bytes = b"",
        profile: str = "dev",
    ) -> Outcome:
        need(target)
        words: list[str | Path] = ["run", "--target", target]
        for assignment in environment:
            words += ["-e", assignment]
        words.append(program if target == "host" else images.image(program, target, profile))
        return naja(*words, "--", *arguments, stdin=stdin)

    return run


@pytest.fixture
def same_as_host(outcome_on: RunOn) -> RunOn:
    """Run a program on a target and under CPython; the outcomes have to be equal."""

    def compare(program: Path, target: str, **options: object) -> Outcome:
        expected = outcome_on(program, "host", **options)
        found = outcome_on(program, target, **options)
        assert found.stdout == expected.stdout, found.stderr
        assert found.stderr == expected.stderr
        assert found.status == expected.status
        return found

    return compare
