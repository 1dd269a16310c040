"""The state of a pass: blocks, flow facts, locations; and the emitters that all parts of the front
end share."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known, variables
from naja.compiler.front.classes import inheritance
from naja.compiler.front.classes.classes import is_protocol
from naja.compiler.front.problems import Poisoned
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.instance import FunctionInstance
    from naja.compiler.front.world import World


@dataclass
class Flow:
    """What is known at a point: narrowed types by path ("x", "self.x"), names that surely have a
    value, which paths a call may have changed since they were narrowed, and, by identity, the
    variables that hold characters whose codes are at hand."""

    narrowed: dict[str, t.Type] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    coded: set[int] = field(default_factory=set)

    def copy(self) -> Flow:
        return Flow(dict(self.narrowed), set(self.assigned), set(self.stale), set(self.coded))

    def prove(self, path: str, type_: t.Type) -> None:
        """What is there has this type from here on."""
        self.narrowed[path] = type_
        self.stale.discard(path)

    def merge(self, other: Flow) -> None:
        """Keep what both know."""
        self.assigned &= other.assigned
        self.stale |= other.stale
        self.coded &= other.coded
        for path in list(self.narrowed):
            if path not in other.narrowed:
                del self.narrowed[path]
            else:
                self.narrowed[path] = t.union_type([self.narrowed[path], other.narrowed[path]])


@dataclass
class Loop:
    """An open loop: where `continue` and `break` go, and how many cleanups were open outside it."""

    again: ir.Block
    out: ir.Block
    cleanups: int


class Builder:
    """See the module. `block` is None where the flow has ended."""

    def __init__(self, world: World, instance: FunctionInstance) -> None:
        self.world, self.inst, self.fn = world, instance, instance.ir
        self.block: ir.Block | None = None
        self.flow = Flow()
        self.incoming: dict[int, Flow] = {}
        self.slots: dict[str, ir.Local] = {}
        self.growing: dict[str, tuple[ir.Local, ir.Local]] = {}
        self.codes: dict[int, ir.Value] = {}  # of temporaries that are characters
        self.item_codes: dict[tuple[int, int], ir.Value] = {}  # of the items of tuples
        self.code_slots: dict[int, ir.Local] = {}  # by the identity of the variable
        self.node: ast.AST = instance.node
        self.loc = self.fn.loc
        self.loops: list[Loop] = []
        self.handler: ir.Block | None = None
        self.cleanups: list[object] = []
        self.poisoned_names: set[str] = set()
        self.iterated: set[str] = set()
        self.soft: set[str] = set()  # paths that an assignment narrowed and a call may change
        self.compared: dict[int, tuple[t.Type, t.Type]] = {}  # see equalities
        self.wanted_results: dict[int, t.Type] = {}
        self.caught: list[ir.Local] = []
        self.among_members = False  # the code is that for one member of a union
        self.loose = False  # nothing is declared of what is made here: it stands under `Any`
        self.converting = False  # the values at hand go to a function of Naja's own
        self.trying = False  # each type that a value can have is being tried
        self.swallows = False  # whether a `with` may end an exception

    # ---- places ---------------------------------------------------------------------------------

    def at(self, node: ast.AST) -> None:
        """Instructions from here on belong to `node`."""
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        if line:
            self.node = node
            self.loc = ir.Location(self.inst.source.shown, line, column + 1)

    # ---- blocks ---------------------------------------------------------------------------------

    def new_block(self, name: str) -> ir.Block:
        block = ir.Block(f"{name}.{len(self.fn.blocks)}")
        self.fn.blocks.append(block)
        return block

    def enter_block(self, block: ir.Block, fresh: bool = False) -> None:
        """Go on in `block` with the facts that all its predecessors share; the flow ends if it has
        none."""
        if fresh:
            self.block = block
            return
        flow = self.incoming.get(id(block))
        if flow is None:
            self.block = None
            self.fn.blocks.remove(block)
            return
        self.block, self.flow = block, flow.copy()

    def note_edge(self, target: ir.Block, flow: Flow) -> None:
        known_flow = self.incoming.get(id(target))
        if known_flow is None:
            self.incoming[id(target)] = flow.copy()
        else:
            known_flow.merge(flow)

    def goto(self, target: ir.Block) -> None:
        """Jump, if the flow has not ended."""
        if self.block is not None:
            self.note_edge(target, self.flow)
            self.emit(ir.Jump(loc=self.loc, target=target))

    def branch(
        self,
        condition: ir.Value,
        yes: ir.Block,
        no: ir.Block,
        yes_flow: Flow | None = None,
        no_flow: Flow | None = None,
        likely: bool | None = None,
    ) -> None:
        """Branch on a bool; a constant becomes a jump, so the dead side is never lowered."""
        if self.block is None:
            return
        if isinstance(condition, ir.Const):
            target, flow = (yes, yes_flow) if condition.value else (no, no_flow)
            self.note_edge(target, flow or self.flow)
            self.emit(ir.Jump(loc=self.loc, target=target))
            return
        self.note_edge(yes, yes_flow or self.flow)
        self.note_edge(no, no_flow or self.flow)
        self.emit(
            ir.Branch(loc=self.loc, condition=condition, then=yes, otherwise=no, likely=likely)
        )

    def emit(self, instr: ir.Instr) -> None:
        """Append to the current block; a terminator ends the flow."""
        if self.block is None:
            return
        self.block.instrs.append(instr)
        untraced = isinstance(instr, ir.Call) and not instr.function.traced
        calls = isinstance(instr, ir.Call | ir.Dispatch | ir.CallClosure | ir.Await)
        if calls and not untraced:
            for path in self.soft:
                self.flow.narrowed.pop(path, None)
            self.soft.clear()
            self.flow.stale.update(self.flow.narrowed)
        if isinstance(instr, ir.TERMINATORS):
            self.block = None

    # ---- values ---------------------------------------------------------------------------------

    def temp(self, type_: t.Type) -> ir.Temp:
        return self.fn.new_temp(known(type_))

    def local(self, name: str, type_: t.Type) -> ir.Local:
        made = ir.Local(name, known(type_))
        self.fn.locals.append(made)
        return made

    def load(self, local: ir.Local) -> ir.Value:
        if local.type is t.NONE:
            return ir.Const(t.NONE, None)
        dst = self.temp(local.type)
        self.emit(ir.LoadLocal(loc=self.loc, dst=dst, local=local))
        return dst

    def store(self, local: ir.Local, value: ir.Value) -> None:
        if local.type is not t.NONE:
            self.emit(ir.StoreLocal(loc=self.loc, local=local, value=value))

    def arith(
        self, op: str, left: ir.Value, right: ir.Value, type_: t.Type | None = None
    ) -> ir.Value:
        """Arithmetic without checks."""
        dst = self.temp(type_ or left.type)
        self.emit(ir.Arith(loc=self.loc, dst=dst, op=op, left=left, right=right))
        return dst

    def checked(self, op: str, left: ir.Value, right: ir.Value) -> ir.Value:
        """Arithmetic on int that raises OverflowError."""
        if self.inst.unchecked:
            return self.arith(op, left, right)
        dst = self.temp(t.INT)
        fail = self.world.runtime_function("errors", "overflow").ir
        self.emit(
            ir.Arith(
                loc=self.loc,
                dst=dst,
                op=op,
                left=left,
                right=right,
                checked=True,
                fail=fail,
                handler=self.handler,
            )
        )
        return dst

    def compare(self, op: str, left: ir.Value, right: ir.Value) -> ir.Value:
        dst = self.temp(t.BOOL)
        self.emit(ir.Compare(loc=self.loc, dst=dst, op=op, left=left, right=right))
        return dst

    def convert(self, value: ir.Value, type_: t.Type) -> ir.Value:
        """Between numbers, or between pointers, unchecked."""
        if value.type is type_:
            return value
        if (
            isinstance(value, ir.Const)
            and isinstance(type_, t.IntType)
            and isinstance(value.type, t.IntType)
        ):
            bits = int(value.value or 0) & ((1 << type_.bits) - 1)
            if type_.signed and bits >> (type_.bits - 1):
                bits -= 1 << type_.bits
            return ir.Const(type_, bits)
        if isinstance(value, ir.Const) and type_ is t.FLOAT and isinstance(value.value, int):
            return ir.Const(t.FLOAT, float(value.value))
        if isinstance(value, ir.StaticRef) and type_.is_pointer:
            return ir.StaticRef(type_, value.object)
        if isinstance(value, ir.Const) and type_.is_pointer and value.value is None:
            return ir.Const(type_, None)
        dst = self.temp(type_)
        self.emit(ir.Convert(loc=self.loc, dst=dst, value=value))
        return dst

    def negate(self, value: ir.Value) -> ir.Value:
        if isinstance(value, ir.Const):
            return ir.Const(t.BOOL, not value.value)
        return self.arith("xor", value, ir.Const(t.BOOL, True), t.BOOL)

    def get_field(self, target: ir.Value, name: str) -> ir.Value:
        """Load a field of a non-null object."""
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        fact = info.fields[name].read(self.inst)
        if info.fields[name].any:
            self.world.sites.loosen(fact)
        self._wait_for(fact)
        if self._is_scattered(info, name):
            return self.call_method(target, inheritance.GETTER + name, [], self.node)
        if self.has_flag(info, name):
            self.check_present(target, info, name)
        if fact is t.NONE:
            return ir.Const(t.NONE, None)
        dst = self.temp(fact)
        self.emit(
            ir.LoadField(loc=self.loc, dst=dst, object=target, layout=info.layout, field=name)
        )
        return dst

    def _wait_for(self, type_: t.Type) -> None:
        """`self.items.append(1)` may tell what an empty list holds, so its load goes on; the
        function is lowered again once it is known."""
        if isinstance(type_, t.ClassType) and has_var(type_) and variables(type_):
            self.inst.poisoned = True
            for variable in variables(type_):
                variable.readers.add(self.inst)
        else:
            self.need(type_)

    def set_field(self, target: ir.Value, name: str, value: ir.Value) -> None:
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        if self._is_scattered(info, name):
            self.call_method(target, inheritance.SETTER + name, [value], self.node)
            return
        if self.has_flag(info, name):
            self.set_flag(target, info, name, True)
        if value.type is not t.NONE:
            layout = info.layout
            self.emit(
                ir.StoreField(loc=self.loc, object=target, layout=layout, field=name, value=value)
            )

    def _is_scattered(self, info: ClassInfo, name: str) -> bool:
        """Whether the object's own class has to say where the field lies."""
        if is_protocol(info.cls):
            return True
        if not inheritance.is_joined(self.world, info.cls):
            return False
        info.users.add(self.inst)
        accessor = self.inst.function is not None and self.inst.function.__name__ in (
            inheritance.GETTER + name,
            inheritance.SETTER + name,
        )
        return name in info.scattered and not accessor

    def has_flag(self, info: ClassInfo, name: str) -> bool:
        raise NotImplementedError

    def check_present(self, target: ir.Value, info: ClassInfo, name: str) -> None:
        raise NotImplementedError

    def set_flag(self, target: ir.Value, info: ClassInfo, name: str, is_set: bool) -> None:
        raise NotImplementedError

    def call_method(
        self,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        node: ast.AST,
        keywords: list[Any] | None = None,
    ) -> ir.Value:
        raise NotImplementedError

    def in_doubt(self) -> bool:
        """Whether what fails here may be meant to fail when it runs."""
        tries = self.handler is not None and not self.inst.is_library
        return tries or self.inst.doubtful

    def call_instance(self, callee: FunctionInstance, args: list[ir.Value]) -> ir.Value:
        """Call with arguments that already have the parameters' types."""
        if self.in_doubt() or self.among_members:
            callee.doubt()
        self.world.reach_hollow(callee)
        result = self.world.result_of(callee, self.inst)
        if result is t.NEVER and not callee.result.fixed and callee.state == "new":
            raise Poisoned
        if callee.is_coroutine:
            dst: ir.Temp | None = self.temp(t.coroutine_type(result))
        else:
            dst = None if result in (t.NONE, t.NEVER) else self.temp(result)
        lazy = callee.is_coroutine
        self.emit(
            ir.Call(
                loc=self.loc,
                dst=dst,
                function=callee.ir,
                args=args,
                handler=self.handler,
                lazy=lazy,
            )
        )
        if result is t.NEVER and not callee.is_coroutine:
            self.emit(ir.Unreachable(loc=self.loc))
            return ir.Const(t.NEVER, None)
        return dst if dst is not None else ir.Const(t.NONE, None)

    def call_runtime(self, module: str, name: str, *args: ir.Value) -> ir.Value:
        """Call a function of the runtime without type parameters."""
        return self.call_instance(self.world.runtime_function(module, name), list(args))

    def allocate(self, type_: t.ClassType, extra: ir.Value | None = None) -> ir.Temp:
        """A new object with zero fields."""
        info = self.world.make_live(type_)
        dst = self.temp(type_)
        heap = self.world.runtime_function("heap", "allocate").ir
        self.emit(
            ir.Alloc(
                loc=self.loc,
                dst=dst,
                layout=info.layout,
                extra=extra,
                allocate=heap,
                handler=self.handler,
            )
        )
        return dst

    def need(self, type_: t.Type) -> t.Type:
        """`type_` if it is fully known; else wait for the fact that is missing."""
        type_ = known(type_)
        if has_var(type_):
            for variable in variables(type_):
                variable.readers.add(self.inst)
            raise Poisoned
        return type_
