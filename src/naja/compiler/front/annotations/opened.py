"""Annotations that are taken for Any, because the program contradicts them (`contradictions`)."""

from __future__ import annotations

import ast
import types
import typing
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where an annotation stands: of a function, class or module under a name ("return" for
    results), or an expression of the syntax tree. Without a name, an annotation that is meant
    wherever it stands."""

    owner: Any
    name: str = ""


originals: dict[Place, Any] = {}
"""What annotations of live functions said before they were opened."""

_opened: set[ast.AST] = set()
"""Annotations of the syntax tree that are open."""


_everywhere: list[Any] = []
"""Annotations that are open wherever they stand: `object`, a `Callable[…]`."""


class Unreadable:
    """Annotations that raise when they are evaluated, which CPython does not do: `seen` any, and
    whether they are `taken` for Any."""

    seen = taken = False


def begin() -> None:
    """A program is compiled: its annotations hold."""
    _opened.clear()
    _everywhere.clear()
    originals.clear()
    Unreadable.seen = Unreadable.taken = False


def take_unreadable() -> bool:
    """From now on, what cannot be evaluated says nothing: whether that is news."""
    news = Unreadable.seen and not Unreadable.taken
    Unreadable.taken = Unreadable.taken or news
    return news


def is_opened(annotation: ast.expr) -> bool:
    return annotation in _opened


def says_any(annotation: Any) -> bool:
    """Whether an annotation is open wherever it stands."""
    return any(annotation is a or annotation == a for a in _everywhere)


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
        _opened.add(owner)
    elif name and isinstance(owner, types.FunctionType | type | types.ModuleType):
        hints = vars(owner).get("__annotations__", owner.__annotations__)
        originals[place] = hints.get(name)
        hints[name] = typing.Any
    if not name and not isinstance(owner, ast.AST):
        _everywhere.append(owner)
    if isinstance(owner, type) and name in (fields := vars(owner).get("__dataclass_fields__", {})):
        fields[name].type = typing.Any
