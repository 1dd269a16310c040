"""Tests that prove a type besides isinstance and `is None`: `type(x) is C`, `callable(x)`, and
functions annotated TypeGuard or TypeIs."""

from __future__ import annotations

import ast
import types
import typing
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.codes import LiveCode, MethodCode, NestedCode
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Narrowing(Builder):
    """See the module."""

    def proves_type(self: Lowering, node: ast.expr) -> bool:
        """Whether `type_condition` knows this test."""
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            kinds = (ast.Is, ast.IsNot, ast.Eq, ast.NotEq, ast.In, ast.NotIn)
            if not isinstance(node.ops[0], kinds) or self.asked_class(node.left) is None:
                return False
            if not isinstance(node.ops[0], kinds[:4]):
                return self._names_classes(node.comparators[0])
            both = self.asked_class(node.comparators[0]) is not None
            return not both or isinstance(node.ops[0], kinds[:4])
        if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
            return False
        if not isinstance(node.func, ast.Name) or isinstance(node.args[0], ast.Starred):
            return False
        called = self._live_name(node.func)
        return called is callable or _guarded(called) is not None

    def _names_classes(self: Lowering, node: ast.expr) -> bool:
        """Whether `in` looks for the class among classes that are known, rather than in a
        container."""
        if not isinstance(node, ast.Name):
            return isinstance(node, ast.Tuple)
        return isinstance(self._live_name(node), tuple)

    def answer_of(self: Lowering, node: ast.expr) -> ir.Value:
        """The test as a bool."""
        yes, no = self.new_block("is"), self.new_block("not")
        self.type_condition(node, yes, no)
        ends: list[End] = []
        for block, answer in ((yes, True), (no, False)):
            self.enter_block(block)
            self.end_here(ends, const_bool(answer))
        return self.merge(ends)

    def _live_name(self: Lowering, node: ast.Name) -> Any:
        """The live object that a name means, None for what is known only at run time."""
        if node.id in self.own_names or node.id in self.nested or node.id in self.slots:
            return None
        item = self.name(node)
        return item.object if isinstance(item, Live) else None

    def type_condition(self: Lowering, node: ast.expr, yes: ir.Block, no: ir.Block) -> None:
        """Branch on such a test, narrowing on both sides."""
        if isinstance(node, ast.Compare):
            left, right = self.asked_class(node.left), self.asked_class(node.comparators[0])
            assert left is not None
            positive = isinstance(node.ops[0], ast.Is | ast.Eq | ast.In)
            outcomes = (yes, no) if positive else (no, yes)
            if right is not None:
                self._alike_condition(left, right, node, *outcomes)
            else:
                classes = self._exact_classes(node.comparators[0])
                self._exact_condition(left, classes, *outcomes)
            return
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        called = self._live_name(node.func)
        if called is callable:
            self._callable_condition(node, yes, no)
        else:
            self._guard_condition(node, called, yes, no)

    def _exact_classes(self: Lowering, node: ast.expr) -> list[t.Type]:
        found = self._classes(node)
        # isinstance(True, int), but type(True) is not int
        return [c for c in found if c is not t.BOOL] if t.INT in found else found

    def _exact_condition(
        self: Lowering, node: ast.expr, classes: list[t.Type], yes: ir.Block, no: ir.Block
    ) -> None:
        value = self.value(node)
        matching: list[t.Type] = []
        rest: list[t.Type] = []
        for member in self.members(self.need(value.type)):
            found = self._exactly(member, classes)
            matching += found
            if found != [member] or self._has_below(member):
                rest.append(member)
        self._split(path_of(node), value, matching, rest, yes, no, exact=True)

    def _alike_condition(
        self: Lowering, left: ast.expr, right: ast.expr, node: ast.AST, yes: ir.Block, no: ir.Block
    ) -> None:
        """`type(a) is type(b)`: what the one is declared as, the other is too from then on."""
        one, other = self.value(left), self.value(right)
        types = self.need(one.type), self.need(other.type)
        possible = [self._possible_classes(type_) for type_ in types]
        if None not in possible and not set(possible[0] or ()) & set(possible[1] or ()):
            self.branch(const_bool(False), yes, no)
            return
        if not any(self._tells_class(type_) for type_ in types):
            kinds = [self._kind_of(value, node) for value in (one, other)]
            self.branch(self.compare("eq", *kinds), yes, no)
            return
        ids = []
        for value, type_ in zip((one, other), types, strict=True):
            pointer = self.as_pointer(value)
            if type_ is t.OBJECT or t.NONE in self.members(type_):
                present = self.new_block("present")
                self.branch(self.compare("eq", pointer, ir.Const(pointer.type, None)), no, present)
                self.enter_block(present)
            ids.append(self.temp(t.INT))
            self.emit(ir.TypeId(loc=self.loc, dst=ids[-1], object=pointer))
        flow = self.flow.copy()
        for path, have, narrow in zip(
            (path_of(left), path_of(right)), types, reversed(types), strict=True
        ):
            if path and self._tells_class(narrow) and not self.fits(have, narrow):
                self.soft.discard(path)
                flow.narrowed[path] = narrow
        self.branch(self.compare("eq", *ids), yes, no, flow)

    def _kind_of(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """A number for the class of a value, which other classes do not have."""
        type_ = self.need(value.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._kind_of(v, node))
        if isinstance(type_, t.ClassType) and self._tells_class(type_):
            number = self.temp(t.INT)
            self.emit(ir.TypeId(loc=self.loc, dst=number, object=value))
            return number
        plain_kinds = t.ClassType | t.IntType | t.FloatType | t.TupleType | t.NoneType
        if isinstance(type_, t.FunctionType) and isinstance(type_.code, LiveCode):
            return const_int(self._kind_number(type(type_.code.object)))
        if isinstance(type_, t.FunctionType) and isinstance(type_.code, NestedCode | MethodCode):
            nested = isinstance(type_.code, NestedCode)
            kind: type = types.FunctionType if nested else types.MethodType
            return const_int(self._kind_number(kind))
        varies = isinstance(type_, t.ClassType) and subclasses(type_.cls)
        if varies or not isinstance(type_, plain_kinds):
            self.blame_object(type_)
            reason = f"the class of {type_.name} is not compared"
            raise Unsupported(node, reason, "use isinstance")
        plain: object = type_.cls if isinstance(type_, t.ClassType) else type(type_)
        if plain is t.IntType:
            plain = type_
        if plain is t.TupleType:
            plain = bindings.builtin_class("tuple")
        return const_int(self._kind_number(plain))

    def _kind_number(self: Lowering, kind: object) -> int:
        kinds = self.world.kinds
        return kinds.setdefault(kind, -1 - len(kinds))

    def _possible_classes(self: Lowering, type_: t.Type) -> list[Any] | None:
        """What the class of a value may be; None where anything is possible."""
        if type_ is t.OBJECT:
            return None
        found: list[Any] = []
        for member in self.members(type_):
            if isinstance(member, t.ClassType):
                found += [member.cls, *subclasses(member.cls)]
            else:
                found.append("tuple" if isinstance(member, t.TupleType) else member)
        return found

    def _tells_class(self: Lowering, type_: t.Type) -> bool:
        """Whether the id of an object of the type is its class: no box, no generic class."""
        if not isinstance(type_, t.ClassType):
            return False
        classes = [type_.cls, *subclasses(type_.cls)]
        return not any(getattr(c, "__parameters__", ()) for c in classes)

    def _exactly(self, member: t.Type, classes: list[t.Type]) -> list[t.Type]:
        """Which of the classes the class of a member's objects can be."""
        if not isinstance(member, t.ClassType):
            whole = t.class_type(bindings.builtin_class("tuple"))
            is_tuple = isinstance(member, t.TupleType) and whole in classes
            return [member] if member in classes or is_tuple else []
        own = [c for c in classes if isinstance(c, t.ClassType)]
        below = [c for c in own if member.cls in self.world.class_info(c).mro]
        return [member if c.cls is member.cls else c for c in below]

    def _has_below(self, member: t.Type) -> bool:
        return isinstance(member, t.ClassType) and self.world.may_override(member, "")

    def _exact_test(self: Lowering, value: ir.Value, member: t.Type) -> ir.Value:
        if not self._has_below(member) and isinstance(known(value.type), t.UnionType):
            return self.is_member(value, member)
        if not isinstance(member, t.ClassType):
            return self.is_member(value, member)
        mine, wanted = self.temp(t.INT), self.temp(t.INT)
        layout = self.world.class_info(member).layout
        self.emit(ir.TypeId(loc=self.loc, dst=mine, object=value))
        self.emit(ir.TypeId(loc=self.loc, dst=wanted, layout=layout))
        return self.compare("eq", mine, wanted)

    def _callable_condition(self: Lowering, node: ast.Call, yes: ir.Block, no: ir.Block) -> None:
        item = self.expression(node.args[0])
        if isinstance(item, Live):
            self.branch(const_bool(callable(item.object)), yes, no)
            return
        value = self.materialise(item, None, node)
        members = self.members(self.need(value.type))
        matching = [m for m in members if self.is_callable_member(m)]
        rest = [m for m in members if m not in matching]
        self._split(path_of(node.args[0]), value, matching, rest, yes, no)

    def ellipsis_condition(self: Lowering, node: ast.Compare, yes: ir.Block, no: ir.Block) -> None:
        """`x is ...`."""
        if isinstance(node.ops[0], ast.IsNot):
            yes, no = no, yes
        value = self.value(node.left)
        single = t.class_type(bindings.runtime("boxes", "EllipsisType"))
        if t.OBJECT in self.members(self.need(value.type)):
            other = self.value(node.comparators[0])
            self.branch(self.compare("eq", value, self.convert(other, t.OBJECT)), yes, no)
            return
        members = self.members(known(value.type))
        rest = [m for m in members if m is not single]
        self._split(path_of(node.left), value, [single] * (single in members), rest, yes, no)

    def _split(
        self: Lowering,
        path: str,
        value: ir.Value,
        matching: list[t.Type],
        rest: list[t.Type],
        yes: ir.Block,
        no: ir.Block,
        exact: bool = False,
    ) -> None:
        """Branch on whether the value is one of `matching`."""
        yes_flow, no_flow = self.flow.copy(), self.flow.copy()
        self.soft.discard(path)
        for flow, found in ((yes_flow, matching), (no_flow, rest)):
            if path and found:
                flow.prove(path, t.union_type(found))
        if not matching or not rest:
            self.branch(const_bool(bool(matching)), yes, no, yes_flow, no_flow)
            return
        nullable = t.NONE in matching or t.NONE in rest
        test = self._exact_test if exact else self.is_member
        self._member_test(value, matching, nullable, yes, no, yes_flow, no_flow, test)

    def _guard_condition(
        self: Lowering, node: ast.Call, guard: Any, yes: ir.Block, no: ir.Block
    ) -> None:
        """A function that tells a type: what it says is tested once more, so that a wrong answer
        is an exception and not a wrong object."""
        wanted = notations.resolve(_guarded(guard), {}, sources.names_of(guard))
        true = self.new_block("guarded")
        self.branch(self.value(node), true, no)
        self.enter_block(true)
        path = path_of(node.args[0])
        if self.block is None:
            return
        flow = self.flow.copy()
        value = self.value(node.args[0]) if path else None
        if value is not None and isinstance(value.type, t.UnionType | t.ObjectType):
            self._recheck_cast(value, wanted)
            flow = self.flow.copy()
            flow.prove(path, wanted)
        self.branch(const_bool(True), yes, no, flow)


def _guarded(live: Any) -> Any:
    """What a function annotated TypeGuard[X] tells of its argument, or None."""
    if not isinstance(live, types.FunctionType):
        return None
    annotation = live.__annotations__.get("return")
    if isinstance(annotation, str):
        if not annotation.rpartition(".")[2].startswith("Type"):
            return None
        annotation = notations.evaluate(annotation, sources.names_of(live))
    origin = typing.get_origin(annotation)
    return typing.get_args(annotation)[0] if origin in notations.GUARDS else None


def is_ellipsis_test(node: ast.Compare) -> bool:
    right = node.comparators[0]
    identity = len(node.ops) == 1 and isinstance(node.ops[0], ast.Is | ast.IsNot)
    return identity and isinstance(right, ast.Constant) and right.value is ...
