"""Binary operators of objects: which method is asked first, what NotImplemented means.

A method that may return NotImplemented is compiled for the type of each operand it is given, so
that its tests with isinstance are decided where the types tell. Only an operand of several
possible types leaves a test of the result at run time.
"""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.operators import SIGNS as ARITHMETIC
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

Way = tuple[ir.Value, str, ir.Value]
MIRROR = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
SIGNS = {**ARITHMETIC, "pow": "** or pow()", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


_SEQUENCES = ("str", "list", "bytes", "tuple")
_BINARY = {f"__{r}{name}__" for name in (*SIGNS, "eq", "ne") for r in ("", "r", "i")}


@functools.cache
def declines(function: Any) -> bool:
    """Whether a function of the program returns NotImplemented somewhere, or what super() gives
    for the same operator."""
    if not isinstance(function, types.FunctionType):
        return False
    names = function.__code__.co_names
    above = "super" in names and function.__name__ in names and function.__name__ in _BINARY
    if "NotImplemented" not in names and not above:
        return False
    where = sources.function_node(function)
    return where is not None and not isinstance(where[1], ast.Lambda)


def not_implemented() -> t.ClassType:
    return t.class_type(bindings.runtime("boxes", "NotImplementedType"))


class Asking(Builder):
    """See the module."""

    def operate(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value:
        """left op right by a method of either."""
        ways: list[Way] = [(left, f"__{op}__", right)]
        if known(left.type) is not known(right.type) or not self._may_decline(left, f"__{op}__"):
            ways.append((right, f"__r{op}__", left))
        if self.comes_first(right.type, left.type, f"__r{op}__"):
            ways.reverse()

        def nothing(asked: bool) -> ir.Value:
            if asked:
                return self._unsupported(
                    f"unsupported operand type(s) for {SIGNS[op]}: ", left, right
                )
            self.blame_object(left.type, right.type)
            sign = SIGNS[op].partition(" ")[0]
            one, two = t.class_name(known(left.type)), t.class_name(known(right.type))
            shown = f"{sign}=" if isinstance(node, ast.AugAssign) else SIGNS[op]
            words = f"unsupported operand type(s) for {shown}: '{one}' and '{two}'"
            if op == "add" and one in ("str", "list", "tuple"):
                words = f'can only concatenate {one} (not "{two}") to {one}'
            elif op == "mul" and {one, two} & set(_SEQUENCES):
                other = two if one in _SEQUENCES else one
                words = f"can't multiply sequence by non-int of type '{other}'"
            problem = Unsupported(
                node,
                f"{left.type.name} {sign} {right.type.name} is not defined",
                "convert one side, or define the operator's method",
            )
            raise _raised_of(problem, words, left, right)

        return self.ask(ways, node, nothing)

    def order(self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        """left < right and the like, or ==, by a method of either."""
        ways: list[Way] = [(left, f"__{op}__", right), (right, f"__{MIRROR[op]}__", left)]
        if self.comes_first(right.type, left.type, f"__{MIRROR[op]}__"):
            ways.reverse()

        def nothing(asked: bool) -> ir.Value:
            if op == "eq":
                return self._identity(left, right, node, asked)
            if asked:
                return self._unsupported(
                    f"'{SIGNS[op]}' not supported between instances of ", left, right
                )
            self.blame_object(left.type, right.type)
            one, two = t.class_name(known(left.type)), t.class_name(known(right.type))
            words = f"'{SIGNS[op]}' not supported between instances of '{one}' and '{two}'"
            problem = Unsupported(
                node,
                f"{left.type.name} and {right.type.name} have no order",
                f"define __{op}__, or compare by a key",
            )
            raise _raised_of(problem, words, left, right)

        return self.ask(ways, node, nothing)

    def ask(
        self: Lowering, ways: list[Way], node: ast.AST, nothing: Callable[[bool], ir.Value]
    ) -> ir.Value:
        """The first answer that is not NotImplemented; `nothing` where there is none, told whether
        anyone was asked."""
        ends: list[End] = []
        asked = False
        for target, name, other in ways:
            if not self._takes(target, name, other):
                continue
            asked = True
            answer = self.call_method(target, name, [other], node)
            given = [m for m in self.members(known(answer.type)) if m is not not_implemented()]
            if len(given) == len(self.members(known(answer.type))):
                self.end_here(ends, answer)
                return self.merge(ends)
            if given:
                self._unless_declined(answer, t.union_type(given), ends)
        self.end_here(ends, nothing(asked))
        return self.merge(ends)

    def _takes(self: Lowering, target: ir.Value, name: str, other: ir.Value) -> bool:
        if not self.has_method(target.type, name):
            return False
        return self._may_decline(target, name) or self.accepts(target.type, name, other.type)

    def _may_decline(self: Lowering, target: ir.Value, name: str) -> bool:
        type_ = known(target.type)
        found = self.find_method(type_, name) if isinstance(type_, t.ClassType) else None
        return found is not None and declines(found[1])

    def _unless_declined(self: Lowering, answer: ir.Value, given: t.Type, ends: list[End]) -> None:
        declined, there = self.new_block("declined"), self.new_block("answered")
        self.branch(self.is_member(answer, not_implemented()), declined, there)
        self.enter_block(there)
        self.end_here(ends, self.unwrap(answer, given))
        self.enter_block(declined)

    def _unsupported(self: Lowering, text: str, left: ir.Value, right: ir.Value) -> ir.Value:
        """TypeError, as CPython says it."""
        one, two = self.class_name_of(left, self.node), self.class_name_of(right, self.node)
        pieces = [self.text(text + "'"), one, self.text("' and '"), two, self.text("'")]
        sequences = [
            x
            for x in (left, right)
            if t.DISPLAY_NAMES.get(getattr(x.type, "cls", int)) in _SEQUENCES
        ]
        if sequences and text.endswith("*: "):
            other = two if sequences[0] is left else one
            start = "can't multiply sequence by non-int of type '"
            pieces = [self.text(start), other, self.text("'")]
        elif left in sequences and text.endswith("+: "):
            name = _shown(left)
            pieces = [self.text(f'can only concatenate {name} (not "'), two]
            pieces.append(self.text(f'") to {name}'))
        self.raise_runtime("type_error", self.join_texts(pieces))
        return ir.Const(t.NEVER, None)

    def _identity(
        self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST, asked: bool
    ) -> ir.Value:
        """Objects that nobody compares are equal when they are one."""
        if not asked:
            self._refuse_narrow_equality(left, right, node)
        if known(left.type).is_pointer and known(right.type).is_pointer:
            return self.compare("eq", left, self.convert(right, left.type))
        return const_bool(False)

    def _refuse_narrow_equality(
        self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> None:
        """A class whose own __eq__ does not take every object would fail under CPython."""
        for one, other in ((left, right), (right, left)):
            type_ = known(one.type)
            found = self.find_method(type_, "__eq__") if isinstance(type_, t.ClassType) else None
            live = found[1] if found is not None else None
            if not isinstance(live, types.FunctionType) or live.__module__.startswith("naja."):
                continue
            if not live.__code__.co_filename.startswith("<"):
                raise Unsupported(
                    node,
                    f"__eq__ of {type_.name} does not take {known(other.type).name}",
                    "declare its parameter as object",
                )

    def comes_first(self: Lowering, right: t.Type, left: t.Type, name: str) -> bool:
        """The right operand's method is asked first where its class is a subclass that overrides
        it."""
        right, left = known(right), known(left)
        if not isinstance(right, t.ClassType) or not isinstance(left, t.ClassType):
            return False
        if right.cls is left.cls or not self.is_subclass(right, left):
            return False
        mine, theirs = self.find_method(right, name), self.find_method(left, name)
        return mine is not None and (theirs is None or mine[1] is not theirs[1])


def _shown(value: ir.Value) -> str:
    """The name of the builtin class of a value, or ""."""
    type_ = known(value.type)
    return t.DISPLAY_NAMES.get(type_.cls, "") if isinstance(type_, t.ClassType) else ""


def _raised_of(problem: Unsupported, words: str, left: ir.Value, right: ir.Value) -> Unsupported:
    """What CPython raises, where the types of both sides are known."""
    open_ = any(isinstance(known(v.type), t.UnionType | t.ObjectType) for v in (left, right))
    return problem if open_ else problem.as_raised("type_error", words)
