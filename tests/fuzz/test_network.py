"""A short round of the network's fuzzer, and records of what it found. `make fuzz-net` is the long
run.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, need
from tests.fuzz.network.__main__ import build, explore

RECORDS = sorted((Path(__file__).parent / "network" / "records").glob("*.txt"))
EXECUTIONS = 40_000


def test_a_short_round(tmp_path: Path) -> None:
    need("spt")
    image = tmp_path / "network.spt"
    build(image, "dev")
    status, lines = explore(image, 1, EXECUTIONS)
    assert status == 0, "".join(lines)[-2000:]
    *_, last, seen = lines
    assert last.startswith(f"executions {EXECUTIONS} blocks ")
    blocks = bytes.fromhex(seen.split()[1])
    assert len(blocks) - blocks.count(0) > 0.6 * len(blocks)


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_what_was_found_is_no_more(record: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.network.replay", record],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
