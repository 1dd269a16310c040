"""Local variables, captured variables and module variables: reading, assigning, narrowing.

A local without annotation has the join of all that is assigned to it; a reassignment that widens
the type makes the function be lowered again. A variable that a nested function captures and that
changes afterwards lives in a heap cell.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import Fact, has_var, join, known, variables
from naja.compiler.front.annotations.widening import grown
from naja.compiler.front.classes.surroundings import changing_names
from naja.compiler.front.expressions.coercion import Coercion
from naja.compiler.front.expressions.paths import is_below, is_inside, mentions, path_of
from naja.compiler.front.instance import Parameter
from naja.compiler.front.names import (
    FOLDED,
    assigned_names,
    nonlocal_names,
    parameter_names,
    rebound_names,
    store_counts,
    used_at_once,
    used_names,
)
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.freeze import type_of_value
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.sources import FUNCTIONS
from naja.compiler.front.trees import walk_own
from naja.compiler.front.values import BoundMethod, Expression, Live, NestedFunction, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Variables(Coercion):
    """Names → storage."""

    slots: dict[str, ir.Local]
    nested: dict[str, ast.AST]
    global_names: set[str]
    own_names: set[str]
    rebound: set[str]

    def prepare_variables(self: Lowering) -> None:
        """Find which names are this function's own and which of them nested functions capture."""
        node = self.inst.node
        body: list[Any] = node.body if isinstance(node.body, list) else [node.body]
        own = walk_own(body)
        self.global_names = {name for n in own if isinstance(n, ast.Global) for name in n.names}
        if self.inst is self.world.main:
            self.global_names |= self.inst.source.main_names
        outer = {name for n in own if isinstance(n, ast.Nonlocal) for name in n.names}
        names = assigned_names(body) - self.global_names - outer
        self.own_names = names | {p.name for p in self.inst.parameters}
        self.rebound = rebound_names(body)
        self.slots, self.nested = {}, self.inst.nested
        self.nested.clear()
        at_once = {id(a) for n in own if isinstance(n, ast.Call) for a in used_at_once(n)}
        nested = [n for n in own if isinstance(n, FUNCTIONS)]
        nested += [n for n in own if isinstance(n, ast.GeneratorExp) and id(n) not in at_once]
        counts = store_counts(body) if nested else {}
        for inner in nested:
            for name in used_names(inner) & self.own_names:
                changes = counts.get(name, 0) + (1 if name in parameter_names(self.inst) else 0)
                if changes > 1 or name in nonlocal_names(inner):
                    self.inst.cells.add(name)
        self.inst.cells |= changing_names(own, self.own_names)

    def add_parameters(self: Lowering) -> None:
        """Parameters and captured variables become the first locals."""
        for capture in self.inst.captures:
            type_ = self.cell_type(capture.type) if capture.cell else capture.type
            self.slots[capture.name] = self._parameter(capture.name, type_)
            self.flow.assigned.add(capture.name)
        for parameter in self.inst.parameters:
            if parameter.type is t.UNKNOWN:
                raise Unsupported(
                    self.inst.node,
                    f"parameter {parameter.name} of {self.inst.name} has no annotation",
                    f"annotate it, for example `{parameter.name}: int`",
                )
            if self._takes_anything(parameter.name):
                self.world.sites.loosen(parameter.type)
            local = self._parameter(parameter.name, parameter.type)
            self.flow.assigned.add(parameter.name)
            fact = self.inst.var_facts.get(parameter.name)
            wide = parameter.type if fact is None else known(fact.type)
            if parameter.name in self.inst.cells:
                value = self.coerce(self.load(local), wide)
                self.slots[parameter.name] = self._new_cell(parameter.name, wide)
                self.set_field(self.load(self.slots[parameter.name]), "value", value)
            elif wide is not parameter.type:
                self.slots[parameter.name] = self.local(parameter.name, wide)
                self.store(self.slots[parameter.name], self.coerce(self.load(local), wide))
                self._narrow_assigned(parameter.name, wide, parameter.type)
            else:
                self.slots[parameter.name] = local

    def _takes_anything(self: Lowering, name: str) -> bool:
        """Whether a parameter's annotation mentions Any."""
        function = self.inst.function
        if function is None or self.inst.is_library or name not in sources.hints(function):
            return False
        return notations.stated(function, name) is None

    def _parameter(self: Lowering, name: str, type_: t.Type) -> ir.Local:
        local = self.local(name, type_)
        self.fn.params.append(local)
        return local

    # ---- cells ----------------------------------------------------------------------------------

    def cell_type(self: Lowering, type_: t.Type) -> t.ClassType:
        return t.class_type(bindings.runtime("boxes", "Box"), (known(type_),))

    def _new_cell(self: Lowering, name: str, type_: t.Type) -> ir.Local:
        """One cell for a call of the function, also for a variable that is bound in a loop."""
        cell = self.local(name, self.cell_type(type_))
        here, handler, self.block, self.handler = self.block, self.handler, self.fn.blocks[0], None
        body, self.block.instrs = self.block.instrs, []
        self.store(cell, self.allocate(self.cell_type(type_)))
        self.block.instrs += body
        self.block, self.handler = here, handler
        return cell

    def is_cell(self: Lowering, name: str) -> bool:
        return name in self.inst.cells or any(c.name == name and c.cell for c in self.inst.captures)

    # ---- reading --------------------------------------------------------------------------------

    def name(self: Lowering, node: ast.Name) -> Expression:
        """What a name means here."""
        name = node.id
        if name in self.poisoned_names:
            raise Poisoned
        if name in self.nested:
            if name not in self.flow.assigned:
                self._check_assigned(name, node)
            return NestedFunction(self.nested[name])
        if name in self.slots or (name in self.own_names and name not in self.global_names):
            return self.read_local(name, node)
        return self.mentioned(self.outer_name(name, node))

    def outer_name(self: Lowering, name: str, node: ast.AST) -> Expression:
        """A name of the enclosing functions (build time), the module or the builtins."""
        parent = self.inst.parent
        while parent is not None:
            if name in parent.nested:
                return NestedFunction(parent.nested[name], parent)
            if name in parent.scope:
                return self.live_or_value(parent.scope[name], name)
            parent = parent.parent
        if name in self.inst.scope:
            return self.live_or_value(self.inst.scope[name], name)
        namespace = self.inst.namespace
        main = self.world.main
        if name == "__name__" and main is not None and namespace is main.namespace:
            return self.world.freezer.string(
                "__main__"
            )  # at build time it was imported under another name
        if name in namespace:
            if self.inst.source.is_variable(name, namespace[name]):
                return self._read_global(name)
            return self.live_or_value(namespace[name], name)
        if hasattr(builtins, name):
            return Live(getattr(builtins, name), name)
        if name == "__class__" and self.inst.owner is not None:
            return Live(self.inst.owner.cls, name)
        raise Unsupported(
            node,
            f"the name '{name}' is not defined when the program has been imported",
            "define it at module level before it is used, or correct the spelling",
        ).as_raised("name_error", f"name '{name}' is not defined")

    def live_or_value(self: Lowering, live: Any, name: str) -> Expression:
        """Numbers, strings and None fold into the code; all else stays a build-time object until
        it is used."""
        if isinstance(live, NestedFunction | BoundMethod | Live):
            return live
        if type(live) in FOLDED:
            return self.world.freezer.value(live, type_of_value(live), name)
        return Live(live, name)

    def read_local(self: Lowering, name: str, node: ast.AST) -> ir.Value:
        slot = self.slots.get(name) or self._slot_from_fact(name)
        if name not in self.flow.assigned:
            self._check_assigned(name, node)
        value = self.load(slot)
        if isinstance(known(value.type), t.NamedType):
            return self.named_dict(value, node)
        if self.is_cell(name):
            value = self.get_field(value, "value")
            return self._recheck(name, value) if name in self.flow.narrowed else value
        return self.narrowed_value(name, value)

    def _slot_from_fact(self: Lowering, name: str) -> ir.Local:
        """Storage for a variable that is read above its first assignment in the text."""
        fact = self.inst.var_facts.setdefault(name, Fact(t.UNKNOWN))
        type_ = fact.read(self.inst)
        if type_ is t.UNKNOWN:
            fact.readers.add(self.inst)
            raise Poisoned
        return self._slot(name, type_)

    def _check_assigned(self: Lowering, name: str, node: ast.AST, free: bool = False) -> None:
        """The variable may have no value here: test its flag, as CPython does. free: a nested
        function is about to use it."""
        if name not in self.inst.flagged:
            self.inst.flagged.add(name)
            self.inst.invalidate()
        good, bad = self.new_block("assigned"), self.new_block("unassigned")
        self.branch(self.load(self._flag(name)), good, bad, likely=True)
        self.enter_block(bad)
        error = self._unbound(name, free)
        self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))
        self.enter_block(good)
        self.flow.assigned.add(name)

    def _unbound(self: Lowering, name: str, free: bool) -> ir.Value:
        """The exception for a variable without a value; those of the main block are globals."""
        if self.inst is self.world.main:
            text = self.world.freezer.string(f"name '{name}' is not defined")
            return self.call_runtime("errors", "name_error", text)
        if free:
            text = self.world.freezer.string(
                f"cannot access free variable '{name}' where it is not associated with a value"
                " in enclosing scope"
            )
            return self.call_runtime("errors", "name_error", text)
        text = self.world.freezer.string(
            f"cannot access local variable '{name}' where it is not associated with a value"
        )
        return self.call_runtime("errors", "unbound_local", text)

    def narrowed_value(self: Lowering, path: str, value: ir.Value) -> ir.Value:
        """The value under the type that the flow has proved for its path."""
        narrow = self.flow.narrowed.get(path)
        return value if narrow is None or narrow is value.type else self.unwrap(value, narrow)

    def _read_global(self: Lowering, name: str) -> ir.Value:
        open_ = self._open_global(name)
        if open_ is not None:
            return open_
        static = self.global_variable(name)
        if static.type is t.NONE:
            return ir.Const(t.NONE, None)
        dst = self.temp(static.type)
        self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
        return self._recheck(name, dst) if name in self.flow.narrowed else dst

    def _open_global(self: Lowering, name: str) -> ir.Value | None:
        """A variable with an empty collection: what is done with it tells what it will hold."""
        if name not in self.inst.namespace:
            return None
        type_ = self.world.global_fact(self.inst.namespace, name).read(self.inst)
        return self.pending(type_) if variables(type_) else None

    def global_variable(self: Lowering, name: str) -> ir.StaticObject:
        """The storage of a module variable that some function rebinds."""
        namespace = self.inst.namespace
        if name not in namespace:
            raise Unsupported(
                self.node,
                f"the global '{name}' has no value at build time",
                "give it one at module level",
            )
        return self.variable_of(namespace, name)

    def variable_of(self: Lowering, namespace: dict[str, Any], name: str) -> ir.StaticObject:
        """The storage of a module's variable, under the type that is known of it so far."""
        fact = self.world.global_fact(namespace, name)
        type_ = fact.read(self.inst)
        if variables(type_):
            self.need(type_)
        if has_var(type_):
            raise Unsupported(
                self.node,
                f"the type of the global '{name}' is not known",
                f"annotate it at module level, for example `{name}: list[int] = []`",
            )
        return self.world.freezer.variable(id(namespace), name, namespace[name], type_)

    def _assign_global(self: Lowering, name: str, value: ir.Value, node: ast.AST) -> None:
        fact = self.world.global_fact(self.inst.namespace, name)
        if not fact.fixed and not self.fits(value.type, fact.type) and not has_var(value.type):
            fact.grow(known(value.type))
        fact.take(value.type)
        static = self.global_variable(name)
        self.emit(
            ir.StoreStatic(loc=self.loc, object=static, value=self.coerce(value, static.type, node))
        )
        self._narrow_assigned(name, static.type, value.type)

    # ---- assigning ------------------------------------------------------------------------------

    def declare(self: Lowering, name: str, type_: t.Type) -> None:
        """An annotated local."""
        fact = self.inst.var_facts.get(name)
        if fact is None or not fact.fixed:
            self.inst.var_facts[name] = Fact(type_, fixed=True, open_=not self.inst.is_library)

    def assign_name(self: Lowering, name: str, value: ir.Value, node: ast.AST) -> None:
        if name in self.global_names:
            self._assign_global(name, value, node)
            return
        self.poisoned_names.discard(name)
        if name in self.slots and name not in self.own_names:
            self._assign_captured(name, value, node)
            return
        type_ = self._variable_type(name, value, node)
        slot = self._slot(name, type_)
        with self.blaming(self.variable_place(name)):
            stored = self.coerce(value, type_, node)
        if self.is_cell(name):
            self.set_field(self.load(slot), "value", stored)
        else:
            self.store(slot, stored)
        self.flow.assigned.add(name)
        self._forget(name)
        self._narrow_assigned(name, type_, value.type)
        if name in self.inst.flagged:
            self.store(self._flag(name), const_bool(True))

    def note_assigned(self: Lowering, name: str) -> None:
        """The name of a nested function has its value from here on."""
        self.flow.assigned.add(name)
        if name in self.inst.flagged:
            self.store(self._flag(name), const_bool(True))

    def _assign_captured(self: Lowering, name: str, value: ir.Value, node: ast.AST) -> None:
        cell = self.load(self.slots[name])
        type_ = known(cell.type)
        assert isinstance(type_, t.ClassType)
        if self._widens_captured(name, value, type_.args[0]):
            return
        self.set_field(cell, "value", self.coerce(value, type_.args[0], node))
        self._forget(name)

    def _widens_captured(self: Lowering, name: str, value: ir.Value, type_: t.Type) -> bool:
        """A variable of a function around this one gets a value of another type: that function is
        lowered again, and calls another instance of this one."""
        outer = self.inst.parent
        while outer is not None and any(c.name == name for c in outer.captures):
            outer = outer.parent
        if outer is None or self.inst.is_library or self.fits(value.type, type_):
            return False
        fact = outer.var_facts.setdefault(name, Fact(type_))
        if fact.fixed or has_var(value.type) or has_var(type_):
            return False
        fact.grow(join(type_, value.type))
        outer.invalidate()
        return True

    def _variable_type(self: Lowering, name: str, value: ir.Value, node: ast.AST) -> t.Type:
        type_ = known(value.type)
        parameter = next((p for p in self.inst.parameters if p.name == name), None)
        hidden = name in self.iterated or name in self.inst.var_facts
        if parameter is not None and not hidden:
            if self.fits(type_, parameter.type) or not self._rebinds(parameter, type_):
                return parameter.type
            self.inst.var_facts[name] = Fact(parameter.type)
        fact = self.inst.var_facts.setdefault(name, Fact(t.UNKNOWN))
        if fact.fixed:
            if fact.take(type_):
                self.inst.dirty = True
            return known(fact.type)
        before = known(fact.type)
        if type_ is t.NEVER:
            raise Poisoned
        if not self.fits(type_, before):
            joined = join(before, type_)
            fact.grow(joined)
            if before is not t.UNKNOWN and joined is not before:
                self.inst.dirty = True
        return known(fact.type)

    def _rebinds(self: Lowering, parameter: Parameter, type_: t.Type) -> bool:
        """Whether a parameter may be given a value that its argument's type does not hold."""
        declared = parameter.declared
        if self.inst.is_library or has_var(parameter.type):
            return False
        if declared is None:
            return parameter.name not in ("self", "cls")
        return self.fits(type_, declared) or grown(declared, type_) is not None

    def _slot(self: Lowering, name: str, type_: t.Type) -> ir.Local:
        slot = self.slots.get(name)
        if slot is None:
            if name in self.inst.cells:
                slot = self._new_cell(name, type_)
            else:
                slot = self.local(name, type_)
            self.slots[name] = slot
        elif name not in self.inst.cells:
            slot.type = type_
        return slot

    def unassign(self: Lowering, name: str) -> None:
        """From here on the variable has no value."""
        if name in self.global_names:
            reason = f"functions use '{name}' of the module, which would have no value"
            raise Unsupported(self.node, reason, "use another name here, or assign None")
        self.flow.assigned.discard(name)
        if name in self.inst.flagged:
            self.store(self._flag(name), const_bool(False))

    def _flag(self: Lowering, name: str) -> ir.Local:
        key = f"{name}?"
        if key not in self.slots:
            self.slots[key] = flag = self.local(key, t.BOOL)
            start = ir.StoreLocal(loc=self.fn.loc, local=flag, value=const_bool(False))
            self.fn.blocks[0].instrs.insert(0, start)
        return self.slots[key]

    def _forget(self: Lowering, name: str) -> None:
        """What was proved of this name and its attributes no longer holds."""
        for path in list(self.flow.narrowed):
            if path == name or is_below(path, name) or ("[" in path and mentions(path, {name})):
                del self.flow.narrowed[path]

    def forget_items(self, container: ast.expr) -> None:
        """Some item of the container has changed or moved."""
        path = path_of(container)
        for other in [p for p in self.flow.narrowed if path and p.startswith(path + "[")]:
            del self.flow.narrowed[other]

    def is_shared(self, path: str) -> bool:
        """Whether other functions can change what is there."""
        return is_inside(path) or path not in self.slots or self.is_cell(path)

    def _narrow_assigned(self: Lowering, path: str, declared: t.Type, actual: t.Type) -> None:
        actual = known(actual)
        if actual is declared or has_var(actual):
            return
        both = isinstance(declared, t.ClassType) and isinstance(actual, t.ClassType)
        if (
            declared is t.OBJECT
            or both
            or (
                isinstance(declared, t.UnionType)
                and (actual in declared.items or isinstance(actual, t.UnionType))
            )
        ):
            self.flow.prove(path, actual)
            if self.is_shared(path):
                self.soft.add(path)
