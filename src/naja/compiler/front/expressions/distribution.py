"""What a union does: the operation of each member, chosen at run time, and the results joined.

`Coercion.per_member` is the mechanism; here are the operations that need more than that: iteration,
membership, assignment to attributes, calls of values.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.statements.iteration import Source
from naja.compiler.front.values import const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

NONE_MESSAGES = {
    "__len__": "object of type 'NoneType' has no len()",
    "__getitem__": "'NoneType' object is not subscriptable",
    "__getslice__": "'NoneType' object is not subscriptable",
    "__getslice_step__": "'NoneType' object is not subscriptable",
    "__setitem__": "'NoneType' object does not support item assignment",
    "__delitem__": "'NoneType' object doesn't support item deletion",
    "__iter__": "'NoneType' object is not iterable",
    "__next__": "'NoneType' object is not an iterator",
    "__contains__": "argument of type 'NoneType' is not iterable",
    "__call__": "'NoneType' object is not callable",
}
"""TypeError of what None cannot do; all else is an AttributeError."""


def lacks_method(shown: str, name: str) -> tuple[str, str]:
    """What CPython raises where a class has no such method: the maker, and the text."""
    text = NONE_MESSAGES.get(name)
    if text is not None:
        return "type_error", text.replace("NoneType", shown)
    return "attribute_error", f"'{shown}' object has no attribute '{name}'"


class UnionSource(Source):
    """Iterates over one of several containers: which one is tested once."""

    def __init__(self, low: Lowering, node: ast.AST, value: ir.Value) -> None:
        super().__init__(low, node)
        self.which = low.local("which", t.INT)
        self.parts: list[Source] = []

        def begin(member: ir.Value) -> ir.Value:
            low.store(self.which, const_int(len(self.parts)))
            self.parts.append(low.source_of(member, node))
            return ir.Const(t.NONE, None)

        low.per_member(value, begin)

    def advance(self, done: ir.Block) -> None:
        inside = self.low.new_block("inside")

        def go_on(part: Source) -> None:
            part.advance(done)
            self.low.goto(inside)

        self._each(go_on)
        self.low.enter_block(inside)

    def item(self) -> ir.Value:
        ends: list[End] = []
        self._each(lambda part: self.low.end_here(ends, part.item()))
        return self.low.merge(ends)

    def _each(self, action: Callable[[Source], None]) -> None:
        """Run `action` for the container that was found; each run leaves the flow ended."""
        low = self.low
        for at, part in enumerate(self.parts):
            mine, other = low.new_block("mine"), low.new_block("other")
            last = at == len(self.parts) - 1
            test = low.compare("eq", low.load(self.which), const_int(at))
            low.branch(ir.Const(t.BOOL, True) if last else test, mine, other)
            low.enter_block(mine)
            action(part)
            low.enter_block(other)


class Distribution(Builder):
    """See the module."""

    def each_member(self: Lowering, value: ir.Value, action: Callable[[ir.Value], None]) -> None:
        """Run a statement for the member that is there; of a plain value, at once."""
        if not isinstance(known(value.type), t.UnionType):
            action(value)
            return

        def run(member: ir.Value) -> ir.Value:
            action(member)
            return ir.Const(t.NONE, None)

        self.per_member(value, run)

    def is_callable_member(self: Lowering, member: t.Type) -> bool:
        return isinstance(member, t.CallableType | t.FunctionType) or (
            isinstance(member, t.ClassType) and self.has_method(member, "__call__")
        )

    def none_error(self: Lowering, name: str) -> None:
        """What CPython says when None is asked for `name`."""
        text = NONE_MESSAGES.get(name)
        if text is not None:
            self.raise_runtime("type_error", self.text(text))
        else:
            text = f"'NoneType' object has no attribute '{name}'"
            self.raise_runtime("attribute_error", self.text(text))
