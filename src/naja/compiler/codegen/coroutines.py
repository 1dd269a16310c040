"""Coroutines, by LLVM's own: how an `async def` starts, waits, ends and is awaited.

The frame begins {resume, destroy, promise …}; the promise, at a fixed offset, is
{parent, state, exception, result}. The function itself only makes the frame; the body begins with
the first resume, so that its code exists once. At its end the coroutine marks itself finished and
resumes its parent, if one waits, by a tail call. Frames are the collector's: nothing destroys
them. A frame that is awaited right where it is made lies inside its parent's frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.codegen import barrier
from naja.compiler.codegen.context import function_symbol, returned_type
from naja.compiler.codegen.storage import has_storage, memory_type
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.codegen.function import FunctionEmitter

PROMISE = 16
PARENT, STATE, EXCEPTION, RESULT = PROMISE, PROMISE + 8, PROMISE + 16, PROMISE + 24
FRAME_ALIGNMENT = HEADER = 16
FRESH, STARTED, FINISHED, PAUSED = 0, 1, 2, 3


@dataclass
class Frame:
    """The coroutine being written. promise: its LLVM type."""

    promise: str
    result: t.Type


def begin(e: FunctionEmitter) -> None:
    """Get the frame, and wait for the first resume."""
    c = e.context
    result = e.function.result
    last = f", {memory_type(result)}" if has_storage(result) else ""
    e.coroutine = Frame(f"{{ ptr, i64, ptr{last} }}", result)
    e.entry_lines.append(f"  %promise = alloca {e.coroutine.promise}, align 8")
    make = c.declare("llvm.coro.id", "token", "i32, ptr, ptr, ptr")
    need = c.declare("llvm.coro.alloc", "i1", "token")
    size = c.declare("llvm.coro.size.i64", "i64", "")
    start = c.declare("llvm.coro.begin", "ptr", "token, ptr")
    e.line(f"%id = call token {make}(i32 {FRAME_ALIGNMENT}, ptr %promise, ptr null, ptr null)")
    e.line(f"%need = call i1 {need}(token %id)")
    e.line("br i1 %need, label %allocate, label %begin")
    e.start("allocate")
    e.line(f"%frame = call i64 {size}()")
    memory = _allocate(e)
    come_from = e.label
    e.line("br label %begin")
    e.start("begin")
    e.line(f"%memory = phi ptr [ null, %entry ], [ {memory}, %{come_from} ]")
    e.line(f"%handle = call ptr {start}(token %id, ptr %memory)")
    e.line(f"store {e.coroutine.promise} zeroinitializer, ptr %promise")
    _suspend(e, "body")
    e.line(f"store i64 {STARTED}, ptr {_own(e, 1)}")


def _allocate(e: FunctionEmitter) -> str:
    """The frame's memory, behind an object header. Without memory the machine stops: nothing is
    there to raise in.
    """
    function = e.context.program.support["allocate_frame"]
    kind = returned_type(function)
    size = e.value(f"add i64 %frame, {HEADER}")
    args = f"i64 {size}, i64 {e.context.type_ids.frame()}"
    made = e.value(f"call {kind} {function_symbol(function)}({args})")
    if not function.may_raise:
        return _at(e, made, HEADER)
    error = e.value(f"extractvalue {kind} {made}, 1")
    failed = e.value(f"icmp ne ptr {error}, null")
    rare = e.context.metadata.unlikely
    e.line(f"br i1 {failed}, label %nomemory, label %allocated{rare}")
    e.start("nomemory")
    trap = e.context.declare("llvm.trap", "void", "", "cold noreturn nounwind")
    e.line(f"call void {trap}()")
    e.line("unreachable")
    e.start("allocated")
    return _at(e, e.value(f"extractvalue {kind} {made}, 0"), HEADER)


def _suspend(e: FunctionEmitter, resumed: str, final: bool = False, after: str = "out") -> None:
    flag = "true" if final else "false"
    how = e.value(f"call i8 {_suspend_symbol(e)}(token none, i1 {flag})")
    e.line(f"switch i8 {how}, label %{after} [ i8 0, label %{resumed} i8 1, label %out ]")
    e.start(resumed)


def _suspend_symbol(e: FunctionEmitter) -> str:
    return e.context.declare("llvm.coro.suspend", "i8", "token, i1")


def finish(e: FunctionEmitter, value: ir.Value | None) -> None:
    """Return: leave the result in the promise."""
    assert e.coroutine is not None
    if value is not None and has_storage(e.coroutine.result):
        slot = _own(e, 3)
        e.line(f"store {e.stored(value, e.coroutine.result)}, ptr {slot}")
    e.line("br label %final")


def finish_with_exception(e: FunctionEmitter, exception: str) -> None:
    e.line(f"store ptr {exception}, ptr {_own(e, 2)}")
    e.line("br label %final")


def _own(e: FunctionEmitter, index: int) -> str:
    assert e.coroutine is not None
    return e.value(
        f"getelementptr inbounds {e.coroutine.promise}, ptr %promise, i32 0, i32 {index}"
    )


def end(e: FunctionEmitter) -> None:
    """The end of the body, and the way back to whoever started or resumed it."""
    e.start("final")
    e.line(f"store i64 {FINISHED}, ptr {_own(e, 1)}")
    _suspend(e, "again", final=True, after="finished")
    e.line("unreachable")
    e.start("finished")
    parent = e.value(f"load ptr, ptr {_own(e, 0)}")
    waits = e.value(f"icmp ne ptr {parent}, null")
    e.line(f"br i1 {waits}, label %wake, label %out")
    e.start("wake")
    resume(e, parent)
    e.line("br label %out")
    e.start("out")
    over = e.context.declare("llvm.coro.end", "void", "ptr, i1, token")
    e.line(f"call void {over}(ptr %handle, i1 false, token none)")
    e.line("ret ptr %handle")


def resume(e: FunctionEmitter, handle: str) -> None:
    barrier.before_resume(e, handle)
    go_on(e, handle)


def go_on(e: FunctionEmitter, handle: str) -> None:
    """The same for a frame just made, which holds nothing that the collector does not know."""
    symbol = e.context.declare("llvm.coro.resume", "void", "ptr")
    e.line(f"call void {symbol}(ptr {handle})")


def call(
    e: FunctionEmitter, instr: ir.Call | ir.Dispatch, function: ir.Function, args: list[str]
) -> None:
    """Make a coroutine; inside the caller's frame where the very next instruction awaits it."""
    at_once = awaited_at_once(e.function, instr)
    elide = " coro_elide_safe" if at_once else ""
    e.bind(instr.dst, f"call ptr {function_symbol(function)}({', '.join(args)}){elide}")
    made(e, instr)


