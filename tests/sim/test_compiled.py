"""The simulator compiled: every frame of a seed leaves at the same time as under CPython."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, need

MAIN = ROOT / "tests" / "sim" / "main.py"
WORDS = ("1", "40", "verbose")


def output(*words: str | Path) -> str:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_compiled_worlds_are_those_of_cpython(tmp_path):
    need("spt")
    image = tmp_path / "sim.spt"
    naja = ("-m", "naja.cli.main")
    output(*naja, "build", MAIN, "--target", "spt", "--profile", "dev", "-o", image)
    compiled = output(*naja, "run", image, "-m", "256M", "--", *WORDS)
    assert compiled == output(MAIN, *WORDS)
    assert compiled.endswith("40 seeds, 0 failed\n")
