"""Classes of objects as values: `type(x)`, `x.__class__`, `issubclass`, comparisons of classes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.codes import LiveCode
from naja.compiler.front.classes.hierarchy import compiled_subclasses
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import BuiltinCall, Evaluated, Expression, Live, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

MOST_CLASSES = 40


class ClassValues(Builder):
    """See the module."""

    def call_type(self: Lowering, call: BuiltinCall) -> Expression:
        return self.class_of(self.value(call.args[0]), call.node)

    def class_of(self: Lowering, value: ir.Value, node: ast.AST) -> Expression:
        """The class of an object: known where nothing derives from it, else found out."""
        type_ = self.need(value.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._class_value(v, node))
        for live, number in notations.NUMBERS.items():
            if number is type_ and isinstance(live, type):
                return Live(live, live.__name__)
        if isinstance(type_, t.TupleType):
            return Live(tuple, "tuple")
        if not isinstance(type_, t.ClassType):
            raise Unsupported(
                node,
                f"type() of {type_.name} is not known at build time",
                "use isinstance, or type(x).__name__ for the name",
            )
        below = compiled_subclasses(type_.cls)
        if not below:
            return self._class_itself(type_.cls)
        if len(below) > MOST_CLASSES or any(getattr(c, "__parameters__", ()) for c in below):
            raise Unsupported(
                node,
                f"type() of {type_.name} may be any of {len(below) + 1} classes",
                "use isinstance, or type(x).__name__ for the name",
            )
        return self.per_class(value, type_, lambda v: self._exact_class(v))

    def _exact_class(self: Lowering, value: ir.Value) -> ir.Value:
        type_ = known(value.type)
        assert isinstance(type_, t.ClassType)
        made = self.known_value(self._class_itself(type_.cls))
        assert made is not None
        return made

    def _class_itself(self, cls: type) -> Live:
        original = bindings.originals(cls)
        return Live(original[0] if original else cls, cls.__name__)

    def _class_value(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        item = self.class_of(value, node)
        made = self.known_value(item)
        assert made is not None
        return made

    def holds_functions(self, type_: t.Type) -> bool:
        """Whether a value is one of several functions or classes that are known themselves."""
        members = type_.items if isinstance(type_, t.UnionType) else ()
        return any(isinstance(known(m), t.FunctionType) for m in members)

    def class_argument(self: Lowering, node: ast.expr) -> ir.Value | None:
        """The second argument of isinstance, where it is one of several classes."""
        if not isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            return None
        item = self.expression(node)
        return item if isinstance(item, ir.Value) and self._are_classes(item) else None

    def instance_of_chosen(
        self: Lowering, value: ir.Value, chosen: ir.Value, node: ast.AST
    ) -> ir.Value:
        """isinstance(value, chosen), where `chosen` is one of several classes."""
        type_ = known(chosen.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(chosen, lambda v: self.instance_of_chosen(value, v, node))
        assert isinstance(type_, t.FunctionType)
        parts = [Evaluated(value), Evaluated(Live(type_.code.object, str(type_.code)))]
        call = ast.Call(ast.Name("isinstance", ast.Load()), list(parts), [])
        for part in (call, call.func, *parts):
            ast.copy_location(part, node)
        result = self.call_isinstance(BuiltinCall(call, call.args, [], None))
        assert isinstance(result, ir.Value)
        return result

    def call_issubclass(self: Lowering, call: BuiltinCall) -> Expression:
        node, args = call.node, call.args
        classes = self._named_classes(args[1])
        item = self.expression(args[0])
        if classes is not None:
            if isinstance(item, Live):
                return const_bool(issubclass(item.object, classes))
            value = self.materialise(item, None, args[0])
            if self._are_classes(value):
                return self._below(value, classes)
        raise Unsupported(
            node, "issubclass is compiled only for classes known at build time", "use isinstance"
        )

    def _named_classes(self: Lowering, node: ast.expr) -> Any:
        if isinstance(node, ast.Tuple):
            found = [self._named_classes(e) for e in node.elts]
            return None if None in found else tuple(found)
        item = self.expression(node)
        return item.object if isinstance(item, Live) else None

    def _are_classes(self: Lowering, value: ir.Value) -> bool:
        members = self.members(self.need(value.type))
        return all(
            m is t.NONE or (isinstance(m, t.FunctionType) and isinstance(m.code, LiveCode))
            for m in members
        )

    def _below(self: Lowering, value: ir.Value, classes: Any) -> ir.Value:
        type_ = known(value.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._below(v, classes))
        code = type_.code if isinstance(type_, t.FunctionType) else None
        live = code.object if isinstance(code, LiveCode) else None
        if not isinstance(live, type):
            self.raise_runtime("type_error", self.text("issubclass() arg 1 must be a class"))
            return ir.Const(t.NEVER, None)
        return const_bool(issubclass(live, classes))
