"""Attributes by names that are known only when the program runs: `getattr(self, f"visit_{kind}")`.

The name is compared with those of all that the object may have; where its text begins with a
constant, with those that begin so.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.codes import MethodCode
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import walk
from naja.compiler.front.values import BuiltinCall, Expression, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.objects.named_attributes import Found, Missing


@dataclass(frozen=True)
class Told:
    """What finding an attribute tells of a variable: its name and class, where that is sure.
    `names`: all attributes that can be asked for."""

    proof: Callable[[str], tuple[str, t.Type] | None]
    names: frozenset[str]

    def may(self, attribute: str) -> bool:
        return attribute in self.names


class ComputedNames(Builder):
    """See the module."""

    def computed_getattr(self: Lowering, call: BuiltinCall) -> Expression:
        """getattr(x, name[, default]) with a name that is not constant."""
        node, value = call.node, self._computed_owner(call, "getattr")
        name = self.value(call.args[1])
        default = self.value(call.args[2]) if len(call.args) > 2 else None

        def missing() -> ir.Value:
            if default is not None:
                return default
            self.no_attribute_named(value, name)
            return ir.Const(t.NEVER, None)

        told = self._told_by(call)

        def read(value: ir.Value, attribute: str) -> ir.Value:
            item = self.attribute(value, attribute, node)
            held = self.known_value(item) or self.as_value(item, node)
            type_ = known(held.type)
            if told is None or not isinstance(type_, t.FunctionType):
                return held
            if not isinstance(type_.code, MethodCode) or (proof := told.proof(attribute)) is None:
                return held
            whole = t.function_type(MethodCode(type_.code.name, proof), type_.items)
            return self.aggregate(whole, [self.tuple_item(held, 0, type_.items[0])])

        return self._by_name(call, value, name, read, missing)

    def computed_hasattr(self: Lowering, call: BuiltinCall) -> Expression:
        """hasattr(x, name) with a name that is not constant."""
        value, name = self._computed_owner(call, "hasattr"), self.value(call.args[1])
        return self._by_name(
            call, value, name, lambda v, n: const_bool(True), lambda: const_bool(False)
        )

    def _computed_owner(self: Lowering, call: BuiltinCall, function: str) -> ir.Value:
        """The object that is asked: one of a class of the program."""
        item = self.expression(call.args[0])
        type_ = known(item.type) if isinstance(item, ir.Value) else None
        if isinstance(type_, t.ClassType) and is_of_program(type_.cls):
            assert isinstance(item, ir.Value)
            return item
        reason = f"{function} needs a constant name"
        raise Unsupported(call.node, reason, "write the attribute, or use a dict")

    def _told_by(self: Lowering, call: BuiltinCall) -> Told | None:
        """What a name made of `type(x).__name__` tells of x, when it is found to be an attribute;
        None where it is not made so."""
        made = NameOfClass.of(call.args[1], self.inst.node)
        if made is None:
            return None
        kinds: dict[str, list[t.Type]] = {}
        for member in self.members(self.need(self.value(made.subject).type)):
            below = subclasses(member.cls) if isinstance(member, t.ClassType) else []
            shown = made.text(t.class_name(member))
            kinds.setdefault(shown, []).append(member)
            for cls in below:
                kinds.setdefault(made.text(cls.__name__), []).append(t.class_type(cls))
        path = made.subject.id

        def told(attribute: str) -> tuple[str, t.Type] | None:
            found = kinds.get(attribute, [])
            return (path, found[0]) if len(found) == 1 else None

        return Told(told, frozenset(kinds))

    def as_told(self: Lowering, function: ir.Value, node: Any, value: Any) -> Any:
        """An argument under the class that choosing the function has told of it."""
        type_, told = known(function.type), None
        if isinstance(type_, t.FunctionType) and isinstance(type_.code, MethodCode):
            told = type_.code.told
        if told is None or not isinstance(node, ast.Name) or node.id != told[0]:
            return value
        have = known(value.type)
        if isinstance(have, t.UnionType):
            fitting = [m for m in have.items if self.fits(told[1], m)]
            if len(fitting) != 1:
                return value
            value, have = self.unwrap(value, fitting[0]), fitting[0]
        return self.convert(value, told[1]) if isinstance(have, t.ClassType) else value

    def _by_name(
        self: Lowering, call: BuiltinCall, value: ir.Value, name: ir.Value, read: Any, no: Missing
    ) -> ir.Value:
        type_ = known(value.type)
        assert isinstance(type_, t.ClassType)
        start = constant_start(call.args[1], self.inst.node)
        told = self._told_by(call)
        ends: list[End] = []
        for attribute in self._names_of(type_):
            if not attribute.startswith(start) or (told is not None and not told.may(attribute)):
                continue
            found: Found = lambda v, attribute=attribute: read(v, attribute)  # noqa: E731
            same, other = self.new_block("same"), self.new_block("other")
            self.branch(
                self.compare_values("eq", name, self.text(attribute), call.node), same, other
            )
            self.enter_block(same)
            self.end_here(ends, self.lookup(value, attribute, found, no, call.node))
            self.enter_block(other)
        self.end_here(ends, no())
        return self.merge(ends)

    def _names_of(self: Lowering, type_: t.ClassType) -> list[str]:
        """What objects of the class, or of one below, may have, without special methods."""
        names: dict[str, None] = {}
        for cls in (type_.cls, *subclasses(type_.cls)):
            info = self.world.class_info(t.class_type(cls)) if cls is not type_.cls else None
            info = info or self.world.class_info(type_)
            shared = [n for c in info.mro if is_of_program(c) for n in vars(c)]
            names.update(dict.fromkeys([*info.fields, *shared]))
        return [n for n in names if n.isidentifier() and not n.startswith(("__", "_abc_"))]


def constant_start(node: Any, function: ast.AST) -> str:
    """How the text of an expression begins, as far as it shows."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and node.values:
        return constant_start(node.values[0], function)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return constant_start(node.left, function)
    if isinstance(node, ast.Name):
        assigned = [n for n in walk(function) if _binds(n, node.id)]
        if len(assigned) == 1 and isinstance(assigned[0], ast.Assign):
            return constant_start(assigned[0].value, ast.Pass())
    return ""


