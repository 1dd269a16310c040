"""A whole program → the text of one LLVM module.

Text, because building it through llvmlite's builder costs many times as much. Order: statics,
functions, then what they asked for on the way (dispatchers, bridges, tables, declarations,
metadata).
"""

from __future__ import annotations

from naja.compiler.codegen.constants import CELL_TABLE_WORDS
from naja.compiler.codegen.context import Context, Options, quoted
from naja.compiler.codegen.function import FunctionEmitter
from naja.compiler.codegen.locations import PathNames
from naja.compiler.codegen.machine import MEMORY_FUNCTIONS
from naja.compiler.codegen.statics import byte_string, write_static
from naja.compiler.ir import model as ir

LAYOUT = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
HEAD = """source_filename = "naja"
target datalayout = "{layout}"
target triple = "{triple}"
"""
TRIPLE = "x86_64-unknown-linux-gnu"


def module_text(program: ir.Program, options: Options, paths: PathNames) -> str:
    """The LLVM text of a program that was verified and pruned."""
    context = Context(program, options, paths)
    for static in program.statics:
        write_static(context, static)
    for function in program.functions:
        if function.blocks:
            FunctionEmitter(context, function).run()
    while context.pending:
        context.pending.pop(0)()
    tables = _tables(context)
    named = context.debug.named() if context.debug is not None else ""
    parts = [
        HEAD.format(layout=LAYOUT, triple=TRIPLE),
        *(module_assembly(text) for text in (MEMORY_FUNCTIONS, *program.module_asm)),
        *tables,
        *context.body,
        *sorted(context.declarations.values()),
        named,
        context.metadata.text(),
    ]
    return "\n".join(parts) + "\n"


def module_assembly(text: str) -> str:
    """Assembly as LLVM text."""
    escaped = (line.replace("\\", "\\5C").replace('"', "\\22") for line in text.splitlines())
    return "\n".join(f'module asm "{line}"' for line in escaped)


def _tables(context: Context) -> list[str]:
    """The tables that the program asked for by name."""
    locations = context.locations
    rows = ", ".join(f"i32 {row}" for row in locations.rows)
    names = ", ".join(f"i32 {offset}" for pair in locations.functions for offset in pair)
    words = ", ".join(f"i64 {word}" for word in context.type_ids.trace_words)
    made = {
        "naja_trace_table": f"[{len(context.type_ids.trace_words)} x i64] [{words}]",
        "naja_locations": f"[{len(locations.rows)} x i32] [{rows}]",
        "naja_location_functions": f"[{2 * len(locations.functions)} x i32] [{names}]",
        "naja_location_strings": byte_string(bytes(locations.strings) + b"\0"),
    }
    texts = {name: f"constant {text}" for name, text in made.items()}
    counted = len(context.program.counted)
    texts["naja_coverage"] = f"global [{counted + 7 & -8} x i8] zeroinitializer, align 8"
    texts["naja_coverage_size"] = f"constant i64 {counted}"
    texts["naja_cells"] = f"global [{CELL_TABLE_WORDS} x i64] zeroinitializer, align 64"
    return [
        f"@{quoted(name)} = internal {text}"
        for name, text in texts.items()
        if name in context.tables_used
    ]
