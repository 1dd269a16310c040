"""functools.singledispatch and singledispatchmethod: the class of the first argument chooses among
the functions that were registered when the program was imported."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.hierarchy import compiled_subclasses
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def is_single_dispatch(live: Any) -> bool:
    """Whether it is a function that singledispatch has made."""
    made = isinstance(live, types.FunctionType) and hasattr(live, "registry")
    return made and live.__code__.co_filename == functools.__file__


class SingleDispatch(Builder):
    """See the module."""

    def call_single_dispatch(
        self: Lowering, live: Any, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> Expression:
        """show(x, …)"""

        def call(chosen: Any, given: list[Any]) -> ir.Value:
            target = Live(chosen, getattr(chosen, "__name__", "function"))
            return self.as_value(self.invoke(target, given, list(keywords), node), node)

        return self._choose(live, args, node, call)

    def call_dispatched_method(
        self: Lowering,
        live: Any,
        owner: t.ClassType,
        receiver: ir.Value,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """x.show(y, …)"""

        def call(chosen: Any, given: list[Any]) -> ir.Value:
            function = self.plain_function(chosen)
            return self.call_function(function, owner, [receiver, *given], list(keywords), node)

        return self._choose(live.dispatcher, args, node, call)

    def _choose(
        self: Lowering,
        live: Any,
        args: list[Any],
        node: ast.AST,
        call: Callable[[Any, list[Any]], ir.Value],
    ) -> ir.Value:
        if not args:
            text = f"{live.__name__} requires at least 1 positional argument"
            self.raise_runtime("type_error", self.text(text))
            return ir.Const(t.NEVER, None)
        given = [self._settled(a) for a in args]
        first = given[0] if isinstance(given[0], ir.Value) else self.value(args[0])
        return self._by_first(live, first, given[1:], node, call)

    def _by_first(
        self: Lowering,
        live: Any,
        first: ir.Value,
        rest: list[Any],
        node: ast.AST,
        call: Callable[[Any, list[Any]], ir.Value],
    ) -> ir.Value:
        type_ = self.need(first.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(first, lambda v: self._by_first(live, v, rest, node, call))
        cls = self._class_of_type(type_)
        if cls is None:
            reason = f"which function is registered for {type_.name} is not known"
            raise Unsupported(node, reason, "declare the types that occur, as a union")
        chosen = live.dispatch(cls)
        if isinstance(type_, t.ClassType):
            below = compiled_subclasses(type_.cls)
            if any(live.dispatch(c) is not chosen for c in below):
                return self.per_class(
                    first, type_, lambda v: self._exactly_chosen(live, v, rest, call)
                )
        return call(chosen, [first, *rest])

    def _exactly_chosen(
        self: Lowering,
        live: Any,
        first: ir.Value,
        rest: list[Any],
        call: Callable[[Any, list[Any]], ir.Value],
    ) -> ir.Value:
        cls = self._class_of_type(self.need(first.type))
        return call(live.dispatch(cls), [first, *rest])

    def _class_of_type(self, type_: t.Type) -> type | None:
        """The class that objects of a type have under CPython."""
        if type_ is t.OBJECT:
            return None
        for live, number in notations.NUMBERS.items():
            if number is type_ and isinstance(live, type):
                return live
        if isinstance(type_, t.TupleType):
            return tuple
        if isinstance(type_, t.FunctionType | t.CallableType):
            return types.FunctionType
        if not isinstance(type_, t.ClassType):
            return None
        original = bindings.originals(type_.cls)
        return original[0] if original else type_.cls
