"""The programs that are measured, and how large a piece of work each is given.

Each program takes its size as its argument, so that nothing of its work is known when it is
compiled, and prints what it computed and, on a line of its own, what it measured: `seconds 0.5`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
MEMORY_MIB = 256


@dataclass(frozen=True)
class Program:
    """A file of programs/, its words, those for a quick run, and what a chart calls it."""

    name: str
    words: tuple[str, ...]
    quick: tuple[str, ...]
    title: str

    @property
    def source(self) -> Path:
        return FOLDER / "programs" / f"{self.name}.py"

    @property
    def c_source(self) -> Path:
        return FOLDER / "c" / f"{self.name}.c"


def _program(name: str, size: int, quick: int, title: str) -> Program:
    return Program(name, (str(size),), (str(quick),), title)


AGAINST_C = (
    _program("nbody", 5_000_000, 100_000, "n-body"),
    _program("spectral_norm", 2000, 200, "spectral norm"),
    _program("fannkuch", 10, 7, "fannkuch"),
    _program("mandelbrot", 2000, 200, "mandelbrot"),
    _program("matrix", 500, 100, "matrix product"),
)
"""About half a second each in C."""

TREES_AGAINST_C = _program("binary_trees", 17, 10, "binary trees")

AGAINST_PYTHON = (
    _program("richards", 50, 2, "richards"),
    _program("deltablue", 60, 3, "deltablue"),
    _program("havlak", 12, 1, "havlak"),
    _program("json_like", 300, 5, "json-like"),
    _program("binary_trees", 14, 8, "binary trees"),
    _program("word_count", 150_000, 2000, "word count"),
)
"""Two to four seconds each under CPython."""

PAUSE = Program("pause", ("64", "5"), ("64", "2"), "collector pause")
CHURN = _program("churn", 200_000, 4000, "a long soak")
AWAIT = _program("await_cost", 20_000_000, 100_000, "await")
SWITCH = _program("task_switch", 2_000_000, 10_000, "task switch")
EXCEPTIONS = _program("exceptions", 300_000, 10_000, "exceptions")
