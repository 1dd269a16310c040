"""The classes that stand for TypedDicts: subclasses of the runtime's dict, one for each."""

from __future__ import annotations

import functools
import operator
import sys
import types
import typing
from typing import Any

from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported

_made: dict[int, tuple[Any, type]] = {}
_hints: dict[type, dict[str, Any]] = {}


def class_of_typed_dict(live: Any) -> type:
    """The class of the objects that a TypedDict declares."""
    if id(live) not in _made:
        if getattr(live, "__parameters__", ()):
            reason = f"{live.__name__} is a TypedDict with type variables"
            raise Unsupported(None, reason, "write one TypedDict for each type")
        base: Any = bindings.builtin_class("dict")
        made = types.new_class(live.__name__, (base,), {}, None)
        made.__module__, made.__qualname__, made.__name__ = live.__module__, "dict", "dict"
        _made[id(live)] = live, made
        try:
            hints = typing.get_type_hints(live, vars(sys.modules[live.__module__]))
        except (NameError, TypeError, AttributeError) as error:
            reason = f"the types of {live.__name__} cannot be evaluated: {error}"
            raise Unsupported(None, reason, "define the classes that it names before it") from None
        _hints[made] = {name: _plain(hint) for name, hint in hints.items()}
        values = tuple(_hints[made].values()) or (int,)
        own: Any = made
        own.__orig_bases__ = (base[str, functools.reduce(operator.or_, values)],)
        own.__parameters__ = ()
    return _made[id(live)][1]


def key_hints(cls: type) -> dict[str, Any] | None:
    """The types of the keys of such a class; None for any other class."""
    return _hints.get(cls)


def _plain(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Required, typing.NotRequired):
        return typing.get_args(hint)[0]
    return hint
