"""`zip(*rows)`, and tuples that are taken apart or repeated as often as only the run tells."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Spread
from naja.compiler.front.objects import bindings
from naja.compiler.front.statements.iteration import Source, ZipSource
from naja.compiler.front.values import Evaluated, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

LONGEST = 32
"""A tuple repeated a constant number of times has a fixed length up to this."""


class Zipping(Builder):
    """See the module."""

    def zip_source(self: Lowering, node: ast.Call) -> Source | None:
        """How to iterate over zip(…); None where its keywords are no zip's."""
        if any(k.arg != "strict" for k in node.keywords):
            return None
        parts: list[Any] = list(node.args)
        if any(isinstance(a, ast.Starred) for a in parts):
            self.world.nodes[id(node)] = node
            plain = ast.copy_location(ast.Call(node.func, node.args, []), node)
            plain = self.world.adapters.setdefault(("plain", id(node)), plain)
            parts = self.spread_arguments(plain)[0]
        if parts and isinstance(parts[-1], Spread):
            return self._columns(parts, node)
        if not parts:
            return self.source_of(self.text(""), node)
        sources = [
            self.source_of(p, node) if isinstance(p, ir.Value) else self.source(p) for p in parts
        ]
        return ZipSource(self, node, sources, self._strict(node))

    def _strict(self: Lowering, node: ast.Call) -> ir.Value | None:
        for keyword in node.keywords:
            strict = self.truth(self.value(keyword.value), node)
            constant = isinstance(strict, ir.Const) and not strict.value
            return None if constant else strict
        return None

    def _columns(self: Lowering, parts: list[Any], node: ast.Call) -> Source:
        """zip(*rows): tuples as long as there are rows."""
        rows = parts[-1].items
        if len(parts) > 1:
            front = self.list_of([self.as_value(p, node) for p in parts[:-1]], rows.type.args[0])
            rows = self.binary("add", front, rows, node)
        strict = self._strict(node) or const_bool(False)
        columns = bindings.runtime("lazy", "columns")
        return self.source_of(self.call_function(columns, None, [rows, strict], [], node), node)

    def assign_columns(self: Lowering, target: ast.expr, node: ast.expr) -> bool:
        """`names, ages = zip(*pairs)` of pairs whose items differ: each name takes the tuple of one
        column, with the type of that column."""
        if not isinstance(target, ast.Tuple | ast.List) or not isinstance(node, ast.Call):
            return False
        if len(node.args) != 1 or node.keywords or not isinstance(node.args[0], ast.Starred):
            return False
        zips = isinstance(node.func, ast.Name) and node.func.id == "zip"
        called = self.expression(node.func) if zips else None
        if not isinstance(called, Live) or called.object is not zip:
            return False
        rows = self.value(node.args[0].value)
        type_ = known(rows.type)
        if isinstance(type_, t.ClassType) and t.DISPLAY_NAMES.get(type_.cls) != "list":
            rows = self.collect(bindings.builtin_class("list"), rows, None, node)
        row = self._pairs(rows)
        if row is None or len(row.items) != len(target.elts) or _stars(target):
            key = ("zip", id(node))
            self.world.nodes[id(node)] = node
            made: Any = self.world.adapters.setdefault(key, _with_star(node))
            made.args[0].value = Evaluated(rows)
            self.assign(target, self.value(made), node)
            return True
        self._unless_empty(rows, len(row.items), node)
        columns = [self._column(rows, at, node) for at in range(len(row.items))]
        for element, column in zip(target.elts, columns, strict=True):
            self.assign(element, column, node)
        return True

    def _pairs(self: Lowering, rows: ir.Value) -> t.TupleType | None:
        """What a list holds, if that is tuples of fixed length."""
        type_ = known(rows.type)
        if not isinstance(type_, t.ClassType) or t.DISPLAY_NAMES.get(type_.cls) != "list":
            return None
        row = known(type_.args[0])
        return row if isinstance(row, t.TupleType) else None

    def _unless_empty(self: Lowering, rows: ir.Value, wanted: int, node: ast.AST) -> None:
        length = self.call_method(rows, "__len__", [], node)
        good, bad = self.new_block("rows"), self.new_block("empty")
        self.branch(self.compare("gt", length, const_int(0)), good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime("wrong_unpack", const_int(wanted), const_int(0))
        self.enter_block(good)

    def _column(self: Lowering, rows: ir.Value, at: int, node: ast.AST) -> ir.Value:
        """`tuple([row[at] for row in rows])`."""
        self.world.nodes[id(node)] = node
        made: Any = self.world.adapters.setdefault(("column", id(node), at), _items(at, node))
        made.generators[0].iter = Evaluated(rows)
        return self.collect(bindings.builtin_class("tuple"), made, None, made)

    def repeated(self: Lowering, value: ir.Value, count: ir.Value, node: ast.AST) -> ir.Value:
        """A tuple of fixed length times a number."""
        type_ = known(value.type)
        assert isinstance(type_, t.TupleType)
        times = count.value if isinstance(count, ir.Const) else None
        if isinstance(times, int) and max(0, times) * len(type_.items) <= LONGEST:
            items = [self.tuple_item(value, at, item) for at, item in enumerate(type_.items)]
            return self.make_tuple(items * times)
        return self.call_method(self.lengthened(value, node), "__mul__", [count], node)

    def lengthened(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """A tuple of fixed length as one of any length."""
        type_ = known(value.type)
        assert isinstance(type_, t.TupleType)
        joined: t.Type = t.NEVER
        for item in type_.items:
            joined = self.join_values(joined, item)
        return self.variable_tuple(value, type_, bindings.builtin_type("tuple", joined), node)

    def tuple_operation(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value | None:
        """`+` and `*` with a tuple of fixed length, which numbers and others do not define."""
        a, b = known(left.type), known(right.type)
        if op == "mul" and isinstance(a, t.TupleType) and isinstance(b, t.IntType):
            return self.repeated(left, self.to_int(right), node)
        if op == "mul" and isinstance(b, t.TupleType) and isinstance(a, t.IntType):
            return self.repeated(right, self.to_int(left), node)
        if op != "add":
            return None
        if isinstance(a, t.TupleType) and isinstance(b, t.TupleType):
            items = [
                self.tuple_item(v, i, x)
                for v, y in ((left, a), (right, b))
                for i, x in enumerate(y.items)
            ]
            return self.make_tuple(items)
        whole = bindings.builtin_class("tuple")
        if isinstance(a, t.TupleType) and isinstance(b, t.ClassType) and b.cls is whole:
            return self.binary(op, self.lengthened(left, node), right, node)
        return None


def _stars(target: ast.Tuple | ast.List) -> bool:
    return any(isinstance(e, ast.Starred) for e in target.elts)


def _with_star(node: ast.Call) -> ast.Call:
    star = ast.copy_location(ast.Starred(node, ast.Load()), node)
    return ast.copy_location(ast.Call(node.func, [star], []), node)


def _items(at: int, node: ast.AST) -> ast.ListComp:
    """A list of item `at` of each row; what gives the rows is put in later."""
    taken = ast.comprehension(ast.Name("row.", ast.Store()), ast.Constant(None), [], 0)
    item = ast.Subscript(ast.Name("row.", ast.Load()), ast.Constant(at), ast.Load())
    made = ast.ListComp(item, [taken])
    for part in (taken.target, item, item.value, item.slice, made):
        ast.copy_location(part, node)
    return made
