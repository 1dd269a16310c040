"""Calls: binding arguments to parameters, generics, methods and their dispatch, function values, nested functions."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import notations, bindings, sources
from naja.compiler.front.builder import Builder
from naja.compiler.front.facts import Fact, has_var, known, unify
from naja.compiler.front.instance import Capture, FunctionInstance, Parameter
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.values import BoundMethod, Expression, Live, NestedFunction, SuperObject
from naja.compiler.front.variables import assigned_names, used_names
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

Argument = ir.Value | ast.expr
Keyword = tuple[str, Argument]


class Placeholder(t.Type):
    """A type variable of the function being called, while its arguments determine it."""

    def __init__(self, variable: Any) -> None:
        self.variable = variable
        self.name = str(variable)


class Calls(Builder):
    """See the module."""

    def on_call(self: Lowering, node: ast.Call, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
            if not self.allows_stars(node):
                raise Unsupported(node, "star arguments are not compiled yet", "write the arguments one by one")
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
            return self._super(node)
        target = self.expression(node.func)
        keywords: list[Keyword] = [(k.arg or "", k.value) for k in node.keywords]
        if isinstance(target, Live):
            return self.call_live(target, node, expected)
        if isinstance(target, BoundMethod):
            return self.call_bound(target, list(node.args), keywords, node)
        if isinstance(target, NestedFunction):
            return self._call_nested(target, list(node.args), keywords, node)
        assert isinstance(target, ir.Value)
        return self.call_value(target, list(node.args), keywords, node)

    def _super(self: Lowering, node: ast.Call) -> Expression:  # type: ignore[misc]
        if self.inst.owner is None or not self.inst.parameters:
            raise Unsupported(node, "super() outside a method", "name the base class")
        first = self.inst.parameters[0].name
        return SuperObject(self.read_local(first, node), self.inst.owner)

    def call_bound(self: Lowering, target: BoundMethod, args: list[Argument], keywords: list[Keyword], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        receiver: Any = target.receiver
        if isinstance(receiver, SuperObject):
            return self._call_super(receiver, target.name, args, keywords, node)
        return self.call_method(receiver, target.name, args, node, keywords)

    def _call_super(self: Lowering, target: SuperObject, name: str, args: list[Argument], keywords: list[Keyword], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        info = self.world.class_info(target.owner)
        for cls in info.mro[1:]:
            if name in vars(cls):
                owner = info.owner_type(cls)
                receiver = self.convert(target.receiver, owner)
                return self.call_function(self.plain_function(vars(cls)[name]), owner, [receiver, *args], keywords, node)
            if name == "__init__" and "__dataclass_fields__" in vars(cls):
                break
        if name == "__init__":
            return ir.Const(t.NONE, None)
        raise Unsupported(node, f"no base class of {target.owner.name} has '{name}'", "correct the spelling")

    def plain_function(self, live: Any) -> types.FunctionType:
        live = getattr(live, "__func__", live)
        return getattr(live, "__wrapped__", live) if not isinstance(live, types.FunctionType) else live

    # ---- methods --------------------------------------------------------------------------------------------

    def has_method(self: Lowering, type_: t.Type, name: str) -> bool:  # type: ignore[misc]
        type_ = known(type_)
        if not isinstance(type_, t.ClassType):
            return False
        found = self.find_method(type_, name)
        return found is not None and found[1] is not None

    def find_method(self: Lowering, type_: t.ClassType, name: str) -> tuple[t.ClassType, Any] | None:  # type: ignore[misc]
        """A method of the class: written, or made up for dataclasses and enums."""
        info = self.world.class_info(type_)
        for cls in info.mro:
            made = self.synthesized(cls, name)
            if made is not None:
                return info.owner_type(cls), made
            if name in vars(cls):
                return info.owner_type(cls), vars(cls)[name]
        return None

    def accepts(self: Lowering, type_: t.Type, name: str, other: t.Type) -> bool:  # type: ignore[misc]
        """Whether a binary method takes an operand of type `other`, by its annotation."""
        type_ = known(type_)
        assert isinstance(type_, t.ClassType)
        found = self.find_method(type_, name)
        if found is None or found[1] is None:
            return False
        functions = getattr(found[1], "functions", (found[1],))
        return any(self._accepts_one(f, found[0], other) for f in functions)

    def _accepts_one(self: Lowering, function: Any, owner: t.ClassType, other: t.Type) -> bool:  # type: ignore[misc]
        function = self.plain_function(function)
        names = function.__code__.co_varnames[1:2]
        annotation = function.__annotations__.get(names[0]) if names else None
        if annotation is None:
            return True
        env = {**self.world.class_info(owner).env}
        try:
            type_ = self.parameter_type(annotation, env, function)
        except Unsupported:
            return True
        other = known(other)
        if isinstance(type_, Placeholder) or has_var(type_) or self.fits(other, type_):
            return True
        if isinstance(type_, t.IntType | t.FloatType) and isinstance(other, t.IntType):
            return type_ is t.FLOAT or other is not t.BOOL
        if isinstance(type_, t.ClassType) and isinstance(other, t.ClassType) and (type_.cls is other.cls or has_var(other)):
            return True
        return isinstance(type_, t.TupleType) and isinstance(other, t.TupleType)

    def call_method(
        self: Lowering,  # type: ignore[misc]
        receiver: ir.Value,
        name: str,
        args: list[Any],
        node: ast.AST,
        keywords: list[Keyword] | None = None,
    ) -> ir.Value:
        """receiver.name(args), dispatched where subclasses override it."""
        type_ = known(receiver.type)
        keywords = keywords or []
        if isinstance(type_, t.UnionType):
            return self._union_method(receiver, type_, name, args, node, keywords)
        if type_ is t.NEVER:
            return receiver
        if not isinstance(type_, t.ClassType):
            return self.special_method(receiver, name, args, keywords, node)
        info = self.world.class_info(type_)
        if name in info.fields:
            return self.call_value(self.get_field(receiver, name), args, keywords, node)
        found = self.find_method(type_, name)
        if found is None or found[1] is None:
            from naja.compiler.front.expressions import nearest

            special = self.special_object_method(receiver, name, args, node)
            if special is not None:
                return special
            raise Unsupported(node, f"{type_.name} has no method '{name}'", nearest(name, type_.cls, info.fields))
        owner, live = found
        if isinstance(live, staticmethod):
            return self.call_function(live.__func__, None, args, keywords, node)
        if isinstance(live, classmethod):
            return self.call_class_method(live.__func__, type_.cls, args, keywords, node)
        if hasattr(live, "functions"):
            live = self.choose_overload(live.functions, owner, [receiver, *args], keywords, node)
        return self.call_function(self.plain_function(live), owner, [receiver, *args], keywords, node, virtual=type_)

    def _union_method(self: Lowering, receiver: ir.Value, type_: t.UnionType, name: str, args: list[Any], node: ast.AST, keywords: list[Keyword]) -> ir.Value:  # type: ignore[misc]
        if type_.optional and len(type_.present) == 1:
            return self.call_method(self.present(receiver, name), name, args, node, keywords)
        values = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        named = [(k, a if isinstance(a, ir.Value) else self.value(a)) for k, a in keywords]
        if type_.optional:
            receiver = self.present(receiver, name)
            return self.call_method(receiver, name, values, node, list(named))
        return self.per_member(receiver, lambda v: self.call_method(v, name, list(values), node, list(named)))

    def call_property(self: Lowering, target: ir.Value, owner: t.ClassType, live: property, name: str, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        assert live.fget is not None
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        return self.call_function(self.plain_function(live.fget), owner, [target], [], node, virtual=type_, virtual_name=name)

    def choose_overload(self: Lowering, functions: tuple[Any, ...], owner: t.ClassType | None, args: list[Any], keywords: list[Keyword], node: ast.AST) -> Any:  # type: ignore[misc]
        """The first function whose parameters accept the arguments; arguments that are syntax are typed first."""
        for at, argument in enumerate(args):
            if isinstance(argument, ast.expr) and not isinstance(argument, ast.Lambda):
                item = self.expression(argument)
                if isinstance(item, ir.Value):
                    args[at] = item
                elif isinstance(item, Live) and not callable(item.object):
                    args[at] = self.materialise(item, None, argument)
        for function in functions:
            if self._overload_fits(self.plain_function(function), owner, args, [k for k, _ in keywords]):
                return function
        shown = ", ".join(a.type.name if isinstance(a, ir.Value) else "…" for a in args)
        name = functions[0].__qualname__.lstrip("_")
        raise Unsupported(node, f"{name} does not take ({shown})", "convert the arguments")

    def _overload_fits(self: Lowering, function: types.FunctionType, owner: t.ClassType | None, args: list[Any], names: list[str]) -> bool:  # type: ignore[misc]
        code = function.__code__
        parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        required = code.co_argcount - len(function.__defaults__ or ())
        if not required <= len(args) + len([n for n in names if n in parameters]) or len(args) > code.co_argcount:
            return False
        if any(n not in parameters for n in names):
            return False
        env = self.world.class_info(owner).env if owner is not None else {}
        for name, argument in zip(parameters, args, strict=False):
            annotation = function.__annotations__.get(name)
            if annotation is None or not isinstance(argument, ir.Value):
                if annotation is not None and isinstance(argument, ast.expr):
                    type_ = self.parameter_type(annotation, env, function)
                    if not isinstance(type_, t.CallableType | Placeholder | t.UnionType | t.ObjectType):
                        return False
                continue
            if not self._fits_parameter(argument, self.parameter_type(annotation, env, function)):
                return False
        return True

    def _fits_parameter(self: Lowering, argument: ir.Value, type_: t.Type) -> bool:  # type: ignore[misc]
        have = known(argument.type)
        if isinstance(type_, Placeholder) or _mentions_placeholder(type_):
            return type(have) is type(type_) and getattr(have, "cls", None) is getattr(type_, "cls", None) or isinstance(type_, Placeholder)
        if self.fits(have, type_):
            return True
        if has_var(have) and isinstance(have, t.ClassType) and isinstance(type_, t.ClassType):
            return have.cls is type_.cls
        if isinstance(type_, t.IntType) and isinstance(argument, ir.Const) and isinstance(have, t.IntType):
            return have is not t.BOOL and type_ is not t.BOOL
        return type_ is t.FLOAT and isinstance(have, t.IntType) and have is not t.BOOL

    # ---- functions ------------------------------------------------------------------------------------------

    def call_class_method(self: Lowering, function: Any, cls: type, args: list[Any], keywords: list[Keyword], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """cls is bound at build time: each class has its own instance of the method."""
        function = self.plain_function(function)
        first = function.__code__.co_varnames[0]
        return self.call_function(function, None, args, keywords, node, scope={first: cls})

    def parameter_type(self: Lowering, annotation: Any, env: notations.Env, function: types.FunctionType) -> t.Type:  # type: ignore[misc]
        return notations.resolve(annotation, PlaceholderEnv(env), function.__globals__)

    def call_function(
        self: Lowering,  # type: ignore[misc]
        function: types.FunctionType,
        owner: t.ClassType | None,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
        virtual: t.ClassType | None = None,
        virtual_name: str = "",
        scope: dict[str, Any] | None = None,
    ) -> ir.Value:
        """Call a live function. virtual: the receiver's class, when an override may be meant."""
        where = sources.function_node(function)
        if where is None:
            raise Unsupported(
                node,
                f"{function.__qualname__} has no Python source that Naja could compile",
                "docs/language.md lists what is there",
            )
        parameters = self._live_parameters(function, where[1], node)
        if scope:
            parameters = parameters[1:]
        env: notations.Env = dict(self.world.class_info(owner).env) if owner is not None else {}
        self_parameter = None
        if owner is not None and parameters and args and isinstance(args[0], ir.Value):
            self_parameter = parameters[0].name
        types_, given = self._parameter_types(function, parameters, env, owner, self_parameter)
        bound = self.bind(parameters, args, keywords, function.__name__, node)
        values = self._arguments(bound, types_, given, env, parameters, function)
        if owner is not None and has_var(owner):
            owner, env, virtual = self._solved_owner(owner, values, types_)
        given = {name: self.need(type_) for name, type_ in given.items()}
        instance = self._instance(function, owner, env, given, scope, node)
        values = [self.coerce(v, p.type, a if isinstance(a, ast.AST) else node) for v, p, a in zip(values, instance.parameters, bound, strict=True)]
        if virtual is not None and self.world.target != "" and not function.__name__.startswith("__init"):
            return self.call_virtual(instance, virtual, virtual_name or function.__name__, values, node)
        return self.call_instance(instance, values)

    def _solved_owner(self: Lowering, owner: t.ClassType, values: list[ir.Value], types_: list[t.Type | None]) -> tuple[t.ClassType, notations.Env, None]:  # type: ignore[misc]
        """`xs.append(1)` on an empty list tells what the list holds."""
        for value, declared in zip(values, types_, strict=True):
            if declared is not None and has_var(declared):
                unify(declared, value.type)
        owner_type = self.need(owner)
        assert isinstance(owner_type, t.ClassType)
        return owner_type, dict(self.world.class_info(owner_type).env), None

    def _live_parameters(self: Lowering, function: types.FunctionType, node: Any, call: ast.AST) -> list[Parameter]:  # type: ignore[misc]
        from naja.compiler.front.world import live_parameters

        try:
            return live_parameters(function, node)
        except Unsupported as problem:
            problem.node = call
            raise

    def _instance(self: Lowering, function: types.FunctionType, owner: t.ClassType | None, env: notations.Env, given: dict[str, t.Type], scope: dict[str, Any] | None, node: ast.AST) -> FunctionInstance:  # type: ignore[misc]
        try:
            return self.world.instance(function, owner, env, given, scope)
        except Unsupported as problem:
            if not hasattr(problem.node, "lineno") or sources.source_file(function.__code__.co_filename) is not self.inst.source:
                problem.node = node
            raise

    def _parameter_types(
        self: Lowering,  # type: ignore[misc]
        function: types.FunctionType,
        parameters: list[Parameter],
        env: notations.Env,
        owner: t.ClassType | None,
        self_parameter: str | None,
    ) -> tuple[list[t.Type | None], dict[str, t.Type]]:
        """The declared types with type variables as placeholders; None where there is no annotation."""
        types_: list[t.Type | None] = []
        given: dict[str, t.Type] = {}
        for parameter in parameters:
            annotation = function.__annotations__.get(parameter.name)
            if parameter.name == self_parameter and annotation is None:
                assert owner is not None
                given[parameter.name] = self.self_type(owner)
                types_.append(given[parameter.name])
            elif annotation is None:
                types_.append(None)
            else:
                declared = self.parameter_type(annotation, env, function)
                types_.append(bindings.builtin_type("tuple", declared) if parameter.variadic else declared)
        return types_, given

    def self_type(self: Lowering, owner: t.ClassType) -> t.Type:  # type: ignore[misc]
        return owner

    def _arguments(
        self: Lowering,  # type: ignore[misc]
        bound: list[Any],
        types_: list[t.Type | None],
        given: dict[str, t.Type],
        env: notations.Env,
        parameters: list[Parameter],
        function: types.FunctionType,
    ) -> list[ir.Value]:
        values: list[ir.Value] = []
        found: dict[t.Type, t.Type] = {}
        for argument, declared, parameter in zip(bound, types_, parameters, strict=True):
            wanted = None if declared is None else notations.substitute(declared, found)
            if isinstance(argument, Rest):
                values.append(self._rest(argument, wanted, found, function, parameter))
                continue
            expected = None if wanted is None or (_mentions_placeholder(wanted) and not isinstance(wanted, t.CallableType)) else wanted
            value = self.argument(argument, expected, function, parameter)
            if wanted is None:
                given[parameter.name] = self.need(value.type)
            elif has_var(wanted):
                unify(wanted, value.type)
            elif _mentions_placeholder(wanted):
                self.match(wanted, value.type, found)
                wanted = notations.substitute(wanted, found)
                if not _mentions_placeholder(wanted) and not has_var(wanted):
                    value = self.coerce(value, wanted, argument if isinstance(argument, ast.AST) else None)
            values.append(value)
        for placeholder, type_ in found.items():
            assert isinstance(placeholder, Placeholder)
            env[placeholder.variable] = self.need(type_)
        return values

    def _rest(self: Lowering, argument: Rest, wanted: t.Type | None, found: dict[t.Type, t.Type], function: types.FunctionType, parameter: Parameter) -> ir.Value:  # type: ignore[misc]
        """The arguments that *args takes, as one tuple."""
        if not isinstance(wanted, t.ClassType):
            raise Unsupported(self.node, f"*{parameter.name} of {function.__name__} has no annotation", "annotate it, for example `*args: int`")
        item = wanted.args[0]
        items = []
        for part in argument.parts:
            value = self.argument(part, None if _mentions_placeholder(item) else item, function, parameter)
            self.match(item, value.type, found)
            items.append(value)
        whole = notations.substitute(wanted, found)
        if _mentions_placeholder(whole):
            raise Unsupported(self.node, f"{function.__name__}() without arguments has no type", "pass at least one")
        assert isinstance(whole, t.ClassType)
        return self._tuple_of(items, whole, self.node)

    def argument(self: Lowering, argument: Any, expected: t.Type | None, function: types.FunctionType | None, parameter: Parameter) -> ir.Value:  # type: ignore[misc]
        if isinstance(argument, ir.Value):
            return argument
        if isinstance(argument, Default):
            return self.default_value(argument.live, expected, parameter)
        return self.value(argument, expected)

    def default_value(self: Lowering, live: Any, expected: t.Type | None, parameter: Parameter) -> ir.Value:  # type: ignore[misc]
        from naja.compiler.front.freeze import type_of_value

        if parameter.default_node is not None:
            return self.value(parameter.default_node, expected)
        type_ = expected if expected is not None and not isinstance(expected, t.CallableType) else None
        if type_ is None and callable(live):
            return self.materialise(Live(live, parameter.name), expected, self.node)
        return self.world.freezer.value(live, type_ or type_of_value(live), parameter.name)

    def match(self: Lowering, wanted: t.Type, have: t.Type, found: dict[t.Type, t.Type]) -> None:  # type: ignore[misc]
        """Find what the placeholders in `wanted` stand for, given a value of type `have`."""
        have = known(have)
        if isinstance(wanted, Placeholder):
            found[wanted] = self.join_values(found[wanted], have) if wanted in found else have
            return
        if isinstance(wanted, t.UnionType):
            self._match_union(wanted, have, found)
            return
        if isinstance(wanted, t.ClassType) and isinstance(have, t.ClassType) and wanted.cls is not have.cls:
            info = self.world.class_info(have)
            if wanted.cls in info.mro:
                have = info.owner_type(wanted.cls)
        if isinstance(wanted, t.CoroutineType) and not isinstance(have, t.CoroutineType):
            return
        if type(wanted) is type(have):
            for inner, actual in zip(t.parts_of(wanted), t.parts_of(have), strict=False):
                self.match(inner, actual, found)

    def _match_union(self: Lowering, wanted: t.UnionType, have: t.Type, found: dict[t.Type, t.Type]) -> None:  # type: ignore[misc]
        rest = [i for i in self.members(have) if i not in wanted.items]
        for item in wanted.items:
            if _mentions_placeholder(item) and rest:
                self.match(item, t.union_type(rest), found)
                return

    def bind(self: Lowering, parameters: list[Parameter], args: list[Any], keywords: list[Keyword], name: str, node: ast.AST) -> list[Any]:  # type: ignore[misc]
        """Arguments in the order of the parameters, defaults filled in."""
        by_name = dict(keywords)
        result: list[Any] = []
        positional = [p for p in parameters if not p.keyword_only]
        variadic = any(p.variadic for p in parameters)
        if len(args) > len(positional) and not variadic:
            raise Unsupported(node, f"{name}() takes {len(positional)} positional arguments, {len(args)} are given", "remove some")
        for at, parameter in enumerate(parameters):
            if parameter.variadic:
                result.append(Rest(args[at:]))
            elif at < len(args) and not parameter.keyword_only:
                result.append(args[at])
            elif parameter.name in by_name:
                result.append(by_name.pop(parameter.name))
            elif parameter.has_default:
                result.append(Default(parameter.default))
            else:
                raise Unsupported(node, f"{name}() needs the argument '{parameter.name}'", f"pass {parameter.name}")
        if by_name:
            raise Unsupported(node, f"{name}() has no parameter '{next(iter(by_name))}'", "correct the keyword")
        return result

    def call_virtual(self: Lowering, instance: FunctionInstance, receiver: t.ClassType, name: str, values: list[ir.Value], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """A method call that reaches the override of the object's own class."""
        from naja.compiler.front.world import VirtualCall

        if not self.world.may_override(receiver, name):
            return self.call_instance(instance, values)
        result = self.world.result_of(instance, self.inst)
        if result is t.NEVER:
            return self.call_instance(instance, values)
        if instance.is_coroutine:
            dst: ir.Temp | None = self.temp(t.coroutine_type(result))
        else:
            dst = None if result is t.NONE else self.temp(result)
        instr = ir.Dispatch(loc=self.loc, dst=dst, args=values, name=name, handler=self.handler)
        self.emit(instr)
        self.world.virtual.setdefault(self.inst, []).append(VirtualCall(instr, self.inst, receiver, instance))
        return dst if dst is not None else ir.Const(t.NONE, None)

    # ---- function values ------------------------------------------------------------------------------------

    def call_value(self: Lowering, target: ir.Value, args: list[Any], keywords: list[Keyword], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """Call a run-time value: a function value, or an object with __call__."""
        type_ = self.need(target.type)
        if isinstance(type_, t.UnionType) and type_.optional and len(type_.present) == 1:
            target = self.present(target, "__call__")
            type_ = known(target.type)
        if isinstance(type_, t.ClassType):
            return self.call_method(target, "__call__", args, node, keywords)
        if not isinstance(type_, t.CallableType):
            raise Unsupported(node, f"{type_.name} cannot be called", "call a function")
        if keywords or len(args) != len(type_.params):
            raise Unsupported(node, f"this function value takes {len(type_.params)} positional arguments", "pass exactly those")
        values = []
        for argument, wanted in zip(args, type_.params, strict=True):
            value = argument if isinstance(argument, ir.Value) else self.value(argument, wanted)
            values.append(self.coerce(value, wanted, argument if isinstance(argument, ast.AST) else node))
        dst = None if type_.result in (t.NONE, t.NEVER) else self.temp(type_.result)
        self.emit(ir.CallClosure(loc=self.loc, dst=dst, closure=target, args=values, handler=self.handler))
        return dst if dst is not None else ir.Const(t.NONE, None)

    def function_value(self: Lowering, item: Expression, expected: t.Type | None, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """A function, class, bound method or nested function as a value: a closure object."""
        wanted = next((i for i in self.members(known(expected)) if isinstance(i, t.CallableType)), None) if expected else None
        if isinstance(item, NestedFunction):
            return self._nested_value(item.node, wanted, node)
        adapter = self._adapter_source(item, wanted, node)
        return self._nested_value(adapter[0], adapter[1], node, adapter[2])

    def _adapter_source(self: Lowering, item: Expression, wanted: t.CallableType | None, node: ast.AST) -> tuple[ast.Lambda, t.CallableType, dict[str, Any]]:  # type: ignore[misc]
        """`lambda a0, a1: target(a0, a1)`, with the target as a build-time name or a captured receiver."""
        if wanted is None or _mentions_placeholder(t.tuple_type(wanted.params)):
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

    def _kept_adapter(self: Lowering, item: Expression, made: ast.Lambda, wanted: t.CallableType, node: ast.AST) -> ast.Lambda:  # type: ignore[misc]
        """One adapter for each place or live function, so that every pass finds the same instance."""
        if isinstance(item, Live):
            key: Any = ("adapter", id(item.object), wanted)
            self.world.freezer.keep.append(item.object)
            return self.world.adapters.setdefault(key, made)
        return made

    def _own_signature(self: Lowering, item: Expression, node: ast.AST, wanted: t.CallableType | None) -> t.CallableType:  # type: ignore[misc]
        """The callable type that a function has by its own annotations."""
        function: Any = None
        env: notations.Env = {}
        skip = 0
        result: t.Type | None = None
        if isinstance(item, BoundMethod):
            type_ = known(item.receiver.type)
            found = self.find_method(type_, item.name) if isinstance(type_, t.ClassType) else None
            if found is not None:
                function, env, skip = self.plain_function(found[1]), dict(self.world.class_info(found[0]).env), 1
        elif isinstance(item, Live):
            function = item.object
            if isinstance(function, type):
                cls = bindings.counterpart_class(function)
                result = t.class_type(cls)
                function, skip = self.initializer(cls), 1
                if function is None:
                    return t.callable_type((), result)
            elif isinstance(function, types.MethodType):
                function, skip = function.__func__, 1
            else:
                function = bindings.counterpart(function)
        if not isinstance(function, types.FunctionType):
            raise Unsupported(node, "the signature of this function value is not known", "annotate what takes it with Callable[[…], …]")
        where = sources.function_node(function)
        hints = function.__annotations__
        names = [a.arg for a in where[1].args.args][skip:] if where else []
        if wanted is not None:
            names = names[: len(wanted.params)]
        params = tuple(self._hint(hints.get(n), env, function, node) for n in names)
        if result is None:
            result = self._hint(hints.get("return"), env, function, node)
            if where and isinstance(where[1], ast.AsyncFunctionDef):
                result = t.coroutine_type(result)
        return t.callable_type(params, result)

    def _hint(self: Lowering, annotation: Any, env: notations.Env, function: types.FunctionType, node: ast.AST) -> t.Type:  # type: ignore[misc]
        if annotation is None and "return" in function.__annotations__:
            return t.NONE
        return notations.resolve(annotation, env, function.__globals__)

    # ---- nested functions -----------------------------------------------------------------------------------

    def on_lambda(self: Lowering, node: ast.Lambda, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        wanted = next((i for i in self.members(known(expected)) if isinstance(i, t.CallableType)), None) if expected else None
        if wanted is None and node.args.args:
            return NestedFunction(node)
        return self._nested_value(node, wanted, node)

    def _captures(self: Lowering, node: Any) -> list[Capture]:  # type: ignore[misc]
        """The variables of this function that a nested one uses."""
        own = {a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]}
        body = node.body if isinstance(node.body, list) else [node.body]
        nonlocals = {name for n in ast.walk(node) if isinstance(n, ast.Nonlocal) for name in n.names}
        own |= assigned_names(body) - nonlocals
        result = []
        for name in sorted(self._names_used(node, set()) - own):
            if name in self.slots or (name in self.own_names and name not in self.nested and name not in self.global_names):
                slot = self.slots.get(name) or self._slot_from_fact(name)
                type_ = known(slot.type)
                if self.is_cell(name):
                    assert isinstance(type_, t.ClassType)
                    type_ = type_.args[0]
                elif name in self.flow.narrowed:
                    type_ = self.flow.narrowed[name]
                result.append(Capture(name, self.need(type_), self.is_cell(name)))
        return result

    def _names_used(self: Lowering, node: ast.AST, seen: set[str]) -> set[str]:  # type: ignore[misc]
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

    def _nested_instance(self: Lowering, node: Any, types_: list[t.Type | None], result: t.Type | None, scope: dict[str, Any] | None = None, definer: FunctionInstance | None = None) -> FunctionInstance:  # type: ignore[misc]
        captures = self._captures(node)
        parameters = []
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        defaults = [None] * (len(node.args.posonlyargs) + len(node.args.args) - len(node.args.defaults)) + list(node.args.defaults) + list(node.args.kw_defaults)
        for at, argument in enumerate(arguments):
            wanted = types_[at] if at < len(types_) else None
            type_ = self.evaluate_type(argument.annotation) if getattr(argument, "annotation", None) else wanted
            if type_ is None:
                raise Unsupported(node, f"the type of parameter '{argument.arg}' is not known", "annotate it, or pass the lambda to a typed parameter")
            default = defaults[at] if at < len(defaults) else None
            parameters.append(Parameter(argument.arg, self.need(type_), None, default is not None, at >= len(node.args.args), default))
        returns = getattr(node, "returns", None)
        if returns is not None:
            result = self.evaluate_type(returns)
        definer = definer or self.inst
        key = (id(node), id(definer), tuple(p.type for p in parameters), tuple((c.name, c.type, c.cell) for c in captures), result)
        self.world.nodes[id(node)] = node
        found = self.world.instances.get(key)
        if found is None:
            fact = Fact(result, fixed=True) if result is not None else Fact(t.NEVER)
            shown = f"{definer.name}.<locals>.{getattr(node, 'name', '<lambda>')}"
            found = self.world.new_instance(shown, definer.source, node, definer.namespace, definer.env, parameters, fact, captures)
            found.parent, found.owner = definer, definer.owner
            found.scope = dict(scope or {})
            found.ir.traced = self.inst.ir.traced and not scope
            self.world.instances[key] = found
        return found

    def _capture_values(self: Lowering, instance: FunctionInstance) -> list[ir.Value]:  # type: ignore[misc]
        result = []
        for capture in instance.captures:
            slot = self.slots.get(capture.name) or self._slot_from_fact(capture.name)
            value = self.load(slot)
            result.append(value if capture.cell else self.narrowed_value(capture.name, value))
        return result

    def _call_nested(self: Lowering, target: NestedFunction, args: list[Any], keywords: list[Keyword], call: ast.AST) -> ir.Value:  # type: ignore[misc]
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
        bound = self.bind(instance.parameters, values, keywords, getattr(node, "name", "<lambda>"), call)
        passed = [self.coerce(self.argument(a, p.type, None, p), p.type, call) for a, p in zip(bound, instance.parameters, strict=True)]
        return self.call_instance(instance, [*self._capture_values(instance), *passed])

    def _nested_value(self: Lowering, node: Any, wanted: t.CallableType | None, place: ast.AST, scope: dict[str, Any] | None = None) -> ir.Value:  # type: ignore[misc]
        """A nested function as a closure object."""
        params: list[t.Type | None] = list(wanted.params) if wanted is not None else []
        count = len(node.args.args)
        required = count - len(node.args.defaults)
        if wanted is not None and not required <= len(params) <= count:
            raise Unsupported(place, f"this function takes {count} arguments, where one with {len(params)} is expected", "change its parameters")
        expected = None
        if wanted is not None and not _mentions_placeholder(wanted.result) and not isinstance(node, ast.AsyncFunctionDef):
            expected = wanted.result
        if getattr(node, "returns", None) is not None and expected is not None:
            declared = self.evaluate_type(node.returns)
            if declared is not expected:
                return self._adapted(node, wanted, place)
        if wanted is not None and len(params) < count:
            return self._adapted(node, wanted, place)
        instance = self._nested_instance(node, params, expected, scope)
        result = self.world.result_of(instance, self.inst)
        if result is t.NEVER and not instance.result.fixed and instance.state != "done":
            raise Poisoned
        result = t.coroutine_type(result) if instance.is_coroutine else result
        type_ = t.callable_type(tuple(p.type for p in instance.parameters), result)
        captures = self._capture_values(instance)
        if not captures:
            return ir.FunctionRef(type_, instance.ir)
        dst = self.temp(type_)
        heap = self.world.runtime_function("heap", "allocate").ir
        self.emit(ir.MakeClosure(loc=self.loc, dst=dst, function=instance.ir, captures=captures, allocate=heap, handler=self.handler))
        return dst

    def _adapted(self: Lowering, node: Any, wanted: t.CallableType | None, place: ast.AST) -> ir.Value:  # type: ignore[misc]
        """A nested function whose own signature differs from the wanted one: a lambda around it."""
        assert wanted is not None
        names = [f"a{i}" for i in range(len(wanted.params))]
        name = getattr(node, "name", "")
        if not name:
            raise Unsupported(place, "this lambda does not have the expected signature", "change its parameters")
        call = ast.Call(ast.Name(name, ast.Load()), [ast.Name(n, ast.Load()) for n in names], [])
        made = ast.Lambda(ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, []), call)
        for part in ast.walk(made):
            ast.copy_location(part, place)
        kept = self.world.adapters.setdefault(("nested", id(node), wanted), made)
        return self._nested_value(kept, wanted, place)


class Default:
    """A parameter that takes its default."""

    def __init__(self, live: Any) -> None:
        self.live = live


class Rest:
    """The arguments that go into *args."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts


class PlaceholderEnv(dict[Any, t.Type]):
    """An environment in which every unknown type variable is a placeholder."""

    def __contains__(self, key: object) -> bool:
        import typing

        return isinstance(key, typing.TypeVar) or dict.__contains__(self, key)

    def __getitem__(self, key: Any) -> t.Type:
        if dict.__contains__(self, key):
            return dict.__getitem__(self, key)
        return placeholder(key)


_placeholders: dict[Any, Placeholder] = {}


def placeholder(variable: Any) -> Placeholder:
    """The one placeholder of a type variable."""
    if variable not in _placeholders:
        _placeholders[variable] = Placeholder(variable)
    return _placeholders[variable]


def _mentions_placeholder(type_: t.Type) -> bool:
    return isinstance(type_, Placeholder) or any(_mentions_placeholder(p) for p in t.parts_of(type_))


__all__ = ["Calls", "Default", "unify"]
