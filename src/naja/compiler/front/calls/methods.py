"""Methods: where they are found, which overload is meant, when the call is dispatched."""

from __future__ import annotations

import ast
import functools
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls import caching
from naja.compiler.front.calls.arguments import Keyword
from naja.compiler.front.classes import inheritance, managers
from naja.compiler.front.classes.classes import effective_mro, is_named_tuple
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.distribution import lacks_method
from naja.compiler.front.instance import FunctionInstance
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import is_descriptor, written_hook
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

# Special methods without which Python takes a default instead of failing.
_DEFAULTED = {
    "__eq__",
    "__hash__",
    "__bool__",
    "__len__",
    "__str__",
    "__repr__",
    "__format__",
    "__call__",
}


def _coded() -> list[t.ClassType]:
    """What is encoded and decoded."""
    return [bindings.builtin_type(name) for name in ("str", "bytes", "bytearray")]


class Methods(Builder):
    """See the module."""

    def plain_function(self, live: Any) -> types.FunctionType:
        live = managers.managed(getattr(live, "__func__", live))
        if not isinstance(live, types.FunctionType):
            reason = f"{getattr(live, '__name__', 'this')} is a {type(live).__name__}"
            raise Unsupported(self.node, reason + ", which is not compiled", "write a plain method")
        return live

    def has_method(self: Lowering, type_: t.Type, name: str) -> bool:
        type_ = known(type_)
        if not isinstance(type_, t.ClassType):
            return False
        found = self.find_method(type_, name)
        if found is None and name in _DEFAULTED:
            self._refuse_below(type_, name)
        return found is not None and found[1] is not None

    def _refuse_below(self: Lowering, type_: t.ClassType, name: str) -> None:
        """CPython asks the class of the object; a default taken by the static type would differ."""
        is_object = known(type_) is t.OBJECT
        below: list[type] = [] if is_object else list(type_.cls.__subclasses__())
        while below:
            cls = below.pop()
            own = [c for c in effective_mro(cls) if c not in effective_mro(type_.cls)]
            if any(vars(c).get(name) is not None for c in own):
                raise Unsupported(
                    self.node,
                    f"this {type_.name} may be a {cls.__name__}, which defines {name}",
                    f"define {name} in {type_.name} too",
                )
            below += type.__subclasses__(cls)

    def find_method(
        self: Lowering, type_: t.ClassType, name: str
    ) -> tuple[t.ClassType, Any] | None:
        """A method of the class: written, or made up for dataclasses and enums."""
        info = self.world.class_info(type_)
        if name in self.world.super_calls:
            after, name = self.world.super_calls[name]
            return self.find_behind(type_, after, name)
        name = inheritance.plain_name(name)
        for cls in info.mro:
            made = self.synthesized(cls, name)
            if made is not None:
                return info.owner_type(cls), made
            if name in vars(cls):
                return info.owner_type(cls), vars(cls)[name]
        return self.default_method(type_, name)

    def find_behind(
        self: Lowering, type_: t.ClassType, after: type, name: str
    ) -> tuple[t.ClassType, Any] | None:
        """What `super().name` in a method of `after` means for an object of the class."""
        info = self.world.class_info(type_)
        for cls in info.mro[info.mro.index(after) + 1 :]:
            made = self.synthesized(cls, name)
            if made is not None or name in vars(cls):
                return info.owner_type(cls), made or vars(cls)[name]
        return None

    def call_method(
        self: Lowering,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        node: ast.AST,
        keywords: list[Keyword] | None = None,
    ) -> ir.Value:
        """receiver.name(args), dispatched where subclasses override it."""
        type_ = known(receiver.type)
        keywords = keywords or []
        if isinstance(type_, t.UnionType):
            return self._union_method(receiver, type_, name, args, node, keywords)
        if type_ is t.NEVER:
            return receiver
        if type_ is bindings.builtin_type("str") and name in ("format", "format_map"):
            if name == "format":
                return self.format_template(receiver, args, keywords, node)
            return self.format_map_template(receiver, args, node)
        asked = None if args or keywords else self.ask_character(receiver, name)
        if asked is not None:
            return asked
        if name in ("encode", "decode") and type_ in _coded():
            chosen = self.encoding_call(receiver, name, args, keywords, node)
            if chosen is not None:
                return chosen
        if not isinstance(type_, t.ClassType):
            return self.special_method(receiver, name, args, keywords, node)
        if name == "update" and self.updates_dict(type_, args, keywords):
            return self.update_by_names(receiver, args, keywords, node)
        by_key = self.typed_dict_method(receiver, name, args, keywords, node)
        if by_key is not None:
            return by_key
        info = self.world.class_info(type_)
        if name == "_replace" and is_named_tuple(type_.cls):
            return self.replace_items(receiver, keywords, node)
        splits = name in ("split", "subgroup") and len(args) == 1 and isinstance(args[0], ast.expr)
        if splits and bindings.builtin_class("BaseExceptionGroup") in info.mro:
            args = [self.group_condition(args[0], node)]
        if name in info.fields:
            return self.call_value(self.get_field(receiver, name), args, keywords, node)
        found = self.find_method(type_, name)
        if found is None or found[1] is None:
            return self._without_method(receiver, type_, name, args, node, keywords)
        owner, live = found
        if is_descriptor(live):
            value = self.read_described(receiver, type_, name, node)
            return self.as_value(self.invoke(value, args, keywords, node), node)
        if isinstance(live, caching.WRAPPER):
            return self.call_cached_method(live, receiver, name, args, keywords, node)
        if isinstance(live, functools.singledispatchmethod):
            return self.call_dispatched_method(live, owner, receiver, args, keywords, node)
        otherwise = self.call_otherwise(receiver, live, name, args, keywords, node)
        if otherwise is not None:
            return otherwise
        if self.depends_on_class(live, type_, name):
            return self.call_by_class(receiver, name, args, keywords, node)
        if isinstance(live, staticmethod | classmethod):
            return self.call_unbound(live, type_, args, keywords, node)
        if hasattr(live, "functions"):

            def call(chosen: Any, args: list[Any]) -> ir.Value:
                function = self.plain_function(chosen)
                return self.call_function(
                    function, owner, [receiver, *args], keywords, node, virtual=type_
                )

            return self.overloaded(live.functions, owner, args, keywords, node, receiver, call)
        return self.call_function(
            self.plain_function(live), owner, [receiver, *args], keywords, node, virtual=type_
        )

    def _without_method(
        self: Lowering,
        receiver: ir.Value,
        type_: t.ClassType,
        name: str,
        args: list[Any],
        node: ast.AST,
        keywords: list[Keyword],
    ) -> ir.Value:
        """receiver.name(args) where the class has no such method: what stands in for it."""
        from naja.compiler.front.objects.attributes import nearest

        fields = self.world.class_info(type_).fields
        plain = self.plain_of_enum(receiver)
        if plain is not None:
            return self.call_method(plain, name, args, node, keywords)
        special = self.special_object_method(receiver, name, args, node)
        if special is not None:
            return special
        if not name.startswith("__") and written_hook(type_.cls, "__getattr__") is not None:
            value = self.call_hook(receiver, "__getattr__", name, [], node)
            return self.as_value(self.invoke(value, args, keywords, node), node)
        below = self.call_below(receiver, type_, name, args, keywords, node)
        if below is not None:
            return below
        raise Unsupported(
            node, f"{type_.name} has no method '{name}'", nearest(name, type_.cls, fields)
        ).as_raised(*lacks_method(t.class_name(type_), name))

    def _union_method(
        self: Lowering,
        receiver: ir.Value,
        type_: t.UnionType,
        name: str,
        args: list[Any],
        node: ast.AST,
        keywords: list[Keyword],
    ) -> ir.Value:
        if type_.optional and len(type_.present) == 1:
            return self.call_method(self.present(receiver, name), name, args, node, keywords)
        values = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        named = [(k, a if isinstance(a, ir.Value) else self.value(a)) for k, a in keywords]
        if type_.optional:
            receiver = self.present(receiver, name)
            return self.call_method(receiver, name, values, node, list(named))
        return self.per_member(
            receiver, lambda v: self.call_method(v, name, list(values), node, list(named))
        )

    def call_property(
        self: Lowering,
        target: ir.Value,
        owner: t.ClassType,
        live: property,
        name: str,
        node: ast.AST,
    ) -> ir.Value:
        assert live.fget is not None
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        return self.call_function(
            self.plain_function(live.fget),
            owner,
            [target],
            [],
            node,
            virtual=type_,
            virtual_name=name,
        )

    def change_property(
        self: Lowering, target: ir.Value, name: str, values: list[ir.Value], node: ast.AST
    ) -> bool:
        """Set or delete a property, `name` saying which, as the object's own class does; False
        where the class has no such function."""
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        found = self.world.class_info(type_).find(inheritance.plain_name(name))
        if found is None or not isinstance(found[1], property):
            return False
        if inheritance.property_part(found[1], name) is None:
            return False
        self._refuse_readonly_below(type_, name, node)
        function = self.plain_function(inheritance.property_part(found[1], name))
        arguments = [target, *values]
        self.call_function(function, found[0], arguments, [], node, type_, virtual_name=name)
        return True

    def _refuse_readonly_below(
        self: Lowering, type_: t.ClassType, name: str, node: ast.AST
    ) -> None:
        """A subclass with a property of its own that cannot be changed."""
        plain = inheritance.plain_name(name)
        for cls in subclasses(type_.cls):
            own = vars(cls).get(plain)
            if isinstance(own, property) and inheritance.property_part(own, name) is None:
                reason = f"'{plain}' of {cls.__name__} cannot be changed, that of {type_.name} can"
                raise Unsupported(node, reason, f"define it in {cls.__name__} as in its base")

    def is_iterable(self: Lowering, type_: t.Type) -> bool:
        """Whether a loop can go over it."""
        return isinstance(type_, t.TupleType) or any(
            self.has_method(type_, name) for name in ("_advance", "__iter__")
        )

    def call_virtual(
        self: Lowering,
        instance: FunctionInstance,
        receiver: t.ClassType,
        name: str,
        values: list[ir.Value],
        node: ast.AST,
    ) -> ir.Value:
        """A method call that reaches the override of the object's own class."""
        from naja.compiler.front.world import VirtualCall

        if not self.world.may_override(receiver, name):
            return self.call_instance(instance, values)
        result = self.world.result_of(instance, self.inst)
        if result is t.NEVER and instance.result.fixed:
            return self.call_instance(instance, values)
        if result is t.NEVER and instance.state != "done":
            return self.call_instance(instance, values)
        if instance.is_coroutine:
            dst: ir.Temp | None = self.temp(t.coroutine_type(result))
        else:
            dst = None if result in (t.NONE, t.NEVER) else self.temp(result)
        instr = ir.Dispatch(loc=self.loc, dst=dst, args=values, name=name, handler=self.handler)
        self.emit(instr)
        self.world.virtual.setdefault(self.inst, []).append(
            VirtualCall(instr, self.inst, receiver, instance)
        )
        if result is t.NEVER:
            if not instance.silent:  # an override may return something
                self.world.unheard.add(instance)
                raise Poisoned
            if not instance.is_coroutine:
                self.emit(ir.Unreachable(loc=self.loc))
                return ir.Const(t.NEVER, None)
        return dst if dst is not None else ir.Const(t.NONE, None)
