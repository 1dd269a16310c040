"""`template.format(…)`: constant templates become the pieces of an f-string; one that is made at
run time goes to `runtime.template`."""

from __future__ import annotations

import ast
import importlib
import string
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Spread
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.text.printing import constant_text
from naja.compiler.front.values import Evaluated
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


split_name: Any = importlib.import_module("_string").formatter_field_name_split  # as string does


class Templates(Builder):
    """See the module."""

    def format_template(
        self: Lowering,
        template: ir.Value,
        args: list[Any],
        keywords: list[tuple[str, Any]],
        node: ast.AST,
    ) -> ir.Value:
        """template.format(*args, **keywords)"""
        star = args[-1].items if args and isinstance(args[-1], Spread) else None
        values = [self._template_argument(a, node) for a in args if not isinstance(a, Spread)]
        named = {name: self._template_argument(a, node) for name, a in keywords}
        text = constant_text(template)
        if text is None:
            return self._format_later(template, values, star, named, node)
        return self.join_texts(_Fields(self, values, named, node, star).pieces(text, 2))

    def format_map_template(
        self: Lowering, template: ir.Value, args: list[Any], node: ast.AST
    ) -> ir.Value:
        """template.format_map(mapping)"""
        if len(args) != 1:
            raise Unsupported(node, "format_map() takes one argument", "give a dict")
        mapping = self._template_argument(args[0], node)
        text = constant_text(template)
        if text is None:
            names = self.call_function(
                bindings.runtime("template", "given_names"), None, [mapping], [], node
            )
            empty = self.given_list([], node)
            return self.call_runtime("template", "formatted", template, empty, names)
        return self.join_texts(_Fields(self, [], mapping, node).pieces(text, 2))

    def _template_argument(self: Lowering, argument: Any, node: ast.AST) -> ir.Value:
        if isinstance(argument, ir.Value):
            return argument
        if not isinstance(argument, ast.expr):
            raise Unsupported(
                node, "star arguments of format() are not compiled", "write them one by one"
            )
        return self.value(argument)

    def _format_later(
        self: Lowering,
        template: ir.Value,
        values: list[ir.Value],
        star: ir.Value | None,
        named: dict[str, ir.Value],
        node: ast.AST,
    ) -> ir.Value:
        """A template that only the program knows."""
        argument = t.class_type(bindings.runtime("template", "Argument"))
        given = self.given_list(values, node)
        if star is not None:
            items = self.collect(bindings.builtin_class("tuple"), star, None, node)
            rest = self.call_function(
                bindings.runtime("template", "given_items"), None, [items], [], node
            )
            self.call_method(given, "extend", [rest], node)
        text = bindings.builtin_type("str")
        names = self.new_object(bindings.builtin_type("dict", text, argument), node)
        function = bindings.runtime("template", "given")
        for name, value in named.items():
            if not name:
                more = bindings.runtime("template", "given_names")
                holders = self.call_function(more, None, [value], [], node)
                self.call_method(names, "update", [holders], node)
                continue
            holder = self.call_function(function, None, [value], [], node)
            self.call_method(names, "__setitem__", [self.text(name), holder], node)
        return self.call_runtime("template", "formatted", template, given, names)


class _Fields:
    """The fields of a constant template, with the values they name."""

    def __init__(
        self,
        lowering: Lowering,
        values: list[ir.Value],
        named: dict[str, ir.Value] | ir.Value,
        node: ast.AST,
        star: ir.Value | None = None,
    ) -> None:
        self.lowering, self.values, self.named, self.node = lowering, values, named, node
        self.star = star
        self.numbering: int | None = None

    def refused(self, reason: str, remedy: str = "correct the template") -> Unsupported:
        return Unsupported(self.node, reason, remedy)

    def pieces(self, template: str, depth: int) -> list[ir.Value]:
        """The values that are the text of the template."""
        if depth == 0:
            raise self.refused("Max string recursion exceeded")
        try:
            parts = list(string.Formatter().parse(template))
        except ValueError as problem:
            raise self.refused(f"the template is wrong: {problem}") from None
        result: list[ir.Value] = []
        for literal, name, spec, conversion in parts:
            result.append(self.lowering.text(literal))
            if name is not None:
                result.append(self._field(name, spec or "", conversion, depth))
        return result

    def _field(self, name: str, spec: str, conversion: str | None, depth: int) -> ir.Value:
        low = self.lowering
        value = self._value(name)
        if conversion in ("r", "a"):
            value = low.repr_of(value, self.node)
            if conversion == "a":
                value = low.call_runtime("casing", "ascii_only", value)
        elif conversion == "s":
            value = low.to_str(value, self.node)
        elif conversion is not None:
            raise self.refused(f"Unknown conversion specifier {conversion}")
        inner = low.join_texts(self.pieces(spec, depth - 1)) if spec else low.text("")
        return low.format_value(value, inner, self.node)

    def _value(self, name: str) -> ir.Value:
        first, rest = split_name(name)
        value = self._argument(first)
        for is_attribute, key in self._steps(rest):
            if is_attribute:
                found = self.lowering.attribute(value, str(key), self.node)
                value = self.lowering.materialise(found, None, self.node)
            else:
                written = self.lowering.text(key) if isinstance(key, str) else ir.Const(t.INT, key)
                place = ast.copy_location(Evaluated(written), self.node)
                value = self.lowering.subscript(value, place, self.node)
        return value

    def _steps(self, rest: Any) -> list[tuple[bool, int | str]]:
        try:
            return list(rest)
        except ValueError as problem:
            raise self.refused(f"the template is wrong: {problem}") from None

    def _argument(self, first: int | str) -> ir.Value:
        if first == "" or isinstance(first, int):
            return self._numbered(first)
        if isinstance(self.named, ir.Value):
            text = self.lowering.text(first)
            return self.lowering.call_method(self.named, "__getitem__", [text], self.node)
        if first not in self.named and "" in self.named:
            text = self.lowering.text(first)
            return self.lowering.call_method(self.named[""], "__getitem__", [text], self.node)
        if first not in self.named:
            raise self.refused(f"format() is given no '{first}'", "name it in the call")
        return self.named[first]

    def _numbered(self, first: int | str) -> ir.Value:
        automatic = first == ""
        if self.numbering is None:
            self.numbering = 0 if automatic else -1
        if automatic != (self.numbering >= 0):
            ways = ["manual field specification", "automatic field numbering"]
            was, now = ways if automatic else ways[::-1]
            raise self.refused(f"cannot switch from {was} to {now}")
        at = self.numbering if automatic else int(first)
        if automatic:
            self.numbering += 1
        if at >= len(self.values) and self.star is not None:
            return self._starred(self.star, at)
        if at >= len(self.values):
            raise self.refused(
                f"Replacement index {at} out of range for positional args tuple",
                "give one more value",
            )
        return self.values[at]

    def _starred(self, star: ir.Value, at: int) -> ir.Value:
        """An argument that a star gives: IndexError where it has too few."""
        low, index = self.lowering, ir.Const(t.INT, at - len(self.values))
        length = low.call_method(star, "__len__", [], self.node)
        text = f"Replacement index {at} out of range for positional args tuple"
        low.unless(low.compare("gt", length, index), "index_error", text)
        return low.call_method(star, "__getitem__", [index], self.node)
