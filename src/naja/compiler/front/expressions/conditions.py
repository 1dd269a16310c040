"""Conditions and what they prove: and, or, not, is None, isinstance, truth; conditional
expressions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.narrowing import is_ellipsis_test
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.problems import Poisoned
from naja.compiler.front.values import (
    Expression,
    Live,
    const_bool,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Conditions(Builder):
    """See the module."""

    def on_ifexp(self: Lowering, node: ast.IfExp, expected: t.Type | None) -> Expression:
        yes, no = self.new_block("then"), self.new_block("else")
        self.condition(node.test, yes, no)
        ends: list[End] = []
        for block, branch in ((yes, node.body), (no, node.orelse)):
            self.enter_block(block)
            if self.block is not None:
                self._end_with(ends, branch, expected, last=branch is node.orelse)
        kinds = {known(value.type) for _, _, value in ends}
        return self.merge(ends, expected if len(kinds) > 1 else None)

    def _end_with(
        self: Lowering, ends: list[End], node: ast.expr, expected: t.Type | None, last: bool
    ) -> None:
        """One of the values; where it waits for the result of this very function, as recursion
        does, the others tell it."""
        try:
            self.end_here(ends, self.value(node, expected))
        except Poisoned:
            if last and not ends:
                raise
            self.inst.poisoned = True
            self.block = None

    def on_boolop(self: Lowering, node: ast.BoolOp, expected: t.Type | None) -> Expression:
        """`a and b` gives a when it is false, else b."""
        ends: list[End] = []
        stop_on = isinstance(node.op, ast.Or)
        for at, operand in enumerate(node.values):
            if at == len(node.values) - 1:
                self._end_with(ends, operand, expected, last=True)
                break
            test = self._is_test(operand)
            value = const_bool(stop_on) if test else self.value(operand, expected)
            stop, go_on = self.new_block("short"), self.new_block("next")
            yes, no = (stop, go_on) if stop_on else (go_on, stop)
            if test:
                self.condition(operand, yes, no)
            else:
                self._truth_branch(operand, value, yes, no)
            self.enter_block(stop)
            if self.block is not None:
                kept = self._kept(value, stop_on)
                self.end_here(ends, kept)
            self.enter_block(go_on)
            if self.block is None:
                break
        kinds = {known(value.type) for _, _, value in ends}
        # `n = n or 5` is no longer None, whatever n may be
        return self.merge(ends, expected if len(kinds) > 1 else None)

    def _kept(self: Lowering, value: ir.Value, truthy: bool) -> ir.Value:
        """`x or y`: x is not None where it is kept."""
        type_ = known(value.type)
        if truthy and isinstance(type_, t.UnionType) and type_.optional:
            return self.unwrap(value, t.without_none(type_))
        if type_ is t.BOOL:
            return const_bool(truthy)
        return value

    def test(self: Lowering, node: ast.expr, yes: ir.Block, no: ir.Block) -> None:
        """The condition of a statement. Where it waits for a fact, as `if key in cache` does for
        what the empty cache will hold, the branches may tell it."""
        try:
            self.condition(node, yes, no)
        except Poisoned:
            if self.block is None:
                raise
            self.inst.poisoned = True
            self.inst.puzzle = self.inst.puzzle or self.node
            self.branch(self.temp(t.BOOL), yes, no)

    def condition(self: Lowering, node: ast.expr, yes: ir.Block, no: ir.Block) -> None:
        """Branch on the truth of an expression, with what each outcome proves."""
        self.at(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.condition(node.operand, no, yes)
        elif isinstance(node, ast.BoolOp):
            stop_on = isinstance(node.op, ast.Or)
            for operand in node.values[:-1]:
                if self.block is None:
                    return
                following = self.new_block("and" if not stop_on else "or")
                self.condition(operand, yes if stop_on else following, following if stop_on else no)
                self.enter_block(following)
            if self.block is not None:
                self.condition(node.values[-1], yes, no)
        else:
            self._leaf_condition(node, yes, no)

    def _leaf_condition(self: Lowering, node: ast.expr, yes: ir.Block, no: ir.Block) -> None:
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and self._is_none_test(node):
            self._none_condition(node, yes, no)
            return
        if isinstance(node, ast.Compare) and is_ellipsis_test(node):
            self.ellipsis_condition(node, yes, no)
            return
        if isinstance(node, ast.Call) and self._is_isinstance(node):
            self.isinstance_condition(node, yes, no)
            return
        if self.proves_type(node):
            self.type_condition(node, yes, no)
            return
        item = self.expression(node)
        if isinstance(item, Live):
            self.branch(const_bool(bool(item.object)), yes, no)
            return
        self._truth_branch(node, self.materialise(item, None, node), yes, no)

    def _is_test(self: Lowering, node: ast.expr) -> bool:
        """A test that narrows and is a bool whatever its operands are."""
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, ast.Not)
        if isinstance(node, ast.BoolOp):
            return all(self._is_test(operand) for operand in node.values)
        if self.proves_type(node):
            return True
        if isinstance(node, ast.Compare):
            return len(node.ops) == 1 and self._is_none_test(node)
        return isinstance(node, ast.Call) and self._is_isinstance(node)

    def _is_none_test(self, node: ast.Compare) -> bool:
        right = node.comparators[0]
        return (
            isinstance(node.ops[0], ast.Is | ast.IsNot)
            and isinstance(right, ast.Constant)
            and right.value is None
        )

    def _is_isinstance(self: Lowering, node: ast.Call) -> bool:
        if (
            not isinstance(node.func, ast.Name)
            or node.func.id != "isinstance"
            or len(node.args) != 2
        ):
            return False
        return "isinstance" not in self.own_names

    def _none_condition(self: Lowering, node: ast.Compare, yes: ir.Block, no: ir.Block) -> None:
        positive = isinstance(node.ops[0], ast.Is)
        value = self.value(node.left)
        type_ = known(value.type)
        if not positive:
            yes, no = no, yes
        path = path_of(node.left)
        self.soft.discard(path)
        if type_ is t.NONE:
            self.branch(const_bool(True), yes, no)
            return
        if not (isinstance(type_, t.UnionType) and type_.optional) and type_ is not t.OBJECT:
            self.branch(const_bool(False), yes, no)
            return
        none_flow, some_flow = self.flow.copy(), self.flow.copy()
        if path:
            none_flow.prove(path, t.NONE)
            if type_ is not t.OBJECT:
                some_flow.prove(path, t.without_none(type_))
        test = self.compare("eq", value, ir.Const(type_, None))
        self.branch(test, yes, no, none_flow, some_flow)

    def _truth_branch(
        self: Lowering, node: ast.expr, value: ir.Value, yes: ir.Block, no: ir.Block
    ) -> None:
        """Branch on a value's truth; an Optional that is true is not None."""
        yes_flow = self.flow.copy()
        path = path_of(node.target if isinstance(node, ast.NamedExpr) else node)
        type_ = known(value.type)
        self.soft.discard(path)
        if path and isinstance(type_, t.UnionType) and type_.optional:
            yes_flow.prove(path, t.without_none(type_))
        test = self.truth(value, node)
        no_flow = self.flow.copy()
        yes_flow.assigned |= self.flow.assigned
        equal = self.proved_equal(node)
        if equal is not None:
            (yes_flow if equal[2] else no_flow).prove(equal[0], equal[1])
        self.branch(test, yes, no, yes_flow, no_flow)

    def on_namedexpr(self: Lowering, node: ast.NamedExpr, expected: t.Type | None) -> Expression:
        value = self.value(node.value, expected)
        self.assign_name(node.target.id, value, node)
        return value
