"""Attributes of classes: constants until some function assigns them, then variables of the program.

Who has read one as a constant is lowered again when the first assignment is met. A class that
inherits a variable shares it; assigning through a class that does not define it is refused.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import inheritance
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.world import World


def namespace_of(world: World, cls: type) -> dict[str, Any]:
    """The names of a class body, and those of its module behind them; the same dict each time."""
    if cls not in world.class_namespaces:
        module = sources.names_of_class(cls)
        own = {"__annotations__": vars(cls).get("__annotations__", {}), "__name__": cls.__module__}
        world.class_namespaces[cls] = {**module, **vars(cls), **own}
    return world.class_namespaces[cls]


class ClassVariables(Builder):
    """See the module."""

    def class_value(self: Lowering, cls: type, name: str) -> Expression:
        """What `cls.name` is: a variable, a constant, or a collection of its declared type."""
        owner = inheritance.definer(cls, name)
        if owner is None or owner.__module__.startswith("naja."):
            return self.live_or_value(getattr(cls, name), name)
        if (owner, name) in self.world.class_variables:
            static = self.variable_of(namespace_of(self.world, owner), name)
            dst = self.temp(static.type)
            self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
            return dst
        self.world.class_readers.setdefault((owner, name), set()).add(self.inst)
        live = getattr(cls, name)
        hints = vars(owner).get("__annotations__", {})
        if name in hints and isinstance(live, list | dict | set):
            declared = self._declared_type(owner, hints[name])
            if isinstance(declared, t.ClassType) and not has_var(declared):
                return self.world.freezer.value(live, declared, name)
        return self.live_or_value(live, name)

    def _declared_type(self: Lowering, owner: type, hint: Any) -> t.Type:
        try:
            return notations.resolve(hint, {}, namespace_of(self.world, owner))
        except Unsupported:
            return t.UNKNOWN

    def assign_class_attribute(
        self: Lowering, cls: type, target: ast.Attribute, value: ir.Value, node: ast.AST
    ) -> None:
        """cls.name = value."""
        name = target.attr
        self.refuse_variable(cls, name, node)
        if (cls, name) not in self.world.class_variables:
            self.world.class_variables.add((cls, name))
            for reader in self.world.class_readers.pop((cls, name), set()):
                reader.invalidate()
        namespace = namespace_of(self.world, cls)
        fact = self.world.global_fact(namespace, name)
        if not fact.fixed and not self.fits(value.type, fact.type) and not has_var(value.type):
            fact.grow(known(value.type))
        fact.take(value.type)
        static = self.variable_of(namespace, name)
        stored = self.coerce(value, static.type, node)
        self.emit(ir.StoreStatic(loc=self.loc, object=static, value=stored))
        path = path_of(target)
        self._forget(path)
        if path:
            self._narrow_assigned(path, static.type, value.type)

    def refuse_variable(self: Lowering, cls: type, name: str, node: ast.AST) -> None:
        if (
            name not in vars(cls)
            or callable(vars(cls)[name])
            or isinstance(vars(cls)[name], staticmethod | classmethod | property)
        ):
            raise Unsupported(
                node,
                f"{cls.__name__} itself has no value '{name}' that could change",
                "give it one in the body of that class",
            )
        parameters = getattr(cls, "__parameters__", ())
        info = None if parameters else self.world.class_info(t.class_type(cls))
        if info is not None and name in info.fields:
            raise Unsupported(
                node,
                f"'{name}' is set on the class {cls.__name__} and on its objects",
                "use two names",
            )
