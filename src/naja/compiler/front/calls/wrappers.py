"""Callables that CPython's library makes at build time or from constants: partial, itemgetter,
attrgetter, methodcaller, singledispatch."""

from __future__ import annotations

import ast
import functools
import operator
from typing import TYPE_CHECKING, Any

from naja.compiler.front.builder import Builder
from naja.compiler.front.calls import caching
from naja.compiler.front.calls.arguments import Keyword
from naja.compiler.front.values import Evaluated, Expression, Live, NestedFunction
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

GETTERS = (operator.itemgetter, operator.attrgetter, operator.methodcaller)


class Wrappers(Builder):
    """See the module."""

    def call_wrapper(
        self: Lowering, live: Any, args: list[Any], keywords: list[Keyword], node: ast.Call
    ) -> Expression | None:
        """A call of an object of the library that stands for another function; None for others."""
        if isinstance(live, caching.WRAPPER):
            return self.call_cached(self.cached_live(live), args, keywords, node)
        if isinstance(live, functools.partial):
            held = [self._syntax_of(v, node) for v in live.args]
            given = {k: self._syntax_of(v, node) for k, v in live.keywords.items()}
            named = list({**given, **dict(keywords)}.items())
            return self.invoke(Live(live.func, "partial"), [*held, *args], named, node)
        if isinstance(live, GETTERS):
            cls, (parts, *rest) = _reduced(live)
            names = [cls.__name__, parts, *rest]
            key = ("getter", id(live))
            self.world.freezer.keep.append(live)
            syntax = [self._syntax_of(p, node) for p in names[1]]
            extra = {k: self._syntax_of(v, node) for k, v in names[2].items()}
            made = self.world.adapters.get(key)
            if made is None:
                made = self.world.adapters[key] = _getter(cls, syntax, extra, node)
            return self.invoke(NestedFunction(made), args, keywords, node)
        if live in GETTERS:
            return self._new_getter(live, args, keywords, node)
        return None

    def _syntax_of(self: Lowering, live: Any, node: ast.AST) -> ast.expr:
        if isinstance(live, int | str | None):
            return ast.copy_location(ast.Constant(live), node)
        return ast.copy_location(Evaluated(self.live_or_value(live, "argument")), node)

    def _new_getter(
        self: Lowering, cls: type, args: list[Any], keywords: list[Keyword], node: ast.Call
    ) -> Expression:
        """itemgetter(1): `lambda x: x[1]`; what is not constant is kept in a variable."""
        key = ("new getter", id(node))
        made: Any = self.world.adapters.get(key)
        if made is None:
            parts = [_stable(a, f"{id(node)}.{at}") for at, a in enumerate(args)]
            named = {k: _stable(a, f"{id(node)}.{k}") for k, a in keywords}
            self.world.nodes[id(node)] = node
            made = self.world.adapters[key] = _getter(cls, parts, named, node)
            made.kept = [p for p in [*parts, *named.values()] if isinstance(p, ast.Name)]
        for name, argument in zip(
            made.kept,
            [a for a in [*args, *dict(keywords).values()] if not _constant(a)],
            strict=True,
        ):
            value = argument if isinstance(argument, ir.Value) else self.value(argument)
            self.own_names.add(name.id)
            self.assign_name(name.id, value, node)
        return NestedFunction(made)


def _reduced(live: Any) -> tuple[Any, list[Any]]:
    """The class and the arguments that make such an object again."""
    cls, *rest = live.__reduce__()
    if isinstance(cls, functools.partial):
        return cls.func, [[*cls.args, *rest[0]], cls.keywords]
    return cls, [list(rest[0]), {}]


def _constant(argument: Any) -> bool:
    return isinstance(argument, ast.Constant) or (
        isinstance(argument, ast.UnaryOp) and isinstance(argument.operand, ast.Constant)
    )


def _stable(argument: Any, name: str) -> ast.expr:
    return argument if _constant(argument) else ast.Name(f"getter.{name}", ast.Load())


def _getter(
    cls: type, parts: list[ast.expr], named: dict[str, ast.expr], node: ast.AST
) -> ast.Lambda:
    """The lambda that does what an object of operator does."""
    target = ast.Name("object", ast.Load())
    if cls is operator.methodcaller:
        text = str(parts[0].value)  # type: ignore[attr-defined]
        method = ast.Attribute(target, text, ast.Load())
        body: ast.expr = ast.Call(method, parts[1:], [ast.keyword(k, v) for k, v in named.items()])
    else:
        found = [_get(cls, target, part) for part in parts]
        body = found[0] if len(found) == 1 else ast.Tuple(found, ast.Load())
    made = ast.Lambda(ast.arguments([], [ast.arg("object")], None, [], [], None, []), body)
    for part in ast.walk(made):
        ast.copy_location(part, node)
    return made


def _get(cls: type, target: ast.expr, part: ast.expr) -> ast.expr:
    if cls is operator.itemgetter:
        return ast.Subscript(target, part, ast.Load())
    found = target
    for name in str(part.value).split("."):  # type: ignore[attr-defined]
        found = ast.Attribute(found, name, ast.Load())
    return found
