"""Finds the stores that are the first to a field of a new object, of which the collector need not
hear.

An object is *newborn* from its allocation until it is used for anything but its own fields; the
`self` of an `__init__` that is only ever called on newborn objects is one too. The state of a
newborn object is the set of fields that may have been stored to, and whether it has escaped; it
flows through the blocks of an `__init__`, and through calls of the `__init__` of a base.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import called, handler, operands, targets


@dataclass
class State:
    """What may have happened to a newborn object. fields: offsets."""

    fields: set[int] = field(default_factory=set)
    escaped: bool = False

    def join(self, other: State) -> bool:
        """Take in what another path did; True if that is news."""
        news = not other.fields <= self.fields or (other.escaped and not self.escaped)
        self.fields |= other.fields
        self.escaped = self.escaped or other.escaped
        return news

    def copy(self) -> State:
        return State(set(self.fields), self.escaped)


@dataclass
class Initializer:
    """An `__init__`. before: the state of self when it is called; after: when it returns."""

    function: ir.Function
    before: State = field(default_factory=State)
    after: State = field(default_factory=State)


class FreshStores:
    """The analysis of a program."""

    def __init__(self, program: ir.Program) -> None:
        self.functions = [f for f in program.functions if f.blocks]
        self.initializers = {
            f: Initializer(f) for f in self.functions if f.shown.endswith("__init__") and f.params
        }
        self.changed = True
        self.marking = False

    def run(self) -> None:
        """Mark the stores, once the states are stable."""
        while self.changed:
            self.changed = False
            self._look()
        self.marking = True
        self._look()

    def _look(self) -> None:
        for function in self.functions:
            for block in function.blocks:
                self._newborn_in(block)
            if function in self.initializers:
                self._follow_self(self.initializers[function])

    # ---- objects allocated here -----------------------------------------------------------------

    def _newborn_in(self, block: ir.Block) -> None:
        """Follow each object that the block allocates to the block's end."""
        states: dict[ir.Value, State] = {}
        for instr in block.instrs:
            self._step(instr, states)
            if isinstance(instr, ir.Alloc):
                states[instr.dst] = State()

    # ---- self -----------------------------------------------------------------------------------

    def _follow_self(self, initializer: Initializer) -> None:
        """Follow the receiver through the function's blocks."""
        first = initializer.function.blocks[0]
        entries = {first: initializer.before.copy()}
        work = [first]
        while work:
            block = work.pop()
            state = entries[block].copy()
            states: dict[ir.Value, State] = {}
            for instr in block.instrs:
                self._step_self(initializer.function.params[0], instr, state, states)
                caught = handler(instr)
                for target in (*targets(instr), *((caught,) if caught is not None else ())):
                    if target not in entries:
                        entries[target] = state.copy()
                        work.append(target)
                    elif entries[target].join(state):
                        work.append(target)
            self.changed = initializer.after.join(state) or self.changed

    def _step_self(
        self, receiver: ir.Local, instr: ir.Instr, state: State, states: dict[ir.Value, State]
    ) -> None:
        if isinstance(instr, ir.StoreLocal) and instr.local is receiver:
            state.escaped = True
        self._step(instr, states)
        if isinstance(instr, ir.LoadLocal) and instr.local is receiver:
            states[instr.dst] = state

    # ---- an instruction -------------------------------------------------------------------------

    def _step(self, instr: ir.Instr, states: dict[ir.Value, State]) -> None:
        """What an instruction does to the newborn objects among its operands."""
        match instr:
            case ir.Convert(value=value) if value in states:
                states[instr.dst] = states[value]
            case ir.StoreField() if instr.object in states and instr.value not in states:
                self._store(instr, states[instr.object])
            case ir.LoadField():
                pass
            case ir.Call(function=function) if function in self.initializers:
                self._initialize(self.initializers[function], instr.args, states)
            case _:
                self._lose(operands(instr), states)
                for function in called(instr):
                    if function in self.initializers:
                        self._called_with(self.initializers[function], State(escaped=True))

    def _store(self, instr: ir.StoreField, state: State) -> None:
        offset = instr.layout.fields[instr.field].offset
        if self.marking and not state.escaped and offset not in state.fields:
            instr.fresh = True
        state.fields.add(offset)

    def _initialize(
        self, initializer: Initializer, args: list[ir.Value], states: dict[ir.Value, State]
    ) -> None:
        """A call of an `__init__`."""
        self._lose(args[1:], states)
        state = states.get(args[0])
        self._called_with(initializer, State(escaped=True) if state is None else state)
        if state is not None:
            state.join(initializer.after)

    def _called_with(self, initializer: Initializer, state: State) -> None:
        self.changed = initializer.before.join(state) or self.changed

    def _lose(self, values: Iterable[ir.Value], states: dict[ir.Value, State]) -> None:
        for value in values:
            if value in states:
                states[value].escaped = True


def mark_fresh_stores(program: ir.Program) -> None:
    """Set `fresh` of each first store to a field of a new object."""
    FreshStores(program).run()
