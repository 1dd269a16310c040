"""Calls whose target is a value: virtual methods and closures.

A virtual call goes to a *dispatcher*, one for each set of cases, that switches on the receiver's
type id and calls directly. A closure is {u32 type id, code, captures…}; its code is a *bridge* that
unpacks the captures and calls the function. Bridges always return the exception too, because their
caller cannot know.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.attributes import base_attributes
from naja.compiler.codegen.context import Context, function_symbol, raising_type, returned_type
from naja.compiler.codegen.storage import (
    has_storage,
    memory_type,
    pointer_offsets,
    round_up,
    size_and_alignment,
    value_type,
)
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir

CLOSURE_HEADER = 16


# ---- closures ------------------------------------------------------------------------------------


def capture_offsets(captures: list[t.Type]) -> tuple[list[int], int]:
    """Where the captures of a closure lie, and the closure's size."""
    offsets: list[int] = []
    end = CLOSURE_HEADER
    for type_ in captures:
        size, alignment = size_and_alignment(type_)
        offsets.append(round_up(end, alignment))
        end = offsets[-1] + size
    return offsets, round_up(end, 8)


def closure_id(context: Context, captures: list[t.Type]) -> int:
    offsets, _ = capture_offsets(captures)
    words = [
        (offset + inner) // 8
        for type_, offset in zip(captures, offsets, strict=True)
        for inner in pointer_offsets(type_)
    ]
    return context.type_ids.closure(words)


def function_object(context: Context, ref: ir.FunctionRef) -> str:
    """The address of the static closure of a function without captures."""

    def write(symbol: str) -> None:
        code = bridge(context, ref.function, _callable(ref.type), 0)
        number = closure_id(context, [])
        fields = f"{{ i32 {number}, i32 0, ptr {code} }}"
        context.body.append(f"{symbol} = internal constant {{ i32, i32, ptr }} {fields}")

    return context.once(("object", ref.function, ref.type), ref.function.symbol + ".object", write)


def _callable(type_: t.Type) -> t.CallableType:
    if not isinstance(type_, t.CallableType):
        raise InternalError("codegen", f"a function value of type {type_}")
    return type_


def bridge(context: Context, function: ir.Function, type_: t.Type, captured: int) -> str:
    """The symbol of the code of closures of `function` with its first `captured` parameters
    bound.
    """
    wanted = _callable(type_)

    def write(symbol: str) -> None:
        _write_bridge(context, symbol, function, wanted, captured)

    return context.once(("bridge", function, type_, captured), function.symbol + ".closure", write)


def _write_bridge(
    context: Context, symbol: str, function: ir.Function, wanted: t.CallableType, captured: int
) -> None:
    types = [p.type for p in function.params]
    offsets, _ = capture_offsets(types[:captured])
    lines: list[str] = []
    args: list[str] = []
    for index, (type_, offset) in enumerate(zip(types, offsets, strict=False)):
        if not has_storage(type_):
            continue
        kind = memory_type(type_)
        lines.append(f"  %a{index} = getelementptr inbounds i8, ptr %closure, i64 {offset}")
        lines.append(f"  %c{index} = load {kind}, ptr %a{index}")
        if type_ is t.BOOL:
            lines.append(f"  %b{index} = trunc i8 %c{index} to i1")
        args.append(f"{value_type(type_)} %{'b' if type_ is t.BOOL else 'c'}{index}")
    params = ["ptr %closure"]
    for index, type_ in enumerate(types[captured:]):
        if has_storage(type_):
            params.append(f"{value_type(type_)} %p{index}")
            args.append(f"{value_type(type_)} %p{index}")
    result = raising_type(value_type(wanted.result))
    lines += _adapted_call(function, ", ".join(args), value_type(wanted.result), True, "")
    append_helper(context, symbol, result, params, lines, function)


