"""Loads the lengths and elements of containers in front of the loops that use them.

An accessor such as `xs[i]` loads the length, and behind a test the address of the elements. LLVM
does not move a load out of a loop that is not made on every turn; where the same was loaded in
front of the loop, it sees that nothing in the loop changes it. What a loop does not use after
all is dropped by LLVM.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.storage import size_and_alignment
from naja.compiler.ir import model as ir
from naja.compiler.ir.loops import Flow, Loop


def foresee(program: ir.Program) -> None:
    """Mark what loops of the program's own code will load, if it is compiled for speed."""
    if program.profile == "dev":
        return
    layouts = {layout.type: layout for layout in program.layouts}
    for function in program.functions:
        if function.traced and function.blocks and function.inline != "cold":
            _Foresight(function, layouts).run()


class _Foresight:
    """The loops of one function."""

    def __init__(self, function: ir.Function, layouts: dict[t.ClassType, ir.Layout]) -> None:
        self.function, self.layouts = function, layouts

    def run(self) -> None:
        used = {block: self._containers(block) for block in self.function.blocks}
        if not any(used.values()):
            return
        self.flow = Flow(self.function)
        self.stores = self._stores()
        for loop in self.flow.loops():
            inside = (block for block in self.function.blocks if block in loop.blocks)
            for local in {local: None for block in inside for local in used[block]}:
                if self._is_settled(local, loop):
                    self._load(local, loop.before)

    def _containers(self, block: ir.Block) -> list[ir.Local]:
        """The variables whose containers accessors are called on."""
        loaded: dict[ir.Value, ir.Local] = {}
        found: list[ir.Local] = []
        for instr in block.instrs:
            if isinstance(instr, ir.LoadLocal):
                loaded[instr.dst] = instr.local
            elif isinstance(instr, ir.Call) and instr.function.inline == "always" and instr.args:
                local = loaded.get(instr.args[0])
                if local is not None and local not in found and self._fields(local):
                    found.append(local)
        return found

    def _fields(self, local: ir.Local) -> list[ir.Field]:
        """The length and the address of the elements; none if the variable holds no container."""
        layout = self.layouts.get(local.type) if isinstance(local.type, t.ClassType) else None
        if layout is None or not any(f.count for f in layout.fields.values()):
            return []
        return [f for f in layout.fields.values() if f.count or _is_aligned(f.type)]

    def _stores(self) -> dict[ir.Local, list[ir.Block]]:
        stores: dict[ir.Local, list[ir.Block]] = {}
        for block in self.flow.order:
            for instr in block.instrs:
                if isinstance(instr, ir.StoreLocal):
                    stores.setdefault(instr.local, []).append(block)
        return stores

    def _is_settled(self, local: ir.Local, loop: Loop) -> bool:
        """Whether the variable has its value in front of the loop and keeps it."""
        stores = self.stores.get(local, [])
        if any(block in loop.blocks for block in stores):
            return False
        return local in self.function.params or any(
            self.flow.dominates(block, loop.before) for block in stores
        )

    def _load(self, local: ir.Local, block: ir.Block) -> None:
        loc = block.instrs[-1].loc
        container = self.function.new_temp(local.type)
        assert isinstance(local.type, t.ClassType)
        layout = self.layouts[local.type]
        block.instrs[-1:-1] = [
            ir.LoadLocal(loc=loc, dst=container, local=local),
            *(
                ir.ForeseeField(loc=loc, object=container, layout=layout, field=field.name)
                for field in self._fields(local)
            ),
        ]


def _is_aligned(type_: t.Type) -> bool:
    """A pointer to words, of which code generation says that it is a multiple of their size."""
    return isinstance(type_, t.PtrType) and size_and_alignment(type_.item)[1] == 8
