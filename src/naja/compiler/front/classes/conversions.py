"""dataclasses.asdict and astuple: methods made for each dataclass from the types of its fields."""

from __future__ import annotations

import collections
import dataclasses
import enum
import types
import typing
from typing import Any

from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported

_CONSTANT = (int, float, str, bool, bytes, complex, type(None))
CONVERSIONS = {"__naja_asdict__": "asdict", "__naja_astuple__": "astuple"}


def conversion_text(cls: type, name: str) -> str:
    """The source of the method that converts an object of the class and what it holds."""
    namespace = {**sources.names_of_class(cls), **vars(cls)}
    parts = []
    for field in dataclasses.fields(cls):
        live = notations.evaluate(field.type, namespace)
        item = _converted(f"self.{field.name}", live, name, namespace)
        parts.append(f"{field.name!r}: {item}" if name == "__naja_asdict__" else f"{item},")
    whole = ", ".join(parts) if name == "__naja_asdict__" else " ".join(parts)
    opened, closed = "{}" if name == "__naja_asdict__" else "()"
    return f"def {name}(self):\n    return {opened}{whole}{closed}\n"


def _converted(value: str, live: Any, name: str, namespace: dict[str, Any]) -> str:
    """An expression for the copy of a value of that declared type."""
    live = notations.evaluate(live, namespace)
    if isinstance(live, type) and dataclasses.is_dataclass(live):
        return f"{CONVERSIONS[name]}({value})"
    origin, args = typing.get_origin(live), typing.get_args(live)
    if isinstance(origin, type) and dataclasses.is_dataclass(origin):
        return f"{CONVERSIONS[name]}({value})"
    if origin in (typing.Union, types.UnionType):
        rest = [a for a in args if a is not type(None)]
        if len(rest) == 1:
            return f"(None if {value} is None else {_converted(value, rest[0], name, namespace)})"
        ways = {_converted("x", a, name, namespace) for a in rest}
        if "deepcopy(x)" in ways and ways <= {"x", "deepcopy(x)"}:
            return f"deepcopy({value})"
        if ways != {"x"}:
            reason = f"{CONVERSIONS[name]} of a field of several types is not compiled"
            raise Unsupported(None, reason, "convert it in a method of your own")
        return value
    item = f"x{len(value)}"
    if origin is list:
        return f"[{_converted(item, args[0], name, namespace)} for {item} in {value}]"
    if origin is dict:
        made = _converted(item, args[1], name, namespace)
        return f"{{k{item}: {made} for k{item}, {item} in {value}.items()}}"
    if origin is tuple and Ellipsis not in args:
        parts = [_converted(f"{value}[{i}]", a, name, namespace) for i, a in enumerate(args)]
        return f"({' '.join(p + ',' for p in parts)})"
    return f"deepcopy({value})" if _can_change(live) else value


def _can_change(live: Any) -> bool:
    """Whether values of that declared type are copied rather than kept."""
    if not isinstance(live, type) or live in _CONSTANT or issubclass(live, enum.Enum):
        return live in (set, list, dict) or typing.get_origin(live) in (set, collections.deque)
    return is_of_program(live) and not issubclass(live, BaseException)
