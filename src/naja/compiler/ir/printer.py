"""The intermediate representation as text, for people: what `naja build --emit ir` prints.

One line an instruction: result, name, operands by field, handler, and its source line as a comment
where it changes.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from naja.compiler.ir import model as ir

SKIPPED = {"loc", "dst", "handler"}


def print_program(program: ir.Program) -> str:
    """All layouts, statics and functions of a program."""
    parts = [_layout(layout) for layout in program.layouts]
    parts += [_static(static) for static in program.statics]
    parts += [print_function(function) for function in program.functions]
    return "\n".join(parts) + "\n"


def print_function(function: ir.Function) -> str:
    """One function: its head, locals and blocks."""
    params = ", ".join(f"{p.name}: {p.type}" for p in function.params)
    lines = [f"{_traits(function)}def {function.symbol}({params}) -> {function.result}:"]
    for local in function.locals:
        if local not in function.params:
            lines.append(f"  local {local.name}: {local.type}")
    line = 0
    for block in function.blocks:
        caught = f"  # exception in {block.exception.name}" if block.exception else ""
        lines.append(f" {block.name}:{caught}")
        for instr in block.instrs:
            comment = ""
            if instr.loc.line != line:
                line = instr.loc.line
                comment = f"  # {instr.loc.file}:{line}"
            lines.append(f"    {print_instr(instr)}{comment}")
    return "\n".join(lines) + "\n"


def print_instr(instr: ir.Instr) -> str:
    """One instruction, without its location."""
    name = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", type(instr).__name__).lower()
    dst = getattr(instr, "dst", None)
    words = [f"{show(dst)} = {name}" if dst is not None else name]
    for item in fields(instr):
        value = getattr(instr, item.name)
        if item.name not in SKIPPED and value not in (None, False) and value != {}:
            words.append(f"{item.name}={show(value)}")
    caught = getattr(instr, "handler", None)
    return " ".join(words) + (f" !{caught.name}" if caught is not None else "")


def show(value: Any) -> str:
    """An operand or attribute."""
    match value:
        case ir.Temp():
            return f"%{value.id}:{value.type}"
        case ir.Const():
            return f"{value.value}:{value.type}"
        case ir.StaticRef():
            return f"@{value.object.symbol}"
        case ir.FunctionRef():
            return f"&{value.function.symbol}"
        case ir.Function() | ir.StaticObject() | ir.Layout():
            return value.symbol
        case ir.Block() | ir.Local():
            return value.name
        case ir.ConstTuple():
            return show(value.items)
        case list() | tuple():
            return "(" + ", ".join(show(v) for v in value) + ")"
        case dict():
            return "{" + ", ".join(f"{k}: {show(v)}" for k, v in value.items()) + "}"
    return str(value)


def _traits(function: ir.Function) -> str:
    traits = [
        function.inline,
        "export " + function.exported if function.exported else "",
        "raises" if function.may_raise else "",
        "async" if function.is_coroutine else "",
    ]
    return "".join(t + " " for t in traits if t)


def _layout(layout: ir.Layout) -> str:
    base = f"({', '.join(b.symbol for b in layout.bases)})" if layout.bases else ""
    lines = [f"class {layout.symbol}{base}:  # {layout.size} bytes, id {layout.first_id}"]
    lines += [f"  +{f.offset} {f.name}: {f.type}" for f in layout.fields.values()]
    return "\n".join(lines)


def _static(static: ir.StaticObject) -> str:
    kind = ("mutable " if static.mutable else "") + static.kind
    held = show(static.fields) if static.fields else show(static.items)
    tail = f" tail={static.tail[:60]!r}" if static.tail else ""
    return f"static {static.symbol}: {kind} {static.type} = {held}{tail}"
