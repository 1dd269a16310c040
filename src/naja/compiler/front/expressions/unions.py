"""Unions: values as pointers and back, tests of members, what every member does, joins of flows."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import join, known
from naja.compiler.front.builder import Builder, Flow
from naja.compiler.front.classes.classes import is_protocol
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

End = tuple[ir.Block, Flow, ir.Value]


class Unions(Builder):
    """Values of several types."""

    def _into_union(
        self: Lowering, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
    ) -> ir.Value:
        if isinstance(have, t.UnionType):
            if all(self.fits(i, type_) for i in have.items):
                if type_ is t.OBJECT:
                    self.world.given.note(have)
                if have.is_number and isinstance(type_, t.UnionType) and type_.is_number:
                    return self.renamed(value, type_)
                return self.convert(self.as_pointer(value), type_)
            raise self._mismatch(have, type_, node, "test it first, with `is None` or isinstance")
        if isinstance(type_, t.UnionType) and not any(self.fits(have, i) for i in type_.items):
            for item in type_.present:
                try:
                    return self._into_union(self._plain(value, have, item, node), item, type_, node)
                except Unsupported:
                    continue
            raise self._mismatch(have, type_, node, "")
        if isinstance(type_, t.UnionType) and type_.is_number:
            return self.make_mixed(value, type_)
        if type_ is t.OBJECT:
            self._wait_for(have)
            self.world.given.note(have)
        return self.convert(self.as_pointer(self._as_item(value, have, type_, node)), type_)

    def _as_item(
        self: Lowering, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
    ) -> ir.Value:
        """A tuple as the very tuple type of the union that it fits: its box says which it is."""
        for item in self.members(type_) if isinstance(have, t.TupleType) else ():
            if isinstance(item, t.TupleType) and item is not have and self.fits(have, item):
                return value if have in self.members(type_) else self.coerce(value, item, node)
        return value

    def box_type(self: Lowering, type_: t.Type) -> t.ClassType:
        return t.class_type(bindings.runtime("boxes", "Box"), (type_,))

    def as_pointer(self: Lowering, value: ir.Value) -> ir.Value:
        """The value as a pointer to an object: numbers and tuples go into a box."""
        type_ = known(value.type)
        if type_.is_pointer:
            return value
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self.convert(self.as_pointer(v), t.OBJECT))
        if isinstance(value, ir.Const | ir.ConstTuple):
            return self.world.freezer.boxed(value)
        if isinstance(type_, t.IntType) and type_ is not t.BOOL:
            value, type_ = (
                self.convert(value, t.INT) if type_ is not t.U64 else value,
                t.INT if type_ is not t.U64 else type_,
            )
        box = self.allocate(self.box_type(type_))
        self.set_field(box, "value", value)
        return box

    def unwrap(self: Lowering, value: ir.Value, to: t.Type) -> ir.Value:
        """A union's pointer as the member that the flow has proved it to be."""
        have = known(value.type)
        if have is to:
            return value
        if to is t.NONE:
            return ir.Const(t.NONE, None)
        if to.is_pointer:
            return self.convert(self.as_pointer(value), to)
        if isinstance(to, t.UnionType):
            return self._unwrap_mixed(value, have, to)
        if isinstance(have, t.UnionType) and have.is_number:
            return self.open_mixed(value, to)
        if not have.is_pointer:
            return self.coerce(value, to)
        return self.get_field(self.convert(value, self.box_type(to)), "value")

    def _unwrap_mixed(self: Lowering, value: ir.Value, have: t.Type, to: t.UnionType) -> ir.Value:
        """A union as a narrower one that holds only numbers."""
        if not have.is_pointer:
            return self.renamed(value, to) if isinstance(have, t.UnionType) else value
        ends: list[End] = []
        for at, member in enumerate(to.items):
            mine, other = self.new_block("mine"), self.new_block("other")
            last = at == len(to.items) - 1
            test = ir.Const(t.BOOL, True) if last else self.is_member(value, member)
            self.branch(test, mine, other)
            self.enter_block(mine)
            self.end_here(ends, self.make_mixed(self.unwrap(value, member), to))
            self.enter_block(other)
        return self.merge(ends)

    def may_hold(self: Lowering, union: t.Type, type_: t.Type) -> bool:
        if union is t.OBJECT:
            return True
        assert isinstance(union, t.UnionType)
        return any(self.fits(i, type_) or self.fits(type_, i) for i in union.items)

    def members(self: Lowering, type_: t.Type) -> tuple[t.Type, ...]:
        return type_.items if isinstance(type_, t.UnionType) else (type_,)

    def is_member(self: Lowering, value: ir.Value, member: t.Type) -> ir.Value:
        """A bool: the union's pointer (not null unless member is None) holds that member."""
        if member is t.NONE:
            return self.compare("eq", value, ir.Const(value.type, None))
        if isinstance(type_ := known(value.type), t.UnionType) and type_.is_number:
            return self.has_tag(value, member)
        if isinstance(member, t.CallableType | t.CoroutineType):
            return self._is_no_other(value, type_)
        if isinstance(member, t.ClassType) and _is_kind(member):
            several = sum(map(_is_kind, self.members(type_))) > 1
            return self._is_of_kind(value, member) if several else self._is_no_other(value, type_)
        target = member if isinstance(member, t.ClassType) else self.box_type(member)
        dst = self.temp(t.BOOL)
        layout = self.world.class_info(target).layout
        self.emit(ir.TypeTest(loc=self.loc, dst=dst, object=value, layout=layout))
        return dst

    def _is_of_kind(self: Lowering, value: ir.Value, protocol: t.ClassType) -> ir.Value:
        """Of a union of protocols: the object is of one of the classes that fit this one."""
        result: ir.Value = ir.Const(t.BOOL, False)
        for cls in self.of_kind(protocol, self.node):
            test = self.is_member(value, cls)
            first = isinstance(result, ir.Const)
            result = test if first else self.arith("or", result, test, t.BOOL)
        return result

    def _is_no_other(self: Lowering, value: ir.Value, type_: t.Type) -> ir.Value:
        """A function value has no class of its own: it is what the other members are not."""
        result: ir.Value = ir.Const(t.BOOL, True)
        for other in type_.present if isinstance(type_, t.UnionType) else ():
            if not isinstance(other, t.CallableType | t.CoroutineType) and not _is_kind(other):
                test = self.negate(self.is_member(value, other))
                first = isinstance(result, ir.Const)
                result = test if first else self.arith("and", result, test, t.BOOL)
        return result

    def per_member(
        self: Lowering, value: ir.Value, action: Callable[[ir.Value], ir.Value]
    ) -> ir.Value:
        """Run `action` on the value under each member's type, and join the results."""
        type_ = known(value.type)
        assert isinstance(type_, t.UnionType)
        ends: list[End] = []
        members = [*([t.NONE] if type_.optional else []), *type_.present]
        dynamic = self.is_dynamic(type_)
        outer, self.among_members = self.among_members, True
        try:
            self._each_of(value, members, action, dynamic or self.in_doubt(), ends)
        finally:
            self.among_members = outer
        merged = self.merge(ends)
        if dynamic and isinstance(merged.type, t.UnionType):
            self.world.sites.loose.add(merged.type)
        return merged

    def _each_of(
        self: Lowering,
        value: ir.Value,
        members: list[t.Type],
        action: Callable[[ir.Value], ir.Value],
        dynamic: bool,
        ends: list[End],
    ) -> None:
        for at, member in enumerate(members):
            last = at == len(members) - 1
            here, other = self.new_block("member"), self.new_block("other")
            test = ir.Const(t.BOOL, True) if last else self.is_member(value, member)
            self.branch(test, here, other)
            self.enter_block(here)
            if dynamic:
                result = self._or_raise(action, self.unwrap(value, member))
            else:
                result = action(self.unwrap(value, member))
            self.end_here(ends, result)
            self.enter_block(other)

    def is_dynamic(self: Lowering, type_: t.Type) -> bool:
        """Whether nothing declares a union: what does not fit raises at run time."""
        if self.inst.is_library or not isinstance(type_, t.UnionType):
            return False
        return self.world.sites.dynamic(type_)

    def _or_raise(
        self: Lowering, action: Callable[[ir.Value], ir.Value], value: ir.Value
    ) -> ir.Value:
        """What a member cannot do raises at run time, as under CPython: nothing declares here what
        the value is."""
        handler = self.handler
        try:
            return action(value)
        except Unsupported as problem:
            if problem.raised is None:
                raise
            self.handler = handler
            maker, text = problem.raised
            error = self.call_runtime("errors", maker, self.world.freezer.string(text))
            self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))
            return ir.Const(t.NEVER, None)

    def end_here(self: Lowering, ends: list[End], value: ir.Value) -> None:
        """Leave the current block open as one of the ends that `merge` joins."""
        if self.block is not None:
            ends.append((self.block, self.flow, value))
            self.block = None

    def merge(self: Lowering, ends: list[End], wanted: t.Type | None = None) -> ir.Value:
        """Go on behind several open blocks, each with a value; the value under the joined type."""
        if not ends:
            self.block = None
            return ir.Const(t.NEVER, None)
        if len(ends) == 1:
            self.block, self.flow, value = ends[0]
            return value
        joined: t.Type = t.NEVER
        for _, _, value in ends:
            joined = self.join_values(joined, value.type)
        if wanted is not None and all(self.fits(v.type, wanted) for _, _, v in ends):
            joined = wanted
        slot = self.local("merged", joined)
        after = self.new_block("merged")
        for block, flow, value in ends:
            self.block, self.flow = block, flow
            self.store(slot, self.coerce(value, joined))
            self.goto(after)
        self.enter_block(after)
        return self.load(slot)

    def join_values(self: Lowering, a: t.Type, b: t.Type) -> t.Type:
        a, b = known(a), known(b)
        if self.fits(a, b):
            return b
        if self.fits(b, a):
            return a
        return join(a, b)


def _is_kind(type_: t.Type) -> bool:
    return isinstance(type_, t.ClassType) and is_protocol(type_.cls)
