"""What an object's making sets: which attributes exist when a call of the class returns, and which
may be asked for before they do.

The statements of `__init__` are followed in order, through `super().__init__`, the methods of the
object that it calls and `__post_init__`. A loop, a `with` or a `try` may set nothing. Where the
object itself goes elsewhere (`register(self)`), what is not set yet may be read there.
"""

from __future__ import annotations

import ast
import types
from inspect import getattr_static
from typing import Any

from naja.compiler.front import sources
from naja.compiler.front.objects.descriptors import (
    KEPT,
    goes_past,
    is_data,
    is_descriptor,
    is_hidden,
    is_of_program,
    set_name,
    stored_names,
    written_hook,
)

_HARMLESS = {"isinstance", "type", "id", "len", "super", "hasattr"}


class Making:
    """The analysis of one class. `known`: set by every way through; `early`: read before they are
    set; `leaks`: what was set whenever the object went elsewhere; `mirrors`: attributes that hold
    the object itself, which goes elsewhere where they are read."""

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.hooked = written_hook(cls, "__setattr__") is not None
        self.early: set[str] = set()
        self.leaks: list[set[str]] = []
        self.mirrors: set[str] = set()
        self.rounds = 0  # loops around the statement that is followed
        self.stack: list[Any] = []
        self.known = self._call("__init__", None, set())
        if any(is_of_program(c) and "__new__" in vars(c) for c in cls.__mro__):
            self.known = set()  # __new__ may hand out what __init__ has not seen yet

    def may_lack(self, name: str) -> bool:
        """Whether the attribute may be read while it is not set."""
        return not self.defines(name) and self.leaves_out(name)

    def leaves_out(self, name: str) -> bool:
        """Whether the attribute may be read before a method has set it."""
        leaked = any(name not in leak for leak in self.leaks)
        return leaked or name not in self.known or name in self.early

    def defines(self, name: str) -> bool:
        """Whether the class or a base has the attribute itself."""
        bases = self.cls.__mro__[:-1]
        return any(name in vars(c) and not _is_slot(vars(c)[name]) for c in bases)

    # ---- methods --------------------------------------------------------------------------------

    def _call(self, name: str, after: type | None, state: set[str]) -> set[str]:
        """What is set behind a call of the object's own method, or of the one behind a class."""
        mro = list(self.cls.__mro__)
        for cls in mro[mro.index(after) + 1 :] if after in mro else mro:
            if name in vars(cls):
                return self._method(vars(cls)[name], cls, state)
        return state

    def _method(self, live: Any, cls: type, state: set[str]) -> set[str]:
        live = live.fget if isinstance(live, property) else live
        if not isinstance(live, types.FunctionType) or live in self.stack:
            return state
        where = sources.function_node(live)
        if where is None:
            return self._generated(live, cls, state)
        node = where[1]
        if isinstance(node, ast.Lambda) or not node.args.args:
            return state
        self.stack.append(live)
        walk = _Walk(self, live, cls, node.args.args[0].arg)
        end = walk.block(node.body, set(state))
        self.stack.pop()
        return walk.joined(end)

    def _generated(self, live: types.FunctionType, cls: type, state: set[str]) -> set[str]:
        """The __init__ that dataclass makes."""
        import dataclasses

        if live.__name__ != "__init__" or not dataclasses.is_dataclass(cls):
            return state
        given = {
            f.name
            for f in dataclasses.fields(cls)
            if f.init
            or f.default is not dataclasses.MISSING
            or f.default_factory is not dataclasses.MISSING
        }
        return self._call("__post_init__", None, state | given)