def made(e: FunctionEmitter, instr: ir.Call | ir.Dispatch) -> None:
    """Start a coroutine that was just made, unless that is left to an await."""
    if instr.dst is None:
        return
    if awaited_at_once(e.function, instr):
        e.fresh_coroutines.add(instr.dst.id)
    elif isinstance(instr, ir.Call) and not instr.lazy:
        resume(e, e.operand(instr.dst))


def awaited_at_once(function: ir.Function, instr: ir.Call | ir.Dispatch) -> bool:
    """Whether the next instruction awaits what this call makes."""
    if instr.dst is None or not function.is_coroutine:
        return False
    for block in function.blocks:
        for this, following in zip(block.instrs, block.instrs[1:], strict=False):
            if this is instr:
                return isinstance(following, ir.Await) and following.coroutine is instr.dst
    return False


def await_(e: FunctionEmitter, instr: ir.Await) -> None:
    """Start what was not started, wait for what is not finished, take the exception or result."""
    handle = e.operand(instr.coroutine)
    wait, take, start = e.new_label("wait"), e.new_label("take"), e.new_label("start")
    fresh = isinstance(instr.coroutine, ir.Temp) and instr.coroutine.id in e.fresh_coroutines
    if instr.step or fresh:
        e.line(f"br label %{start}")
    else:
        state = e.value(f"load i64, ptr {_at(e, handle, STATE)}")
        e.line(
            f"switch i64 {state}, label %{take} "
            f"[ i64 {STARTED}, label %{wait} i64 {FRESH}, label %{start} ]"
        )
    e.start(start)
    if not fresh:
        barrier.before_resume(e, handle)
    go_on(e, handle)
    state = e.value(f"load i64, ptr {_at(e, handle, STATE)}")
    # a step ends at a yield too, which leaves the body paused
    test = f"icmp ne i64 {state}, {STARTED}" if instr.step else f"icmp eq i64 {state}, {FINISHED}"
    e.line(f"br i1 {e.value(test)}, label %{take}, label %{wait}")
    e.start(wait)
    e.line(f"store ptr %handle, ptr {_at(e, handle, PARENT)}")
    resumed = e.new_label("resumed")
    _suspend(e, resumed)
    e.line(f"br label %{take}")
    e.start(take)
    e.check(e.value(f"load ptr, ptr {_at(e, handle, EXCEPTION)}"), instr.handler)
    if instr.dst is not None:
        take_result(e, instr.dst, handle)


