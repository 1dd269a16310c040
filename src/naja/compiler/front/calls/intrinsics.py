"""`naja.lang.unsafe`, `naja.lang.wire` and `naja.lang.coroutine`: what each name compiles to."""

from __future__ import annotations

import ast
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import TYPE_NAME
from naja.compiler.front.classes.layouts import measure
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NONE_VALUE, Expression, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

PLAIN: dict[str, t.Type] = {
    "memcpy": t.NONE,
    "memmove": t.NONE,
    "memset": t.NONE,
    "overwritten": t.NONE,
    "memcmp": t.INT,
    "port_in8": t.INT,
    "port_in16": t.INT,
    "port_in32": t.INT,
    "port_out8": t.NONE,
    "port_out16": t.NONE,
    "port_out32": t.NONE,
    "syscall": t.INT,
    "rdtsc": t.INT,
    "pause": t.NONE,
    "fence": t.NONE,
    "prefetch": t.NONE,
    "stack_pointer": t.INT,
    "save_registers": t.NONE,
    "trace_word": t.INT,
    "wrapping_add": t.INT,
    "wrapping_sub": t.INT,
    "wrapping_mul": t.INT,
    "logical_shift_right": t.INT,
    "multiply_high": t.U64,
    "count_leading_zeros": t.INT,
    "count_trailing_zeros": t.INT,
    "population_count": t.INT,
    "byte_swap16": t.INT,
    "byte_swap32": t.INT,
    "byte_swap64": t.INT,
    "float_bits": t.U64,
    "float_from_bits": t.FLOAT,
    "object_address": t.INT,
    "sqrt": t.FLOAT,
    "floor": t.FLOAT,
    "ceil": t.FLOAT,
    "trunc": t.FLOAT,
    "round_even": t.FLOAT,
    "fabs": t.FLOAT,
    "copysign": t.FLOAT,
    "fma": t.FLOAT,
}
COUNTERPARTS = {
    "naja.lang.wire": "naja.runtime.wire",
    "naja.lang.memory": "naja.runtime.memory",
    "naja.lang.coverage": "naja.runtime.coverage",
    "naja.lang.counters": "naja.stdlib._counters",
}
"""Modules of naja.lang whose functions are those of a module of the image's."""
UNSIGNED_OPERANDS = {"multiply_high", "float_from_bits"}
FLOAT_OPERANDS = {
    "sqrt",
    "floor",
    "ceil",
    "trunc",
    "round_even",
    "fabs",
    "copysign",
    "fma",
    "float_bits",
}


