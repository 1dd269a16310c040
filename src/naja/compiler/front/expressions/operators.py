"""Operators: arithmetic with CPython's checks, comparison, truth, subscripts. Numbers are done
here, objects by method."""

from __future__ import annotations

import ast
import enum
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.expressions.mixed import is_numeric
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

METHODS: dict[type, str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.BitXor: "xor",
    ast.MatMult: "matmul",
}
SIGNS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "lshift": "<<",
    "rshift": ">>",
    "and": "&",
    "or": "|",
    "xor": "^",
    "matmul": "@",
}
LARGEST = (1 << 63) - 1


class Operators(Builder):
    """See the module."""

    def on_binop(self: Lowering, node: ast.BinOp, expected: t.Type | None) -> Expression:
        whole = literal(node)
        if whole is not None and t.INT.low <= whole <= t.INT.high:
            return const_int(whole)
        wanted = expected if isinstance(node.op, ast.Add | ast.Mult) else None
        left = self.value(node.left, wanted)
        right = self.value(node.right, wanted if isinstance(node.op, ast.Add) else None)
        return self.binary(METHODS[type(node.op)], left, right, node)

    def binary(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        if not self._both_flags(op, left, right):
            left, right = self.plain_of_enum(left) or left, self.plain_of_enum(right) or right
        a, b = self.settle(left.type, right.type, op), known(right.type)
        if b is t.NEVER:
            return right
        if isinstance(left, ir.Const) and isinstance(right, ir.Const):
            folded = fold(op, left, right)
            if folded is not None:
                return folded
        if is_number(a) and is_number(b):
            return self._numbers(op, left, right, node)
        if is_numeric(a) and is_numeric(b):
            return self.mixed_arithmetic(op, left, right, node)
        if isinstance(a, t.PtrType):
            return self._pointer(op, left, right, node)
        if isinstance(a, t.UnionType) and len(a.present) >= 1:
            if a.optional and len(a.present) == 1 and not self.is_dynamic(a):
                return self.binary(op, self._operand(left, op, node), right, node)
            return self.per_member(left, lambda v: self.binary(op, v, right, node))
        raises = self.in_doubt() or self.is_dynamic(b)
        if isinstance(b, t.UnionType) and (raises or not b.optional):
            return self.per_member(right, lambda v: self.binary(op, left, v, node))
        made = self.tuple_operation(op, left, right, node)
        return made if made is not None else self._by_method(op, left, right, node)

    def _both_flags(self, op: str, left: ir.Value, right: ir.Value) -> bool:
        """Whether the operator is one that a flag defines itself."""
        types_ = known(left.type), known(right.type)
        flag = any(isinstance(x, t.ClassType) and issubclass(x.cls, enum.Flag) for x in types_)
        return flag and op in ("or", "and", "xor")

    def settle(self, a: t.Type, b: t.Type, op: str) -> t.Type:
        """`[] + xs`: an element type not known yet follows the other side."""
        from naja.compiler.front.annotations.facts import unify

        if op == "add" and (has_var(a) or has_var(b)):
            unify(a, b)
        return known(a) if isinstance(known(a), t.ClassType) else self.need(a)

    def _operand(self: Lowering, value: ir.Value, op: str, node: ast.AST) -> ir.Value:
        raise Unsupported(
            node,
            f"the left operand of {SIGNS.get(op, op)} may be None",
            "test it first: `if x is not None:`",
        )

    def _by_method(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        formatted = self.percent(left, right, node) if op == "mod" else None
        if formatted is not None:
            return formatted
        whole = self.joined_apart(op, left, right, node)
        return whole if whole is not None else self.operate(op, left, right, node)

    # ---- numbers --------------------------------------------------------------------------------

    def _numbers(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        a, b = known(left.type), known(right.type)
        if t.FLOAT in (a, b):
            return self._floats(op, self._to_float(left), self._to_float(right), node)
        if a is t.BOOL and b is t.BOOL and op in ("and", "or", "xor"):
            return self.arith(op, left, right)
        if t.U64 in (a, b):
            return self._unsigned(op, left, right, node)
        return self._ints(op, self.to_int(left), self.to_int(right), node)

    def to_int(self, value: ir.Value) -> ir.Value:
        return self.convert(value, t.INT)

    def _to_float(self, value: ir.Value) -> ir.Value:
        return (
            self.convert(self.to_int(value), t.FLOAT)
            if isinstance(value.type, t.IntType) and value.type is not t.U64
            else self.convert(value, t.FLOAT)
        )

    def _ints(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        if op in ("add", "sub", "mul"):
            return self.checked(op, left, right)
        if op in ("and", "or", "xor"):
            return self.arith(op, left, right)
        if op == "truediv":
            self.check(self.compare("ne", right, const_int(0)), "zero_true_division")
            return self.call_runtime("integer", "true_divide", left, right)
        if op in ("floordiv", "mod"):
            return self._divide(op, left, right)
        if op in ("lshift", "rshift"):
            return self._shift(op, left, right)
        if op == "pow":
            return self._power(left, right, node)
        raise Unsupported(node, f"int {SIGNS[op]} int is not defined", "use a method")

    def check(self: Lowering, condition: ir.Value, error: str) -> None:
        """Raise runtime.errors.<error>() unless the condition holds."""
        if isinstance(condition, ir.Const) and condition.value:
            return
        good, bad = self.new_block("good"), self.new_block("bad")
        self.branch(condition, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime(error)
        self.enter_block(good)

    def _divide(self: Lowering, op: str, left: ir.Value, right: ir.Value) -> ir.Value:
        """Floor division and modulo from the machine's truncating ones."""
        if isinstance(right, ir.Const) and right.value and int(right.value) > 0:
            divisor = int(right.value)
            if divisor & (divisor - 1) == 0:
                if op == "mod":
                    return self.arith("and", left, const_int(divisor - 1))
                return self.arith("shr", left, const_int(divisor.bit_length() - 1))
            rest = self.arith("rem", left, right)
            low = self.compare("lt", rest, const_int(0))
            if op == "mod":
                return self.select(low, self.arith("add", rest, right), rest)
            return self.arith("sub", self.arith("div", left, right), self.convert(low, t.INT))
        self.check(
            self.compare("ne", right, const_int(0)),
            "zero_division" if op == "floordiv" else "zero_modulo",
        )
        return self.call_runtime(
            "integer", "floor_divide" if op == "floordiv" else "floor_modulo", left, right
        )

    def select(self, condition: ir.Value, yes: ir.Value, no: ir.Value) -> ir.Value:
        dst = self.temp(yes.type)
        self.emit(ir.Select(loc=self.loc, dst=dst, condition=condition, yes=yes, no=no))
        return dst

    def _shift(self: Lowering, op: str, left: ir.Value, right: ir.Value) -> ir.Value:
        count = right.value if isinstance(right, ir.Const) else None
        if isinstance(count, int) and 0 <= count < 63:
            if op == "rshift":
                return self.arith("shr", left, right)
            shifted = self.arith("shl", left, right)
            if self.inst.unchecked:
                return shifted
            self.check(self.compare("eq", self.arith("shr", shifted, right), left), "overflow")
            return shifted
        return self.call_runtime(
            "integer", "shift_left" if op == "lshift" else "shift_right", left, right
        )

    def _power(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        if isinstance(right, ir.Const) and isinstance(right.value, int):
            if right.value == 2:
                return self.checked("mul", left, left)
            if right.value < 0:
                return self._floats("pow", self._to_float(left), self._to_float(right), node)
        return self.call_runtime("integer", "power", left, right)

    def _unsigned(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        """u64 arithmetic wraps; an int constant joins in, shift counts are ints."""
        if op in ("lshift", "rshift"):
            count = self.convert(self.to_int(right), t.U64)
            inside = self.compare("lt", count, const_int(64, t.U64))
            safe = self.arith("and", count, const_int(63, t.U64))
            result = self.arith("shl" if op == "lshift" else "shr", self._u64(left, node), safe)
            return (
                result
                if isinstance(right, ir.Const)
                else self.select(inside, result, const_int(0, t.U64))
            )
        a, b = self._u64(left, node), self._u64(right, node)
        if op in ("add", "sub", "mul", "and", "or", "xor"):
            return self.arith(op, a, b)
        if op in ("floordiv", "mod"):
            self.check(
                self.compare("ne", b, const_int(0, t.U64)),
                "zero_division" if op == "floordiv" else "zero_modulo",
            )
            return self.arith("div" if op == "floordiv" else "rem", a, b)
        raise Unsupported(node, f"u64 {SIGNS[op]} is not defined", "convert to int or float first")

    def _u64(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        if value.type is t.U64:
            return value
        if isinstance(value, ir.Const) and isinstance(value.value, int) and value.value >= 0:
            return const_int(value.value, t.U64)
        if isinstance(value.type, t.IntType) and not value.type.signed:
            return self.convert(value, t.U64)
        raise Unsupported(node, "u64 and int do not mix", "write u64(x) or u64.wrap(x) for the int")

    def _floats(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        if op in ("add", "sub", "mul"):
            return self.arith("f" + op, left, right)
        if op == "truediv":
            self.check(self.compare("ne", right, ir.Const(t.FLOAT, 0.0)), "float_zero_division")
            return self.arith("fdiv", left, right)
        if op in ("floordiv", "mod", "pow"):
            return self.call_runtime("floating", {"pow": "power"}.get(op, op), left, right)
        raise Unsupported(node, f"float {SIGNS[op]} float is not defined", "convert to int first")

    def _pointer(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        type_ = known(left.type)
        assert isinstance(type_, t.PtrType)
        if isinstance(known(right.type), t.PtrType) and op == "sub":
            from naja.compiler.front.classes.layouts import measure

            distance = self.arith("sub", self.convert(left, t.INT), self.convert(right, t.INT))
            return self.arith("div", distance, const_int(measure(type_.item)[0]))
        count = self.to_int(right)
        if op == "sub":
            count = (
                self.arith("sub", const_int(0), count)
                if not isinstance(count, ir.Const)
                else const_int(-int(count.value or 0))
            )
        dst = self.temp(type_)
        self.emit(ir.PtrAdd(loc=self.loc, dst=dst, pointer=left, index=count))
        return dst

    # ---- unary ----------------------------------------------------------------------------------

    def on_unaryop(self: Lowering, node: ast.UnaryOp, expected: t.Type | None) -> Expression:
        if isinstance(node.op, ast.Not):
            item = self.expression(node.operand)
            if isinstance(item, Live):
                return const_bool(not item.object)
            return self.negate(self.truth(self.materialise(item, None, node), node))
        if literal(node) == t.INT.low:
            return const_int(t.INT.low)
        return self._unary(node.op, self.value(node.operand), node)

    def _unary(self: Lowering, op: ast.unaryop, value: ir.Value, node: ast.AST) -> ir.Value:
        type_ = self.need(value.type)
        if not isinstance(op, ast.Invert) or not self.has_method(type_, "__invert__"):
            value = self.plain_of_enum(value) or value
            type_ = self.need(value.type)
        constant = value.value if isinstance(value, ir.Const) and is_number(type_) else None
        if constant not in (None, t.INT.low) and isinstance(op, ast.USub) and type_ is not t.U64:
            assert constant is not None
            return ir.Const(t.FLOAT if type_ is t.FLOAT else t.INT, -constant)
        if type_ is t.FLOAT:
            if isinstance(op, ast.UAdd):
                return value
            if isinstance(op, ast.USub):
                return self.arith("fsub", ir.Const(t.FLOAT, -0.0), value)
        if isinstance(type_, t.IntType):
            if type_ is t.U64:
                zero, ones = const_int(0, t.U64), const_int((1 << 64) - 1, t.U64)
                return (
                    self.arith("xor", value, ones)
                    if isinstance(op, ast.Invert)
                    else self.arith("sub", zero, value)
                )
            value = self.to_int(value)
            if isinstance(op, ast.Invert):
                return self.arith("xor", value, const_int(-1))
            return self.checked("sub", const_int(0), value) if isinstance(op, ast.USub) else value
        if isinstance(type_, t.UnionType) and not type_.optional:
            return self.per_member(value, lambda v: self._unary(op, v, node))
        names = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}
        if not self.has_method(type_, names[type(op)]):
            sign = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(op)]
            raise Unsupported(
                node, f"{type_.name} has no {sign}", f"define {names[type(op)]}"
            ).as_raised("type_error", f"bad operand type for unary {sign}: '{t.class_name(type_)}'")
        return self.call_method(value, names[type(op)], [], node)


_FOLD = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b,
    "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b,
    "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
}


def fold(op: str, left: ir.Const, right: ir.Const) -> ir.Const | None:
    """Arithmetic of two int constants at build time, where it cannot fail."""
    a, b = left.value, right.value
    if (
        left.type is not t.INT
        or right.type is not t.INT
        or not isinstance(a, int)
        or not isinstance(b, int)
    ):
        return None
    if (
        op not in _FOLD
        or (op in ("floordiv", "mod") and b == 0)
        or ("shift" in op and not 0 <= b < 64)
    ):
        return None
    result = _FOLD[op](a, b)
    return ir.Const(t.INT, result) if t.INT.low <= result <= t.INT.high else None


def literal(node: ast.expr) -> int | None:
    """The value of arithmetic on written numbers: `2**63 - 1`, whose parts need not fit."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = literal(node.operand)
        return None if inner is None else -inner
    if not isinstance(node, ast.BinOp):
        return None
    left, right = literal(node.left), literal(node.right)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    if isinstance(node.op, ast.Pow) and 0 <= right <= 64 and abs(left) <= 2**64:
        return int(left**right)
    return None
