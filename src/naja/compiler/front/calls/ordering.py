"""The order in which the arguments of a call are evaluated: that of its text, whatever the order of
the parameters is."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.placeholders import mentions_placeholder
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Keyword
from naja.compiler.front.instance import Parameter
from naja.compiler.front.values import Evaluated
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

Declared = Callable[[int], t.Type | None]
"""The type of a parameter, by its place; None where it takes any."""

_WHENEVER = (ast.Constant, ast.Lambda, ast.GeneratorExp, ast.Starred, Evaluated)
"""What is the same whenever it is evaluated, or is bound later."""


class Ordering(Builder):
    """See the module."""

    def in_source_order(
        self: Lowering,
        args: list[Any],
        keywords: list[Keyword],
        parameters: list[Parameter],
        declared: Declared,
    ) -> tuple[list[Any], list[Keyword]]:
        """`f(x(), b=g(), a=h())` calls x, g, h: where the parameters have another order, all
        arguments are evaluated here."""
        places = {p.name: at for at, p in enumerate(parameters)}
        order = [places.get(name, len(parameters)) for name, _ in keywords if name]
        if order == sorted(order):
            return args, keywords
        ordinary = [at for at, p in enumerate(parameters) if not (p.variadic or p.keyword_only)]
        given: list[Any] = []
        for at, argument in enumerate(args):
            wanted = declared(ordinary[at]) if at < len(ordinary) else None
            given.append(self._here(argument, wanted))
        named: list[Keyword] = []
        for name, argument in keywords:
            wanted = declared(places[name]) if name in places else None
            named.append((name, self._here(argument, wanted)))
        return given, named

    def _here(self: Lowering, argument: Any, wanted: t.Type | None) -> Any:
        """An argument, evaluated now; what is no value by itself is only found."""
        if not isinstance(argument, ast.expr) or isinstance(argument, _WHENEVER):
            return argument
        if isinstance(argument, ast.Name | ast.Attribute):
            item = self.expression(argument)
            found = isinstance(item, ir.Value)
            return item if found else ast.copy_location(Evaluated(item), argument)
        return self.value(
            argument, None if wanted is None or mentions_placeholder(wanted) else wanted
        )
