"""Operators: arithmetic with CPython's checks, comparison, truth, subscripts. Numbers are done here, objects by method."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front import bindings
from naja.compiler.front.builder import Builder
from naja.compiler.front.coercion import is_number
from naja.compiler.front.facts import has_var, known
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

METHODS: dict[type, str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitAnd: "and", ast.BitOr: "or",
    ast.BitXor: "xor", ast.MatMult: "matmul",
}  # fmt: skip
SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "lshift": "<<",
    "rshift": ">>", "and": "&", "or": "|", "xor": "^", "matmul": "@",
}  # fmt: skip
COMPARES: dict[type, str] = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
MIRROR = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
OPPOSITE = {"eq": "ne", "ne": "eq"}
LARGEST = (1 << 63) - 1


class Operators(Builder):
    """See the module."""

    def on_binop(self: Lowering, node: ast.BinOp, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        wanted = expected if isinstance(node.op, ast.Add | ast.Mult) else None
        left = self.value(node.left, wanted)
        right = self.value(node.right, wanted if isinstance(node.op, ast.Add) else None)
        return self.binary(METHODS[type(node.op)], left, right, node)

    def binary(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        left, right = self.int_of_enum(left) or left, self.int_of_enum(right) or right
        a, b = self.settle(left.type, right.type, op), known(right.type)
        if isinstance(left, ir.Const) and isinstance(right, ir.Const):
            folded = fold(op, left, right)
            if folded is not None:
                return folded
        if is_number(a) and is_number(b):
            return self._numbers(op, left, right, node)
        if isinstance(a, t.PtrType):
            return self._pointer(op, left, right, node)
        if isinstance(a, t.UnionType) and len(a.present) >= 1:
            if a.optional and len(a.present) == 1:
                return self.binary(op, self._operand(left, op, node), right, node)
            return self.per_member(left, lambda v: self.binary(op, v, right, node))
        if isinstance(b, t.UnionType) and is_number(a):
            return self.per_member(right, lambda v: self.binary(op, left, v, node))
        if isinstance(a, t.TupleType) and isinstance(b, t.TupleType) and op == "add":
            items = [self.tuple_item(v, i, x) for v, y in ((left, a), (right, b)) for i, x in enumerate(y.items)]
            return self.make_tuple(items)
        return self._by_method(op, left, right, node)

    def settle(self, a: t.Type, b: t.Type, op: str) -> t.Type:
        """`[] + xs`: an element type not known yet follows the other side."""
        from naja.compiler.front.facts import unify

        if op == "add" and (has_var(a) or has_var(b)):
            unify(a, b)
        return self.need(a)

    def _operand(self: Lowering, value: ir.Value, op: str, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        raise Unsupported(
            node,
            f"the left operand of {SIGNS.get(op, op)} may be None",
            "test it first: `if x is not None:`",
        )

    def _by_method(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        for target, name, other in ((left, f"__{op}__", right), (right, f"__r{op}__", left)):
            if self.has_method(target.type, name) and self.accepts(target.type, name, other.type):
                return self.call_method(target, name, [other], node)
        raise Unsupported(
            node,
            f"{left.type.name} {SIGNS.get(op, op)} {right.type.name} is not defined",
            "convert one side, or define the operator's method",
        )

    # ---- numbers --------------------------------------------------------------------------------------------

    def _numbers(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
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
        return self.convert(self.to_int(value), t.FLOAT) if isinstance(value.type, t.IntType) and value.type is not t.U64 else self.convert(value, t.FLOAT)

    def _ints(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if op in ("add", "sub", "mul"):
            return self.checked(op, left, right)
        if op in ("and", "or", "xor"):
            return self.arith(op, left, right)
        if op == "truediv":
            self.check(self.compare("ne", right, const_int(0)), "zero_true_division")
            return self.arith("fdiv", self._to_float(left), self._to_float(right))
        if op in ("floordiv", "mod"):
            return self._divide(op, left, right)
        if op in ("lshift", "rshift"):
            return self._shift(op, left, right)
        if op == "pow":
            return self._power(left, right, node)
        raise Unsupported(node, f"int {SIGNS[op]} int is not defined", "")

    def check(self: Lowering, condition: ir.Value, error: str) -> None:  # type: ignore[misc]
        """Raise runtime.errors.<error>() unless the condition holds."""
        if isinstance(condition, ir.Const) and condition.value:
            return
        good, bad = self.new_block("good"), self.new_block("bad")
        self.branch(condition, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime(error)
        self.enter_block(good)

    def _divide(self: Lowering, op: str, left: ir.Value, right: ir.Value) -> ir.Value:  # type: ignore[misc]
        """Floor division and modulo from the machine's truncating ones."""
        if isinstance(right, ir.Const) and right.value and int(right.value) > 0:
            rest = self.arith("rem", left, right)
            low = self.compare("lt", rest, const_int(0))
            if op == "mod":
                return self.select(low, self.arith("add", rest, right), rest)
            return self.arith("sub", self.arith("div", left, right), self.convert(low, t.INT))
        self.check(self.compare("ne", right, const_int(0)), "zero_division" if op == "floordiv" else "zero_modulo")
        return self.call_runtime("integer", "floor_divide" if op == "floordiv" else "floor_modulo", left, right)

    def select(self, condition: ir.Value, yes: ir.Value, no: ir.Value) -> ir.Value:
        dst = self.temp(yes.type)
        self.emit(ir.Select(loc=self.loc, dst=dst, condition=condition, yes=yes, no=no))
        return dst

    def _shift(self: Lowering, op: str, left: ir.Value, right: ir.Value) -> ir.Value:  # type: ignore[misc]
        count = right.value if isinstance(right, ir.Const) else None
        if isinstance(count, int) and 0 <= count < 63:
            if op == "rshift":
                return self.arith("shr", left, right)
            shifted = self.arith("shl", left, right)
            if self.inst.unchecked:
                return shifted
            self.check(self.compare("eq", self.arith("shr", shifted, right), left), "overflow")
            return shifted
        return self.call_runtime("integer", "shift_left" if op == "lshift" else "shift_right", left, right)

    def _power(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if isinstance(right, ir.Const) and isinstance(right.value, int):
            if right.value == 2:
                return self.checked("mul", left, left)
            if right.value < 0:
                return self._floats("pow", self._to_float(left), self._to_float(right), node)
        return self.call_runtime("integer", "power", left, right)

    def _unsigned(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """u64 arithmetic wraps; an int constant joins in, shift counts are ints."""
        if op in ("lshift", "rshift"):
            count = self.convert(self.to_int(right), t.U64)
            inside = self.compare("lt", count, const_int(64, t.U64))
            safe = self.arith("and", count, const_int(63, t.U64))
            result = self.arith("shl" if op == "lshift" else "shr", self._u64(left, node), safe)
            return result if isinstance(right, ir.Const) else self.select(inside, result, const_int(0, t.U64))
        a, b = self._u64(left, node), self._u64(right, node)
        if op in ("add", "sub", "mul", "and", "or", "xor"):
            return self.arith(op, a, b)
        if op in ("floordiv", "mod"):
            self.check(self.compare("ne", b, const_int(0, t.U64)), "zero_division" if op == "floordiv" else "zero_modulo")
            return self.arith("div" if op == "floordiv" else "rem", a, b)
        raise Unsupported(node, f"u64 {SIGNS[op]} is not defined", "convert to int or float first")

    def _u64(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if value.type is t.U64:
            return value
        if isinstance(value, ir.Const) and isinstance(value.value, int) and value.value >= 0:
            return const_int(value.value, t.U64)
        if isinstance(value.type, t.IntType) and not value.type.signed:
            return self.convert(value, t.U64)
        raise Unsupported(node, "u64 and int do not mix", "write u64(x) or u64.wrap(x) for the int")

    def _floats(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if op in ("add", "sub", "mul"):
            return self.arith("f" + op, left, right)
        if op == "truediv":
            self.check(self.compare("ne", right, ir.Const(t.FLOAT, 0.0)), "float_zero_division")
            return self.arith("fdiv", left, right)
        if op in ("floordiv", "mod", "pow"):
            return self.call_runtime("floating", {"pow": "power"}.get(op, op), left, right)
        raise Unsupported(node, f"float {SIGNS[op]} float is not defined", "convert to int first")

    def _pointer(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        type_ = known(left.type)
        assert isinstance(type_, t.PtrType)
        if isinstance(known(right.type), t.PtrType) and op == "sub":
            from naja.compiler.front.classes import measure

            distance = self.arith("sub", self.convert(left, t.INT), self.convert(right, t.INT))
            return self.arith("div", distance, const_int(measure(type_.item)[0]))
        count = self.to_int(right)
        if op == "sub":
            count = self.arith("sub", const_int(0), count) if not isinstance(count, ir.Const) else const_int(-int(count.value or 0))
        dst = self.temp(type_)
        self.emit(ir.PtrAdd(loc=self.loc, dst=dst, pointer=left, index=count))
        return dst

    # ---- unary ----------------------------------------------------------------------------------------------

    def on_unaryop(self: Lowering, node: ast.UnaryOp, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if isinstance(node.op, ast.Not):
            item = self.expression(node.operand)
            if isinstance(item, Live):
                return const_bool(not item.object)
            return self.negate(self.truth(self.materialise(item, None, node), node))
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            literal = node.operand.value
            if type(literal) is int and literal == LARGEST + 1:
                return const_int(-literal)
        return self._unary(node.op, self.value(node.operand), node)

    def _unary(self: Lowering, op: ast.unaryop, value: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        type_ = self.need(value.type)
        if isinstance(value, ir.Const) and is_number(type_) and value.value is not None:
            if isinstance(op, ast.USub) and type_ is not t.U64:
                return ir.Const(t.FLOAT if type_ is t.FLOAT else t.INT, -value.value)
        if type_ is t.FLOAT:
            if isinstance(op, ast.UAdd):
                return value
            if isinstance(op, ast.USub):
                return self.arith("fsub", ir.Const(t.FLOAT, -0.0), value)
        if isinstance(type_, t.IntType):
            if type_ is t.U64:
                zero, ones = const_int(0, t.U64), const_int((1 << 64) - 1, t.U64)
                return self.arith("xor", value, ones) if isinstance(op, ast.Invert) else self.arith("sub", zero, value)
            value = self.to_int(value)
            if isinstance(op, ast.Invert):
                return self.arith("xor", value, const_int(-1))
            return self.checked("sub", const_int(0), value) if isinstance(op, ast.USub) else value
        names = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}
        return self.call_method(value, names[type(op)], [], node)

    # ---- comparison -----------------------------------------------------------------------------------------

    def on_compare(self: Lowering, node: ast.Compare, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if len(node.ops) == 1:
            return self._compare_nodes(node.left, node.ops[0], node.comparators[0], node)
        return self._chain(node)

    def _compare_nodes(self: Lowering, left: ast.expr, op: ast.cmpop, right: ast.expr, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if isinstance(op, ast.Is | ast.IsNot):
            a, b = self.expression(left), self.expression(right)
            if isinstance(a, Live) and isinstance(b, Live):
                return const_bool((a.object is b.object) == isinstance(op, ast.Is))
            one = self.materialise(a, None, left)
            return self.relate(op, one, self.materialise(b, one.type, right), node)
        a_value = self.value(left)
        if isinstance(op, ast.In | ast.NotIn):
            return self._membership(op, a_value, right, node)
        return self.relate(op, a_value, self.value(right, a_value.type if not is_number(a_value.type) else None), node)

    def _chain(self: Lowering, node: ast.Compare) -> ir.Value:  # type: ignore[misc]
        """a < b < c: each operand once, stopping at the first false."""
        ends: list[tuple[ir.Block, object, ir.Value]] = []
        left = self.value(node.left)
        last = len(node.ops) - 1
        for at, (op, right_node) in enumerate(zip(node.ops, node.comparators, strict=True)):
            if isinstance(op, ast.In | ast.NotIn):
                raise Unsupported(node, "`in` inside a chained comparison is not compiled", "join the parts with `and`")
            right = self.value(right_node)
            result = self.relate(op, left, right, node)
            if at == last:
                self.end_here(ends, result)  # type: ignore[arg-type]
                break
            go_on, stop = self.new_block("chain"), self.new_block("false")
            self.branch(result, go_on, stop)
            self.enter_block(stop)
            self.end_here(ends, const_bool(False))  # type: ignore[arg-type]
            self.enter_block(go_on)
            if self.block is None:
                break
            left = right
        return self.merge(ends)  # type: ignore[arg-type]

    def relate(self: Lowering, op: ast.cmpop, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if isinstance(op, ast.Is | ast.IsNot):
            same = self._identical(left, right, node)
            return same if isinstance(op, ast.Is) else self.negate(same)
        return self.compare_values(COMPARES[type(op)], left, right, node)

    def _identical(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        a, b = self.need(left.type), self.need(right.type)
        if t.NONE in (a, b):
            other = b if a is t.NONE else a
            pointer = right if a is t.NONE else left
            if other is t.NONE:
                return const_bool(True)
            if not other.is_pointer:
                return const_bool(False)
            return self.compare("eq", pointer, ir.Const(other, None))
        if a.is_pointer and b.is_pointer:
            return self.compare("eq", left, self.convert(right, a))
        if a is b and a is t.BOOL:
            return self.compare("eq", left, right)
        raise Unsupported(node, f"`is` between {a.name} and {b.name} has no meaning here", "use == to compare values")

    def compare_values(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """left op right, a bool."""
        a, b = self.need(left.type), self.need(right.type)
        if is_number(a) and is_number(b):
            return self._compare_numbers(op, left, right, node)
        if op == "ne" and not self.has_method(a, "__ne__"):
            return self.negate(self.compare_values("eq", left, right, node))
        if op == "eq" and (t.NONE in (a, b) or isinstance(a, t.UnionType) or isinstance(b, t.UnionType)):
            return self._equal_unions(left, right, node)
        if isinstance(a, t.PtrType) and isinstance(b, t.PtrType):
            return self.compare(op, left, right)
        if isinstance(a, t.TupleType) and isinstance(b, t.TupleType):
            return self._compare_tuples(op, left, right, node)
        if isinstance(a, t.UnionType):
            return self.per_member(left, lambda v: self.compare_values(op, v, right, node))
        return self._compare_objects(op, left, right, node)

    def _compare_numbers(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        a, b = known(left.type), known(right.type)
        if isinstance(left, ir.Const) and isinstance(right, ir.Const):
            return const_bool(bool(_COMPARE[op](left.value, right.value)))
        if t.FLOAT in (a, b):
            return self.compare(op, self._to_float(left), self._to_float(right))
        if t.U64 in (a, b):
            return self.compare(op, self._u64(left, node), self._u64(right, node))
        if a is t.BOOL and b is t.BOOL:
            return self.compare(op, left, right)
        return self.compare(op, self.to_int(left), self.to_int(right))

    def _equal_unions(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """== where a side may be None or one of several types."""
        a, b = known(left.type), known(right.type)
        if t.NONE in (a, b):
            return self._identical(left, right, node)
        if isinstance(a, t.UnionType):
            return self.per_member(left, lambda v: self._equal_unions(v, right, node))
        if isinstance(b, t.UnionType):
            return self.per_member(right, lambda v: self._equal_member(left, v, node))
        return self._equal_member(left, right, node)

    def _equal_member(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        a, b = known(left.type), known(right.type)
        if a is t.NONE or b is t.NONE:
            return const_bool(a is b)
        comparable = (is_number(a) and is_number(b)) or type(a) is type(b)
        return self.compare_values("eq", left, right, node) if comparable else const_bool(False)

    def _compare_tuples(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        a, b = known(left.type), known(right.type)
        assert isinstance(a, t.TupleType) and isinstance(b, t.TupleType)
        if op == "eq" and len(a.items) != len(b.items):
            return const_bool(False)
        ends: list[tuple[ir.Block, object, ir.Value]] = []
        for at, (x, y) in enumerate(zip(a.items, b.items, strict=False)):
            one, two = self.tuple_item(left, at, x), self.tuple_item(right, at, y)
            go_on, differ = self.new_block("same"), self.new_block("differ")
            self.branch(self.compare_values("eq", one, two, node), go_on, differ)
            self.enter_block(differ)
            if self.block is not None:
                self.end_here(ends, const_bool(False) if op == "eq" else self.compare_values(op, one, two, node))  # type: ignore[arg-type]
            self.enter_block(go_on)
            if self.block is None:
                return self.merge(ends)  # type: ignore[arg-type]
        self.end_here(ends, const_bool(_COMPARE[op](len(a.items), len(b.items))))  # type: ignore[arg-type]
        return self.merge(ends)  # type: ignore[arg-type]

    def _compare_objects(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        for target, name, other in ((left, op, right), (right, MIRROR[op], left)):
            method = f"__{name}__"
            if self.has_method(target.type, method) and self.accepts(target.type, method, other.type):
                return self.call_method(target, method, [other], node)
        if op == "eq":
            if known(left.type).is_pointer and known(right.type).is_pointer:
                return self.compare("eq", left, self.convert(right, left.type))
            return const_bool(False)
        value = self.int_of_enum(left), self.int_of_enum(right)
        if value[0] is not None and value[1] is not None:
            return self._compare_numbers(op, value[0], value[1], node)
        raise Unsupported(
            node,
            f"{left.type.name} and {right.type.name} have no order",
            f"define __{op}__, or compare by a key",
        )

    def _membership(self: Lowering, op: ast.cmpop, left: ir.Value, right_node: ast.expr, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if isinstance(right_node, ast.Tuple | ast.List | ast.Set):
            result = self._in_display(left, right_node.elts, node)
        else:
            container = self.value(right_node)
            type_ = self.need(container.type)
            if isinstance(type_, t.TupleType):
                result = const_bool(False)
                for at, item in enumerate(type_.items):
                    same = self.compare_values("eq", left, self.tuple_item(container, at, item), node)
                    result = self.arith("or", result, same, t.BOOL)
            elif self.has_method(type_, "__contains__"):
                result = self.call_method(container, "__contains__", [left], node)
            else:
                raise Unsupported(node, f"`in` needs a container, and this is {type_.name}", "define __contains__")
        return result if isinstance(op, ast.In) else self.negate(result)

    def _in_display(self: Lowering, left: ir.Value, items: list[ast.expr], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """`x in (a, b, c)`: equality with each in turn."""
        ends: list[tuple[ir.Block, object, ir.Value]] = []
        for item in items:
            found, go_on = self.new_block("found"), self.new_block("next")
            self.branch(self.compare_values("eq", left, self.value(item, left.type), node), found, go_on)
            self.enter_block(found)
            if self.block is not None:
                self.end_here(ends, const_bool(True))  # type: ignore[arg-type]
            self.enter_block(go_on)
            if self.block is None:
                return self.merge(ends)  # type: ignore[arg-type]
        self.end_here(ends, const_bool(False))  # type: ignore[arg-type]
        return self.merge(ends)  # type: ignore[arg-type]

    # ---- truth ----------------------------------------------------------------------------------------------

    def truth(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """bool(value)."""
        type_ = self.need(value.type)
        if type_ is t.BOOL:
            return value
        if isinstance(value, ir.Const) and (is_number(type_) or type_ is t.NONE):
            return const_bool(bool(value.value))
        if is_number(type_):
            return self.compare("ne", value, ir.Const(type_, 0.0 if type_ is t.FLOAT else 0))
        if isinstance(type_, t.UnionType):
            return self._union_truth(value, type_, node)
        if isinstance(type_, t.PtrType):
            return self.compare("ne", self.convert(value, t.INT), const_int(0))
        if isinstance(type_, t.TupleType):
            return const_bool(bool(type_.items))
        if type_ is t.OBJECT:
            return self.compare("ne", value, ir.Const(type_, None))
        if self.has_method(type_, "__bool__"):
            return self.call_method(value, "__bool__", [], node)
        if self.has_method(type_, "__len__"):
            return self.compare("ne", self.call_method(value, "__len__", [], node), const_int(0))
        number = self.int_of_enum(value)
        return self.truth(number, node) if number is not None else const_bool(type_ is not t.NONE)

    def _union_truth(self: Lowering, value: ir.Value, type_: t.UnionType, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        plain = all(
            isinstance(i, t.ClassType) and not self.has_method(i, "__bool__") and not self.has_method(i, "__len__")
            for i in type_.present
        )
        if type_.optional and plain:
            return self.compare("ne", value, ir.Const(type_, None))
        return self.per_member(value, lambda v: self.truth(v, node))

    # ---- subscripts -----------------------------------------------------------------------------------------

    def on_subscript(self: Lowering, node: ast.Subscript, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        target = self.expression(node.value)
        if isinstance(target, Live):
            found = self.live_subscript(target, node)
            if found is not None:
                return found
        return self.subscript(self.materialise(target, None, node.value), node.slice, node)

    def live_subscript(self: Lowering, target: Live, node: ast.Subscript) -> Expression | None:  # type: ignore[misc]
        """`list[int]`, `Ptr[u8]`, `Color["RED"]`: a subscript of a build-time class."""
        live = target.object
        if isinstance(live, type) or hasattr(live, "__origin__") and not isinstance(live, type):
            return Live(self.evaluate_annotation(node), target.name)
        return None

    def subscript(self: Lowering, target: ir.Value, index: ast.expr, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        type_ = self.need(target.type)
        if isinstance(type_, t.TupleType):
            return self._tuple_subscript(target, type_, index, node)
        if isinstance(type_, t.PtrType):
            dst = self.temp(type_.item)
            self.emit(ir.LoadPtr(loc=self.loc, dst=dst, pointer=target, index=self.typed(index, t.INT)))
            return dst
        if isinstance(type_, t.UnionType):
            if type_.optional and len(type_.present) == 1:
                raise Unsupported(node, "this may be None, which has no items", "test it first: `if x is not None:`")
            return self.per_member(target, lambda v: self.subscript(v, index, node))
        if isinstance(index, ast.Slice):
            return self._slice(target, index, node)
        if not self.has_method(type_, "__getitem__"):
            raise Unsupported(node, f"{type_.name} has no items", "define __getitem__")
        return self.call_method(target, "__getitem__", [index], node)

    def _tuple_subscript(self: Lowering, target: ir.Value, type_: t.TupleType, index: ast.expr, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if isinstance(index, ast.Slice):
            parts = [None if p is None else ast.literal_eval(p) for p in (index.lower, index.upper, index.step)]
            chosen = range(len(type_.items))[slice(*parts)]
            return self.make_tuple([self.tuple_item(target, i, type_.items[i]) for i in chosen])
        at = self.typed(index, t.INT)
        if not isinstance(at, ir.Const) or not isinstance(at.value, int):
            return self._tuple_by_variable(target, type_, at, node)
        count = len(type_.items)
        if not -count <= at.value < count:
            raise Unsupported(node, f"the tuple has {count} items, index {at.value} is outside", "use an index inside it")
        return self.tuple_item(target, at.value % count, type_.items[at.value % count])

    def _tuple_by_variable(self: Lowering, target: ir.Value, type_: t.TupleType, at: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if len(set(type_.items)) != 1:
            raise Unsupported(node, f"an index into {type_.name} has to be a constant", "use a list for a run-time index")
        as_tuple = t.class_type(bindings.builtin_class("tuple"), (type_.items[0],))
        return self.call_method(self.variable_tuple(target, type_, as_tuple, node), "__getitem__", [at], node)

    def _slice(self: Lowering, target: ir.Value, index: ast.Slice, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if index.step is None:
            return self.call_method(target, "__getslice__", self.slice_bounds(index), node)
        optional = t.optional(t.INT)
        bounds = [ir.Const(optional, None) if p is None else self.typed(p, optional) for p in (index.lower, index.upper)]
        return self.call_method(target, "__getslice_step__", [*bounds, self.typed(index.step, t.INT)], node)

    def slice_bounds(self: Lowering, index: ast.Slice) -> list[ir.Value | ast.expr]:  # type: ignore[misc]
        low = const_int(0) if index.lower is None else self.slice_bound(index.lower, 0)
        high = const_int(LARGEST) if index.upper is None else self.slice_bound(index.upper, LARGEST)
        return [low, high]

    def slice_bound(self: Lowering, node: ast.expr, missing: int) -> ir.Value:  # type: ignore[misc]
        if isinstance(node, ast.Constant) and node.value is None:
            return const_int(missing)
        return self.typed(node, t.INT)


_COMPARE = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}
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
    if left.type is not t.INT or right.type is not t.INT or not isinstance(a, int) or not isinstance(b, int):
        return None
    if op not in _FOLD or (op in ("floordiv", "mod") and b == 0) or ("shift" in op and not 0 <= b < 64):
        return None
    result = _FOLD[op](a, b)
    return ir.Const(t.INT, result) if t.INT.low <= result <= t.INT.high else None
