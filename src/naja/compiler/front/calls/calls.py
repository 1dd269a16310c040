"""Calls: binding arguments to parameters, generics, methods and their dispatch, function values,
nested functions."""

from __future__ import annotations

import ast
import types
import typing
from inspect import CO_VARARGS
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known, unify, variables
from naja.compiler.front.annotations.placeholders import Placeholder, mentions_placeholder
from naja.compiler.front.annotations.widening import is_library
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Argument, Keyword
from naja.compiler.front.calls.parameters import live_parameters
from naja.compiler.front.calls.spreads import has_stars
from naja.compiler.front.classes import inheritance
from naja.compiler.front.expressions import asking
from naja.compiler.front.expressions.paths import MUTATORS
from naja.compiler.front.instance import FunctionInstance, Parameter
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.attribute_hooks import PAST
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import (
    BoundMethod,
    Evaluated,
    Expression,
    Live,
    SuperObject,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

HOOKS = ("__getattr__", "__setattr__", "__delattr__")

_ITERATORS: dict[str, Any] = {
    "map": map,
    "filter": filter,
    "reversed": reversed,
    "zip": zip,
    "enumerate": enumerate,
}


class Calls(Builder):
    """See the module."""

    def on_call(self: Lowering, node: ast.Call, expected: t.Type | None) -> Expression:
        if isinstance(node.func, ast.Name) and node.func.id == "super" and self._is_own(node):
            return self._super(node)
        other = self.other_form(node)
        if other is not None:
            return self.expression(other, expected)
        if expected is not None:
            self.wanted_results[id(node)] = expected
        made = self.call_own_class(node)
        if made is not None:
            return made
        named_value = self.named_get(node)
        if named_value is not None:
            return named_value
        whole = self.whole_names(node)
        if whole is not None:
            return whole
        held = self.names_call(node)
        if held is not None:
            return held
        target = self.expression(node.func)
        if isinstance(target, ir.Value) and isinstance(known(target.type), t.FunctionType):
            target = self.opened(target)
        printed = isinstance(target, Live) and target.object is print
        if has_stars(node) and not (printed and all(k.arg for k in node.keywords)):
            spread_args, named = self.spread_arguments(node)
            return self.invoke(target, spread_args, named, node, expected)
        keywords: list[Keyword] = [(k.arg or "", k.value) for k in node.keywords]
        if isinstance(target, Live):
            return self.call_live(target, node, expected)
        args: list[Any] = list(node.args)
        if isinstance(target, BoundMethod):
            if target.name in _CONSUMERS and _of_library(target.receiver):
                args = [self.used_up(a) for a in self.listed_nodes(node)]
            result = self.call_bound(target, args, keywords, node)
            if target.name in MUTATORS and isinstance(node.func, ast.Attribute):
                self.forget_items(node.func.value)
            return result
        return self.invoke(target, args, keywords, node, expected)

    def listed_nodes(self, node: ast.Call) -> list[Any]:
        """The positional arguments of what uses an iterable up at once: generator expressions as
        lists."""
        return [self.world.as_list(a) if isinstance(a, ast.GeneratorExp) else a for a in node.args]

    def used_up(self: Lowering, node: Any) -> Any:
        """`", ".join(map(str, xs))`: what an iterator of the builtins gives, as a list."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return node
        name = node.func.id
        if name not in _ITERATORS or name in self.own_names:
            return node
        called = self.name(node.func)
        if not isinstance(called, Live) or called.object is not _ITERATORS[name]:
            return node
        item = ast.Name("item.", ast.Store())
        taken = ast.comprehension(item, node, [], 0)
        made = ast.ListComp(ast.Name("item.", ast.Load()), [taken])
        for part in (item, made, made.elt):
            ast.copy_location(part, node)
        self.world.nodes[id(node)] = node
        return self.world.adapters.setdefault(("used up", id(node)), made)

    def _is_own(self: Lowering, node: ast.Call) -> bool:
        """Whether `super(…)` names what `super()` stands for: the class around and the first
        parameter."""
        if len(node.args) != 2 or not isinstance(node.args[1], ast.Name):
            return not node.args
        function = self.inst.function
        names = function.__code__.co_varnames[:1] if function is not None else ()
        said, meant = self.expression(node.args[0]), self._super(node)
        return (
            isinstance(said, Live)
            and isinstance(meant, SuperObject)
            and said.object is meant.owner.cls
            and node.args[1].id in names
        )

    def _super(self: Lowering, node: ast.Call) -> Expression:
        live = self.bound_object()
        if live is not None and self.inst.owner is not None:
            return SuperObject(Live(live, "self"), self.inst.owner)
        bound = self.class_bound()
        if bound is not None:
            return bound
        if self.inst.owner is None or not self.inst.parameters:
            raise Unsupported(node, "super() outside a method", "name the base class")
        first = self.inst.parameters[0].name
        return SuperObject(self.read_local(first, node), self.inst.owner)

    def call_bound(
        self: Lowering,
        target: BoundMethod,
        args: list[Argument],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> ir.Value:
        receiver: Any = target.receiver
        if isinstance(receiver, SuperObject):
            return self._call_super(receiver, target.name, args, keywords, node)
        return self.call_method(receiver, target.name, args, node, keywords)

    def _call_super(
        self: Lowering,
        target: SuperObject,
        name: str,
        args: list[Argument],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> ir.Value:
        if isinstance(target.receiver, Live) and isinstance(target.receiver.object, type):
            return self.call_class_super(target, name, args, keywords, node)
        if isinstance(target.receiver, Live):
            return self.call_super_of(target, name, args, keywords, node)
        own, after = known(target.receiver.type), target.owner.cls
        assert isinstance(own, t.ClassType)
        found = self.find_behind(own, after, name)
        virtual, virtual_name = None, ""
        if inheritance.super_varies(self.world, own.cls, after, name):
            virtual, virtual_name = own, f"super {after.__module__}.{after.__qualname__} {name}"
            self.world.super_calls[virtual_name] = (after, name)
        if found is not None and found[1] is not None:
            owner, live = found
            if name == "__init__" and self.fill_container(
                target.receiver, owner, args, keywords, node
            ):
                return ir.Const(t.NONE, None)
            if hasattr(live, "functions"):
                receiver = target.receiver
                live = self.choose_overload(live.functions, owner, args, keywords, node, receiver)
            if name == "__init__" and owner.cls is bindings.builtin_class("BaseException"):
                args = self.exception_arguments(owner, live, args, target.receiver)
            return self.call_function(
                self.plain_function(live),
                owner,
                [target.receiver, *args],
                keywords,
                node,
                virtual=virtual,
                virtual_name=virtual_name,
            )
        if name in ("__init__", "__init_subclass__"):
            return ir.Const(t.NONE, None)
        if name in PAST:
            return self.go_past(name, target.receiver, args, node)
        raise Unsupported(
            node, f"no base class of {target.owner.name} has '{name}'", "correct the spelling"
        )

    # ---- methods --------------------------------------------------------------------------------

    # ---- functions ------------------------------------------------------------------------------

    def call_class_method(
        self: Lowering,
        function: Any,
        cls: type,
        args: list[Any],
        keywords: list[Keyword],
        node: ast.AST,
    ) -> ir.Value:
        """cls is bound at build time: each class has its own instance of the method."""
        function = self.plain_function(function)
        if not function.__code__.co_argcount and function.__code__.co_flags & CO_VARARGS:
            first_arg = ast.copy_location(Evaluated(Live(cls, cls.__name__)), node)
            return self.call_function(function, None, [first_arg, *args], keywords, node)
        if not function.__code__.co_argcount:
            raise Unsupported(
                node, f"{function.__qualname__} has no parameter for the class", "add cls to it"
            )
        first = function.__code__.co_varnames[0]
        return self.call_function(function, None, args, keywords, node, scope={first: cls})

    def call_function(
        self: Lowering,
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
        parameters = [p for p in parameters if p.name not in (scope or {})]
        env: notations.Env = dict(self.world.class_info(owner).env) if owner is not None else {}
        first = (scope or {}).get(function.__code__.co_varnames[:1][0]) if scope else None
        if first is not None and notations.mentions_self(function):
            env[typing.Self] = t.class_type(first if isinstance(first, type) else type(first))
        free = virtual is None or not self.world.may_override(virtual, function.__name__)
        classes = self.bind_classes(function, parameters, args, keywords, env) if free else {}
        scope = {**(scope or {}), **classes} or None
        self_parameter = None
        acts = owner is not None and first is not None
        bound_self = owner is not None and args and isinstance(args[0], ir.Value) and not acts
        if bound_self and parameters and not parameters[0].variadic:
            self_parameter = parameters[0].name
        types_, given = self._parameter_types(function, parameters, env, owner, self_parameter)
        if owner is not None and self_parameter in given and not has_var(owner):
            receiver = known(args[0].type)
            this = inheritance.self_type(self.world, function, owner, receiver, self.inst)
            given[parameters[0].name] = types_[0] = env[typing.Self] = this
        if acts or (scope and function.__name__ in HOOKS):
            self.loosened(function, parameters, types_)
        if asking.declines(function):
            types_[1:] = [None] * len(types_[1:])
        args, keywords = self.in_source_order(args, keywords, parameters, types_.__getitem__)
        called = _called(function, args)
        bound = self.bind(parameters, args, keywords, called, node, function.__qualname__)
        values = self._arguments(bound, types_, given, env, parameters, function, owner)
        if owner is not None and has_var(owner):
            self._solve_owner(values, types_)
            if has_var(owner):
                return self._unsolved_call(owner, env, function)
            owner, virtual = self._class(owner), None
            env = dict(self.world.class_info(owner).env)
        self._from_expected(function, env, node)
        given = {name: self.function_or_known(type_) for name, type_ in given.items()}
        instance = self._instance(function, owner, env, given, scope, node)
        passed = []
        for value, parameter, argument in zip(values, instance.parameters, bound, strict=True):
            place = argument if isinstance(argument, ast.AST) else node
            with self.blaming(self.parameter_place(function, parameter.name, owner)):
                passed.append(self._passed(value, parameter, place, function, owner, node))
        values = passed
        made_by_name = not virtual_name and function.__name__.startswith("__init")
        if virtual is not None and self.world.target != "" and not made_by_name:
            return self.call_virtual(
                instance, virtual, virtual_name or function.__name__, values, node
            )
        return self.call_instance(instance, values)

    def _passed(
        self: Lowering,
        value: ir.Value,
        parameter: Parameter,
        node: ast.AST,
        function: types.FunctionType,
        owner: t.ClassType | None,
        call: ast.AST,
    ) -> ir.Value:
        """A value as its parameter: a library's own float or int is made of a narrower number, what
        a container is to hold is not; an object says with __index__ which number it is."""
        if parameter.type is t.INT and is_library(function):
            value = self.as_index(value, node)
        if not is_library(function) or self.fits(value.type, parameter.type):
            return self.coerce(value, parameter.type, node)
        annotation = function.__annotations__.get(parameter.name)
        declared = None if annotation is None else self.parameter_type(annotation, {}, function)
        names = getattr(owner.cls, "__parameters__", ()) if owner is not None else ()
        held = declared.variable if isinstance(declared, Placeholder) else None
        if owner is not None and held in names:
            grows = self.note_growth(owner, names.index(held), value.type, call)
            if not self.fits(value.type, parameter.type):
                self.blame_held(call)
            if grows:
                raise self._mismatch(known(value.type), parameter.type, node, "")
        self.converting = declared is not None and not mentions_placeholder(declared)
        try:
            return self.coerce(value, parameter.type, node)
        finally:
            self.converting = False

    def _from_expected(
        self: Lowering, function: types.FunctionType, env: notations.Env, node: ast.AST
    ) -> None:
        """Type variables that only the result shows: `f: Future[int] = loop.create_future()`."""
        expected = self.wanted_results.get(id(node))
        annotation = notations.stated(function, "return")
        if expected is None or annotation is None:
            return
        declared = self.parameter_type(annotation, env, function)
        if mentions_placeholder(declared):
            found: dict[t.Type, t.Type] = {}
            for item in self.members(known(expected)):
                self.match(declared, item, found)
            for placeholder, type_ in found.items():
                if isinstance(placeholder, Placeholder) and not has_var(type_):
                    env.setdefault(placeholder.variable, type_)

    def _class(self, type_: t.Type) -> t.ClassType:
        type_ = self.need(type_)
        assert isinstance(type_, t.ClassType)
        return type_

    def _solve_owner(self: Lowering, values: list[ir.Value], types_: list[t.Type | None]) -> None:
        """`xs.append(1)` on an empty list tells what the list holds."""
        for value, declared in zip(values, types_, strict=True):
            if declared is not None and has_var(declared):
                unify(declared, value.type)

    def _unsolved_call(
        self: Lowering, owner: t.ClassType, env: notations.Env, function: types.FunctionType
    ) -> ir.Value:
        """A method of a collection whose items are not known yet: what is known of its result."""
        if "return" not in sources.hints(function):
            self.need(owner)
        self.inst.poisoned = True
        for variable in variables(owner):
            variable.readers.add(self.inst)
        result = self.parameter_type(sources.hints(function)["return"], env, function)
        return self.pending(known(result))

    def _live_parameters(
        self: Lowering, function: types.FunctionType, node: Any, call: ast.AST
    ) -> list[Parameter]:
        return live_parameters(function, node)

    def _instance(
        self: Lowering,
        function: types.FunctionType,
        owner: t.ClassType | None,
        env: notations.Env,
        given: dict[str, t.Type],
        scope: dict[str, Any] | None,
        node: ast.AST,
    ) -> FunctionInstance:
        try:
            found = self.world.instance(function, owner, env, given, scope)
            found.asked = found.asked or (self.inst, node)
            return found
        except Unsupported as problem:
            if (
                not hasattr(problem.node, "lineno")
                or sources.source_file(function.__code__.co_filename) is not self.inst.source
            ):
                problem.node = node
            raise

    # ---- function values ------------------------------------------------------------------------

    # ---- nested functions -----------------------------------------------------------------------


def _called(function: types.FunctionType, args: list[Any]) -> str:
    """What the source calls: a class rather than its __init__."""
    if function.__name__ == "__init__" and args and isinstance(args[0], ir.Value):
        return known(args[0].type).name
    return function.__name__


_CONSUMERS = {
    "difference",
    "difference_update",
    "extend",
    "fromkeys",
    "intersection",
    "intersection_update",
    "isdisjoint",
    "issubset",
    "issuperset",
    "join",
    "symmetric_difference",
    "symmetric_difference_update",
    "union",
    "update",
    "writelines",
}
"""Methods of the built-in types that use up the iterable that they are given."""


def _of_library(receiver: Any) -> bool:
    type_ = known(receiver.type) if isinstance(receiver, ir.Value) else None
    return isinstance(type_, t.ClassType) and type_.cls.__module__.startswith("naja.runtime.")
