"""Which classes ever have instances, and what follows where they have none.

An object comes from an allocation, from static data, or from an address (`unsafe.object_at`). Where
no class under a type test's class has instances, the test is false; a virtual method of such a
class is never the target of a call; a method of nothing is never called. `prune` then drops what
only these reached.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.ir import model as ir
from naja.compiler.passes.prune import prune_blocks


def fold_impossible(program: ir.Program) -> bool:
    """Run the pass; True when something was folded."""
    instances = _Instances(program)
    folded = [instances.fold_function(f) for f in program.functions]
    if any(folded):
        prune_blocks(program)  # the rest behind an impossible call uses what it would have given
    return any(folded)


class _Instances:
    """The layouts with instances, and those with instances of subclasses."""

    def __init__(self, program: ir.Program) -> None:
        by_type: dict[t.Type, ir.Layout] = {layout.type: layout for layout in program.layouts}
        self.made: dict[int, ir.Layout] = {}
        for function in program.functions:
            for block in function.blocks:
                for instr in block.instrs:
                    self._note(instr, by_type)
        for static in program.statics:
            if static.kind == "object" and static.type in by_type:
                layout = by_type[static.type]
                self.made[id(layout)] = layout
        self.populated = {id(a) for layout in self.made.values() for a in ancestors(layout)}

    def _note(self, instr: ir.Instr, by_type: dict[t.Type, ir.Layout]) -> None:
        layout = None
        if isinstance(instr, ir.Alloc):
            layout = instr.layout
        elif isinstance(instr, ir.Intrinsic) and instr.name == "object_at" and instr.dst:
            layout = by_type.get(instr.dst.type)
        if layout is not None:
            self.made[id(layout)] = layout

    def fold_function(self, function: ir.Function) -> bool:
        changed = False
        for block in function.blocks:
            never: set[int] = set()
            for index, instr in enumerate(block.instrs):
                if isinstance(instr, ir.TypeTest) and id(instr.layout) not in self.populated:
                    never.add(instr.dst.id)
                elif isinstance(instr, ir.Dispatch):
                    cases = self.possible(instr.cases)
                    changed = changed or len(cases) < len(instr.cases)
                    instr.cases = cases or instr.cases[:1]
                    if not cases:
                        block.instrs[index:] = _stop(instr.loc)
                        changed = True
                        break
            changed = _fold_branch(block, never) or changed
        return changed

    def possible(
        self, cases: list[tuple[ir.Layout, ir.Function]]
    ) -> list[tuple[ir.Layout, ir.Function]]:
        """The cases that serve a class with instances: of each, the first that covers it."""
        used: set[int] = set()
        for layout in self.made.values():
            above = {id(a) for a in ancestors(layout)}
            for index, (served, _) in enumerate(cases):
                if id(served) in above:
                    used.add(index)
                    break
        return [case for index, case in enumerate(cases) if index in used]


def ancestors(layout: ir.Layout) -> list[ir.Layout]:
    """The layout and all its bases."""
    found = [layout]
    for item in found:
        found += [base for base in item.bases if base not in found]
    return found


def _stop(loc: ir.Location) -> list[ir.Instr]:
    return [ir.Intrinsic(loc=loc, dst=None, name="trap", args=[]), ir.Unreachable(loc=loc)]


def _fold_branch(block: ir.Block, never: set[int]) -> bool:
    """A branch on a test that is never true is a jump."""
    last = block.instrs[-1]
    if not isinstance(last, ir.Branch) or not isinstance(last.condition, ir.Temp):
        return False
    if last.condition.id not in never:
        return False
    block.instrs[-1] = ir.Jump(loc=last.loc, target=last.otherwise)
    return True
