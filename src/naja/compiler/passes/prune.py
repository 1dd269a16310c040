"""Drops what nothing reaches: blocks, then functions, static objects and layouts.

Reachability starts at the entry and the exported functions, and follows calls, addresses and static
data. The functions of `support` count only where the code generator will call them.
"""

from __future__ import annotations

from collections.abc import Iterator

from naja.compiler.codegen.attributes import is_fast
from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import called, handler, layouts, operands, statics, targets
from naja.compiler.passes.raising import can_raise
from naja.compiler.passes.reporting import ROLES, reported


def prune_blocks(program: ir.Program) -> bool:
    """Drop unreachable blocks; True when one went."""
    changed = False
    for function in program.functions:
        if function.blocks:
            kept = reachable_blocks(function)
            changed = changed or len(kept) < len(function.blocks)
            function.blocks = [b for b in function.blocks if id(b) in kept]
    return changed


def reachable_blocks(function: ir.Function) -> set[int]:
    """The identities of the blocks that the function's entry leads to."""
    work = [function.blocks[0]]
    seen = {id(work[0])}
    while work:
        for instr in work.pop().instrs:
            caught = handler(instr)
            for block in (*targets(instr), *((caught,) if caught is not None else ())):
                if id(block) not in seen:
                    seen.add(id(block))
                    work.append(block)
    return seen


def prune_unreachable(program: ir.Program) -> bool:
    """Drop functions, statics and layouts that the roots do not reach; True when a function
    went.
    """
    reach = Reachability(program)
    reach.run()
    before = len(program.functions)
    program.functions = [f for f in program.functions if f in reach.referrers]
    program.statics = [s for s in program.statics if s in reach.referrers]
    program.layouts = [x for x in program.layouts if x in reach.referrers]
    return len(program.functions) < before


class Reachability:
    """A walk from the roots. referrers: each thing reached → what first referred to it (None for
    roots).
    """

    def __init__(self, program: ir.Program) -> None:
        self.program = program
        self.referrers: dict[object, object | None] = {}
        self.layout_of = {layout.type: layout for layout in program.layouts}
        self.work: list[ir.Function | ir.StaticObject | ir.Layout] = []

    def run(self) -> None:
        self.reach(self.program.entry, None)
        for function in self.program.functions:
            if function.exported:
                self.reach(function, None)
        self.follow_all()
        if self.program.support.get("allocate") in self.referrers:
            for role in self.reported_roles():
                self.reach(self.program.support[role], None)
            self.follow_all()
        else:
            for role in ROLES:
                self.program.support.pop(role, None)

    def reported_roles(self) -> set[str]:
        """The collector's functions that the code of what was reached calls."""
        functions = [f for f in self.referrers if isinstance(f, ir.Function)]
        found = {reported(i) for f in functions for b in f.blocks for i in b.instrs}
        return {role for role in ROLES if role in found and role in self.program.support}

    def follow_all(self) -> None:
        """Follow what was reached."""
        while self.work:
            item = self.work.pop(0)
            if isinstance(item, ir.Function):
                self.follow_function(item)
            elif isinstance(item, ir.StaticObject):
                self.follow_static(item)
            else:
                for base in item.bases:
                    self.reach(base, item)

    def reach(
        self, item: ir.Function | ir.StaticObject | ir.Layout, referrer: object | None
    ) -> None:
        if item not in self.referrers:
            self.referrers[item] = referrer
            self.work.append(item)

    def follow_function(self, function: ir.Function) -> None:
        for role in self.support_used(function):
            if role in self.program.support:
                self.reach(self.program.support[role], function)
        for block in function.blocks:
            for instr in block.instrs:
                self.follow_instr(function, instr)

    def follow_instr(self, function: ir.Function, instr: ir.Instr) -> None:
        for callee in called(instr):
            self.reach(callee, function)
        for layout in layouts(instr):
            self.reach(layout, function)
        for static in statics(instr):
            self.reach(static, function)
        for value in operands(instr):
            self.follow_value(function, value)

    def follow_static(self, static: ir.StaticObject) -> None:
        layout = self.layout_of.get(static.type)  # type: ignore[call-overload]
        if static.kind == "object" and layout is not None:
            self.reach(layout, static)
        for value in (*static.fields.values(), *static.items):
            self.follow_value(static, value)

    def follow_value(self, referrer: object, value: ir.Value) -> None:
        if isinstance(value, ir.StaticRef):
            self.reach(value.object, referrer)
        elif isinstance(value, ir.FunctionRef):
            self.reach(value.function, referrer)
        elif isinstance(value, ir.ConstTuple):
            for item in value.items:
                self.follow_value(referrer, item)

    def support_used(self, function: ir.Function) -> Iterator[str]:
        """The roles that the code of this function needs."""
        if function.is_coroutine:
            yield "allocate_frame"
        if is_fast(function) and any(
            isinstance(i, ir.Alloc | ir.MakeClosure) for b in function.blocks for i in b.instrs
        ):
            yield "allocate_here"
        if function.traced and any(can_raise(i) for b in function.blocks for i in b.instrs):
            yield "add_traceback"
