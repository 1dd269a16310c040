"""Overloaded functions: which implementation the arguments of a call choose."""

from __future__ import annotations

import ast
import types
import typing
from collections.abc import Callable
from inspect import CO_VARARGS
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.placeholders import Placeholder, mentions_placeholder
from naja.compiler.front.annotations.widening import admits
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Keyword, Spread
from naja.compiler.front.classes.enums import plain_base, stands_for_value
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Overloads(Builder):
    """Chooses among overloads."""

    def accepts(self: Lowering, type_: t.Type, name: str, other: t.Type) -> bool:
        """Whether a binary method takes an operand of type `other`, by its annotation."""
        type_ = known(type_)
        assert isinstance(type_, t.ClassType)
        found = self.find_method(type_, name)
        if found is None or found[1] is None:
            return False
        functions = getattr(found[1], "functions", (found[1],))
        return any(self._accepts_one(f, found[0], other) for f in functions)

    def _accepts_one(self: Lowering, function: Any, owner: t.ClassType, other: t.Type) -> bool:
        function = self.plain_function(function)
        names = function.__code__.co_varnames[1:2]
        annotation = sources.hints(function).get(names[0]) if names else None
        if annotation is None:
            return True
        env = {**self.world.class_info(owner).env}
        try:
            type_ = self.parameter_type(annotation, env, function)
        except Unsupported:
            return True
        other = known(other)
        one_of = getattr(getattr(type_, "variable", None), "__constraints__", ())
        if one_of and not isinstance(other, t.UnionType):
            return any(self.fits(other, self.parameter_type(c, env, function)) for c in one_of)
        if isinstance(type_, Placeholder) or has_var(type_) or self.fits(other, type_):
            return True
        if isinstance(type_, t.UnionType) and admits(type_, other):
            return True
        if isinstance(other, t.ClassType) and stands_for_value(other.cls):
            base = plain_base(other.cls)
            if type_ is (t.INT if base is int else bindings.builtin_type("str")):
                return True
        if isinstance(type_, t.IntType | t.FloatType) and isinstance(other, t.IntType):
            return type_ is not t.BOOL
        if (
            isinstance(type_, t.ClassType)
            and isinstance(other, t.ClassType)
            and (type_.cls is other.cls or has_var(other))
        ):
            return True
        if isinstance(other, t.TupleType) and isinstance(type_, t.ClassType):
            return type_.cls is bindings.builtin_class("tuple")
        return isinstance(type_, t.TupleType) and isinstance(other, t.TupleType)

    def overloaded(
        self: Lowering,
        functions: tuple[Any, ...],
        owner: t.ClassType | None,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
        receiver: ir.Value | None,
        call: Callable[[Any, list[Any]], ir.Value],
    ) -> ir.Value:
        """`call` with the function that fits; where none does, with that for each member of an
        argument that is one of several types."""
        try:
            chosen = self.choose_overload(functions, owner, args, keywords, node, receiver)
        except Unsupported:
            at = next((i for i, a in enumerate(args) if _is_union(a)), None)
            if at is None:
                self.grow_key(receiver, args, node)
                raise
            return self.per_member(
                args[at],
                lambda v: self.overloaded(
                    functions,
                    owner,
                    [*args[:at], v, *args[at + 1 :]],
                    keywords,
                    node,
                    receiver,
                    call,
                ),
            )
        return call(chosen, args)

    def choose_overload(
        self: Lowering,
        functions: tuple[Any, ...],
        owner: t.ClassType | None,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
        receiver: ir.Value | None = None,
    ) -> Any:
        """The first function whose parameters accept the arguments. Arguments that are syntax are
        evaluated first, and their values put in their places in `args`: once is enough."""
        for at, argument in enumerate(args):
            if isinstance(argument, ast.expr) and not isinstance(argument, ast.Lambda):
                item = self.expression(argument)
                if isinstance(item, ir.Value):
                    args[at] = item
                elif isinstance(item, Live) and not callable(item.object):
                    args[at] = self.materialise(item, None, argument)
                else:
                    args[at] = ast.copy_location(Evaluated(item), argument)
        given = args if receiver is None else [receiver, *args]
        for function in functions:
            names = [k for k, _ in keywords]
            plain = self.plain_function(function)
            if self._overload_fits(plain, owner, given, names) and literals_fit(
                plain, given, keywords
            ):
                return function
        raise self._no_overload(functions, args, node)

    def _no_overload(
        self, functions: tuple[Any, ...], args: list[Any], node: ast.AST
    ) -> Unsupported:
        shown = ", ".join(a.type.name if isinstance(a, ir.Value) else "…" for a in args)
        name = functions[0].__qualname__.lstrip("_")
        return Unsupported(node, f"{name} does not take ({shown})", "convert the arguments")

    def _overload_fits(
        self: Lowering,
        function: types.FunctionType,
        owner: t.ClassType | None,
        args: list[Any],
        names: list[str],
    ) -> bool:
        code = function.__code__
        parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        required = code.co_argcount - len(function.__defaults__ or ())
        positional = parameters[: code.co_argcount]
        if not required <= len(args) + len([n for n in names if n in positional]) or (
            len(args) > code.co_argcount and not code.co_flags & CO_VARARGS
        ):
            return False
        if any(n not in parameters for n in names):
            return False
        named = set(parameters[code.co_argcount :]) - set(function.__kwdefaults__ or ())
        if not named <= set(names):
            return False
        env = self.world.class_info(owner).env if owner is not None else {}
        if code.co_flags & CO_VARARGS:
            rest = code.co_varnames[len(parameters)]
            parameters = parameters[: code.co_argcount] + (rest,) * len(args)
        for name, argument in zip(parameters, args, strict=False):
            if isinstance(argument, Spread):
                if not code.co_flags & CO_VARARGS:
                    return False
                type_ = self.parameter_type(sources.hints(function).get(name), env, function)
                whole = known(argument.items.type)
                if not isinstance(whole, t.ClassType) or not self._fits_type(whole.args[0], type_):
                    return False
                continue
            annotation, around = sources.hints(function).get(name), sources.names_of(function)
            if annotation is not None and notations.is_abstract(annotation, around):
                if not self._items_fit(argument, annotation, function):
                    return False
                continue
            if annotation is None or not isinstance(argument, ir.Value):
                if annotation is not None and isinstance(argument, ast.expr):
                    type_ = self.parameter_type(annotation, env, function)
                    if not isinstance(
                        type_, t.CallableType | Placeholder | t.UnionType | t.ObjectType
                    ):
                        return False
                continue
            if not self._fits_parameter(argument, self.parameter_type(annotation, env, function)):
                return False
        return True

    def _items_fit(self: Lowering, argument: Any, annotation: Any, function: Any) -> bool:
        """Whether an argument may be the iterable that an overload declares."""
        if not isinstance(argument, ir.Value):
            return isinstance(argument, ast.expr) and not isinstance(argument, ast.Lambda)
        have = known(argument.type)
        if not isinstance(have, t.ClassType | t.TupleType) or not self.is_iterable(have):
            return False
        item = self.item_type(have)
        wanted = t.parts_of(self.parameter_type(annotation, {}, function))
        if item is None or len(wanted) != 1 or not isinstance(wanted[0], t.TupleType):
            return True
        return isinstance(item, t.TupleType) and len(item.items) == len(wanted[0].items)

    def _fits_type(self: Lowering, have: t.Type, type_: t.Type) -> bool:
        have = known(have)
        if isinstance(type_, Placeholder) or mentions_placeholder(type_):
            if isinstance(have, t.ClassType) and isinstance(type_, t.ClassType):
                return type_.cls in self.world.class_info(have).mro
            return type(have) is type(type_) or isinstance(type_, Placeholder)
        return self.fits(have, type_)

    def _fits_parameter(self: Lowering, argument: ir.Value, type_: t.Type) -> bool:
        have = known(argument.type)
        if self._fits_type(have, type_):
            return True
        if mentions_placeholder(type_):
            return False
        if has_var(have) and isinstance(have, t.ClassType) and isinstance(type_, t.ClassType):
            return have.cls is type_.cls
        if isinstance(have, t.TupleType) and isinstance(type_, t.ClassType):
            whole = type_.cls is bindings.builtin_class("tuple")
            return whole and all(self.fits(i, type_.args[0]) for i in have.items)
        if (
            isinstance(type_, t.IntType)
            and isinstance(argument, ir.Const)
            and isinstance(have, t.IntType)
        ):
            return have is not t.BOOL and type_ is not t.BOOL
        return is_number(have) and (type_ is t.FLOAT or admits(type_, have))


def _is_union(argument: Any) -> bool:
    return isinstance(argument, ir.Value) and isinstance(known(argument.type), t.UnionType)


def literals_fit(function: types.FunctionType, args: list[Any], keywords: list[Keyword]) -> bool:
    """Whether parameters declared as Literal are given one of their values."""
    names = function.__code__.co_varnames
    for name, argument in [*zip(names, args, strict=False), *keywords]:
        annotation = function.__annotations__.get(name)
        if annotation is None or "Literal" not in str(annotation):
            continue
        values = typing.get_args(notations.evaluate(annotation, sources.names_of(function)))
        constant = argument.value if isinstance(argument, ir.Const | ast.Constant) else None
        if constant not in values:
            return False
    return True
