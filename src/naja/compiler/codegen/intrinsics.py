"""What only the code generator can spell: the `Intrinsic` instruction, by name.

Each intrinsic is one function in a table: most are one line of LLVM text in a template, some need
code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from naja.compiler import types as t
from naja.compiler.codegen import barrier, coroutines
from naja.compiler.codegen.context import function_symbol
from naja.compiler.codegen.function import FunctionEmitter
from naja.compiler.codegen.storage import has_storage, value_type
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir


def intrinsic(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    """Write one intrinsic."""
    if instr.name in TEMPLATES:
        _fill(e, instr, TEMPLATES[instr.name])
    elif instr.name in WRITERS:
        WRITERS[instr.name](e, instr)
    else:
        raise InternalError("codegen", f"no intrinsic is called {instr.name}")


# ---- templates -----------------------------------------------------------------------------------
# $0:16 is operand 0 at 16 bits; a final `zext` widens the result.

TEMPLATES = {
    "port_in8": 'call i8 asm sideeffect "inb %dx, %al", "={ax},{dx}"(i16 $0:16) zext',
    "port_in16": 'call i16 asm sideeffect "inw %dx, %ax", "={ax},{dx}"(i16 $0:16) zext',
    "port_in32": 'call i32 asm sideeffect "inl %dx, %eax", "={ax},{dx}"(i16 $0:16) zext',
    "port_out8": 'call void asm sideeffect "outb %al, %dx", "{dx},{ax}"(i16 $0:16, i8 $1:8)',
    "port_out16": 'call void asm sideeffect "outw %ax, %dx", "{dx},{ax}"(i16 $0:16, i16 $1:16)',
    "port_out32": 'call void asm sideeffect "outl %eax, %dx", "{dx},{ax}"(i16 $0:16, i32 $1:32)',
}


def _fill(e: FunctionEmitter, instr: ir.Intrinsic, template: str) -> None:
    """Inline assembly over integers of given widths, the result widened to 64 bits."""

    def operand(match: re.Match[str]) -> str:
        return _narrow(e, instr.args[int(match[1])], int(match[2]))

    head, _, tail = template.partition('"(')
    widen = tail.endswith(" zext")
    text = head + '"(' + re.sub(r"\$(\d):(\d+)", operand, tail.removesuffix(" zext"))
    if not widen:
        e.line(text)
        return
    got = e.value(text)
    if instr.dst is not None:
        e.bind(instr.dst, f"zext {text.split()[1]} {got} to {value_type(instr.dst.type)}")


def _bits(type_: t.Type) -> int:
    return type_.bits if isinstance(type_, t.IntType) else 64


def _narrow(e: FunctionEmitter, value: ir.Value, bits: int) -> str:
    """An integer operand at this width."""
    if isinstance(value, ir.Const):
        return str(int(value.value or 0) & ((1 << bits) - 1))
    have = _bits(value.type)
    if have == bits:
        return e.operand(value)
    signed = isinstance(value.type, t.IntType) and value.type.signed
    op = "trunc" if have > bits else "sext" if signed else "zext"
    return e.value(f"{op} i{have} {e.operand(value)} to i{bits}")


def _word(e: FunctionEmitter, value: ir.Value) -> str:
    """An operand as a 64-bit number."""
    if value_type(value.type) == "ptr":
        return e.value(f"ptrtoint ptr {e.operand(value)} to i64")
    return _narrow(e, value, 64)


def _give_word(e: FunctionEmitter, instr: ir.Intrinsic, word: str) -> None:
    """Bind a 64-bit number to the result, at the result's type."""
    if instr.dst is None or not has_storage(instr.dst.type):
        return
    kind = value_type(instr.dst.type)
    if kind == "i64":
        e.alias(instr.dst, word)
    elif kind == "ptr":
        e.bind(instr.dst, f"inttoptr i64 {word} to ptr")
    else:
        e.bind(instr.dst, f"trunc i64 {word} to {kind}")


# ---- memory --------------------------------------------------------------------------------------


