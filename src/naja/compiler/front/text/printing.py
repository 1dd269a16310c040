"""Text: str(), repr(), format(), f-strings, print."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import TYPE_NAME
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


SIMPLE_INT = re.compile(r"(0?)([1-9][0-9]{0,3})?([bdox]?)")
SIMPLE_FLOAT = re.compile(r"\.([0-9]{1,2})f")
SIMPLE_STR = re.compile(r"(?:([^<>^=]?)([<>^]))?([1-9][0-9]{0,3})")


class Printing(Builder):
    """See the module."""

    def text(self, value: str) -> ir.StaticRef:
        return self.world.freezer.string(value)

    def to_str(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """str(value)."""
        type_ = self.need(value.type)
        if type_ is bindings.builtin_type("str"):
            return value
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__str__"):
            return self.call_method(value, "__str__", [], node)
        return self._by_type(value, type_, node, self.to_str)

    def repr_of(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """repr(value)."""
        type_ = self.need(value.type)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__repr__"):
            return self.call_method(value, "__repr__", [], node)
        return self._by_type(value, type_, node, self.repr_of)

    def _by_type(
        self: Lowering, value: ir.Value, type_: t.Type, node: ast.AST, inner: Any
    ) -> ir.Value:
        if type_ is t.BOOL:
            if isinstance(value, ir.Const):
                return self.text("True" if value.value else "False")
            return self.select(value, self.text("True"), self.text("False"))
        if type_ is t.NEVER:
            return self.text("")
        if self.is_anything(type_):
            name = "text_of" if inner == self.to_str else "repr_of"
            return self.anything(name, value, node, lambda v: inner(v, node))
        if type_ is t.NONE:
            return self.text("None")
        if type_ is t.FLOAT:
            return self.call_runtime("format", "float_to_str", value)
        if type_ is t.U64:
            return self.call_runtime("format", "u64_to_str", value)
        if isinstance(type_, t.IntType):
            return self.call_runtime("format", "int_to_str", self.to_int(value))
        if isinstance(type_, t.TupleType):
            return self._tuple_text(value, type_, node)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: inner(v, node))
        if (
            isinstance(type_, t.ClassType)
            and inner == self.to_str
            and self.has_method(type_, "__repr__")
        ):
            return self.repr_of(value, node)
        if isinstance(type_, t.FunctionType | t.CallableType):
            return self.function_text(value)
        if isinstance(type_, t.ClassType) and not type_.cls.__module__.startswith("naja."):
            return self._default_text(value, type_, node)
        raise Unsupported(
            node,
            f"{type_.name} has no text that would be the same as CPython's",
            "define __repr__ or __str__",
        )

    def _default_text(
        self: Lowering, value: ir.Value, type_: t.ClassType, node: ast.AST
    ) -> ir.Value:
        """<__main__.Thing object at 0x7f…>"""
        main = self.world.main
        own = main is not None and type_.cls.__module__ == main.namespace["__name__"]
        address = self.temp(t.INT)
        self.emit(ir.Intrinsic(loc=self.loc, dst=address, name="object_address", args=[value]))
        number = self.call_runtime("format", "format_int", address, self.text("#x"))
        name = self.call_method(value, TYPE_NAME, [], node)
        start = self.text("<__main__." if own else "<")
        return self.join_texts([start, name, self.text(" object at "), number, self.text(">")])

    def _tuple_text(self: Lowering, value: ir.Value, type_: t.TupleType, node: ast.AST) -> ir.Value:
        pieces: list[ir.Value] = [self.text("(")]
        for at, item in enumerate(type_.items):
            if at:
                pieces.append(self.text(", "))
            pieces.append(self.repr_of(self.tuple_item(value, at, item), node))
        pieces.append(self.text(",)" if len(type_.items) == 1 else ")"))
        return self.join_texts(pieces)

    def join_texts(self: Lowering, pieces: list[ir.Value]) -> ir.Value:
        """The concatenation of str values, constants folded together."""
        folded = self._fold(pieces)
        if not folded:
            return self.text("")
        if len(folded) == 1:
            return folded[0]
        if len(folded) == 2:
            return self.call_runtime("str", "concat", *folded)
        type_ = bindings.builtin_type("str")
        array = self.stack_array(type_, len(folded))
        for at, piece in enumerate(folded):
            self.emit(
                ir.StorePtr(
                    loc=self.loc, pointer=array, index=const_int(at), value=piece, fresh=True
                )
            )
        return self.call_runtime("str", "concat_array", array, const_int(len(folded)))

    def stack_array(self: Lowering, type_: t.Type, count: int) -> ir.Value:
        """Room for some pointers on the stack, one for each place in the source."""
        dst = self.temp(t.ptr_type(type_))
        self.emit(
            ir.Intrinsic(loc=self.loc, dst=dst, name="stack_array", args=[], attrs={"count": count})
        )
        return dst

    def _fold(self: Lowering, pieces: list[ir.Value]) -> list[ir.Value]:
        result: list[ir.Value] = []
        for piece in pieces:
            text = constant_text(piece)
            if text == "":
                continue
            before = constant_text(result[-1]) if result else None
            if text is not None and before is not None:
                result[-1] = self.text(before + text)
            else:
                result.append(piece)
        return result

    # ---- f-strings ------------------------------------------------------------------------------

    def format_string(self: Lowering, node: ast.JoinedStr) -> ir.Value:
        pieces: list[ir.Value] = []
        for part in node.values:
            if isinstance(part, ast.Constant):
                pieces.append(self.text(str(part.value)))
            else:
                assert isinstance(part, ast.FormattedValue)
                pieces.append(self._formatted(part))
        return self.join_texts(pieces)

    def _formatted(self: Lowering, part: ast.FormattedValue) -> ir.Value:
        value = self.current(part.value)
        if part.conversion in (ord("r"), ord("a")):
            value = self.repr_of(value, part.value)
            if part.conversion == ord("a"):
                value = self.call_runtime("casing", "ascii_only", value)
        elif part.conversion == ord("s"):
            value = self.to_str(value, part.value)
        if part.format_spec is None:
            return self.to_str(value, part.value)
        assert isinstance(part.format_spec, ast.JoinedStr)
        return self.format_value(value, self.format_string(part.format_spec), part)

    def format_value(self: Lowering, value: ir.Value, spec: ir.Value, node: ast.AST) -> ir.Value:
        """format(value, spec)."""
        type_ = self.need(value.type)
        known_spec = constant_text(spec)
        if known_spec == "":
            return self.to_str(value, node)
        if known_spec is not None:
            special = self._format_simple(value, known_spec)
            if special is not None:
                return special
        if isinstance(type_, t.IntType) and type_ is not t.U64:
            return self.call_runtime("format", "format_int", self.to_int(value), spec)
        if type_ is t.FLOAT:
            return self.call_runtime("format", "format_float", value, spec)
        if type_ is bindings.builtin_type("str"):
            return self.call_runtime("format", "format_str", value, spec)
        if type_ is t.OBJECT:
            shown: Any = lambda v: self.format_value(v, spec, node)  # noqa: E731
            return self.anything("formatted", value, node, shown, spec)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self.format_value(v, spec, node))
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__format__"):
            return self.call_method(value, "__format__", [spec], node)
        if known_spec is None:
            return self._format_plain(value, spec, node)
        raise Unsupported(
            node, f"{type_.name} takes no format specification", "convert it with str() first"
        )

    def _format_plain(self: Lowering, value: ir.Value, spec: ir.Value, node: ast.AST) -> ir.Value:
        """What takes no format specification is given one that only the program knows."""
        type_ = known(value.type)
        name = (
            t.DISPLAY_NAMES.get(type_.cls, type_.cls.__name__)
            if isinstance(type_, t.ClassType)
            else "NoneType"
            if type_ is t.NONE
            else type_.name.partition("[")[0]
        )
        self.call_runtime("format", "refuse_spec", spec, self.text(name))
        return self.to_str(value, node)

    def _format_simple(self: Lowering, value: ir.Value, spec: str) -> ir.Value | None:
        """format(value, spec) for the commonest constant specs, which take less code."""
        type_ = self.need(value.type)
        simple = SIMPLE_INT.fullmatch(spec)
        if simple and isinstance(type_, t.IntType) and type_ is not t.U64 and type_ is not t.BOOL:
            base = const_int({"b": 2, "o": 8, "": 10, "d": 10, "x": 16}[simple[3]])
            width, zero = const_int(int(simple[2] or "0")), const_bool(simple[1] == "0")
            return self.call_runtime("format", "int_in_base", self.to_int(value), base, width, zero)
        simple = SIMPLE_FLOAT.fullmatch(spec)
        if simple and type_ is t.FLOAT:
            return self.call_runtime("format", "float_fixed", value, const_int(int(simple[1])))
        simple = SIMPLE_STR.fullmatch(spec)
        if simple and type_ is bindings.builtin_type("str"):
            fill, align = simple[1] or " ", const_int(ord(simple[2] or "<"))
            width = const_int(int(simple[3]))
            return self.call_runtime("format", "str_aligned", value, align, width, self.text(fill))
        return None

    # ---- print ----------------------------------------------------------------------------------

    def print_call(self: Lowering, node: ast.Call) -> ir.Value:
        """print(...): the whole text in one write."""
        stars = any(isinstance(a, ast.Starred) for a in node.args)
        values = [self._texts(node)] if stars else [self.current(a) for a in node.args]
        options = {k.arg: k.value for k in node.keywords}
        separator: ir.Value = self.text(" ")
        end: ir.Value = self.text("\n")
        for name in list(options):
            if name == "sep":
                separator = self._option(options.pop(name), separator)
            elif name == "end":
                end = self._option(options.pop(name), end)
            elif name == "flush":
                self.value(options.pop(name))
        to_error = self._is_error(options.pop("file", None), node)
        if options:
            raise Unsupported(
                node,
                f"print() has no parameter '{next(iter(options))}'",
                "use sep, end, file and flush",
            )
        if stars:
            joined = self.call_method(separator, "join", values, node)
            self.call_runtime(
                "print", "write", self.join_texts([joined, end]), const_bool(to_error)
            )
            return ir.Const(t.NONE, None)
        pieces: list[ir.Value] = []
        for at, (value, argument) in enumerate(zip(values, node.args, strict=True)):
            if at:
                pieces.append(separator)
            pieces.append(self.to_str(value, argument))
        pieces.append(end)
        folded = self._fold(pieces)
        text = constant_text(folded[0]) if len(folded) == 1 else None
        if text is not None and not to_error:
            self.call_runtime(
                "print",
                "write_static",
                self.world.freezer.bytes(text.encode("utf-8", "surrogatepass")),
            )
        elif folded:
            self.call_runtime("print", "write", self.join_texts(folded), const_bool(to_error))
        return ir.Const(t.NONE, None)

    def _texts(self: Lowering, node: ast.Call) -> ir.Value:
        """The texts of arguments with stars among them, as a list."""
        key = ("print", id(node))
        if key not in self.world.displays:
            elements: list[ast.expr] = []
            for argument in node.args:
                if isinstance(argument, ast.Starred):
                    item = ast.Name(".item", ast.Store())
                    each = ast.comprehension(item, argument.value, [], 0)
                    texts = ast.ListComp(_as_text(ast.Name(".item", ast.Load())), [each])
                    elements.append(ast.Starred(texts, ast.Load()))
                else:
                    elements.append(_as_text(argument))
            display = ast.List(elements, ast.Load())
            for part in ast.walk(display):
                if not hasattr(part, "lineno"):
                    ast.copy_location(part, node)
            self.world.displays[key] = display
        return self.value(
            self.world.displays[key], bindings.builtin_type("list", bindings.builtin_type("str"))
        )

    def _option(self: Lowering, node: ast.expr, default: ir.Value) -> ir.Value:
        if isinstance(node, ast.Constant) and node.value is None:
            return default
        return self.coerce(self.value(node), bindings.builtin_type("str"), node)

    def _is_error(self: Lowering, node: ast.expr | None, call: ast.AST) -> bool:
        if node is None or (isinstance(node, ast.Constant) and node.value is None):
            return False
        text = ast.unparse(node)
        if text.endswith("stderr"):
            return True
        if text.endswith("stdout"):
            return False
        raise Unsupported(
            call, "print writes only to sys.stdout and sys.stderr", "use file=sys.stderr or no file"
        )

    def ends(self) -> list[End]:
        return []


def _as_text(node: ast.expr) -> ast.JoinedStr:
    return ast.JoinedStr([ast.FormattedValue(node, -1, None)])


def constant_text(value: ir.Value) -> str | None:
    """The text of a static str, or None."""
    if (
        isinstance(value, ir.StaticRef)
        and value.object.kind == "object"
        and not value.object.mutable
    ):
        fields = value.object.fields
        kind = fields.get("kind")
        if isinstance(kind, ir.Const) and "hash" in fields:
            return value.object.tail.decode(
                "latin-1" if kind.value == 1 else "utf-32-le", "surrogatepass"
            )
    return None


def constant_bytes(value: ir.Value) -> bytes | None:
    """The data of static bytes, or None."""
    if isinstance(value, ir.StaticRef) and value.type is bindings.builtin_type("bytes"):
        return None if value.object.mutable else bytes(value.object.tail)
    return None


__all__ = ["Live", "Printing", "constant_text", "known"]
