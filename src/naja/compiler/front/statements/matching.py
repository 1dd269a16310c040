"""match statements (PEP 634): each pattern is a chain of tests that ends in the next case.

What is matched is held in a variable, the subject's own name or a hidden one, so that a class
pattern narrows it as isinstance does, and a union whose members have all been matched leaves
nothing for the cases behind.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.annotations.notations import NUMBERS
from naja.compiler.front.builder import Builder
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

SELF_MATCHING = ("str", "bytes", "bytearray", "list", "dict", "set", "frozenset", "tuple")
SEQUENCES = ("list", "tuple")


class Matching(Builder):
    """See the module."""

    def do_match(self: Lowering, node: ast.Match) -> None:
        subject = self._held(node.subject)
        after = self.new_block("after")
        for case in node.cases:
            if self.block is None:
                break
            failed = self.new_block("next")
            self.at(case.pattern)
            self.pattern(case.pattern, subject, failed)
            if case.guard is not None and self.block is not None:
                good = self.new_block("guarded")
                self.condition(case.guard, good, failed)
                self.enter_block(good)
            if self.block is not None:
                self.body(case.body)
                self.goto(after)
            self.enter_block(failed)
        if self.block is not None and self._names_every_member(node, subject):
            self.emit(ir.Unreachable(loc=self.loc))
        self.goto(after)
        self.enter_block(after)

    def _names_every_member(self: Lowering, node: ast.Match, subject: ast.Name) -> bool:
        """Whether the cases without guard name all members of the subject's enumeration."""
        type_ = known(self.value(subject).type)
        if not isinstance(type_, t.ClassType) or not isinstance(type_.cls, enum.EnumMeta):
            return False
        named: set[str] = set()
        for case in node.cases:
            alternatives = getattr(case.pattern, "patterns", [case.pattern])
            for part in alternatives if case.guard is None else ():
                if isinstance(part, ast.MatchValue) and isinstance(part.value, ast.Attribute):
                    named.add(part.value.attr)
        return named >= set(type_.cls.__members__)

    def _held(self: Lowering, node: ast.expr) -> ast.Name:
        """A variable that holds the value: the name itself if it is one."""
        if isinstance(node, ast.Name) and node.id in self.slots and not self.is_cell(node.id):
            return node
        value = self.value(node)
        name = f"subject.{len(self.fn.locals)}"
        slot = self.local(name, self.need(value.type))
        self.store(slot, value)
        self.slots[name] = slot
        self.own_names.add(name)
        self.flow.assigned.add(name)
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def pattern(self: Lowering, node: ast.pattern, subject: ast.Name, failed: ir.Block) -> None:
        """Go on where the pattern matches, its names bound; jump to `failed` where it does not."""
        method = getattr(self, f"pattern_{type(node).__name__.lower()}", None)
        if method is None:
            raise Unsupported(node, "this pattern is not compiled yet", "use if")
        method(node, subject, failed)

    def _test(self: Lowering, condition: ast.expr, place: ast.AST, failed: ir.Block) -> None:
        for part in ast.walk(condition):
            if not hasattr(part, "lineno"):
                ast.copy_location(part, place)
        good = self.new_block("matches")
        self.condition(condition, good, failed)
        self.enter_block(good)

    def pattern_matchvalue(
        self: Lowering, node: ast.MatchValue, subject: ast.Name, failed: ir.Block
    ) -> None:
        self._test(ast.Compare(subject, [ast.Eq()], [node.value]), node, failed)

    def pattern_matchsingleton(
        self: Lowering, node: ast.MatchSingleton, subject: ast.Name, failed: ir.Block
    ) -> None:
        constant = ast.Constant(node.value)
        if node.value is not None:
            same = ast.Compare(subject, [ast.Eq()], [constant])
            is_bool = ast.Call(_name("isinstance"), [subject, _name("bool")], [])
            self._test(is_bool, node, failed)
            if self.block is not None:
                self._test(same, node, failed)
            return
        self._test(ast.Compare(subject, [ast.Is()], [constant]), node, failed)

    def pattern_matchas(
        self: Lowering, node: ast.MatchAs, subject: ast.Name, failed: ir.Block
    ) -> None:
        if node.pattern is not None:
            self.pattern(node.pattern, subject, failed)
        if node.name is not None and self.block is not None:
            self.assign_name(node.name, self.value(subject), node)

    def pattern_matchor(
        self: Lowering, node: ast.MatchOr, subject: ast.Name, failed: ir.Block
    ) -> None:
        good = self.new_block("matches")
        for at, part in enumerate(node.patterns):
            if self.block is None:
                break
            last = at == len(node.patterns) - 1
            other = failed if last else self.new_block("or")
            self.pattern(part, subject, other)
            self.goto(good)
            if not last:
                self.enter_block(other)
        self.enter_block(good)

    def pattern_matchclass(
        self: Lowering, node: ast.MatchClass, subject: ast.Name, failed: ir.Block
    ) -> None:
        item = self.expression(node.cls)
        if not isinstance(item, Live) or not isinstance(item.object, type):
            raise Unsupported(node.cls, "a class pattern needs a class", "name the class")
        self._test(ast.Call(_name("isinstance"), [subject, node.cls], []), node, failed)
        names = self._positional(item.object, node)
        parts = [
            *zip(names, node.patterns, strict=True),
            *zip(node.kwd_attrs, node.kwd_patterns, strict=True),
        ]
        for name, part in parts:
            if self.block is None:
                return
            if name:
                attribute = ast.copy_location(ast.Attribute(subject, name, ast.Load()), part)
                self.pattern(part, self._held(attribute), failed)
            else:
                self.pattern(part, subject, failed)

    def _positional(self: Lowering, cls: type, node: ast.MatchClass) -> list[str]:
        """The attributes that positional patterns look at; "" for the object itself."""
        count = len(node.patterns)
        shown = t.DISPLAY_NAMES.get(bindings.counterpart_class(cls), "")
        if count == 1 and (cls in NUMBERS or shown in SELF_MATCHING):
            return [""]
        names = list(getattr(cls, "__match_args__", ()))
        if count > len(names):
            reason = f"{cls.__name__}() accepts {len(names)} positional patterns, {count} are given"
            raise Unsupported(node, reason, "name the attributes: Class(attribute=pattern)")
        return names[:count]

    def pattern_matchsequence(
        self: Lowering, node: ast.MatchSequence, subject: ast.Name, failed: ir.Block
    ) -> None:
        value = self.value(subject)
        type_ = self.need(value.type)
        fitting = [m for m in self.members(type_) if _is_sequence(m)]
        if not isinstance(type_, t.UnionType):
            fitting = [known(type_)] if fitting else []
        good = self.new_block("matches")
        for member in fitting:
            other = self.new_block("other")
            if isinstance(type_, t.UnionType):
                is_member = self.new_block("sequence")
                self.branch(self._is_any(value, member), is_member, other)
                self.enter_block(is_member)
            self._sequence_items(node, self.unwrap(value, member), member, failed)
            self.goto(good)
            self.enter_block(other)
        if self.block is not None and (not fitting or isinstance(type_, t.UnionType)):
            self.branch(const_bool(False), failed, failed)
        self.enter_block(good)

    def _sequence_items(
        self: Lowering, node: ast.MatchSequence, value: ir.Value, type_: t.Type, failed: ir.Block
    ) -> None:
        stars = [at for at, p in enumerate(node.patterns) if isinstance(p, ast.MatchStar)]
        if isinstance(type_, t.TupleType):
            self._fixed_items(node, value, type_, stars, failed)
            return
        count = len(node.patterns) - len(stars)
        length = self.call_method(value, "__len__", [], node)
        good = self.new_block("long")
        right = self.compare("ge" if stars else "eq", length, const_int(count))
        self.branch(right, good, failed)
        self.enter_block(good)
        behind = len(node.patterns) - stars[0] - 1 if stars else 0

        def item(at: int, part: ast.pattern) -> ir.Value:
            if isinstance(part, ast.MatchStar):
                stop = self.arith("sub", length, const_int(behind))
                return self.call_method(value, "__getslice__", [const_int(at), stop], part)
            index: ir.Value = const_int(at)
            if stars and at > stars[0]:
                index = self.arith("sub", length, const_int(len(node.patterns) - at))
            return self.call_method(value, "__getitem__", [index], part)

        self._items(node.patterns, item, failed)

    def _fixed_items(
        self: Lowering,
        node: ast.MatchSequence,
        value: ir.Value,
        type_: t.TupleType,
        stars: list[int],
        failed: ir.Block,
    ) -> None:
        extra = len(type_.items) - len(node.patterns)
        if extra < -1 if stars else extra != 0:
            self.branch(const_bool(False), failed, failed)
            return
        items = [self.tuple_item(value, at, type_) for at, type_ in enumerate(type_.items)]

        def item(at: int, part: ast.pattern) -> ir.Value:
            if isinstance(part, ast.MatchStar):
                taken = items[at : at + extra + 1]
                return self.list_of(taken, self._joined(taken or items, None, part, 0))
            return items[at + extra if stars and at > stars[0] else at]

        self._items(node.patterns, item, failed)

    def _items(
        self: Lowering,
        patterns: list[ast.pattern],
        item: Callable[[int, ast.pattern], ir.Value],
        failed: ir.Block,
    ) -> None:
        for at, part in enumerate(patterns):
            if self.block is None:
                return
            if _is_wildcard(part):
                continue
            held = ast.copy_location(Evaluated(item(at, part)), part)
            if isinstance(part, ast.MatchStar):
                assert part.name is not None
                self.assign_name(part.name, self.value(held), part)
            else:
                self.pattern(part, self._held(held), failed)

    def pattern_matchmapping(
        self: Lowering, node: ast.MatchMapping, subject: ast.Name, failed: ir.Block
    ) -> None:
        value = self.value(subject)
        type_ = self.need(value.type)
        fitting = [m for m in self.members(type_) if self._is_mapping(m)]
        good = self.new_block("matches")
        for member in fitting:
            other = self.new_block("other")
            if isinstance(type_, t.UnionType):
                is_member = self.new_block("mapping")
                self.branch(self._is_any(value, member), is_member, other)
                self.enter_block(is_member)
            self._entries(node, self.unwrap(value, member), failed)
            self.goto(good)
            self.enter_block(other)
        if self.block is not None and (not fitting or isinstance(type_, t.UnionType)):
            self.branch(const_bool(False), failed, failed)
        self.enter_block(good)

    def _is_mapping(self: Lowering, type_: t.Type) -> bool:
        return isinstance(type_, t.ClassType) and self.has_method(type_, "keys")

    def _entries(self: Lowering, node: ast.MatchMapping, value: ir.Value, failed: ir.Block) -> None:
        """The entries that the pattern names, and what is left beside them."""
        subject = self._held(ast.copy_location(Evaluated(value), node))
        for key, part in zip(node.keys, node.patterns, strict=True):
            self._test(ast.Compare(key, [ast.In()], [subject]), node, failed)
            if self.block is None:
                return
            found = ast.copy_location(ast.Subscript(subject, key, ast.Load()), part)
            self.pattern(part, self._held(found), failed)
            if self.block is None:
                return
        if node.rest is None:
            return
        rest = self.collect(bindings.builtin_class("dict"), self.value(subject), None, node)
        for key in node.keys:
            self.call_method(rest, "__delitem__", [key], node)
        self.assign_name(node.rest, rest, node)


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _is_wildcard(part: Any) -> bool:
    plain = isinstance(part, ast.MatchAs) and part.pattern is None and part.name is None
    return plain or (isinstance(part, ast.MatchStar) and part.name is None)


def _is_sequence(type_: t.Type) -> bool:
    if isinstance(type_, t.TupleType):
        return True
    return isinstance(type_, t.ClassType) and t.DISPLAY_NAMES.get(type_.cls, "") in SEQUENCES
