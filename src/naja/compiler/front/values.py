"""What an expression is while a function is lowered: an IR value, or a build-time object not yet
turned into one."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from naja.compiler import types as t
from naja.compiler.ir import model as ir


@dataclass(frozen=True, eq=False)
class Live:
    """A build-time object: a module, class, function, or a frozen value. `name`: how the source
    calls it."""

    object: Any
    name: str = ""


@dataclass(frozen=True, eq=False)
class BoundMethod:
    """A method taken from a receiver, to be called or turned into a function value."""

    receiver: ir.Value
    name: str


@dataclass(frozen=True, eq=False)
class NestedFunction:
    """A function defined inside the one being lowered, or inside `definer` around it, by its
    syntax tree. captured: the variables that it holds and their values, where it was carried away
    from them."""

    node: Any
    definer: Any = None
    captured: tuple[list[Any], list[ir.Value]] | None = None
    wraps: t.Type | None = None


@dataclass(frozen=True, eq=False)
class SuperObject:
    """`super()` inside a method: lookups start behind `owner` in the MRO. receiver: a value, or a
    build-time object that the method is compiled for."""

    receiver: Any
    owner: t.ClassType


@dataclass(frozen=True, eq=False)
class BuiltinCall:
    """A call of a builtin that the compiler expands: its place, its arguments as syntax or values,
    what is expected."""

    node: ast.Call
    args: list[Any]
    keywords: list[tuple[str, Any]]
    expected: t.Type | None


@dataclass(frozen=True, eq=False)
class Wraps:
    """`functools.wraps(function)` as a decorator."""

    function: t.Type


@dataclass(frozen=True)
class Unknown:
    """What the name of a variable is while a class statement runs on the build machine."""

    name: str


class Evaluated(ast.expr):
    """What is evaluated already, in a place where syntax is expected."""

    def __init__(self, value: Expression) -> None:
        super().__init__()
        self.value = value


@dataclass(frozen=True, eq=False)
class CachedFunction:
    """A function with a table of its results: that of a build-time object, or one made at run
    time."""

    cache: Any
    function: Live | NestedFunction


Expression = ir.Value | Live | BoundMethod | NestedFunction | CachedFunction | SuperObject


def const_int(value: int, type_: t.Type = t.INT) -> ir.Const:
    return ir.Const(type_, value)


def const_bool(value: bool) -> ir.Const:
    return ir.Const(t.BOOL, value)


NONE_VALUE = ir.Const(t.NONE, None)


def null(type_: t.Type) -> ir.Const:
    return ir.Const(type_, None)
