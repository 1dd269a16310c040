"""The compiler from end to end: a program's path in, an image out.

Stages: front (CPython imports the program; typed IR) → verify → passes → codegen (LLVM text) →
optimise (object file, cached by its text) → link. Promises: on any failure no image is written and
an older one stays as it was; the same program gives the same bytes.
"""

from __future__ import annotations

import gc
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from naja.compiler import cache
from naja.compiler.codegen.context import Options
from naja.compiler.codegen.locations import PathNames
from naja.compiler.codegen.module import module_text
from naja.compiler.errors import CompileErrors, Diagnostic, InternalError
from naja.compiler.ir import model as ir
from naja.compiler.ir.printer import print_program
from naja.compiler.ir.verifier import verify
from naja.compiler.passes import run_passes
from naja.compiler.passes.twins import refuse_twins

EMIT_KINDS = ("ir", "llvm", "asm")
MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
LEVELS = {"release": 2, "dev": 0}


@dataclass
class BuildResult:
    """What a build made. output: the image, or the text that `emit` asked for. seconds: by stage,
    in order.
    """

    output: Path | None = None
    debug: Path | None = None
    text: str = ""
    size: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    cached: bool = False

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; what goes wrong in it unforeseen is an internal error that names it."""
        start = time.perf_counter()
        try:
            yield
        except MISTAKES as error:
            raise InternalError(name, f"{type(error).__name__}: {error}") from error
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def check(program: Path) -> list[Diagnostic]:
    """What stands against compiling the program; empty if nothing does. Builds nothing."""
    from naja.compiler.front import compile_program

    try:
        made = compile_program(str(program), "spt", "release")
        run_passes(made)
        refuse_twins(made, program)
    except CompileErrors as errors:
        return errors.diagnostics
    return []


def build(
    program: Path, target: str, profile: str, out: Path | None = None, emit: str = ""
) -> BuildResult:
    """Build an image at `out`, or with `emit` (ir, llvm, asm) give the text of a stage instead.

    Raises CompileErrors, ToolMissing, InternalError."""
    from naja.compiler.front import compile_program

    result = BuildResult()
    with _without_collections():
        with result.stage("front"):
            made = compile_program(str(program), target, profile)
        try:
            return finish(made, program, profile, out, emit, result)
        except InternalError:
            if made.objections is None:
                raise
            raise made.objections from None


@contextmanager
def _without_collections() -> Iterator[None]:
    """Syntax trees and IR live until the build ends: looking for garbage among them costs a tenth
    of the time and finds none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def finish(
    made: ir.Program, program: Path, profile: str, out: Path | None, emit: str, result: BuildResult
) -> BuildResult:
    """All stages behind the front end."""
    checked = profile == "dev" or "NAJA_VERIFY" in os.environ
    with result.stage("passes"):
        if checked:
            verify(made)
        run_passes(made, verify if "NAJA_VERIFY" in os.environ else None)
        refuse_twins(made, program)
        if checked:
            verify(made, "passes")
    if emit == "ir":
        result.text = print_program(made)
        return result
    with result.stage("codegen"):
        paths = PathNames(str(program if program.is_dir() else program.parent))
        text = module_text(made, options_for(made.target, profile), paths)
    if emit == "llvm":
        result.text = text
        return result
    if emit == "asm":
        _emit_assembly(result, text, made.target, profile, checked)
        return result
    code = _object(result, text, made.target, profile, checked)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        _link(result, code, made, paths, out)
    return result


def options_for(target: str, profile: str) -> Options:
    """How code for a target is generated."""
    return Options(
        small=profile != "dev",
        red_zone=target == "spt",
        position_independent=target == "spt",
        variables=profile == "dev",
    )


def _object(result: BuildResult, text: str, target: str, profile: str, checked: bool) -> bytes:
    """The object file, from the cache if its text was compiled before."""
    with result.stage("cache"):
        name = cache.key(_compiler_version(), target, profile, text)
        found = cache.load(name)
    if found is not None:
        result.cached = True
        return found
    with result.stage("optimise"):
        from naja.compiler.codegen.optimize import Effort, compile_object

        code = compile_object(text, Effort(LEVELS[profile], target == "spt", checked))
    with result.stage("cache"):
        cache.store(name, code)
    return code


def _compiler_version() -> str:
    """llvmlite's version, without the cost of loading it, and what we make of it."""
    import llvmlite

    settings = Path(__file__).with_name("codegen") / "optimize.py"
    return f"{zlib.crc32(settings.read_bytes())} {llvmlite.__version__}"


def _emit_assembly(
    result: BuildResult, text: str, target: str, profile: str, checked: bool
) -> None:
    from naja.compiler.codegen.optimize import Effort, compile_assembly

    with result.stage("optimise"):
        result.text = compile_assembly(text, Effort(LEVELS[profile], target == "spt", checked))


def _link(result: BuildResult, code: bytes, made: ir.Program, paths: PathNames, out: Path) -> None:
    from naja.image import mapfile
    from naja.image.link import link
    from naja.image.staging import staged

    with staged(out) as image:
        with result.stage("link"):
            packed = made.target == "virtio" and made.profile == "release"
            linked = link([code], made.target, image, packed)
        with result.stage("map"):
            mapfile.write(made, paths, linked.image, linked.debug)
        result.size = linked.image.stat().st_size
    result.output, result.debug = out, out.with_name(linked.debug.name)
