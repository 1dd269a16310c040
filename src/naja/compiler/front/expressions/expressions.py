"""Expressions: names, constants, attributes, displays, conditions with narrowing, conditional
expressions."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, join, variables
from naja.compiler.front.annotations.nesting import check_nesting
from naja.compiler.front.annotations.sites import live_container
from naja.compiler.front.calls.codes import is_function
from naja.compiler.front.expressions.coercion import Coercion
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.freeze import type_of_value
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.statements.exits import Fails
from naja.compiler.front.values import (
    NONE_VALUE,
    BoundMethod,
    CachedFunction,
    Evaluated,
    Expression,
    Live,
    NestedFunction,
    SuperObject,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

UNSUPPORTED_EXPRESSIONS = {
    ast.Starred: ("star arguments are not compiled yet", "write the arguments one by one"),
}


class Expressions(Coercion):
    """Dispatches on the node type; `expression` may give a build-time object, `value` never
    does."""

    def expression(self: Lowering, node: ast.expr, expected: t.Type | None = None) -> Expression:
        kind = type(node)
        if kind in UNSUPPORTED_EXPRESSIONS:
            raise Unsupported(node, *UNSUPPORTED_EXPRESSIONS[kind])
        before, self.node = self.node, node
        location = self.loc
        self.at(node)
        handler, blocks = self.handler, len(self.fn.blocks)
        try:
            return self._expression(node, expected)
        except Unsupported as problem:
            return self.raise_instead(problem, handler, blocks)
        finally:
            self.node, self.loc = before, location

    def _expression(self: Lowering, node: ast.expr, expected: t.Type | None) -> Expression:
        method = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if method is None:
            raise Unsupported(node, f"{type(node).__name__} expressions are not compiled yet", "")
        made: Expression = method(node, expected)
        if isinstance(made, ir.Value) and not self.inst.is_library:
            check_nesting(made.type, node)
        return made

    def value(self: Lowering, node: ast.expr, expected: t.Type | None = None) -> ir.Value:
        """The IR value of an expression; build-time objects are frozen."""
        return self.materialise(self.expression(node, expected), expected, node)

    def typed(self: Lowering, node: ast.expr, type_: t.Type) -> ir.Value:
        """The value as `type_`, converted where the language does so."""
        return self.coerce(self.current(node, type_), type_, node)

    def current(self: Lowering, node: ast.expr, expected: t.Type | None = t.OBJECT) -> ir.Value:
        """The value for a place where all that is expected may stand. What a call may have changed
        since it was tested is taken as it is now, if that fits."""
        path, proved = path_of(node), None
        if path in self.flow.stale and self.is_shared(path):
            proved = self.flow.narrowed.pop(path, None)
        value = self.value(node, None if expected is t.OBJECT else expected)
        if proved is None:
            return value
        self.flow.narrowed[path] = proved
        fits = expected is not None and self.fits(value.type, expected)
        return value if fits else self._recheck(path, value)

    def materialise(
        self: Lowering, item: Expression, expected: t.Type | None, node: ast.AST
    ) -> ir.Value:
        if isinstance(item, ir.Value):
            return item
        if isinstance(item, Live):
            return self.freeze_live(item, expected, node)
        unbound = isinstance(item, BoundMethod) and isinstance(item.receiver, SuperObject)
        if isinstance(item, BoundMethod | NestedFunction | CachedFunction) and not unbound:
            return self.function_value(item, expected, node)
        raise Unsupported(
            node, "super() can only be used to call a method", "write super().method(…)"
        )

    def freeze_live(self: Lowering, item: Live, expected: t.Type | None, node: ast.AST) -> ir.Value:
        live = item.object
        if is_function(live):
            return self.function_value(item, expected, node)
        if isinstance(live, types.ModuleType):
            raise Unsupported(
                node, f"the module {item.name} is not a value at run time", "use its attributes"
            )
        if live is NotImplemented:
            live = bindings.runtime("boxes", "NOT_IMPLEMENTED")
        type_ = self._live_type(live, item.name, expected)
        if has_var(type_):
            return self.pending(type_)
        try:
            return self.world.freezer.value(live, type_, item.name or "object")
        except Unsupported as problem:
            problem.node = problem.node or node
            raise

    def _live_type(self: Lowering, live: Any, name: str, expected: t.Type | None) -> t.Type:
        """The type under which a module-level object is frozen: its annotation, what is expected,
        or its own."""
        from naja.compiler.front.annotations import notations

        hints = self.inst.namespace.get("__annotations__", {})
        same = self.inst.namespace.get(name) is live
        if name in hints and same and not notations.is_open(hints[name], self.inst.namespace):
            declared = notations.resolve(hints[name], {}, self.inst.namespace)
            if not has_var(declared):
                return self._exact(live, declared)
        own = self.known_live_type(live)
        if has_var(own) and expected is not None and not has_var(expected):
            return self._exact(live, expected)
        own = live_container(self.world, live, name, own)
        if has_var(own) and not variables(own):
            raise Unsupported(
                self.node,
                f"nothing tells what the empty collection '{name}' will hold",
                f"annotate it at module level, for example `{name}: list[int] = []`",
            )
        for variable in variables(own):
            variable.readers.add(self.inst)
        return own

    def known_live_type(self: Lowering, live: Any) -> t.Type:
        """The type of a build-time object: as it was frozen before, or read off."""
        for (identity, type_), _ in self.world.freezer.made.items():
            if identity == id(live) and isinstance(type_, t.ClassType) and type_.args:
                return type_
        return type_of_value(live)

    def _exact(self: Lowering, live: Any, declared: t.Type) -> t.Type:
        if isinstance(declared, t.UnionType) and live is not None:
            own = type_of_value(live)
            for item in declared.present:
                if (
                    isinstance(item, t.ClassType)
                    and isinstance(own, t.ClassType)
                    and item.cls is own.cls
                ):
                    return item
        if isinstance(declared, t.ClassType) and not declared.args:
            return type_of_value(live)
        if isinstance(declared, t.UnionType):
            return type_of_value(live)
        return declared

    # ---- atoms ----------------------------------------------------------------------------------

    def on_generatorexp(
        self: Lowering, node: ast.GeneratorExp, expected: t.Type | None
    ) -> Expression:
        """A generator function made of the expression, called with the first iterable."""
        made = self.world.as_function(node)
        first = self.value(node.generators[0].iter)
        return self.call_nested(NestedFunction(made), [first], [], node)

    def on_fails(self: Lowering, node: Fails, expected: t.Type | None) -> Expression:
        self.raise_runtime("type_error", self.text(node.text))
        return ir.Const(t.NEVER, None)

    def on_evaluated(self: Lowering, node: Evaluated, expected: t.Type | None) -> Expression:
        return node.value

    def on_name(self: Lowering, node: ast.Name, expected: t.Type | None) -> Expression:
        return self.name(node)

    on_keptdefault = on_name

    def on_constant(self: Lowering, node: ast.Constant, expected: t.Type | None) -> Expression:
        value = node.value
        if value is None:
            return NONE_VALUE
        if value is Ellipsis:
            return self.world.freezer.value(value, type_of_value(value), "Ellipsis")
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and not t.INT.low <= value <= t.INT.high
        ):
            if expected is t.U64 and 0 <= value <= t.U64.high:
                return ir.Const(t.U64, value)
            raise Unsupported(
                node,
                f"{value} does not fit into 64 bits",
                "use u64 from naja.lang for values up to 2**64 - 1",
            )
        return self.world.freezer.value(value, type_of_value(value))

    # ---- attributes -----------------------------------------------------------------------------

    # ---- conditions -----------------------------------------------------------------------------

    def on_joinedstr(self: Lowering, node: ast.JoinedStr, expected: t.Type | None) -> Expression:
        return self.format_string(node)

    def on_await(self: Lowering, node: ast.Await, expected: t.Type | None) -> Expression:
        from naja.compiler.front.calls.intrinsics import Suspended

        value = self.value(node.value)
        if isinstance(value, Suspended):
            return NONE_VALUE
        return self.await_value(value, node)

    def join_types(self, a: t.Type, b: t.Type) -> t.Type:
        return join(a, b)
