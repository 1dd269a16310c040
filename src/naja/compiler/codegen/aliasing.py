"""Which raw pointers of a function lead into the storage of a container.

A pointer that was read from a field (`self.items`) or just allocated, and was not cast since, leads
to elements and nothing else: an access through it cannot touch a field. Pointers made from
addresses may lead anywhere; the heap and the drivers live by that.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.ir import model as ir


class ContainerPointers:
    """The temporaries of a function that lead into containers."""

    def __init__(self, function: ir.Function) -> None:
        self.temps: set[int] = set()
        self.function = function
        before = -1
        while len(self.temps) > before:
            before = len(self.temps)
            self._grow(self._spoiled_locals())

    def __contains__(self, value: ir.Value) -> bool:
        return isinstance(value, ir.Temp) and value.id in self.temps

    def _spoiled_locals(self) -> set[int]:
        """Locals that are given, somewhere, a pointer not known to lead into a container."""
        spoiled = {id(param) for param in self.function.params}
        for block in self.function.blocks:
            for instr in block.instrs:
                if isinstance(instr, ir.StoreLocal) and instr.value not in self:
                    spoiled.add(id(instr.local))
        return spoiled

    def _grow(self, spoiled: set[int]) -> None:
        for block in self.function.blocks:
            for instr in block.instrs:
                if isinstance(instr, ir.LoadField | ir.AllocArray):
                    good = isinstance(instr.dst.type, t.PtrType)
                elif isinstance(instr, ir.LoadLocal):
                    pointer = isinstance(instr.dst.type, t.PtrType)
                    good = pointer and id(instr.local) not in spoiled
                elif isinstance(instr, ir.PtrAdd):
                    good = instr.pointer in self
                else:
                    continue
                if good:
                    self.temps.add(instr.dst.id)
