"""Tuple, list, dict and set displays."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.sites import place_of
from naja.compiler.front.annotations.widening import element as widened
from naja.compiler.front.expressions.coercion import Coercion
from naja.compiler.front.objects import bindings
from naja.compiler.front.values import Evaluated, Expression, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def _constant(nodes: list[ast.expr]) -> bool:
    """Whether all of them are written values."""
    try:
        for node in nodes:
            ast.literal_eval(node)
    except ValueError:
        return False
    return True


class Displays(Coercion):
    """See the module."""

    def on_tuple(self: Lowering, node: ast.Tuple, expected: t.Type | None) -> Expression:
        if any(isinstance(e, ast.Starred) for e in node.elts):
            return self._starred_tuple(node)
        wanted = self._tuple_items(expected, len(node.elts))
        if isinstance(expected, t.ClassType) and expected.args:
            return self.variable_tuple_display(node.elts, expected)
        items = [self.value(e, w) for e, w in zip(node.elts, wanted, strict=True)]
        if all(isinstance(i, ir.Const | ir.StaticRef | ir.ConstTuple) for i in items):
            return ir.ConstTuple(t.tuple_type(tuple(i.type for i in items)), tuple(items))
        return self.make_tuple(items)

    def _starred_tuple(self: Lowering, node: ast.Tuple) -> ir.Value:
        """(*a, b): of fixed length if all its parts are, else tuple[X, ...]."""
        items: list[ir.Value] = []
        done: list[ast.expr] = []
        for element in node.elts:
            if not isinstance(element, ast.Starred):
                items.append(self.value(element))
                done.append(ast.copy_location(Evaluated(items[-1]), element))
                continue
            part = self.value(element.value)
            held = ast.copy_location(Evaluated(part), element)
            done.append(ast.copy_location(ast.Starred(held, ast.Load()), element))
            type_ = self.need(part.type)
            if not isinstance(type_, t.TupleType):
                rest = self._with_evaluated(node, done)
                whole = self.starred_display("list", "append", rest, None)
                element_type = known(whole.type)
                assert isinstance(element_type, t.ClassType)
                made = bindings.builtin_type("tuple", self.need(element_type.args[0]))
                return self.construct(made, [whole], [], node)
            items += [self.tuple_item(part, at, item) for at, item in enumerate(type_.items)]
        return self.make_tuple(items)

    def _with_evaluated(self: Lowering, node: ast.Tuple, done: list[ast.expr]) -> ast.Tuple:
        """The display with its first parts as the values that they have become; the same node in
        each pass."""
        self.world.nodes[id(node)] = node
        new = ast.copy_location(ast.Tuple([], ast.Load()), node)
        made: ast.Tuple = self.world.adapters.setdefault(("starred", id(node)), new)
        made.elts = [*done, *node.elts[len(done) :]]
        return made

    def _tuple_items(self: Lowering, expected: t.Type | None, count: int) -> list[t.Type | None]:
        for item in self.members(expected) if expected is not None else ():
            if isinstance(item, t.TupleType) and len(item.items) == count:
                return list(item.items)
        return [None] * count

    def on_list(self: Lowering, node: ast.List, expected: t.Type | None) -> Expression:
        if any(isinstance(e, ast.Starred) for e in node.elts):
            return self.starred_display("list", "append", node, expected)
        wanted = self._element(expected, "list", 0)
        items = [self.value(e, wanted) for e in node.elts]
        element = self._joined(items, wanted, node, 0, expected is t.OBJECT)
        return self.list_of(items, element)

    def _element(
        self: Lowering, expected: t.Type | None, builtin: str, index: int
    ) -> t.Type | None:
        cls = bindings.builtin_class(builtin)
        for item in self.members(known(expected)) if expected is not None else ():
            if isinstance(item, t.ClassType) and item.cls is cls and item.args:
                found = known(item.args[index])
                return None if has_var(found) else found
        return None

    def _joined(
        self: Lowering,
        items: list[ir.Value],
        wanted: t.Type | None,
        node: ast.AST,
        index: int,
        anything: bool = False,
    ) -> t.Type:
        if wanted is not None:
            self._check_inferred(items, wanted, node, index)
            return wanted
        if not items:
            return t.OBJECT if anything else self.inst.variable(node, index)
        joined: t.Type = t.NEVER
        for item in items:
            joined = self.join_values(joined, item.type)
        return self.site(node, index, widened(joined, self.inst.elements))

    def _check_inferred(
        self: Lowering, items: list[ir.Value], wanted: t.Type, node: ast.AST, index: int
    ) -> None:
        """What an earlier pass has found here is no declaration: the place grows by a union that
        has grown since, instead of testing for what it was."""
        if place_of(self.inst, node, index) not in self.world.sites.found:
            return
        dynamic = [i.type for i in items if self.is_dynamic(known(i.type))]
        more = [item for item in dynamic if not self.fits(item, wanted)]
        for item in more:
            self.note_item(node, wanted, item, index)
        if more:
            raise self._mismatch(more[0], wanted, node, "annotate the collection")

    def list_of(self: Lowering, items: list[ir.Value], element: t.Type) -> ir.Value:
        """A new list of these values."""
        type_ = bindings.builtin_type("list", element)
        if has_var(type_):
            return self.pending(type_)
        result = self.allocate(type_)
        if items:
            pointer = self.allocate_array(element, const_int(len(items)))
            for at, item in enumerate(items):
                stored = self.coerce(item, element)
                self.emit(
                    ir.StorePtr(
                        loc=self.loc, pointer=pointer, index=const_int(at), value=stored, fresh=True
                    )
                )
            self.set_field(result, "items", pointer)
            self.set_field(result, "length", const_int(len(items)))
        return result

    def pending(self, type_: t.Type) -> ir.Value:
        """A placeholder for a value whose type is not settled; the function will be lowered
        again."""
        return self.fn.new_temp(type_)

    def allocate_array(self, element: t.Type, count: ir.Value) -> ir.Value:
        dst = self.temp(t.ptr_type(element))
        heap = self.world.runtime_function("heap", "allocate").ir
        self.emit(
            ir.AllocArray(loc=self.loc, dst=dst, count=count, allocate=heap, handler=self.handler)
        )
        return dst

    def on_dict(self: Lowering, node: ast.Dict, expected: t.Type | None) -> Expression:
        typed = self.typed_dict_display(node, expected)
        if typed is not None:
            return typed
        if any(k is None for k in node.keys):
            return self.starred_dict(node, expected)
        key_type, value_type = (
            self._element(expected, "dict", 0),
            self._element(expected, "dict", 1),
        )
        pairs = [
            (self.value(k, key_type), self.value(v, value_type))
            for k, v in zip(node.keys, node.values, strict=True)
            if k
        ]
        anything = expected is t.OBJECT
        key = self._joined([k for k, _ in pairs], key_type, node, 0, anything)
        value = self._joined([v for _, v in pairs], value_type, node, 1, anything)
        result = self.new_object(bindings.builtin_type("dict", key, value), node)
        for k, v in pairs:
            self.call_method(result, "__setitem__", [k, v], node)
        return result

    def on_set(self: Lowering, node: ast.Set, expected: t.Type | None) -> Expression:
        if any(isinstance(e, ast.Starred) for e in node.elts):
            return self.starred_display("set", "add", node, expected)
        wanted = self._element(expected, "set", 0)
        items = [self.value(e, wanted) for e in node.elts]
        result = self.new_object(
            bindings.builtin_type("set", self._joined(items, wanted, node, 0)), node
        )
        for item in items:
            self.call_method(result, "add", [item], node)
        if len(items) > 2 and _constant(node.elts):
            copied = const_bool(not hasattr(node, "walked"))
            self.call_method(result, "_as_constant", [copied], node)
        return result

    def new_object(self: Lowering, type_: t.ClassType, node: ast.AST) -> ir.Value:
        """An object made by its class's __init__ without arguments."""
        if has_var(type_):
            return self.pending(type_)
        return self.construct(type_, [], [], node)
