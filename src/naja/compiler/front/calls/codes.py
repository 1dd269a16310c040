"""What functions that are known themselves are: the `code` of a `FunctionType`."""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from typing import Any

from naja.compiler import types as t


@dataclass(frozen=True)
class LiveCode:
    """A callable of the build machine."""

    identity: int
    object: Any = field(compare=False)
    name: str = field(compare=False)

    def __str__(self) -> str:
        return str(getattr(self.object, "__name__", self.name))


@dataclass(frozen=True)
class MethodCode:
    """A method of the object that the value holds. told: a variable, and the class that it is of
    when this method was chosen."""

    name: str
    told: tuple[str, t.Type] | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class NestedCode:
    """A function defined inside `definer`; the value holds what it captured."""

    node: Any
    definer: Any
    captures: tuple[tuple[str, bool], ...]
    wraps: t.Type | None = None

    def __str__(self) -> str:
        return str(getattr(self.node, "name", "<lambda>"))


@dataclass(frozen=True)
class CachedCode:
    """A function with a table of its results, which the value holds first."""

    function: Any

    def __str__(self) -> str:
        return str(self.function)


_written: dict[types.GenericAlias, types.GenericAlias] = {}
"""Each `list[int]` in the program is an object of its own; they are one function."""


def is_function(live: Any) -> bool:
    """Whether a build-time object is called, rather than an object of the program's own."""
    if isinstance(live, types.FunctionType | type | types.MethodType | types.GenericAlias):
        return True
    return isinstance(live, types.BuiltinFunctionType | types.MethodDescriptorType) or (
        callable(live)
        and type(live).__module__ in ("builtins", "functools", "_operator", "operator")
    )


def live_function_type(live: Any, name: str = "") -> t.FunctionType:
    """The type of a callable of the build machine."""
    if isinstance(live, types.GenericAlias):
        live = _written.setdefault(live, live)
    return t.function_type(LiveCode(id(live), live, name), ())
