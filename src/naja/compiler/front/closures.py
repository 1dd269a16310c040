"""Function values and nested functions: closures, their captures, adapters to an expected
signature."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import bindings, generators, notations, sources
from naja.compiler.front.binding import Keyword
from naja.compiler.front.builder import Builder
from naja.compiler.front.facts import Fact, known
from naja.compiler.front.instance import (
    Capture,
    FunctionInstance,
    Parameter,
    Yields,
    has_yield,
)
from naja.compiler.front.placeholders import mentions_placeholder
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.values import BoundMethod, Expression, Live, NestedFunction
from naja.compiler.front.variables import assigned_names, used_names
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
        if isinstance(type_, t.UnionType) and len(type_.present) > 1:
            if type_.optional:
                target = self.present(target, "__call__")
            given = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
            named = [(k, a if isinstance(a, ir.Value) else self.value(a)) for k, a in keywords]
            return self.per_member(
                target, lambda v: self.call_value(v, list(given), list(named), node)
            )
        if isinstance(type_, t.ClassType):
            return self.call_method(target, "__call__", args, node, keywords)
        if not isinstance(type_, t.CallableType):
            raise Unsupported(node, f"{type_.name} cannot be called", "call a function")
        if keywords or len(args) != len(type_.params):
            raise Unsupported(
                node,
                f"this function value takes {len(type_.params)} positional arguments",
                "pass exactly those",
            )
        values = []
        for argument, wanted in zip(args, type_.params, strict=True):
            value = argument if isinstance(argument, ir.Value) else self.value(argument, wanted)
            values.append(
                self.coerce(value, wanted, argument if isinstance(argument, ast.AST) else node)
            )
        dst = None if type_.result in (t.NONE, t.NEVER) else self.temp(type_.result)
        self.emit(
            ir.CallClosure(loc=self.loc, dst=dst, closure=target, args=values, handler=self.handler)
        )
        return dst if dst is not None else ir.Const(t.NONE, None)

    def function_value(
        self: Lowering, item: Expression, expected: t.Type | None, node: ast.AST
    ) -> ir.Value:
        """A function, class, bound method or nested function as a value: a closure object."""
        wanted = (
            next((i for i in self.members(known(expected)) if isinstance(i, t.CallableType)), None)
            if expected
            else None
        )
        if isinstance(item, NestedFunction):
            return self._nested_value(item.node, wanted, node)
        adapter = self._adapter_source(item, wanted, node)
        return self._nested_value(adapter[0], adapter[1], node, adapter[2])

    def _adapter_source(
        self: Lowering, item: Expression, wanted: t.CallableType | None, node: ast.AST
    ) -> tuple[ast.Lambda, t.CallableType, dict[str, Any]]:
        """`lambda a0, a1: target(a0, a1)`, with the target as a build-time name or a captured
        receiver."""
        if wanted is None or mentions_placeholder(t.tuple_type(wanted.params)):
            wanted = self._own_signature(item, node, wanted)
        names = [f"a{i}" for i in range(len(wanted.params))]
        scope: dict[str, Any] = {}
        if isinstance(item, BoundMethod):
            holder = f"receiver.{id(node)}.{len(self.fn.locals)}"
            slot = self.local(holder, item.receiver.type)
            self.store(slot, item.receiver)
            self.slots[holder] = slot
            self.own_names.add(holder)
            self.flow.assigned.add(holder)
            target: ast.expr = ast.Attribute(ast.Name(holder, ast.Load()), item.name, ast.Load())
        else:
            assert isinstance(item, Live)
            scope["target"] = item.object
            target = ast.Name("target", ast.Load())
        call = ast.Call(target, [ast.Name(n, ast.Load()) for n in names], [])
        arguments = ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, [])
        made = ast.Lambda(arguments, call)
        for part in ast.walk(made):
            ast.copy_location(part, node)
        return self._kept_adapter(item, made, wanted, node), wanted, scope

    def _kept_adapter(
        self: Lowering, item: Expression, made: ast.Lambda, wanted: t.CallableType, node: ast.AST
    ) -> ast.Lambda:
        """One adapter for each place or live function, so that every pass finds the same
        instance."""
        if isinstance(item, Live):
            key: Any = ("adapter", id(item.object), wanted)
            self.world.freezer.keep.append(item.object)
            return self.world.adapters.setdefault(key, made)
        return made

    def _own_signature(
        self: Lowering, item: Expression, node: ast.AST, wanted: t.CallableType | None
    ) -> t.CallableType:
        """The callable type that a function has by its own annotations."""
        function: Any = None
        env: notations.Env = {}
        skip = 0
        result: t.Type | None = None
        if isinstance(item, BoundMethod):
            type_ = known(item.receiver.type)
            found = self.find_method(type_, item.name) if isinstance(type_, t.ClassType) else None
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
            raise Unsupported(
                node,
                "the signature of this function value is not known",
                "annotate what takes it with Callable[[…], …]",
            )
        where = sources.function_node(function)
        hints = function.__annotations__
        names = [a.arg for a in where[1].args.args][skip:] if where else []
        if wanted is not None:
            names = names[: len(wanted.params)]
        params = tuple(self._hint(hints.get(n), env, function, node) for n in names)
        if result is None:
            result = self._hint(hints.get("return"), env, function, node)
            if where and isinstance(where[1], ast.AsyncFunctionDef) and not has_yield(where[1]):
                result = t.coroutine_type(result)
        return t.callable_type(params, result)

    def _hint(
        self: Lowering,
        annotation: Any,
        env: notations.Env,
        function: types.FunctionType,
        node: ast.AST,
    ) -> t.Type:
        if annotation is None and "return" in function.__annotations__:
            return t.NONE
        return notations.resolve(annotation, env, function.__globals__)

    def on_lambda(self: Lowering, node: ast.Lambda, expected: t.Type | None) -> Expression:
        wanted = (
            next((i for i in self.members(known(expected)) if isinstance(i, t.CallableType)), None)
            if expected
            else None
        )
        if wanted is None and node.args.args:
            return NestedFunction(node)
        return self._nested_value(node, wanted, node)

    def _captures(self: Lowering, node: Any) -> list[Capture]:
        """The variables of this function that a nested one uses."""
        own = {a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]}
        body = node.body if isinstance(node.body, list) else [node.body]
        nonlocals = {
            name for n in ast.walk(node) if isinstance(n, ast.Nonlocal) for name in n.names
        }
        own |= assigned_names(body) - nonlocals
        result = []
        for name in sorted(self._names_used(node, set()) - own):
            if name in self.iterated and name in self.slots:
                raise Unsupported(
                    node,
                    f"a function that a comprehension makes sees only the last '{name}'",
                    f"return it from a function that takes {name}",
                )
            if name in self.slots or (
                name in self.own_names and name not in self.nested and name not in self.global_names
            ):
                slot = self.slots.get(name) or self._slot_from_fact(name)
                type_ = known(slot.type)
                if self.is_cell(name):
                    assert isinstance(type_, t.ClassType)
                    type_ = type_.args[0]
                elif name in self.flow.narrowed:
                    type_ = self.flow.narrowed[name]
                result.append(Capture(name, self.need(type_), self.is_cell(name)))
        return result

    def _names_used(self: Lowering, node: ast.AST, seen: set[str]) -> set[str]:
        """Names used, also through other nested functions that it mentions."""
        names = used_names(node)
        around: dict[str, Any] = {}
        definer: FunctionInstance | None = self.inst
        while definer is not None:
            around = {**definer.nested, **around}
            definer = definer.parent
        for name in names & set(around) - seen:
            seen.add(name)
            names |= self._names_used(around[name], seen)
        return names

    def _constant_default(self: Lowering, node: ast.expr) -> ir.Value:
        """CPython evaluates a default where the function is defined, the compiler where it is
        called: the same only for constants."""
        value = self.value(node)
        if not isinstance(value, ir.Const | ir.ConstTuple) and not isinstance(node, ast.Constant):
            raise Unsupported(
                node,
                "the default of a nested function has to be a constant",
                "return the function from another one that takes the value as its parameter",
            )
        return value

    def _nested_instance(
        self: Lowering,
        node: Any,
        types_: list[t.Type | None],
        result: t.Type | None,
        scope: dict[str, Any] | None = None,
        definer: FunctionInstance | None = None,
    ) -> FunctionInstance:
        captures = self._captures(node)
        parameters = self._nested_parameters(node, types_)
        makes = self._nested_generator(node)
        result = (self._nested_result(node) or result) if makes is None else None
        definer = definer or self.inst
        key = (
            id(node),
            id(definer),
            tuple(p.type for p in parameters),
            tuple((c.name, c.type, c.cell) for c in captures),
            result,
        )
        self.world.nodes[id(node)] = node
        found = self.world.instances.get(key)
        if found is None:
            fact = Fact(result, fixed=True) if result is not None else Fact(t.NEVER)
            if makes is not None:
                fact = generators.annotated_type(makes)
            shown = f"{definer.name}.<locals>.{getattr(node, 'name', '<lambda>')}"
            found = self.world.new_instance(
                shown,
                definer.source,
                node,
                definer.namespace,
                definer.env,
                parameters,
                fact,
                captures,
            )
            found.parent, found.owner = definer, definer.owner
            found.scope = dict(scope or {})
            found.ir.traced = found.body_traced = self.inst.ir.traced and not scope
            found.makes = makes
            self.world.instances[key] = found
        return found

    def _nested_generator(self: Lowering, node: Any) -> Yields | None:
        if not has_yield(node):
            return None
        body = node.body if isinstance(node.body, list) else [node.body]
        is_async = isinstance(node, ast.AsyncFunctionDef)
        annotation = getattr(node, "returns", None)
        returns = generators.returns_value(body)
        return generators.yields_of(node, is_async, annotation, self.evaluate_type, returns)

    def _nested_parameters(
        self: Lowering, node: Any, types_: list[t.Type | None]
    ) -> list[Parameter]:
        """The parameters of a nested function: annotated, with a default, or typed by the place."""
        positional = [*node.args.posonlyargs, *node.args.args]
        missing = len(positional) - len(node.args.defaults)
        defaults = [*[None] * missing, *node.args.defaults, *node.args.kw_defaults]
        parameters = []
        for at, argument in enumerate([*positional, *node.args.kwonlyargs]):
            type_ = types_[at] if at < len(types_) else None
            if getattr(argument, "annotation", None):
                type_ = self.evaluate_type(argument.annotation)
            default = defaults[at]
            if default is not None:
                value = self._constant_default(default)
                type_ = type_ or value.type
            if type_ is None:
                reason = f"the type of parameter '{argument.arg}' is not known"
                remedy = "annotate it, or pass the lambda to a typed parameter"
                raise Unsupported(node, reason, remedy)
            parameter = Parameter(argument.arg, self.need(type_), default_node=default)
            parameter.has_default = default is not None
            parameter.keyword_only = at >= len(positional)
            parameters.append(parameter)
        return parameters

    def _nested_result(self: Lowering, node: Any) -> t.Type | None:
        """The annotated result of a nested function."""
        if getattr(node, "returns", None) is None:
            return None
        return self.evaluate_type(node.returns)

    def _capture_values(self: Lowering, instance: FunctionInstance, kept: bool) -> list[ir.Value]:
        """The captured variables, for a call or for a closure that is kept: that one has to see
        what is assigned later."""
        result = []
        for capture in instance.captures:
            slot = self.slots.get(capture.name) or self._slot_from_fact(capture.name)
            if not capture.cell and capture.name not in self.flow.assigned:
                if kept and capture.name in self.own_names:
                    self.inst.cells.add(capture.name)
                    self.inst.invalidate()
                    raise Poisoned
                self._check_assigned(capture.name, self.node)
            value = self.load(slot)
            result.append(value if capture.cell else self.narrowed_value(capture.name, value))
        return result

    def _call_nested(
        self: Lowering,
        target: NestedFunction,
        args: list[Any],
        keywords: list[Keyword],
        call: ast.AST,
    ) -> ir.Value:
        node = target.node
        declared = [*node.args.posonlyargs, *node.args.args]
        values = list(args)
        types_: list[t.Type | None] = []
        for at, argument in enumerate(values):
            if at < len(declared) and declared[at].annotation is None:
                values[at] = argument if isinstance(argument, ir.Value) else self.value(argument)
                types_.append(self.need(values[at].type))
            else:
                types_.append(None)
        instance = self._nested_instance(node, types_, None, definer=target.definer)
        bound = self.bind(
            instance.parameters, values, keywords, getattr(node, "name", "<lambda>"), call
        )
        passed = [
            self.coerce(self.argument(a, p.type, None, p), p.type, call)
            for a, p in zip(bound, instance.parameters, strict=True)
        ]
        return self.call_instance(instance, [*self._capture_values(instance, False), *passed])

    def _nested_value(
        self: Lowering,
        node: Any,
        wanted: t.CallableType | None,
        place: ast.AST,
        scope: dict[str, Any] | None = None,
    ) -> ir.Value:
        """A nested function as a closure object."""
        params: list[t.Type | None] = list(wanted.params) if wanted is not None else []
        count = len(node.args.args)
        required = count - len(node.args.defaults)
        if wanted is not None and not required <= len(params) <= count:
            raise Unsupported(
                place,
                f"this function takes {count} arguments, where one with {len(params)} is expected",
                "change its parameters",
            )
        expected = None
        if (
            wanted is not None
            and not mentions_placeholder(wanted.result)
            and not isinstance(node, ast.AsyncFunctionDef)
            and not has_yield(node)
        ):
            expected = wanted.result
        if getattr(node, "returns", None) is not None and expected is not None:
            declared = self.evaluate_type(node.returns)
            if declared is not expected:
                return self._adapted(node, wanted, place)
        made = wanted is not None and has_yield(node) and not mentions_placeholder(wanted.result)
        if wanted is not None and (len(params) < count or made):
            return self._adapted(node, wanted, place)
        instance = self._nested_instance(node, params, expected, scope)
        result = self.world.result_of(instance, self.inst)
        if result is t.NEVER and not instance.result.fixed and instance.state != "done":
            raise Poisoned
        result = t.coroutine_type(result) if instance.is_coroutine else result
        type_ = t.callable_type(tuple(p.type for p in instance.parameters), result)
        captures = self._capture_values(instance, True)
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

    def _adapted(
        self: Lowering, node: Any, wanted: t.CallableType | None, place: ast.AST
    ) -> ir.Value:
        """A nested function whose own signature differs from the wanted one: a lambda around it."""
        assert wanted is not None
        names = [f"a{i}" for i in range(len(wanted.params))]
        name = getattr(node, "name", "")
        if not name:
            raise Unsupported(
                place, "this lambda does not have the expected signature", "change its parameters"
            )
        call = ast.Call(ast.Name(name, ast.Load()), [ast.Name(n, ast.Load()) for n in names], [])
        made = ast.Lambda(
            ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, []), call
        )
        for part in ast.walk(made):
            ast.copy_location(part, place)
        kept = self.world.adapters.setdefault(("nested", id(node), wanted), made)
        return self._nested_value(kept, wanted, place)
