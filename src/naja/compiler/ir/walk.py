"""Generic access to instructions: their operands, result, successors and the functions they use.

The shape of each instruction class is read once from its dataclass fields, so that passes, printer
and verifier need no list of instructions of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from naja.compiler.ir import model as ir

_known: dict[tuple[type[ir.Instr], tuple[str, ...]], tuple[str, ...]] = {}


def _fields_of(kind: type[ir.Instr], annotations: tuple[str, ...]) -> tuple[str, ...]:
    found = _known.get((kind, annotations))
    if found is None:
        found = tuple(f.name for f in fields(kind) if f.type in annotations)
        _known[kind, annotations] = found
    return found


def operands(instr: ir.Instr) -> Iterator[ir.Value]:
    """The values that an instruction takes, in field order."""
    kind = type(instr)
    for name in _fields_of(kind, ("Value", "Value | None")):
        value = getattr(instr, name)
        if value is not None:
            yield value
    for name in _fields_of(kind, ("list[Value]",)):
        yield from getattr(instr, name)


def result(instr: ir.Instr) -> ir.Temp | None:
    """The temporary that an instruction defines."""
    return getattr(instr, "dst", None)


def handler(instr: ir.Instr) -> ir.Block | None:
    """Where an exception of this instruction goes; None: out of the function, or it cannot
    raise.
    """
    return getattr(instr, "handler", None)


def targets(instr: ir.Instr) -> tuple[ir.Block, ...]:
    """The blocks that a terminator names, without handlers."""
    if isinstance(instr, ir.Jump):
        return (instr.target,)
    if isinstance(instr, ir.Branch):
        return (instr.then, instr.otherwise)
    return ()


def called(instr: ir.Instr) -> Iterator[ir.Function]:
    """The functions that an instruction calls, or whose address it takes by attribute."""
    for name in _fields_of(type(instr), ("Function", "Function | None")):
        function = getattr(instr, name)
        if function is not None:
            yield function
    if isinstance(instr, ir.Dispatch):
        for _, function in instr.cases:
            yield function
    elif isinstance(instr, ir.Intrinsic):
        for attribute in instr.attrs.values():
            if isinstance(attribute, ir.Function):
                yield attribute


def layouts(instr: ir.Instr) -> Iterator[ir.Layout]:
    """The layouts whose type ids an instruction depends on."""
    if isinstance(instr, ir.Alloc | ir.TypeTest | ir.TypeId):
        if instr.layout is not None:
            yield instr.layout
    elif isinstance(instr, ir.Dispatch):
        for layout, _ in instr.cases:
            yield layout


def statics(instr: ir.Instr) -> Iterator[ir.StaticObject]:
    """The static objects that an instruction names other than through its operands."""
    for name in _fields_of(type(instr), ("StaticObject",)):
        yield getattr(instr, name)
