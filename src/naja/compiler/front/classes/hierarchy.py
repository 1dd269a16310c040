"""Classes below a class, and modules' names, as they are loaded."""

from __future__ import annotations

import sys
import typing
from typing import Any

from naja.compiler.front.objects import bindings

_before: set[str] = set()
"""The modules of the compiler's own process, before it has imported any program."""


CONTAINERS = (list, dict, set, frozenset, tuple, str, bytes, bytearray)


def note_own_modules() -> None:
    """What is loaded now belongs to the compiler's process, not to a program. Once for each."""
    if not _before:
        _before.update(m for m in sys.modules if m.partition(".")[0] not in ("naja", "builtins"))


def subclasses(cls: type) -> list[type]:
    """Every loaded class below `cls`, also through the builtins that it is the counterpart of; of
    a builtin that the program's classes may derive from, none that the compiler's process has for
    itself."""
    roots = [cls, *(c for c in bindings.originals(cls))]
    found: list[type] = []
    while roots:
        root = roots.pop()
        for below in list[type](type.__subclasses__(root)):
            if below not in found and below is not cls:
                found.append(below)
                roots.append(below)
    foreign = _before if any(o in CONTAINERS for o in bindings.originals(cls)) else set()
    return [c for c in found if bindings.counterpart_class(c) is c and c.__module__ not in foreign]


def compiled_subclasses(cls: type) -> list[type]:
    """Those of the program and of Naja, without what CPython's library has of its own."""

    def compiled(item: type) -> bool:
        top = (item.__module__ or "").partition(".")[0]
        return top == "naja" or top not in sys.stdlib_module_names

    return [c for c in subclasses(cls) if compiled(c)]


def drop_made_inits() -> None:
    """A protocol without an `__init__` gets one from `typing`, which finds that of the next base
    when the first object of a subclass is made: without it, so does every look-up."""
    made = vars(typing).get("_no_init_or_replace_init")
    for cls in compiled_subclasses(typing.Protocol):
        if made is not None and vars(cls).get("__init__") is made:
            del cls.__init__


def module_namespace(name: str) -> dict[str, Any]:
    return vars(sys.modules[name])
