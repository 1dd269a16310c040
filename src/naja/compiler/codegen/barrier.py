"""The write barrier: what compiled code tells the collector while that is marking.

Before a pointer in memory is overwritten, and before a coroutine goes on, code reads one flag and
calls the collector if it is set. Helpers with a convention that keeps nearly all registers make the
call cheap for the code around it. Code for size calls a helper that reads the flag itself. An image
without a collector that marks in slices has none of it.

To LLVM these are ordinary calls. Declared to write nothing that the program sees, they vanish: LLVM
takes what a call is declared to do together with what it finds in the body of the function, the
body writes no memory that is out of the module's reach, and a call that writes nothing else is
removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.codegen.attributes import base_attributes, is_fast
from naja.compiler.codegen.context import Context, function_symbol, static_symbol
from naja.compiler.codegen.storage import pointer_offsets, size_and_alignment
from naja.compiler.passes.reporting import OVERWRITTEN, RESUMED, WORDS

if TYPE_CHECKING:
    from naja.compiler.codegen.function import FunctionEmitter


def before_store(e: FunctionEmitter, address: str, type_: t.Type) -> None:
    """A value of this type is about to be stored there."""
    if OVERWRITTEN in e.context.program.support:
        for offset in pointer_offsets(type_):
            slot = address
            if offset:
                slot = e.value(f"getelementptr inbounds nuw i8, ptr {address}, i64 {offset}")
            _report(e, OVERWRITTEN, f"ptr {slot}", "ptr %place")


def before_resume(e: FunctionEmitter, handle: str) -> None:
    """The coroutine with that handle is about to go on."""
    if RESUMED in e.context.program.support:
        _report(e, RESUMED, f"ptr {handle}", "ptr %place")


def before_bulk_store(e: FunctionEmitter, address: str, count: str, item: t.Type) -> None:
    """So many elements from there on are about to be overwritten."""
    if WORDS in e.context.program.support and pointer_offsets(item):
        words = e.value(f"mul i64 {count}, {size_and_alignment(item)[0] // 8}")
        _report(e, WORDS, f"ptr {address}, i64 {words}", "ptr %place, i64 %count")


def _report(e: FunctionEmitter, role: str, args: str, params: str) -> None:
    function = e.function
    if not (function.inline == "always" or (function.traced and is_fast(function))):
        e.line(f"call preserve_mostcc void {_checking(e.context, role, params)}({args})")
        return
    report, after = e.new_label("report"), e.new_label("go")
    flag = e.value(f"load i8, ptr {_flag(e.context)}{e.context.metadata.access('marking')}")
    set_ = e.value(f"icmp ne i8 {flag}, 0")
    e.line(f"br i1 {set_}, label %{report}, label %{after}{e.context.metadata.unlikely}")
    e.start(report)
    e.line(f"call preserve_mostcc void {_reporting(e.context, role, params)}({args})")
    e.line(f"br label %{after}")
    e.start(after)


def _flag(context: Context) -> str:
    assert context.program.marking is not None
    return static_symbol(context.program.marking)


def _checking(context: Context, role: str, params: str) -> str:
    """A helper that reads the flag."""

    def write(symbol: str) -> None:
        lines = [
            f"  %flag = load i8, ptr {_flag(context)}",
            "  %set = icmp ne i8 %flag, 0",
            f"  br i1 %set, label %report, label %out{context.metadata.unlikely}",
            "report:",
            f"  call preserve_mostcc void {_reporting(context, role, params)}({params})",
            "  br label %out",
            "out:",
            "  ret void",
        ]
        _define(context, symbol, params, lines)

    return context.once(("checking", role), f"naja.checking_{role}", write)


def _reporting(context: Context, role: str, params: str) -> str:
    """A helper that calls the collector."""
    function = context.program.support[role]
    rest = params.partition(", ")[2]
    args = "i64 %word" + (f", {rest}" if rest else "")

    def write(symbol: str) -> None:
        lines = [
            "  %word = ptrtoint ptr %place to i64",
            f"  call void {function_symbol(function)}({args})",
            "  ret void",
        ]
        _define(context, symbol, params, lines)

    return context.once(("reporting", role), f"naja.reporting_{role}", write)


def _define(context: Context, symbol: str, params: str, lines: list[str]) -> None:
    attributes = f"noinline cold {base_attributes(context)}"
    head = f"define internal preserve_mostcc void {symbol}({params}) {attributes} {{"
    context.body += [head, *lines, "}"]
