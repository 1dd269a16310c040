"""Which instructions tell the collector something while it marks: the roles of its functions.

Only a program that allocates has them, and only with a collector that marks in slices.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.storage import pointer_offsets
from naja.compiler.ir import model as ir

OVERWRITTEN, RESUMED, WORDS = "overwritten", "resumed", "overwritten_words"
ROLES = (OVERWRITTEN, RESUMED, WORDS)


def reported(instr: ir.Instr) -> str | None:
    """The role of the collector's function that the code of this instruction calls, if any."""
    match instr:
        case ir.Suspend():
            return OVERWRITTEN
        case ir.Await() | ir.Intrinsic(name="coro_resume"):
            return RESUMED
        case ir.Call(function=ir.Function(is_coroutine=True)) | ir.Dispatch():
            return RESUMED
        case ir.Intrinsic(name="overwritten"):
            return WORDS
    stored = _stored(instr)
    return OVERWRITTEN if stored is not None and pointer_offsets(stored) else None


def _stored(instr: ir.Instr) -> t.Type | None:
    """The type of what the instruction overwrites in memory."""
    match instr:
        case ir.StoreField(fresh=False):
            return instr.layout.fields[instr.field].type
        case ir.StorePtr(fresh=False):
            return instr.pointer.type.item if isinstance(instr.pointer.type, t.PtrType) else None
        case ir.StoreStatic():
            return instr.object.type
    return None
