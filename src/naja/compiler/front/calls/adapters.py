"""Functions as values of a signature: as they are where the machine code fits, else behind a small
function that converts, or that checks what a wider signature lets through."""

from __future__ import annotations

import ast
import typing
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.parameters import nested_parameters
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NestedFunction
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Adapters(Builder):
    """See the module."""

    def runs_as(self: Lowering, have: t.CallableType, wanted: t.CallableType) -> bool:
        """Whether code of one signature is right for every call under the other: each argument is
        what it takes, its result what the caller expects, both in the same form."""
        if len(have.params) != len(wanted.params):
            return False
        pairs = [*zip(wanted.params, have.params, strict=True), (have.result, wanted.result)]
        return all(a is b or (a.is_pointer and b.is_pointer and self._is(a, b)) for a, b in pairs)

    def _is(self: Lowering, given: t.Type, taken: t.Type) -> bool:
        given, taken = known(given), known(taken)
        if isinstance(given, t.CoroutineType) and isinstance(taken, t.CoroutineType):
            return taken.result is t.NONE
        if isinstance(given, t.CallableType) and isinstance(taken, t.CallableType):
            return self.runs_as(given, taken)
        return self.fits(given, taken)

    def as_closure(
        self: Lowering, value: ir.Value, wanted: t.CallableType, place: ast.AST | None
    ) -> ir.Value:
        """A function value under a signature: `lambda a0, a1: target(a0, a1)`."""
        place = place or self.node
        type_ = known(value.type)
        assert isinstance(type_, t.FunctionType | t.CallableType)
        scope: dict[str, Any] = {}
        target = "target"
        if isinstance(type_, t.FunctionType) and not type_.items:
            scope["target"] = self.opened(value)
            key: Any = ("closure", type_, wanted)
        else:
            target = f"function.{id(place)}.{id(type_)}"
            slot = self.local(target, type_)
            self.store(slot, value)
            self.slots[target] = slot
            self.own_names.add(target)
            self.flow.assigned.add(target)
            self.world.nodes[id(place)] = place
            key = ("closure", id(place), type_, wanted)
        takes = self._taken(value, place)
        made = self._adapter(target, wanted, takes, scope)
        for part in ast.walk(made):
            ast.copy_location(part, place)
        return self.nested_value(self.world.adapters.setdefault(key, made), wanted, place, scope)

    def _adapter(
        self: Lowering,
        target: str,
        wanted: t.CallableType,
        takes: list[t.Type | None],
        scope: dict[str, Any],
    ) -> ast.Lambda:
        names = [f"a{i}" for i in range(len(wanted.params))]
        given: list[ast.expr] = [ast.Name(n, ast.Load()) for n in names]
        for at, (type_, taken) in enumerate(zip(wanted.params, takes, strict=False)):
            if taken is not None and self._lets_through(known(type_), known(taken)):
                scope["cast"], scope[f"type{at}"] = typing.cast, taken
                parts = [ast.Name(f"type{at}", ast.Load()), given[at]]
                given[at] = ast.Call(ast.Name("cast", ast.Load()), parts, [])
        call = ast.Call(ast.Name(target, ast.Load()), given, [])
        arguments = ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, [])
        return ast.Lambda(arguments, call)

    def _lets_through(self: Lowering, wide: t.Type, taken: t.Type) -> bool:
        """Whether callers may pass what the function does not take: a check stands between."""
        if self.fits(wide, taken) or taken is t.UNKNOWN:
            return False
        if wide is t.OBJECT:
            return True
        both = isinstance(wide, t.ClassType) and isinstance(taken, t.ClassType)
        return both and self.fits(taken, wide)

    def _taken(self: Lowering, value: ir.Value, place: ast.AST) -> list[t.Type | None]:
        """What a function takes as far as its annotations say it."""
        type_ = known(value.type)
        if isinstance(type_, t.CallableType):
            return list(type_.params)
        try:
            item = self.opened(value)
            if isinstance(item, NestedFunction):
                parameters = nested_parameters(item.node)
                return [self.annotated_type(item.node, p, item.definer) for p in parameters]
            signature = self._own_signature(item, place, None)
        except Unsupported:
            return []
        return list(signature.params) if signature is not None else []
