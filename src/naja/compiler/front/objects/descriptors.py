"""Descriptors of the program: objects in class bodies whose methods act for an attribute.

`__set_name__` acts when the program is imported, so what a descriptor holds is known when the
image is built, unless a method changes it later. The attributes that it keeps in the objects
(`setattr(obj, self.private_name, value)`, `obj.__dict__[self.name] = value`) are fields of them.
"""

from __future__ import annotations

import ast
import sys
import types
from typing import Any

from naja.compiler.front import sources
from naja.compiler.front.trees import walk

KEPT = "__dict__."
"""Begins the name of a field that a descriptor in the class hides."""

HOOKS = ("__get__", "__set__", "__delete__")
MAKING = ("__init__", "__set_name__", "__new__")


def is_descriptor(live: Any) -> bool:
    """Whether a value of a class body is an object of the program that acts as a descriptor."""
    return is_descriptor_class(type(live))


def is_descriptor_class(kind: type) -> bool:
    """Whether objects of a class of the program act as descriptors."""
    written = any(isinstance(getattr(kind, n, None), types.FunctionType) for n in HOOKS)
    return written and is_of_program(kind)


def is_of_program(cls: type) -> bool:
    """Whether a class is neither of CPython's library nor of Naja's."""
    top = (cls.__module__ or "").partition(".")[0]
    return top != "naja" and top not in sys.stdlib_module_names


def written_hook(cls: type, name: str) -> types.FunctionType | None:
    """`__getattr__` and its like, where the program has written it for a class."""
    for base in cls.__mro__:
        if name in vars(base):
            found = vars(base)[name]
            plain = isinstance(found, types.FunctionType) and is_of_program(base)
            return found if plain and sources.function_node(found) is not None else None
    return None


def hook(live: Any, name: str) -> tuple[type, types.FunctionType] | None:
    """The method of a descriptor's class, and where it is defined."""
    for cls in type(live).__mro__:
        found = vars(cls).get(name)
        if isinstance(found, types.FunctionType):
            return cls, found
    return None


def is_data(live: Any) -> bool:
    """Whether it goes before what the object itself holds."""
    return hook(live, "__set__") is not None or hook(live, "__delete__") is not None


def is_settled(live: Any, name: str) -> bool:
    """Whether an attribute of a descriptor is what it was at build time: only its making set
    it."""
    if not hasattr(live, name) or isinstance(getattr(type(live), name, None), property):
        return False
    return name not in changed_attributes(type(live))


def _methods(kind: type) -> list[tuple[str, types.FunctionType]]:
    found = [(n, f) for c in kind.__mro__ for n, f in vars(c).items()]
    return [(n, f) for n, f in found if isinstance(f, types.FunctionType)]


def changed_attributes(kind: type) -> set[str]:
    """Attributes that methods set after the making."""
    found: set[str] = set()
    for name, function in _methods(kind):
        where = sources.function_node(function)
        if where is None or name in MAKING:
            continue
        this = where[1].args.args[0].arg if where[1].args.args else ""
        for node in walk(where[1]):
            if not isinstance(node, ast.Attribute) or isinstance(node.ctx, ast.Load):
                continue
            if isinstance(node.value, ast.Name) and node.value.id == this:
                found.add(node.attr)
    return found


# ---- what it keeps in the objects ----------------------------------------------------------------


def stored_names(live: Any) -> dict[str, bool]:
    """The attributes that a descriptor sets on the objects; whether its `__set__` always does."""
    found: dict[str, bool] = {}
    for name, function in _methods(type(live)):
        where = sources.function_node(function)
        if where is None or isinstance(where[1], ast.Lambda) or not where[1].args.args:
            continue
        given = [a.arg for a in where[1].args.args]
        own = given[1] if name in HOOKS and len(given) > 1 else ""
        for node in walk(where[1]):
            stored = _stored(node, own, given[0], live)
            if stored is not None:
                sure = name == "__set__" and _is_sure(where[1], node)
                found[stored] = found.get(stored, False) or sure
    return found


