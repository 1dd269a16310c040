"""Type variables of a function being called, while its arguments determine them."""

from __future__ import annotations

import typing
from typing import Any

from naja.compiler import types as t


class Placeholder(t.Type):
    """A type variable of the function being called, while its arguments determine it."""

    def __init__(self, variable: Any) -> None:
        self.variable = variable
        self.name = str(variable)


class PlaceholderEnv(dict[Any, t.Type]):
    """An environment in which every unknown type variable is a placeholder."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, typing.TypeVar) or dict.__contains__(self, key)

    def __getitem__(self, key: Any) -> t.Type:
        if dict.__contains__(self, key):
            return dict.__getitem__(self, key)
        return placeholder(key)


_placeholders: dict[Any, Placeholder] = {}


def placeholder(variable: Any) -> Placeholder:
    """The one placeholder of a type variable."""
    if variable not in _placeholders:
        _placeholders[variable] = Placeholder(variable)
    return _placeholders[variable]


def mentions_placeholder(type_: t.Type) -> bool:
    return isinstance(type_, Placeholder) or any(mentions_placeholder(p) for p in t.parts_of(type_))
