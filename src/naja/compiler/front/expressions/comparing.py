"""Comparison, identity and truth."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.annotations.widening import is_library
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.enums import plain_base
from naja.compiler.front.expressions.asking import MIRROR, declines, not_implemented
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.expressions.mixed import is_numeric
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


COMPARES: dict[type, str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}


_COMPARE = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


NONE = ir.Const(t.NONE, None)


class Comparing(Builder):
    """See the module."""

    def on_compare(self: Lowering, node: ast.Compare, expected: t.Type | None) -> Expression:
        if self.proves_type(node):
            return self.answer_of(node)
        if len(node.ops) == 1:
            return self._compare_nodes(node.left, node.ops[0], node.comparators[0], node)
        return self._chain(node)

    def _compare_nodes(
        self: Lowering, left: ast.expr, op: ast.cmpop, right: ast.expr, node: ast.AST
    ) -> ir.Value:
        if isinstance(op, ast.Is | ast.IsNot):
            a, b = self.expression(left), self.expression(right)
            if isinstance(a, Live) and isinstance(b, Live):
                return const_bool((a.object is b.object) == isinstance(op, ast.Is))
            one = self.materialise(a, None, left)
            return self.relate(op, one, self.materialise(b, one.type, right), node)
        if isinstance(op, ast.In | ast.NotIn):
            held = self.names_contain(left, right) or self.table_contains(left, right)
            if held is not None:
                return held if isinstance(op, ast.In) else self.negate(held)
        equality = isinstance(op, ast.Eq | ast.NotEq)
        a_value = self.current(left) if equality else self.value(left)
        if isinstance(op, ast.In | ast.NotIn):
            return self.membership(op, a_value, left, right, node)
        if equality:
            b_value = self.compared_with(right, a_value)
            self.note_compared(left, a_value.type, b_value.type)
        else:
            expected = a_value.type if not is_number(a_value.type) else None
            b_value = self.value(right, expected)
        return self.relate(op, a_value, b_value, node)

    def _chain(self: Lowering, node: ast.Compare) -> ir.Value:
        """a < b < c: each operand once, stopping at the first false."""
        ends: list[End] = []
        left = self.value(node.left)
        last = len(node.ops) - 1
        for at, (op, right_node) in enumerate(zip(node.ops, node.comparators, strict=True)):
            right = self.value(right_node)
            if isinstance(op, ast.In | ast.NotIn):
                result = self.contains(right, left, node)
                result = result if isinstance(op, ast.In) else self.negate(result)
            else:
                result = self.relate(op, left, right, node)
            if at == last:
                self.end_here(ends, result)
                break
            go_on, stop = self.new_block("chain"), self.new_block("false")
            self.branch(result, go_on, stop)
            self.enter_block(stop)
            self.end_here(ends, const_bool(False))
            self.enter_block(go_on)
            if self.block is None:
                break
            left = right
        return self.merge(ends)

    def relate(
        self: Lowering, op: ast.cmpop, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        if isinstance(op, ast.Is | ast.IsNot):
            same = self._identical(left, right, node)
            return same if isinstance(op, ast.Is) else self.negate(same)
        return self.compare_values(COMPARES[type(op)], left, right, node)

    def _identical(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        a, b = self.need(left.type), self.need(right.type)
        if not_implemented() in (a, b):
            return self._is_single(left if b is not_implemented() else right, not_implemented())
        single = t.class_type(bindings.runtime("boxes", "EllipsisType"))
        if single in (a, b) and t.OBJECT not in (a, b):
            return self._is_single(left if b is single else right, single)
        if t.NONE in (a, b):
            other = b if a is t.NONE else a
            pointer = right if a is t.NONE else left
            if other is t.NONE:
                return const_bool(True)
            if not other.is_pointer:
                return const_bool(False)
            return self.compare("eq", pointer, ir.Const(other, None))
        if self.holds_functions(a) or self.holds_functions(b):
            return self.compare_values("eq", left, right, node)
        same = self.same_function(left, right, node)
        if same is not None:
            return same
        if a.is_pointer and b.is_pointer:
            return self.compare("eq", left, self.convert(right, a))
        if a is b and a is t.BOOL:
            return self.compare("eq", left, right)
        if t.OBJECT not in (a, b) and t.BOOL in (a, b):
            return self._is_bool(*((left, right) if a is t.BOOL else (right, left)))
        raise Unsupported(
            node,
            f"`is` between {a.name} and {b.name} has no meaning here",
            "use == to compare values",
        )

    def _is_bool(self: Lowering, answer: ir.Value, value: ir.Value) -> ir.Value:
        """`found is True`, where a value may be a bool: there is one True, and one False."""

        def same(member: ir.Value) -> ir.Value:
            is_bool = known(member.type) is t.BOOL
            return self.compare("eq", member, answer) if is_bool else const_bool(False)

        is_union = isinstance(known(value.type), t.UnionType)
        return self.per_member(value, same) if is_union else same(value)

    def _is_single(self: Lowering, value: ir.Value, single: t.ClassType) -> ir.Value:
        """Whether a value is the one object of its class."""
        type_ = known(value.type)
        if type_ is single or single not in self.members(type_):
            return const_bool(type_ is single)
        return self.is_member(value, single)

    def compare_values(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        """left op right, a bool."""
        if isinstance(known(left.type), t.TupleType) or isinstance(known(right.type), t.TupleType):
            left, right = self.plain_tuple(left), self.plain_tuple(right)
        left, right = self._plain_text(left), self._plain_text(right)
        characters = self.compare_characters(op, left, right)
        if characters is not None:
            return characters
        a, b = self.need(left.type), self.need(right.type)
        one, two = self.int_of_enum(left), self.int_of_enum(right)
        if one is not None and two is not None:
            return self._compare_numbers(op, one, two, node)
        if is_numeric(a) and is_numeric(b):
            return self.mixed_comparison(op, left, right)
        if op == "ne" and not self.has_method(a, "__ne__"):
            return self.negate(self.compare_values("eq", left, right, node))
        if op == "eq" and a is b and isinstance(a, t.RecursiveUnion):
            return self.anything(
                "equals", left, node, lambda v: self.compare_values("eq", v, right, node), right
            )
        if op == "eq" and t.OBJECT in (a, b) and t.NONE not in (a, b):
            return self.equal_object(left, right, node)
        if op == "eq" and t.NONE in (a, b):
            asked = self._equal_to_none(left, right, node)
            if asked is not None:
                return asked
        if op == "eq" and (
            t.NONE in (a, b) or isinstance(a, t.UnionType) or isinstance(b, t.UnionType)
        ):
            return self._equal_unions(left, right, node)
        if isinstance(a, t.PtrType) and isinstance(b, t.PtrType):
            return self.compare(op, left, right)
        if isinstance(a, t.TupleType) and isinstance(b, t.TupleType):
            return self._compare_tuples(op, left, right, node)
        if isinstance(a, t.UnionType):
            return self.per_member(left, lambda v: self.compare_values(op, v, right, node))
        if isinstance(b, t.UnionType):
            return self.per_member(right, lambda v: self.compare_values(op, left, v, node))
        same = self.same_function(left, right, node) if op == "eq" else None
        if same is not None:
            return same
        apart = self.equal_apart(left, right) if op == "eq" else None
        return apart if apart is not None else self.order(op, left, right, node)

    def _plain_text(self: Lowering, value: ir.Value) -> ir.Value:
        """A member of an enum of texts, as its text."""
        type_ = known(value.type)
        if isinstance(type_, t.ClassType) and plain_base(type_.cls) is str:
            written = self.find_method(type_, "__eq__")
            return value if written is not None else self.get_field(value, "value")
        return value

    def _equal_to_none(
        self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value | None:
        """`x == None` where the class of x decides for itself."""
        for own, other in ((left, right), (right, left)):
            type_ = known(own.type)
            deciding = [
                m
                for m in self.members(type_)
                if self.has_method(m, "__eq__")
                and self.accepts(m, "__eq__", t.NONE)
                and not self.written_eq_declines(m)
            ]
            if deciding and isinstance(type_, t.UnionType):
                return self.per_member(own, lambda v: self.compare_values("eq", v, NONE, node))
            if deciding:
                return self.call_method(own, "__eq__", [other], node)
        return None

    def written_eq_declines(self: Lowering, type_: t.Type) -> bool:
        """Whether the class's own __eq__ may give NotImplemented: so it does for None."""
        found = self.find_method(type_, "__eq__") if isinstance(type_, t.ClassType) else None
        return found is not None and declines(found[1])

    def _compare_numbers(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        a, b = known(left.type), known(right.type)
        if isinstance(left, ir.Const) and isinstance(right, ir.Const):
            return const_bool(bool(_COMPARE[op](left.value, right.value)))
        if a is t.INT and b is t.FLOAT and not _is_exact(left):
            return self._compare_int_float(op, left, right)
        if a is t.FLOAT and b is t.INT and not _is_exact(right):
            return self._compare_int_float(MIRROR[op], right, left)
        if t.FLOAT in (a, b):
            return self.compare(op, self._to_float(left), self._to_float(right))
        if t.U64 in (a, b):
            return self.compare(op, self._u64(left, node), self._u64(right, node))
        if a is t.BOOL and b is t.BOOL:
            return self.compare(op, left, right)
        return self.compare(op, self.to_int(left), self.to_int(right))

    def _compare_int_float(self: Lowering, op: str, left: ir.Value, right: ir.Value) -> ir.Value:
        """Exact, as CPython's: the int as a float decides, unless both are then the same."""
        rounded = self.convert(left, t.FLOAT)
        same, differ = self.new_block("same"), self.new_block("differ")
        ends: list[End] = []
        self.branch(self.compare("eq", rounded, right), same, differ)
        self.enter_block(differ)
        self.end_here(ends, self.compare(op, rounded, right))
        self.enter_block(same)
        order = self.call_runtime("floating", "order_of_equals", left, right)
        self.end_here(ends, self.compare(op, order, const_int(0)))
        return self.merge(ends)

    def _equal_unions(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        """== where a side may be None or one of several types."""
        a, b = known(left.type), known(right.type)
        if t.NONE in (a, b):
            return self._identical(left, right, node)
        if isinstance(a, t.UnionType):
            return self.per_member(left, lambda v: self._equal_unions(v, right, node))
        if isinstance(b, t.UnionType):
            return self.per_member(right, lambda v: self._equal_member(left, v, node))
        return self._equal_member(left, right, node)

    def _equal_member(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        a, b = known(left.type), known(right.type)
        if a is t.NONE or b is t.NONE:
            asked = self._equal_to_none(left, right, node)
            return asked if asked is not None else const_bool(a is b)
        comparable = (is_number(a) and is_number(b)) or type(a) is type(b)
        comparable = comparable or self._says_equal_to(a, b) or self._says_equal_to(b, a)
        return self.compare_values("eq", left, right, node) if comparable else const_bool(False)

    def _says_equal_to(self: Lowering, type_: t.Type, other: t.Type) -> bool:
        """Whether a class says by its __eq__ what it is equal to, `other` among it."""
        if not isinstance(type_, t.ClassType) or not self.has_method(type_, "__eq__"):
            return False
        if is_library(type_.cls) and "_is_number" not in vars(type_.cls):
            return False
        return self.accepts(type_, "__eq__", other)

    def _compare_tuples(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        a, b = known(left.type), known(right.type)
        assert isinstance(a, t.TupleType) and isinstance(b, t.TupleType)
        if op == "eq" and len(a.items) != len(b.items):
            return const_bool(False)
        ends: list[End] = []
        for at, (x, y) in enumerate(zip(a.items, b.items, strict=False)):
            one, two = self.tuple_item(left, at, x), self.tuple_item(right, at, y)
            go_on, differ = self.new_block("same"), self.new_block("differ")
            self.branch(self.same_item(one, two, node), go_on, differ)
            self.enter_block(differ)
            if self.block is not None:
                self.end_here(ends, self._order_of_items(op, one, two, at, node))
            self.enter_block(go_on)
            if self.block is None:
                return self.merge(ends)
        self.end_here(ends, const_bool(_COMPARE[op](len(a.items), len(b.items))))
        return self.merge(ends)

    def _order_of_items(
        self: Lowering, op: str, one: ir.Value, two: ir.Value, at: int, node: ast.AST
    ) -> ir.Value:
        """Of tuples, by the first items that differ: pairs with different keys may hold what has no
        order."""
        if op == "eq":
            return const_bool(False)
        if at == 0:
            return self.compare_values(op, one, two, node)
        for value, other, first in ((one, two, True), (two, one, False)):
            if isinstance(known(value.type), t.UnionType):
                return self.per_member(
                    value,
                    lambda v, other=other, first=first: self._order_of_items(
                        op, *((v, other) if first else (other, v)), at, node
                    ),
                )
        return self._or_raise(lambda v: self.compare_values(op, v, two, node), one)

    def truth(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
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
            return self.anything("truth_of", value, node, lambda v: self.truth(v, node))
        if self.has_method(type_, "__bool__"):
            return self.call_method(value, "__bool__", [], node)
        if self.has_method(type_, "__len__"):
            return self.compare("ne", self.call_method(value, "__len__", [], node), const_int(0))
        number = self.int_of_enum(value)
        return self.truth(number, node) if number is not None else const_bool(type_ is not t.NONE)

    def _union_truth(
        self: Lowering, value: ir.Value, type_: t.UnionType, node: ast.AST
    ) -> ir.Value:
        plain = all(
            isinstance(i, t.ClassType)
            and not self.has_method(i, "__bool__")
            and not self.has_method(i, "__len__")
            for i in type_.present
        )
        if type_.optional and plain:
            return self.compare("ne", value, ir.Const(type_, None))
        return self.per_member(value, lambda v: self.truth(v, node))


def _is_exact(value: ir.Value) -> bool:
    """A constant that a float holds exactly."""
    return (
        isinstance(value, ir.Const) and isinstance(value.value, int) and abs(value.value) <= 1 << 53
    )
