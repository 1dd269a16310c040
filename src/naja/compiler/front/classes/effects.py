"""What code that runs on the build machine in place of run time does to the rest of the program:
found by comparing all that the program's modules hold, before and after, and undone.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import sys
import types
from collections import deque
from typing import Any

_OUTSIDE = {"_io", "_random", "_socket", "posix", "select", "time"}
"""Modules whose functions answer otherwise each time, or act on the world."""
_RANDOM = "_random"


class Acts(BaseException):
    """Code is about to do what has to be done at run time."""


class Effects:
    """A context in which code runs. `happened`: whether it did more than to make objects."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, Any]] = []
        self._profile: Any = None
        self._text = io.StringIO()
        self._output = contextlib.redirect_stdout(self._text)
        self.made: list[type] = []

    def __enter__(self) -> Effects:
        self._before = [(item, _content(item)) for item in _reachable()]
        self._profile, self._build = sys.getprofile(), builtins.__build_class__
        builtins.__build_class__ = self._note_class
        self._output.__enter__()
        sys.setprofile(self._note_call)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(self._profile)
        self._output.__exit__(None, None, None)
        builtins.__build_class__ = self._build

    def _note_class(self, *args: Any, **keywords: Any) -> Any:
        made = self._build(*args, **keywords)
        self.made.append(made)
        return made

    def _note_call(self, frame: types.FrameType, event: str, called: Any) -> None:
        if event == "c_call":
            module = getattr(called, "__module__", None)
            owner = type(getattr(called, "__self__", None)).__mro__[-2:][0].__module__
            if module in _OUTSIDE or owner == _RANDOM or called is input:
                raise Acts

    @property
    def happened(self) -> bool:
        changed = any(not _same(_content(item), before) for item, before in self._before)
        return changed or bool(self._text.getvalue())

    def undo(self) -> None:
        for item, before in self._before:
            if not _same(_content(item), before):
                _restore(item, before)


_BUILDERS = list(sys.modules.values())
"""The modules that were there before any program: what runs this compiler, and may change by
itself."""


def _reachable() -> list[Any]:
    """The containers, objects, classes and cells that the program's modules lead to."""
    from naja.compiler.front.objects.freeze import belongs_to_program

    builders = {id(module) for module in _BUILDERS}
    modules = [
        m
        for m in list(sys.modules.values())
        if isinstance(m, types.ModuleType) and id(m) not in builders
    ]
    waiting: list[Any] = [vars(m) for m in modules if belongs_to_program(m)]
    found, seen = [], set()
    while waiting:
        item = waiting.pop()
        if id(item) in seen or isinstance(item, str | bytes | int | float | type(None)):
            continue
        seen.add(id(item))
        content = _content(item)
        if content is not None:
            found.append(item)
            parts = [*content, *content.values()] if isinstance(content, dict) else content
            waiting += parts
        elif isinstance(item, tuple | frozenset):
            waiting += item
        waiting += _behind(item)
    return found


def _behind(item: Any) -> list[Any]:
    """What an object of Python's own leads to."""
    if isinstance(item, types.FunctionType):
        return [vars(item), *(item.__closure__ or ()), *(item.__defaults__ or ())]
    if isinstance(item, staticmethod | classmethod | types.MethodType):
        return [item.__func__]
    if isinstance(item, property):
        return [item.fget, item.fset]
    return []


def _content(item: Any) -> Any:
    """A copy of what can change in an object; None where nothing can."""
    if isinstance(item, dict):
        return dict(item)
    if isinstance(item, list | set | deque | bytearray):
        return list(item)
    if isinstance(item, types.CellType):
        try:
            return [item.cell_contents]
        except ValueError:
            return []
    if isinstance(item, types.ModuleType | types.FunctionType):
        return None
    from naja.compiler.front.objects.descriptors import is_of_program

    own = item if isinstance(item, type) else type(item)
    if not is_of_program(own):
        return None
    try:
        held = object.__getattribute__(item, "__dict__")  # not what a class of its own says it is
    except AttributeError:
        return None
    return dict(held) if isinstance(held, dict) else None


def _same(one: Any, other: Any) -> bool:
    if len(one) != len(other):
        return False
    if isinstance(one, dict):
        return all(k in other and other[k] is v for k, v in one.items() if k not in _KEPT)
    return all(a is b for a, b in zip(one, other, strict=True))


_KEPT = {"__abstractmethods__", "_abc_impl", "__annotations__", "__annotations_cache__"}


def _restore(item: Any, before: Any) -> None:
    if isinstance(item, dict):
        dict.clear(item)
        dict.update(item, before)
    elif isinstance(item, set | deque | list | bytearray):
        item.clear()
        item.update(before) if isinstance(item, set) else item.extend(before)
    elif isinstance(item, types.CellType):
        if before:
            item.cell_contents = before[0]
    elif isinstance(item, type):
        for name in set(vars(item)) - set(before):
            type.__delattr__(item, name)
        for name, value in before.items():
            if vars(item)[name] is not value:
                type.__setattr__(item, name, value)
    else:
        vars(item).clear()
        vars(item).update(before)
