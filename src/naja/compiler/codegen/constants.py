"""Constant values as LLVM text: numbers, null, and the addresses of static things."""

from __future__ import annotations

import struct

from naja.compiler import types as t
from naja.compiler.codegen import indirect
from naja.compiler.codegen.context import Context, static_symbol
from naja.compiler.codegen.storage import has_storage, memory_type, value_type
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir

ARRAY_HEADER = 16
CELL_TABLE_WORDS = 168  # naja.runtime.cells: WORDS for each of CLASSES


def constant(context: Context, value: ir.Value) -> str:
    """A value that is known at build time, without its type."""
    if isinstance(value, ir.Const):
        return _number(value)
    if isinstance(value, ir.ConstTuple):
        items = ", ".join(constant_in_memory(context, item) for item in value.items)
        return f"{{ {items} }}" if items else "zeroinitializer"
    if isinstance(value, ir.StaticRef):
        return static_address(value.object)
    if isinstance(value, ir.FunctionRef):
        return indirect.function_object(context, value)
    raise InternalError("codegen", f"{value} is not a constant")


def constant_in_memory(context: Context, value: ir.Value) -> str:
    """A constant with its type, as memory holds it."""
    if not has_storage(value.type):
        return "i8 0"
    if value.type is t.BOOL and isinstance(value, ir.Const):
        return f"i8 {int(bool(value.value))}"
    return f"{memory_type(value.type)} {constant(context, value)}"


def static_address(static: ir.StaticObject) -> str:
    """The address by which the program knows a static object: behind the header for arrays."""
    symbol = static_symbol(static)
    if static.kind == "array":
        return f"getelementptr (i8, ptr {symbol}, i64 {ARRAY_HEADER})"
    return symbol


def float_text(value: float) -> str:
    return f"0x{struct.unpack('>Q', struct.pack('>d', value))[0]:016X}"


def _number(value: ir.Const) -> str:
    if value.value is None or (value.value == 0 and value_type(value.type) == "ptr"):
        kind = value_type(value.type)
        return {"ptr": "null", "void": "poison"}.get(kind, "zeroinitializer")
    if value.type is t.FLOAT:
        return float_text(float(value.value))
    if value.type is t.BOOL:
        return "true" if value.value else "false"
    if isinstance(value.type, t.PtrType):
        return f"inttoptr (i64 {int(value.value)} to ptr)"
    return str(int(value.value))
