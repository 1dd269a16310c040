"""`template % values` of str and bytes.

A constant template is taken apart here, so that only the conversions it has are compiled; one that
is made at run time goes to `runtime.template`. bytes are formatted as Latin-1 text and encoded.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.text.printing import constant_bytes, constant_text
from naja.compiler.front.values import const_int
from naja.compiler.ir import model as ir
from naja.runtime.percent import FLAGS, UNSET

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

CONVERSION = re.compile(
    r"%(?:\((?P<key>(?:[^()]|\([^()]*\))*)\))?(?P<flags>[-+ #0]*)(?P<width>\*|[0-9]*)"
    r"(?:\.(?P<precision>\*|[0-9]*))?[hlL]?(?P<code>.)?",
    re.DOTALL,
)
INTEGERS, FLOATS, TEXTS = "diuxXo", "eEfFgG", "sra"


@dataclass(frozen=True)
class Conversion:
    """One `%` of a template. width, precision: digits, "*", or empty; precision None: absent."""

    key: str | None
    flags: int
    width: str
    precision: str | None
    code: str


def parse(template: str) -> list[str | Conversion]:
    """Literal text and conversions in turn. ValueError, with CPython's words."""
    parts: list[str | Conversion] = []
    end = 0
    for found in CONVERSION.finditer(template):
        parts.append(template[end : found.start()])
        end = found.end()
        code = found["code"]
        if code is None:
            raise ValueError("incomplete format")
        if found[0] == "%%":
            parts.append("%")
            continue
        if code not in INTEGERS + FLOATS + TEXTS + "cb":
            place = end - 1
            raise ValueError(
                f"unsupported format character '{code}' (0x{ord(code):x}) at index {place}"
            )
        flags = sum(FLAGS[flag] for flag in set(found["flags"]))
        parts.append(Conversion(found["key"], flags, found["width"], found["precision"], code))
    parts.append(template[end:])
    return parts


