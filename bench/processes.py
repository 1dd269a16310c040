"""Processes under measurement: who belongs to one, what it has used, where it may run."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """What the process and its descendants have run so far, by the scheduler's nanoseconds."""
    total = 0
    for member in family(pid):
        for file in Path(f"/proc/{member}/task").glob("*/schedstat"):
            with contextlib.suppress(FileNotFoundError):  # a thread may end meanwhile
                total += int(file.read_text().split()[0])
    return total / 1e9


def place(pid: int, cores: set[int]) -> None:
    """Let the process and its descendants, all threads, run on these cores only."""
    for member in family(pid):
        for thread in Path(f"/proc/{member}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores)
