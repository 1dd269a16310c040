"""Decides which `@repeatable` functions of the library are.

LLVM may make one of two calls of them, so that `d[k] = d.get(k, 0) + 1` searches once. That holds
only while nothing that they call is the program's own, as the `__eq__` of a key may be: those
functions are no more than `@apart`.
"""

from __future__ import annotations

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import called

OPEN = (ir.CallClosure, ir.Await, ir.Yield, ir.Suspend)


def settle_repeatable(program: ir.Program) -> None:
    """Run the pass."""
    for function in program.functions:
        if function.inline == "repeatable" and _leads_to_program(function):
            function.inline = "apart"


def _leads_to_program(function: ir.Function) -> bool:
    """Whether code of the program, or code that is not known, may run in a call."""
    work, seen = [function], {id(function)}
    while work:
        current = work.pop()
        if current.traced or current.is_coroutine:
            return True
        for instr in (i for block in current.blocks for i in block.instrs):
            if isinstance(instr, OPEN):
                return True
            for callee in called(instr):
                if id(callee) not in seen:
                    seen.add(id(callee))
                    work.append(callee)
    return False
