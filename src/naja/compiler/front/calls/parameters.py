"""The parameters of a function as its syntax and its live object show them; types come later."""

from __future__ import annotations

import ast
import collections.abc
import contextlib
import types
import typing
from collections.abc import Sequence
from typing import Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.instance import Parameter
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.sources import FunctionNode
from naja.compiler.front.trees import walk


def live_parameters(function: types.FunctionType, node: FunctionNode) -> list[Parameter]:
    """The parameters of a live function with their live defaults."""
    return _parameters(node, function.__defaults__ or (), function.__kwdefaults__ or {})


def nested_parameters(node: FunctionNode) -> list[Parameter]:
    """The parameters of a nested function; their defaults are syntax."""
    given = node.args
    named = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return _parameters(node, given.defaults, {a.arg: d for a, d in named if d is not None})


def _parameters(
    node: FunctionNode, defaults: Sequence[Any], named: dict[str, Any]
) -> list[Parameter]:
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    first = len(positional) - len(defaults)
    result = []
    for at, argument in enumerate(positional):
        has = at >= first
        made = Parameter(argument.arg, t.UNKNOWN, defaults[at - first] if has else None, has)
        made.positional_only = at < len(given.posonlyargs)
        result.append(made)
    if given.vararg:
        result.append(Parameter(given.vararg.arg, t.UNKNOWN, variadic=True))
    for argument in given.kwonlyargs:
        has = argument.arg in named
        result.append(Parameter(argument.arg, t.UNKNOWN, named.get(argument.arg), has, True))
    if given.kwarg:
        result.append(Parameter(given.kwarg.arg, t.UNKNOWN, keyword_only=True, named=True))
    return result


def is_untyped(annotation: Any, namespace: dict[str, Any]) -> bool:
    """Whether a parameter takes the type of what is passed."""
    if annotation is None or notations.is_abstract(annotation, namespace):
        return True
    return notations.is_open(annotation, namespace)


def is_untyped_inside(annotation: Any, namespace: dict[str, Any]) -> bool:
    """The same for a result, and for a nested function, which no class given for a `type[T]`
    binds."""
    evaluated = annotation
    with contextlib.suppress(Unsupported):
        evaluated = notations.evaluate(annotation, namespace)
    return _is_generic_class(evaluated) or is_untyped(annotation, namespace)


def _is_generic_class(annotation: Any) -> bool:
    """`type[T]`, or a function that takes or gives one."""
    if isinstance(annotation, list):
        return any(map(_is_generic_class, annotation))
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is collections.abc.Callable:
        return any(map(_is_generic_class, args))
    return origin is type and isinstance(args[0], typing.TypeVar)


_CHANGES = ("pop", "popitem", "setdefault", "update", "clear")
_READS = ("get", "items", "keys", "values", "copy")


def keeps_names(node: FunctionNode, name: str) -> bool:
    """Whether **name may be the keywords of the call, each with its type: it is passed on or read.
    Where it is changed, or kept, it is one dict."""
    read = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == name]
    return len(read) == sum(_harmless(n, name) for n in walk(node))


def _harmless(node: ast.AST, name: str) -> int:
    """How many uses of `name` directly below a node only read it."""

    def used(part: ast.AST | None) -> bool:
        return isinstance(part, ast.Name) and part.id == name and type(part.ctx) is ast.Load

    if isinstance(node, ast.keyword):
        return int(node.arg is None and used(node.value))
    if isinstance(node, ast.Attribute):
        return int(node.attr in _READS and used(node.value))
    if isinstance(node, ast.Subscript):
        return int(type(node.ctx) is ast.Load and used(node.value))
    if isinstance(node, ast.Compare):
        return sum(used(part) for part in [node.left, *node.comparators])
    if isinstance(node, ast.FormattedValue | ast.For | ast.comprehension):
        return int(used(node.iter if not isinstance(node, ast.FormattedValue) else node.value))
    if isinstance(node, ast.Dict):
        return sum(k is None and used(v) for k, v in zip(node.keys, node.values, strict=True))
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return int(used(node.test))
    if isinstance(node, ast.UnaryOp):
        return int(isinstance(node.op, ast.Not) and used(node.operand))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return sum(used(part) for part in node.args) if node.func.id in _READERS else 0
    return 0


_READERS = ("len", "print", "str", "repr", "sorted", "list", "tuple", "set", "dict", "bool", "any")