def _adapted_call(
    function: ir.Function, args: str, wanted: str, raises: bool, prefix: str
) -> list[str]:
    """A call and the return of its result, where the caller expects `wanted` and perhaps an
    exception.
    """
    kind = returned_type(function)
    expected = raising_type(wanted) if raises else wanted
    call = f"call {kind} {function_symbol(function)}({args})"
    own = "ptr" if function.is_coroutine else value_type(function.result)
    gives = raising_type(own) if function.may_raise and not function.is_coroutine else own
    name = f"%{prefix}r"
    if gives == expected and (function.may_raise == raises):
        tail = f"  {name} = tail {call}" if kind != "void" else f"  tail {call}"
        return [tail, f"  ret {kind} {name}" if kind != "void" else "  ret void"]
    lines = [f"  {name} = {call}" if kind != "void" else f"  {call}"]
    if own == "void" and function.result is t.NEVER and not function.may_raise:
        return [*lines, "  unreachable"]
    if not function.may_raise or function.is_coroutine:
        if expected == "ptr" and raises:
            return [*lines, "  ret ptr null"]
        if own == "void":
            return [*lines, f"  ret {expected} zeroinitializer"]
        lines.append(f"  {name}v = insertvalue {expected} zeroinitializer, {own} {name}, 0")
        return [*lines, f"  ret {expected} {name}v"]
    error = name
    if gives != "ptr":
        lines.append(f"  {name}e = extractvalue {gives} {name}, 1")
        error = f"{name}e"
    if expected == "ptr":
        return [*lines, f"  ret ptr {error}"]
    lines.append(f"  {name}v = insertvalue {expected} poison, ptr {error}, 1")
    return [*lines, f"  ret {expected} {name}v"]


# ---- dispatchers ---------------------------------------------------------------------------------


def dispatcher(context: Context, instr: ir.Dispatch, raises: bool, fast: bool) -> str:
    """The symbol of the function that calls the right method for the receiver's class. fast: the
    call is in code for speed."""
    result = instr.cases[0][1]
    wanted = "ptr" if result.is_coroutine else _common_result(instr)
    params = tuple(value_type(a.type) for a in instr.args if has_storage(a.type))
    key = (instr.name, tuple((x, f) for x, f in instr.cases), params, wanted, raises, fast)

    def write(symbol: str) -> None:
        _write_dispatcher(context, symbol, instr, params, wanted, raises, fast)

    return context.once(("dispatch", *key), "dispatch." + instr.name, write)


def dispatched_type(instr: ir.Dispatch, raises: bool) -> str:
    """What a dispatcher returns."""
    wanted = "ptr" if instr.cases[0][1].is_coroutine else _common_result(instr)
    return raising_type(wanted) if raises else wanted


def _common_result(instr: ir.Dispatch) -> str:
    """The result that the cases agree on; one that never returns agrees with all."""
    for _, function in instr.cases:
        if function.result is not t.NEVER:
            return value_type(function.result)
    return "void"


def _write_dispatcher(
    context: Context,
    symbol: str,
    instr: ir.Dispatch,
    params: tuple[str, ...],
    wanted: str,
    raises: bool,
    fast: bool,
) -> None:
    named = [f"{kind} %p{index}" for index, kind in enumerate(params)]
    served: set[int] = set()
    groups: dict[ir.Function, list[int]] = {}
    for layout, function in instr.cases:
        ids = [
            n for first, last in layout.ranges for n in range(first, last + 1) if n not in served
        ]
        served.update(ids)
        groups.setdefault(function, []).extend(ids)
    tag = context.metadata.access("type id")
    lines = [f"  %id = load i32, ptr %p0{tag}"]
    cases = " ".join(
        f"i32 {n}, label %case{index}" for index, ids in enumerate(groups.values()) for n in ids
    )
    lines += [f"  switch i32 %id, label %other [ {cases} ]", "other:", "  unreachable"]
    for index, function in enumerate(groups):
        lines.append(f"case{index}:")
        lines += _adapted_call(function, ", ".join(named), wanted, raises, f"k{index}")
    result = raising_type(wanted) if raises else wanted
    append_helper(context, symbol, result, named, lines, instr.cases[0][1], small=not fast)


def append_helper(
    context: Context,
    symbol: str,
    result: str,
    params: list[str],
    lines: list[str],
    of: ir.Function,
    more: str = "",
    small: bool = True,
) -> None:
    """Write a generated function; its lines are those of the function it leads to."""
    scope = ""
    if context.debug is not None:
        subprogram = context.debug.subprogram(symbol[1:].strip('"'), of.loc)
        attachment = context.debug.attachment(subprogram, of.loc)
        lines = [x if x.endswith(":") else x + attachment for x in lines]
        scope = f" !dbg {subprogram}"
    attributes = f"{base_attributes(context, small=small)} {more}".rstrip()
    head = f"define internal {result} {symbol}({', '.join(params)}) unnamed_addr"
    context.body.append(
        f"{head} {attributes}{scope} {{\n" + "\n".join(["entry:", *lines]) + "\n}\n"
    )
