"""Conversions that the language makes by itself: into unions and back, to a base class, from int
to float."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, join, known, unify
from naja.compiler.front.annotations.widening import Widened, admits, culprit
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import is_named_tuple, is_protocol, protocol_names
from naja.compiler.front.classes.enums import stands_for_value
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def is_number(type_: t.Type) -> bool:
    return isinstance(type_, t.IntType | t.FloatType)


def is_mixed(type_: t.Type) -> bool:
    """Whether values are numbers of several types."""
    return isinstance(type_, t.UnionType) and type_.is_number


class Coercion(Builder):
    """Values of one type as values of another."""

    blamable: bool

    def fits(self: Lowering, type_: t.Type, into: t.Type) -> bool:
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

    def is_subclass(self: Lowering, type_: t.ClassType, into: t.ClassType) -> bool:
        info = self.world.class_info(type_)
        if into.cls in info.mro:
            reached = info.owner_type(into.cls)
            return reached is into or (has_var(into) and unify(reached, into)) or not into.args
        return is_protocol(into.cls) and self._conforms(type_, into)

    def _conforms(self: Lowering, type_: t.ClassType, protocol: t.ClassType) -> bool:
        """Whether a class has everything that a protocol names."""
        info = self.world.class_info(type_)
        names = protocol_names(protocol.cls)
        if not all(n in info.fields or info.find(n) for n in names):
            return False
        return self.has_arguments(info, protocol)

    def plain_tuple(self: Lowering, value: ir.Value) -> ir.Value:
        """A named tuple as a tuple; other values as they are."""
        type_ = known(value.type)
        if not isinstance(type_, t.ClassType) or not is_named_tuple(type_.cls):
            return value
        fields: tuple[str, ...] = type_.cls._fields  # type: ignore[attr-defined]
        return self.make_tuple([self.get_field(value, name) for name in fields])

    def coerce(
        self: Lowering, value: ir.Value, type_: t.Type, node: ast.AST | None = None
    ) -> ir.Value:
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
        if self.is_dynamic(have) and self.may_hold(have, type_) and not self.blamable:
            return self._recheck_cast(value, type_)
        if isinstance(have, t.UnionType | t.ObjectType) and self.may_hold(have, type_):
            raise self._mismatch(have, type_, node, "test it first, with `is None` or isinstance")
        return self._plain(value, have, type_, node)

    def must_fit(self: Lowering, value: ir.Value, type_: t.Type, node: ast.AST) -> None:
        """Raises Unsupported for a value that is not of the type, also where nothing declares it:
        the type is to grow, and what is made of it is typed again."""
        have, type_ = known(value.type), known(type_)
        if isinstance(have, t.UnionType) and not self.fits(have, type_):
            raise self._mismatch(have, type_, node, "")

    def _unify_into(self: Lowering, have: t.Type, type_: t.Type) -> bool:
        if unify(have, type_):
            return True
        for item in type_.items if isinstance(type_, t.UnionType) else ():
            if unify(have, item):
                return True
        return False

    def accepts_none(self: Lowering, type_: t.Type) -> bool:
        return type_ is t.OBJECT or (isinstance(type_, t.UnionType) and type_.optional)

    def _plain(
        self: Lowering, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
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
            and self.runs_as(have, type_)
        ):
            return self.convert(value, type_)
        if (
            isinstance(have, t.CallableType)
            and isinstance(type_, t.CallableType)
            and len(have.params) == len(type_.params)
        ):
            return self.as_closure(value, type_, node)
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

    def _mismatch(
        self: Lowering, have: t.Type, type_: t.Type, node: ast.AST | None, remedy: str
    ) -> Unsupported:
        if has_var(type_) and isinstance(type_, t.ClassType):
            plain = type_.name.partition("[")[0]
            return Unsupported(
                node or self.node,
                f"the annotation {plain} does not say what it holds",
                f"write the types of its items, as in {have.name}",
            )
        self.blame_object(have)
        problem = Unsupported(
            node or self.node,
            f"this is {have.name}, where {type_.name} is expected",
            remedy or "convert it, or change the annotation",
        )
        problem.mismatch = join(have, type_)
        return problem

    def _number(
        self: Lowering, value: ir.Value, have: t.Type, type_: t.Type, node: ast.AST | None
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

    def _narrower(self: Lowering, value: ir.Value, type_: t.Type, node: ast.AST | None) -> ir.Value:
        """A narrower number for a wider one: it is converted where Naja's own code asks for it;
        CPython would keep it."""
        if self.inst.is_library or self.converting:
            return self.as_float(value) if type_ is t.FLOAT else self.as_int(value)
        self.widen(type_, known(value.type))
        raise self._mismatch(known(value.type), type_, node, f"write {type_.name}(…) to convert it")

    def widen(self: Lowering, declared: t.Type, have: t.Type) -> None:
        """Type the program again, with narrower numbers in containers; nothing once that is so."""
        kind = culprit(declared, have)
        if kind is not None and kind not in notations.ELEMENTS and not self.inst.is_library:
            raise Widened(kind)

    def _tuple(
        self: Lowering, value: ir.Value, have: t.TupleType, type_: t.TupleType, node: ast.AST | None
    ) -> ir.Value:
        items = []
        for at, (old, new) in enumerate(zip(have.items, type_.items, strict=True)):
            items.append(self.coerce(self.tuple_item(value, at, old), new, node))
        return self.make_tuple(items)

    def make_tuple(self: Lowering, items: list[ir.Value]) -> ir.Value:
        dst = self.temp(t.tuple_type(tuple(known(i.type) for i in items)))
        self.emit(ir.MakeTuple(loc=self.loc, dst=dst, items=items))
        for at, item in enumerate(items):
            if isinstance(item, ir.Temp) and item.id in self.codes:
                self.item_codes[dst.id, at] = self.codes[item.id]
        return dst

    def tuple_item(self: Lowering, value: ir.Value, index: int, type_: t.Type) -> ir.Value:
        if type_ is t.NONE:
            return ir.Const(t.NONE, None)
        dst = self.temp(type_)
        self.emit(ir.TupleGet(loc=self.loc, dst=dst, tuple=value, index=index))
        if isinstance(value, ir.Temp) and (value.id, index) in self.item_codes:
            self.codes[dst.id] = self.item_codes[value.id, index]
        return dst

    # ---- unions ---------------------------------------------------------------------------------
