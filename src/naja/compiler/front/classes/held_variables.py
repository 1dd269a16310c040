"""What functions do for the classes in them that use their variables (`surroundings`): the cells
are put in force where the class is defined and mentioned, and into each new object."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import Fact, has_var, join, known, variables
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.surroundings import Held, Surroundings, of, own, this_of
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.values import Expression, Live, NestedFunction, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance


class ClassSurroundings(Builder):
    """See the module."""

    def surround(self: Lowering, cls: type, node: ast.ClassDef) -> None:
        """The class statement runs: its cells are those of this call of the function."""
        found = own(cls)
        if found is None:
            return
        if found.once:
            self.refuse_again(found.cls)
        for name in found.names:
            if name not in self.flow.assigned:
                reason = f"'{name}', which the class {node.name} uses, has no value yet"
                raise Unsupported(node, reason, "assign it before the class statement")
            if name in self.nested:
                self._hold_function(found, name)
        self._put_all(found)

    def _hold_function(self: Lowering, found: Surroundings, name: str) -> None:
        value = self.known_value(NestedFunction(self.nested[name]))
        assert value is not None
        type_ = self.cell_type(self.need(value.type))
        cell = self.allocate(type_)
        self.set_field(cell, "value", value)
        self.slots[found.field(name)] = slot = self.local(found.field(name), type_)
        self.store(slot, cell)

    def refuse_again(self: Lowering, cls: type) -> None:
        """Raise where the class statement has run before."""
        key = ("made", cls)
        if key not in self.world.freezer.strings:
            flag = ir.StaticObject(self.world.symbol("made"), "variable", t.BOOL, True)
            flag.items = [const_bool(False)]
            self.world.freezer.strings[key] = flag
        flag = self.world.freezer.strings[key]
        before = self.temp(t.BOOL)
        self.emit(ir.LoadStatic(loc=self.loc, dst=before, object=flag))
        again, first = self.new_block("again"), self.new_block("first")
        self.branch(before, again, first)
        self.enter_block(again)
        text = f"the class {cls.__name__} is made a second time, with values of its own"
        self.raise_runtime("runtime_error", self.text(text))
        self.enter_block(first)
        self.emit(ir.StoreStatic(loc=self.loc, object=flag, value=const_bool(True)))

    def _put_all(self: Lowering, found: Surroundings) -> None:
        """Objects that are made from here on hold the cells of this function."""
        for name in found.names:
            slot = self.slots.get(found.field(name)) or self.slots[name]
            self._same_type(found, name, known(slot.type))
            self._put_cell(found, name, self.load(slot))

    def _same_type(self: Lowering, found: Surroundings, name: str, type_: t.Type) -> None:
        """All runs of the statement have cells of one type, which all assignments fit."""
        fact = self._fact_of(found, name)
        before = fact.read(self.inst)
        if before is type_:
            return
        if before is t.UNKNOWN:
            fact.replace(type_)
            return
        assert isinstance(before, t.ClassType) and isinstance(type_, t.ClassType)
        whole = join(before.args[0], type_.args[0])
        fact.replace(self.cell_type(whole))
        if whole is not type_.args[0] and name in self.own_names:
            variable = self.inst.var_facts.setdefault(name, Fact(type_.args[0]))
            if variable.fixed:
                reason = f"the class {found.cls.__name__} gives '{name}' another type"
                raise Unsupported(self.node, reason, "annotate the variable with both types")
            variable.grow(whole)
            self.inst.dirty = True
        raise Poisoned

    def widen_held(self: Lowering, found: Surroundings, name: str, value: ir.Value) -> None:
        """A method assigns to the variable."""
        fact = self._fact_of(found, name)
        type_ = fact.read(self.inst)
        if isinstance(type_, t.ClassType) and not has_var(value.type):
            have = type_.args[0]
            if not has_var(have) and not self.fits(value.type, have):
                fact.replace(self.cell_type(join(have, value.type)))
                raise Poisoned

    def _put_cell(self: Lowering, found: Surroundings, name: str, cell: ir.Value) -> None:
        static = self._static_cell(found, name)
        if static.type is not known(cell.type):
            raise Poisoned
        self.emit(ir.StoreStatic(loc=self.loc, object=static, value=cell))

    def _fact_of(self: Lowering, found: Surroundings, name: str) -> Fact:
        """What is known of the type of a cell."""
        if found.objects:
            info: ClassInfo = self.world.class_info(t.class_type(found.cls))
            return info.fields[found.field(name)]
        return self.world.global_facts.setdefault((id(found), name), Fact(t.UNKNOWN))

    def _static_cell(self: Lowering, found: Surroundings, name: str) -> ir.StaticObject:
        type_ = known(self._fact_of(found, name).read(self.inst))
        if type_ is t.UNKNOWN:
            raise Poisoned
        if has_var(type_):  # what an empty collection holds may be told by what comes next
            self.inst.poisoned = True
            for variable in variables(type_):
                variable.readers.add(self.inst)
        key = ("around", found.cls, name)
        if key not in self.world.freezer.strings:
            made = ir.StaticObject(self.world.symbol(name), "variable", type_, True)
            self.world.freezer.strings[key] = made
        static: ir.StaticObject = self.world.freezer.strings[key]
        static.type, static.items = type_, [ir.Const(type_, None)]
        return static

    def _load_cell(self: Lowering, found: Surroundings, name: str) -> ir.Value:
        static = self._static_cell(found, name)
        dst = self.temp(static.type)
        self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
        return dst

    def on_held(self: Lowering, node: Held, expected: t.Type | None) -> Expression:
        return self._load_cell(node.around, node.variable)

    def hold_surroundings(self: Lowering, cls: type, target: ir.Value) -> None:
        """A new object of the class."""
        for found in of(cls):
            for name in found.names if found.objects else ():
                self.set_field(target, found.field(name), self._load_cell(found, name))

    # ---- mentions ---------------------------------------------------------------------------

    def mentioned(self: Lowering, item: Expression) -> Expression:
        """A name turned out to mean `item`: of a class with surroundings, those that belong to the
        place are put in force."""
        if isinstance(item, Live) and isinstance(item.object, type):
            for found in of(item.object):
                if not self._fill_here(found) and not found.once:
                    found.once = self.world.discovered = True
        return item

    def _fill_here(self: Lowering, found: Surroundings) -> bool:
        if self.inst.node is found.definer:
            if all(found.field(n) in self.slots or n in self.slots for n in found.names):
                self._put_all(found)
            return True
        outer, inside = self.inst, False
        while outer.parent is not None:
            outer = outer.parent
            inside |= outer.node is found.definer
        carried = [n for n in found.names if n in self.slots and n not in self.own_names]
        if inside and carried == found.names and all(self.is_cell(n) for n in carried):
            self._put_all(found)
            return True
        this = _this(outer)
        if this is None or this not in self.slots:
            return False
        assert outer.owner is not None
        has = found if found in of(outer.owner.cls) else own(outer.owner.cls)
        if has is None or not set(found.names) <= set(has.names):
            return False
        for name in found.names:
            value = self.get_field(self.load(self.slots[this]), has.field(name))
            self._put_cell(found, name, value)
        return True

    def names_of_classes(self: Lowering, names: set[str]) -> set[str]:
        """What a nested function needs so that the classes it mentions find their cells."""
        more: set[str] = set()
        outer: FunctionInstance | None = self.inst
        while outer is not None:
            for name in names & set(outer.scope):
                live = outer.scope[name]
                for found in of(live) if isinstance(live, type) else ():
                    this = _this(outer)
                    more |= set(found.names) if this is None else {this}
            outer = outer.parent
        return more


def _this(instance: FunctionInstance) -> str | None:
    """The name of the object in a method of a local class."""
    function = instance.function
    cls = sources.local_functions.get(id(getattr(function, "__code__", None)))
    return this_of(cls, instance.node) if cls is not None else None
