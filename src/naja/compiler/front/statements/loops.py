"""Loops: while, and for over ranges, sequences by cursor, enumerate, zip, reversed, and iterators.

A `Source` yields one item a turn: it has a set-up, a test-and-advance, and an item. The sources of
enumerate and zip are made of others, so `for i, (a, b) in enumerate(zip(xs, ys))` allocates
nothing.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder, Loop
from naja.compiler.front.expressions.distribution import UnionSource
from naja.compiler.front.expressions.paths import is_inside
from naja.compiler.front.names import assigned_names
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.statements.iteration import (
    AsyncSource,
    AsyncStepSource,
    BackwardSource,
    CursorSource,
    EnumerateSource,
    FilterSource,
    IteratorSource,
    MapSource,
    RangeSource,
    Source,
    TupleSource,
)
from naja.compiler.front.values import Evaluated, Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Loops(Builder):
    """See the module."""

    def do_while(self: Lowering, node: ast.While) -> None:
        head, inside, after = (
            self.new_block("while"),
            self.new_block("body"),
            self.new_block("after"),
        )
        ended = self.new_block("ended") if node.orelse else after
        self.forget_changed(node)
        growing = self.prepare_growing(node)
        self.goto(head)
        self.enter_block(head)
        self.test(node.test, inside, ended)
        self.enter_block(inside)
        self.loop_body(node.body, head, after)
        self.end_growing(growing)
        self._otherwise(node.orelse, ended, after)

    def _otherwise(self: Lowering, body: list[ast.stmt], ended: ir.Block, after: ir.Block) -> None:
        """The `else` of a loop that has come to its end, and what stands behind both."""
        if body:
            self.enter_block(ended)
            self.body(body)
            self.goto(after)
        self.enter_block(after)

    def forget_changed(self: Lowering, node: ast.AST) -> None:
        """What the loop changes is not proved at its head."""
        names = assigned_names([node])
        self.forget_codes(self.flow, names)
        for path in list(self.flow.narrowed):
            if is_inside(path) or path in names:
                del self.flow.narrowed[path]

    def loop_body(self: Lowering, body: list[ast.stmt], again: ir.Block, out: ir.Block) -> None:
        self.loops.append(Loop(again, out, len(self.cleanups)))
        self.body(body)
        self.goto(again)
        self.loops.pop()

    def do_break(self: Lowering, node: ast.Break) -> None:
        self.leave(self.loops[-1].cleanups, None)
        self.goto(self.loops[-1].out)

    def do_continue(self: Lowering, node: ast.Continue) -> None:
        self.leave(self.loops[-1].cleanups, None)
        self.goto(self.loops[-1].again)

    def do_asyncfor(self: Lowering, node: ast.AsyncFor) -> None:
        self._for(node, self.async_source(node.iter))

    def do_for(self: Lowering, node: ast.For) -> None:
        self._for(node, self.walked(node.iter))

    def _for(self: Lowering, node: ast.For | ast.AsyncFor, source: Source) -> None:
        after = self.new_block("after")
        ended = self.new_block("ended") if node.orelse else after
        head = self.new_block("for")
        self.forget_changed(node)
        growing = self.prepare_growing(node)
        self.goto(head)
        self.enter_block(head)
        source.advance(ended)
        if self.block is not None:
            item = source.item()
            if known(item.type) is t.NEVER:
                self.goto(ended)
            else:
                self.assign(node.target, item, node)
                self.loop_body(node.body, head, after)
        self.end_growing(growing)
        self._otherwise(node.orelse, ended, after)

    def walked(self: Lowering, node: ast.expr) -> Source:
        """What a `for` iterates over: of a set display, the constant itself and no copy."""
        if isinstance(node, ast.Set):
            node.walked = True  # type: ignore[attr-defined]
        return self.source(node)

    def source(self: Lowering, node: ast.expr) -> Source:
        """How to iterate over an expression."""
        made = self.made_source(node)
        if made is not None:
            return made
        item = self.expression(node)
        if isinstance(item, Live) and isinstance(item.object, type):
            return self.class_source(item.object, node)
        return self.source_of(self.materialise(item, None, node), node)

    def made_source(self: Lowering, node: ast.expr) -> Source | None:
        """How to iterate over what need not be made for that: ranges, displays, enumerate …"""
        if (isinstance(node, ast.Call) and not node.keywords) or self._is_enumerate(node):
            assert isinstance(node, ast.Call)
            found = self._builtin_source(node)
            if found is not None:
                return found
        if (
            isinstance(node, ast.List | ast.Tuple)
            and node.elts
            and not any(isinstance(e, ast.Starred) for e in node.elts)
        ):
            value = self.value(ast.copy_location(ast.List(node.elts, ast.Load()), node))
            return CursorSource(self, node, value)
        return None

    def class_source(self: Lowering, cls: type, node: ast.expr) -> Source:
        """`for member in SomeEnum`."""
        import enum

        if not isinstance(cls, enum.EnumMeta):
            raise Unsupported(
                node, f"the class {cls.__name__} cannot be iterated", "iterate over an object"
            )
        members: tuple[enum.Enum, ...] = tuple(cls)
        type_ = t.class_type(bindings.builtin_class("tuple"), (t.class_type(cls),))
        self.world.freezer.keep.append(members)
        return CursorSource(self, node, self.world.freezer.value(members, type_, cls.__name__))

    def async_source(self: Lowering, node: ast.expr) -> Source:
        """How to iterate with `async for`."""
        iterator = self.call_method(self.value(node), "__aiter__", [], node)
        if self.has_method(iterator.type, "_astep"):
            return AsyncStepSource(self, node, iterator)
        return AsyncSource(self, node, iterator)

    def _is_enumerate(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("enumerate", "zip")
        )

    def source_of(self: Lowering, value: ir.Value, node: ast.AST) -> Source:
        value = self.plain_tuple(value)
        type_ = self.need(value.type)
        if isinstance(type_, t.TupleType):
            return TupleSource(self, node, value)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "_advance"):
            return CursorSource(self, node, value)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__iter__"):
            return self._begun(value, node)
        if isinstance(type_, t.UnionType) and not type_.optional:
            return UnionSource(self, node, value)
        remedy = (
            "test it first: `if x is not None:`"
            if isinstance(type_, t.UnionType)
            else "define __iter__"
        )
        raise Unsupported(node, f"{type_.name} cannot be iterated", remedy).as_raised(
            "type_error", f"'{t.class_name(type_)}' object is not iterable"
        )

    def _begun(self: Lowering, value: ir.Value, node: ast.AST) -> Source:
        """What __iter__ gives; an iterator of the library ends without an exception."""
        iterator = self.call_method(value, "__iter__", [], node)
        if isinstance(known(iterator.type), t.ClassType):
            if self.has_method(iterator.type, "_advance"):
                return CursorSource(self, node, iterator)
        elif isinstance(known(iterator.type), t.UnionType):
            return self.source_of(iterator, node)
        return IteratorSource(self, node, iterator)

    def _builtin_source(self: Lowering, node: ast.Call) -> Source | None:
        if not isinstance(node.func, ast.Name) or node.func.id in self.own_names:
            return None
        live = self.expression(node.func)
        name = (
            {id(v): k for k, v in _BUILTINS.items()}.get(id(live.object))
            if isinstance(live, Live)
            else None
        )
        if name is not None:
            _check_call(name, node)
        starred = any(isinstance(a, ast.Starred) for a in node.args)
        if name == "range" and not starred:
            return self._range_source(node)
        if name == "enumerate":
            return self._enumerate_source(node)
        if name == "zip":
            return self.zip_source(node)
        if name == "reversed":
            return self._reversed_source(node)
        if starred:
            return None
        if name == "map":
            return MapSource(self, node, node.args[0], [self.source(a) for a in node.args[1:]])
        if name == "filter":
            return FilterSource(self, node, node.args[0], self.source(node.args[1]))
        return None

    def apply(
        self: Lowering, function: ast.expr, values: list[ir.Value], node: ast.AST
    ) -> ir.Value:
        """function(values) for values that are computed already."""
        key = ("apply", id(node), len(values))
        self.world.nodes[id(node)] = node
        empty = ast.copy_location(ast.Call(function, [], []), node)
        call: Any = self.world.adapters.setdefault(key, empty)
        call.args = [Evaluated(v) for v in values]
        return self.value(call)

    def _range_source(self: Lowering, node: ast.Call) -> Source:
        values = [self.typed(a, t.INT) for a in node.args]
        if len(values) == 1:
            values = [const_int(0), *values]
        if len(values) == 2:
            values = [*values, const_int(1)]
        if len(values) != 3 or (isinstance(values[2], ir.Const) and values[2].value == 0):
            raise Unsupported(
                node, "range takes one to three numbers, the step not zero", "correct the call"
            )
        return RangeSource(self, node, *values)

    def _enumerate_source(self: Lowering, node: ast.Call) -> Source:
        start: ir.Value = const_int(0)
        for extra in [*node.args[1:], *(k.value for k in node.keywords)]:
            start = self.typed(extra, t.INT)
        return EnumerateSource(self, node, self.source(node.args[0]), start)

    def _reversed_source(self: Lowering, node: ast.Call) -> Source:
        inner = node.args[0]
        if (
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Name)
            and inner.func.id == "range"
        ):
            return self._reversed_range(inner)
        value = self.plain_tuple(self.value(inner))
        if isinstance(known(value.type), t.TupleType):
            return BackwardSource(self, node, TupleSource.whole(self, node, value))
        if (
            isinstance(known(value.type), t.ClassType)
            and not self.has_method(value.type, "__reversed__")
            and self.has_method(value.type, "__getitem__")
            and self.has_method(value.type, "_advance")
        ):
            return BackwardSource(self, node, value)
        return self.source_of(self.call_method(value, "__reversed__", [], node), node)

    def _reversed_range(self: Lowering, node: ast.Call) -> Source:
        _check_call("range", node)
        values = [self.typed(a, t.INT) for a in node.args]
        start, stop = (const_int(0), values[0]) if len(values) == 1 else (values[0], values[1])
        if len(values) > 2:
            made = self.construct(bindings.builtin_type("range"), list(values), [], node)
            return BackwardSource(self, node, made)
        return RangeSource(
            self,
            node,
            self.arith("sub", stop, const_int(1)),
            self.arith("sub", start, const_int(1)),
            const_int(-1),
        )


def _check_call(name: str, node: ast.Call) -> None:
    """That the call has as many arguments as the builtin takes, and no others by name."""
    least, most, keyword = _TAKES[name]
    given = len(node.args) + len(node.keywords)
    starred = any(isinstance(a, ast.Starred) for a in node.args)
    if not starred and (given < least or len(node.args) > most):
        wanted = f"{least}" if least == most else f"{least} to {most}"
        wanted = f"at least {least}" if most == _MANY else wanted
        reason = f"{name}() takes {wanted} arguments, {given} are given"
        raise Unsupported(node, reason, "correct the call")
    for other in node.keywords:
        if other.arg != keyword or given > most:
            shown = f"{name}() takes no argument '{other.arg or '**'}'"
            raise Unsupported(other.value, shown, "correct the call")


_MANY = 255
_TAKES = {
    "range": (1, 3, ""),
    "enumerate": (1, 2, "start"),
    "zip": (0, _MANY, "strict"),
    "reversed": (1, 1, ""),
    "map": (2, _MANY, ""),
    "filter": (2, 2, ""),
}
"""How many arguments builtins take, and which of them by name."""
_BUILTINS: dict[str, object] = {
    "range": range,
    "enumerate": enumerate,
    "zip": zip,
    "reversed": reversed,
    "map": map,
    "filter": filter,
}
