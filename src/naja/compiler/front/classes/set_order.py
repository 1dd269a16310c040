"""In which order the objects of a class get their attributes: what `x.__dict__` shows.

Known where `__init__` sets them one after the other, and at most one is set elsewhere.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import types
from typing import Any

from naja.compiler.front import sources
from naja.compiler.front.classes.classes import annotations_of, assigned_attributes
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.objects.descriptors import is_descriptor, is_of_program
from naja.compiler.front.trees import walk, walk_own

NAMES = "__naja_names__"
_PLAIN = ("object", "Generic", "ABC", "Protocol")


def names_text(cls: type) -> str:
    """The source of the method that gives the attributes of an object as a dict; of what several
    classes give, the values are objects."""
    lines = [
        f"    if hasattr(self, {name!r}):\n        result[{name!r}] = self.{name}\n"
        for name in set_order(cls) or ()
    ]
    related = bool(subclasses(cls)) or any(is_of_program(c) for c in cls.__mro__[1:])
    held = "dict[str, object]" if related else "" if lines else "dict[str, int]"
    start = f"    result: {held} = {{}}\n" if held else "    result = {}\n"
    result = f" -> {held}" if held else ""
    return f"def {NAMES}(self){result}:\n{start}{''.join(lines)}    return result\n"


def set_order(cls: type) -> list[str] | None:
    """The attributes in the order in which they are set; None where it depends on the run."""
    for base in cls.__mro__:
        if not is_of_program(base) and base.__name__ not in _PLAIN:
            return None
        if "__slots__" in vars(base) or any(is_descriptor(v) for v in vars(base).values()):
            return None
        if any(isinstance(v, functools.cached_property) for v in vars(base).values()):
            return None
    scan = _Scan(cls)
    scan.initialiser(0)
    late = {n for base in cls.__mro__ for n in _possible(base)} - set(scan.order)
    if scan.unclear or len(late) > 1:
        return None
    return [*scan.order, *late]


def _possible(cls: type) -> set[str]:
    """What objects may have beside: set by methods, or declared without a value."""
    if not is_of_program(cls):
        return set()
    declared = {
        name
        for name, hint in annotations_of(cls).items()
        if "ClassVar" not in str(hint) and "InitVar" not in str(hint) and name not in vars(cls)
    }
    return {
        name
        for name in declared | set(assigned_attributes(cls))
        if not isinstance(getattr(cls, name, None), property)
    }


class _Scan:
    """The statements of `__init__` and of those that it calls by super()."""

    def __init__(self, cls: type) -> None:
        self.cls, self.order, self.unclear = cls, list[str](), False

    def initialiser(self, after: int) -> None:
        """`__init__` of the first class that has one, from a place of the MRO on."""
        for at, base in enumerate(self.cls.__mro__[after:], after):
            live = vars(base).get("__init__")
            if "__dataclass_params__" in vars(base) and _is_made(live):
                self._fields(base)
                return
            if isinstance(live, types.FunctionType):
                self._body(live, at)
                return

    def _fields(self, cls: type) -> None:
        for field in dataclasses.fields(cls):
            missing = dataclasses.MISSING
            self.unclear |= not field.init and field.default is field.default_factory is missing
            self._note([field.name])
        hook = getattr(cls, "__post_init__", None)
        if isinstance(hook, types.FunctionType):
            at = next(i for i, c in enumerate(self.cls.__mro__) if "__post_init__" in vars(c))
            self._body(hook, at)

    def _note(self, names: list[str]) -> None:
        for name in names:
            if name not in self.order and not isinstance(getattr(self.cls, name, None), property):
                self.order.append(name)

    def _body(self, function: types.FunctionType, at: int) -> None:
        where = sources.function_node(function)
        node = where[1] if where is not None else None
        if not isinstance(node, ast.FunctionDef) or not node.args.args:
            self.unclear = True
            return
        this = node.args.args[0].arg
        own = walk_own(node.body)
        self.unclear |= any(isinstance(n, ast.Return | ast.Delete) for n in own)
        for statement in node.body:
            if _calls_next(statement, function.__name__):
                if function.__name__ == "__init__":
                    self.initialiser(at + 1)
                continue
            names = list(dict.fromkeys(_set_in(statement, this)))
            new = [n for n in names if n not in self.order]
            plain = isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign)
            self.unclear |= len(new) > 1 and not plain
            self._note(new)
            self.unclear |= self._sets_by_method(statement, this)

    def _sets_by_method(self, statement: ast.stmt, this: str) -> bool:
        """Whether a method that is called here sets attributes that are not there yet."""
        called = {
            n.func.attr
            for n in walk(statement)
            if isinstance(n, ast.Call)
            and isinstance(n.func, ast.Attribute)
            and isinstance(n.func.value, ast.Name)
            and n.func.value.id == this
        }
        if not called:
            return False
        later = {n for base in self.cls.__mro__ for n in _possible(base)} - set(self.order)
        return bool(later - self._set_by_init())

    def _set_by_init(self) -> set[str]:
        """What methods other than `__init__` never set."""
        elsewhere: set[str] = set()
        for base in filter(is_of_program, self.cls.__mro__):
            node = sources.class_node(base)
            for method in node.body if node is not None else ():
                if isinstance(method, ast.FunctionDef) and method.name != "__init__":
                    this = method.args.args[0].arg if method.args.args else ""
                    elsewhere |= {n for s in method.body for n in _set_in(s, this)}
        every = {n for base in self.cls.__mro__ for n in _possible(base)}
        return every - elsewhere


def _is_made(live: Any) -> bool:
    code = getattr(live, "__code__", None)
    return code is None or code.co_filename.startswith("<")


def _set_in(statement: ast.AST, this: str) -> list[str]:
    return [
        n.attr
        for n in ast.walk(statement)
        if isinstance(n, ast.Attribute)
        and isinstance(n.ctx, ast.Store)
        and isinstance(n.value, ast.Name)
        and n.value.id == this
        and not (isinstance(statement, ast.AnnAssign) and statement.value is None)
    ]


def _calls_next(statement: ast.stmt, name: str) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    func = call.func if isinstance(call, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr == name
