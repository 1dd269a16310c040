"""`struct` with constant formats: a call becomes a call of a function written for its format.

The function's text goes through the front end as if a person had written it. The messages of its
errors are asked of the struct module that builds.
"""

from __future__ import annotations

import ast
import struct
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from naja.compiler.front import sources
from naja.compiler.front.builder import Builder
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

NAMES = ("pack", "unpack", "unpack_from", "pack_into", "calcsize")
SIZES = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8}
NATIVE = {"l": 8, "L": 8, "n": 8, "N": 8}
OTHERS = {"f": 4, "d": 8, "?": 1, "c": 1}

BUILTINS = {id(getattr(struct, name)): name for name in NAMES}

_made: dict[tuple[str, str], types.FunctionType] = {}


class StructCalls(Builder):
    """Calls of the struct module's functions, and of the methods of its Struct objects."""

    def struct_call(
        self: Lowering, live: Any, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value | None:
        """The call, or None when `live` is nothing of struct's."""
        owner = getattr(live, "__self__", None)
        if isinstance(owner, struct.Struct):
            name, text = live.__name__, owner.format
        elif id(live) in BUILTINS and args:
            name, text = BUILTINS[id(live)], self.constant(args[0])
            args = args[1:]
        else:
            return None
        if name not in NAMES:
            raise Unsupported(node, f"struct's {name}() is not compiled", "use unpack_from")
        try:
            function = function_for(name, text)
        except (struct.error, ValueError) as error:
            raise Unsupported(node, f"the format {text!r}: {error}", "correct the format") from None
        return self.call_function(function, None, args, keywords, node)

    def struct_attribute(self: Lowering, live: struct.Struct, name: str) -> Expression | None:
        """An attribute of a Struct object that was made at build time."""
        if name in NAMES:
            return Live(getattr(live, name), name)
        return self.live_or_value(getattr(live, name), name) if name in ("size", "format") else None


@dataclass
class Field:
    """A value of a format: its letter, offset and size in bytes."""

    code: str
    offset: int
    size: int


class Format:
    """A parsed format. Raises struct.error as the module does, ValueError for what is not
    compiled.
    """

    def __init__(self, text: str) -> None:
        self.size = struct.calcsize(text)
        order = text[:1] if text[:1] in "@=<>!" else ""
        self.big = order in (">", "!") and order != ""
        self.native = order in ("", "@")
        self.prefix = order or "@"
        self.fields: list[Field] = []
        self._offset = 0
        count = ""
        for code in text[len(order) :]:
            if code.isdigit():
                count += code
            elif not code.isspace():
                self._add(code, int(count) if count else 1, bool(count))
                count = ""

    def _add(self, code: str, count: int, counted: bool) -> None:
        if code == "x":
            self._offset += count
        elif code == "s":
            self.fields.append(Field(code, self._offset, count))
            self._offset += count
        else:
            size = self._size(code)
            if self.native:
                self._offset = -(-self._offset // size) * size
            for _ in range(count):
                self.fields.append(Field(code, self._offset, size))
                self._offset += size

    def _size(self, code: str) -> int:
        sizes = {**SIZES, **OTHERS, **(NATIVE if self.native else {})}
        if code not in sizes:
            raise ValueError(f"the struct format letter {code!r} is not compiled")
        return sizes[code]


def function_for(name: str, text: str) -> types.FunctionType:
    """The function that does `struct.<name>` for a format."""
    key = (name, text)
    if key not in _made:
        _made[key] = function_of_text(_WRITERS[name](Format(text)), name, _names())
    return _made[key]


def function_of_text(text: str, name: str, namespace: dict[str, Any]) -> types.FunctionType:
    """A function with source, for the front end; it counts as a part of the runtime."""
    file = f"<struct {len(_made)}>"
    exec(compile(text, file, "exec"), namespace)
    function: types.FunctionType = namespace[name]
    function.__module__ = "naja.runtime.packing"
    tree = ast.parse(text, file)
    source = sources.SourceFile(file, "naja/runtime/packing.py", tree)
    sources._index(source, tree, "")
    sources._files[file] = source
    return function


def _names() -> dict[str, Any]:
    from naja.runtime import packing, wire
    from naja.stdlib import struct as counterpart

    return {**vars(wire), **vars(packing), "error": counterpart.error}


# ---- reading -------------------------------------------------------------------------------------


def _reader(form: Format, field: Field, start: str) -> str:
    at = f"data, {start}{field.offset}"
    big = form.big
    if field.code in ("s", "c"):
        return f"get_bytes({at}, {field.size})"
    if field.code in "fd":
        return f"get_{'single' if field.code == 'f' else 'double'}({at}, {big})"
    if field.code == "?":
        return f"get_u8({at}) != 0"
    if field.size == 8:
        return f"get_{'word' if field.code.islower() else 'natural'}({at}, {big})"
    bits = 8 * field.size
    read = f"get_u{bits}{'' if big or bits == 8 else 'le'}({at})"
    return f"signed({read}, {bits})" if field.code.islower() else read


def _values(form: Format, start: str) -> str:
    return "(" + "".join(_reader(form, field, start) + ", " for field in form.fields) + ")"


def _unpack(form: Format) -> str:
    return f"""
def unpack(data: B):
    if len(data) != {form.size}:
        raise error("unpack requires a buffer of {form.size} bytes")
    return {_values(form, "")}
"""


def _unpack_from(form: Format) -> str:
    return f"""
def unpack_from(buffer: B, offset: int = 0):
    data = buffer
    start = start_of(len(data), offset, {form.size})
    if start < 0:
        raise error(f"unpack_from requires a buffer of at least {{{form.size} + offset}} bytes for "
            f"unpacking {form.size} bytes at offset {{offset}} "
            f"(actual buffer size is {{len(data)}})")
    return {_values(form, "start + ")}
"""


# ---- writing -------------------------------------------------------------------------------------


def _message(form: Format, code: str, value: int) -> str:
    try:
        struct.pack(form.prefix + code, value)
    except struct.error as error:
        return str(error)
    raise AssertionError("the value fits")


def _writer(form: Format, index: int, field: Field, start: str) -> list[str]:
    value, at, big = f"v{index}", f"data, {start}{field.offset}", form.big
    if field.code == "s":
        return [f"put_bytes({at}, {value}, {field.size})"]
    if field.code == "c":
        text = "char format requires a bytes object of length 1"
        return [f"if len({value}) != 1: raise error({text!r})", f"put_bytes({at}, {value}, 1)"]
    if field.code in "fd":
        return [f"put_{'single' if field.code == 'f' else 'double'}({at}, {value}, {big})"]
    if field.code == "?":
        return [f"put_u8({at}, 1 if {value} else 0)"]
    bits, signed = 8 * field.size, field.code.islower()
    if bits == 64:
        checks = [] if signed else [_check(form, field, value, "< 0", -1)]
        return [*checks, f"put_word({at}, {value}, {big})"]
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    checks = [
        _check(form, field, value, f"< {low}", low - 1),
        _check(form, field, value, f"> {high}", high + 1),
    ]
    suffix = "" if big or bits == 8 else "le"
    return [*checks, f"put_u{bits}{suffix}({at}, {value} & {(1 << bits) - 1})"]


def _check(form: Format, field: Field, value: str, test: str, wrong: int) -> str:
    return f"if {value} {test}: raise error({_message(form, field.code, wrong)!r})"


def _parameters(form: Format) -> str:
    kinds = {"s": "bytes", "c": "bytes", "f": "float", "d": "float", "?": "bool"}
    return ", ".join(f"v{i}: {kinds.get(f.code, 'int')}" for i, f in enumerate(form.fields))


def _stores(form: Format, start: str) -> str:
    lines = [
        line
        for index, field in enumerate(form.fields)
        for line in _writer(form, index, field, start)
    ]
    return "".join(f"    {line}\n" for line in lines) or "    pass\n"


def _pack(form: Format) -> str:
    return f"""
def pack({_parameters(form)}) -> bytes:
    data = bytearray({form.size})
{_stores(form, "")}    return bytes(data)
"""


def _pack_into(form: Format) -> str:
    parameters = ", ".join(p for p in ("buffer: W, offset: int", _parameters(form)) if p)
    padding = _padding(form)
    return f"""
def pack_into({parameters}) -> None:
    data = buffer
    start = start_of(len(data), offset, {form.size})
    if start < 0:
        raise error(f"pack_into requires a buffer of at least {{{form.size} + offset}} bytes for "
            f"packing {form.size} bytes at offset {{offset}} "
            f"(actual buffer size is {{len(data)}})")
{padding}{_stores(form, "start + ")}"""


def _padding(form: Format) -> str:
    """Bytes that no field covers become zero."""
    covered = {f.offset + i for f in form.fields for i in range(f.size)}
    gaps = [i for i in range(form.size) if i not in covered]
    return "".join(f"    put_u8(data, start + {i}, 0)\n" for i in gaps)


def _calcsize(form: Format) -> str:
    return f"\ndef calcsize() -> int:\n    return {form.size}\n"


_WRITERS = {
    "pack": _pack,
    "unpack": _unpack,
    "unpack_from": _unpack_from,
    "pack_into": _pack_into,
    "calcsize": _calcsize,
}
