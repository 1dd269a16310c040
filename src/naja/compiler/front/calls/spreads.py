"""Stars in calls: `f(*items, **named)`. What is known when the program is built becomes plain
arguments; what only the run tells is checked there, with CPython's TypeErrors."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import (
    Default,
    Entry,
    Item,
    Keyword,
    Missing,
    Named,
    Rest,
    Spread,
)
from naja.compiler.front.instance import Parameter
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NONE_VALUE, Evaluated, Expression, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def has_stars(node: ast.Call) -> bool:
    starred = any(isinstance(a, ast.Starred) for a in node.args)
    return starred or any(k.arg is None for k in node.keywords)


class Spreads(Builder):
    """See the module."""

    # ---- the call's side ------------------------------------------------------------------------

    def spread_arguments(self: Lowering, node: ast.Call) -> tuple[list[Any], list[Keyword]]:
        """The arguments of a call with stars, evaluated in CPython's order."""
        parts: list[Any] = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                parts += self._star_parts(argument.value)
            else:
                parts.append(self._once(argument))
        keywords: list[Keyword] = []
        for keyword in node.keywords:
            if keyword.arg is None:
                self._add_keywords(keywords, self._double_star(keyword.value), node)
            else:
                self._add_keywords(keywords, [(keyword.arg, self._once(keyword.value))], node)
        return self._grouped(parts, node), keywords

    def _once(self: Lowering, node: ast.expr) -> Any:
        """An argument, evaluated here unless it is the same whenever that is done."""
        if isinstance(node, ast.Constant | ast.Lambda | ast.Name | ast.GeneratorExp):
            return node
        item = self.expression(node)
        made = ast.copy_location(Evaluated(item), node)
        return item if isinstance(item, ir.Value) else made

    def _star_parts(self: Lowering, node: ast.expr) -> list[Any]:
        """What `*node` gives: its items, or one star whose length the run tells."""
        display = isinstance(node, ast.Tuple | ast.List)
        if display and not any(isinstance(e, ast.Starred) for e in node.elts):  # type: ignore[attr-defined]
            return [self._once(e) for e in node.elts]  # type: ignore[attr-defined]
        value = self.plain_tuple(self.value(node))
        type_ = self.need(value.type)
        if isinstance(type_, t.TupleType):
            return [self.tuple_item(value, at, item) for at, item in enumerate(type_.items)]
        whole = (bindings.builtin_class("list"), bindings.builtin_class("tuple"))
        if not isinstance(type_, t.ClassType) or type_.cls not in whole:
            value = self.collect(whole[0], value, None, node)
        return [ast.copy_location(ast.Starred(ast.copy_location(Evaluated(value), node)), node)]

    def _grouped(self: Lowering, parts: list[Any], node: ast.Call) -> list[Any]:
        """The first star of unknown length takes all behind it along."""
        stars = [at for at, part in enumerate(parts) if isinstance(part, ast.Starred)]
        if not stars:
            return parts
        first = stars[0]
        if first == len(parts) - 1:
            return [*parts[:first], Spread(parts[first].value.value)]
        made: Any = self.world.adapters.setdefault(("spread", id(node)), _display(node))
        made.elts = [_as_syntax(part, node) for part in parts[first:]]
        self.world.nodes[id(node)] = node
        return [*parts[:first], Spread(self.value(made))]

    def _double_star(self: Lowering, node: ast.expr) -> list[Keyword]:
        """What `**node` gives: names with values, or one dict."""
        if isinstance(node, ast.Dict):
            texts = [k if k is None else _name_of(k) for k in node.keys]
            if "" not in texts:
                found: list[Keyword] = []
                for key, value in zip(texts, node.values, strict=True):
                    new = self._double_star(value) if key is None else [(key, self._once(value))]
                    if any(not n for n, _ in new) and len(node.keys) > 1:
                        break
                    replaced = dict(new)
                    found = [(n, replaced.pop(n, v)) for n, v in found] + [
                        (n, v) for n, v in new if n in replaced
                    ]
                else:
                    return found
        given = self.raw_value(node)
        type_ = self.need(given.type)
        if isinstance(type_, t.NamedType):
            items = [self.tuple_item(given, at, i) for at, i in enumerate(type_.items)]
            return list(zip(type_.names, items, strict=True))
        if (
            isinstance(type_, t.ClassType)
            and bindings.builtin_class("dict") in self.world.class_info(type_).mro
            and type_.args[:1] == (bindings.builtin_type("str"),)
        ):
            return [("", given)]
        reason = f"** takes a dict with str keys, this is {type_.name}"
        raise Unsupported(node, reason, "write the arguments by name")

    def _add_keywords(
        self: Lowering, keywords: list[Keyword], new: list[Keyword], node: ast.Call
    ) -> None:
        names = {n for n, _ in keywords}
        for name, value in new:
            if name and name in names:
                shown = ast.unparse(node.func)
                reason = f"{shown}() gets the argument '{name}' twice"
                raise Unsupported(node, reason, "pass it once")
            if not name and "" in names:
                held = dict(keywords)[""]
                if held.type is not value.type:
                    reason = "two ** of dicts with different types"
                    raise Unsupported(node, reason, "write the arguments by name")
                both = self.call_method(held, "copy", [], node)
                text = self.text(ast.unparse(node.func))
                merge = bindings.runtime("arguments", "merge")
                self.call_function(merge, None, [both, value, text], [], node)
                keywords[:] = [(n, both if not n else v) for n, v in keywords]
            else:
                keywords.append((name, value))

    def raw_value(self: Lowering, node: ast.expr) -> ir.Value:
        """A value; the keywords of **named as they are, not as the dict that reading gives."""
        if isinstance(node, ast.Name) and isinstance(self.named_slot(node.id), ir.Local):
            return self.load(self.slots[node.id])
        return self.value(node)

    def named_slot(self: Lowering, name: str) -> ir.Local | None:
        """The storage of **name where it holds the keywords of one call."""
        slot = self.slots.get(name)
        return slot if slot is not None and isinstance(known(slot.type), t.NamedType) else None

    def named_dict(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """The keywords of one call as a dict."""
        type_ = known(value.type)
        assert isinstance(type_, t.NamedType)
        joined: t.Type = t.NEVER
        for item in type_.items:
            joined = self.join_values(joined, item)
        joined = t.INT if joined is t.NEVER else joined  # nothing is in it
        text = bindings.builtin_type("str")
        made = self.new_object(bindings.builtin_type("dict", text, joined), node)
        for at, (name, item) in enumerate(zip(type_.names, type_.items, strict=True)):
            part = self.coerce(self.tuple_item(value, at, item), joined, node)
            self.call_method(made, "__setitem__", [self.text(name), part], node)
        return made

    def named_item(self: Lowering, node: ast.expr, key: ast.expr) -> ir.Value | None:
        """`kwargs["key"]` with a constant key that the call gives."""
        slot = self.named_slot(node.id) if isinstance(node, ast.Name) else None
        if slot is None or not isinstance(key, ast.Constant):
            return None
        type_ = known(slot.type)
        assert isinstance(type_, t.NamedType)
        if key.value not in type_.names:
            return None
        at = type_.names.index(key.value)
        return self.tuple_item(self.load(slot), at, type_.items[at])

    def named_get(self: Lowering, node: ast.Call) -> Expression | None:
        """`kwargs.get("key", default)` with a constant key."""
        func = node.func
        if not isinstance(func, ast.Attribute) or func.attr != "get" or node.keywords:
            return None
        if not isinstance(func.value, ast.Name) or self.named_slot(func.value.id) is None:
            return None
        if not 1 <= len(node.args) <= 2 or not isinstance(node.args[0], ast.Constant):
            return None
        found = self.named_item(func.value, node.args[0])
        if len(node.args) == 1:
            return found or NONE_VALUE
        otherwise = self.expression(node.args[1])
        return found or otherwise

    # ---- the parameters' side -------------------------------------------------------------------

    def bind(
        self: Lowering,
        parameters: list[Parameter],
        args: list[Any],
        keywords: list[Keyword],
        name: str,
        node: ast.AST,
        shown: str = "",
    ) -> list[Any]:
        """Arguments in the order of the parameters, defaults filled in. shown: the function as
        messages at run time name it."""
        by_name = dict(keywords)
        mapping: Any = by_name.pop("", None)
        mapping = mapping.value if isinstance(mapping, Evaluated) else mapping
        spread: ir.Value | None = None
        if args and isinstance(args[-1], Spread):
            spread, args = args[-1].items, args[:-1]
        positional = [p for p in parameters if not p.keyword_only and not p.variadic]
        shown = shown or name
        self.check_static(parameters, positional, args, by_name, (name, shown), node)
        if spread is not None:
            missing = self._check_spread(parameters, positional, args, by_name, spread, shown)
            missing = missing if mapping is None else []
        if mapping is not None:
            self._check_mapping(parameters, positional[: len(args)], by_name, mapping, shown)
        result: list[Any] = []
        rest = len(positional)
        for at, parameter in enumerate(parameters):
            if parameter.variadic:
                start = max(0, rest - len(args))
                result.append(Rest(args[rest:], spread, start))
                continue
            if parameter.named:
                own = [p.name for p in parameters if not p.positional_only and not p.named]
                left = [(k, v) for k, v in by_name.items() if k not in own]
                names = [k for k, _ in keywords]
                first = names[: names.index("")] if "" in names else []
                before = sum(k in first for k, _ in left)
                result.append(Named(left, mapping, own, before))
                continue
            plain = not parameter.keyword_only
            if plain and positional.index(parameter) < len(args):
                result.append(args[positional.index(parameter)])
                continue
            by_keyword = parameter.name in by_name and not parameter.positional_only
            taken: Any = None
            if by_keyword:
                taken = by_name[parameter.name]
            elif parameter.has_default:
                taken = Default(parameter.default)
            if mapping is not None and not by_keyword and not parameter.positional_only:
                if taken is None:
                    lacking = [
                        p.name
                        for p in parameters[at:]
                        if not p.has_default
                        and p.keyword_only == parameter.keyword_only
                        and not (p.variadic or p.named or p.name in by_name)
                    ]
                    taken = Missing(shown, lacking, mapping)
                taken = Entry(mapping, parameter.name, taken)
            if spread is not None and plain and not by_keyword:
                index = positional.index(parameter) - len(args)
                taken = Item(spread, index, None if parameter in missing else taken)
            if taken is None:
                raise self.lacks(parameters, args, by_name, (name, shown), node)
            result.append(taken)
        return result

    def _check_spread(
        self: Lowering,
        parameters: list[Parameter],
        positional: list[Parameter],
        args: list[Any],
        by_name: dict[str, Any],
        spread: ir.Value,
        shown: str,
    ) -> list[Parameter]:
        """The length of a star argument fits the parameters. Returns those that need it."""
        open_ = positional[len(args) :]
        length = self.call_method(spread, "__len__", [], self.node)
        for at, parameter in enumerate(open_):
            if parameter.name in by_name and not parameter.positional_only:
                text = f"{shown}() got multiple values for argument '{parameter.name}'"
                self.unless(self.compare("le", length, const_int(at)), "type_error", text)
        if not any(p.variadic for p in parameters):
            least = sum(not p.has_default for p in positional)
            named = sum(p.keyword_only and p.name in by_name for p in parameters)
            fits, wrong = self.new_block("fits"), self.new_block("too_many")
            test = self.compare("le", length, const_int(len(open_)))
            self.branch(test, fits, wrong, likely=True)
            self.enter_block(wrong)
            given = self.arith("add", length, const_int(len(args)))
            numbers = [const_int(least), const_int(len(positional)), given, const_int(named)]
            error = self.call_runtime("arguments", "too_many", self.text(shown), *numbers)
            self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))
            self.enter_block(fits)
        needed = [p for p in open_ if not p.has_default and p.name not in by_name]
        for at, parameter in enumerate(needed):
            enough = self.compare("gt", length, const_int(open_.index(parameter)))
            text = missing_text(shown, [p.name for p in needed[at:]], "positional")
            self.unless(enough, "type_error", text)
        return needed

    def unless(self: Lowering, condition: ir.Value, error: str, text: str) -> None:
        good, bad = self.new_block("good"), self.new_block("bad")
        self.branch(condition, good, bad, likely=True)
        self.enter_block(bad)
        if self.block is not None:
            self.raise_runtime(error, self.text(text))
        self.enter_block(good)

    def _check_mapping(
        self: Lowering,
        parameters: list[Parameter],
        taken: list[Parameter],
        by_name: dict[str, Any],
        mapping: ir.Value,
        shown: str,
    ) -> None:
        """A run-time dict names parameters, each that has no argument yet."""
        for given in by_name:
            inside = self.call_method(mapping, "__contains__", [self.text(given)], self.node)
            text = f"{self._module()}{shown}() got multiple values for keyword argument '{given}'"
            self.unless(self.negate(inside), "type_error", text)
        if not any(p.named for p in parameters):
            names = [p.name for p in parameters if not (p.positional_only or p.variadic)]
            check = bindings.runtime("arguments", "refuse_unknown")
            args = [mapping, self._name_tuple(names), self.text(shown)]
            self.call_function(check, None, args, [], self.node)
        for parameter in taken:
            if not parameter.positional_only:
                name = self.text(parameter.name)
                inside = self.call_method(mapping, "__contains__", [name], self.node)
                text = f"{shown}() got multiple values for argument '{parameter.name}'"
                self.unless(self.negate(inside), "type_error", text)

    def _module(self: Lowering) -> str:
        name = self.inst.namespace.get("__name__", "")
        main = self.world.main
        own = main is not None and self.inst.namespace is main.namespace
        return "__main__." if own else f"{name}."

    def _name_tuple(self: Lowering, names: list[str]) -> ir.Value:
        text = bindings.builtin_type("str")
        type_ = bindings.builtin_type("tuple", text)
        return self.world.freezer.value(tuple(names), type_, "names")

    def found_or(
        self: Lowering, test: ir.Value, found: Any, otherwise: Any, wanted: t.Type | None
    ) -> ir.Value:
        """One of two ways to get an argument."""
        ends: list[Any] = []
        there, missing = self.new_block("there"), self.new_block("missing")
        self.branch(test, there, missing)
        self.enter_block(there)
        self.end_here(ends, found())
        self.enter_block(missing)
        self.end_here(ends, otherwise())
        return self.merge(ends, wanted)

    def raise_missing(self: Lowering, argument: Missing, kind: str) -> ir.Value:
        maker = bindings.runtime("arguments", "missing")
        args = [self.text(argument.function), self._name_tuple(argument.names), self.text(kind)]
        error = self.call_function(maker, None, [*args, argument.mapping], [], self.node)
        self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))
        return ir.Const(t.NEVER, None)


def missing_text(function: str, names: list[str], kind: str) -> str:
    """CPython's words for parameters without an argument."""
    shown = [f"'{n}'" for n in names]
    text = shown[-1]
    if len(shown) > 1:
        text = f"{', '.join(shown[:-1])}{',' * (len(shown) > 2)} and {shown[-1]}"
    plural = "s" * (len(shown) != 1)
    return f"{function}() missing {len(shown)} required {kind} argument{plural}: {text}"


def _display(node: ast.Call) -> ast.List:
    return ast.copy_location(ast.List([], ast.Load()), node)


def _as_syntax(part: Any, node: ast.Call) -> ast.expr:
    made = Evaluated(part) if isinstance(part, ir.Value) else part
    return part if made is part else ast.copy_location(made, node)


def _name_of(key: ast.expr) -> str:
    """The text that a key is, empty if it is none: an empty name stands for a dict."""
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
