"""Arguments → parameters: order, names, defaults, *args, and what type variables stand for."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import bindings, notations
from naja.compiler.front.builder import Builder
from naja.compiler.front.facts import has_var, known, unify
from naja.compiler.front.instance import Parameter
from naja.compiler.front.placeholders import Placeholder, PlaceholderEnv, mentions_placeholder
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated, Live
from naja.compiler.front.widening import admits, is_library
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


Argument = ir.Value | ast.expr


Keyword = tuple[str, Argument]


class Default:
    """A parameter that takes its default."""

    def __init__(self, live: Any) -> None:
        self.live = live


class Rest:
    """The arguments that go into *args."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts


class Spread:
    """A star argument: a tuple that *args takes whole."""

    def __init__(self, items: ir.Value) -> None:
        self.items = items


class Binding(Builder):
    """See the module."""

    def parameter_type(
        self: Lowering, annotation: Any, env: notations.Env, function: types.FunctionType
    ) -> t.Type:
        return notations.resolve(annotation, PlaceholderEnv(env), function.__globals__)

    def _parameter_types(
        self: Lowering,
        function: types.FunctionType,
        parameters: list[Parameter],
        env: notations.Env,
        owner: t.ClassType | None,
        self_parameter: str | None,
    ) -> tuple[list[t.Type | None], dict[str, t.Type]]:
        """The declared types with type variables as placeholders; None where there is no
        annotation."""
        types_: list[t.Type | None] = []
        given: dict[str, t.Type] = {}
        for parameter in parameters:
            annotation = function.__annotations__.get(parameter.name)
            if parameter.name == self_parameter and annotation is None:
                assert owner is not None
                given[parameter.name] = self.self_type(owner)
                types_.append(given[parameter.name])
            elif annotation is None or notations.is_abstract(annotation, function.__globals__):
                types_.append(None)
            else:
                declared = self.parameter_type(annotation, env, function)
                types_.append(
                    bindings.builtin_type("tuple", declared) if parameter.variadic else declared
                )
        return types_, given

    def self_type(self: Lowering, owner: t.ClassType) -> t.Type:
        return owner

    def _arguments(
        self: Lowering,
        bound: list[Any],
        types_: list[t.Type | None],
        given: dict[str, t.Type],
        env: notations.Env,
        parameters: list[Parameter],
        function: types.FunctionType,
    ) -> list[ir.Value]:
        values: dict[int, ir.Value] = {}
        found: dict[t.Type, t.Type] = {}
        # functions last: what they take may follow from the other arguments
        for at in sorted(range(len(bound)), key=lambda at: _waits(bound[at], types_[at])):
            argument, declared, parameter = bound[at], types_[at], parameters[at]
            wanted = None if declared is None else notations.substitute(declared, found)
            if isinstance(argument, Rest):
                values[at] = self._rest(argument, wanted, found, function, parameter)
                continue
            expected = (
                None
                if wanted is None
                or (mentions_placeholder(wanted) and not isinstance(wanted, t.CallableType))
                else wanted
            )
            value = self.argument(argument, expected, function, parameter)
            if declared is not wanted and wanted is not None and not self.fits(value.type, wanted):
                assert declared is not None
                self.match(declared, value.type, found)
                wanted = notations.substitute(declared, found)
            if self.refined(wanted, value.type, function):
                given[parameter.name] = self.need(value.type)
            elif wanted is None:
                given[parameter.name] = self.need(value.type)
                self._match_items(function, parameter.name, value.type, found)
            elif has_var(wanted):
                unify(wanted, value.type)
            elif mentions_placeholder(wanted):
                self.match(wanted, value.type, found)
                wanted = notations.substitute(wanted, found)
                if not mentions_placeholder(wanted) and not has_var(wanted):
                    value = self.coerce(
                        value, wanted, argument if isinstance(argument, ast.AST) else None
                    )
            values[at] = value
        for placeholder, type_ in found.items():
            assert isinstance(placeholder, Placeholder)
            env[placeholder.variable] = self.need(type_)
        return [values[at] for at in range(len(bound))]

    def refined(self: Lowering, wanted: t.Type | None, have: t.Type, function: Any) -> bool:
        """Whether an argument is a narrower number, for which the function is compiled anew."""
        have = known(have)
        if wanted is None or has_var(wanted) or mentions_placeholder(wanted) or has_var(have):
            return False
        if is_library(function) or isinstance(wanted, t.CallableType):
            return False
        return admits(wanted, have) and not self.fits(have, wanted)

    def _match_items(
        self: Lowering,
        function: types.FunctionType,
        name: str,
        have: t.Type,
        found: dict[t.Type, t.Type],
    ) -> None:
        """Type variables in `xs: Iterable[T]`, from the items of what is passed."""
        annotation = function.__annotations__.get(name)
        have = known(have)
        if annotation is None or not isinstance(have, t.ClassType | t.TupleType):
            return
        wanted = t.parts_of(self.parameter_type(annotation, {}, function))
        if len(wanted) == 2 and len(t.parts_of(have)) == 2 and isinstance(have, t.ClassType):
            self.match(t.tuple_type(wanted), t.tuple_type(have.args), found)
            return
        item = self.item_type(have)
        if item is not None and wanted:
            self.match(wanted[0], item, found)

    def _rest(
        self: Lowering,
        argument: Rest,
        wanted: t.Type | None,
        found: dict[t.Type, t.Type],
        function: types.FunctionType,
        parameter: Parameter,
    ) -> ir.Value:
        """The arguments that *args takes, as one tuple."""
        if not isinstance(wanted, t.ClassType):
            raise Unsupported(
                self.node,
                f"*{parameter.name} of {function.__name__} has no annotation",
                "annotate it, for example `*args: int`",
            )
        if argument.parts and isinstance(argument.parts[0], Spread):
            spread: ir.Value = argument.parts[0].items
            self.match(wanted, spread.type, found)
            return self.coerce(spread, notations.substitute(wanted, found), self.node)
        item = wanted.args[0]
        items = []
        for part in argument.parts:
            value = self.argument(
                part, None if mentions_placeholder(item) else item, function, parameter
            )
            self.match(item, value.type, found)
            items.append(value)
        whole = notations.substitute(wanted, found)
        if mentions_placeholder(whole):
            raise Unsupported(
                self.node,
                f"{function.__name__}() without arguments has no type",
                "pass at least one",
            )
        assert isinstance(whole, t.ClassType)
        return self.tuple_of(items, whole, self.node)

    def argument(
        self: Lowering,
        argument: Any,
        expected: t.Type | None,
        function: types.FunctionType | None,
        parameter: Parameter,
    ) -> ir.Value:
        if isinstance(argument, ir.Value):
            return argument
        if isinstance(argument, Default):
            library = function is not None and is_library(function)
            return self.default_value(argument.live, expected, parameter, library)
        return self.value(argument, expected)

    def default_value(
        self: Lowering,
        live: Any,
        expected: t.Type | None,
        parameter: Parameter,
        library: bool = False,
    ) -> ir.Value:
        from naja.compiler.front.freeze import type_of_value

        if parameter.default_node is not None:
            return self.value(parameter.default_node, expected)
        type_ = (
            expected if expected is not None and not isinstance(expected, t.CallableType) else None
        )
        if type(live) in (int, bool) and type_ is not None and not library:
            own = type_of_value(live)
            type_ = own if admits(type_, own) else type_
        if type_ is None and callable(live):
            return self.materialise(Live(live, parameter.name), expected, self.node)
        self.world.freezer.library = library
        try:
            return self.world.freezer.value(live, type_ or type_of_value(live), parameter.name)
        finally:
            self.world.freezer.library = False

    def match(self: Lowering, wanted: t.Type, have: t.Type, found: dict[t.Type, t.Type]) -> None:
        """Find what the placeholders in `wanted` stand for, given a value of type `have`."""
        have = known(have)
        if isinstance(wanted, Placeholder):
            found[wanted] = self.join_values(found[wanted], have) if wanted in found else have
            return
        if isinstance(wanted, t.UnionType):
            self._match_union(wanted, have, found)
            return
        if (
            isinstance(wanted, t.ClassType)
            and isinstance(have, t.ClassType)
            and wanted.cls is not have.cls
        ):
            info = self.world.class_info(have)
            if wanted.cls in info.mro:
                have = info.owner_type(wanted.cls)
        if isinstance(wanted, t.CoroutineType) and not isinstance(have, t.CoroutineType):
            return
        if type(wanted) is type(have):
            for inner, actual in zip(t.parts_of(wanted), t.parts_of(have), strict=False):
                self.match(inner, actual, found)

    def _match_union(
        self: Lowering, wanted: t.UnionType, have: t.Type, found: dict[t.Type, t.Type]
    ) -> None:
        rest = [i for i in self.members(have) if i not in wanted.items]
        for item in wanted.items:
            if mentions_placeholder(item) and rest:
                self.match(item, t.union_type(rest), found)
                return

    def bind(
        self: Lowering,
        parameters: list[Parameter],
        args: list[Any],
        keywords: list[Keyword],
        name: str,
        node: ast.AST,
    ) -> list[Any]:
        """Arguments in the order of the parameters, defaults filled in."""
        by_name = dict(keywords)
        result: list[Any] = []
        positional = [p for p in parameters if not p.keyword_only]
        variadic = any(p.variadic for p in parameters)
        if len(args) > len(positional) and not variadic:
            own = 1 if positional and positional[0].name == "self" else 0
            most, given = len(positional) - own, len(args) - own
            raise Unsupported(
                node,
                f"{name}() takes {most} positional argument{'s' * (most != 1)}, {given} are given",
                "remove some",
            )
        unknown = [k for k in by_name if all(p.name != k for p in parameters)]
        if unknown:
            raise Unsupported(
                node, f"{name}() has no parameter '{unknown[0]}'", "correct the keyword"
            )
        for at, parameter in enumerate(parameters):
            if at < len(args) and isinstance(args[at], Spread) and not parameter.variadic:
                reason = f"the star argument does not go into *args of {name}()"
                raise Unsupported(node, reason, "write the arguments one by one")
            if parameter.variadic:
                result.append(Rest(args[at:]))
            elif at < len(args) and not parameter.keyword_only:
                result.append(args[at])
            elif parameter.name in by_name:
                result.append(by_name.pop(parameter.name))
            elif parameter.has_default:
                result.append(Default(parameter.default))
            else:
                raise Unsupported(
                    node,
                    f"{name}() needs the argument '{parameter.name}'",
                    f"pass {parameter.name}",
                )
        if by_name:
            raise Unsupported(
                node, f"{name}() gets the argument '{next(iter(by_name))}' twice", "pass it once"
            )
        return result


def _waits(argument: Any, declared: t.Type | None) -> bool:
    """Whether an argument is the name of a function, or a lambda, whose parameters have types that
    the call determines."""
    if not isinstance(argument, ast.Lambda | ast.Name | ast.Attribute | Evaluated):
        return False
    if not isinstance(declared, t.CallableType):
        return False
    return any(mentions_placeholder(part) for part in declared.params)
