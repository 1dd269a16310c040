"""Assignment: to names, attributes and items, plain, annotated, several at once."""

from __future__ import annotations

import ast
import dataclasses
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.opened import Place, Unreadable, is_opened
from naja.compiler.front.annotations.widening import grown
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import is_bare_final, is_named_tuple
from naja.compiler.front.classes.inheritance import WRITES
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.attributes import EXCEPTION_FIELDS
from naja.compiler.front.objects.descriptors import KEPT
from naja.compiler.front.problems import Poisoned, Undetermined, Unsupported
from naja.compiler.front.statements.nested_functions import build_time_names
from naja.compiler.front.values import Live, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance


class Assignments(Builder):
    """Lowers what stores a value."""

    def do_assign(self: Lowering, node: ast.Assign) -> None:
        if len(node.targets) == 1 and self._assign_pairwise(node.targets[0], node.value):
            return
        if len(node.targets) == 1 and self.assign_columns(node.targets[0], node.value):
            return
        if self.grows_itself(node) or self.makes_class(node):
            return
        expected = self.target_type(node.targets[0])
        first = node.targets[0]
        if isinstance(node.value, ast.Lambda) and isinstance(first, ast.Name) and expected is None:
            self.keep_defaults(node.value)
            if first.id not in self.rebound:
                self.nested[first.id] = node.value
                self.note_assigned(first.id)
                return
        if isinstance(first, ast.Tuple) and isinstance(node.value, ast.Await):
            value = self.awaited_apart(node.value)
        else:
            value = self._expected_value(node.value, expected, first)
        for target in node.targets:
            self.assign(target, value, node)

    def _expected_value(
        self: Lowering, node: ast.expr, expected: t.Type | None, target: ast.expr
    ) -> ir.Value:
        """The value for a target that holds `expected` so far; one without annotation may be given
        another type."""
        declared = self._is_declared(target)
        if expected is None or declared or id(node) in self.inst.plain:
            return self.value(node, expected if declared else None)
        try:
            return self.value(node, expected)
        except Unsupported:
            self.inst.plain.add(id(node))
            self.inst.invalidate()
            raise Poisoned from None

    def _is_declared(self: Lowering, target: ast.expr) -> bool:
        if isinstance(target, ast.Name):
            fact = self.inst.var_facts.get(target.id)
            return target.id in self.global_names or (fact is not None and fact.fixed)
        slot = self.slots.get(getattr(getattr(target, "value", None), "id", ""))
        type_ = None if slot is None else known(slot.type)
        if not isinstance(type_, t.ClassType) or not isinstance(target, ast.Attribute):
            return False
        fact = self.world.class_info(type_).fields.get(target.attr)
        return fact is not None and fact.fixed

    def _assign_pairwise(self: Lowering, target: ast.expr, value: ast.expr) -> bool:
        """a, b = c, d without a tuple."""
        if not (isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)) or len(
            target.elts
        ) != len(value.elts):
            return False
        if any(isinstance(e, ast.Starred) for e in [*target.elts, *value.elts]):
            return False
        values = [
            self.value(v, self.target_type(e)) for e, v in zip(target.elts, value.elts, strict=True)
        ]
        for element, item in zip(target.elts, values, strict=True):
            self.assign(element, item, element)
        return True

    def target_type(self: Lowering, target: ast.expr) -> t.Type | None:
        """The declared type of what is assigned to, as far as it is known without evaluating
        anything."""
        if isinstance(target, ast.Name):
            if target.id in self.global_names:
                return self.global_variable(target.id).type
            parameter = next((p for p in self.inst.parameters if p.name == target.id), None)
            if parameter is not None:
                return parameter.type
            fact = self.inst.var_facts.get(target.id)
            return known(fact.type) if fact is not None and fact.type is not t.UNKNOWN else None
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            return self._attribute_type(target)
        return None

    def _attribute_type(self: Lowering, target: ast.Attribute) -> t.Type | None:
        assert isinstance(target.value, ast.Name)
        slot = self.slots.get(target.value.id)
        if slot is None or not isinstance(slot.type, t.ClassType) or self.is_cell(target.value.id):
            return None
        fact = self.world.class_info(slot.type).fields.get(target.attr)
        if fact is None or has_var(fact.type):
            return None
        return fact.read(self.inst)

    def do_annassign(self: Lowering, node: ast.AnnAssign) -> None:
        if self._is_open_annotation(node.annotation):
            if node.value is not None:
                self.loose = True
                plain = ast.Assign([node.target], node.value)
                self.do_assign(ast.copy_location(plain, node))
                self.loose = False
            return
        if is_bare_final(node.annotation) and node.value is not None:
            self.assign(node.target, self.value(node.value), node)
            return
        try:
            type_ = self.evaluate_type(node.annotation)
        except Undetermined:  # a type variable of a function that this one is made in
            if node.value is not None:
                self.assign(node.target, self.value(node.value), node)
            return
        if isinstance(node.value, ast.Constant) and node.value.value is None:
            type_ = t.optional(type_)  # `best: Node = None`, as people write it
        if isinstance(node.target, ast.Name):
            if node.target.id not in self.global_names:
                self.declare(node.target.id, type_)
            if node.value is None:
                return
        elif node.value is None:
            return
        with self.blaming(Place(node.annotation)):
            value = self.typed_display(node.value, type_)
        self.assign(node.target, value, node)

    def _is_open_annotation(self: Lowering, node: ast.expr) -> bool:
        if self.inst.is_library or is_opened(node):
            return not self.inst.is_library
        try:
            live = self.evaluate_annotation(node)
        except Unsupported:
            if Unreadable.taken:
                return True
            raise
        return notations.is_open(live, self.inst.namespace)

    def typed_display(self: Lowering, node: ast.expr, type_: t.Type) -> ir.Value:
        value = self.value(node, type_)
        if self.fits(value.type, type_) or grown(type_, known(value.type)) is not None:
            return value
        return self.coerce(value, type_, node)

    def evaluate_type(
        self: Lowering, node: ast.expr, within: FunctionInstance | None = None
    ) -> t.Type:
        """The type that an annotation inside a function means."""
        inst = within or self.inst
        try:
            live = self.evaluate_annotation(node, inst)
            return notations.resolve(live, inst.env, inst.namespace, build_time_names(inst))
        except Unsupported as problem:
            problem.node = problem.node or node
            raise

    def evaluate_annotation(
        self: Lowering, node: ast.expr, within: FunctionInstance | None = None
    ) -> object:
        inst = within or self.inst
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            text = ast.unparse(node)
        try:
            return notations.evaluate(text, inst.namespace, build_time_names(inst))
        except Unsupported as problem:
            problem.node = node
            raise

    def assign(self: Lowering, target: ast.expr, value: ir.Value, node: ast.AST) -> None:
        if self.block is None and known(value.type) is t.NEVER:
            return
        if isinstance(target, ast.Name):
            self.assign_name(target.id, value, node)
        elif isinstance(target, ast.Attribute):
            if hasattr(target, "held"):
                self.widen_held(target.held[0], target.held[1], value)
            self._assign_attribute(target, value, node)
        elif isinstance(target, ast.Subscript):
            self._assign_item(target, value, node)
        elif isinstance(target, ast.Tuple | ast.List):
            self.unpack(target, value, node)
        else:
            raise Unsupported(target, "a starred target is not compiled here", "index the sequence")

    def _assign_attribute(
        self: Lowering, target: ast.Attribute, value: ir.Value, node: ast.AST
    ) -> None:
        owner_item = self.expression(target.value)
        if isinstance(owner_item, Live) and isinstance(owner_item.object, type):
            self.assign_class_attribute(owner_item.object, target, value, node)
            return
        owner = self.materialise(owner_item, None, target.value)
        self.each_member(
            self._owner(owner, target), lambda v: self._set_attribute(v, target, value, node)
        )

    def _set_attribute(
        self: Lowering, owner: ir.Value, target: ast.Attribute, value: ir.Value, node: ast.AST
    ) -> None:
        owner = self._object(owner, target)
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        if target.attr in EXCEPTION_FIELDS and bindings.builtin_class("BaseException") in info.mro:
            self._assign_chain(owner, EXCEPTION_FIELDS[target.attr], value, node)
            return
        if self.has_hook(type_, "__setattr__"):
            self.call_hook(owner, "__setattr__", target.attr, [value], node)
            self._forget(f"{path_of(target.value)}.{target.attr}")
            return
        if target.attr in info.fields:
            self._refuse_frozen(type_, target.attr, node)
        self.set_plain(owner, target, value, node)

    def set_plain(
        self: Lowering, owner: ir.Value, target: ast.Attribute, value: ir.Value, node: ast.AST
    ) -> None:
        """Set an attribute as `object` does: by what the class has under its name, or in the
        object."""
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        if self.set_described(owner, target.attr, value, node):
            self._forget(f"{path_of(target.value)}.{target.attr}")
            return
        if target.attr not in self.world.class_info(type_).fields:
            self._assign_property(owner, type_, target, value, node)
            return
        self.refuse_settled(type_.cls, target.attr, node)
        declared = self.store_field(owner, target.attr, value, node)
        if has_var(declared):
            return
        path = f"{path_of(target.value)}.{target.attr}"
        self._forget(path)
        if path_of(target.value):
            self._narrow_assigned(path, declared, value.type)

    def store_field(
        self: Lowering, owner: ir.Value, name: str, value: ir.Value, node: ast.AST
    ) -> t.Type:
        """Store into a field, whose type grows if it may; its type then."""
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        fact = self.world.class_info(type_).fields.get(name)
        if fact is None:
            reason = f"{type_.name} has no attribute '{name.removeprefix(KEPT)}'"
            raise Unsupported(node, reason, "set it in __init__, or annotate it in the class")
        if not fact.fixed:
            if not self.fits(value.type, fact.type):
                fact.grow(known(value.type))
            fact.readers.add(self.inst)
        else:
            fact.take(value.type)
        declared = fact.read(self.inst)
        if not has_var(declared):
            with self.blaming(self.field_place(self.world.class_info(type_), name)):
                stored = self.coerce(value, declared, node)
            self.set_field(owner, name, stored)
        return declared

    def _assign_chain(
        self: Lowering, error: ir.Value, name: str, value: ir.Value, node: ast.AST
    ) -> None:
        """error.__cause__ = …, and its like; a cause hides the context."""
        type_ = known(error.type)
        assert isinstance(type_, t.ClassType)
        declared = known(self.world.class_info(type_).fields[name].type)
        if name == "cause":
            self.set_field(error, "context_hidden", const_bool(True))
        self.set_field(error, name, self.coerce(value, declared, node))

    def _no_setter(self, cls: type, name: str) -> str:
        return f"property {name!r} of {cls.__qualname__!r} object has no setter"

    def _refuse_frozen(
        self: Lowering, type_: t.ClassType, name: str, node: ast.AST, verb: str = "assign to"
    ) -> None:
        """Fields of frozen dataclasses and items of named tuples cannot be set."""
        parameters = getattr(type_.cls, "__dataclass_params__", None)
        if self.inst.source.path.startswith("<"):
            return
        if is_named_tuple(type_.cls) and name in vars(type_.cls).get("_fields", (name,)):
            reason = f"{type_.name} is a tuple: its items cannot be assigned"
            remedy = f"make a new one: x._replace({name}=…)"
            text = "can't set attribute" if verb == "assign to" else "can't delete attribute"
            raise Unsupported(node, reason, remedy).as_certain(AttributeError, text)
        if parameters is not None and parameters.frozen:
            raise Unsupported(
                node,
                f"{type_.name} is frozen: its attributes cannot be assigned",
                "make a new object, or leave out frozen=True",
            ).as_certain(dataclasses.FrozenInstanceError, f"cannot {verb} field {name!r}")

    def _owner(self: Lowering, owner: ir.Value, target: ast.Attribute) -> ir.Value:
        """What an attribute is set on, None raising as it does under CPython."""
        type_ = self.need(owner.type)
        optional = isinstance(type_, t.UnionType) and type_.optional
        return self.present(owner, target.attr) if optional else owner

    def _object(self: Lowering, owner: ir.Value, target: ast.Attribute) -> ir.Value:
        if not isinstance(known(owner.type), t.ClassType):
            raise Unsupported(
                target,
                f"attributes of {known(owner.type).name} cannot be set",
                "test its type first with isinstance",
            )
        return owner

    def _assign_property(
        self: Lowering,
        owner: ir.Value,
        type_: t.ClassType,
        target: ast.Attribute,
        value: ir.Value,
        node: ast.AST,
    ) -> None:
        found = self.world.class_info(type_).find(target.attr)
        if self.change_property(owner, WRITES + target.attr, [value], node):
            return
        if found is not None and isinstance(found[1], property):
            raise Unsupported(
                node,
                f"the property '{target.attr}' of {type_.name} has no setter",
                f"define one with @{target.attr}.setter",
            ).as_certain(AttributeError, self._no_setter(type_.cls, target.attr))
        raise Unsupported(
            node,
            f"{type_.name} has no attribute '{target.attr}'",
            "set it in __init__, or annotate it in the class",
        )

    def _assign_item(self: Lowering, target: ast.Subscript, value: ir.Value, node: ast.AST) -> None:
        if self.set_names_item(target, value) or self.set_table_item(target, value):
            return
        owner = self.value(target.value)
        type_ = known(owner.type)
        if isinstance(type_, t.PtrType):
            index = self.typed(target.slice, t.INT)
            stored = self.store_number(value, type_.item, node)
            self.emit(ir.StorePtr(loc=self.loc, pointer=owner, index=index, value=stored))
        elif isinstance(target.slice, ast.Slice) and (
            made := self.slice_object(owner, target.slice, "__setitem__", node)
        ):
            self.call_method(owner, "__setitem__", [made, value], node)
        elif isinstance(target.slice, ast.Slice):
            value = self._slice_values(owner, value, node)
            if target.slice.step is not None:
                stepped = [*self.stepped_bounds(target.slice), value]
                self.call_method(owner, "__setslice_step__", stepped, node)
            else:
                bounds = [*self.slice_bounds(target.slice), value]
                self.call_method(owner, "__setslice__", bounds, node)
        else:
            self.call_method(owner, "__setitem__", [target.slice, value], node)
        self.forget_items(target.value)
        self.narrow_item(target, type_, value.type)

    def narrow_item(self: Lowering, target: ast.Subscript, owner: t.Type, actual: t.Type) -> None:
        """`d["k"] = 5`: what is there until something may change it."""
        owner = known(owner)
        if not isinstance(owner, t.ClassType) or not owner.args or not path_of(target):
            return
        if t.DISPLAY_NAMES.get(owner.cls, "") in ("dict", "list"):
            self._narrow_assigned(path_of(target), owner.args[-1], actual)

    def _slice_values(self: Lowering, owner: ir.Value, value: ir.Value, node: ast.AST) -> ir.Value:
        """`xs[1:2] = range(3)`: a list takes any iterable."""
        cls = bindings.builtin_class("list")
        type_, have = known(owner.type), known(value.type)
        if not isinstance(type_, t.ClassType) or type_.cls is not cls:
            return value
        if has_var(have) or (isinstance(have, t.ClassType) and have.cls is cls):
            return value
        return self.collect(cls, value, type_, node)

    def store_number(self: Lowering, value: ir.Value, type_: t.Type, node: ast.AST) -> ir.Value:
        """Through a raw pointer, an int is stored as its low bits."""
        if isinstance(type_, t.IntType) and isinstance(known(value.type), t.IntType):
            return self.convert(value, type_)
        return self.coerce(value, type_, node)
