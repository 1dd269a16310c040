"""Function values and nested functions: closures, their captures, adapters to an expected
signature."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.annotations.opened import says_any
from naja.compiler.front.annotations.placeholders import mentions_placeholder
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Keyword, Spread
from naja.compiler.front.calls.parameters import is_untyped, is_untyped_inside
from naja.compiler.front.instance import Parameter, has_yield
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Poisoned, Undetermined, Unsupported
from naja.compiler.front.values import BoundMethod, Expression, Live, NestedFunction
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Closures(Builder):
    """See the module."""

    def call_value(
        self: Lowering, target: ir.Value, args: list[Any], keywords: list[Keyword], node: ast.AST
    ) -> ir.Value:
        """Call a run-time value: a function value, or an object with __call__."""
        type_ = self.need(target.type)
        if isinstance(type_, t.UnionType) and type_.optional and len(type_.present) == 1:
            target = self.present(target, "__call__")
            type_ = known(target.type)
        if isinstance(type_, t.FunctionType):
            result = self.invoke(self.opened(target), args, keywords, node)
            return self.materialise(result, None, node)
        if isinstance(type_, t.UnionType):
            return self.call_known_union(target, args, keywords, node)
        if isinstance(type_, t.ClassType):
            return self.call_method(target, "__call__", args, node, keywords)
        if not isinstance(type_, t.CallableType):
            for argument in [*args, *(value for _, value in keywords)]:
                if not isinstance(argument, ir.Value):
                    self.value(argument)  # before the call raises, if it may
            raise Unsupported(node, f"{type_.name} cannot be called", "call a function").as_raised(
                "type_error", f"'{t.class_name(type_)}' object is not callable"
            )
        args = self._counted(args, type_)
        if keywords or len(args) != len(type_.params):
            raise Unsupported(
                node,
                f"this function value takes {len(type_.params)} positional arguments",
                "pass exactly those",
            )
        values = []
        for argument, wanted in zip(args, type_.params, strict=True):
            value = argument if isinstance(argument, ir.Value) else self.value(argument, wanted)
            with self.blaming_all(notations.callable_places(type_)):
                values.append(
                    self.coerce(value, wanted, argument if isinstance(argument, ast.AST) else node)
                )
        dst = None if type_.result in (t.NONE, t.NEVER) else self.temp(type_.result)
        self.emit(
            ir.CallClosure(loc=self.loc, dst=dst, closure=target, args=values, handler=self.handler)
        )
        return dst if dst is not None else ir.Const(t.NONE, None)

    def _counted(self: Lowering, args: list[Any], type_: t.CallableType) -> list[Any]:
        """The arguments, a star among them as the items that the signature takes."""
        if not args or not isinstance(args[-1], Spread):
            return args
        parameters = [Parameter(f"a{at}", type_) for at, type_ in enumerate(type_.params)]
        bound = self.bind(parameters, args, [], "function", self.node)
        return [
            self.argument(argument, parameter.type, None, parameter)
            for argument, parameter in zip(bound, parameters, strict=True)
        ]

    def function_value(
        self: Lowering, item: Expression, expected: t.Type | None, node: ast.AST
    ) -> ir.Value:
        """A function, class, bound method or nested function as a value: a closure where a
        signature is expected or written, else one that is known itself."""
        wanted = _callable_of(expected) if expected is not None else None
        here = isinstance(item, NestedFunction) and item.captured is None and item.definer is None
        if here and (wanted is not None or self.is_signed(item.node)):  # type: ignore[union-attr]
            return self.nested_value(item.node, wanted, node)  # type: ignore[union-attr]
        value = self.known_value(item)
        if value is None:
            raise Unsupported(node, "this is no function value", "write a lambda that calls it")
        if wanted is None and isinstance(item, Live) and isinstance(item.object, type):
            return value
        if wanted is None or mentions_placeholder(t.tuple_type(wanted.params)):
            signature = self._own_signature(item, node, wanted)
            if signature is None:
                return value
            wanted = signature
        return self.as_closure(value, wanted, node)

    def _own_signature(
        self: Lowering, item: Expression, node: ast.AST, wanted: t.CallableType | None
    ) -> t.CallableType | None:
        """The callable type that a function has by its own annotations; None without them."""
        function: Any = None
        env: notations.Env = {}
        skip = 0
        result: t.Type | None = None
        if isinstance(item, BoundMethod):
            type_ = known(item.receiver.type)
            found = self.find_method(type_, item.name) if isinstance(type_, t.ClassType) else None
            if found is not None and hasattr(found[1], "functions"):
                return None
            if found is not None:
                function, env, skip = (
                    self.plain_function(found[1]),
                    dict(self.world.class_info(found[0]).env),
                    1,
                )
        elif isinstance(item, Live):
            function = item.object
            if isinstance(function, type):
                cls = bindings.counterpart_class(function)
                result = t.class_type(cls)
                function, skip = self.initializer(cls), 1
                if function is None:
                    return t.callable_type((), result)
            elif (
                isinstance(function, types.MethodType)
                and bindings.counterpart(function) is function
            ):
                function, skip = function.__func__, 1
            else:
                function = bindings.counterpart(function)
        if not isinstance(function, types.FunctionType):
            return None
        where = sources.function_node(function)
        hints = sources.hints(function)
        if where is None or not _has_signature(where[1], function, skip, result is not None):
            return None
        names = [a.arg for a in where[1].args.args][skip:] if where else []
        if wanted is not None:
            names = names[: len(wanted.params)]
        params = tuple(self._hint(hints.get(n), env, function, node) for n in names)
        if result is None:
            result = self._hint(hints.get("return"), env, function, node)
            if where and isinstance(where[1], ast.AsyncFunctionDef) and not has_yield(where[1]):
                result = t.coroutine_type(result)
        made = t.callable_type(params, result)
        return None if says_any(made) else made

    def _hint(
        self: Lowering,
        annotation: Any,
        env: notations.Env,
        function: types.FunctionType,
        node: ast.AST,
    ) -> t.Type:
        if annotation is None and "return" in sources.hints(function):
            return t.NONE
        return notations.resolve(annotation, env, sources.names_of(function))

    def on_lambda(self: Lowering, node: ast.Lambda, expected: t.Type | None) -> Expression:
        wanted = _callable_of(expected) if expected is not None else None
        self.keep_defaults(node)
        if wanted is None:
            return NestedFunction(node)
        return self.nested_value(node, wanted, node)

    def nested_value(
        self: Lowering,
        node: Any,
        wanted: t.CallableType | None,
        place: ast.AST,
        scope: dict[str, Any] | None = None,
    ) -> ir.Value:
        """A nested function as a closure object."""
        if wanted is not None and self._differs(node, wanted):
            value = self.known_value(NestedFunction(node))
            assert value is not None
            return self.as_closure(value, wanted, place)
        expected = None
        if wanted is not None and not isinstance(node, ast.AsyncFunctionDef):
            expected = None if mentions_placeholder(wanted.result) else wanted.result
        types_: list[t.Type | None] = list(wanted.params) if wanted is not None else []
        parameters = self._typed_parameters(node, types_)
        captured = self.captures_of(node)
        instance = self._nested_instance(node, parameters, captured, expected, scope)
        result = self.world.result_of(instance, self.inst)
        if result is t.NEVER and not instance.result.fixed and instance.state != "done":
            raise Poisoned
        result = t.coroutine_type(result) if instance.is_coroutine else result
        type_ = t.callable_type(tuple(p.type for p in instance.parameters), result)
        captures = self.capture_values(instance.captures, True)
        if not captures:
            return ir.FunctionRef(type_, instance.ir)
        dst = self.temp(type_)
        heap = self.world.runtime_function("heap", "allocate").ir
        self.emit(
            ir.MakeClosure(
                loc=self.loc,
                dst=dst,
                function=instance.ir,
                captures=captures,
                allocate=heap,
                handler=self.handler,
            )
        )
        return dst

    def is_signed(self: Lowering, node: Any) -> bool:
        """Whether the annotations of a nested function make a signature."""
        if isinstance(node, ast.Lambda):
            return not sources.all_arguments(node)
        notes = [a.annotation for a in sources.all_arguments(node)] + [node.returns]
        if not _is_plain(node) or any(n is None for n in notes):
            return False
        live = [self.evaluate_annotation(n) for n in notes if n is not None]
        if any(is_untyped_inside(n, self.inst.namespace) for n in live):
            return False
        try:
            return all(self.evaluate_type(n) is not t.UNKNOWN for n in notes if n is not None)
        except Undetermined:
            return False

    def _differs(self: Lowering, node: Any, wanted: t.CallableType) -> bool:
        """Whether a nested function needs a lambda around it to have the wanted signature."""
        given = node.args
        if given.vararg or given.kwarg or given.kwonlyargs:
            return True
        if len(given.posonlyargs) + len(given.args) != len(wanted.params):
            return True
        if has_yield(node):
            return True
        positional = [*given.posonlyargs, *given.args]
        for argument, type_ in zip(positional, wanted.params, strict=True):
            open_ = argument.annotation is None or mentions_placeholder(type_)
            if not open_ and self.evaluate_type(argument.annotation) is not known(type_):
                return True
        if getattr(node, "returns", None) is None or mentions_placeholder(wanted.result):
            return False
        plain = not isinstance(node, ast.AsyncFunctionDef)
        return plain and self.evaluate_type(node.returns) is not wanted.result


def _callable_of(expected: t.Type) -> t.CallableType | None:
    """The signature among what is expected."""
    expected = known(expected)
    items = expected.items if isinstance(expected, t.UnionType) else (expected,)
    return next((i for i in items if isinstance(i, t.CallableType)), None)


def _has_signature(node: Any, function: Any, skip: int, has_result: bool) -> bool:
    """Whether the annotations of a live function make one."""
    hints, namespace = sources.hints(function), sources.names_of(function)
    names = [a.arg for a in sources.all_arguments(node)][skip:] + ["return"] * (not has_result)
    return _is_plain(node) and not any(is_untyped(hints.get(n), namespace) for n in names)


def _is_plain(node: Any) -> bool:
    """Whether a function takes nothing but positional arguments, all of them."""
    given = node.args
    return not (given.vararg or given.kwarg or given.kwonlyargs or given.defaults)
