"""lru_cache and cache: a function with a table of its results.

One made at build time keeps its table in the image; a decorator inside a function makes one each
time. The key is what the parameters take, and how the call is written: CPython keeps `f(1)` and
`f(x=1)` apart. The work is done by `naja.stdlib.functools.lookup`.
"""

from __future__ import annotations

import ast
import functools
import importlib
import types
from inspect import CO_VARARGS
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Keyword, Spread
from naja.compiler.front.calls.binding import starred_type
from naja.compiler.front.calls.parameters import live_parameters, nested_parameters
from naja.compiler.front.instance import Parameter
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.values import (
    BoundMethod,
    CachedFunction,
    Expression,
    Live,
    NestedFunction,
    const_int,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

WRAPPER = functools._lru_cache_wrapper
STAR = "*"
ATTRIBUTES = ("cache_info", "cache_clear")


def _takes_any(function: Expression) -> bool:
    """Whether a function of a module takes any number of arguments."""
    live = function.object if isinstance(function, Live) else None
    return isinstance(live, types.FunctionType) and bool(live.__code__.co_flags & CO_VARARGS)


def _library(name: str) -> Any:
    return getattr(importlib.import_module("naja.stdlib.functools"), name)


class Caching(Builder):
    """See the module."""

    def call_cached(
        self: Lowering,
        target: CachedFunction,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> ir.Value:
        """A call that looks into the table first."""
        shape = f"{len(args)} {' '.join(name for name, _ in keywords)}"
        starred = any(isinstance(a, Spread) for a in args) and not _takes_any(target.function)
        if starred or any(not name for name, _ in keywords):
            reason = "a star of unknown length in the call of a cached function"
            raise Unsupported(node, reason, "write the arguments one by one")
        values = self._parameter_values(target.function, args, keywords, node)
        plain: list[Any] = [Spread(v) if n == STAR else v for n, v in values if n in ("", STAR)]
        named = [(n, v) for n, v in values if n not in ("", STAR)]
        if any(n == STAR for n, _ in values):
            shape = " ".join([STAR, *(name for name, _ in keywords)])
        items = [self.text(shape), *(v for _, v in values)]
        key = self.make_tuple(items)
        cache = self._cache(target, plain, named, known(key.type), node)
        function = self.known_value(target.function)
        assert function is not None
        lookup = _library("lookup")
        return self.call_function(lookup, None, [cache, key, function, *plain], named, node)

    def call_cached_method(
        self: Lowering,
        live: Any,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> ir.Value:
        """A method with a cache, in which the object is part of the key."""
        type_ = known(receiver.type)
        assert isinstance(type_, t.ClassType)
        if self.world.may_override(type_, name):
            reason = f"subclasses of {type_.name} override the cached method '{name}'"
            raise Unsupported(node, reason, "call a plain method that calls the cached one")
        return self.call_cached(self.cached_live(live), [receiver, *args], keywords, node)

    def _parameter_values(
        self: Lowering,
        function: Expression,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> list[tuple[str, ir.Value]]:
        """What each parameter takes, with the name of those that are only passed by name."""
        if isinstance(function, NestedFunction):
            parameters, name = nested_parameters(function.node), function.node.name
        else:
            live: Any = function.object  # type: ignore[union-attr]
            where = sources.function_node(live) if isinstance(live, types.FunctionType) else None
            if where is None:
                raise Unsupported(
                    node, "only functions of the program are cached", "write a lambda"
                )
            parameters, name = live_parameters(live, where[1]), live.__qualname__
        if any(p.named for p in parameters):
            reason = f"{name} takes any number of arguments, so its results are not cached"
            raise Unsupported(node, reason, "cache a function with parameters of their own")
        result = []
        types_ = [self._cached_type(function, p, node) for p in parameters]
        args, keywords = self.in_source_order(args, keywords, parameters, types_.__getitem__)
        bound = self.bind(parameters, args, keywords, name, node)
        for argument, parameter, wanted in zip(bound, parameters, types_, strict=True):
            if parameter.variadic:
                result.append(
                    (STAR, self._cached_rest(function, argument, parameter, wanted, node))
                )
                continue
            if wanted is None:
                value = self.known_argument(argument, parameter)
            else:
                value = self.argument(argument, wanted, None, parameter)
                value = self.coerce(value, wanted, node)
            result.append((parameter.name if parameter.keyword_only else "", value))
        return result

    def _cached_rest(
        self: Lowering,
        function: Expression,
        argument: Any,
        parameter: Parameter,
        item: t.Type | None,
        node: ast.AST,
    ) -> ir.Value:
        """What `*args: int` takes, as one tuple of any length."""
        live = function.object if isinstance(function, Live) else None
        if item is None or not isinstance(live, types.FunctionType):
            reason = "a cached function that takes any number of arguments says of which type"
            raise Unsupported(node, reason, f"annotate it at module level: *{parameter.name}: int")
        whole = starred_type(parameter, item, False)
        return self._one_argument(argument, whole, parameter, {}, {}, live)

    def _cached_type(
        self: Lowering, function: Expression, parameter: Any, node: ast.AST
    ) -> t.Type | None:
        if isinstance(function, NestedFunction):
            return self.annotated_type(function.node, parameter, function.definer)
        live = function.object  # type: ignore[union-attr]
        annotation = sources.hints(live).get(parameter.name)
        if annotation is None:
            return None
        return self.parameter_type(annotation, {}, live)

    def _cache(
        self: Lowering,
        target: CachedFunction,
        args: list[Any],
        keywords: list[Keyword],
        key: t.Type,
        node: ast.AST,
    ) -> ir.Value:
        """The table: of the call's own kinds of key and result where it was made at build time."""
        if isinstance(target.cache, ir.Value):
            return target.cache
        block, self.block = self.block, ir.Block("probe")  # only the type of the result counts
        try:
            result = self.invoke(target.function, list(args), list(keywords), node)
            type_ = self.need(self.materialise(result, None, node).type)
        finally:
            self.block = block
        if type_ is t.NEVER:
            raise Poisoned  # a recursion, of which another way out will tell the type
        whole = t.class_type(_library("Cache"), (key, type_))
        live = target.cache
        first = self.world.caches.setdefault(id(live), whole)
        if first is not whole:
            reason = f"this cached function holds {first.name} elsewhere and {whole.name} here"
            raise Unsupported(node, reason, "annotate its parameters and its result")
        return self.world.freezer.value(self._frozen_cache(live), whole, "cache")

    def _frozen_cache(self: Lowering, live: Any) -> Any:
        """The table of a function that lru_cache made at build time; what the import has cached is
        computed again."""
        if id(live) not in self.world.tables:
            limit = live.cache_parameters()["maxsize"]
            statistics = _library("Statistics")(-1 if limit is None else limit)
            self.world.tables[id(live)] = _library("Cache")(statistics)
            self.world.freezer.keep.append(live)
        return self.world.tables[id(live)]

    def cached_live(self: Lowering, live: Any) -> CachedFunction:
        return CachedFunction(live, Live(live.__wrapped__, live.__name__))

    def cached_attribute(
        self: Lowering, target: CachedFunction, name: str, node: ast.AST
    ) -> Expression:
        """cache_info, cache_clear, and what the function itself has."""
        if name == "__wrapped__":
            return target.function
        if name not in ATTRIBUTES:
            if isinstance(target.function, Live):
                function = target.function
                return self.attribute_of_function(function.object, function.name, name, node)
            assert isinstance(target.function, NestedFunction)
            return self.function_attribute(target.function, name, node)
        if isinstance(target.cache, ir.Value):
            return BoundMethod(self.get_field(target.cache, "statistics"), name)
        statistics = self._frozen_cache(target.cache).statistics
        type_ = t.class_type(_library("Statistics"))
        return BoundMethod(self.world.freezer.value(statistics, type_, "statistics"), name)

    def new_cache(
        self: Lowering, function: NestedFunction, limit: ir.Value, node: ast.AST
    ) -> ir.Value:
        """The table of a function that is decorated inside another one."""
        inner = function.node
        kinds = [self.annotated_type(inner, p) for p in nested_parameters(inner)]
        result = self.evaluate_type(inner.returns) if inner.returns is not None else None
        if result is None or None in kinds:
            reason = f"{inner.name} is cached inside a function, so its types have to be written"
            raise Unsupported(node, reason, "annotate its parameters and its result")
        text = bindings.builtin_type("str")
        key = t.tuple_type((text, *(k for k in kinds if k is not None)))
        made = self.construct(t.class_type(_library("Statistics")), [limit], [], node)
        return self.construct(t.class_type(_library("Cache"), (key, result)), [made], [], node)

    def caching_limit(self: Lowering, node: ast.expr) -> ir.Value | None:
        """How much `@cache`, `@lru_cache` or `@lru_cache(maxsize=…)` keeps; None for another
        decorator."""
        called = node.func if isinstance(node, ast.Call) else node
        if not isinstance(called, ast.Name | ast.Attribute):
            return None
        item = self.expression(called)
        live = item.object if isinstance(item, Live) else None
        if live is functools.cache and called is node:
            return const_int(-1)
        if live is not functools.lru_cache:
            return None
        if not isinstance(node, ast.Call):
            return const_int(128)
        given = {k.arg: k.value for k in node.keywords}
        size = node.args[0] if node.args else given.get("maxsize")
        if size is None:
            return const_int(128)
        if isinstance(size, ast.Constant) and size.value is None:
            return const_int(-1)
        return self.typed(size, t.INT)
