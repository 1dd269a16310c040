"""The LLVM attributes of generated functions: size or speed, inlining, what the machine allows."""

from __future__ import annotations

from naja.compiler.codegen.context import Context
from naja.compiler.ir import model as ir

SMALL = "minsize optsize"

INLINING = {
    "always": "alwaysinline",
    "never": "noinline",
    "cold": "cold noinline",
    "apart": "noinline",
    "repeatable": "noinline",
}


def function_attributes(context: Context, function: ir.Function) -> str:
    """The attributes of a function: the library is compiled for size except where it is hot, the
    program itself for speed except where it is cold."""
    words = [base_attributes(context, small=not is_fast(function))]
    words.append(INLINING.get(function.inline, ""))
    if (function.traced or function.warmed) and function.inline not in INLINING:
        words.append("inlinehint")
    if function.inline == "repeatable":
        words.append("memory(read) willreturn")
    if function.is_coroutine:
        words.append("presplitcoroutine coro_only_destroy_when_complete")
    if function.exported:
        words.append(f'section ".text.{function.exported}"')
    return " ".join(w for w in words if w)


def is_fast(function: ir.Function) -> bool:
    """Whether the function is compiled for speed."""
    if function.inline == "hot" or function.warmed:
        return True
    return function.traced and function.inline != "cold"


def base_attributes(context: Context, *, small: bool = True) -> str:
    """What every function has. Stacks end in a guard page, so frames larger than a page are
    probed.
    """
    words = ["nounwind", '"probe-stack"="inline-asm"', '"frame-pointer"="none"']
    if small and context.options.small:
        words.insert(0, SMALL)
    if not context.options.red_zone:
        words.append("noredzone")
    return " ".join(words)
