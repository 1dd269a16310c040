"""Other compilers of Python, in a virtual environment of their own, made on first use.

Each takes the same source file, unchanged. A compiler that cannot take a program is left out for
it, and its complaint is kept. Numba compiles functions over numbers and arrays, none of these
programs. Shed Skin, Codon and PyPy cannot be had from the package index.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import toolchain
from bench.language.catalogue import Program
from bench.language.sides import Runner, run
from bench.toolchain import Unavailable

PACKAGES = ("mypy==2.4.1", "Cython==3.3.1", "Nuitka==4.3.3", "setuptools==65.5.0")


@dataclass(frozen=True)
class Compiler:
    """command: makes an extension module of `program.py` in the current folder."""

    name: str
    command: tuple[str, ...]


COMPILERS = (
    Compiler("mypyc", ("-m", "mypyc")),
    Compiler("Cython", ("-m", "Cython.Build.Cythonize", "-i", "-3")),
    Compiler("Nuitka", ("-m", "nuitka", "--module", "--quiet", "--lto=yes")),
)
START = "import sys; sys.path.insert(0, '.'); import {name}; {name}.main()"


@functools.cache
def python() -> Path:
    """The interpreter of the environment with all compilers. Raises Unavailable."""
    key = toolchain.digest(sys.version, *PACKAGES)
    environment = toolchain.cache_directory() / f"compilers-{key}"
    interpreter = environment / "bin" / "python"
    if not (environment / "complete").exists():
        shutil.rmtree(environment, ignore_errors=True)
        toolchain.run([sys.executable, "-m", "venv", str(environment)])
        toolchain.run([str(interpreter), "-m", "pip", "install", "--quiet", *PACKAGES])
        (environment / "complete").touch()
    return interpreter


def compiled(program: Program, compiler: Compiler) -> Runner:
    """A program as an extension module. Raises Unavailable with what the compiler said."""
    toolchain.require("gcc")
    source = program.source
    key = toolchain.digest(source.read_bytes(), compiler.name, *compiler.command, *PACKAGES)
    folder = toolchain.cache_directory() / f"{program.name}-{compiler.name}-{key}"
    name = program.name
    if not (folder / "complete").exists():
        folder.mkdir(exist_ok=True)
        shutil.copy(source, folder)
        _compile([str(python()), *compiler.command, source.name], folder, compiler.name)
        # what runs has to be the extension
        (folder / source.name).unlink()
        (folder / "complete").touch()
    command = [str(python()), "-c", START.format(name=name)]
    return lambda words: run([*command, *words], cwd=folder)


def _compile(command: list[str], folder: Path, name: str) -> None:
    environment = {**os.environ, "MYPYC_OPT_LEVEL": "3", "CFLAGS": "-O3"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not list(folder.glob("*.so")):
        raise Unavailable(f"{name}: {(done.stdout + done.stderr)[-600:].strip()}")


def all_of(program: Program) -> tuple[dict[str, Runner], list[str]]:
    """The compilers that take this program, and what the others said."""
    runners: dict[str, Runner] = {}
    refusals: list[str] = []
    for compiler in COMPILERS:
        try:
            runners[compiler.name] = compiled(program, compiler)
        except Unavailable as reason:
            refusals.append(str(reason).splitlines()[-1])
    return runners, refusals