@dataclass(frozen=True)
class NameOfClass:
    """A text made of the name of a variable's class: `f"visit_{type(x).__name__.lower()}"`."""

    subject: ast.Name
    before: str = ""
    after: str = ""
    lower: bool = False

    def text(self, name: str) -> str:
        return self.before + (name.lower() if self.lower else name) + self.after

    @staticmethod
    def of(node: Any, function: ast.AST) -> NameOfClass | None:
        """What an expression makes of the name; None where it is something else, or where the
        variable is bound again."""
        if isinstance(node, ast.Name):
            assigned = [n for n in walk(function) if _binds(n, node.id)]
            alone = len(assigned) == 1 and isinstance(assigned[0], ast.Assign)
            return NameOfClass.of(assigned[0].value, function) if alone else None  # type: ignore[attr-defined]
        if isinstance(node, ast.JoinedStr):
            return _joined([_shown(part) for part in node.values], function)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _joined([node.left, node.right], function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            inner = NameOfClass.of(node.func.value, function) if node.func.attr == "lower" else None
            plain = inner is not None and not inner.before + inner.after
            return replace(inner, lower=True) if inner is not None and plain else None
        subject = _named_class(node)
        if subject is None or len([n for n in walk(function) if _binds(n, subject.id)]) != 1:
            return None
        return NameOfClass(subject)


def _joined(parts: list[Any], function: ast.AST) -> NameOfClass | None:
    """Constants around one such text."""
    found: NameOfClass | None = None
    before = after = ""
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            before, after = (
                (before + part.value, "") if found is None else (before, after + part.value)
            )
        elif found is None and (inner := NameOfClass.of(part, function)) is not None:
            found = inner
        else:
            return None
    if found is None:
        return None
    return replace(found, before=before + found.before, after=found.after + after)


def _shown(part: ast.expr) -> ast.expr | None:
    """What a part of an f-string shows as it is."""
    if not isinstance(part, ast.FormattedValue):
        return part
    return part.value if part.conversion == -1 and part.format_spec is None else None


def _named_class(node: Any) -> ast.Name | None:
    """x in `type(x).__name__` and `x.__class__.__name__`."""
    if not isinstance(node, ast.Attribute) or node.attr != "__name__":
        return None
    inner: Any = node.value
    if isinstance(inner, ast.Attribute) and inner.attr == "__class__":
        inner = inner.value
    elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and len(inner.args) == 1:
        inner = inner.args[0] if inner.func.id == "type" else None
    return inner if isinstance(inner, ast.Name) else None


def _binds(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(x, ast.Name) and x.id == name for x in node.targets)
    if isinstance(node, ast.arg):
        return node.arg == name
    others = ast.AugAssign | ast.AnnAssign | ast.NamedExpr | ast.For | ast.comprehension
    return isinstance(node, others) and any(
        isinstance(x, ast.Name) and x.id == name for x in walk(node.target)
    )
