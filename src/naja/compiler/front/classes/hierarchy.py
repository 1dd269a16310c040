"""Classes below a class, and modules' names, as they are loaded."""

from __future__ import annotations

import sys
from typing import Any

from naja.compiler.front.objects import bindings


def subclasses(cls: type) -> list[type]:
    """Every loaded class below `cls`, also through the builtins that it is the counterpart of."""
    roots = [cls, *(c for c in bindings.originals(cls))]
    found: list[type] = []
    while roots:
        root = roots.pop()
        for below in list[type](type.__subclasses__(root)):
            if below not in found and below is not cls:
                found.append(below)
                roots.append(below)
    return [c for c in found if bindings.counterpart_class(c) is c]


def compiled_subclasses(cls: type) -> list[type]:
    """Those of the program and of Naja, without what CPython's library has of its own."""

    def compiled(item: type) -> bool:
        top = (item.__module__ or "").partition(".")[0]
        return top == "naja" or top not in sys.stdlib_module_names

    return [c for c in subclasses(cls) if compiled(c)]


def module_namespace(name: str) -> dict[str, Any]:
    return vars(sys.modules[name])
