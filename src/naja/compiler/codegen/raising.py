"""`raise f(…)`: calls that make an exception which is raised at once.

When such a call fails, what it raises is as good as what it should have made. So the two results
become one in a helper outside, and the many places that raise hold a call and a jump.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from naja.compiler.codegen import indirect
from naja.compiler.codegen.context import function_symbol, returned_type
from naja.compiler.codegen.storage import has_storage, value_type
from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import result

if TYPE_CHECKING:
    from naja.compiler.codegen.function import FunctionEmitter


def raise_made(e: FunctionEmitter, instrs: list[ir.Instr]) -> bool:
    """Write the call and the raise if the instructions are that: call, perhaps convert, raise."""
    call, last, made = instrs[0], instrs[-1], instrs[0]
    if not isinstance(call, ir.Call) or not isinstance(last, ir.Raise) or len(instrs) > 3:
        return False
    if len(instrs) == 3:
        made = instrs[1]
        if not isinstance(made, ir.Convert) or made.value is not call.dst:
            return False
    if last.exception is not result(made) or call.function.is_coroutine:
        return False
    if call.function.may_raise and call.handler is not last.handler:
        return False
    args = e.arguments([p.type for p in call.function.params], call.args)
    exception = make(e, call.function, ", ".join(args))
    e.at(last.loc)
    e.raise_now(exception, last.handler, traced=last.fresh)
    return True


def make(e: FunctionEmitter, function: ir.Function, args: str) -> str:
    """Call a function that makes an exception; the exception, or that of the call."""
    symbol = function_symbol(function)
    if function.may_raise:
        context = e.context

        def write(helper: str) -> None:
            params = [
                f"{value_type(p.type)} %p{i}"
                for i, p in enumerate(function.params)
                if has_storage(p.type)
            ]
            kind = returned_type(function)
            lines = [
                f"  %both = call {kind} {function_symbol(function)}({', '.join(params)})",
                f"  %error = extractvalue {kind} %both, 1",
                f"  %made = extractvalue {kind} %both, 0",
                "  %failed = icmp ne ptr %error, null",
                "  %either = select i1 %failed, ptr %error, ptr %made",
                "  ret ptr %either",
            ]
            indirect.append_helper(context, helper, "ptr", params, lines, function, "cold noinline")

        symbol = context.once(("raised", function), function.symbol + ".raised", write)
    return e.value(f"call nonnull ptr {symbol}({args})")
