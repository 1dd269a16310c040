"""Containers of different declared types, side by side: compared, joined, put into one another.
Where the types are the same, the containers' own methods do it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_KINDS = {"list": "list", "tuple": "list", "dict": "dict", "set": "set", "frozenset": "set"}
"""Containers that are compared item by item, and how."""


class Apart(Builder):
    """See the module."""

    def compared_with(self: Lowering, node: ast.expr, other: ir.Value) -> ir.Value:
        """The right side of an equality: a display has the type of what it is compared with, unless
        it holds something else."""
        wanted = other.type if not is_number(other.type) and not self.is_of_its_own(node) else None
        block, flow, blocks = self.block, self.flow.copy(), len(self.fn.blocks)
        emitted = len(block.instrs) if block is not None else 0
        try:
            return self.value(node, wanted)
        except Unsupported as problem:
            if problem.mismatch is None or wanted is None:
                raise
            if block is None or self.block is not block or len(self.fn.blocks) > blocks:
                self.note_of_its_own(node)
                raise
            del block.instrs[emitted:]
            self.flow = flow
            return self.value(node)

    def equal_apart(self: Lowering, left: ir.Value, right: ir.Value) -> ir.Value | None:
        """left == right, of containers of one kind whose items have different types; None of
        others."""
        left, right = self._as_long_as(left, right), self._as_long_as(right, left)
        a, b = known(left.type), known(right.type)
        kind = container_kind(a)
        if a is b or kind is None or kind != container_kind(b) or has_var(a) or has_var(b):
            return None
        assert isinstance(a, t.ClassType) and isinstance(b, t.ClassType)
        if kind == "list" and a.cls is not b.cls:
            return None
        mine, yours = a.args[0], b.args[0]
        module, name = "apart", f"equal_{kind}s"
        if mine is yours and len(a.args) == 1:
            return None
        if kind != "list" and not self.fits(mine, yours) and not self.fits(yours, mine):
            module = "anything"
        elif kind == "dict":
            name = "equal_dicts" if self.fits(mine, yours) else "equal_to_dict"
        elif kind == "set" and not self.fits(mine, yours):
            left, right = right, left
        live = bindings.runtime(module, name)
        return self.call_function(live, None, [left, right], [], self.node)

    def _as_long_as(self: Lowering, value: ir.Value, other: ir.Value) -> ir.Value:
        """A tuple of fixed length that is compared with one of any length, where its items do not
        fit there: as one of any length."""
        have, whole = known(value.type), known(other.type)
        if not isinstance(have, t.TupleType) or container_kind(whole) != "list":
            return value
        assert isinstance(whole, t.ClassType)
        if whole.cls is not bindings.builtin_class("tuple") or has_var(have) or not have.items:
            return value
        joined = t.union_type(list(have.items))
        if has_var(whole) or self.fits(joined, whole.args[0]):
            return value
        return self.variable_tuple(value, have, bindings.builtin_type("tuple", joined), None)

    def held_apart(self: Lowering, container: ir.Value, item: ir.Value) -> ir.Value | None:
        """`item in container`, of a list of containers that are declared to hold something else;
        None of others."""
        type_, have = known(container.type), known(item.type)
        alike = isinstance(have, t.TupleType) or container_kind(have) is not None
        if container_kind(type_) != "list" or not alike or has_var(type_) or has_var(have):
            return None
        assert isinstance(type_, t.ClassType)
        if self.fits(have, type_.args[0]):
            return None
        live = bindings.runtime("apart", "is_held")
        return self.call_function(live, None, [container, item], [], self.node)

    def joined_apart(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value | None:
        """`xs + ys` of lists, `a | b` of dicts and sets; None of others."""
        a, b = known(left.type), known(right.type)
        if not _differ(a, b) or not isinstance(a, t.ClassType) or not isinstance(b, t.ClassType):
            return None
        sides: list[ast.expr] = [ast.copy_location(Evaluated(v), node) for v in (left, right)]
        parts: list[ast.expr] = [ast.Starred(side, ast.Load()) for side in sides]
        shown, other = t.DISPLAY_NAMES[a.cls], t.DISPLAY_NAMES[b.cls]
        made: ast.expr
        if op == "add" and shown == other == "list":
            made = ast.List(parts, ast.Load())
        elif op == "or" and shown == other == "dict":
            made = ast.Dict([None, None], sides)
        elif op == "or" and shown == "set":
            made = ast.Set(parts)
        else:
            return None
        return self.value(self._stands_for(made, node))

    def _stands_for(self: Lowering, made: ast.expr, node: ast.AST) -> ast.expr:
        """The display that stands for an operator, the same one in each pass."""
        self.world.nodes[id(node)] = node
        kept = self.world.adapters.setdefault(("apart", id(node)), ast.copy_location(made, node))
        for name, value in ast.iter_fields(made):
            setattr(kept, name, value)
        return kept  # type: ignore[no-any-return]

    def put_in_apart(
        self: Lowering, op: str, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> bool:
        """`xs += ys` and `d |= e`: whether it was that of containers that hold different types."""
        a, b = known(left.type), known(right.type)
        if not _differ(a, b) or not isinstance(a, t.ClassType) or not isinstance(b, t.ClassType):
            return False
        method = {("add", "list"): "extend", ("or", "dict"): "update", ("or", "set"): "update"}
        shown = t.DISPLAY_NAMES[a.cls]
        if (op, shown) not in method or (shown == "dict" and b.cls is not a.cls):
            return False
        if shown == "dict":
            self.update_by_names(left, [right], [], node)
        else:
            self.call_method(left, method[op, shown], [right], node)
        return True


def container_kind(type_: t.Type) -> str | None:
    """How containers of a type are compared item by item; None of what is none."""
    if not isinstance(type_, t.ClassType) or not type_.args:
        return None
    return _KINDS.get(t.DISPLAY_NAMES.get(type_.cls, ""))


def _differ(a: t.Type, b: t.Type) -> bool:
    """Whether two types are containers of one kind that hold different types."""
    kind = container_kind(a)
    alike = kind is not None and kind == container_kind(b)
    return alike and not has_var(a) and not has_var(b) and t.parts_of(a) != t.parts_of(b)
