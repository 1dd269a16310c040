"""Drops calls of `@repeatable` functions whose results nothing uses: mostly strings of one
character that were only compared, as numbers.

A variable that is never read does not count as a use.
"""

from __future__ import annotations

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import operands


def drop_unused(program: ir.Program) -> bool:
    """Run the pass; True when a call went."""
    found = [_drop_in(f) for f in program.functions if any(map(is_idle, _instrs(f)))]
    return any(found)


def is_idle(instr: ir.Instr) -> bool:
    """Whether the instruction does nothing but give a result."""
    return isinstance(instr, ir.Call) and instr.function.inline == "repeatable"


def _instrs(function: ir.Function) -> list[ir.Instr]:
    return [instr for block in function.blocks for instr in block.instrs]


def _drop_in(function: ir.Function) -> bool:
    instrs = _instrs(function)
    read = {id(i.local) for i in instrs if isinstance(i, ir.LoadLocal)}
    read |= {id(b.exception) for b in function.blocks if b.exception is not None}
    used = {
        value.id
        for instr in instrs
        if not (isinstance(instr, ir.StoreLocal) and id(instr.local) not in read)
        for value in operands(instr)
        if isinstance(value, ir.Temp)
    }
    dropped = {
        i.dst.id for i in instrs if isinstance(i, ir.Call) and is_idle(i) and i.dst is not None
    } - used
    if not dropped:
        return False
    for block in function.blocks:
        block.instrs = [i for i in block.instrs if not _goes(i, dropped)]
    return True


def _goes(instr: ir.Instr, dropped: set[int]) -> bool:
    """Whether it is a dropped call, or the store of its result."""
    if isinstance(instr, ir.StoreLocal):
        return isinstance(instr.value, ir.Temp) and instr.value.id in dropped
    return is_idle(instr) and isinstance(instr, ir.Call) and _result(instr) in dropped


def _result(instr: ir.Call) -> int | None:
    return None if instr.dst is None else instr.dst.id
