"""Functions defined inside functions, and what is imported there."""

from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.names import used_names
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.sources import all_arguments
from naja.compiler.front.values import Live, NestedFunction, Wraps
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance


class NestedDefinitions(Builder):
    """Lowers definitions and imports in a body."""

    def do_import(self: Lowering, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            live = _imported(alias.name if alias.asname else name, None, node)
            self.check_redefinition(name, live, node)
            self.bind_build_time(name, live)

    def do_importfrom(self: Lowering, node: ast.ImportFrom) -> None:
        package = self.inst.namespace.get("__package__") or ""
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            live = _imported(module, package, node)
            if not hasattr(live, alias.name):
                live = _imported(
                    f"{module.rstrip('.')}.{alias.name}"
                    if module.strip(".")
                    else module + alias.name,
                    package,
                    node,
                )
            else:
                live = getattr(live, alias.name)
            self.check_redefinition(alias.asname or alias.name, live, node)
            self.bind_build_time(alias.asname or alias.name, live)

    def bind_build_time(self: Lowering, name: str, live: object) -> None:
        """An import inside a function binds at build time."""
        self.own_names.discard(name)
        self.inst.scope[name] = live

    def do_typealias(self: Lowering, node: Any) -> None:
        """A `type` statement (PEP 695): what it names is seen by annotations only."""
        scope = {**self.inst.namespace, **build_time_names(self.inst)}
        exec(compile(ast.Module([node], []), "<type>", "exec"), scope)
        self.bind_build_time(node.name.id, scope[node.name.id])

    def check_redefinition(self: Lowering, name: str, live: object, node: ast.AST) -> None:
        """What functions of the module know under a name stays what it is."""
        inside = self.inst is self.world.main and name in self.inst.source.redefined
        if not inside and name not in self.global_names:
            return
        if live is None or live is not self.inst.namespace.get(name):
            reason = f"'{name}' of the module gets another meaning here, and functions use it"
            raise Unsupported(node, reason, "give what is defined here a name of its own")

    def do_functiondef(self: Lowering, node: ast.FunctionDef) -> None:
        self.define_function(node)

    def define_function(self: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """A nested function; decorators are called with it where it is defined."""
        self.check_redefinition(node.name, None, node)
        decorators = [self._decorator(d) for d in node.decorator_list]
        self.keep_defaults(node)
        if not decorators and node.name not in self.rebound:
            self.nested[node.name] = node
            self.note_assigned(node.name)
            return
        if decorators and node.name in used_names(node):
            self.declare(node.name, self._recursive_type(node))
        value = self.known_value(NestedFunction(node))
        for decorator, place in reversed(list(zip(decorators, node.decorator_list, strict=True))):
            assert value is not None
            if isinstance(decorator, ir.Value) and known(decorator.type) is t.INT:
                value = self.with_cache(
                    value, self.new_cache(NestedFunction(node), decorator, place)
                )
                continue
            if isinstance(decorator, Wraps):
                value = self.wrapped_as(value, decorator.function)
                continue
            result = self.invoke(decorator, [value], [], place)
            value = self.known_value(result)
            value = self.materialise(result, None, place) if value is None else value
        assert value is not None
        self.assign_name(node.name, value, node)

    def _recursive_type(self: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef) -> t.Type:
        """A decorated function that calls itself holds itself: only its signature is a type."""
        if not self.is_signed(node):
            reason = f"{node.name} calls itself through its decorators, so it needs a signature"
            remedy = "annotate its parameters, all positional, and its result"
            raise Unsupported(node.decorator_list[0], reason, remedy)
        params = tuple(self.evaluate_type(a.annotation) for a in all_arguments(node))  # type: ignore[arg-type]
        assert node.returns is not None
        result = self.evaluate_type(node.returns)
        if isinstance(node, ast.AsyncFunctionDef):
            result = t.coroutine_type(result)
        return t.callable_type(params, result)

    def _decorator(self: Lowering, node: ast.expr) -> Any:
        """What a decorator is; `wraps(f)` tells only whose name the function takes, and of a cache
        its limit is enough."""
        limit = self.caching_limit(node)
        if limit is not None:
            return limit
        if isinstance(node, ast.Call) and len(node.args) == 1:
            called = self.expression(node.func)
            if isinstance(called, Live) and called.object is functools.wraps:
                item = self.expression(node.args[0])
                value = self.known_value(item) or self.materialise(item, None, node)
                return Wraps(known(value.type))
        item = self.expression(node)
        if isinstance(item, ir.Value) and isinstance(known(item.type), t.FunctionType):
            return self.opened(item)
        return item

    def do_asyncfunctiondef(self: Lowering, node: ast.AsyncFunctionDef) -> None:
        self.define_function(node)


def build_time_names(inst: FunctionInstance) -> dict[str, object]:
    """What imports and classes inside a function and those around it have bound."""
    function, names = inst.function, dict(inst.scope)
    around = inst.parent
    while around is not None:
        function, names = around.function, {**around.scope, **names}
        around = around.parent
    if function is not None and id(function.__code__) in sources.local_functions:
        names = {**sources.names_of(function), **names}
    elif function is not None:
        names = {**sources.parameters_of(function), **names}
    return names


def _imported(module: str, package: str | None, node: ast.AST) -> object:
    import importlib

    try:
        return importlib.import_module(module, package or None)
    except ImportError as error:
        raise Unsupported(
            node,
            f"the import fails at build time: {error}",
            "install the package, or correct the name",
        ) from None
