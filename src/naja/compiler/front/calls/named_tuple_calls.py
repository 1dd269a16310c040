"""Methods of named tuples that make others: `_replace`, `_make`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.objects import bindings
from naja.compiler.front.values import const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class NamedTupleCalls(Builder):
    """See the module."""

    def replace_items(
        self: Lowering, source: ir.Value, keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """_replace of a named tuple: a new one with some items changed."""
        type_ = known(source.type)
        assert isinstance(type_, t.ClassType)
        given = dict(keywords)
        for name in type_.cls._fields:  # type: ignore[attr-defined]
            if name not in given:
                given[name] = self.get_field(source, name)
        return self.construct(type_, [], list(given.items()), node)

    def made_of_items(self: Lowering, cls: Any, items: Any, node: ast.AST) -> ir.Value:
        """Point._make(items): of a display or a tuple item by item, else of as many as a list
        has."""
        type_, count = t.class_type(cls), len(cls._fields)
        listed_here = isinstance(items, ast.List | ast.Tuple) and len(items.elts) == count
        if listed_here and not any(isinstance(e, ast.Starred) for e in items.elts):
            return self.construct(type_, list(items.elts), [], node)
        value = items if isinstance(items, ir.Value) else self.value(items)
        have = self.need(value.type)
        if isinstance(have, t.TupleType) and len(have.items) == count:
            parts = [self.tuple_item(value, at, item) for at, item in enumerate(have.items)]
            return self.construct(type_, parts, [], node)
        if isinstance(have, t.TupleType):
            text = f"Expected {count} arguments, got {len(have.items)}"
            self.raise_runtime("type_error", self.text(text))
            return ir.Const(t.NEVER, None)
        listed = self.collect(bindings.builtin_class("list"), value, None, node)
        length = self.call_method(listed, "__len__", [], node)
        good, bad = self.new_block("fits"), self.new_block("differs")
        self.branch(self.compare("eq", length, const_int(count)), good, bad, likely=True)
        self.enter_block(bad)
        shown = self.to_str(length, node)
        text_ = self.concat(self.text(f"Expected {count} arguments, got "), shown)
        self.raise_runtime("type_error", text_)
        self.enter_block(good)
        parts = [
            self.call_method(listed, "__getitem__", [const_int(i)], node) for i in range(count)
        ]
        return self.construct(type_, parts, [], node)
