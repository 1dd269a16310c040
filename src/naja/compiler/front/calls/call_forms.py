"""Calls in forms that mean other ones: `sorted(xs, key=None)`, `d.update(b=2)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.sites import GROWING
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Spread
from naja.compiler.front.classes.classes import effective_mro
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_KEYED = (sorted, min, max)


class CallForms(Builder):
    """See the module."""

    def other_form(self: Lowering, node: ast.Call) -> ast.expr | None:
        """A call whose key or number of digits is None, or may be: without it, or either way."""
        called = self._takes_nothing(node)
        if called is None:
            return None
        key = next((k.value for k in node.keywords if k.arg == "key"), None)
        if called is round:
            key = node.args[1] if len(node.args) == 2 else None
        if key is None:
            return None
        known_none = isinstance(key, ast.Constant) and key.value is None
        if not known_none and not path_of(key):
            return None
        type_ = t.NONE if known_none else self._type_of(key)
        without = ast.Call(node.func, list(node.args), [k for k in node.keywords if k.arg != "key"])
        if called is round:
            without.args = node.args[:1]
        if type_ is t.NONE:
            return self._kept_form(node, without)
        if not isinstance(type_, t.UnionType) or not type_.optional or called is round:
            return None
        nothing = ast.Compare(key, [ast.Is()], [ast.Constant(None)])
        given = ast.Call(node.func, list(node.args), list(node.keywords))
        return self._kept_form(node, ast.IfExp(nothing, without, given))

    def _takes_nothing(self: Lowering, node: ast.Call) -> Any:
        """The function, where it is one that takes None for no key or digits."""
        if isinstance(node.func, ast.Attribute):
            return list.sort if node.func.attr == "sort" and node.keywords else None
        if not isinstance(node.func, ast.Name) or node.func.id not in _NAMES:
            return None
        called = self._live_name(node.func)
        return called if called is round or called in _KEYED else None

    def _type_of(self: Lowering, node: ast.expr) -> t.Type | None:
        item = self.expression(node)
        return known(item.type) if isinstance(item, ir.Value) else None

    def _kept_form(self: Lowering, node: ast.Call, made: ast.expr) -> ast.expr:
        """The same syntax for every pass, so that places in it are the same too."""
        key = ("other form", id(node), type(made))
        if key not in self.world.adapters:
            for part in ast.walk(made):
                if not hasattr(part, "lineno"):
                    ast.copy_location(part, node)
            self.world.nodes[id(node)] = node
            self.world.adapters[key] = made
        return self.world.adapters[key]  # type: ignore[no-any-return]

    # ---- d.update(b=2) --------------------------------------------------------------------------

    def updates_dict(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any]
    ) -> bool:
        """Whether `update` is that of a dict, and takes more than one of the same type."""
        if (
            self.inst.is_library
            or is_of_program(type_.cls)
            or (has_var(type_) and args and not keywords)
        ):
            return False
        found = self.find_method(type_, "update")
        dict_class = bindings.builtin_class("dict")
        return (
            found is not None
            and dict_class in effective_mro(type_.cls)
            and (found[0].cls is dict_class)
        )

    def _other_mapping(self: Lowering, node: ast.expr, type_: t.ClassType) -> ir.Value:
        try:
            return self.value(node, type_)
        except Unsupported:
            self.grow_by_all(GROWING[0], type_, node)
            raise

    def update_by_names(
        self: Lowering, receiver: ir.Value, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """d.update(other, name=value, **others): all are evaluated first."""
        type_ = known(receiver.type)
        assert isinstance(type_, t.ClassType)
        given = [
            a if isinstance(a, ir.Value | Spread) else self._other_mapping(a, type_) for a in args
        ]
        element = None if has_var(type_) else type_.args[1]
        values = [
            (n, a if isinstance(a, ir.Value) else self.value(a, element)) for n, a in keywords
        ]
        if len(given) > 1 or (given and isinstance(given[0], Spread)):
            raise Unsupported(node, "update() takes at most one argument", "update twice")
        for value in given:
            assert isinstance(value, ir.Value)
            self._update(receiver, type_, value, node)
        for name, value in values:
            if name:
                self.call_method(receiver, "__setitem__", [self.text(name), value], node)
            else:
                self._update(receiver, type_, value, node)
        return ir.Const(t.NONE, None)

    def _update(
        self: Lowering, receiver: ir.Value, type_: t.ClassType, given: ir.Value, node: ast.AST
    ) -> None:
        dict_class = bindings.builtin_class("dict")
        have = known(given.type)
        if isinstance(have, t.UnionType):
            self.each_member(given, lambda member: self._update(receiver, type_, member, node))
        elif not isinstance(have, t.ClassType) or dict_class not in effective_mro(have.cls):
            self.call_method(receiver, "_update_pairs", [given], node)
        elif have.args[:2] == type_.args or has_var(have) or has_var(type_):
            self.call_method(receiver, "_update_dict", [given], node)
        else:
            holder = self.local("result", type_)
            self.store(holder, receiver)
            self.put_all(holder, dict_class, type_.args, given, node)


_NAMES = {"sorted", "min", "max", "round"}