def _stored(node: ast.AST, own: str, this: str, live: Any) -> str | None:
    """The name under which a node sets an attribute of an object."""
    if isinstance(node, ast.Call) and len(node.args) == 3:
        called = node.func
        setter = isinstance(called, ast.Name) and called.id == "setattr"
        raw = isinstance(called, ast.Attribute) and called.attr == "__setattr__"
        return constant_text(node.args[1], this, live) if setter or raw else None
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return constant_text(node.slice, this, live) if is_names(node.value) else None
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        mine = isinstance(node.value, ast.Name) and node.value.id == own
        return node.attr if mine else None
    return None


def is_names(node: ast.AST) -> bool:
    """Whether it is `x.__dict__` or `vars(x)`."""
    if isinstance(node, ast.Call):
        called = isinstance(node.func, ast.Name) and node.func.id == "vars"
        return called and len(node.args) == 1
    return isinstance(node, ast.Attribute) and node.attr == "__dict__"


def _is_sure(function: ast.FunctionDef | ast.AsyncFunctionDef, node: ast.AST) -> bool:
    """Whether every call that returns has run the node: a statement of the body itself, with no
    return before it."""
    for statement in function.body:
        plain = isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign)
        parts = list(walk(statement))
        if any(part is node for part in parts):
            return plain
        if any(isinstance(part, ast.Return) for part in parts):
            return False
    return False


def constant_text(node: ast.expr, this: str, live: Any) -> str | None:
    """The text that an expression of a method is, where the object `this` is `live`."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id != this or not is_settled(live, node.attr):
            return None
        value = getattr(live, node.attr)
        return value if isinstance(value, str) else None
    return joined_text(node, lambda part: constant_text(part, this, live))


def joined_text(node: ast.expr, text_of: Any) -> str | None:
    """The text of `"_" + name` and f"_{name}", whose parts `text_of` knows."""
    parts: list[str | None] = []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [text_of(node.left), text_of(node.right)]
    elif isinstance(node, ast.JoinedStr):
        for item in node.values:
            if isinstance(item, ast.FormattedValue):
                plain = item.conversion == -1 and item.format_spec is None
                parts.append(text_of(item.value) if plain else None)
            else:
                parts.append(text_of(item))
    if not parts or any(part is None for part in parts):
        return None
    return "".join(part for part in parts if part is not None)


def field_names(cls: type) -> list[str]:
    """The fields of objects that the descriptors in a class body keep their values in."""
    names: list[str] = []
    for name, live in vars(cls).items():
        if is_descriptor(live):
            stored = list(stored_names(live))
            names += stored if is_data(live) else [*stored, name]
    return [KEPT + n if is_hidden(cls, n) else n for n in dict.fromkeys(names)]


def is_hidden(cls: type, name: str) -> bool:
    """Whether a descriptor of the class has the name of an attribute of its objects."""
    return any(is_descriptor(vars(c)[name]) for c in cls.__mro__ if name in vars(c))


def set_name(node: ast.AST, this: str) -> tuple[str, ast.expr] | None:
    """The constant name that `setattr(self, "name", value)` and its like set, and the value."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        target = node.targets[0]
        key = target.slice.value if isinstance(target.slice, ast.Constant) else None
        own = is_names(target.value) and _owner_name(target.value) == this
        return (key, node.value) if own and isinstance(key, str) else None
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return None
    called, args = node.func, list(node.args)
    if isinstance(called, ast.Attribute) and called.attr == "__setattr__":
        if isinstance(called.value, ast.Call):  # super()
            args.insert(0, ast.Name(this, ast.Load()))
    elif not isinstance(called, ast.Name) or called.id != "setattr":
        return None
    if len(args) != 3 or not isinstance(args[0], ast.Name) or args[0].id != this:
        return None
    name = args[1].value if isinstance(args[1], ast.Constant) else None
    return (name, args[2]) if isinstance(name, str) else None


def _owner_name(node: ast.expr) -> str:
    """Whose `x.__dict__` or `vars(x)` it is."""
    owner = node.args[0] if isinstance(node, ast.Call) else getattr(node, "value", None)
    return owner.id if isinstance(owner, ast.Name) else ""


def goes_past(node: ast.AST) -> bool:
    """Whether what `set_name` knows sets the attribute without asking `__setattr__`."""
    return not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name)