class Percents(Builder):
    """See the module."""

    def percent(
        self: Lowering, template: ir.Value, values: ir.Value, node: ast.AST
    ) -> ir.Value | None:
        """template % values; None where the left side is neither str nor bytes."""
        data = bindings.builtin_type("bytes")
        if template.type is data:
            return self._percent_bytes(template, values, node)
        if template.type is not bindings.builtin_type("str"):
            return None
        text = constant_text(template)
        values = self.plain_tuple(values)
        if text is None:
            return self._percent_later(template, values, node)
        return self._percent_known(text, values, node, False)

    def _percent_bytes(
        self: Lowering, template: ir.Value, values: ir.Value, node: ast.AST
    ) -> ir.Value:
        data = constant_bytes(template)
        if data is None:
            raise Unsupported(node, "the left side of bytes % is no constant", "write the template")
        shown = self._percent_known(data.decode("latin-1"), self.plain_tuple(values), node, True)
        return self.call_method(shown, "encode", [self.text("latin-1")], node)

    def _percent_later(
        self: Lowering, template: ir.Value, values: ir.Value, node: ast.AST
    ) -> ir.Value:
        """A template that only the program knows."""
        type_ = self.need(values.type)
        name = t.DISPLAY_NAMES.get(type_.cls, "") if isinstance(type_, t.ClassType) else ""
        if name == "dict":
            return self._template_call("percent_named", [template, values], node)
        if name == "tuple":
            given = self._template_call("given_items", [values], node)
        else:
            items = type_.items if isinstance(type_, t.TupleType) else None
            parts = [values] if items is None else self.tuple_items(values, items)
            given = self.given_list(parts, node)
        return self._template_call("percent", [template, given], node)

    def _template_call(self: Lowering, name: str, args: list[ir.Value], node: ast.AST) -> ir.Value:
        function = bindings.runtime("template", name)
        return self.call_function(function, None, list(args), [], node)

    def tuple_items(self: Lowering, value: ir.Value, items: tuple[t.Type, ...]) -> list[ir.Value]:
        """The items of a fixed tuple."""
        return [self.tuple_item(value, at, item) for at, item in enumerate(items)]

    def given_list(self: Lowering, values: list[ir.Value], node: ast.AST) -> ir.Value:
        """Values of any types as arguments of a template that only the program knows."""
        argument = t.class_type(bindings.runtime("template", "Argument"))
        result = self.new_object(bindings.builtin_type("list", argument), node)
        for value in values:
            given = self._template_call("given", [value], node)
            self.call_method(result, "append", [given], node)
        return result

    # ---- constant templates ---------------------------------------------------------------------

    def _percent_known(
        self: Lowering, template: str, values: ir.Value, node: ast.AST, in_bytes: bool
    ) -> ir.Value:
        try:
            parts = parse(template)
        except ValueError as problem:
            raise Unsupported(node, f"the template is wrong: {problem}", "correct it") from None
        queue = _Values(self, values, node)
        pieces: list[ir.Value] = []
        for part in parts:
            if isinstance(part, str):
                pieces.append(self.text(part))
            else:
                pieces.append(self._percent_converted(part, queue, node, in_bytes))
        queue.finish(any(isinstance(part, Conversion) for part in parts))
        return self.join_texts(pieces)

    def _percent_converted(
        self: Lowering, part: Conversion, queue: _Values, node: ast.AST, in_bytes: bool
    ) -> ir.Value:
        flags = const_int(part.flags)
        width = self._percent_number(part.width, 0, queue, node)
        precision = self._percent_number(part.precision, UNSET, queue, node)
        value = queue.named(part.key) if part.key is not None else queue.next()
        plain = part.flags == 0 and part.width == "" and part.precision is None
        return self._percent_conversion(
            part, value, [flags, width, precision], plain, node, in_bytes
        )

    def _percent_number(
        self: Lowering, written: str | None, missing: int, queue: _Values, node: ast.AST
    ) -> ir.Value:
        """A width or precision: digits, or the next value for a star."""
        if written != "*":
            return const_int(missing if written is None else int(written or "0"))
        value = self.coerce(queue.next(), t.INT, node)
        return value if missing == 0 else self.call_runtime("percent", "precision_of", value)

    def _percent_conversion(
        self: Lowering,
        part: Conversion,
        value: ir.Value,
        options: list[ir.Value],
        plain: bool,
        node: ast.AST,
        in_bytes: bool,
    ) -> ir.Value:
        type_ = self.need(value.type)
        if isinstance(type_, t.UnionType):

            def one(member: ir.Value) -> ir.Value:
                return self._percent_conversion(part, member, options, plain, node, in_bytes)

            return self.per_member(value, lambda v: self._or_raise(one, v))
        code = part.code
        if code in TEXTS + "b":
            shown = self._percent_shown(code, value, node, in_bytes)
            return shown if plain else self.call_runtime("percent", "of_text", shown, *options)
        value = self.int_of_enum(value) or value
        type_ = self.need(value.type)
        if code == "c":
            return self._percent_character(value, options, node, in_bytes)
        if is_number(type_) and code in FLOATS:
            real = value if type_ is t.FLOAT else self.convert(self.to_int(value), t.FLOAT)
            return self.call_runtime("percent", "of_float", real, *options, const_int(ord(code)))
        if is_number(type_) and code in INTEGERS and (type_ is not t.FLOAT or code in "diu"):
            if type_ is t.FLOAT:
                kind = const_int(ord(code))
                return self.call_runtime("percent", "of_whole_float", value, *options, kind)
            whole = self.to_int(value)
            if plain and code in "diu":
                return self.to_str(whole, node)
            return self.call_runtime("percent", "of_int", whole, *options, const_int(ord(code)))
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__percent__"):
            return self.call_method(value, "__percent__", [*options, const_int(ord(code))], node)
        wanted = "an integer" if code in "xXo" else "a real number"
        raise Unsupported(
            node,
            f"%{code} format: {wanted} is required, not {type_.name}",
            "use %s, or convert the value",
        ).as_raised(
            "type_error", f"%{code} format: {wanted} is required, not {t.class_name(type_)}"
        )

    def _percent_shown(
        self: Lowering, code: str, value: ir.Value, node: ast.AST, in_bytes: bool
    ) -> ir.Value:
        if code == "r" and not in_bytes:
            return self.repr_of(value, node)
        if code in "ra":
            return self.call_runtime("casing", "ascii_only", self.repr_of(value, node))
        if not in_bytes:
            if code == "b":
                raise Unsupported(node, "%b is only for bytes", "use %s")
            return self.to_str(value, node)
        type_ = known(value.type)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__bytes__"):
            value = self.call_method(value, "__bytes__", [], node)
        elif not self._percent_data(type_):
            raise Unsupported(
                node,
                f"%{code} requires a bytes-like object, or an object that implements __bytes__,"
                f" not '{type_.name}'",
                "encode it first",
            )
        whole = self.construct(bindings.builtin_type("bytes"), [value], [], node)
        return self.call_method(whole, "decode", [self.text("latin-1")], node)

    def _percent_data(self, type_: t.Type) -> bool:
        names = ("bytes", "bytearray", "memoryview")
        return any(type_ is bindings.builtin_type(name) for name in names)

    def _percent_character(
        self: Lowering, value: ir.Value, options: list[ir.Value], node: ast.AST, in_bytes: bool
    ) -> ir.Value:
        type_ = known(value.type)
        if isinstance(type_, t.IntType):
            name = "byte_of_code" if in_bytes else "of_code"
            shown = self.call_runtime("percent", name, self.to_int(value))
        elif type_ is bindings.builtin_type("str") and not in_bytes:
            shown = self.call_runtime("percent", "of_character", value)
        elif in_bytes and self._percent_data(type_):
            shown = self.call_runtime(
                "percent", "byte_of_data", self._percent_shown("s", value, node, True)
            )
        else:
            raise Unsupported(node, f"%c requires int or char, not {type_.name}", "use %s")
        return self.call_runtime("percent", "of_text", shown, options[0], options[1], const_int(-1))