class _Walk:
    """The statements of one method. A state is the set of attributes that are surely set, or None
    where the flow has ended."""

    def __init__(self, making: Making, function: types.FunctionType, cls: type, this: str) -> None:
        self.making, self.function, self.cls, self.this = making, function, cls, this
        self.ends: list[set[str]] = []

    def joined(self, end: set[str] | None) -> set[str]:
        ends = [*self.ends, *([end] if end is not None else [])]
        return set.intersection(*ends) if ends else set()

    def block(self, body: list[ast.stmt], state: set[str] | None) -> set[str] | None:
        for statement in body:
            if state is None:
                return None
            state = self._statement(statement, state)
        return state

    def _statement(self, node: ast.stmt, state: set[str]) -> set[str] | None:
        if isinstance(node, ast.If):
            self._read(node.test, state)
            return _both(self.block(node.body, set(state)), self.block(node.orelse, set(state)))
        if isinstance(node, ast.Match):
            return self._match(node, state)
        if isinstance(node, ast.Return):
            self._read(node.value, state)
            self.ends.append(state)
            return None
        if isinstance(node, ast.Raise):
            self._read(node, state)
            return None
        if isinstance(node, ast.Break | ast.Continue):
            return None
        if isinstance(node, ast.For | ast.While | ast.With | ast.AsyncFor | ast.AsyncWith):
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr | ast.withitem):
                    self._read(part, state)
            self.making.rounds += 1
            self.block(node.body, set(state))
            self.making.rounds -= 1
            self.block(getattr(node, "orelse", []), set(state))
            return state
        if isinstance(node, ast.Try | ast.TryStar):
            return self._try(node, state)
        if not self._mirrors(node, state):
            self._read(node, state)
        return state

    def _mirrors(self, node: ast.stmt, state: set[str]) -> bool:
        """self.name = self, outside loops: nobody sees that before the attribute is read."""
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        else:
            return False
        if node.value is None or not self._is_this(node.value) or self.making.rounds:
            return False
        if not isinstance(target, ast.Attribute) or not self._is_this(target.value):
            return False
        if any(self.making.defines(name) for name in ("__setattr__", target.attr)):
            return False
        state.add(target.attr)
        self.making.mirrors.add(target.attr)
        return True

    def _match(self, node: ast.Match, state: set[str]) -> set[str] | None:
        self._read(node.subject, state)
        result: set[str] | None = state
        last = node.cases[-1]
        whole = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        ends = [self.block(c.body, set(state)) for c in node.cases]
        if whole and last.guard is None:
            result = None
        for end in ends:
            result = _both(result, end)
        return result

    def _try(self, node: ast.Try | ast.TryStar, state: set[str]) -> set[str] | None:
        end = self.block(node.body, set(state))
        end = self.block(node.orelse, end) if end is not None else None
        for handler in node.handlers:
            end = _both(end, self.block(handler.body, set(state)))
        after = self.block(node.finalbody, set(state))
        if after is None or end is None:
            return None
        return end | after

    # ---- expressions ----------------------------------------------------------------------------

    def _read(self, node: ast.AST | None, state: set[str]) -> None:
        """An expression or a plain statement, inner parts first; assignments last."""
        if node is None:
            return
        if isinstance(node, ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if any(isinstance(n, ast.Name) and n.id == self.this for n in ast.walk(node)):
                self.making.leaks.append(set(state))
            return
        named = set_name(node, self.this)
        if named is not None:
            self._read(named[1], state)
            if goes_past(node) or not self.making.hooked:
                self._set(named[0], state)
            return
        if isinstance(node, ast.Call) and self._call(node, state):
            return
        if isinstance(node, ast.Attribute) and self._is_this(node.value):
            self._attribute(node, state)
            return
        if self._is_this(node):
            self.making.leaks.append(set(state))
            return
        if isinstance(node, ast.Compare) and all(
            isinstance(o, ast.Is | ast.IsNot) for o in node.ops
        ):
            parts: list[Any] = [node.left, *node.comparators]
            parts = [p for p in parts if not self._is_this(p)]
        else:
            parts = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            parts = [node.value, *(p for p in parts if p is not node.value)]
        if isinstance(node, ast.AnnAssign):
            parts = [node.value, node.target] if node.value is not None else []
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute):
            parts.insert(0, ast.Attribute(node.target.value, node.target.attr, ast.Load()))
        for part in parts:
            self._read(part, state)

    def _is_this(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id == self.this

    def _attribute(self, node: ast.Attribute, state: set[str]) -> None:
        if isinstance(node.ctx, ast.Store):
            if not self.making.hooked:
                self._set(node.attr, state)
        elif isinstance(node.ctx, ast.Del):
            state.discard(node.attr)
        else:
            live = getattr(self.making.cls, node.attr, None)
            if isinstance(live, property):
                state |= self.making._call(node.attr, None, state)
            elif isinstance(live, types.FunctionType):  # a bound method may be called later
                self.making.leaks.append(set(state))
            elif node.attr not in state:
                self.making.early.add(node.attr)
            if node.attr in self.making.mirrors:
                self.making.leaks.append(set(state))

    def _set(self, name: str, state: set[str]) -> None:
        """An attribute is set; what a descriptor keeps for it too."""
        state.add(name)
        live = getattr_static(self.making.cls, name, None)
        if is_descriptor(live):
            for stored, sure in stored_names(live).items():
                hidden = is_hidden(self.making.cls, stored)
                state |= {KEPT + stored if hidden else stored} if sure else set()
            state |= set() if is_data(live) else {KEPT + name}

    def _call(self, node: ast.Call, state: set[str]) -> bool:
        """A call of a method of the object itself; False for any other."""
        target = node.func
        if isinstance(target, ast.Name):
            if target.id in _HARMLESS:
                for argument in node.args:
                    if not self._is_this(argument):
                        self._read(argument, state)
                return True
            return False
        if not isinstance(target, ast.Attribute):
            return False
        rest, live = node.args, None
        owner: Any = self.cls
        if self._is_this(target.value):
            live = getattr(self.making.cls, target.attr, None)
            if not isinstance(live, types.FunctionType | types.MethodType):
                return False
        elif not _is_super(target.value):
            if not rest or not self._is_this(rest[0]) or not isinstance(target.value, ast.Name):
                return False
            owner = sources.names_of(self.function).get(target.value.id)
            if not isinstance(owner, type) or target.attr not in vars(owner):
                return False
            live, rest = vars(owner)[target.attr], rest[1:]
        for argument in [*rest, *(k.value for k in node.keywords)]:
            self._read(argument, state)
        if owner is not self.cls:
            state |= self.making._method(live, owner, state)
        else:
            state |= self.making._call(target.attr, self.cls if live is None else None, state)
        return True


def _both(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )


def _is_slot(live: Any) -> bool:
    return type(live).__name__ == "member_descriptor"
