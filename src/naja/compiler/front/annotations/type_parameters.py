"""Type parameters written in brackets and `type` statements (PEP 695), where Python has them."""

from __future__ import annotations

import types
import typing
from typing import Any

ALIAS: type | None = getattr(typing, "TypeAliasType", None)


def is_alias(annotation: Any) -> bool:
    """Whether it is what a `type` statement made."""
    return ALIAS is not None and type(annotation) is ALIAS


def meaning(annotation: Any) -> Any:
    """What an annotation says, when it is an alias: what the alias stands for."""
    while is_alias(annotation):
        annotation = annotation.__value__
    return annotation


def of_class(cls: type) -> dict[str, Any]:
    """The parameters in the brackets of a class, by name."""
    return {p.__name__: p for p in getattr(cls, "__type_params__", ())}


def of_function(function: types.FunctionType, generics: dict[str, Any]) -> dict[str, Any]:
    """The parameters that the annotations of a function see: its own, and those of the classes and
    functions around it. generics: the statements of the functions of its file that have some, by
    qualified name; a function that has returned is known by its statement only."""
    found: dict[str, Any] = {}
    owner: Any = None
    path = ""
    for part in function.__qualname__.split(".")[:-1]:
        if part != "<locals>":
            owner = function.__globals__.get(part) if not path else vars(owner or object).get(part)
            found |= of_class(owner) if isinstance(owner, type) else {}
        elif path in generics:
            found |= {n.name: _made(n) for n in generics[path].type_params}
            owner = None
        path = f"{path}.{part}" if path else part
    return found | {p.__name__: p for p in getattr(function, "__type_params__", ())}


_variables: dict[Any, Any] = {}


def _made(node: Any) -> Any:
    """A variable for what a statement has in its brackets."""
    if node not in _variables:
        kind = {"ParamSpec": typing.ParamSpec}.get(type(node).__name__, typing.TypeVar)
        _variables[node] = kind(node.name)
    return _variables[node]
