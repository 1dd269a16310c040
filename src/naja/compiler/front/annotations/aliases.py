"""Aliases that mention themselves: `JSON = dict[str, "JSON"] | list["JSON"] | str`.

While an alias is being resolved it is open; met again inside itself it stands for a union that is
filled in when the outermost resolution ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from naja.compiler import types as t
from naja.compiler.front.problems import Unsupported

_open: dict[Any, t.RecursiveUnion | None] = {}
_done: dict[Any, t.RecursiveUnion] = {}
keep: list[Any] = []
"""Annotations whose identity is a key."""


def closed(key: Any, name: str, resolve: Callable[[], t.Type]) -> t.Type:
    """What `resolve` gives, which may come back here for the same key. Raises Unsupported where an
    alias that contains itself is no union."""
    if key in _done:
        return _done[key]
    if key in _open:
        found = _open[key] = _open[key] or t.RecursiveUnion(name)
        return found
    _open[key] = None
    try:
        result = resolve()
    finally:
        mentioned = _open.pop(key)
    if mentioned is None:
        return result
    if not isinstance(result, t.UnionType):
        reason = f"the type '{name}' contains itself"
        raise Unsupported(None, reason, "make the part that repeats a class")
    mentioned.close(result.items)
    _done[key] = mentioned
    return mentioned
