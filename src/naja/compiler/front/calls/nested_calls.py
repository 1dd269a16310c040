"""Functions inside functions: their instances, captured variables, defaults and calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import Fact, has_var, known, variables
from naja.compiler.front.annotations.opened import Place
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Default, Keyword, Named, Rest
from naja.compiler.front.calls.binding import starred_type
from naja.compiler.front.calls.known import qualified
from naja.compiler.front.calls.parameters import is_untyped_inside, nested_parameters
from naja.compiler.front.instance import Capture, FunctionInstance, Parameter, Yields, has_yield
from naja.compiler.front.names import own_names, used_names
from naja.compiler.front.problems import Poisoned, Undetermined, Unsupported
from naja.compiler.front.statements import generators
from naja.compiler.front.values import Evaluated, NestedFunction
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class NestedCalls(Builder):
    """Lowers calls of nested functions."""

    def keep_defaults(self: Lowering, node: Any) -> None:
        """Defaults are evaluated where the function is defined: what is not constant is kept in a
        variable, which the function captures."""
        given = node.args
        for part in (given.defaults, given.kw_defaults):
            for at, default in enumerate(part):
                if default is None or isinstance(default, ast.Constant):
                    continue
                if not isinstance(default, KeptDefault):
                    name = f"default.{id(node)}.{at}.{part is given.kw_defaults}"
                    part[at] = ast.copy_location(KeptDefault(name, default), default)
                kept = part[at]
                item = self.expression(kept.default)
                value = self.known_value(item)
                value = value if value is not None else self.materialise(item, None, kept)
                self.own_names.add(kept.id)
                self.assign_name(kept.id, value, kept)

    def captures_of(self: Lowering, node: Any) -> list[Capture]:
        """The variables of this function that a nested one uses."""
        result = []
        for name in sorted(self._names_used(node, set())):
            if name in self.iterated and name in self.slots and not self.is_cell(name):
                raise Poisoned  # its cell is made when its type is known
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
                result.append(Capture(name, self.held_type(type_), self.is_cell(name)))
        return result

    def held_type(self: Lowering, type_: t.Type) -> t.Type:
        """The type of a captured variable. An empty collection may learn from the nested function
        what it holds."""
        type_ = known(type_)
        held = isinstance(type_, t.ClassType | t.FunctionType)
        if held and has_var(type_) and variables(type_):
            for variable in variables(type_):
                variable.readers.add(self.inst)
            return type_
        return self.need(type_)

    def _names_used(self: Lowering, node: ast.AST, seen: set[str]) -> set[str]:
        """Names used, also through other nested functions that it mentions."""
        names = used_names(node) - own_names(node)
        around: dict[str, Any] = {}
        definer: FunctionInstance | None = self.inst
        while definer is not None:
            around = {**definer.nested, **around}
            definer = definer.parent
        for name in names & set(around) - seen:
            seen.add(name)
            names |= self._names_used(around[name], seen)
        return names | self.names_of_classes(names)

    def _nested_instance(
        self: Lowering,
        node: Any,
        parameters: list[Parameter],
        captures: list[Capture],
        result: t.Type | None,
        scope: dict[str, Any] | None = None,
        definer: FunctionInstance | None = None,
    ) -> FunctionInstance:
        definer = definer or self.inst
        makes = self._nested_generator(node, definer)
        grows = result is None and not self.inst.is_library
        result = (self._nested_result(node, definer) or result) if makes is None else None
        key = (
            id(node),
            id(definer),
            tuple(p.type for p in parameters),
            tuple((c.name, c.type, c.cell) for c in captures),
            result,
            grows,
        )
        self.world.nodes[id(node)] = node
        found = self.world.instances.get(key)
        if found is None:
            fact = Fact(t.NEVER)
            if result is not None:
                fact = Fact(result, fixed=True, open_=grows)
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

    def _nested_generator(self: Lowering, node: Any, definer: FunctionInstance) -> Yields | None:
        if not has_yield(node):
            return None
        body = node.body if isinstance(node.body, list) else [node.body]
        is_async = isinstance(node, ast.AsyncFunctionDef)
        annotation = getattr(node, "returns", None)
        returns = generators.returns_value(body)

        def resolve(a: ast.expr) -> t.Type:
            return self.evaluate_type(a, definer)

        return generators.yields_of(node, is_async, annotation, resolve, returns)

    def _typed_parameters(
        self: Lowering, node: Any, types_: list[t.Type | None]
    ) -> list[Parameter]:
        """The parameters of a nested function: annotated, or typed by the place, or by their
        defaults."""
        parameters = nested_parameters(node)
        for at, parameter in enumerate(parameters):
            type_ = self.annotated_type(node, parameter)
            if type_ is None and at < len(types_):
                type_ = types_[at]
            if type_ is None and parameter.has_default:
                type_ = self.value(parameter.default).type
            if type_ is None:
                reason = f"the type of parameter '{parameter.name}' is not known"
                remedy = "annotate it, or pass the lambda to a typed parameter"
                raise Unsupported(node, reason, remedy)
            parameter.type = self.need(type_)
        return parameters

    def annotated_type(
        self: Lowering, node: Any, parameter: Parameter, within: FunctionInstance | None = None
    ) -> t.Type | None:
        """What the annotation of a nested function's parameter says; None where it says nothing."""
        argument = next(a for a in sources.all_arguments(node) if a.arg == parameter.name)
        if argument.annotation is None:
            return None
        live = self.evaluate_annotation(argument.annotation, within)
        if is_untyped_inside(live, self.inst.namespace):
            return None
        try:
            declared = self.evaluate_type(argument.annotation, within)
            return starred_type(parameter, declared, self.inst.is_library)
        except Undetermined:
            return None

    def _nested_result(self: Lowering, node: Any, definer: FunctionInstance) -> t.Type | None:
        """The annotated result of a nested function."""
        if getattr(node, "returns", None) is None:
            return None
        live = self.evaluate_annotation(node.returns, definer)
        if is_untyped_inside(live, self.inst.namespace):
            return None
        try:
            return self.evaluate_type(node.returns, definer)
        except Undetermined:
            return None

    def capture_values(self: Lowering, captures: list[Capture], kept: bool) -> list[ir.Value]:
        """The captured variables, for a call or for a closure that is kept: that one has to see
        what is assigned later."""
        result = []
        for capture in captures:
            slot = self.slots.get(capture.name) or self._slot_from_fact(capture.name)
            if not capture.cell and capture.name not in self.flow.assigned:
                if kept and capture.name in self.own_names:
                    self.inst.cells.add(capture.name)
                    self.inst.invalidate()
                    raise Poisoned
                self._check_assigned(capture.name, self.node, free=True)
            value = self.load(slot)
            result.append(value if capture.cell else self.narrowed_value(capture.name, value))
        return result

    def call_nested(
        self: Lowering,
        target: NestedFunction,
        args: list[Any],
        keywords: list[Keyword],
        call: ast.AST,
    ) -> ir.Value:
        """A call of a nested function: what has no annotation takes the type of its argument."""
        node = target.node
        if target.captured is not None:
            captures, held = target.captured
        else:
            captures, held = self.captures_of(node), None
        parameters = nested_parameters(node)
        name = getattr(node, "name", "<lambda>")
        shown = qualified(target.definer or self.inst, name, self.world.main)
        declared = [self.annotated_type(node, p, target.definer) for p in parameters]
        args, keywords = self.in_source_order(args, keywords, parameters, declared.__getitem__)
        bound = self.bind(parameters, args, keywords, name, call, shown)
        defaults = self._held_defaults(captures, held)
        values: list[ir.Value] = []
        for argument, parameter in zip(bound, parameters, strict=True):
            with self.blaming(Place(node, parameter.name)):
                values.append(self._nested_argument(target, argument, parameter, defaults, call))
        instance = self._nested_instance(node, parameters, captures, None, definer=target.definer)
        if held is None:
            held = self.capture_values(captures, False)
        return self.call_instance(instance, [*held, *values])

    def _held_defaults(
        self, captures: list[Capture], held: list[ir.Value] | None
    ) -> dict[str, ir.Value]:
        """The defaults that a function carried away holds."""
        if held is None:
            return {}
        return {c.name: value for c, value in zip(captures, held, strict=True)}

    def _nested_argument(
        self: Lowering,
        target: NestedFunction,
        argument: Any,
        parameter: Parameter,
        defaults: dict[str, ir.Value],
        call: ast.AST,
    ) -> ir.Value:
        declared = self.annotated_type(target.node, parameter, target.definer)
        if isinstance(argument, Rest | Named):
            value = self.star_argument(argument, declared, {}, target.node, parameter)
        else:
            for part in (argument, getattr(argument, "otherwise", None)):
                if isinstance(part, Default) and isinstance(part.live, KeptDefault):
                    part.live = _evaluated(defaults, part.live)
            if declared is None:
                value = self.known_argument(argument, parameter)
            else:
                value = self.argument(argument, declared, None, parameter)
                place = argument if isinstance(argument, ast.expr) else call
                value = self.coerce(value, declared, place)
        parameter.type = self.function_or_known(declared or value.type)
        return value


class KeptDefault(ast.Name):
    """The default of a nested function, in a variable of where it is defined."""

    def __init__(self, name: str, default: ast.expr) -> None:
        super().__init__(name, ast.Load())
        self.default = default


def _evaluated(defaults: dict[str, ir.Value], kept: KeptDefault) -> ast.expr:
    held = defaults.get(kept.id)
    return kept if held is None else ast.copy_location(Evaluated(held), kept)


def body_of(node: Any) -> list[Any]:
    return node.body if isinstance(node.body, list) else [node.body]