class _Values:
    """The right side of a `%`, value by value."""

    def __init__(self, lowering: Lowering, values: ir.Value, node: ast.AST) -> None:
        self.lowering, self.values, self.node = lowering, values, node
        type_ = lowering.need(values.type)
        self.type = type_
        self.used = 0
        self.by_name = False
        self.items = type_.items if isinstance(type_, t.TupleType) else None

    def next(self) -> ir.Value:
        """The next value in order."""
        at = self.used
        self.used += 1
        if self.items is not None and at < len(self.items):
            return self.lowering.tuple_item(self.values, at, self.items[at])
        whole = isinstance(self.type, t.ClassType) and self.type.cls is bindings.builtin_class(
            "tuple"
        )
        if whole:
            raise Unsupported(
                self.node,
                "how many values this tuple has is not known at build time",
                "write the values one by one",
            )
        if self.items is not None or at > 0:
            raise Unsupported(
                self.node, "not enough arguments for format string", "give one for each %"
            )
        return self.values

    def named(self, key: str) -> ir.Value:
        """The value of a name, from a dict."""
        self.by_name = True
        type_ = self.type
        if not isinstance(type_, t.ClassType) or not self.lowering.has_method(type_, "__getitem__"):
            raise Unsupported(self.node, "format requires a mapping", "give a dict")
        return self.lowering.call_method(
            self.values, "__getitem__", [self.lowering.text(key)], self.node
        )

    def finish(self, any_conversion: bool) -> None:
        """Nothing may be left over."""
        if self.by_name:
            return
        count = len(self.items) if self.items is not None else 1
        mapping = isinstance(self.type, t.ClassType) and not any_conversion
        if mapping and self.lowering.has_method(self.type, "__getitem__"):
            return
        if self.used < count:
            raise Unsupported(
                self.node,
                "not all arguments converted during string formatting",
                "give one for each %",
            )
