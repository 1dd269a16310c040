"""Guests that do what no program may: each dies with a report and a status that is not zero.

The guests are tests/integration/faults/*.py; they say `alive` first, and never `still alive`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUESTS = Path(__file__).parent / "faults"
TOOLS = {"spt": ["ld.lld"], "virtio": ["ld.lld", "qemu-system-x86_64"]}
STATUS = {"spt": 139, "virtio": 70}
REPORTS = {
    "null_page": "access through a null pointer",
    "null_jump": "jump through a null pointer",
    "stack_overflow": "stack overflow: the recursion is too deep",
    "guard_page": "(address 0x",
    "write_code": "write to code",
    "write_constant": "write to constants",
    "jump_data": "jump to data",
    "jump_stack": "jump to data",
}
PLACES = {
    "null_page": "at null_page.py:8",
    "stack_overflow": " in stack_overflow.deeper",
    "write_code": "at write_code.py:8",
}


@pytest.mark.parametrize("target", TOOLS)
@pytest.mark.parametrize("guest", REPORTS)
def test_fault(guest: str, target: str) -> None:
    if not all(shutil.which(tool) for tool in TOOLS[target]):
        pytest.skip(f"{target} needs {' and '.join(TOOLS[target])}")
    done = subprocess.run(
        [sys.executable, "-m", "naja.cli.main", "run", "--target", target, f"{guest}.py"],
        cwd=GUESTS,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.stdout.startswith("alive\n")
    assert "naja: the guest was stopped: " in said
    assert REPORTS[guest] in said
    assert PLACES.get(guest, "") in said
    assert "still alive" not in said
    assert done.returncode == STATUS[target]


def test_every_guest_is_listed() -> None:
    assert {path.stem for path in GUESTS.glob("*.py")} == set(REPORTS)
