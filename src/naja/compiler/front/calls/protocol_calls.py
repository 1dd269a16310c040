"""Builtins that ask a method of the object: abs, round, divmod, reversed, bytes, and whoever takes
an object for an index."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_METHODS: list[tuple[Any, str]] = [
    (abs, "__abs__"),
    (round, "__round__"),
    (reversed, "__reversed__"),
    (bytes, "__bytes__"),
    (math.floor, "__floor__"),
    (math.ceil, "__ceil__"),
    (math.trunc, "__trunc__"),
]
_TAKE_INDEX = (hex, oct, bin, chr, range)


class ProtocolCalls(Builder):
    """See the module."""

    def protocol_call(
        self: Lowering, live: Any, args: list[Any], keywords: list[Any], node: ast.Call
    ) -> Expression | None:
        """A call of such a builtin with an object whose class has the method; arguments that had
        to be evaluated to tell are left in `args`."""
        if keywords or not args or any(isinstance(a, ast.Starred) for a in args):
            return None
        if live is divmod and len(args) == 2:
            return self._divmod(args, node)
        if any(live is f for f in _TAKE_INDEX):
            args[:] = [self._index_argument(a) for a in args]
            return None
        name = next((name for f, name in _METHODS if f is live), None)
        if name is None or isinstance(args[0], ast.Lambda | ast.GeneratorExp):
            return None
        receiver = self._evaluated(args, 0)
        if receiver is None or not self.has_method(known(receiver.type), name):
            return None
        return self.call_method(receiver, name, args[1:], node)

    def _evaluated(self: Lowering, args: list[Any], at: int) -> ir.Value | None:
        """An argument that is an object of a class, evaluated; constants and calls of classes are
        left as they are."""
        argument = args[at]
        if isinstance(argument, ir.Value):
            return argument
        if not isinstance(argument, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp):
            return None
        item = self.expression(argument)
        if isinstance(item, Live):
            return None
        args[at] = self.materialise(item, None, argument)
        value: ir.Value = args[at]
        return value

    def _divmod(self: Lowering, args: list[Any], node: ast.Call) -> Expression | None:
        given = [self.value(a) if isinstance(a, ast.expr) else a for a in args]
        args[:] = [self.to_int(v) if known(v.type) is t.BOOL else v for v in given]
        left, right = args
        if not any(
            self.has_method(x.type, name)
            for x, name in ((left, "__divmod__"), (right, "__rdivmod__"))
        ):
            return None

        def nothing(asked: bool) -> ir.Value:
            reason = f"divmod of {left.type.name} and {right.type.name} is not defined"
            raise Unsupported(node, reason, "define __divmod__")

        ways = [(left, "__divmod__", right), (right, "__rdivmod__", left)]
        return self.ask(ways, node, nothing)

    def _index_argument(self: Lowering, argument: Any) -> Any:
        """An argument that has to be a number, where an object says which with __index__."""
        if not isinstance(argument, ast.Name | ast.Attribute):
            return argument
        item = self.expression(argument)
        if isinstance(item, Live):
            return argument
        return self.as_index(self.materialise(item, None, argument), argument)

    def as_index(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """The number that an object with __index__ stands for; any other value as it is."""
        type_ = known(value.type)
        own = isinstance(type_, t.ClassType) and not type_.cls.__module__.startswith("naja.")
        if own and self.has_method(type_, "__index__"):
            return self.call_method(value, "__index__", [], node)
        return value
