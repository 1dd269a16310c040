"""Builtins that need the compiler: conversions, len, hash, any, all, the fixed-width numbers."""

from __future__ import annotations

import ast
import enum
import zlib
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_mixed, is_number
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import BuiltinCall, Expression, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class BuiltinCalls(Builder):
    """Handlers by name: call_<builtin>."""

    def call_print(self: Lowering, call: BuiltinCall) -> Expression:
        node = call.node
        return self.print_call(node)

    def call_len(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        if len(args) != 1:
            raise Unsupported(node, "len() takes one argument", "")
        item = self.expression(args[0])
        if isinstance(item, Live) and isinstance(item.object, enum.EnumMeta):
            return const_int(len(item.object))
        value = self.materialise(item, None, args[0])
        value = self.plain_of_enum(value) or value
        type_ = self.need(value.type)
        if isinstance(type_, t.TupleType):
            return const_int(len(type_.items))
        if isinstance(type_, t.ClassType) and not self.has_method(type_, "__len__"):
            raise Unsupported(node, f"{type_.name} has no length", "define __len__").as_raised(
                "type_error", f"object of type '{t.class_name(type_)}' has no len()"
            )
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._length(v, node))
        return self._length(value, node)

    def _length(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        type_ = known(value.type)
        if is_number(type_):
            text = f"object of type '{t.class_name(type_)}' has no len()"
            raise Unsupported(node, f"{type_.name} has no length", "test it first").as_raised(
                "type_error", text
            )
        if isinstance(type_, t.TupleType):
            return const_int(len(type_.items))
        if type_ is t.NONE:
            self.none_error("__len__")
            return ir.Const(t.NEVER, None)
        return self.call_method(value, "__len__", [], node)

    def call_str(self: Lowering, call: BuiltinCall) -> Expression:
        node, args, keywords = call.node, call.args, call.keywords
        if len(args) == 1 and not keywords:
            return self.to_str(self.current(args[0]), node)
        return self.construct(bindings.builtin_type("str"), args, keywords, node)

    def call_repr(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        return self.repr_of(self.current(args[0]), node)

    def call_format(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        value = self.current(args[0])
        text = bindings.builtin_type("str")
        spec = self.typed(args[1], text) if len(args) > 1 else self.text("")
        return self.format_value(value, spec, node)

    def call_bool(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        return self.truth(self.value(args[0]), node) if args else const_bool(False)

    def call_int(self: Lowering, call: BuiltinCall) -> Expression:
        node, args, keywords = call.node, call.args, call.keywords
        if not args:
            return const_int(0)
        base: Any = args[1] if len(args) > 1 else dict(keywords).get("base")
        value = self.value(args[0])
        return self._int_of(value, const_int(10) if base is None else self.typed(base, t.INT), node)

    def _int_of(self: Lowering, value: ir.Value, base: ir.Value, node: ast.AST) -> ir.Value:
        type_ = self.need(value.type)
        if type_ is t.U64:
            number = self.convert(value, t.INT)
            self.check(self.compare("ge", number, const_int(0)), "overflow")
            return number
        if isinstance(type_, t.IntType):
            return self.to_int(value)
        if isinstance(type_, t.PtrType):
            return self.convert(value, t.INT)
        if type_ is t.FLOAT:
            return self.call_runtime("floating", "to_int", value)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._int_of(v, base, node))
        if type_ is bindings.builtin_type("str"):
            return self.call_runtime("parse", "int_from_str", value, base)
        if isinstance(type_, t.ClassType) and type_ is bindings.builtin_type("bytes"):
            return self._int_of(
                self.call_method(value, "decode", [self.text("latin-1")], node), base, node
            )
        number_or_none = self.int_of_enum(value)
        if number_or_none is not None:
            return number_or_none
        return self.call_method(value, "__int__", [], node)

    def call_float(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        if not args:
            return ir.Const(t.FLOAT, 0.0)
        return self._float_of(self.value(args[0]), node)

    def _float_of(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        type_ = self.need(value.type)
        if isinstance(value, ir.StaticRef):
            from naja.compiler.front.text.printing import constant_text

            text = constant_text(value)
            if text is not None:
                try:
                    return ir.Const(t.FLOAT, float(text))
                except ValueError:
                    pass
        if type_ is t.FLOAT:
            return value
        if isinstance(type_, t.IntType):
            return self._to_float(value)
        if is_mixed(type_):
            return self.as_float(value)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._float_of(v, node))
        if type_ is bindings.builtin_type("str"):
            return self.call_runtime("parse", "float_from_str", value)
        return self.call_method(value, "__float__", [], node)

    def call_hash(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        return self.hash_of(self.value(args[0]), node)

    def hash_of(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """hash(value)."""
        type_ = self.need(value.type)
        if type_ is t.FLOAT:
            return self.call_runtime("hash", "hash_float", value)
        if isinstance(type_, t.IntType):
            return self.call_runtime("hash", "hash_int", self.convert(value, t.INT))
        if type_ is t.NONE:
            return const_int(bindings.runtime("hash", "NONE"))
        if isinstance(type_, t.TupleType):
            result: ir.Value = const_int(bindings.runtime("hash", "TUPLE_START"))
            for at, item in enumerate(type_.items):
                part = self.hash_of(self.tuple_item(value, at, item), node)
                result = self.call_runtime("hash", "hash_combine", result, part)
            return self.call_runtime("hash", "hash_end", result, const_int(len(type_.items)))
        if self.is_anything(type_):
            return self.anything("hash_of", value, node, lambda v: self.hash_of(v, node))
        if isinstance(type_, t.UnionType):
            return self.per_member(
                value, lambda m: self._or_raise(lambda v: self.hash_of(v, node), m)
            )
        if isinstance(type_, t.FunctionType):
            return const_int(zlib.crc32(str(type_.code).encode()))
        if isinstance(type_, t.ClassType):
            if self.has_method(type_, "__hash__"):
                return self.call_method(value, "__hash__", [], node)
            if self.has_method(type_, "__eq__"):
                raise Unsupported(
                    node,
                    f"{type_.name} is not hashable: it defines __eq__ without __hash__",
                    "define __hash__, or use a frozen dataclass",
                ).as_raised("type_error", f"unhashable type: '{t.class_name(type_)}'")
        return self._identity_hash(value)

    def _identity_hash(self: Lowering, value: ir.Value) -> ir.Value:
        address = self.temp(t.INT)
        self.emit(ir.Intrinsic(loc=self.loc, dst=address, name="object_address", args=[value]))
        return self.call_runtime("hash", "hash_identity", address)

    def call_id(self: Lowering, call: BuiltinCall) -> Expression:
        args = call.args
        value = self.as_pointer(self.value(args[0]))
        address = self.temp(t.INT)
        self.emit(ir.Intrinsic(loc=self.loc, dst=address, name="object_address", args=[value]))
        return address

    def call_any(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        return self._any_all(node, args, True)

    def call_all(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        return self._any_all(node, args, False)

    def _any_all(self: Lowering, node: ast.Call, args: list[Any], stop_on: bool) -> ir.Value:
        """any and all stop at the first item that decides."""
        if isinstance(node.args[0], ast.List | ast.Tuple) and not node.args[0].elts:
            return const_bool(not stop_on)
        answer = self.local("answer", t.BOOL)
        self.store(answer, const_bool(not stop_on))
        after = self.new_block("decided")
        argument = node.args[0]

        def test() -> None:
            assert isinstance(argument, ast.GeneratorExp)
            self._decide(self.truth(self.value(argument.elt), node), stop_on, answer, after)

        if isinstance(argument, ast.GeneratorExp):
            self.generate(argument.generators, test, [argument.elt])
        else:
            source = self.source(argument)
            head, end = self.new_block("each"), self.new_block("end")
            self.goto(head)
            self.enter_block(head)
            source.advance(end)
            self._decide(self.truth(source.item(), node), stop_on, answer, after)
            self.goto(head)
            self.enter_block(end)
        self.goto(after)
        self.enter_block(after)
        return self.load(answer)

    def _decide(
        self: Lowering, value: ir.Value, stop_on: bool, answer: ir.Local, after: ir.Block
    ) -> None:
        found, go_on = self.new_block("found"), self.new_block("go")
        yes, no = (found, go_on) if stop_on else (go_on, found)
        self.branch(value, yes, no)
        self.enter_block(found)
        self.store(answer, const_bool(stop_on))
        self.goto(after)
        self.enter_block(go_on)

    def make_fixed(self: Lowering, type_: t.IntType, args: list[Any], node: ast.AST) -> ir.Value:
        """u16(x): checked conversion."""
        if not args:
            return const_int(0, type_)
        value = args[0] if isinstance(args[0], ir.Value) else self.value(args[0], type_)
        have = self.need(value.type)
        if have is type_:
            return value
        if not isinstance(have, t.IntType):
            value = self._int_of(value, const_int(10), node)
        if isinstance(value, ir.Const) and isinstance(value.value, int):
            if not type_.low <= value.value <= type_.high:
                raise Unsupported(
                    node,
                    f"{value.value} does not fit into {type_.name}",
                    f"use {type_.name}.wrap(…) to cut it",
                )
            return ir.Const(type_, int(value.value))
        if have is t.U64:
            high = ir.Const(t.U64, type_.high)
            self._check_fits(self.compare("le", value, high), type_)
            return self.convert(value, type_)
        number = self.to_int(value)
        inside = self.compare("ge", number, const_int(type_.low))
        if type_.bits < 64:
            inside = self.arith(
                "and", inside, self.compare("le", number, const_int(type_.high)), t.BOOL
            )
        self._check_fits(inside, type_)
        return self.convert(number, type_)

    def _check_fits(self: Lowering, condition: ir.Value, type_: t.IntType) -> None:
        good, bad = self.new_block("fits"), self.new_block("wide")
        self.branch(condition, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime("narrow", self.text(type_.name))
        self.enter_block(good)
