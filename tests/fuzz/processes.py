"""Work in forked processes: what is imported before is there, what goes wrong stays inside.

A fresh interpreter and the import of the compiler cost more than building a small program does.
"""

from __future__ import annotations

import os
import resource
import runpy
import select
import signal
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from naja.cli.main import main as naja
from naja.compiler.front import compile_program
from tests.conftest import ROOT, Outcome

MEMORY = 6 << 30
"""Bytes of address space, so that a program that grows without end does not take the machine."""


@cache
def warm() -> None:
    """Import the compiler and read the library's modules, for all processes to come."""
    compile_program(str(ROOT / "examples" / "hello" / "main.py"), "spt", "dev")


def forked(action: Callable[[], int], seconds: float) -> Outcome:
    """What the action printed, and its status. Raises TimeoutError."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            _act(action, output.fileno(), errors.fileno())
        status = _waited(child, seconds)
        texts = [
            os.pread(f.fileno(), 1 << 24, 0).decode("utf8", "replace") for f in (output, errors)
        ]
    return Outcome(texts[0], texts[1], os.waitstatus_to_exitcode(status))


def command(*words: str | Path) -> Callable[[], int]:
    """A command of naja, checking its own intermediate representation."""

    def run() -> int:
        os.environ["NAJA_VERIFY"] = "1"
        return naja([str(word) for word in words])

    return run


def interpreted(program: Path, name: str) -> Callable[[], int]:
    """A program under CPython, by the name that it has there."""

    def run() -> int:
        sys.path[0] = str(program.parent)
        runpy.run_path(str(program), run_name=name)
        return 0

    return run


def _act(action: Callable[[], int], output: int, errors: int) -> None:
    """The life of the child; never returns."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nothing, output, errors)):
        os.dup2(file, number)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
    status = 1
    try:
        status = action()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        error = sys.exception()
        if error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status & 255)


def _waited(child: int, seconds: float) -> int:
    """The status of the child, which is killed with all that it started if it takes longer."""
    watch = os.pidfd_open(child)
    try:
        if not select.select([watch], [], [], seconds)[0]:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise TimeoutError
    finally:
        os.close(watch)
    return os.waitpid(child, 0)[1]
