"""Values typed `object`, and of types that contain themselves: what they do is found out by trying
each type that such a value can have, inside functions of `runtime.anything`.

Which types an `object` can have is a fact about the whole program: those of which some value was
ever given where `object` is declared."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance

_COMPARED = {"dict": "equal_dicts", "set": "equal_sets", "frozenset": "equal_sets"}
_COMPARED |= {"list": "equal_lists", "tuple": "equal_lists"}

_BYTES = {"bytes", "bytearray", "memoryview"}


class Given:
    """The types of the values that are given where `object` is declared."""

    def __init__(self) -> None:
        self.types: set[t.Type] = set()
        self.readers: set[FunctionInstance] = set()

    def note(self, type_: t.Type) -> None:
        """A value of this type becomes an `object`."""
        if isinstance(type_, t.UnionType):
            for item in type_.items:
                self.note(item)
            return
        if isinstance(type_, t.IntType) and type_ not in (t.BOOL, t.U64):
            type_ = t.INT
        if type_ in self.types or type_ in (t.NONE, t.OBJECT, t.NEVER) or has_var(type_):
            return
        self.types.add(type_)
        for reader in list(self.readers):
            reader.invalidate()

    def read(self, reader: FunctionInstance) -> list[t.Type]:
        """All of them, narrower classes before wider ones."""
        self.readers.add(reader)
        return sorted(self.types, key=lambda x: (-_depth(x), x.name))


class Anything(Builder):
    """See the module."""

    def is_anything(self, type_: t.Type) -> bool:
        return type_ is t.OBJECT or isinstance(type_, t.RecursiveUnion)

    def anything(
        self: Lowering,
        name: str,
        value: ir.Value,
        node: ast.AST,
        action: Callable[[ir.Value], ir.Value],
        *others: ir.Value,
    ) -> ir.Value:
        """Ask a function of `runtime.anything`; inside it, do so for each type."""
        live = bindings.runtime("anything", name)
        if self.inst.function is not live or self.trying:
            return self.call_function(live, None, [value, *others], [], node)
        self.trying = True
        try:
            if known(value.type) is not t.OBJECT:
                return self.per_member(value, lambda v: self._or_raise(action, v))
            return self._per_object(value, action)
        finally:
            self.trying = False

    def _per_object(
        self: Lowering, value: ir.Value, action: Callable[[ir.Value], ir.Value]
    ) -> ir.Value:
        ends: list[End] = []
        none, some = self.new_block("none"), self.new_block("some")
        self.branch(self.compare("eq", value, ir.Const(t.OBJECT, None)), none, some)
        self.enter_block(none)
        self.end_here(ends, self._or_raise(action, ir.Const(t.NONE, None)))
        self.enter_block(some)
        for member in self.world.given.read(self.inst):
            if isinstance(member, t.CallableType | t.CoroutineType | t.FunctionType):
                reason = f"an object may be a {t.class_name(member)} here, which cannot be told"
                raise Unsupported(self.node, reason, "declare the types that occur, as a union")
            here, other = self.new_block("member"), self.new_block("other")
            self.branch(self.is_member(value, member), here, other)
            self.enter_block(here)
            self.end_here(ends, self._or_raise(action, self.unwrap(value, member)))
            self.enter_block(other)
        self.emit(ir.Unreachable(loc=self.loc))
        return self.merge(ends)

    def equal_object(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        """== where the type of a side is only known at run time."""
        if known(left.type) is t.OBJECT and known(right.type) is t.OBJECT:
            return self.anything(
                "equals", left, node, lambda v: self.compare_values("eq", v, right, node), right
            )
        swapped = known(left.type) is t.OBJECT
        anything, other = (left, right) if swapped else (right, left)
        type_ = self.need(other.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(other, lambda v: self.compare_values("eq", anything, v, node))
        if type_ is t.NONE:
            return self.compare_values("eq", left, right, node)
        if self._answers_any(type_):
            return self.call_method(other, "__eq__", [anything], node)
        ends: list[End] = []
        there, no = self.new_block("there"), self.new_block("different")
        self.branch(self.compare("eq", anything, ir.Const(t.OBJECT, None)), no, there)
        self.enter_block(there)
        for kind in self._equal_kinds(type_):
            same, go_on = self.new_block("same"), self.new_block("next")
            self.branch(self.is_member(anything, kind), same, go_on)
            self.enter_block(same)
            one = self.unwrap(anything, kind)
            # what a builtin is equal to, the other side decides
            first = swapped or (kind is not type_ and self._answers_any(kind))
            sides = (one, other) if first else (other, one)
            self.end_here(ends, self._compare_alike(*sides, node))
            self.enter_block(go_on)
        self.goto(no)
        self.enter_block(no)
        self.end_here(ends, const_bool(False))
        return self.merge(ends)

    def _equal_kinds(self: Lowering, type_: t.Type) -> list[t.Type]:
        """The types whose values can be equal to one of this type."""
        if is_number(type_):
            kinds: list[t.Type] = [t.INT, t.FLOAT, t.BOOL]
        else:
            kinds = [type_]
        whole = t.DISPLAY_NAMES.get(type_.cls) if isinstance(type_, t.ClassType) else None
        is_tuple = isinstance(type_, t.TupleType) or whole == "tuple"
        for member in self.world.given.read(self.inst):
            if member in kinds:
                continue
            shown = t.DISPLAY_NAMES.get(member.cls) if isinstance(member, t.ClassType) else None
            alike = shown is not None and (shown == whole or {shown, whole} <= _BYTES)
            alike = alike or (is_tuple and (isinstance(member, t.TupleType) or shown == "tuple"))
            if alike or self._answers_any(member):
                kinds.append(member)
        return kinds

    def _compare_alike(self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST) -> ir.Value:
        """== of two values that may be equal; of containers of different types item by item."""
        a, b = known(left.type), known(right.type)
        if a is not b and isinstance(a, t.ClassType) and isinstance(b, t.ClassType):
            shown = t.DISPLAY_NAMES.get(a.cls, "") if a.cls is b.cls else ""
            if shown in _COMPARED:
                live = bindings.runtime("anything", _COMPARED[shown])
                return self.call_function(live, None, [left, right], [], node)
        return self.compare_values("eq", left, right, node)

    def _answers_any(self: Lowering, type_: t.Type) -> bool:
        """Whether the class decides by itself what it is equal to."""
        return (
            isinstance(type_, t.ClassType)
            and not type_.cls.__module__.startswith("naja.")
            and self.has_method(type_, "__eq__")
            and self.accepts(type_, "__eq__", t.OBJECT)
        )


def _depth(type_: t.Type) -> int:
    return len(type_.cls.__mro__) if isinstance(type_, t.ClassType) else 0