def take_result(e: FunctionEmitter, dst: ir.Temp, handle: str) -> None:
    if has_storage(dst.type):
        e.load(dst, _at(e, handle, RESULT))


def suspend_at(e: FunctionEmitter, leaf: str) -> None:
    """Leave this coroutine's handle in a variable and return to whoever resumed it."""
    barrier.before_store(e, leaf, t.ptr_type(t.INT))
    e.line(f"store ptr %handle, ptr {leaf}")
    _suspend(e, e.new_label("resumed"))


def yield_(e: FunctionEmitter, instr: ir.Yield) -> None:
    """Return to whoever resumed this body; what was thrown in meanwhile is raised behind."""
    resumed = e.new_label("resumed")
    if instr.hands_over:
        _hand_over(e, resumed)
    else:
        _suspend(e, resumed)
    if instr.thrown:
        slot = _own(e, 2)
        thrown = e.value(f"load ptr, ptr {slot}")
        e.line(f"store ptr null, ptr {slot}")
        e.check(thrown, instr.handler)


def _hand_over(e: FunctionEmitter, resumed: str) -> None:
    """Pause, and continue the coroutine that awaits this step, if it suspended."""
    paused, wake = e.new_label("paused"), e.new_label("wake")
    e.line(f"store i64 {PAUSED}, ptr {_own(e, 1)}")
    how = e.value(f"call i8 {_suspend_symbol(e)}(token none, i1 false)")
    e.line(f"switch i8 {how}, label %{paused} [ i8 0, label %{resumed} i8 1, label %out ]")
    e.start(paused)
    slot = _own(e, 0)
    parent = e.value(f"load ptr, ptr {slot}")
    waits = e.value(f"icmp ne ptr {parent}, null")
    e.line(f"br i1 {waits}, label %{wake}, label %out")
    e.start(wake)
    e.line(f"store ptr null, ptr {slot}")
    resume(e, parent)
    e.line("br label %out")
    e.start(resumed)
    e.line(f"store i64 {STARTED}, ptr {_own(e, 1)}")


def take_done(e: FunctionEmitter, dst: ir.Temp, handle: str) -> None:
    state = e.value(f"load i64, ptr {_at(e, handle, STATE)}")
    e.bind(dst, f"icmp eq i64 {state}, {FINISHED}")


def take_begun(e: FunctionEmitter, dst: ir.Temp, handle: str) -> None:
    state = e.value(f"load i64, ptr {_at(e, handle, STATE)}")
    e.bind(dst, f"icmp ne i64 {state}, {FRESH}")


def end_now(e: FunctionEmitter, handle: str) -> None:
    """A body that never begins counts as finished."""
    e.line(f"store i64 {FINISHED}, ptr {_at(e, handle, STATE)}")


def throw_into(e: FunctionEmitter, handle: str, exception: str) -> None:
    """Leave an exception where the next resume of a generator's body finds it."""
    e.line(f"store ptr {exception}, ptr {_at(e, handle, EXCEPTION)}")


def take_exception(e: FunctionEmitter, dst: ir.Temp, handle: str) -> None:
    e.load(dst, _at(e, handle, EXCEPTION))


def _at(e: FunctionEmitter, handle: str, offset: int) -> str:
    return e.value(f"getelementptr inbounds nuw i8, ptr {handle}, i64 {offset}")
