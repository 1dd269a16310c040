"""LLVM text → an optimised object file, or assembly. The only module that touches llvmlite.

LLVM works in a thread of its own: Python hears of Ctrl-C only between two of its own instructions,
and LLVM's call may take seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import AnyStr

import llvmlite.binding as llvm

from naja.compiler.codegen.module import TRIPLE
from naja.compiler.errors import InternalError

# What a call may cost to be expanded unasked: LLVM's 225 made hot functions of 14 kB
# that ran no faster.
INLINING_THRESHOLD = 50


@dataclass(frozen=True)
class Effort:
    """How hard to try. level: LLVM's 0 to 3. verify: check LLVM's rules before and after."""

    level: int = 2
    position_independent: bool = True
    verify: bool = False


@cache
def _initialize() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    llvm.initialize_native_asmparser()
    llvm.set_option("naja", "-disable-loop-idiom-strlen")


def _machine(effort: Effort) -> llvm.TargetMachine:
    _initialize()
    target = llvm.Target.from_triple(TRIPLE)
    reloc = "pic" if effort.position_independent else "static"
    return target.create_target_machine(opt=effort.level, reloc=reloc, codemodel="small")


def optimised(text: str, effort: Effort, machine: llvm.TargetMachine) -> llvm.ModuleRef:
    """The module after LLVM's own pipeline. Text that LLVM refuses is our mistake."""
    try:
        module = llvm.parse_assembly(text)
        if effort.verify:
            module.verify()
    except RuntimeError as error:
        raise InternalError("codegen", str(error)) from None
    tuning = llvm.create_pipeline_tuning_options(speed_level=effort.level)
    tuning.loop_vectorization = False
    tuning.slp_vectorization = False
    tuning.loop_unrolling = False
    tuning.inlining_threshold = INLINING_THRESHOLD
    builder = llvm.create_pass_builder(machine, tuning)
    if effort.level > 1:
        _merge_functions(module, builder)
    builder.getModulePassManager().run(module, builder)
    if effort.level > 1:
        _merge_functions(module, builder)
    return module


def _merge_functions(module: llvm.ModuleRef, builder: llvm.PassBuilder) -> None:
    """Keep one of all functions with the same code, such as `append` of two lists of objects.

    Before all else, because what is merged need not be optimised, and once more when less
    differs."""
    passes = llvm.create_new_module_pass_manager()
    passes.add_merge_functions_pass()
    passes.run(module, builder)


def compile_object(text: str, effort: Effort) -> bytes:
    """The object file of a module."""

    def compiled() -> bytes:
        machine = _machine(effort)
        return bytes(machine.emit_object(optimised(text, effort, machine)))

    return _aside(compiled)


def compile_assembly(text: str, effort: Effort) -> str:
    """The assembly of a module, for people."""

    def compiled() -> str:
        machine = _machine(effort)
        return str(machine.emit_assembly(optimised(text, effort, machine)))

    return _aside(compiled)


def _aside(work: Callable[[], AnyStr]) -> AnyStr:
    """The work's result, or what it raises."""
    executor = ThreadPoolExecutor(1)
    try:
        return executor.submit(work).result()
    finally:
        executor.shutdown(wait=False)
