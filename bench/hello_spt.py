"""Start to exit of hello on `spt`, its filter in force, against a static C hello (musl).

Two ways, both the same for both sides: through the launcher of `naja run`, and through a C program
that does no more than vfork, no_new_privs, seccomp and execveat (what the launcher's own work would
hide shows there). The filter is the launcher's, with the five more calls that musl makes.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from bench import harness, naja_side, toolchain
from bench.harness import Options, Row, Side, at_most
from naja.vmm import spt
from naja.vmm.image import Image, read_image
from naja.vmm.spt_calls import Call, Handover, allowed
from naja.vmm.spt_filter import program

MEMORY = 16 << 20
BATCH = 50  # starts a sample, of which the median counts: one is 0.1 ms
BAR = at_most(1.5)


@dataclass(frozen=True)
class LibraryCall(Call):
    """A call that only the C library makes."""

    code: int = 0

    @property
    def number(self) -> int:
        return self.code


MUSL = tuple(
    LibraryCall(name, code=code)
    for name, code in (
        ("arch_prctl", 158),
        ("set_tid_address", 218),
        ("ioctl", 16),
        ("writev", 20),
    )
)


class Program(Image):
    """A C program in the launcher's hands: started as an image is, its memory as it is linked."""

    def with_memory(self, size: int) -> bytes:
        return self.data


def c_hello() -> Path:
    """The C side: static, at a fixed address, so it need not relocate itself."""
    return toolchain.compiled("hello.c", "musl-gcc", "-O2", "-static", "-s")


def _filter(library: Sequence[Call]) -> bytes:
    """The launcher's filter as a file for `timed`, whose addresses it cannot know."""
    own = [call for call in allowed([], [], Handover(0, 0, 0, 0)) if call.name != "execveat"]
    return program([*own, *library, LibraryCall("execveat", code=322)])


def bare(folder: Path, name: str, image: Image, library: Sequence[Call]) -> Side:
    """Microseconds a start, through the C launcher."""
    path, calls = folder / name, folder / f"{name}.filter"
    path.write_bytes(image.with_memory(MEMORY))
    path.chmod(0o755)
    calls.write_bytes(_filter(library))
    command = [str(toolchain.native_tool("timed.c")), "-f", str(calls), str(BATCH), str(path)]

    def once() -> float:
        printed = toolchain.output(command)
        return statistics.median(int(line) for line in printed.split()) / 1000

    return once


def tended(image: Image, library: Sequence[Call]) -> Side:
    """Microseconds a start, through the launcher of `naja run`."""

    def extended(*arguments: object) -> tuple[Call, ...]:
        return (*allowed(*arguments), *library)  # type: ignore[arg-type]

    sink = os.open(os.devnull, os.O_RDWR)
    with mock.patch.object(spt, "allowed", extended):
        tender = spt.Tender(image, MEMORY, standard_fds=(sink, sink, sink))

    def one() -> float:
        start = time.perf_counter_ns()
        status = tender.start().wait()
        taken = time.perf_counter_ns() - start
        assert status == 0, f"{image.name} ended with {status}"
        return taken / 1000

    def once() -> float:
        return statistics.median(one() for _ in range(BATCH))

    return once


def verify(image: Image, library: Sequence[Call]) -> None:
    """Both sides have to print the same line. Raises Unavailable."""
    reader, writer = os.pipe()

    def extended(*arguments: object) -> tuple[Call, ...]:
        return (*allowed(*arguments), *library)  # type: ignore[arg-type]

    with mock.patch.object(spt, "allowed", extended):
        tender = spt.Tender(image, MEMORY, standard_fds=(0, writer, 2))
    status = tender.start().wait()
    tender.close()
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        line = stream.read()
    if status or line != naja_side.HELLO_LINE:
        raise toolchain.Unavailable(f"{image.name} ended with {status} and printed {line!r}")


def measure(options: Options) -> list[Row]:
    """Both rows."""
    ours = read_image(naja_side.image("hello", "spt"))
    theirs = Program("hello", c_hello().read_bytes(), "spt", ())
    verify(ours, ())
    verify(theirs, MUSL)
    runs = options.runs(40)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = harness.alternate(
            bare(folder, "ours", ours, ()), bare(folder, "theirs", theirs, MUSL), runs
        )
    tended_pairs = harness.alternate(tended(ours, ()), tended(theirs, MUSL), runs)
    return [
        Row("spt: hello, start to exit", "µs", *pairs, "musl hello", BAR),
        Row("spt: the same, by our launcher", "µs", *tended_pairs, "musl hello", BAR),
    ]


MEASURES = [("hello on spt", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
