"""Conversions that the language makes by itself: into unions and back, to a base class, from int
to float."""

from __future__ import annotations

import ast
from collections.abc import Callable

from naja.compiler import types as t
from naja.compiler.front import bindings, notations
from naja.compiler.front.builder import Builder, Flow
from naja.compiler.front.classes import is_named_tuple, is_protocol, protocol_names
from naja.compiler.front.enums import stands_for_value
from naja.compiler.front.facts import has_var, join, known, unify
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.widening import Widened, admits, culprit
from naja.compiler.ir import model as ir

End = tuple[ir.Block, Flow, ir.Value]


def is_number(type_: t.Type) -> bool:
    return isinstance(type_, t.IntType | t.FloatType)


def is_mixed(type_: t.Type) -> bool:
    """Whether values are numbers of several types."""
    return isinstance(type_, t.UnionType) and type_.is_number


class Coercion(Builder):
    """Values of one type as values of another."""

    def fits(self, type_: t.Type, into: t.Type) -> bool:
        """Whether a value of `type_` is a value of `into` without a change that a program could
        see."""
        type_, into = known(type_), known(into)
        if type_ is into or type_ is t.NEVER or into is t.OBJECT:
            return True
        if isinstance(type_, t.UnionType):
            return all(self.fits(i, into) for i in type_.items)
        if isinstance(into, t.UnionType):
            return any(self.fits(type_, i) for i in into.items)
        if isinstance(type_, t.ClassType) and isinstance(into, t.ClassType):
            return self.is_subclass(type_, into)
        if isinstance(type_, t.TupleType) and isinstance(into, t.TupleType):
            pairs = zip(type_.items, into.items, strict=False)
            return len(type_.items) == len(into.items) and all(self.fits(a, b) for a, b in pairs)
        if isinstance(type_, t.IntType) and isinstance(into, t.IntType):
            return into is t.INT and type_ not in (t.BOOL, t.U64)
        return False

    def is_subclass(self, type_: t.ClassType, into: t.ClassType) -> bool:
        info = self.world.class_info(type_)
        if into.cls in info.mro:
            reached = info.owner_type(into.cls)
            return reached is into or (has_var(into) and unify(reached, into)) or not into.args
        return is_protocol(into.cls) and self._conforms(type_, into)

    def _conforms(self, type_: t.ClassType, protocol: t.ClassType) -> bool:
        """Whether a class has everything that a protocol names."""
        info = self.world.class_info(type_)
        return all(n in info.fields or info.find(n) for n in protocol_names(protocol.cls))

    def plain_tuple(self, value: ir.Value) -> ir.Value:
        """A named tuple as a tuple; other values as they are."""
        type_ = known(value.type)
        if not isinstance(type_, t.ClassType) or not is_named_tuple(type_.cls):
            return value
        fields: tuple[str, ...] = type_.cls._fields  # type: ignore[attr-defined]
        return self.make_tuple([self.get_field(value, name) for name in fields])

    def coerce(self, value: ir.Value, type_: t.Type, node: ast.AST | None = None) -> ir.Value:
        """`value` as `type_`. Raises Unsupported where that would not be what CPython does."""
        type_, have = known(type_), known(value.type)
        if have is type_ or have is t.NEVER or type_ is t.UNKNOWN:
            return ir.Const(type_, None) if have is t.NEVER and type_ is not have else value
        if (has_var(have) or has_var(type_)) and self._unify_into(have, type_):
            return value
        if have is t.NONE and type_.is_pointer and self.accepts_none(type_):
            return ir.Const(type_, None)
        if isinstance(type_, t.UnionType | t.ObjectType):
            return self._into_union(value, have, type_, node)
        if (
            isinstance(have, t.UnionType)
            and isinstance(type_, t.ClassType)
            and self.fits(have, type_)
        ):
            return self.convert(value, type_)
        if is_mixed(have) and is_number(type_) and admits(type_, have):
            return self._narrower(value, type_, node)
        if self._is_dynamic(have) and self.may_hold(have, type_):
            return self._recheck_cast(value, type_)
        if isinstance(have, t.UnionType | t.ObjectType) and self.may_hold(have, type_):
            raise self._mismatch(have, type_, node, "test it first, with `is None` or isinstance")
        return self._plain(value, have, type_, node)

    def _unify_into(self, have: t.Type, type_: t.Type) -> bool:
        if unify(have, type_):
            return True
        for item in type_.items if isinstance(type_, t.UnionType) else ():
            if unify(have, item):
                return True
        return False

    def accepts_none(self, type_: t.Type) -> bool:
        return type_ is t.OBJECT or (isinstance(type_, t.UnionType) and type_.optional)

    def int_of_enum(self, value: ir.Value) -> ir.Value | None:
        raise NotImplementedError

    def plain_of_enum(self, value: ir.Value) -> ir.Value | None:
        raise NotImplementedError

    def _plain(
        self, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
    ) -> ir.Value:
        if is_number(type_) and type_ is not t.BOOL and not is_number(have):
            number = self.int_of_enum(value)
            if number is not None:
                return self.coerce(number, type_, node)
        if type_ is bindings.builtin_type("str") and isinstance(have, t.ClassType):
            text = self.plain_of_enum(value) if stands_for_value(have.cls) else None
            if text is not None:
                return self.coerce(text, type_, node)
        if is_number(have) and is_number(type_):
            return self._number(value, have, type_, node)
        if (
            isinstance(have, t.ClassType)
            and isinstance(type_, t.ClassType)
            and self.is_subclass(have, type_)
        ):
            return self.convert(value, type_)
        if (
            isinstance(have, t.TupleType)
            and isinstance(type_, t.TupleType)
            and len(have.items) == len(type_.items)
        ):
            return self._tuple(value, have, type_, node)
        if (
            isinstance(have, t.TupleType)
            and isinstance(type_, t.ClassType)
            and type_.cls is bindings.builtin_class("tuple")
        ):
            return self.variable_tuple(value, have, type_, node)
        if (
            isinstance(have, t.CoroutineType)
            and isinstance(type_, t.CoroutineType)
            and type_.result is t.NONE
        ):
            return self.convert(value, type_)
        if (
            isinstance(have, t.CallableType)
            and isinstance(type_, t.CallableType)
            and _same_code(have, type_)
        ):
            return self.convert(value, type_)
        if isinstance(have, t.FunctionType):
            if isinstance(type_, t.CallableType):
                return self.as_closure(value, type_, node)
            if isinstance(type_, t.FunctionType) and type_.code == have.code:
                pairs = zip(have.items, type_.items, strict=True)
                held = [self.tuple_item(value, at, old) for at, (old, _) in enumerate(pairs)]
                items = [self.coerce(v, i, node) for v, i in zip(held, type_.items, strict=True)]
                return self.aggregate(type_, items)
        if isinstance(type_, t.ClassType) and self.is_open_iterable(type_):
            wrapped = self.as_iterable(value, type_, node)
            if wrapped is not None:
                return wrapped
        if admits(type_, have):
            self.widen(type_, have)
        raise self._mismatch(have, type_, node, "")

    def as_closure(
        self, value: ir.Value, wanted: t.CallableType, place: ast.AST | None
    ) -> ir.Value:
        raise NotImplementedError

    def aggregate(self, type_: t.AggregateType, values: list[ir.Value]) -> ir.Value:
        raise NotImplementedError

    def is_open_iterable(self, type_: t.Type) -> bool:
        raise NotImplementedError

    def as_iterable(
        self, value: ir.Value, type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value | None:
        raise NotImplementedError

    def variable_tuple(
        self, value: ir.Value, have: t.TupleType, type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value:
        raise NotImplementedError

    def _mismatch(
        self, have: t.Type, type_: t.Type, node: ast.AST | None, remedy: str
    ) -> Unsupported:
        if has_var(type_) and isinstance(type_, t.ClassType):
            plain = type_.name.partition("[")[0]
            return Unsupported(
                node or self.node,
                f"the annotation {plain} does not say what it holds",
                f"write the types of its items, as in {have.name}",
            )
        return Unsupported(
            node or self.node,
            f"this is {have.name}, where {type_.name} is expected",
            remedy or "convert it, or change the annotation",
        )

    def _number(
        self, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
    ) -> ir.Value:
        if admits(type_, have) and have is not type_:
            return self._narrower(value, type_, node)
        if type_ is t.FLOAT and isinstance(have, t.IntType) and have is not t.BOOL:
            return self.convert(value, t.FLOAT)
        if isinstance(have, t.IntType) and isinstance(type_, t.IntType) and type_ is not t.BOOL:
            constant = value.value if isinstance(value, ir.Const) else None
            if (
                isinstance(constant, int)
                and have is not t.BOOL
                and type_.low <= constant <= type_.high
            ):
                return ir.Const(type_, constant)
            if type_ is t.INT and have not in (t.BOOL, t.U64):
                return self.convert(value, t.INT)
        raise self._mismatch(have, type_, node, f"write {type_.name}(…) to convert it")

    def _narrower(self, value: ir.Value, type_: t.Type, node: ast.AST | None) -> ir.Value:
        """A narrower number for a wider one: it is converted where Naja's own code asks for it;
        CPython would keep it."""
        if self.inst.is_library or self.converting:
            return self.as_float(value) if type_ is t.FLOAT else self.as_int(value)
        self.widen(type_, known(value.type))
        raise self._mismatch(known(value.type), type_, node, f"write {type_.name}(…) to convert it")

    def widen(self, declared: t.Type, have: t.Type) -> None:
        """Type the program again, with narrower numbers in containers; nothing once that is so."""
        kind = culprit(declared, have)
        if kind is not None and kind not in notations.ELEMENTS and not self.inst.is_library:
            raise Widened(kind)

    def as_int(self, value: ir.Value) -> ir.Value:
        raise NotImplementedError

    def _tuple(
        self, value: ir.Value, have: t.TupleType, type_: t.TupleType, node: ast.AST | None
    ) -> ir.Value:
        items = []
        for at, (old, new) in enumerate(zip(have.items, type_.items, strict=True)):
            items.append(self.coerce(self.tuple_item(value, at, old), new, node))
        return self.make_tuple(items)

    def make_tuple(self, items: list[ir.Value]) -> ir.Value:
        dst = self.temp(t.tuple_type(tuple(known(i.type) for i in items)))
        self.emit(ir.MakeTuple(loc=self.loc, dst=dst, items=items))
        return dst

    def tuple_item(self, value: ir.Value, index: int, type_: t.Type) -> ir.Value:
        if type_ is t.NONE:
            return ir.Const(t.NONE, None)
        dst = self.temp(type_)
        self.emit(ir.TupleGet(loc=self.loc, dst=dst, tuple=value, index=index))
        return dst

    # ---- unions ---------------------------------------------------------------------------------

    def _into_union(
        self, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
    ) -> ir.Value:
        if isinstance(have, t.UnionType):
            if all(self.fits(i, type_) for i in have.items):
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
        return self.convert(self.as_pointer(self._as_item(value, have, type_, node)), type_)

    def _as_item(
        self, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
    ) -> ir.Value:
        """A tuple as the very tuple type of the union that it fits: its box says which it is."""
        for item in self.members(type_) if isinstance(have, t.TupleType) else ():
            if isinstance(item, t.TupleType) and item is not have and self.fits(have, item):
                return value if have in self.members(type_) else self.coerce(value, item, node)
        return value

    def box_type(self, type_: t.Type) -> t.ClassType:
        return t.class_type(bindings.runtime("boxes", "Box"), (type_,))

    def as_pointer(self, value: ir.Value) -> ir.Value:
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

    def unwrap(self, value: ir.Value, to: t.Type) -> ir.Value:
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

    def _unwrap_mixed(self, value: ir.Value, have: t.Type, to: t.UnionType) -> ir.Value:
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

    def make_mixed(self, value: ir.Value, union: t.Type) -> ir.Value:
        raise NotImplementedError

    def open_mixed(self, value: ir.Value, member: t.Type) -> ir.Value:
        raise NotImplementedError

    def renamed(self, value: ir.Value, type_: t.Type) -> ir.Value:
        raise NotImplementedError

    def has_tag(self, value: ir.Value, member: t.Type) -> ir.Value:
        raise NotImplementedError

    def _recheck_cast(self, value: ir.Value, type_: t.Type) -> ir.Value:
        raise NotImplementedError

    def as_float(self, value: ir.Value) -> ir.Value:
        raise NotImplementedError

    def may_hold(self, union: t.Type, type_: t.Type) -> bool:
        if union is t.OBJECT:
            return True
        assert isinstance(union, t.UnionType)
        return any(self.fits(i, type_) or self.fits(type_, i) for i in union.items)

    def members(self, type_: t.Type) -> tuple[t.Type, ...]:
        return type_.items if isinstance(type_, t.UnionType) else (type_,)

    def is_member(self, value: ir.Value, member: t.Type) -> ir.Value:
        """A bool: the union's pointer (not null unless member is None) holds that member."""
        if member is t.NONE:
            return self.compare("eq", value, ir.Const(value.type, None))
        if isinstance(type_ := known(value.type), t.UnionType) and type_.is_number:
            return self.has_tag(value, member)
        if isinstance(member, t.CallableType | t.CoroutineType):
            return self._is_no_other(value, type_)
        target = member if isinstance(member, t.ClassType) else self.box_type(member)
        dst = self.temp(t.BOOL)
        layout = self.world.class_info(target).layout
        self.emit(ir.TypeTest(loc=self.loc, dst=dst, object=value, layout=layout))
        return dst

    def _is_no_other(self, value: ir.Value, type_: t.Type) -> ir.Value:
        """A function value has no class of its own: it is what the other members are not."""
        result: ir.Value = ir.Const(t.BOOL, True)
        for other in type_.present if isinstance(type_, t.UnionType) else ():
            if not isinstance(other, t.CallableType | t.CoroutineType):
                test = self.negate(self.is_member(value, other))
                first = isinstance(result, ir.Const)
                result = test if first else self.arith("and", result, test, t.BOOL)
        return result

    def per_member(self, value: ir.Value, action: Callable[[ir.Value], ir.Value]) -> ir.Value:
        """Run `action` on the value under each member's type, and join the results."""
        type_ = known(value.type)
        assert isinstance(type_, t.UnionType)
        ends: list[End] = []
        members = [*([t.NONE] if type_.optional else []), *type_.present]
        dynamic = self._is_dynamic(type_)
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
        return self.merge(ends)

    def _is_dynamic(self, type_: t.Type) -> bool:
        """Whether nothing declares a union: what does not fit raises at run time."""
        if self.inst.is_library or not isinstance(type_, t.UnionType):
            return False
        return self.world.sites.dynamic(type_)

    def _or_raise(self, action: Callable[[ir.Value], ir.Value], value: ir.Value) -> ir.Value:
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

    def end_here(self, ends: list[End], value: ir.Value) -> None:
        """Leave the current block open as one of the ends that `merge` joins."""
        if self.block is not None:
            ends.append((self.block, self.flow, value))
            self.block = None

    def merge(self, ends: list[End], wanted: t.Type | None = None) -> ir.Value:
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

    def join_values(self, a: t.Type, b: t.Type) -> t.Type:
        a, b = known(a), known(b)
        if self.fits(a, b):
            return b
        if self.fits(b, a):
            return a
        return join(a, b)


def _same_code(have: t.CallableType, type_: t.CallableType) -> bool:
    """Whether code for one signature can be called under the other without conversion."""
    if len(have.params) != len(type_.params):
        return False
    pairs = [*zip(have.params, type_.params, strict=True), (have.result, type_.result)]
    return all(a is b or (a.is_pointer and b.is_pointer) for a, b in pairs)
