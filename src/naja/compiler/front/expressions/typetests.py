"""Questions about types: isinstance with narrowing, issubclass, type, callable, hasattr,
typing.cast."""

from __future__ import annotations

import ast
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.annotations.widening import is_library
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import inheritance
from naja.compiler.front.classes.classes import effective_mro, is_protocol
from naja.compiler.front.classes.enums import is_enum
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.abstract import belongs, is_abstract, is_registered
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import (
    BoundMethod,
    BuiltinCall,
    CachedFunction,
    Expression,
    Live,
    NestedFunction,
    const_bool,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


ANY_CALLABLE = t.callable_type((), t.UNKNOWN)
"""What `isinstance(x, Callable)` tests for."""


class TypeTests(Builder):
    """See the module."""

    def call_isinstance(self: Lowering, call: BuiltinCall) -> Expression:
        node = call.node
        yes, no = self.new_block("is"), self.new_block("not")
        self.isinstance_condition(node, yes, no)
        ends: list[Any] = []
        for block, answer in ((yes, True), (no, False)):
            self.enter_block(block)
            self.end_here(ends, const_bool(answer))
        return self.merge(ends)

    def isinstance_condition(self: Lowering, node: ast.Call, yes: ir.Block, no: ir.Block) -> None:
        """Branch on isinstance(x, C), narrowing x on both sides; folded where the types decide."""
        if len(node.args) != 2:
            raise Unsupported(
                node, "isinstance() takes two arguments", "pass an object and a class"
            )
        value = self.value(node.args[0])
        chosen = self.class_argument(node.args[1])
        if chosen is not None:
            self.branch(self.instance_of_chosen(value, chosen, node), yes, no)
            return
        classes = self._classes(node.args[1])
        type_ = self.need(value.type)
        members = self.members(type_)
        if type_ is t.OBJECT:
            classes = self._given_classes(classes)
            if not classes:
                self.branch(const_bool(False), yes, no)
                return
            self._refuse_open(classes, node)
            kinds = [c for c in classes if isinstance(c, t.ClassType) and is_protocol(c.cls)]
            classes = [c for c in classes if c not in kinds]
            classes += [c for kind in kinds for c in self.of_kind(kind, node)]
            if not classes:
                self.branch(const_bool(False), yes, no)
                return
            self._object_test(value, classes, path_of(node.args[0]), yes, no)
            return
        yes_flow, no_flow = self.flow.copy(), self.flow.copy()
        matching: list[t.Type] = []
        rest: list[t.Type] = []
        unsure: list[t.ClassType] = []
        for member in members:
            verdict = self._instance_of(member, classes)
            if verdict is True:
                matching.append(member)
            elif verdict is False:
                rest.append(member)
            else:
                matching += verdict
                unsure += verdict
                rest.append(member)
        path = path_of(node.args[0])
        self.soft.discard(path)
        if path and matching:
            yes_flow.prove(path, t.union_type(matching))
        if path and rest:
            no_flow.prove(path, t.union_type(rest))
        if not matching or not rest:
            self.branch(const_bool(bool(matching)), yes, no, yes_flow, no_flow)
            return
        self._member_test(value, matching, t.NONE in members, yes, no, yes_flow, no_flow)

    def _given_classes(self: Lowering, classes: list[t.Type]) -> list[t.Type]:
        """For an object: of a container, each type of such that the program gives for one."""
        found: list[t.Type] = []
        for cls in classes:
            if isinstance(cls, t.ClassType) and is_abstract(cls.cls):
                found += self._given_of(cls.cls)
                continue
            if not isinstance(cls, t.ClassType) or not getattr(cls.cls, "__parameters__", ()):
                found.append(cls)
                continue
            is_tuple = cls.cls is bindings.builtin_class("tuple")
            for member in self.world.given.read(self.inst):
                below = isinstance(member, t.ClassType) and cls.cls in effective_mro(member.cls)
                if below or (is_tuple and isinstance(member, t.TupleType)):
                    found.append(member)
        return found

    def _given_of(self: Lowering, cls: type) -> list[t.Type]:
        found: list[t.Type] = [t.NONE] if issubclass(type(None), cls) else []
        for member in self.world.given.read(self.inst):
            answer = belongs(self.world, member, cls)
            found += [member] if answer is True else answer or []
        return found

    def _refuse_open(self, classes: list[t.Type], node: ast.Call) -> None:
        """What objects of no class of their own are, `object` cannot tell."""
        if ANY_CALLABLE in classes:
            raise Unsupported(
                node,
                "isinstance with Callable is not compiled for an object of any type",
                "declare the types that occur, as a union",
            )

    def _member_test(
        self: Lowering,
        value: ir.Value,
        matching: list[t.Type],
        nullable: bool,
        yes: ir.Block,
        no: ir.Block,
        yes_flow: Any,
        no_flow: Any,
        is_member: Callable[[ir.Value, t.Type], ir.Value] | None = None,
    ) -> None:
        if nullable:
            some = self.new_block("some")
            self.branch(
                self.compare("eq", value, ir.Const(value.type, None)),
                yes if t.NONE in matching else no,
                some,
                yes_flow if t.NONE in matching else no_flow,
                self.flow,
            )
            self.enter_block(some)
        tests = [m for m in matching if m is not t.NONE]
        for at, member in enumerate(tests):
            test = (is_member or self.is_member)(value, member)
            if at == len(tests) - 1:
                self.branch(test, yes, no, yes_flow, no_flow)
            else:
                following = self.new_block("or")
                self.branch(test, yes, following, yes_flow, self.flow)
                self.enter_block(following)

    def _object_test(
        self: Lowering,
        value: ir.Value,
        classes: list[t.Type],
        path: str,
        yes: ir.Block,
        no: ir.Block,
    ) -> None:
        yes_flow = self.flow.copy()
        if path:
            yes_flow.prove(path, t.union_type(list(classes)))
        self._member_test(value, classes, True, yes, no, yes_flow, self.flow.copy())

    def _classes(self: Lowering, node: ast.expr) -> list[t.Type]:
        """The types that isinstance tests for."""
        if isinstance(node, ast.Tuple):
            return [c for e in node.elts for c in self._classes(e)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return [*self._classes(node.left), *self._classes(node.right)]
        if isinstance(node, ast.Constant) and node.value is None:
            return [t.NONE]
        item = self.expression(node)
        if not isinstance(item, Live):
            raise Unsupported(node, "the class has to be known at build time", "name the class")
        found: list[t.Type] = []
        lives = (
            item.object
            if isinstance(item.object, tuple)
            else typing.get_args(item.object) or (_plain_class(item.object),)
        )
        for live in lives:
            origin: Any = typing.get_origin(live)
            if not isinstance(live, type) and origin in notations.BARE:
                live = origin  # typing.List
            if live in (Callable, typing.Callable):
                found.append(ANY_CALLABLE)
                continue
            if live in notations.NUMBERS:
                found.append(notations.NUMBERS[live])
                if live is int:
                    found.append(t.BOOL)
            elif isinstance(live, typing.TypeVar) and live in self.inst.env:
                found.append(self.inst.env[live])
            elif isinstance(live, type):
                cls = live if is_abstract(live) else bindings.counterpart_class(live)
                found.append(t.class_type(cls))
            else:
                raise Unsupported(node, f"isinstance with {live} is not compiled", "name a class")
        return found

    def _instance_of(
        self: Lowering, member: t.Type, classes: list[t.Type]
    ) -> bool | list[t.ClassType]:
        """True, False, or the narrower classes that a test at run time has to find."""
        narrower: list[t.ClassType] = []
        if self.is_open_iterable(member):
            if not any(self.may_be_iterable(c, member) for c in classes):
                return False
            raise Unsupported(
                self.node,
                f"isinstance of what is declared as {member.name} is not compiled",
                "declare it as a union of the classes that occur",
            )
        for cls in classes:
            if isinstance(cls, t.ClassType) and is_abstract(cls.cls):
                answer = belongs(self.world, member, cls.cls)
                if answer is True:
                    return True
                narrower += answer or []
                continue
            if member is cls or (cls is ANY_CALLABLE and self.is_callable_member(member)):
                return True
            if isinstance(member, t.TupleType) and cls is t.class_type(
                bindings.builtin_class("tuple")
            ):
                return True
            if isinstance(member, t.ClassType) and is_enum(member.cls):
                base = bindings.originals(cls.cls) if isinstance(cls, t.ClassType) else [int]
                if any(issubclass(member.cls, b) for b in base if cls is not t.BOOL):
                    return True
            if cls is t.INT and member is self._bigint() and not self._in_library():
                raise Unsupported(
                    self.node,
                    "a bigint is an int only under CPython",
                    "write isinstance(x, bigint), before or instead",
                )
            if self._derives(member, cls):
                return True
            if isinstance(cls, t.ClassType) and is_protocol(cls.cls):
                kind = self.instances_of_kind(member, cls)
                if kind is True:
                    return True
                narrower += kind or []
            elif isinstance(member, t.ClassType) and isinstance(cls, t.ClassType):
                if is_protocol(member.cls):
                    narrower += self._of_protocol(member, cls)
                    continue
                if member.cls in effective_mro(cls.cls):
                    narrower.append(self._with_arguments(cls, member))
                else:
                    common = inheritance.common_subclasses(self.world, member.cls, cls.cls)
                    narrower += [t.class_type(c) for c in common]
        return narrower or any(is_registered(member, c) for c in classes)

    def _derives(self: Lowering, member: t.Type, cls: t.Type) -> bool:
        if not isinstance(member, t.ClassType) or not isinstance(cls, t.ClassType):
            return False
        return cls.cls in self.world.class_info(member).mro

    def _of_protocol(self: Lowering, protocol: t.ClassType, cls: t.ClassType) -> list[t.ClassType]:
        """What is declared as a protocol may be of any class that has what the protocol names."""
        alone = bool(cls.args) or is_library(cls.cls)
        below = [] if alone else subclasses(cls.cls)
        found = [cls, *(t.class_type(c) for c in below)]
        return [c for c in found if self.is_subclass(c, protocol)]

    def _with_arguments(self: Lowering, cls: t.ClassType, member: t.ClassType) -> t.ClassType:
        """A subclass with the type arguments that objects of the base `member` have."""
        parameters = getattr(cls.cls, "__parameters__", ())
        found = self.expected_arguments(cls.cls, member) if not cls.args else {}
        if not found or len(found) != len(parameters):
            return cls
        return t.class_type(cls.cls, tuple(found[at] for at in range(len(parameters))))

    def _bigint(self) -> t.Type:
        return t.class_type(bindings.runtime("bigint", "BigInt"))

    def _in_library(self) -> bool:
        return str(self.inst.namespace.get("__name__", "")).startswith("naja.")

    def call_callable(self: Lowering, call: BuiltinCall) -> Expression:
        if self.proves_type(call.node):
            return self.answer_of(call.node)
        item = self.expression(call.args[0])
        if isinstance(item, Live):
            return const_bool(callable(item.object))
        if isinstance(item, BoundMethod | NestedFunction | CachedFunction):
            return const_bool(True)
        type_ = known(self.as_value(item, call.node).type)
        return const_bool(self.is_callable_member(type_))

    def call_cast(self: Lowering, call: BuiltinCall) -> Expression:
        """typing.cast: checked where the type does not say so already."""
        node, args = call.node, call.args
        type_ = self.evaluate_type(args[0])
        value = self.value(args[1], type_)
        have = known(value.type)
        if (
            isinstance(have, t.UnionType | t.ObjectType)
            and have is not type_
            and not self.fits(have, type_)
        ):
            return self._recheck_cast(value, type_)
        if (
            isinstance(have, t.ClassType)
            and isinstance(type_, t.ClassType)
            and not self.is_subclass(have, type_)
        ):
            return self._recheck_cast(value, type_)
        return self.coerce(value, type_, node)

    def call_assert_never(self: Lowering, call: BuiltinCall) -> Expression:
        """typing.assert_never: AssertionError, should it be reached."""
        shown = self.repr_of(self.value(call.args[0]), call.node)
        text = self.text("Expected code to be unreachable, but got: ")
        self.raise_runtime("assertion", self.join_texts([text, shown]))
        return ir.Const(t.NEVER, None)

    def _recheck_cast(self: Lowering, value: ir.Value, type_: t.Type) -> ir.Value:
        good, bad = self.new_block("is"), self.new_block("isnot")
        self.branch(self._is_any(value, type_), good, bad, likely=True)
        self.enter_block(bad)
        if self.block is not None:
            self.raise_runtime("type_error", self.text(f"cast: the object is not {type_.name}"))
        self.enter_block(good)
        return self.unwrap(value, type_)


def _plain_class(live: Any) -> Any:
    """`typing.Iterable` means the class of collections.abc."""
    return live if isinstance(live, type) else typing.get_origin(live) or live
