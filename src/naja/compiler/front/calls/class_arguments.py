"""Classes that a program hands about: arguments for `type[T]` parameters, and `type(x)(…)`.

A class that is named in a call is bound at build time: the function is compiled for it, as class
methods are. `type(x)(…)` makes an object of whatever class x has.
"""

from __future__ import annotations

import ast
import types
import typing
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.instance import Parameter
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class ClassArguments(Builder):
    """See the module."""

    def bind_classes(
        self: Lowering,
        function: types.FunctionType,
        parameters: list[Parameter],
        args: list[Any],
        keywords: list[Any],
        env: notations.Env,
    ) -> dict[str, Any]:
        """Takes the classes that stand for `type[T]` parameters out of all three lists, and tuples
        of them; what a call leaves out is what the definition says."""
        found: dict[str, Any] = {}
        for parameter in list(parameters):
            variable = _class_of(function, parameter.name)
            if variable is None:
                continue
            at = parameters.index(parameter)
            named = [k for k, _ in keywords]
            given = args[at] if at < len(args) else dict(keywords).get(parameter.name)
            live = self._live_class(given) if given is not None else _default(function, parameter)
            if live is None:
                continue
            found[parameter.name] = live
            parameters.remove(parameter)
            if at < len(args):
                del args[at]
            elif given is not None:
                del keywords[named.index(parameter.name)]
            if isinstance(variable, typing.TypeVar):
                mapped = bindings.counterpart_class(live)
                env[variable] = notations.NUMBERS.get(live) or t.class_type(mapped)
        return found

    def _live_class(self: Lowering, argument: Any) -> Any:
        """A class that is known when the image is built, or a tuple of such; else None."""
        if isinstance(argument, ast.Tuple):
            parts = tuple(self._live_class(e) for e in argument.elts)
            return _TUPLES.setdefault(parts, parts) if _are_classes(parts) else None
        if not isinstance(argument, ast.Name | ast.Attribute | Evaluated):
            return None
        item = self.expression(argument)
        live = item.object if isinstance(item, Live) else None
        if _are_classes(live):
            return _TUPLES.setdefault(live, live)
        return live if isinstance(live, type) else None

    def call_own_class(self: Lowering, node: ast.Call) -> ir.Value | None:
        """`type(x)(…)` and `x.__class__(…)`: an object of the class that x has."""
        inner = self.asked_class(node.func)
        if not isinstance(inner, ast.Name):
            return None
        item = self.expression(inner)
        type_ = self.need(item.type) if isinstance(item, ir.Value) else None
        if not isinstance(type_, t.ClassType) or not self.world.may_override(type_, ""):
            return None
        if type_.args or any(getattr(c, "__parameters__", ()) for c in subclasses(type_.cls)):
            reason = f"the class of a {type_.name} may be generic"
            raise Unsupported(node, reason, "write a method that each class defines")
        args: list[Any] = [self.value(a) for a in node.args]
        keywords: list[Any] = [(k.arg or "", self.value(k.value)) for k in node.keywords]
        ends: list[End] = []
        assert isinstance(item, ir.Value)
        for cls in [type_.cls, *subclasses(type_.cls)]:
            if not getattr(cls, "__abstractmethods__", None):
                mine, other = self.new_block("mine"), self.new_block("other")
                self.branch(self._is_exactly(item, t.class_type(cls)), mine, other)
                self.enter_block(mine)
                made = self.construct(t.class_type(cls), list(args), list(keywords), node)
                self.end_here(ends, made)
                self.enter_block(other)
        self.emit(ir.Unreachable(loc=self.loc))
        return self.merge(ends)

    def _is_exactly(self: Lowering, value: ir.Value, type_: t.ClassType) -> ir.Value:
        layout = self.world.class_info(type_).layout
        have, wanted = self.temp(t.INT), self.temp(t.INT)
        self.emit(ir.TypeId(loc=self.loc, dst=have, object=value))
        self.emit(ir.TypeId(loc=self.loc, dst=wanted, layout=layout))
        return self.compare("eq", have, wanted)


_TUPLES: dict[Any, Any] = {}
"""One tuple for all with the same classes: instances of functions go by identity."""


def _are_classes(live: Any) -> bool:
    return isinstance(live, tuple) and bool(live) and all(isinstance(c, type) for c in live)


def _default(function: types.FunctionType, parameter: Parameter) -> Any:
    """The class, or the classes, that a parameter stands for when nothing is given."""
    code = function.__code__
    positional = code.co_varnames[: code.co_argcount]
    values = dict(zip(reversed(positional), reversed(function.__defaults__ or ()), strict=False))
    live = (values | (function.__kwdefaults__ or {})).get(parameter.name)
    if _are_classes(live):
        return _TUPLES.setdefault(live, live)
    return live if isinstance(live, type) else None


def _class_of(function: types.FunctionType, name: str) -> Any:
    """What T is in a parameter's annotation `type[T]`, object for `tuple[type[X], ...]`; None for
    any other."""
    if (function.__module__ or "").startswith("naja."):
        return None
    annotation = function.__annotations__.get(name)
    if annotation is None or "ype" not in str(annotation):
        return None
    try:
        live = notations.evaluate(annotation, sources.names_of(function))
    except Unsupported:
        return None
    if live is type or _mentions_class(live):
        return object
    return typing.get_args(live)[0] if typing.get_origin(live) is type else None


def _mentions_class(annotation: Any) -> bool:
    """Whether an annotation is `tuple[type[X], ...]`, or a union with it."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return any(_mentions_class(a) for a in args)
    return origin is tuple and args[1:] == (Ellipsis,) and typing.get_origin(args[0]) is type
