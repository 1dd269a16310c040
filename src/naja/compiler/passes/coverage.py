"""Counts how often each basic block runs, in builds that ask for it (COMPILER_COVERAGE).

Each block begins with an instruction that adds one to a byte of `naja_coverage`, up to 255; the
block's number there is its place in the program's `counted`. Runs behind all other passes, so that
what they drop is not counted. The layers below the library OS are left out: an allocation or a
look-up in a dict says nothing of the input that led there.
"""

from __future__ import annotations

from naja.compiler import options
from naja.compiler.ir import model as ir

COUNT = "count"
LEFT_OUT = ("naja/lang/", "naja/runtime/", "naja/platform/")


def count_blocks(program: ir.Program) -> None:
    """Put the counting instructions in, if the build option asks for them."""
    if not options.COVERAGE:
        return
    for function in program.functions:
        if not function.loc.file.startswith(LEFT_OUT):
            for block in function.blocks:
                _count(program, function, block)


def _count(program: ir.Program, function: ir.Function, block: ir.Block) -> None:
    loc = block.instrs[0].loc
    number = len(program.counted)
    program.counted.append((function.shown, loc))
    counting = ir.Intrinsic(loc=loc, dst=None, name=COUNT, args=[], attrs={"number": number})
    block.instrs.insert(0, counting)
