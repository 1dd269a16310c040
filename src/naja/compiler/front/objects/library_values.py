"""Containers of CPython's library made at build time: their type arguments and static data."""

from __future__ import annotations

import ast
import collections
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.objects import bindings, library_objects
from naja.compiler.ir import model as ir
from naja.runtime import magnitude

if TYPE_CHECKING:
    from naja.compiler.front.objects.freeze import Freezer

KINDS = (collections.deque, collections.defaultdict, collections.Counter, collections.OrderedDict)
SMALLEST_RING = 8


def arguments(value: Any, joined: Callable[[list[Any]], t.Type]) -> tuple[t.Type, ...]:
    """The type arguments that the contents tell."""
    if isinstance(value, collections.deque | collections.Counter):
        return (joined(list(value)),)
    values = joined(list(value.values()))
    factory = getattr(value, "default_factory", None)
    if values is t.UNKNOWN and factory is not None:
        values = _made_by(factory)
    return joined(list(value)), values


def _made_by(factory: Any) -> t.Type:
    """What a factory of a defaultdict gives."""
    if factory in notations.NUMBERS:
        return notations.NUMBERS[factory]
    if factory is str:
        return bindings.builtin_type("str")
    parts = {list: 1, set: 1, dict: 2, collections.deque: 1}.get(factory)
    if parts is None:
        return t.UNKNOWN
    return t.class_type(bindings.counterpart_class(factory), (t.UNKNOWN,) * parts)


def keep_seed(folder: str) -> None:
    """`random.seed(…)` at module level counts at run time; without it every start is new."""
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    found = [sources.source_file(f) for f in files if f.startswith(folder) and f.endswith(".py")]
    seeded = any(_seeds(statement) for s in found if s is not None for statement in s.tree.body)
    if not seeded and "naja.stdlib.random" not in sys.modules:
        return
    counterpart = bindings.module_counterpart("random")
    live: Any = sys.modules["random"]
    made = (
        library_objects.as_counterpart(live._inst)
        if seeded
        else bindings.counterpart_class(live.Random)()
    )
    vars(vars(counterpart)["_inst"]).update(vars(made))


def _seeds(statement: ast.stmt) -> bool:
    """Whether a statement of a module calls seed() when it is imported."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    if isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test):
        return False
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    return any("seed" in (getattr(f, "id", ""), getattr(f, "attr", "")) for f in calls)


def fill(
    freezer: Freezer, static: ir.StaticObject, live: Any, type_: t.ClassType, name: str
) -> None:
    """The fields of the object in the image."""
    if isinstance(live, collections.deque):
        _deque(freezer, static, live, type_, name)
        return
    counts = isinstance(live, collections.Counter)
    freezer.hashed(static, live, _as_dict(type_) if counts else type_, name)
    if isinstance(live, collections.defaultdict):
        factory = t.optional(t.callable_type((), type_.args[1]))
        made = live.default_factory
        shown = repr(made) if isinstance(made, type) else "<function>"
        static.fields["default_factory"] = freezer.value(made, factory, name)
        static.fields["factory_shown"] = freezer.string(shown)


def fill_bigint(freezer: Freezer, static: ir.StaticObject, live: int, name: str) -> None:
    """Sign and limbs, as runtime.magnitude has them."""
    size, limbs = abs(int(live)), []
    while size:
        limbs.append(size & magnitude.MASK)
        size >>= magnitude.BITS
    freezer.keep.append(limbs)
    static.mutable = False
    static.fields = {
        "negative": ir.Const(t.BOOL, live < 0),
        "limbs": freezer.value(limbs, bindings.builtin_type("list", t.INT), name),
    }


def _as_dict(counter: t.ClassType) -> t.ClassType:
    return bindings.builtin_type("dict", counter.args[0], t.INT)


def _deque(
    freezer: Freezer,
    static: ir.StaticObject,
    live: collections.deque[Any],
    type_: t.ClassType,
    name: str,
) -> None:
    """The ring holds a power of two of places; those that are free repeat the first element."""
    capacity = SMALLEST_RING
    while capacity < len(live):
        capacity *= 2
    values = [*live, *[live[0]] * (capacity - len(live))] if live else []
    numbers = {
        "length": len(live),
        "capacity": len(values),
        "limit": 0 if live.maxlen is None else live.maxlen + 1,
    }
    static.fields = {key: ir.Const(t.INT, value) for key, value in numbers.items()}
    static.fields["items"] = freezer.array(values, type_.args[0], name, mutable=True)
