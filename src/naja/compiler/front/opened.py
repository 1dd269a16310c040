"""Annotations that are taken for Any, because the program contradicts them (`contradictions`)."""

from __future__ import annotations

import ast
import types
import typing
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where an annotation stands: of a function, class or module under a name ("return" for
    results), or an expression of the syntax tree."""

    owner: Any
    name: str = ""


_opened: set[int] = set()
"""Annotations of the syntax tree that are open, by identity."""


def is_opened(annotation: ast.expr) -> bool:
    return id(annotation) in _opened


def open_place(place: Place) -> None:
    """Let an annotation say Any."""
    owner, name = place
    if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef):
        if name == "return":
            owner.returns = None
        for argument in ast.walk(owner.args):
            if isinstance(argument, ast.arg) and argument.arg == name:
                argument.annotation = None
    elif isinstance(owner, ast.AST):
        _opened.add(id(owner))
    elif isinstance(owner, types.FunctionType | type | types.ModuleType):
        vars(owner).get("__annotations__", owner.__annotations__)[name] = typing.Any
    if isinstance(owner, type) and name in (fields := vars(owner).get("__dataclass_fields__", {})):
        fields[name].type = typing.Any
