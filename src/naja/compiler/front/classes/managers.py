"""`contextlib.contextmanager` and its asynchronous namesake, which have run when the program was
imported: what they left is known by its code, and the generator function inside it is compiled to
make a manager."""

from __future__ import annotations

import ast
import contextlib
import types
from typing import Any

from naja.compiler.front.trees import walk_own

MARK = "__naja_manager__"


def _helper_of(decorator: Any) -> types.CodeType:
    def example() -> Any:
        yield

    return decorator(example).__code__  # type: ignore[no-any-return]


_HELPERS = {
    _helper_of(contextlib.contextmanager): ("PassingManager", "CatchingManager"),
    _helper_of(contextlib.asynccontextmanager): ("AsyncPassingManager", "AsyncCatchingManager"),
}
_made: dict[int, tuple[Any, types.FunctionType]] = {}


def managed(live: Any) -> Any:
    """The generator function behind a manager function, as a function of its own that is marked;
    any other object as it is."""
    if not isinstance(live, types.FunctionType) or live.__code__ not in _HELPERS:
        return live
    if id(live) not in _made:
        inner: Any = live.__wrapped__  # type: ignore[attr-defined]
        copy = types.FunctionType(
            inner.__code__, inner.__globals__, inner.__name__, inner.__defaults__, inner.__closure__
        )
        copy.__kwdefaults__, copy.__annotations__ = inner.__kwdefaults__, inner.__annotations__
        copy.__qualname__, copy.__module__ = inner.__qualname__, inner.__module__
        copy.__dict__[MARK] = _HELPERS[live.__code__]
        _made[id(live)] = (live, copy)
    return _made[id(live)][1]


def manager_class(function: types.FunctionType, node: Any) -> type | None:
    """The class of the managers that a marked function makes; None for every other function."""
    names = function.__dict__.get(MARK)
    if names is None:
        return None
    from naja.stdlib import contextlib as counterpart

    return getattr(counterpart, names[1 if _catches(node.body) else 0])  # type: ignore[no-any-return]


def _catches(body: list[Any]) -> bool:
    """Whether an exception that is thrown in at a `yield` may end inside the generator."""
    for node in walk_own(body):
        if isinstance(node, ast.With | ast.AsyncWith) and _yields(node.body):
            return True
        if isinstance(node, ast.Try | ast.TryStar) and _yields(node.body) and _ends_some(node):
            return True
    return False


def _yields(body: list[Any]) -> bool:
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in walk_own(body))


def _leaves(body: list[Any]) -> bool:
    return any(isinstance(n, ast.Return | ast.Break | ast.Continue) for n in walk_own(body))


def _ends_some(node: ast.Try | ast.TryStar) -> bool:
    return not all(map(_raises_at_end, node.handlers)) or _leaves(node.finalbody)


def _raises_at_end(handler: ast.ExceptHandler) -> bool:
    """Whether a handler ends by raising, whatever happens in it."""
    return isinstance(handler.body[-1], ast.Raise) and not _leaves(handler.body)
