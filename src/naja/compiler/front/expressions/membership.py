"""`in`, and what containers take for the same item."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.enums import is_enum, stands_for_value
from naja.compiler.front.expressions.equalities import ANYTHING
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Live, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

COLLECTIONS = ("list", "set", "frozenset", "dict", "tuple")


class Membership(Builder):
    """See the module."""

    def membership(
        self: Lowering,
        op: ast.cmpop,
        left: ir.Value,
        left_node: ast.expr,
        right_node: ast.expr,
        node: ast.AST,
    ) -> ir.Value:
        display = isinstance(right_node, ast.Tuple | ast.List | ast.Set)
        if display and not any(isinstance(e, ast.Starred) for e in right_node.elts):  # type: ignore[attr-defined]
            items = [self.value(item, left.type) for item in right_node.elts]  # type: ignore[attr-defined]
            if isinstance(right_node, ast.Set):
                self._refuse_unhashable(left)
            result = self._any_same(left, items, node)  # once all have been evaluated
            compared = t.union_type([known(item.type) for item in items])
            self.note_compared(left_node, left.type, compared)
        else:
            found = self.expression(right_node)
            if isinstance(found, Live) and is_enum(found.object):
                return self._is_enum_member(op, left, found.object, node)
            container = self.materialise(found, None, right_node)
            result = self.contains(container, left, node)
            self.note_compared(left_node, left.type, self.items_of(container.type))
        return result if isinstance(op, ast.In) else self.negate(result)

    def contains(self: Lowering, container: ir.Value, left: ir.Value, node: ast.AST) -> ir.Value:
        """left in container."""
        container = self.plain_tuple(container)
        plain = None if self.has_method(container.type, "__contains__") else container
        container = (plain and self.plain_of_enum(plain)) or container
        among = self.is_among(container, left)
        if among is not None:
            return among
        type_ = self.need(container.type)
        if isinstance(type_, t.TupleType):
            parts = [self.tuple_item(container, at, item) for at, item in enumerate(type_.items)]
            return self._any_same(left, parts, node)
        if isinstance(type_, t.UnionType) and not type_.optional:
            return self.per_member(container, lambda v: self.contains(v, left, node))
        if self._asks_for_text(type_, left):
            return self._text_inside(container, left, node)
        if self._holds_values(type_, left):
            live = bindings.runtime("anything", "holds")
            return self.call_function(live, None, [container, left], [], node)
        if self._never_inside(type_, left):
            return const_bool(False)
        apart = self.held_apart(container, left)
        if apart is not None:
            return apart
        several = [ir.Const(m, None) for m in self.members(known(left.type))]
        if len(several) > 1 and any(self._never_inside(type_, m) for m in several):
            return self.per_member(left, lambda v: self.contains(container, v, node))
        if self.has_method(type_, "__contains__"):
            return self.call_method(container, "__contains__", [left], node)
        raise Unsupported(
            node, f"`in` needs a container, and this is {type_.name}", "define __contains__"
        ).as_raised("type_error", f"argument of type '{t.class_name(type_)}' is not iterable")

    def _holds_values(self: Lowering, type_: t.Type, left: ir.Value) -> bool:
        """Whether a plain value is looked for among members of an enum that behave as values."""
        if not isinstance(type_, t.ClassType) or len(type_.args) != 1 or has_var(type_):
            return False
        item, wanted = known(type_.args[0]), known(left.type)
        if not isinstance(item, t.ClassType) or not stands_for_value(item.cls):
            return False
        if t.DISPLAY_NAMES.get(type_.cls, "") not in COLLECTIONS:
            return False
        return isinstance(wanted, t.IntType) or wanted is bindings.builtin_type("str")

    def _refuse_unhashable(self: Lowering, left: ir.Value) -> None:
        """`[1] in {1, 2}`: what has no hash cannot be looked for in a set."""
        type_ = known(left.type)
        shown = t.DISPLAY_NAMES.get(type_.cls, "") if isinstance(type_, t.ClassType) else ""
        if shown in ("list", "dict", "bytearray"):
            self.raise_runtime("type_error", self.text(f"unhashable type: '{shown}'"))

    def _never_inside(self: Lowering, type_: t.Type, left: ir.Value) -> bool:
        """Whether a collection holds nothing that can be equal to what is looked for: numbers where
        a tuple is looked for."""
        if not isinstance(type_, t.ClassType) or not type_.args or has_var(type_):
            return False
        if t.DISPLAY_NAMES.get(type_.cls, "") not in COLLECTIONS:
            return False
        wanted = {self.kind_of_equals(m) for m in self.members(known(left.type))}
        held = {self.kind_of_equals(m) for m in self.members(known(type_.args[0]))}
        undecided = {ANYTHING, "list", "dict"}  # those have no hash
        return not (wanted & held or wanted & undecided or ANYTHING in held)

    def _asks_for_text(self: Lowering, type_: t.Type, left: ir.Value) -> bool:
        """Whether a value of which little is known is looked for among texts: only a text is equal
        to one."""
        have, text = known(left.type), bindings.builtin_type("str")
        if have is not t.OBJECT or not isinstance(type_, t.ClassType) or not type_.args:
            return False
        if not type_.cls.__module__.startswith("naja.") or type_.args[0] is not text:
            return False
        own = [c for c in str.__subclasses__() if c.__module__ not in sys.stdlib_module_names]
        return all(c.__module__.startswith("naja.") for c in own)

    def _text_inside(
        self: Lowering, container: ir.Value, left: ir.Value, node: ast.AST
    ) -> ir.Value:
        text = bindings.builtin_type("str")
        some, is_text, none = self.new_block("some"), self.new_block("text"), self.new_block("no")
        self.branch(self.compare("eq", left, ir.Const(left.type, None)), none, some)
        self.enter_block(some)
        self.branch(self.is_member(left, text), is_text, none)
        ends: list[End] = []
        self.enter_block(is_text)
        self.end_here(ends, self.contains(container, self.unwrap(left, text), node))
        self.enter_block(none)
        self.end_here(ends, const_bool(False))
        return self.merge(ends)

    def _is_enum_member(
        self: Lowering, op: ast.cmpop, left: ir.Value, cls: type, node: ast.AST
    ) -> ir.Value:
        """`x in Color`: True for members, whose static type tells."""
        type_ = self.need(left.type)
        if not isinstance(type_, t.ClassType) or not is_enum(type_.cls):
            raise Unsupported(
                node,
                f"{type_.name} in {cls.__name__} depends on the version of Python",
                f"call {cls.__name__}(value), and catch ValueError",
            )
        return const_bool(issubclass(type_.cls, cls) == isinstance(op, ast.In))

    def _any_same(self: Lowering, left: ir.Value, items: list[ir.Value], node: ast.AST) -> ir.Value:
        ends: list[End] = []
        for item in items:
            found, go_on = self.new_block("found"), self.new_block("next")
            self.branch(self.same_item(item, left, node), found, go_on)
            self.enter_block(found)
            if self.block is not None:
                self.end_here(ends, const_bool(True))
            self.enter_block(go_on)
            if self.block is None:
                return self.merge(ends)
        self.end_here(ends, const_bool(False))
        return self.merge(ends)

    def same_item(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        """Whether containers take two items for the same: an object is equal to itself, whatever
        the program's `__eq__` says."""
        a, b = known(left.type), known(right.type)
        if not (self._decides(a) and self._decides(b)):
            return self.compare_values("eq", left, right, node)
        ends: list[End] = []
        here, other = self.new_block("identical"), self.new_block("asked")
        self.branch(self.compare("eq", left, self.convert(right, a)), here, other)
        self.enter_block(here)
        self.end_here(ends, const_bool(True))
        self.enter_block(other)
        self.end_here(ends, self.compare_values("eq", left, right, node))
        return self.merge(ends)

    def _decides(self: Lowering, type_: t.Type) -> bool:
        """Whether the program says what is equal to such an object."""
        if not isinstance(type_, t.ClassType) or type_.cls.__module__.startswith("naja."):
            return False
        return self.has_method(type_, "__eq__")
