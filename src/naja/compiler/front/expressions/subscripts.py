"""Subscripts and slices."""

from __future__ import annotations

import ast
import enum
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.operators import LARGEST
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.text.characters import is_text
from naja.compiler.front.text.printing import constant_text
from naja.compiler.front.values import Evaluated, Expression, Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Subscripts(Builder):
    """See the module."""

    def on_subscript(self: Lowering, node: ast.Subscript, expected: t.Type | None) -> Expression:
        item = (
            self.named_item(node.value, node.slice)
            or self.names_item(node)
            or self.table_item(node)
        )
        if item is not None:
            return item
        target = self.expression(node.value)
        if isinstance(target, Live):
            found = self.live_subscript(target, node)
            if found is not None:
                return found
        path = path_of(node) if self.flow.narrowed else ""
        proved, soft = self.flow.narrowed.get(path), path in self.soft
        value = self.subscript(self.materialise(target, None, node.value), node.slice, node)
        if proved is None:
            return value
        self.flow.prove(path, proved)
        if soft:
            self.soft.add(path)
        return self._recheck(path, value)

    def live_subscript(self: Lowering, target: Live, node: ast.Subscript) -> Expression | None:
        """`list[int]`, `Ptr[u8]`, `Color["RED"]`: a subscript of a build-time class."""
        live = target.object
        if isinstance(live, enum.EnumMeta):
            return self._enum_by_name(live, node)
        if isinstance(live, type) or (hasattr(live, "__origin__") and not isinstance(live, type)):
            return Live(self.evaluate_annotation(node), target.name)
        return None

    def _enum_by_name(self: Lowering, cls: enum.EnumMeta, node: ast.Subscript) -> Expression:
        """Color["RED"]: the member of that name, KeyError when there is none."""
        name = self.value(node.slice)
        text = constant_text(name)
        members: dict[str, Any] = dict(cls.__members__)
        if text is not None and text in members:
            return Live(members[text], text)
        ends: list[End] = []
        for member_name, member in members.items():
            mine, other = self.new_block("member"), self.new_block("other")
            same = self.compare_values("eq", name, self.world.freezer.string(member_name), node)
            self.branch(same, mine, other)
            self.enter_block(mine)
            self.end_here(ends, self.freeze_live(Live(member, member_name), None, node))
            self.enter_block(other)
        self.raise_runtime("key_error", self.repr_of(name, node))
        return self.merge(ends)

    def subscript(self: Lowering, target: ir.Value, index: ast.expr, node: ast.AST) -> ir.Value:
        target = self.plain_tuple(target)
        target = self.plain_of_enum(target) or target
        type_ = known(target.type)
        if not isinstance(type_, t.ClassType):
            type_ = self.need(type_)
        if isinstance(type_, t.TupleType):
            return self._tuple_subscript(target, type_, index, node)
        if isinstance(type_, t.PtrType):
            dst = self.temp(type_.item)
            self.emit(
                ir.LoadPtr(loc=self.loc, dst=dst, pointer=target, index=self.typed(index, t.INT))
            )
            return dst
        if isinstance(type_, t.UnionType):
            if type_.optional and len(type_.present) == 1 and not self.is_dynamic(type_):
                raise Unsupported(
                    node,
                    "this may be None, which has no items",
                    "test it first: `if x is not None:`",
                )
            return self.per_member(target, lambda v: self._member_item(v, index, node))
        if isinstance(index, ast.Slice):
            return self._slice(target, index, node)
        if isinstance(index, ast.Constant) and isinstance(index.value, str):
            _refuse_text(t.class_name(type_), node)
        if not self.has_method(type_, "__getitem__"):
            raise Unsupported(node, f"{type_.name} has no items", "define __getitem__").as_raised(
                "type_error", f"'{t.class_name(type_)}' object is not subscriptable"
            )
        if isinstance(index, ast.Name | ast.Attribute | ast.Call) and self.has_method(
            type_, "__getslice_step__"
        ):
            place = self.value(index)
            if known(place.type) is bindings.builtin_type("slice"):
                bounds = [self.get_field(place, name) for name in ("start", "stop")]
                step = self.call_method(place, "_stride", [], node)
                return self.call_method(target, "__getslice_step__", [*bounds, step], node)
            return self._item(target, place, node)
        return self._item(target, index, node)

    def _item(
        self: Lowering, target: ir.Value, index: ir.Value | ast.expr, node: ast.AST
    ) -> ir.Value:
        if not is_text(target.type) or not self.fn.traced:
            return self.call_method(target, "__getitem__", [index], node)
        at = self.value(index) if isinstance(index, ast.expr) else index
        if known(at.type) is not t.INT:
            return self.call_method(target, "__getitem__", [at], node)
        return self.character_at(target, at, node)

    def _member_item(self: Lowering, target: ir.Value, index: ast.expr, node: ast.AST) -> ir.Value:
        """An item of one of several containers, of which some may not take such an index."""
        type_ = known(target.type)
        if not isinstance(type_, t.ClassType | t.TupleType) or isinstance(index, ast.Slice):
            return self.subscript(target, index, node)
        shown = t.class_name(type_)
        key = self.value(index)
        text = bindings.builtin_type("str")
        is_text = known(key.type) is text
        if is_text:
            _refuse_text(shown, node)
        keyed = known(t.parts_of(type_)[0]) if shown == "dict" else None
        wrong = is_text if keyed is t.INT else known(key.type) is t.INT
        if wrong and keyed in (t.INT, text):
            self.raise_runtime("key_error", self.repr_of(key, node))
            return ir.Const(t.NEVER, None)
        return self.subscript(target, ast.copy_location(Evaluated(key), index), node)

    def _tuple_subscript(
        self: Lowering, target: ir.Value, type_: t.TupleType, index: ast.expr, node: ast.AST
    ) -> ir.Value:
        if isinstance(index, ast.Slice):
            parts = [_literal(p) for p in (index.lower, index.upper, index.step)]
            if "" in parts:
                return self.subscript(self._any_length(target, type_, node), index, node)
            chosen = range(len(type_.items))[slice(*parts)]
            return self.make_tuple([self.tuple_item(target, i, type_.items[i]) for i in chosen])
        at = self.typed(index, t.INT)
        if not isinstance(at, ir.Const) or not isinstance(at.value, int):
            return self._tuple_by_variable(target, type_, at, node)
        count = len(type_.items)
        if not -count <= at.value < count:
            raise Unsupported(
                node,
                f"the tuple has {count} items, index {at.value} is outside",
                "use an index inside it",
            ).as_raised("index_error", "tuple index out of range")
        return self.tuple_item(target, at.value % count, type_.items[at.value % count])

    def _tuple_by_variable(
        self: Lowering, target: ir.Value, type_: t.TupleType, at: ir.Value, node: ast.AST
    ) -> ir.Value:
        whole = self._any_length(target, type_, node)
        return self.call_method(whole, "__getitem__", [at], node)

    def _any_length(
        self: Lowering, target: ir.Value, type_: t.TupleType, node: ast.AST
    ) -> ir.Value:
        """A fixed tuple as one whose items have the joined type."""
        joined: t.Type = t.NEVER
        for item in type_.items:
            joined = self.join_values(joined, item)
        if not type_.items:
            raise Unsupported(node, "the empty tuple has no items", "test its length first")
        as_tuple = t.class_type(bindings.builtin_class("tuple"), (joined,))
        return self.variable_tuple(target, type_, as_tuple, node)

    def slice_object(
        self: Lowering, target: ir.Value, index: ast.Slice, method: str, node: ast.AST
    ) -> ir.Value | None:
        """What the program's own `__getitem__` and its like are given for a slice; None for what
        knows slices by their bounds."""
        type_ = known(target.type)
        if not isinstance(type_, t.ClassType) or not self.has_method(type_, method):
            return None
        if type_.cls.__module__.startswith("naja.") or self.has_method(type_, "__getslice__"):
            return None
        parts = [p or ast.Constant(None) for p in (index.lower, index.upper, index.step)]
        return self.construct_live(slice, [ast.copy_location(p, index) for p in parts], [], node)

    def _slice(self: Lowering, target: ir.Value, index: ast.Slice, node: ast.AST) -> ir.Value:
        made = self.slice_object(target, index, "__getitem__", node)
        if made is not None:
            return self.call_method(target, "__getitem__", [made], node)
        if index.step is None:
            return self.call_method(target, "__getslice__", self.slice_bounds(index), node)
        return self.call_method(target, "__getslice_step__", self.stepped_bounds(index), node)

    def stepped_bounds(self: Lowering, index: ast.Slice) -> list[ir.Value]:
        """start, stop and step of a slice with a step, for `__getslice_step__` and its like."""
        optional = t.optional(t.INT)
        bounds = [
            ir.Const(optional, None) if p is None else self.typed(p, optional)
            for p in (index.lower, index.upper)
        ]
        nothing = isinstance(index.step, ast.Constant) and index.step.value is None
        step = const_int(1) if index.step is None or nothing else self.typed(index.step, t.INT)
        return [*bounds, step]

    def slice_bounds(self: Lowering, index: ast.Slice) -> list[ir.Value | ast.expr]:
        low = const_int(0) if index.lower is None else self.slice_bound(index.lower, 0)
        high = const_int(LARGEST) if index.upper is None else self.slice_bound(index.upper, LARGEST)
        return [low, high]

    def slice_bound(self: Lowering, node: ast.expr, missing: int) -> ir.Value:
        if isinstance(node, ast.Constant) and node.value is None:
            return const_int(missing)
        return self.typed(node, t.INT)


def _refuse_text(kind: str, node: ast.AST) -> None:
    """`items["a"]` of what is indexed by numbers."""
    if kind in ("list", "str", "bytes", "bytearray", "tuple"):
        what = {"str": "string", "bytes": "byte"}.get(kind, kind)
        said = "'str'" if kind == "str" else "str"
        slices = "" if kind == "str" else " or slices"
        reason = f"{what} indices must be integers{slices}, not {said}"
        raise Unsupported(node, reason, "use a number").as_raised("type_error", reason)


def _literal(node: ast.expr | None) -> Any:
    """A bound of a slice that is written as a number or left out; "" for others."""
    try:
        return None if node is None else ast.literal_eval(node)
    except ValueError:
        return ""