def _copy(kind: str) -> Callable[[FunctionEmitter, ir.Intrinsic], None]:
    def write(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
        to, source, size = instr.args
        symbol = e.context.declare(f"llvm.{kind}.p0.p0.i64", "void", "ptr, ptr, i64, i1")
        text = f"ptr {_address(e, to)}, ptr {_address(e, source)}, i64 {_word(e, size)}, i1 false"
        e.line(f"call void {symbol}({text})")

    return write


def _memset(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    to, byte, size = instr.args
    symbol = e.context.declare("llvm.memset.p0.i64", "void", "ptr, i8, i64, i1")
    text = f"ptr {_address(e, to)}, i8 {_narrow(e, byte, 8)}, i64 {_word(e, size)}, i1 false"
    e.line(f"call void {symbol}({text})")


def _memcmp(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    left, right, size = instr.args
    symbol = e.context.declare("memcmp", "i32", "ptr readonly, ptr readonly, i64", "nounwind")
    text = f"ptr {_address(e, left)}, ptr {_address(e, right)}, i64 {_word(e, size)}"
    order = e.value(f"call i32 {symbol}({text})")
    _give_word(e, instr, e.value(f"sext i32 {order} to i64"))


def _address(e: FunctionEmitter, value: ir.Value) -> str:
    if value_type(value.type) == "ptr":
        return e.operand(value)
    return e.value(f"inttoptr i64 {_word(e, value)} to ptr")


def _volatile_load(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    if instr.dst is not None:
        e.load(instr.dst, _address(e, instr.args[0]), volatile="volatile ")


def _volatile_store(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    pointer, value = instr.args
    type_ = pointer.type.item if isinstance(pointer.type, t.PtrType) else value.type
    e.line(f"store volatile {e.stored(value, type_)}, ptr {_address(e, pointer)}")


def _tail(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    layout = instr.attrs["layout"]
    address = f"ptr {e.operand(instr.args[0])}, i64 {layout.size}"
    e.alias(instr.dst, e.value(f"getelementptr inbounds nuw i8, {address}"))


def _copy_fields(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    """All fields of one object into another of the same class."""
    to, source = (e.operand(a) for a in instr.args)
    symbol = e.context.declare("llvm.memcpy.p0.p0.i64", "void", "ptr, ptr, i64, i1")
    size = instr.attrs["layout"].size
    e.line(f"call void {symbol}(ptr {to}, ptr {source}, i64 {size}, i1 false)")


def _trace_word(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    table = e.context.external("naja_trace_table")
    index = _word(e, instr.args[0])
    address = e.value(f"getelementptr inbounds i64, ptr {table}, i64 {index}")
    if instr.dst is not None:
        e.bind(instr.dst, f"load i64, ptr {address}")


def _count_run(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    """One more in a byte of the coverage, if it has room."""
    table = e.context.external("naja_coverage")
    address = f"getelementptr inbounds (i8, ptr {table}, i64 {instr.attrs['number']})"
    add = e.context.declare("llvm.uadd.sat.i8", "i8", "i8, i8")
    count = e.value(f"load i8, ptr {address}")
    more = e.value(f"call i8 {add}(i8 {count}, i8 1)")
    e.line(f"store i8 {more}, ptr {address}")


# ---- addresses -----------------------------------------------------------------------------------


def _symbol_address(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    symbol = e.context.external(instr.attrs["name"])
    _give_word(e, instr, e.value(f"ptrtoint ptr {symbol} to i64"))


def _function_address(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    symbol = function_symbol(instr.attrs["function"])
    _give_word(e, instr, e.value(f"ptrtoint ptr {symbol} to i64"))


def _object_address(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    _give_word(e, instr, _word(e, instr.args[0]))


def _object_at(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    e.alias(instr.dst, _address(e, instr.args[0]))


# ---- the processor -------------------------------------------------------------------------------

SYSCALL_REGISTERS = ("{rax}", "{rdi}", "{rsi}", "{rdx}", "{r10}", "{r8}", "{r9}")


def _syscall(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    words = [_word(e, arg) for arg in instr.args]
    inputs = ",".join(SYSCALL_REGISTERS[: len(words)])
    args = ", ".join(f"i64 {word}" for word in words)
    spoiled = "~{rcx},~{r11},~{memory},~{dirflag},~{fpsr},~{flags}"
    text = f'call i64 asm sideeffect "syscall", "={{rax}},{inputs},{spoiled}"({args})'
    _give_word(e, instr, e.value(text))


def _asm(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    template = _escaped(instr.attrs["template"])
    constraints = _escaped(instr.attrs["constraints"])
    result = any(part.startswith("=") for part in instr.attrs["constraints"].split(","))
    args = ", ".join(f"i64 {_word(e, arg)}" for arg in instr.args)
    kind = "i64" if result else "void"
    text = f'call {kind} asm sideeffect "{template}", "{constraints}"({args})'
    if result:
        _give_word(e, instr, e.value(text))
    else:
        e.line(text)


def _escaped(text: str) -> str:
    return "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\{ord(c):02X}" for c in text)


def _plain_asm(template: str, constraints: str) -> Callable[[FunctionEmitter, ir.Intrinsic], None]:
    def write(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
        e.line(f'call void asm sideeffect "{template}", "{constraints}"()')

    return write


def _rdtsc(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    symbol = e.context.declare("llvm.readcyclecounter", "i64", "")
    _give_word(e, instr, e.value(f"call i64 {symbol}()"))


def _stack_pointer(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    text = 'call i64 asm sideeffect "movq %rsp, $0", "=r,~{memory}"()'
    _give_word(e, instr, e.value(text))


SAVE = "".join(
    f"movq %{name}, {offset}($0)\\0A"
    for name, offset in (("rbx", 0), ("rbp", 8), ("r12", 16), ("r13", 24), ("r14", 32), ("r15", 40))
)


def _save_registers(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    address = _address(e, instr.args[0])
    e.line(f'call void asm sideeffect "{SAVE}", "r,~{{memory}}"(ptr {address})')


def _unreachable(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    e.line("unreachable")
    e.start(e.new_label("dead"))


def _trap(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    symbol = e.context.declare("llvm.trap", "void", "", "cold noreturn nounwind")
    e.line(f"call void {symbol}()")


def _unlikely(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    symbol = e.context.declare("llvm.expect.i1", "i1", "i1, i1")
    e.bind(instr.dst, f"call i1 {symbol}(i1 {e.operand(instr.args[0])}, i1 false)")


# ---- numbers -------------------------------------------------------------------------------------


def _count(name: str) -> Callable[[FunctionEmitter, ir.Intrinsic], None]:
    """Bits counted at the width of the operand; of zero, the whole width."""

    def write(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
        bits = _bits(instr.args[0].type)
        zero = name != "ctpop"
        symbol = e.context.declare(
            f"llvm.{name}.i{bits}", f"i{bits}", f"i{bits}, i1" if zero else f"i{bits}"
        )
        arg = f"i{bits} {e.operand(instr.args[0])}" + (", i1 false" if zero else "")
        got = e.value(f"call i{bits} {symbol}({arg})")
        _give_word(e, instr, got if bits == 64 else e.value(f"zext i{bits} {got} to i64"))

    return write


def _byte_swap(bits: int) -> Callable[[FunctionEmitter, ir.Intrinsic], None]:
    def write(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
        symbol = e.context.declare(f"llvm.bswap.i{bits}", f"i{bits}", f"i{bits}")
        got = e.value(f"call i{bits} {symbol}(i{bits} {_narrow(e, instr.args[0], bits)})")
        _give_word(e, instr, got if bits == 64 else e.value(f"zext i{bits} {got} to i64"))

    return write


def _multiply_high(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    wide = [e.value(f"zext i64 {_word(e, arg)} to i128") for arg in instr.args]
    product = e.value(f"mul i128 {wide[0]}, {wide[1]}")
    high = e.value(f"lshr i128 {product}, 64")
    _give_word(e, instr, e.value(f"trunc i128 {high} to i64"))


def _logical_shift_right(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    value, count = (_word(e, arg) for arg in instr.args)
    _give_word(e, instr, e.value(f"lshr i64 {value}, {count}"))


def _wrapping(op: str) -> Callable[[FunctionEmitter, ir.Intrinsic], None]:
    def write(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
        left, right = (_word(e, arg) for arg in instr.args)
        _give_word(e, instr, e.value(f"{op} i64 {left}, {right}"))

    return write


def _float_bits(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    _give_word(e, instr, e.value(f"bitcast double {e.operand(instr.args[0])} to i64"))


def _float_from_bits(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    e.alias(instr.dst, e.value(f"bitcast i64 {_word(e, instr.args[0])} to double"))


def _float_function(name: str) -> Callable[[FunctionEmitter, ir.Intrinsic], None]:
    def write(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
        params = ", ".join("double" for _ in instr.args)
        symbol = e.context.declare(f"llvm.{name}.f64", "double", params)
        args = ", ".join(f"double {e.operand(arg)}" for arg in instr.args)
        e.bind(instr.dst, f"call double {symbol}({args})")

    return write


# ---- coroutines ----------------------------------------------------------------------------------


def _coro_resume(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    coroutines.resume(e, e.operand(instr.args[0]))


def _coro_done(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    if instr.dst is not None:
        coroutines.take_done(e, instr.dst, e.operand(instr.args[0]))


def _coro_begun(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    if instr.dst is not None:
        coroutines.take_begun(e, instr.dst, e.operand(instr.args[0]))


def _coro_end(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    coroutines.end_now(e, e.operand(instr.args[0]))


def _coro_throw(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    coroutines.throw_into(e, e.operand(instr.args[0]), e.operand(instr.args[1]))


def _coro_exception(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    if instr.dst is not None:
        coroutines.take_exception(e, instr.dst, e.operand(instr.args[0]))


def _coro_result(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    if instr.dst is not None:
        coroutines.take_result(e, instr.dst, e.operand(instr.args[0]))


def _stack_array(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    """Room for attrs["count"] pointers in the frame."""
    assert instr.dst is not None
    slot = f"%stack{instr.dst.id}"
    e.entry_lines.append(f"  {slot} = alloca [{instr.attrs['count']} x ptr]")
    e.alias(instr.dst, slot)


def _prefetch(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    symbol = e.context.declare("llvm.prefetch.p0", "void", "ptr, i32, i32, i32")
    e.line(f"call void {symbol}(ptr {_address(e, instr.args[0])}, i32 0, i32 3, i32 1)")


def _overwritten(e: FunctionEmitter, instr: ir.Intrinsic) -> None:
    pointer, count = instr.args
    assert isinstance(pointer.type, t.PtrType)
    barrier.before_bulk_store(e, e.operand(pointer), _word(e, count), pointer.type.item)


WRITERS: dict[str, Callable[[FunctionEmitter, ir.Intrinsic], None]] = {
    "memcpy": _copy("memcpy"),
    "memmove": _copy("memmove"),
    "memset": _memset,
    "memcmp": _memcmp,
    "count": _count_run,
    "volatile_load": _volatile_load,
    "volatile_store": _volatile_store,
    "tail": _tail,
    "copy_fields": _copy_fields,
    "trace_word": _trace_word,
    "symbol_address": _symbol_address,
    "function_address": _function_address,
    "object_address": _object_address,
    "object_at": _object_at,
    "syscall": _syscall,
    "asm": _asm,
    "pause": _plain_asm("pause", "~{memory}"),
    "prefetch": _prefetch,
    "unlikely": _unlikely,
    "fence": _plain_asm("mfence", "~{memory}"),
    "rdtsc": _rdtsc,
    "stack_pointer": _stack_pointer,
    "save_registers": _save_registers,
    "unreachable": _unreachable,
    "trap": _trap,
    "stack_array": _stack_array,
    "overwritten": _overwritten,
    "count_leading_zeros": _count("ctlz"),
    "count_trailing_zeros": _count("cttz"),
    "population_count": _count("ctpop"),
    "byte_swap16": _byte_swap(16),
    "byte_swap32": _byte_swap(32),
    "byte_swap64": _byte_swap(64),
    "multiply_high": _multiply_high,
    "logical_shift_right": _logical_shift_right,
    "wrapping_add": _wrapping("add"),
    "wrapping_sub": _wrapping("sub"),
    "wrapping_mul": _wrapping("mul"),
    "float_bits": _float_bits,
    "float_from_bits": _float_from_bits,
    "sqrt": _float_function("sqrt"),
    "floor": _float_function("floor"),
    "ceil": _float_function("ceil"),
    "trunc": _float_function("trunc"),
    "round_even": _float_function("roundeven"),
    "fabs": _float_function("fabs"),
    "copysign": _float_function("copysign"),
    "fma": _float_function("fma"),
    "coro_resume": _coro_resume,
    "coro_done": _coro_done,
    "coro_begun": _coro_begun,
    "coro_end": _coro_end,
    "coro_throw": _coro_throw,
    "coro_exception": _coro_exception,
    "coro_result": _coro_result,
}
