"""One program, run by Naja, by CPython, as C, or by another compiler: what it prints and measures.

Promises: every side of a program has printed the same before anything is measured; a run that fails
or prints something else ends the measurement of that program with what it said.
"""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import naja_side, toolchain
from bench.harness import Side
from bench.language.catalogue import MEMORY_MIB, Program
from bench.toolchain import Unavailable

C_FLAGS = ("-O2", "-Wall", "-Wextra", "-Werror")
LONGEST_SECONDS = 600
PRIORITY = 50


@dataclass(frozen=True)
class Outcome:
    """What a run printed: the numbers that it measured, by name, and everything else."""

    text: str
    numbers: dict[str, float] = field(default_factory=dict)


MEASURED = (
    *("seconds", "await", "plain", "switch", "raise", "without", "with"),
    *("pause", "latency", "collections", "alive", "half", "used"),
)


def outcome(printed: str) -> Outcome:
    """Split what a program prints. Raises Unavailable if it measured nothing."""
    text: list[str] = []
    numbers: dict[str, float] = {}
    for line in printed.splitlines():
        name, _, rest = line.partition(" ")
        if name in MEASURED:
            numbers[name] = float(rest)
        else:
            text.append(line)
    if not numbers:
        raise Unavailable(f"no measurement in {printed[-500:]!r}")
    return Outcome("\n".join(text), numbers)


def run(command: Sequence[str], cwd: Path | None = None) -> Outcome:
    """One run of a side. Raises Unavailable with its complaint when it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=naja_side.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    if done.returncode != 0:
        raise Unavailable(f"{Path(command[0]).name}: {(done.stdout + done.stderr)[-800:].strip()}")
    return outcome(done.stdout)


Runner = Callable[[tuple[str, ...]], Outcome]


@functools.cache
def image(program: Program) -> Path:
    """The image of a program, built once a process: it is our compiler that is measured."""
    output = toolchain.cache_directory() / f"language-{program.name}"
    naja_side.build(program.source, "spt", output)
    return output


def naja(program: Program) -> Runner:
    """An image on `spt`, as `naja run` runs it."""
    built = image(program)
    options = ("--target", "spt", "-m", f"{MEMORY_MIB}M")
    return lambda words: run(naja_side.naja("run", str(built), *options, "--", *words))


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """What is started meanwhile runs before everything else, where this machine lets us: the turns
    of other processes are no pauses of a collector.
    """
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    except PermissionError:
        yield
        return
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def cpython(program: Program) -> Runner:
    """The interpreter that runs this."""
    return lambda words: run([sys.executable, str(program.source), *words])


def c(program: Program) -> Runner:
    """gcc -O2, with the C library's own malloc."""
    source = program.c_source
    gcc = toolchain.require("gcc")
    key = toolchain.digest(source.read_bytes(), (source.parent / "clock.h").read_bytes(), *C_FLAGS)
    binary = toolchain.cache_directory() / f"{source.stem}-{key}"
    if not binary.exists():
        toolchain.run([gcc, *C_FLAGS, str(source), "-o", str(binary), "-lm"])
    return lambda words: run([str(binary), *words])


def agree(runners: Sequence[Runner], words: tuple[str, ...]) -> None:
    """Have every side print the same as the first. Raises Unavailable."""
    texts = [runner(words).text for runner in runners]
    for text in texts[1:]:
        if text != texts[0]:
            raise Unavailable(f"the sides differ:\n{texts[0][-400:]}\n{text[-400:]}")


def timed(runner: Runner, words: tuple[str, ...], name: str = "seconds") -> Side:
    """A side of the harness: one number that the program measured."""
    return lambda: runner(words).numbers[name]
