"""Conversions between types without checks: widths, floats, addresses, mere renaming."""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.function import FunctionEmitter
from naja.compiler.codegen.storage import has_storage, value_type
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir


def convert(e: FunctionEmitter, instr: ir.Convert) -> None:
    """Bind the converted value; where nothing changes, the result is another name of the
    operand.
    """
    source, target = instr.value.type, instr.dst.type
    have, want = value_type(source), value_type(target)
    if not has_storage(target):
        return
    if source is t.NONE:
        e.alias(instr.dst, "null" if want == "ptr" else "zeroinitializer")
    elif source is t.NEVER:
        e.alias(instr.dst, "poison")
    elif have == want:
        e.alias(instr.dst, e.operand(instr.value))
    else:
        op = _operation(source, target, instr.bits)
        e.bind(instr.dst, f"{op} {have} {e.operand(instr.value)} to {want}")


def _operation(source: t.Type, target: t.Type, bits: bool) -> str:
    if bits:
        return "bitcast"
    if isinstance(source, t.IntType):
        extension = "sext" if source.signed else "zext"
        if isinstance(target, t.IntType):
            return extension if target.bits > source.bits else "trunc"
        if target is t.FLOAT:
            return "sitofp" if source.signed else "uitofp"
        if value_type(target) == "ptr":
            return "inttoptr"
    elif isinstance(target, t.IntType):
        if source is t.FLOAT:
            return "fptosi" if target.signed else "fptoui"
        if value_type(source) == "ptr":
            return "ptrtoint"
    raise InternalError("codegen", f"a conversion of {source} to {target}")
