"""What equality proves: `x == "a"` and `x in (1, 2)` leave of a union the members that can be equal
to what x is compared with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.enums import is_enum, plain_base
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.expressions.paths import path_of

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

BUILTINS = ("str", "bytes", "list", "dict", "tuple")
ANYTHING = "anything"
"""What decides by itself what it is equal to."""


class Equalities(Builder):
    """See the module."""

    def note_compared(self, left: ast.expr, mine: t.Type, yours: t.Type) -> None:
        """The types that an equality or a membership has just compared."""
        if path_of(left):
            self.compared[id(left)] = known(mine), known(yours)

    def proved_equal(self: Lowering, node: ast.expr) -> tuple[str, t.Type, bool] | None:
        """The path that a comparison narrows, its type, and for which outcome."""
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            return None
        mine, yours = self.compared.pop(id(node.left), (t.UNKNOWN, t.UNKNOWN))
        if not isinstance(mine, t.UnionType):
            return None
        kinds = {self.kind_of_equals(m) for m in self.members(yours)}
        if ANYTHING in kinds or any(self.kind_of_equals(m) == ANYTHING for m in mine.items):
            return None
        left = [m for m in mine.items if self.kind_of_equals(m) in kinds]
        positive = isinstance(node.ops[0], ast.Eq | ast.In)
        if yours is t.NONE:
            # `x != None` is the one test whose other outcome proves something too
            positive = not positive
            left = [m for m in mine.items if m is not t.NONE]
        return (path_of(node.left), t.union_type(left), positive) if left else None

    def kind_of_equals(self: Lowering, type_: t.Type) -> object:
        """Values of different kinds are never equal."""
        if is_number(type_):
            return "number"
        if type_ is t.NONE:
            return "none"
        if isinstance(type_, t.TupleType):
            return "tuple"
        if not isinstance(type_, t.ClassType):
            return ANYTHING
        shown = t.DISPLAY_NAMES.get(type_.cls, "")
        if shown in BUILTINS:
            return shown
        plain = is_enum(type_.cls) and plain_base(type_.cls) is None
        return type_.cls if plain and "__eq__" not in vars(type_.cls) else ANYTHING

    def items_of(self: Lowering, container: t.Type) -> t.Type:
        """The type of what `in` compares with."""
        container = known(container)
        if isinstance(container, t.TupleType):
            return t.union_type(list(container.items))
        if not isinstance(container, t.ClassType) or not container.args:
            return t.OBJECT
        known_well = container.cls.__module__.startswith("naja.")
        return container.args[0] if known_well else t.OBJECT
