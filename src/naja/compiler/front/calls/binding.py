"""Arguments → parameters: order, names, defaults, *args, and what type variables stand for."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known, unify
from naja.compiler.front.annotations.placeholders import (
    Placeholder,
    PlaceholderEnv,
    mentions_placeholder,
)
from naja.compiler.front.annotations.widening import admits, is_library
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Default, Entry, Item, Missing, Named, Rest
from naja.compiler.front.calls.parameters import is_untyped, keeps_names
from naja.compiler.front.classes.classes import is_protocol
from naja.compiler.front.instance import Parameter
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated, Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Binding(Builder):
    """See the module."""

    def parameter_type(
        self: Lowering, annotation: Any, env: notations.Env, function: types.FunctionType
    ) -> t.Type:
        return notations.resolve(annotation, PlaceholderEnv(env), sources.names_of(function))

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
            annotation = sources.hints(function).get(parameter.name)
            star = parameter.variadic or parameter.named
            if parameter.name == self_parameter and annotation is None and not star:
                assert owner is not None
                given[parameter.name] = self.self_type(owner)
                types_.append(given[parameter.name])
            elif is_untyped(annotation, sources.names_of(function)):
                types_.append(None)
            else:
                declared = self.parameter_type(annotation, env, function)
                types_.append(starred_type(parameter, declared, is_library(function)))
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
        owner: t.ClassType | None = None,
    ) -> list[ir.Value]:
        values: dict[int, ir.Value] = {}
        found: dict[t.Type, t.Type] = {}
        rows = list(zip(bound, types_, parameters, strict=True))
        later = [at for at, row in enumerate(rows) if _waits(row[0], row[1])]
        for at in [*(i for i in range(len(rows)) if i not in later), *later]:
            with self.blaming(self.parameter_place(function, parameters[at].name, owner)):
                try:
                    values[at] = self._one_argument(*rows[at], found, given, function)
                except Unsupported:
                    self.grow_by_all(function.__name__, owner, bound[at])
                    raise
            self.grow_by_all(function.__name__, owner, values[at])
        for placeholder, type_ in found.items():
            assert isinstance(placeholder, Placeholder)
            env[placeholder.variable] = self.need(type_)
        return [values[at] for at in range(len(rows))]

    def _one_argument(
        self: Lowering,
        argument: Any,
        declared: t.Type | None,
        parameter: Parameter,
        found: dict[t.Type, t.Type],
        given: dict[str, t.Type],
        function: types.FunctionType,
    ) -> ir.Value:
        wanted = None if declared is None else notations.substitute(declared, found)
        if isinstance(argument, Rest | Named):
            node = sources.function_node(function)
            assert node is not None
            converts = is_library(function)
            value = self.star_argument(argument, wanted, found, node[1], parameter, converts)
            if wanted is None:
                given[parameter.name] = self.need(value.type)
            return value
        expected = (
            None
            if wanted is None
            or (mentions_placeholder(wanted) and not isinstance(wanted, t.CallableType))
            else wanted
        )
        if wanted is None and (said := self.said_of_empty(argument, parameter, function)):
            value = self.argument(argument, said, function, parameter)
        elif wanted is None:
            value = self.known_argument(argument, parameter)
        else:
            value = self.argument(argument, expected, function, parameter)
        if isinstance(wanted, t.CallableType):
            value = self._as_wanted(value, wanted)
        if declared is not wanted and wanted is not None and not self.fits(value.type, wanted):
            assert declared is not None
            self.match(declared, value.type, found)
            wanted = notations.substitute(declared, found)
        if self.refined(wanted, value.type, function):
            given[parameter.name] = self.need(value.type)
        elif wanted is None:
            given[parameter.name] = self.function_or_known(value.type)
            self._match_items(function, parameter.name, value.type, found)
        elif has_var(wanted):
            unify(wanted, value.type)
        elif mentions_placeholder(wanted):
            self.match(wanted, value.type, found)
            wanted = notations.substitute(wanted, found)
            if not mentions_placeholder(wanted) and not has_var(wanted):
                place = argument if isinstance(argument, ast.AST) else None
                value = self.coerce(value, wanted, place)
        return value

    def _as_wanted(self: Lowering, value: ir.Value, wanted: t.CallableType) -> ir.Value:
        """A known function under the signature of a parameter, whose result it tells."""
        plain = not mentions_placeholder(t.tuple_type(wanted.params))
        known_function = isinstance(known(value.type), t.FunctionType)
        return self.as_closure(value, wanted, self.node) if plain and known_function else value

    def refined(self: Lowering, wanted: t.Type | None, have: t.Type, function: Any) -> bool:
        """Whether an argument is a narrower number, for which the function is compiled anew."""
        have = known(have)
        if wanted is None or has_var(wanted) or mentions_placeholder(wanted) or has_var(have):
            return False
        if is_library(function) or isinstance(wanted, t.CallableType):
            return False
        return admits(wanted, have) and not self.fits(have, wanted)

    def function_or_known(self: Lowering, type_: t.Type) -> t.Type:
        """The type of an argument for a parameter without annotation: fully known, but for what a
        function holds, which calling it may tell."""
        type_ = known(type_)
        return self.held_type(type_) if isinstance(type_, t.FunctionType) else self.need(type_)

    def _match_items(
        self: Lowering,
        function: types.FunctionType,
        name: str,
        have: t.Type,
        found: dict[t.Type, t.Type],
    ) -> None:
        """Type variables in `xs: Iterable[T]`, from the items of what is passed."""
        annotation = notations.stated(function, name)
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

    def star_argument(
        self: Lowering,
        argument: Rest | Named,
        wanted: t.Type | None,
        found: dict[t.Type, t.Type],
        node: Any,
        parameter: Parameter,
        converts: bool = False,
    ) -> ir.Value:
        """What *args or **named takes; without an annotation each argument keeps its own type."""
        if isinstance(argument, Rest):
            if wanted is None and argument.spread is None:
                return self.make_tuple([self.known_argument(p, parameter) for p in argument.parts])
            return self._rest(argument, wanted, found, parameter, converts)
        if wanted is None and argument.mapping is None and keeps_names(node, parameter.name):
            values = [self.known_argument(v, parameter) for _, v in argument.parts]
            names = tuple(n for n, _ in argument.parts)
            return self.aggregate(t.named_type(names, tuple(known(v.type) for v in values)), values)
        return self._named(argument, wanted, found, parameter)

    def _rest(
        self: Lowering,
        argument: Rest,
        wanted: t.Type | None,
        found: dict[t.Type, t.Type],
        parameter: Parameter,
        converts: bool,
    ) -> ir.Value:
        """The arguments that *args takes, as one tuple."""
        item = self._star_item(wanted)
        items = self._matched(list(argument.parts), item, found, parameter)
        spread = argument.spread
        if spread is not None:
            type_ = self.need(spread.type)
            assert isinstance(type_, t.ClassType)
            if item is not None:
                self.match(item, type_.args[0], found)
            items_type = self._joined_star([*items, type_.args[0]]) if item is None else item
            element = notations.substitute(items_type, found)
            return self._behind(argument, spread, items, element)
        assert item is not None
        whole = notations.substitute(bindings.builtin_type("tuple", item), found)
        if mentions_placeholder(whole):
            reason = "a call without arguments has no type"
            raise Unsupported(self.node, reason, "pass at least one")
        assert isinstance(whole, t.ClassType)
        self.converting = converts
        try:
            return self.tuple_of(items, whole, self.node)
        finally:
            self.converting = False

    def _star_item(self, wanted: t.Type | None) -> t.Type | None:
        """The type of each argument that *args or **named takes."""
        return wanted.args[-1] if isinstance(wanted, t.ClassType) else None

    def _joined_star(self: Lowering, values: list[Any]) -> t.Type:
        joined: t.Type = t.NEVER
        for value in values:
            joined = self.join_values(joined, value.type if isinstance(value, ir.Value) else value)
        return joined

    def _matched(
        self: Lowering,
        parts: list[Any],
        item: t.Type | None,
        found: dict[t.Type, t.Type],
        parameter: Parameter,
    ) -> list[ir.Value]:
        plain = None if item is None or mentions_placeholder(item) else item
        values = [self.argument(part, plain, None, parameter) for part in parts]
        for value in values:
            if item is not None:
                self.match(item, value.type, found)
        return values

    def _behind(
        self: Lowering, argument: Rest, spread: ir.Value, items: list[ir.Value], element: t.Type
    ) -> ir.Value:
        """The tuple of `items` and of a run-time star from its start on."""
        type_ = bindings.builtin_type("tuple", element)
        if argument.start:
            stop = self.call_method(spread, "__len__", [], self.node)
            bounds = [const_int(argument.start), stop]
            spread = self.call_method(spread, "__getslice__", bounds, self.node)
        list_class = bindings.builtin_class("list")
        have = known(spread.type)
        assert isinstance(have, t.ClassType)
        if not items and have is type_:
            return spread
        listed = self.collect(
            list_class, spread, bindings.builtin_type("list", element), self._node_for("rest")
        )
        for at, item in enumerate(items):
            self.call_method(
                listed, "insert", [const_int(at), self.coerce(item, element)], self.node
            )
        return self.construct(type_, [listed], [], self.node)

    def _node_for(self: Lowering, purpose: str) -> ast.AST:
        """A node of its own for what the call at the current node needs, the same in each pass."""
        key = (purpose, id(self.node))
        self.world.nodes[id(self.node)] = self.node
        made = ast.copy_location(ast.Lambda(_NO_ARGUMENTS, ast.Constant(None)), self.node)
        return self.world.adapters.setdefault(key, made)  # type: ignore[no-any-return]

    def _named(
        self: Lowering,
        argument: Named,
        wanted: t.Type | None,
        found: dict[t.Type, t.Type],
        parameter: Parameter,
    ) -> ir.Value:
        """The arguments that **named takes, as one dict."""
        item = self._star_item(wanted)
        values = self._matched([v for _, v in argument.parts], item, found, parameter)
        mapping, text = argument.mapping, bindings.builtin_type("str")
        if mapping is not None:
            type_ = self.need(mapping.type)
            assert isinstance(type_, t.ClassType)
            if item is not None:
                self.match(item, type_.args[1], found)
            values_of = [*values, type_.args[1]]
        else:
            values_of = [*values]
        element = (
            self._joined_star(values_of) if item is None else notations.substitute(item, found)
        )
        if mentions_placeholder(element) or element is t.NEVER:
            element = t.INT  # nothing is in it
        made: ir.Value = self.new_object(bindings.builtin_type("dict", text, element), self.node)
        for at in range(len(values) + 1):
            if mapping is not None and at == argument.before:
                args = [mapping, self._name_tuple(argument.taken)]
                without = bindings.runtime("arguments", "without")
                left = self.call_function(without, None, args, [], self.node)
                self.call_method(made, "update", [left], self.node)
            if at < len(values):
                part = self.coerce(values[at], element, self.node)
                key = self.text(argument.parts[at][0])
                self.call_method(made, "__setitem__", [key, part], self.node)
        return made

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
        if isinstance(argument, Item | Entry):
            return self._run_time_argument(argument, expected, parameter)
        if isinstance(argument, Missing):
            kind = "keyword-only" if parameter.keyword_only else "positional"
            return self.raise_missing(argument, kind)
        return self.current(argument, expected)

    def _run_time_argument(
        self: Lowering, argument: Item | Entry, expected: t.Type | None, parameter: Parameter
    ) -> ir.Value:
        """What a star gives to a parameter, or what it takes without."""
        node = self.node
        if isinstance(argument, Item):
            whole, key = argument.items, const_int(argument.index)
            length = self.call_method(whole, "__len__", [], node)
            test = self.compare("gt", length, key)
        else:
            whole, key = argument.mapping, self.text(argument.name)  # type: ignore[assignment]
            test = self.call_method(whole, "__contains__", [key], node)

        def found() -> ir.Value:
            item = self.call_method(whole, "__getitem__", [key], node)
            return item if expected is None else self.coerce(item, expected, node)

        def otherwise() -> ir.Value:
            value = self.argument(argument.otherwise, expected, None, parameter)
            if expected is None or known(value.type) is t.NEVER:
                return value
            return self.coerce(value, expected, node)

        return (
            found()
            if argument.otherwise is None
            else self.found_or(test, found, otherwise, expected)
        )

    def known_argument(self: Lowering, argument: Any, parameter: Parameter) -> ir.Value:
        """An argument whose parameter takes any type: a function stays known as itself."""
        if isinstance(argument, ast.expr):
            item = self.expression(argument)
            found = self.known_value(item)
            return found if found is not None else self.materialise(item, None, argument)
        return self.argument(argument, None, None, parameter)

    def default_value(
        self: Lowering,
        live: Any,
        expected: t.Type | None,
        parameter: Parameter,
        library: bool = False,
    ) -> ir.Value:
        from naja.compiler.front.objects.freeze import type_of_value

        if isinstance(live, ast.expr):
            return self.value(live, expected)
        type_ = (
            expected if expected is not None and not isinstance(expected, t.CallableType) else None
        )
        if type(live) in (int, bool) and type_ is not None and not library:
            own = type_of_value(live)
            type_ = own if admits(type_, own) else type_
        if type_ is None and callable(live):
            item = Live(live, parameter.name)
            found = self.known_value(item) if expected is None else None
            return found or self.materialise(item, expected, self.node)
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
            elif is_protocol(wanted.cls):
                self.match_protocol(wanted, info, found)
                return
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


def starred_type(parameter: Parameter, declared: t.Type, library: bool = True) -> t.Type:
    """What the body sees of a parameter: a tuple of *args, a dict of **named. In a program,
    `x: int = None` may be None."""
    if parameter.variadic:
        return bindings.builtin_type("tuple", declared)
    if parameter.named:
        return bindings.builtin_type("dict", bindings.builtin_type("str"), declared)
    default = parameter.default
    if isinstance(default, ast.Constant):
        default = default.value
    if library or not parameter.has_default or default is not None:
        return declared
    return declared if isinstance(declared, Placeholder) else t.optional(declared)


_NO_ARGUMENTS = ast.arguments([], [], None, [], [], None, [])


def _waits(argument: Any, declared: t.Type | None) -> bool:
    """Whether a function is better looked at behind the other arguments, which tell the type
    variables of its signature."""
    function = isinstance(argument, ast.Lambda | ast.Name | ast.Attribute | Evaluated)
    return function and isinstance(declared, t.CallableType) and mentions_placeholder(declared)