class Intrinsics(Builder):
    """Handlers by name: intrinsic_<name>, or the plain table above."""

    def intrinsic_handler(
        self: Lowering, live: Any
    ) -> Callable[[ast.AST, list[Any]], Expression] | None:
        """How a call of a live function of naja.lang is compiled; None for every other function."""
        if (
            isinstance(live, types.MethodType)
            and isinstance(live.__self__, type)
            and live.__name__ == "wrap"
        ):
            number = notations.NUMBERS.get(live.__self__)
            return lambda node, args: self.convert(self._integer(args[0]), number)  # type: ignore[arg-type]
        module = getattr(live, "__module__", "")
        if module not in (
            "naja.lang.unsafe",
            "naja.lang.coroutine",
            *COUNTERPARTS,
        ) or not isinstance(live, types.FunctionType):
            return None
        name = live.__name__
        if module in COUNTERPARTS:
            return lambda node, args: self.call_function(
                bindings.library(COUNTERPARTS[module], name), None, args, [], node
            )
        method = getattr(self, f"intrinsic_{name}", None)
        if method is not None:
            return method  # type: ignore[no-any-return]
        if name in PLAIN:
            return lambda node, args: self._by_table(name, args)
        if hasattr(bindings.runtime("views", name), "__code__"):
            return lambda node, args: self.call_function(
                bindings.runtime("views", name), None, args, [], node
            )
        return None

    def _integer(self: Lowering, argument: Any) -> ir.Value:
        value = argument if isinstance(argument, ir.Value) else self.value(argument)
        type_ = self.need(value.type)
        if not isinstance(type_, t.IntType):
            raise Unsupported(
                argument if isinstance(argument, ast.AST) else None,
                f"this is {type_.name}, where an integer is expected",
                "",
            )
        return value

    def intrinsic(
        self: Lowering, op: str, type_: t.Type, args: list[ir.Value], **attrs: Any
    ) -> ir.Value:
        dst = None if type_ is t.NONE else self.temp(type_)
        self.emit(
            ir.Intrinsic(
                loc=self.loc, dst=dst, name=op, args=args, attrs=attrs, handler=self.handler
            )
        )
        return dst if dst is not None else ir.Const(t.NONE, None)

    def _by_table(self: Lowering, name: str, args: list[Any]) -> ir.Value:
        values = []
        for argument in args:
            value = argument if isinstance(argument, ir.Value) else self.value(argument)
            type_ = self.need(value.type)
            if name in UNSIGNED_OPERANDS and isinstance(type_, t.IntType):
                value = self.convert(value, t.U64)
            elif name in FLOAT_OPERANDS:
                value = self.coerce(value, t.FLOAT)
            elif isinstance(type_, t.IntType) and type_ is not t.U64:
                value = self.to_int(value)
            elif type_ is t.U64:
                value = self.convert(value, t.INT)
            values.append(value)
        if name == "syscall":
            values += [const_int(0)] * 0
        return self.intrinsic(name, PLAIN[name], values)

    def intrinsic_unlikely(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic("unlikely", t.BOOL, [self.value(args[0])])

    # ---- memory ---------------------------------------------------------------------------------

    def intrinsic_volatile_load(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        pointer = self.value(args[0])
        type_ = known(pointer.type)
        assert isinstance(type_, t.PtrType)
        dst = self.temp(type_.item)
        self.emit(
            ir.LoadPtr(loc=self.loc, dst=dst, pointer=pointer, index=const_int(0), volatile=True)
        )
        return dst

    def intrinsic_volatile_store(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        pointer = self.value(args[0])
        type_ = known(pointer.type)
        assert isinstance(type_, t.PtrType)
        value = self.store_number(self.value(args[1]), type_.item, node)
        self.emit(
            ir.StorePtr(
                loc=self.loc, pointer=pointer, index=const_int(0), value=value, volatile=True
            )
        )
        return ir.Const(t.NONE, None)

    def intrinsic_allocate_array(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.allocate_array(
            self.need(self.evaluate_type(args[0])), self.typed(args[1], t.INT)
        )

    def intrinsic_allocate_object(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        type_ = self.need(self.evaluate_type(args[0]))
        assert isinstance(type_, t.ClassType)
        return self.allocate(type_, self.typed(args[1], t.INT) if len(args) > 1 else None)

    def intrinsic_object_at(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic(
            "object_at", self.need(self.evaluate_type(args[0])), [self.typed(args[1], t.INT)]
        )

    def intrinsic_tail(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        value = self.value(args[0])
        type_ = known(value.type)
        if not isinstance(type_, t.ClassType):
            raise Unsupported(node, f"{type_.name} has no inline data", "")
        return self.intrinsic(
            "tail", t.ptr_type(t.U8), [value], layout=self.world.class_info(type_).layout
        )

    def intrinsic_size_of(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return const_int(measure(self.need(self.evaluate_type(args[0])))[0])

    def intrinsic_type_id(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        dst = self.temp(t.INT)
        self.emit(ir.TypeId(loc=self.loc, dst=dst, object=self.value(args[0])))
        return dst

    def intrinsic_type_id_of(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        type_ = self.need(self.evaluate_type(args[0]))
        assert isinstance(type_, t.ClassType)
        dst = self.temp(t.INT)
        self.emit(ir.TypeId(loc=self.loc, dst=dst, layout=self.world.class_info(type_).layout))
        return dst

    def intrinsic_type_name(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        """The class's name by a method that the compiler makes up for every class that needs it."""
        return self.call_method(self.value(args[0]), TYPE_NAME, [], node)

    def intrinsic_symbol_address(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic("symbol_address", t.INT, [], name=self.constant(args[0]))

    def constant(self: Lowering, node: ast.expr) -> str:
        """A str that is known at build time."""
        from naja.compiler.front.text.printing import constant_text

        text = constant_text(self.value(node))
        if text is None:
            raise Unsupported(node, "this text has to be known at build time", "write a constant")
        return text

    def intrinsic_function_address(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        item = self.expression(args[0])
        if not isinstance(item, Live) or not isinstance(item.object, types.FunctionType):
            raise Unsupported(
                node, "function_address takes a function", "name a module-level function"
            )
        instance = self.world.instance(item.object, None, {}, {})
        instance.ir.exported = instance.ir.exported or instance.ir.symbol
        return self.intrinsic("function_address", t.INT, [], function=instance.ir)

    def intrinsic_asm(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        template, constraints = self.constant(args[0]), self.constant(args[1])
        values = [self._word(self.value(a)) for a in args[2:]]
        return self.intrinsic(
            "asm",
            t.INT if "=" in constraints else t.NONE,
            values,
            template=template,
            constraints=constraints,
        )

    def _word(self: Lowering, value: ir.Value) -> ir.Value:
        return (
            self.convert(value, t.INT) if isinstance(value.type, t.IntType | t.PtrType) else value
        )

    def intrinsic_unreachable(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        self.emit(ir.Unreachable(loc=self.loc))
        return ir.Const(t.NEVER, None)

    def intrinsic_fill(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        pointer, index = self.value(args[0]), self._integer(args[1])
        item = known(pointer.type)
        assert isinstance(item, t.PtrType)
        value = self.coerce(self.value(args[2], item.item), item.item)
        self.emit(ir.StorePtr(loc=self.loc, pointer=pointer, index=index, value=value, fresh=True))
        return NONE_VALUE

    def intrinsic_same(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.same_item(self.value(args[0]), self.value(args[1]), node)

    def intrinsic_total_order(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return const_bool(has_total_order(self.need(self.evaluate_type(args[0]))))

    # ---- coroutines -----------------------------------------------------------------------------

    def intrinsic_resume(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic("coro_resume", t.NONE, [self.value(args[0])])

    def intrinsic_handle_of(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.convert(self.value(args[0]), t.coroutine_type(t.NONE))

    def intrinsic_done(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic("coro_done", t.BOOL, [self.value(args[0])])

    def intrinsic_begun(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic("coro_begun", t.BOOL, [self.value(args[0])])

    def intrinsic_end(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic("coro_end", t.NONE, [self.value(args[0])])

    def intrinsic_throw_into(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        self.world.thrown.grow(t.BOOL)
        return self.intrinsic("coro_throw", t.NONE, [self.value(a) for a in args])

    def intrinsic_step(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        """`await step(frame)` runs the body of an asynchronous generator to its next yield."""
        value = self.value(args[0])
        self.emit(
            ir.Await(loc=self.loc, dst=None, coroutine=value, step=True, handler=self.handler)
        )
        return Suspended()

    def intrinsic_exception_of(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self.intrinsic(
            "coro_exception",
            t.optional(bindings.builtin_type("BaseException")),
            [self.value(args[0])],
        )

    def intrinsic_result_of(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        value = self.value(args[0])
        type_ = known(value.type)
        assert isinstance(type_, t.CoroutineType)
        return self.intrinsic("coro_result", type_.result, [value])

    def leaf_variable(self: Lowering) -> ir.StaticObject:
        """Where the coroutine that suspended last leaves its handle."""
        from naja.lang import coroutine

        return self.world.freezer.variable(
            id(vars(coroutine)), "_leaf", None, t.optional(t.coroutine_type(t.NONE))
        )

    def intrinsic_current_leaf(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        static = self.leaf_variable()
        dst = self.temp(static.type)
        self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
        return self.convert(dst, t.coroutine_type(t.NONE))

    def intrinsic_suspend(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        """`await suspend()` is one suspension of the coroutine that contains it."""
        self.emit(ir.Suspend(loc=self.loc, leaf=self.leaf_variable()))
        return Suspended()


class Suspended(ir.Value):
    """What `suspend()` and `step()` give: awaiting it does nothing more."""

    __slots__ = ("type",)

    def __init__(self) -> None:
        self.type = t.coroutine_type(t.NONE)


def has_total_order(type_: t.Type) -> bool:
    """Whether all values of the type stand in one order, without asking code of the program."""
    if isinstance(type_, t.TupleType):
        return all(has_total_order(item) for item in type_.items)
    if isinstance(type_, t.ClassType) and type_.cls in map(bindings.builtin_class, _SEQUENCES):
        return all(has_total_order(item) for item in type_.args)
    plain = [bindings.builtin_type(name) for name in ("str", "bytes")]
    return type_ in plain or isinstance(type_, t.IntType)


_SEQUENCES = ("list", "tuple")
