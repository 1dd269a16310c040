"""Descriptors at work: reading, setting and deleting an attribute calls a method of the object in
the class body, compiled for that object (`descriptors`)."""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.parameters import is_untyped
from naja.compiler.front.classes import inheritance
from naja.compiler.front.classes.hierarchy import compiled_subclasses, subclasses
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects.descriptors import (
    KEPT,
    MAKING,
    changed_attributes,
    hook,
    is_data,
    is_descriptor,
    is_descriptor_class,
    is_settled,
)
from naja.compiler.front.objects.freeze import type_of_value
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import walk
from naja.compiler.front.values import NONE_VALUE, Expression, Live, SuperObject
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import Parameter


class Described(Builder):
    """See the module."""

    def descriptor_of(self: Lowering, type_: t.ClassType, name: str) -> Any:
        """The descriptor that the class has under a name, or None."""
        found = self.world.class_info(type_).find(name)
        return found[1] if found is not None and is_descriptor(found[1]) else None

    def read_described(
        self: Lowering, target: ir.Value, type_: t.ClassType, name: str, node: ast.AST
    ) -> ir.Value:
        """x.name, where the class has a descriptor of that name."""
        if self._varies(type_, name, "__get__"):
            return self.per_class(target, type_, lambda v: self._read_one(v, name, node))
        return self._read_one(target, name, node)

    def _read_one(self: Lowering, target: ir.Value, name: str, node: ast.AST) -> ir.Value:
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        info, live = self.world.class_info(type_), self.descriptor_of(type_, name)
        if live is None:
            return self.as_value(self.attribute(target, name, node), node)
        kept = info.fields.get(KEPT + name)
        first = kept is not None and (not is_data(live) or hook(live, "__get__") is None)
        if kept is None or not first or kept.read(self.inst) is t.UNKNOWN:
            return self._asked(live, target, type_, node)
        if not self.has_flag(info, KEPT + name):
            return self.get_field(target, KEPT + name)
        ends: list[End] = []
        there, absent = self.new_block("there"), self.new_block("absent")
        self.branch(self.flag_of(target, info, KEPT + name), there, absent, likely=True)
        self.enter_block(there)
        self.end_here(ends, self.get_field(target, KEPT + name))
        self.enter_block(absent)
        self.end_here(ends, self._asked(live, target, type_, node))
        return self.merge(ends)

    def _asked(
        self: Lowering, live: Any, target: ir.Value, type_: t.ClassType, node: ast.AST
    ) -> ir.Value:
        if hook(live, "__get__") is None:
            return self.freeze_live(Live(live, "descriptor"), None, node)
        return self.call_described(live, "__get__", [target, type_.cls], node)

    def class_described(self: Lowering, live: Any, cls: type, node: ast.AST) -> Expression:
        """C.name: what `__get__` gives for no object."""
        if hook(live, "__get__") is None:
            return Live(live, "descriptor")
        return self.call_described(live, "__get__", [NONE_VALUE, cls], node)

    def set_described(
        self: Lowering, target: ir.Value, name: str, value: ir.Value, node: ast.AST
    ) -> bool:
        """x.name = value, where the class has a descriptor of that name: whether it has."""
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        if self.descriptor_of(type_, name) is None:
            return False
        if self._varies(type_, name, "__set__"):
            self.per_class(target, type_, lambda v: self._set_one(v, name, value, node))
        else:
            self._set_one(target, name, value, node)
        return True

    def _set_one(
        self: Lowering, target: ir.Value, name: str, value: ir.Value, node: ast.AST
    ) -> ir.Value:
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        live = self.descriptor_of(type_, name)
        if live is None:
            attribute = ast.copy_location(ast.Attribute(ast.Name("self"), name), node)
            self._set_attribute(target, attribute, value, node)
        elif hook(live, "__set__") is not None:
            self.call_described(live, "__set__", [target, value], node)
        elif is_data(live):
            self.raise_runtime("attribute_error", self.text("__set__"))
        else:
            self.store_field(target, KEPT + name, value, node)
        return NONE_VALUE

    def delete_described(self: Lowering, target: ir.Value, name: str, node: ast.AST) -> bool:
        """del x.name, where the class has a descriptor of that name: whether it has."""
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        live = self.descriptor_of(type_, name)
        if live is None:
            return False
        if self._varies(type_, name, "__delete__"):
            reason = f"what '{name}' of {type_.name} is depends on the object's own class"
            raise Unsupported(node, reason, "delete it in a method that each class defines")
        if hook(live, "__delete__") is not None:
            self.call_described(live, "__delete__", [target], node)
        elif is_data(live):
            self.raise_runtime("attribute_error", self.text("__delete__"))
        else:
            self.delete_field(target, KEPT + name, name, node)
        return True

    def _varies(self: Lowering, type_: t.ClassType, name: str, method: str) -> bool:
        """Whether it depends on the object's own class what an attribute is."""
        below = subclasses(type_.cls)
        if any(inheritance.overrides(c, name, type_.cls) for c in below):
            return True
        live = self.descriptor_of(type_, name)
        found = hook(live, method) if method == "__get__" else None
        return bool(below) and found is not None and _mentions_owner(found[1])

    def per_class(
        self: Lowering,
        target: ir.Value,
        type_: t.ClassType,
        action: Callable[[ir.Value], ir.Value],
    ) -> ir.Value:
        """Run `action` on the object under its own class, whichever it is."""
        ends: list[End] = []
        for cls in [type_.cls, *compiled_subclasses(type_.cls)]:
            if getattr(cls, "__abstractmethods__", None):
                continue
            mine, other = self.new_block("mine"), self.new_block("other")
            own = t.class_type(cls)
            self.branch(self._is_exactly(target, own), mine, other)
            self.enter_block(mine)
            self.end_here(ends, action(self.convert(target, own)))
            self.enter_block(other)
        self.emit(ir.Unreachable(loc=self.loc))
        return self.merge(ends)

    # ---- calls of its methods -------------------------------------------------------------------

    def call_described(
        self: Lowering, live: Any, name: str, args: list[Any], node: ast.AST
    ) -> ir.Value:
        """A method of a build-time object, compiled for that object."""
        found = hook(live, name)
        assert found is not None
        return self.call_bound_to(live, *found, args, [], node)

    def call_bound_to(
        self: Lowering,
        live: Any,
        cls: type,
        function: types.FunctionType,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """A method of a class above that of a build-time object, compiled for the object; classes
        among the arguments are bound as well."""
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        scope = {names[0]: live} if names else {}
        for given, parameter in zip(args, names[1:], strict=False):
            if isinstance(given, type):
                scope[parameter] = given
        values = [a for a in args if not isinstance(a, type)][: len(names) - 1]
        own = type_of_value(live)
        assert isinstance(own, t.ClassType)
        owner = self.world.class_info(own).owner_type(cls)
        return self.call_function(function, owner, values, keywords, node, scope=scope)

    def loosened(
        self: Lowering,
        function: types.FunctionType,
        parameters: list[Parameter],
        types_: list[t.Type | None],
    ) -> None:
        """A method compiled for one descriptor takes the type of the object that it acts on, and
        of a value of which little is declared."""
        for at, declared in enumerate(types_):
            acts = at == 0 and function.__name__ in ("__get__", "__set__", "__delete__")
            hint = sources.hints(function).get(parameters[at].name)
            loose = isinstance(declared, t.ObjectType | t.UnionType)
            if parameters[at].name in function.__code__.co_varnames[:1]:
                continue
            if acts or loose or is_untyped(hint, sources.names_of(function)):
                types_[at] = None

    def bound_object(self: Lowering) -> Any:
        """The descriptor that the method being lowered is compiled for, or None."""
        function = self.inst.function
        names = function.__code__.co_varnames[:1] if function is not None else ()
        found = self.inst.scope.get(names[0]) if names else None
        return found if is_descriptor(found) else None

    def call_super_of(
        self: Lowering,
        target: SuperObject,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """super().name(…) in a method compiled for a descriptor."""
        live: Any = target.receiver.object
        mro = type(live).__mro__
        for cls in mro[mro.index(target.owner.cls) + 1 :]:
            function = vars(cls).get(name)
            if isinstance(function, types.FunctionType):
                return self.call_bound_to(live, cls, function, args, keywords, node)
        reason = f"no base class of {target.owner.name} has '{name}'"
        raise Unsupported(node, reason, "correct the spelling")

    def descriptor_attribute(self: Lowering, live: Any, name: str) -> Expression | None:
        """What is known of a descriptor's attribute when the image is built; None for what its
        methods change."""
        if isinstance(inspect.getattr_static(live, name, None), staticmethod):
            return Live(getattr(live, name), name)
        if isinstance(getattr(type(live), name, None), types.FunctionType):
            return Live(types.MethodType(getattr(type(live), name), live), name)
        if name in vars(type(live)) and not is_settled(live, name):
            return None
        if is_settled(live, name):
            return self.live_or_value(getattr(live, name), name)
        return None

    def refuse_settled(self: Lowering, cls: type, name: str, node: ast.AST) -> None:
        """What only the making of a descriptor sets has been built into the code."""
        made = self.inst.function is not None and self.inst.function.__name__ in MAKING
        if is_descriptor_class(cls) and name not in changed_attributes(cls) and not made:
            reason = f"'{name}' of a descriptor is what it was at build time"
            raise Unsupported(node, reason, f"set it in a method of {cls.__name__}")


def _mentions_owner(function: types.FunctionType) -> bool:
    """Whether `__get__` uses the class that it is given, besides for asking for no object."""
    where = sources.function_node(function)
    names = function.__code__.co_varnames[2 : function.__code__.co_argcount]
    if where is None or not names:
        return False
    return any(isinstance(n, ast.Name) and n.id == names[0] for n in walk(where[1]))
