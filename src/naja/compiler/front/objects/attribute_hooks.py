"""`__getattr__`, `__setattr__` and `__delattr__` of one's own, compiled for each name that the
program writes; and what goes past them: `object.__setattr__(x, "name", value)`."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import inheritance
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects.descriptors import written_hook
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NONE_VALUE, Expression
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

PAST = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


class AttributeHooks(Builder):
    """See the module."""

    def has_hook(self: Lowering, type_: t.ClassType, hook: str) -> bool:
        """Whether the class of an object, or a subclass, has the hook."""
        own = written_hook(type_.cls, hook) is not None
        if not own and any(written_hook(c, hook) for c in subclasses(type_.cls)):
            reason = f"a subclass of {type_.name} defines {hook}"
            raise Unsupported(self.node, reason, f"define it in {type_.name} too")
        return own

    def call_hook(
        self: Lowering, target: ir.Value, hook: str, name: str, args: list[Any], node: ast.AST
    ) -> ir.Value:
        """target.__getattr__("name") and its like, compiled for that name."""
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        if any(inheritance.overrides(c, hook, type_.cls) for c in subclasses(type_.cls)):
            return self.per_class(target, type_, lambda v: self._hooked(v, hook, name, args, node))
        return self._hooked(target, hook, name, args, node)

    def _hooked(
        self: Lowering, target: ir.Value, hook: str, name: str, args: list[Any], node: ast.AST
    ) -> ir.Value:
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        found = self.world.class_info(type_).find(hook)
        assert found is not None
        function = self.plain_function(found[1])
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        if len(names) != 2 + len(args):
            reason = f"{hook} takes {len(names)} parameters, {2 + len(args)} are given"
            raise Unsupported(node, reason, "correct the method")
        scope = {names[1]: sys.intern(name)}
        return self.call_function(function, found[0], [target, *args], [], node, scope=scope)

    def hooked_field(
        self: Lowering, target: ir.Value, type_: t.ClassType, name: str, node: ast.AST
    ) -> ir.Value | None:
        """A field that may be missing, where `__getattr__` is asked then; None for others."""
        info = self.world.class_info(type_)
        if written_hook(type_.cls, "__getattr__") is None or not self.has_flag(info, name):
            return None
        if info.fields[name].read(self.inst) is t.UNKNOWN:
            return self.call_hook(target, "__getattr__", name, [], node)
        ends: list[End] = []
        there, absent = self.new_block("there"), self.new_block("absent")
        self.branch(self.flag_of(target, info, name), there, absent, likely=True)
        self.enter_block(there)
        self.end_here(ends, self.get_field(target, name))
        self.enter_block(absent)
        self.end_here(ends, self.call_hook(target, "__getattr__", name, [], node))
        return self.merge(ends)

    def hooked_property(
        self: Lowering,
        target: ir.Value,
        owner: t.ClassType,
        live: property,
        name: str,
        node: ast.AST,
    ) -> ir.Value:
        """A property, behind which `__getattr__` is asked when it raises AttributeError."""
        return self.tried(
            target,
            name,
            lambda v: self.call_property(v, owner, live, name, node),
            lambda: self.call_hook(target, "__getattr__", name, [], node),
            node,
        )

    def past_hooks(self: Lowering, live: Any, args: list[Any], node: ast.AST) -> Expression | None:
        """`object.__setattr__(x, "name", value)` and `object.__delattr__(x, "name")`."""
        hook = next((n for n, f in PAST.items() if live is f), None)
        if hook is None or not args:
            return None
        target = args[0] if isinstance(args[0], ir.Value) else self.value(args[0])
        return self.go_past(hook, target, args[1:], node)

    def go_past(
        self: Lowering, hook: str, target: ir.Value, args: list[Any], node: ast.AST
    ) -> ir.Value:
        """What `object` does for the hook, also as `super().__setattr__(name, value)`."""
        name = self.constant_name(args[0]) if args else None
        if name is None or len(args) != (2 if hook == "__setattr__" else 1):
            reason = f"{hook} needs a constant name"
            raise Unsupported(node, reason, "write the attribute, or use a dict")
        if hook == "__delattr__":
            self.delete_plain(target, name, node)
            return NONE_VALUE
        value = args[1] if isinstance(args[1], ir.Value) else self.value(args[1])
        attribute = ast.Attribute(ast.Name("object", ast.Load()), name, ast.Store())
        self.set_plain(target, ast.copy_location(attribute, node), value, node)
        return NONE_VALUE
