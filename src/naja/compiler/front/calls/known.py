"""Functions known themselves: values whose type says which function they are.

A function without a signature of its own (a lambda, a wrapper with `*args`, a builtin) becomes a
value of a `FunctionType`: what it captured, held like a tuple. A call of such a value is compiled
for its arguments, as a call by name is. Where a `Callable` is expected it becomes a closure.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Keyword, Spread
from naja.compiler.front.calls.codes import (
    CachedCode,
    LiveCode,
    MethodCode,
    NestedCode,
    is_function,
    live_function_type,
)
from naja.compiler.front.instance import Capture
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import (
    BoundMethod,
    CachedFunction,
    Evaluated,
    Expression,
    Live,
    NestedFunction,
    SuperObject,
    const_bool,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance

DEEPEST = 12
"""Functions that hold functions that hold functions: more than this comes from a loop."""


def qualified(definer: FunctionInstance, name: str, main: FunctionInstance | None) -> str:
    """The qualified name of a nested function; the main block is the module."""
    if definer is main:
        return name
    inside = definer.name.removeprefix(str(definer.namespace.get("__name__")) + ".")
    return f"{inside}.<locals>.{name}"


class KnownFunctions(Builder):
    """See the module."""

    def known_value(self: Lowering, item: Expression) -> ir.Value | None:
        """A function as a value that is known itself; None for what is no function."""
        if isinstance(item, ir.Value):
            return item
        if isinstance(item, Live):
            if not is_function(item.object):
                return None
            self.world.freezer.keep.append(item.object)
            return self.aggregate(live_function_type(item.object, item.name), [])
        if isinstance(item, BoundMethod):
            if isinstance(item.receiver, SuperObject):
                return None
            type_ = t.function_type(MethodCode(item.name), (self.need(item.receiver.type),))
            return self.aggregate(type_, [item.receiver])
        if isinstance(item, NestedFunction):
            return self._known_nested(item)
        if isinstance(item, CachedFunction) and isinstance(item.cache, ir.Value):
            inner = self.known_value(item.function)
            assert inner is not None
            return self.with_cache(inner, item.cache)
        return None

    def with_cache(self: Lowering, inner: ir.Value, cache: ir.Value) -> ir.Value:
        """A known function with a table of its results."""
        type_ = known(inner.type)
        assert isinstance(type_, t.FunctionType)
        held = [self.tuple_item(inner, at, item) for at, item in enumerate(type_.items)]
        whole = t.function_type(CachedCode(type_.code), (known(cache.type), *type_.items))
        return self.aggregate(whole, [cache, *held])

    def _known_nested(self: Lowering, item: NestedFunction) -> ir.Value:
        if item.captured is not None:
            captures, values = item.captured
        else:
            captures = self.captures_of(item.node)
            values = self.capture_values(captures, True)
        definer = item.definer or self.inst
        self.world.nodes[id(item.node)] = item.node
        names = tuple((c.name, c.cell) for c in captures)
        code = NestedCode(item.node, definer, names, item.wraps)
        type_ = t.function_type(code, tuple(known(v.type) for v in values))
        if _depth(type_) > DEEPEST:
            raise Unsupported(
                self.node,
                "this function value holds ever more functions",
                "annotate what takes it with Callable[[…], …]",
            )
        return self.aggregate(type_, values)

    def aggregate(self: Lowering, type_: t.AggregateType, values: list[ir.Value]) -> ir.Value:
        if not values:
            return ir.ConstTuple(type_, ())
        dst = self.temp(type_)
        self.emit(ir.MakeTuple(loc=self.loc, dst=dst, items=values))
        return dst

    def opened(self: Lowering, value: ir.Value) -> Expression:
        """What a known function value stands for."""
        type_ = known(value.type)
        assert isinstance(type_, t.FunctionType)
        self.held_type(type_)
        held = [self.tuple_item(value, at, item) for at, item in enumerate(type_.items)]
        if isinstance(type_.code, CachedCode):
            function: Any = self._opened(type_.code.function, held[1:], type_.items[1:])
            return CachedFunction(held[0], function)
        return self._opened(type_.code, held, type_.items)

    def _opened(self, code: Any, held: list[ir.Value], items: tuple[t.Type, ...]) -> Expression:
        if isinstance(code, LiveCode):
            return Live(code.object, code.name)
        if isinstance(code, MethodCode):
            return BoundMethod(held[0], code.name)
        captures = [
            Capture(name, _content(item) if cell else item, cell)
            for (name, cell), item in zip(code.captures, items, strict=True)
        ]
        return NestedFunction(code.node, code.definer, (captures, held), code.wraps)

    def wrapped_as(self: Lowering, wrapper: ir.Value, wrapped: t.Type) -> ir.Value:
        """functools.wraps: the wrapper with the name and the text of the wrapped function."""
        type_ = known(wrapper.type)
        if not isinstance(type_, t.FunctionType) or not isinstance(type_.code, NestedCode):
            return wrapper
        held = [self.tuple_item(wrapper, at, item) for at, item in enumerate(type_.items)]
        code = replace(type_.code, wraps=wrapped)
        return self.aggregate(t.function_type(code, type_.items), held)

    def invoke(
        self: Lowering,
        target: Expression,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
        expected: t.Type | None = None,
    ) -> Expression:
        """Call anything with arguments that are syntax or values."""
        if isinstance(target, Live):
            return self.call_live(target, self._live_call(target, args, keywords, node), expected)
        if isinstance(target, BoundMethod):
            return self.call_bound(target, args, keywords, node)
        if isinstance(target, NestedFunction):
            return self.call_nested(target, args, keywords, node)
        if isinstance(target, CachedFunction):
            return self.call_cached(target, args, keywords, node)
        assert isinstance(target, ir.Value)
        return self.call_value(target, args, keywords, node)

    def _live_call(
        self: Lowering, target: Live, args: list[Any], keywords: list[Keyword], node: ast.AST
    ) -> ast.Call:
        """The syntax of a call of a build-time object, one for a place, so that what is known of it
        is kept from pass to pass."""
        key = ("call", id(node), id(target.object), len(args), tuple(k for k, _ in keywords))
        self.world.nodes[id(node)] = node
        empty = ast.copy_location(ast.Call(ast.Name(target.name, ast.Load()), [], []), node)
        made: Any = self.world.adapters.setdefault(key, empty)
        made.args = [_as_syntax(a, node) for a in args]
        made.keywords = [ast.keyword(k or None, _as_syntax(v, node)) for k, v in keywords]
        return made  # type: ignore[no-any-return]

    def call_known_union(
        self: Lowering,
        target: ir.Value,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> ir.Value:
        """A value that is one of several functions."""
        kinds = t.without_none(known(target.type))
        members = kinds.items if isinstance(kinds, t.UnionType) else ()
        if sum(isinstance(i, t.CallableType | t.CoroutineType) for i in members) > 1:
            reason = f"this may be any of {kinds.name}, which cannot be told apart"
            raise Unsupported(node, reason, "annotate it with one Callable[[…], …]")
        values = [self._settled(a) for a in args]
        named = [(k, self._settled(a)) for k, a in keywords]

        def call(member: ir.Value) -> ir.Value:
            if known(member.type) is t.NONE:
                text = self.text("'NoneType' object is not callable")
                self.raise_runtime("type_error", text)
                return ir.Const(t.NEVER, None)
            given = [self.as_told(member, a, v) for a, v in zip(args, values, strict=True)]
            return self.call_value(member, given, list(named), node)

        return self.per_member(target, call)

    def _settled(self: Lowering, argument: Any) -> Any:
        if not isinstance(argument, ast.expr) or isinstance(argument, ast.Lambda):
            return argument
        item = self.expression(argument)
        return self.known_value(item) or self.materialise(item, None, argument)

    def function_attribute(
        self: Lowering, target: NestedFunction | BoundMethod, name: str, node: ast.AST
    ) -> Expression:
        """What is known of a function when the program is built."""
        if isinstance(target, BoundMethod):
            type_ = known(target.receiver.type)
            found = self.find_method(type_, target.name) if isinstance(type_, t.ClassType) else None
            if found is not None and name in ("__name__", "__qualname__", "__doc__"):
                return self.live_or_value(getattr(found[1], name), name)
        elif target.wraps is not None and name in ("__name__", "__qualname__", "__doc__"):
            if isinstance(target.wraps, t.FunctionType):
                empty = ir.ConstTuple(target.wraps, ())
                code = target.wraps.code
                if isinstance(code, LiveCode):
                    return self.live_or_value(getattr(code.object, name), name)
                if isinstance(code, NestedCode):
                    inner = NestedFunction(code.node, code.definer, None, code.wraps)
                    return self.function_attribute(inner, name, node)
                return self.function_attribute(BoundMethod(empty, code.name), name, node)
        elif name in ("__name__", "__qualname__"):
            own = getattr(target.node, "name", "<lambda>")
            shown = qualified(target.definer or self.inst, own, self.world.main)
            return self.text(shown if name == "__qualname__" else own)
        elif name == "__doc__":
            lambda_ = isinstance(target.node, ast.Lambda)
            return self.live_or_value(None if lambda_ else ast.get_docstring(target.node), name)
        remedy = "keep the value in a variable, or in an object with __call__"
        raise Unsupported(node, f"the attribute '{name}' of a function is not compiled", remedy)

    def same_function(
        self: Lowering, left: ir.Value, right: ir.Value, node: ast.AST
    ) -> ir.Value | None:
        """Whether two functions are one; None where neither is known itself."""
        one, other = known(left.type), known(right.type)
        if not isinstance(one, t.FunctionType) or not isinstance(other, t.FunctionType):
            if isinstance(one, t.FunctionType) and isinstance(other, t.CallableType):
                left, right, one, other = right, left, other, one
            if not isinstance(one, t.CallableType) or not isinstance(other, t.FunctionType):
                return None
            if not other.items:
                return self.compare("eq", left, self.as_closure(right, one, node))
        elif one.code != other.code:
            return const_bool(False)
        elif not one.items:
            return const_bool(True)
        reason = "functions that hold variables are not compared"
        raise Unsupported(node, reason, "compare names that are kept beside them")

    def _class_text(self: Lowering, cls: type) -> str:
        main = self.world.main
        own = main is not None and cls.__module__ == main.namespace["__name__"]
        module = "__main__." if own else f"{cls.__module__}."
        return f"<class '{'' if module == 'builtins.' else module}{cls.__qualname__}'>"

    def function_text(self: Lowering, value: ir.Value) -> ir.Value:
        """`<function f at 0x7f…>`, without the name where a signature is all that is known."""
        type_ = known(value.type)
        code = type_.code if isinstance(type_, t.FunctionType) else None
        if isinstance(code, LiveCode) and isinstance(code.object, type):
            return self.text(self._class_text(code.object))
        name = f" {type_.code}" if isinstance(type_, t.FunctionType) else ""
        return self.text(f"<function{name} at 0x7f0000000000>")


def _content(cell: t.Type) -> t.Type:
    assert isinstance(cell, t.ClassType)
    return cell.args[0]


def _depth(type_: t.Type) -> int:
    inner = max((_depth(part) for part in t.parts_of(type_)), default=0)
    return inner + isinstance(type_, t.FunctionType)


def _as_syntax(argument: Any, node: ast.AST) -> ast.expr:
    if isinstance(argument, Spread):
        held = ast.copy_location(Evaluated(argument.items), node)
        return ast.copy_location(ast.Starred(held, ast.Load()), node)
    if isinstance(argument, ast.expr):
        return argument
    return ast.copy_location(Evaluated(argument), node)
