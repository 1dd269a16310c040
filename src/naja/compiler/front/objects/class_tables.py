"""Dicts that start empty and are used with classes as keys alone, as in `_instances[cls]`: each
class that the program names has a variable of its own in the image."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class ClassTables(Builder):
    """See the module."""

    def _table_entry(
        self: Lowering, table: ast.expr, key: ast.expr
    ) -> tuple[dict[str, Any], str, type] | None:
        if not isinstance(table, ast.Name | ast.Attribute) or not isinstance(key, ast.Name):
            return None
        if key.id in self.slots or key.id in self.own_names:
            return None
        cls = self.expression(key)
        live = cls.object if isinstance(cls, Live) else None
        if not isinstance(live, type):
            return None
        held = self.expression(table)
        found = held.object if isinstance(held, Live) else None
        if type(found) is not dict or found or self._is_closed(found):
            return None
        namespace = self.world.class_tables.setdefault(id(found), {"__annotations__": {}})
        self.world.freezer.keep.append(found)
        name = f"{live.__module__}.{live.__qualname__}"
        namespace.setdefault(name, None)
        return namespace, name, live

    def _is_closed(self: Lowering, live: Any) -> bool:
        """Whether the dict is used as a whole too."""
        return any(identity == id(live) for identity, _ in self.world.freezer.made)

    def table_item(self: Lowering, node: ast.Subscript) -> ir.Value | None:
        """`table[cls]`."""
        entry = self._table_entry(node.value, node.slice)
        if entry is None:
            return None
        value = self._load_entry(*entry[:2])
        if known(value.type) is t.NONE:
            self.raise_runtime("key_error", self.text(self._class_text(entry[2])))
            return ir.Const(t.NEVER, None)
        good, bad = self.new_block("there"), self.new_block("absent")
        there = self.compare("ne", value, ir.Const(value.type, None))
        self.branch(there, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime("key_error", self.text(self._class_text(entry[2])))
        self.enter_block(good)
        return self.unwrap(value, t.without_none(known(value.type)))

    def table_contains(self: Lowering, key: ast.expr, table: ast.expr) -> ir.Value | None:
        """`cls in table`."""
        entry = self._table_entry(table, key)
        if entry is None:
            return None
        value = self._load_entry(*entry[:2])
        if known(value.type) is t.NONE:
            return ir.Const(t.BOOL, False)
        return self.compare("ne", value, ir.Const(value.type, None))

    def set_table_item(self: Lowering, target: ast.Subscript, value: ir.Value) -> bool:
        """`table[cls] = value`: whether it is that."""
        entry = self._table_entry(target.value, target.slice)
        if entry is None:
            return False
        namespace, name, _ = entry
        type_ = self.need(value.type)
        if type_ is t.NONE or not type_.is_pointer or t.NONE in self.members(type_):
            reason = "a table of classes holds objects here"
            raise Unsupported(target, reason, "keep None and numbers in an attribute of the class")
        fact = self.world.global_fact(namespace, name)
        if not self.fits(value.type, fact.type):
            fact.grow(type_)
        static = self.variable_of(namespace, name)
        stored = self.coerce(value, static.type, target)
        self.emit(ir.StoreStatic(loc=self.loc, object=static, value=stored))
        return True

    def _load_entry(self: Lowering, namespace: dict[str, Any], name: str) -> ir.Value:
        static = self.variable_of(namespace, name)
        if known(static.type) is t.NONE:
            return ir.Const(t.NONE, None)
        dst = self.temp(static.type)
        self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
        return dst
