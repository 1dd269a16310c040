"""Static objects → LLVM globals: the exact bytes that the object model asks for.

Written as packed structs with explicit padding, so that offsets are those of the layouts.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.constants import ARRAY_HEADER, constant, constant_in_memory
from naja.compiler.codegen.context import Context, static_symbol
from naja.compiler.codegen.storage import memory_type, size_and_alignment
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir


def write_static(context: Context, static: ir.StaticObject) -> None:
    """Append the global of one static object."""
    if static.kind == "variable":
        _write_variable(context, static)
        return
    image = _Image()
    if static.kind == "object":
        _fill_object(context, static, image)
    elif static.kind == "array":
        _fill_array(context, static, image)
    else:
        raise InternalError("codegen", f"a static of kind {static.kind}")
    image.zeros(-image.size % 8)
    word = "global" if static.mutable else "constant"
    context.body.append(f"{static_symbol(static)} = internal {word} {image.text()}, align 8")


def byte_string(data: bytes) -> str:
    """Bytes as an LLVM string constant, with its type."""
    if not any(data):
        return f"[{len(data)} x i8] zeroinitializer"
    text = "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else f"\\{b:02X}" for b in data)
    return f'[{len(data)} x i8] c"{text}"'


class _Image:
    """A growing packed struct."""

    def __init__(self) -> None:
        self.size = 0
        self.parts: list[str] = []

    def add(self, part: str, size: int) -> None:
        self.parts.append(part)
        self.size += size

    def zeros(self, count: int) -> None:
        if count:
            self.add(f"[{count} x i8] zeroinitializer", count)

    def pad_to(self, offset: int) -> None:
        if offset < self.size:
            raise InternalError("codegen", f"fields overlap at offset {offset}")
        self.zeros(offset - self.size)

    def text(self) -> str:
        types = ", ".join(_type_of(part) for part in self.parts)
        return f"<{{ {types} }}> <{{ {', '.join(self.parts)} }}>"


def _type_of(part: str) -> str:
    """The type in front of a typed constant."""
    if part[0] in "[{":
        depth = 0
        for index, char in enumerate(part):
            depth += (char in "[{") - (char in "]}")
            if depth == 0:
                return part[: index + 1]
    return part.split(" ", 1)[0]


def _fill_object(context: Context, static: ir.StaticObject, image: _Image) -> None:
    layout = context.type_ids.layouts.get(static.type)
    if layout is None:
        raise InternalError("codegen", f"{static.symbol} has no layout for {static.type}")
    image.add(f"i32 {layout.first_id}", 4)
    for field in sorted(layout.fields.values(), key=lambda f: f.offset):
        if field.name in static.fields:
            image.pad_to(field.offset)
            value = static.fields[field.name]
            if field.count:
                image.add(f"i32 {constant(context, value)}", 4)
            else:
                image.add(constant_in_memory(context, value), size_and_alignment(field.type)[0])
    image.pad_to(layout.size)
    if static.tail:
        image.add(byte_string(static.tail), len(static.tail))


def _fill_array(context: Context, static: ir.StaticObject, image: _Image) -> None:
    element = static.type
    size = size_and_alignment(element)[0]
    count = len(static.tail) // size if static.tail else len(static.items)
    image.add(f"i32 {context.type_ids.array(element)}", 4)
    image.pad_to(8)
    image.add(f"i64 {count}", 8)
    if image.size != ARRAY_HEADER:
        raise InternalError("codegen", "the array header has changed")
    if static.tail:
        image.add(byte_string(static.tail), len(static.tail))
    elif static.items:
        items = ", ".join(constant_in_memory(context, item) for item in static.items)
        image.add(f"[{count} x {memory_type(element)}] [{items}]", count * size)


def _write_variable(context: Context, static: ir.StaticObject) -> None:
    value = constant_in_memory(context, static.items[0]) if static.items else ""
    if not value or static.items[0].type is t.NONE:
        value = f"{memory_type(static.type)} zeroinitializer"
    word = "global" if static.mutable else "constant"
    context.body.append(f"{static_symbol(static)} = internal {word} {value}")
