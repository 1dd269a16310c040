"""Stars: unpacking into several names, and `*` and `**` in displays."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Unpacking(Builder):
    """See the module."""

    def unpack(
        self: Lowering, target: ast.Tuple | ast.List, value: ir.Value, node: ast.AST
    ) -> None:
        """a, *b, c = value."""
        stars = [at for at, e in enumerate(target.elts) if isinstance(e, ast.Starred)]
        star = stars[0] if stars else None
        items = self._parts(self.plain_tuple(value), target, star, node)
        for element, item in zip(target.elts, items, strict=True):
            inner = element.value if isinstance(element, ast.Starred) else element
            self.assign(inner, item, node)

    def _parts(
        self: Lowering,
        value: ir.Value,
        target: ast.Tuple | ast.List,
        star: int | None,
        node: ast.AST,
    ) -> list[ir.Value]:
        type_, count = self.need(value.type), len(target.elts)
        if isinstance(type_, t.UnionType) and count:

            def apart(member: ir.Value) -> ir.Value:
                return self.make_tuple(self._parts(self.plain_tuple(member), target, star, node))

            whole = self.per_member(value, apart)
            if not isinstance(held := known(whole.type), t.TupleType):
                raise Unsupported(node, f"{type_.name} cannot be unpacked", "test its type first")
            return [self.tuple_item(whole, at, item) for at, item in enumerate(held.items)]
        if isinstance(type_, t.TupleType):
            return self._tuple_parts(value, type_, count, star, target)
        return self._sequence_parts(value, type_, count, star, node)

    def awaited_apart(self: Lowering, node: ast.Await) -> ir.Value:
        """`a, b = await gather(f(), g())`: results of several types stay apart, where the class of
        what is awaited has `_wait_apart`."""
        awaited = self.value(node.value)
        type_ = known(awaited.type)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "_wait_apart"):
            awaited = self.call_method(awaited, "_wait_apart", [], node)
        return self.await_value(awaited, node)

    def _tuple_parts(
        self: Lowering,
        value: ir.Value,
        type_: t.TupleType,
        count: int,
        star: int | None,
        target: ast.AST,
    ) -> list[ir.Value]:
        items = [self.tuple_item(value, at, item) for at, item in enumerate(type_.items)]
        if star is None and len(items) == count:
            return items
        if star is None or len(items) < count - 1:
            reason = f"{count} names for {len(items)} values"
            least = count if star is None else count - 1
            few = f"not enough values to unpack (expected {least}, got {len(items)})"
            if star is not None:
                few = few.replace("expected", "expected at least")
            text = few if len(items) < least else f"too many values to unpack (expected {count})"
            raise Unsupported(target, reason, "make the numbers equal").as_raised(
                "value_error", text
            )
        behind = len(items) - (count - star - 1)
        joined: t.Type = t.NEVER
        for item in items[star:behind]:
            joined = self.join_values(joined, item.type)
        element = joined if joined is not t.NEVER else self.inst.variable(target, star)
        return [*items[:star], self.list_of(items[star:behind], element), *items[behind:]]

    def _sequence_parts(
        self: Lowering,
        value: ir.Value,
        type_: t.Type,
        count: int,
        star: int | None,
        node: ast.AST,
    ) -> list[ir.Value]:
        if isinstance(type_, t.UnionType | t.ObjectType) or type_ is t.NONE:
            raise Unsupported(node, f"{type_.name} cannot be unpacked", "test its type first")
        if not self.is_iterable(type_):
            reason = f"{type_.name} cannot be unpacked"
            text = f"cannot unpack non-iterable {t.class_name(type_)} object"
            raise Unsupported(node, reason, "define __iter__").as_raised("type_error", text)
        if not self.has_method(type_, "__getslice__"):
            value = self.collect(bindings.builtin_class("list"), value, None, node)
        least = count if star is None else count - 1
        length = self.call_method(value, "__len__", [], node)
        good, bad = self.new_block("fits"), self.new_block("wrong")
        right = self.compare("eq" if star is None else "ge", length, const_int(least))
        self.branch(right, good, bad, likely=True)
        self.enter_block(bad)
        maker = "wrong_unpack" if star is None else "short_unpack"
        self.raise_runtime(maker, const_int(least), length)
        self.enter_block(good)
        return [self._part(value, at, count, star, length, node) for at in range(count)]

    def _part(
        self: Lowering,
        value: ir.Value,
        at: int,
        count: int,
        star: int | None,
        length: ir.Value,
        node: ast.AST,
    ) -> ir.Value:
        if star is None or at < star:
            return self.call_method(value, "__getitem__", [const_int(at)], node)
        if at > star:
            index = self.arith("sub", length, const_int(count - at))
            return self.call_method(value, "__getitem__", [index], node)
        stop = self.arith("sub", length, const_int(count - star - 1))
        part = self.call_method(value, "__getslice__", [const_int(star), stop], node)
        type_ = known(part.type)
        list_class = bindings.builtin_class("list")
        if isinstance(type_, t.ClassType) and type_.cls is list_class:
            return part
        return self.collect(list_class, part, None, node)

    # ---- displays -------------------------------------------------------------------------------

    def starred_display(
        self: Lowering,
        builtin: str,
        method: str,
        node: ast.List | ast.Set | ast.Tuple,
        expected: t.Type | None,
    ) -> ir.Value:
        """[*a, b]: a new collection, each part put in in turn."""
        item_type = self._element(expected, builtin, 0) or self.inst.variable(node, 0)
        target = self.new_object(bindings.builtin_type(builtin, item_type), node)
        holder = self.local("result", target.type)
        if not has_var(target.type):
            self.store(holder, target)

        def add(item: ir.Value) -> None:
            self.solve_element(item_type, item.type)
            self.note_item(node, item_type, item.type)
            self.call_method(self.load(holder), method, [item], node)

        for element in node.elts:
            if isinstance(element, ast.Starred):
                if builtin == "set" and self._merged(element.value, holder, item_type):
                    continue
                self.each_item(element.value, add)
            else:
                add(self.value(element, None if has_var(item_type) else item_type))
        return self.load(holder)

    def _merged(self: Lowering, node: ast.expr, holder: ir.Local, item_type: t.Type) -> bool:
        """{*s}: a set is put in as a whole, which may give another order than one by one."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return False
        item = self.expression(node)
        type_ = known(item.type) if isinstance(item, ir.Value) else None
        if not isinstance(item, ir.Value) or not isinstance(type_, t.ClassType):
            return False
        if not self.has_method(type_, "_merge"):
            return False
        self.solve_element(item_type, type_.args[0])
        if known(item_type) is not known(type_.args[0]):
            return False
        self.call_method(self.load(holder), "_merge", [item], node)
        return True

    def each_item(self: Lowering, iterable: ast.expr, action: Any) -> None:
        """Run `action` on every item."""
        source = self.source(iterable)
        head, after = self.new_block("each"), self.new_block("after")
        self.forget_changed(iterable)
        self.goto(head)
        self.enter_block(head)
        source.advance(after)
        if self.block is not None:
            action(source.item())
        self.goto(head)
        self.enter_block(after)

    def starred_dict(self: Lowering, node: ast.Dict, expected: t.Type | None) -> ir.Value:
        """{**a, key: value}."""
        key = self._element(expected, "dict", 0) or self.inst.variable(node, 0)
        value = self._element(expected, "dict", 1) or self.inst.variable(node, 1)
        target = self.new_object(bindings.builtin_type("dict", key, value), node)
        holder = self.local("result", target.type)
        if not has_var(target.type):
            self.store(holder, target)
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            part = self.value(value_node)
            if key_node is not None:
                given = self.value(key_node)
                self.solve_element(key, given.type)
                self.solve_element(value, part.type)
                self.note_item(node, key, given.type)
                self.note_item(node, value, part.type, 1)
                self.call_method(self.load(holder), "__setitem__", [given, part], node)
                continue
            type_ = self.need(part.type)
            if isinstance(type_, t.ClassType) and len(type_.args) == 2:
                for at, (mine, yours) in enumerate(zip((key, value), type_.args, strict=True)):
                    self.solve_element(mine, yours)
                    self.note_item(node, mine, yours, at)
            self.update_by_names(self.load(holder), [part], [], node)
        return self.load(holder)
