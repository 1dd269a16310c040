"""Which functions may raise: the smallest solution over the call graph.

Sets `Function.may_raise` and clears the `handler` of each instruction that cannot raise, so that
the code generator emits no check there and `prune` finds handlers that nothing reaches. Coroutines
keep their exception in the frame and exported functions have nobody to raise to: a call of either
never raises.
"""

from __future__ import annotations

from collections import defaultdict

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import handler

ALWAYS = (ir.CallClosure, ir.Raise, ir.Await)


def mark_raising(program: ir.Program) -> bool:
    """Run the pass; True when a handler was cleared."""
    callers: defaultdict[int, list[ir.Function]] = defaultdict(list)
    work: list[ir.Function] = []
    for function in program.functions:
        if function.blocks:
            function.may_raise = False
    for function in program.functions:
        certain = False
        for instr in _escaping(function):
            certain = certain or raises_itself(instr)
            for callee in callees(instr):
                callers[id(callee)].append(function)
                certain = certain or callee.may_raise
        if certain and _mark(function):
            work.append(function)
    while work:
        for caller in callers[id(work.pop())]:
            if _mark(caller):
                work.append(caller)
    cleared = [_clear_handlers(function) for function in program.functions]
    return any(cleared)


def can_raise(instr: ir.Instr) -> bool:
    """Whether the instruction may raise, as the marks of the functions stand."""
    return raises_itself(instr) or any(callee.may_raise for callee in callees(instr))


def callees(instr: ir.Instr) -> list[ir.Function]:
    """The functions whose exceptions the instruction passes on."""
    if isinstance(instr, ir.Call):
        return [instr.function]
    if isinstance(instr, ir.Dispatch):
        return [function for _, function in instr.cases]
    if isinstance(instr, ir.Alloc | ir.AllocArray | ir.MakeClosure):
        return [instr.allocate]
    return []


def raises_itself(instr: ir.Instr) -> bool:
    """Whether the instruction may raise whatever it calls."""
    if isinstance(instr, ir.Yield):
        return instr.thrown
    return isinstance(instr, ALWAYS) or (isinstance(instr, ir.Arith) and instr.checked)


def _escaping(function: ir.Function) -> list[ir.Instr]:
    return [i for block in function.blocks for i in block.instrs if handler(i) is None]


def _mark(function: ir.Function) -> bool:
    if function.may_raise or function.is_coroutine or function.exported:
        return False
    function.may_raise = True
    return True


def _clear_handlers(function: ir.Function) -> bool:
    cleared = False
    for block in function.blocks:
        for instr in block.instrs:
            if handler(instr) is not None and not can_raise(instr):
                instr.handler = None  # type: ignore[attr-defined]
                cleared = True
    return cleared
