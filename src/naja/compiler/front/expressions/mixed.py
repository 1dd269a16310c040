"""Numbers whose type is known only at run time (`int | float`, `bool | int`, …), by value.

Such a union is a tag and 64 bits (`types.NUMBER_CELL`). Arithmetic tests once whether both sides
are whole numbers; what comes out is a union again, as under CPython.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_mixed
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects.freeze import number_cell
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def is_numeric(type_: t.Type) -> bool:
    """A number of one or several of the types bool, int and float."""
    return type_ in t.NUMBER_TAGS or is_mixed(type_)


class Mixed(Builder):
    """See the module."""

    def mixed_arithmetic(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        """left op right, where at least one side is a union of numbers."""
        whole = [self.is_whole(v) for v in (left, right)]
        if False in whole:
            return self._floats(op, self.as_float(left), self.as_float(right), node)
        tests = [w for w in whole if isinstance(w, ir.Value)]
        if op in ("and", "or", "xor", "lshift", "rshift"):
            if tests:
                raise Unsupported(node, "float has no bits", "test the type first with isinstance")
            side = left if is_mixed(known(left.type)) else right
            return self.per_member(
                side,
                lambda v: self.binary(
                    op, v if side is left else left, v if side is right else right, node
                ),
            )
        if not tests:
            return self._ints(op, self.as_int(left), self.as_int(right), node)
        test = tests[0] if len(tests) == 1 else self.arith("and", tests[0], tests[1], t.BOOL)
        ints, floats = self.new_block("whole"), self.new_block("float")
        ends: list[End] = []
        self.branch(test, ints, floats)
        self.enter_block(ints)
        self.end_here(ends, self._ints(op, self.as_int(left), self.as_int(right), node))
        self.enter_block(floats)
        self.end_here(ends, self._floats(op, self.as_float(left), self.as_float(right), node))
        return self.merge(ends)

    def mixed_comparison(self: Lowering, op: str, left: ir.Value, right: ir.Value) -> ir.Value:
        """left op right, exactly: as floats, and where those are equal the whole numbers decide."""
        a, b = self.as_float(left), self.as_float(right)
        same, differ = self.new_block("same"), self.new_block("differ")
        ends: list[End] = []
        self.branch(self.compare("eq", a, b), same, differ)
        self.enter_block(differ)
        self.end_here(ends, self.compare(op, a, b))
        self.enter_block(same)
        parts = [
            part
            for value in (left, right)
            for part in (self.as_whole(value), self._flag_of_whole(value))
        ]
        order = self.call_runtime("floating", "order_of_mixed", a, *parts)
        self.end_here(ends, self.compare(op, order, const_int(0)))
        return self.merge(ends)

    def _flag_of_whole(self, value: ir.Value) -> ir.Value:
        whole = self.is_whole(value)
        return whole if isinstance(whole, ir.Value) else ir.Const(t.BOOL, whole)

    # ---- parts ----------------------------------------------------------------------------------

    def make_mixed(self: Lowering, value: ir.Value, union: t.Type) -> ir.Value:
        """A number as a member of a union of numbers."""
        type_ = known(value.type)
        if isinstance(type_, t.IntType) and type_ not in t.NUMBER_TAGS:
            value, type_ = self.convert(value, t.INT), t.INT
        if isinstance(value, ir.Const):
            return number_cell(value, union)
        tag = ir.Const(t.U8, t.NUMBER_TAGS[type_])
        if type_ is t.FLOAT:
            bits: ir.Value = self.temp(t.U64)
            assert isinstance(bits, ir.Temp)
            self.emit(ir.Convert(loc=self.loc, dst=bits, value=value, bits=True))
        else:
            bits = self.convert(value, t.U64)
        cell = self.temp(t.NUMBER_CELL)
        self.emit(ir.MakeTuple(loc=self.loc, dst=cell, items=[tag, bits]))
        return self.renamed(cell, union)

    def renamed(self, value: ir.Value, type_: t.Type) -> ir.Value:
        """The same cell under another type."""
        if isinstance(value, ir.ConstTuple):
            return ir.ConstTuple(type_, value.items)
        return self.convert(value, type_)

    def _cell(self: Lowering, value: ir.Value, index: int) -> ir.Value:
        if isinstance(value, ir.ConstTuple):
            return value.items[index]
        cell = self.convert(value, t.NUMBER_CELL)
        return self.tuple_item(cell, index, t.NUMBER_CELL.items[index])

    def has_tag(self, value: ir.Value, member: t.Type) -> ir.Value:
        tag = self._cell(value, 0)
        wanted = t.NUMBER_TAGS[member]
        if isinstance(tag, ir.Const):
            return ir.Const(t.BOOL, tag.value == wanted)
        return self.compare("eq", tag, ir.Const(t.U8, wanted))

    def is_whole(self, value: ir.Value) -> ir.Value | bool:
        """Whether it is no float: known, or a bool to be tested."""
        type_ = known(value.type)
        if not isinstance(type_, t.UnionType):
            return type_ is not t.FLOAT
        if t.FLOAT not in type_.items:
            return True
        return self.negate(self.has_tag(value, t.FLOAT))

    def open_mixed(self: Lowering, value: ir.Value, member: t.Type) -> ir.Value:
        """The number in a union that holds that member."""
        bits = self._cell(value, 1)
        if member is not t.FLOAT:
            return self.convert(bits, member)
        dst = self.temp(t.FLOAT)
        self.emit(ir.Convert(loc=self.loc, dst=dst, value=bits, bits=True))
        return dst

    def as_int(self: Lowering, value: ir.Value) -> ir.Value:
        """A number that is whole, as an int."""
        if isinstance(known(value.type), t.UnionType):
            return self.open_mixed(value, t.INT)
        return self.to_int(value)

    def as_whole(self: Lowering, value: ir.Value) -> ir.Value:
        """The int that a number is, where it is one; else anything."""
        return const_int(0) if known(value.type) is t.FLOAT else self.as_int(value)

    def as_float(self: Lowering, value: ir.Value) -> ir.Value:
        """The number as a float, whatever it is."""
        whole = self.is_whole(value)
        if not isinstance(whole, ir.Value):
            return self._to_float(self.as_int(value) if whole else value)
        from_int = self.convert(self.as_int(value), t.FLOAT)
        return self.select(whole, from_int, self.open_mixed(value, t.FLOAT))
