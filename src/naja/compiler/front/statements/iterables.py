"""Iterators and iterables of any class where `Iterator[T]` or `Iterable[T]` is declared: they are
put into an object of the library that derives from it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.objects import bindings
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

WRAPPERS = {
    "Iterator": ("generator", "__next__"),
    "Iterable": ("generator", "__iter__"),
    "AsyncIterator": ("async_generator", "__anext__"),
    "AsyncIterable": ("async_generator", "__aiter__"),
}
"""Where each is defined, and what an object needs to stand for one."""


class Iterables(Builder):
    """See the module."""

    def is_open_iterable(self, type_: t.Type) -> bool:
        """Whether a declared type takes iterators of any class."""
        names = WRAPPERS if isinstance(type_, t.ClassType) else ()
        cls = getattr(type_, "cls", None)
        return any(cls is bindings.runtime(WRAPPERS[n][0], n) for n in names)

    def may_be_iterable(self: Lowering, cls: t.Type, declared: t.Type) -> bool:
        """Whether an object of the class may stand for what is declared so: no number, and no text
        or data where it lacks the method, for these have no subclasses."""
        if cls in (t.INT, t.FLOAT, t.BOOL, t.NONE):
            return False
        if cls not in (bindings.builtin_type("str"), bindings.builtin_type("bytes")):
            return True
        assert isinstance(declared, t.ClassType)
        return self.has_method(cls, WRAPPERS[declared.cls.__name__][1])

    def as_iterable(
        self: Lowering, value: ir.Value, type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value | None:
        """The value as that iterator or iterable; None where its class is neither."""
        have = known(value.type)
        if isinstance(have, t.TupleType):
            whole = bindings.builtin_type("tuple", type_.args[0])
            value = self.variable_tuple(value, have, whole, node)
            have = whole
        if not isinstance(have, t.ClassType) or self.item_type(have) is not type_.args[0]:
            return None
        name = type_.cls.__name__
        module, needed = WRAPPERS[name]
        if not self.has_method(have, needed):
            return None
        wrapper = bindings.runtime(module, name + "Of")
        args = (have, type_.args[0])
        made = self.construct(t.class_type(wrapper, args), [value], [], node or self.node)
        return self.convert(made, type_)

    def item_type(self: Lowering, type_: t.ClassType | t.TupleType) -> t.Type | None:
        """What iterating over it gives; None where that is not known."""
        if isinstance(type_, t.TupleType):
            joined: t.Type = t.NEVER
            for item in type_.items:
                joined = self.join_values(joined, item)
            return joined
        info = self.world.class_info(type_)
        for module, name in (("generator", "Iterable"), ("async_generator", "AsyncIterable")):
            base = bindings.runtime(module, name)
            if base in info.mro:
                return info.owner_type(base).args[0]
        for name in ("_at", "__next__", "__anext__"):
            found = self.find_method(type_, name)
            if found is not None:
                return self._declared_result(found)
        found = self.find_method(type_, "__iter__") or self.find_method(type_, "__aiter__")
        if found is None:
            return None
        result = self._declared_result(found)
        return self.item_type(result) if isinstance(result, t.ClassType) else None

    def _declared_result(self: Lowering, found: tuple[t.ClassType, object]) -> t.Type | None:
        method = self.plain_function(found[1])
        annotation = method.__annotations__.get("return")
        if annotation is None:
            return None
        env = self.world.class_info(found[0]).env
        return notations.resolve(annotation, env, sources.names_of(method))
