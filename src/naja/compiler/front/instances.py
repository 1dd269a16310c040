"""Making instances: the parameters and the result of a live function as its annotations and its
callers say them."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations, widening
from naja.compiler.front.annotations.facts import Fact
from naja.compiler.front.bodies import annotation_node, body_of, is_stub
from naja.compiler.front.calls.binding import starred_type
from naja.compiler.front.calls.parameters import is_untyped, is_untyped_inside, live_parameters
from naja.compiler.front.classes import managers
from naja.compiler.front.expressions.asking import declines
from naja.compiler.front.instance import (
    Capture,
    FunctionInstance,
    Parameter,
    Yields,
    has_yield,
)
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Undetermined, Unsupported
from naja.compiler.front.statements import generators
from naja.compiler.front.values import Unknown
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.world import World

SPECIAL_RESULTS = {
    **dict.fromkeys(("__repr__", "__str__", "__format__"), "str"),
    **dict.fromkeys(("__hash__", "__len__", "__index__", "__int__"), "int"),
    **dict.fromkeys(("__bool__", "__contains__"), "bool"),
}
"""What special methods give, whether they are annotated or not."""
HINTS = {"inline": "always", "noinline": "never"}
HINTS |= {hint: hint for hint in ("cold", "hot", "warm", "apart", "repeatable")}


class Instances:
    """The part of World that makes function instances."""

    def make(
        self: World,
        function: types.FunctionType,
        owner: t.ClassType | None,
        env: notations.Env,
        given: dict[str, t.Type],
        scope: dict[str, Any],
    ) -> FunctionInstance:
        where = sources.function_node(function)
        if where is None:
            raise Unsupported(
                None,
                f"{function.__qualname__} has no Python source that Naja could compile",
                "docs/language.md lists what there is; or write it in Python",
            )
        source, node = where
        namespace = sources.names_of(function)
        parameters = self._live_typed(function, node, env, given, scope)
        makes = self._yields(function, node, env, namespace) if has_yield(node) else None
        if makes is not None:
            result = generators.annotated_type(makes)
        else:
            result = self._result(function, owner, node, env, namespace, parameters)
        shown = f"{function.__module__}.{function.__qualname__}"
        instance = self.new_instance(
            shown, source, node, function.__globals__, env, parameters, result
        )
        instance.function, instance.owner, instance.makes = function, owner, makes
        if owner is not None and not result.fixed and makes is None and is_stub(node):
            instance.hollow = self.may_override(owner, function.__name__)
        if owner is not None and owner.args:
            instance.ir.shown = f"{function.__module__}.{owner.name}.{function.__name__}"
        _mark(instance, function)
        instance.scope = _enclosing(function) | scope
        return instance

    def _yields(
        self: World,
        function: types.FunctionType,
        node: Any,
        env: notations.Env,
        namespace: dict[str, Any],
    ) -> Yields:
        """What a generator yields, takes and returns."""
        makes = generators.yields_of(
            node,
            isinstance(node, ast.AsyncFunctionDef),
            notations.stated(function, "return"),
            lambda a: self._annotation(a, env, namespace, node, ""),
            generators.returns_value(body_of(node)),
        )
        makes.manager = managers.manager_class(function, node)
        return makes

    def _result(
        self: World,
        function: types.FunctionType,
        owner: t.ClassType | None,
        node: Any,
        env: notations.Env,
        namespace: dict[str, Any],
        parameters: list[Parameter],
    ) -> Fact:
        """The result as it is annotated, as a special method's must be, or to be inferred."""
        hints = sources.hints(function)
        if "return" in hints and not is_untyped_inside(hints["return"], namespace):
            own = not widening.is_library(function)
            return self._result_fact(
                hints["return"], env, namespace, node, own, parameters, function
            )
        if owner is not None and function.__name__ in SPECIAL_RESULTS:
            name = SPECIAL_RESULTS[function.__name__]
            number = {"int": t.INT, "bool": t.BOOL}.get(name)
            return Fact(number or bindings.builtin_type(name), fixed=True)
        return Fact(t.NEVER)

    def _live_typed(
        self: World,
        function: types.FunctionType,
        node: Any,
        env: notations.Env,
        given: dict[str, t.Type],
        scope: dict[str, Any],
    ) -> list[Parameter]:
        """The parameters with the types that are given for them, or that they declare."""
        hints, namespace = sources.hints(function), sources.names_of(function)
        library = widening.is_library(function)
        parameters = [p for p in live_parameters(function, node) if p.name not in scope]
        for parameter in parameters:
            hint = None if library else hints.get(parameter.name)
            opened = hint is not None and notations.is_open(hint, namespace)
            if parameter.name in given:
                parameter.type = given[parameter.name]
                if parameter.name in hints and not library:
                    declared_type = self._declared(hints[parameter.name], env, namespace)
                    if declared_type is not None:
                        parameter.declared = starred_type(parameter, declared_type, library)
            elif parameter.name in hints and not opened:
                declared = self._annotation(
                    hints[parameter.name], env, namespace, node, parameter.name
                )
                parameter.type = starred_type(parameter, declared, library)
                parameter.declared = None if library else parameter.type
        return parameters

    def _declared(
        self: World, annotation: Any, env: notations.Env, namespace: dict[str, Any]
    ) -> t.Type | None:
        """What a parameter's annotation says, where its type follows from the arguments."""
        if is_untyped(annotation, namespace):
            return None
        return notations.resolve(annotation, env, namespace)

    def _result_fact(
        self: World,
        annotation: Any,
        env: notations.Env,
        namespace: dict[str, Any],
        node: ast.AST,
        own: bool,
        parameters: list[Parameter],
        function: Any,
    ) -> Fact:
        """The annotated result; inferred where it names a type variable that nothing determines, as
        in the wrapper that a decorator returns."""
        try:
            declared = self._annotation(annotation, env, namespace, node, "")
        except Undetermined:
            return Fact(t.NEVER)
        special = any(p.declared not in (None, p.type) for p in parameters)
        special = special or function.__name__ == "__new__"
        if special or declines(function):
            return Fact(t.NEVER, bound=declared)
        return Fact(declared, fixed=True, open_=own)

    def _annotation(
        self: World,
        annotation: Any,
        env: notations.Env,
        namespace: dict[str, Any],
        node: ast.AST,
        name: str,
    ) -> t.Type:
        try:
            return notations.resolve(annotation, env, namespace)
        except Unsupported as problem:
            problem.node = problem.node or annotation_node(node, name)
            raise

    def new_instance(
        self: World,
        shown: str,
        source: sources.SourceFile,
        node: Any,
        namespace: dict[str, Any],
        env: notations.Env,
        parameters: list[Parameter],
        result: Fact,
        captures: list[Capture] | None = None,
    ) -> FunctionInstance:
        location = ir.Location(
            source.shown, getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        )
        function = ir.Function(self.symbol(shown), shown, [], t.NONE, location)
        instance = FunctionInstance(
            self,
            shown,
            source,
            node,
            namespace,
            env,
            parameters,
            result,
            function,
            captures=captures or [],
        )
        function.is_coroutine = instance.is_coroutine
        self.by_ir[id(function)] = instance
        self.enqueue(instance)
        return instance


def _mark(instance: FunctionInstance, function: types.FunctionType) -> None:
    """What decorators and annotations say about the code of a function."""
    hints, marks = sources.hints(function), function.__dict__
    returned = hints.get("return")
    instance.says_none = "return" in hints and returned is None
    instance.loose = returned is not None and notations.stated(function, "return") is None
    instance.ir.inline = HINTS.get(marks.get("__naja_hint__", ""), "")
    instance.ir.exported = marks.get("__naja_export__", "")
    instance.unchecked = "__naja_unchecked__" in marks
    instance.ir.traced = instance.body_traced = not function.__module__.startswith("naja.")


def _enclosing(function: types.FunctionType) -> dict[str, Any]:
    """The variables of the functions around a function, as they were left at build time."""
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
    contents = {n: cell.cell_contents for n, cell in cells.items() if n != "__class__"}
    return {n: v for n, v in contents.items() if not isinstance(v, Unknown)}
