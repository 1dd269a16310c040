"""Exceptions of the processor: a report on the console, and the machine stops with TRAP_STATUS.

None can be survived: compiled code is checked, so one means a null pointer or a stack that is too
deep, or a mistake of the compiler. Each vector's stub pushes its number and joins one path, which
calls `naja_trap` with the address of what was pushed and the address that a page fault was about.
All of them run on a stack of their own, because the ordinary one may be what is wrong.
"""

from __future__ import annotations

from naja.lang import cold, export, noinline, u8, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.virtio import error_port, power, serial
from naja.platform.virtio.entry import CODE_SELECTOR, TASK_SELECTOR

INTERRUPT_VECTOR, TIMER_VECTOR = 32, 33
TRAP_STATUS = 70  # EX_SOFTWARE
PAGE_FAULT = 14
NAMES = (
    b"a division that has no result|a debug exception|an NMI|a breakpoint|an overflow|"
    b"a range check|it reached an instruction that says: this cannot happen|no FPU|"
    b"a double fault||"
    b"an invalid TSS|a missing segment|a stack segment fault|"
    b"access to an address that no memory can have|||an FPU error|a misaligned access|"
    b"a machine check|a SIMD error|"
)
VECTORS = 20
STUB_BYTES = 4
WITH_ERROR_CODE = 1 << 8 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 17
PRESENT, FETCHED = 0x01, 0x10  # bits of a page fault's error code
PAGE = 0x1000
BAR = 0x7C
DIGITS = b"0123456789abcdef"

GATE, TASK = 0x8E, 0x89  # present, type
OWN_STACK = 1
OWN_STACK_POINTER = 36  # bytes into the task state segment
TASK_BYTES = 104

unsafe.module_asm(
    """
    .section .text.naja_traps,"ax",@progbits
    .globl naja_trap_stubs
.Lvirtio_trap:
    movq %rsp, %rdi
    movq %cr2, %rsi
    andq $-16, %rsp
    call naja_trap
    .balign 4
naja_trap_stubs:
"""
    + "".join(f"    pushq ${n}\n    jmp .Lvirtio_trap\n    .balign 4\n" for n in range(VECTORS))
    + """
    .section .rodata.naja_traps,"a",@progbits
    .globl naja_idt_pointer
naja_idt_pointer:
    .short 16 * 34 - 1
    .quad naja_idt

    .section .bss.naja_traps,"aw",@nobits
    .balign 16
    .globl naja_idt, naja_task
naja_idt:
    .zero 16 * 34
naja_task:
    .zero 104
"""
)

reporting: bool = False


@unsafe.unchecked
def install() -> None:
    """From here on an exception is reported."""
    stubs = unsafe.symbol_address("naja_trap_stubs")
    for vector in range(VECTORS):
        _set_gate(vector, stubs + vector * STUB_BYTES, OWN_STACK)
    task = unsafe.symbol_address("naja_task")
    Ptr[u32](task + OWN_STACK_POINTER)[0] = u32.wrap(unsafe.symbol_address("__trap_stack_top"))
    descriptors = Ptr[int](unsafe.symbol_address("naja_gdt"))
    descriptors[TASK_SELECTOR // 8] = (
        TASK_BYTES - 1 | (task & 0xFF_FFFF) << 16 | TASK << 40 | task >> 24 << 56
    )
    unsafe.asm("ltr ${0:w}", "r", TASK_SELECTOR)
    unsafe.asm("lidt naja_idt_pointer", "~{memory}")


def set_interrupt_gate(vector: int, handler: int) -> None:
    """Let `handler` run, on the interrupted stack, for INTERRUPT_VECTOR or TIMER_VECTOR."""
    _set_gate(vector, handler, 0)


@noinline
@unsafe.unchecked
def _set_gate(vector: int, handler: int, stack: int) -> None:
    gate = Ptr[int](unsafe.symbol_address("naja_idt")) + vector * 2
    low, high = handler & 0xFFFF, handler >> 16
    gate[0] = low | CODE_SELECTOR << 16 | stack << 32 | GATE << 40 | high << 48


@cold
@export("naja_trap")
def naja_trap(frame: int, address: int) -> None:
    """Report and stop. frame: where vector, error code (of some) and instruction lie."""
    global reporting
    if reporting:
        power.off(TRAP_STATUS)
    reporting = True
    words = Ptr[int](frame)
    vector = words[0]
    error = 0
    if WITH_ERROR_CODE >> vector & 1:
        error = words[1]
        words += 1
    _put(b"\nnaja: the guest was stopped: ")
    if vector == PAGE_FAULT:
        _put(_cause(address, error))
        _put(b" (address ")
        _put_hex(address)
        _put(b")")
    else:
        _put_name(vector)
    _put(b"\n  at ")
    _put_hex(words[1])
    power.tell_address(words[1])
    _put(b" (vector ")
    _put_hex(vector)
    _put(b", error code ")
    _put_hex(error)
    _put(b")\n")
    power.off(TRAP_STATUS)


def _cause(address: int, error: int) -> bytes:
    """What a page fault at that address means."""
    if address & -PAGE == unsafe.symbol_address("__stack_guard"):
        return b"stack overflow: the recursion is too deep"
    null = address & -PAGE == 0
    if error & FETCHED:
        if null:
            return b"jump through a null pointer"
        return b"jump to data" if error & PRESENT else b"jump to memory that is not there"
    if null:
        return b"access through a null pointer"
    if not error & PRESENT:
        return b"access to memory that is not there"
    if address >= unsafe.symbol_address("__rodata_start"):
        return b"write to constants"
    return b"write to code"


def _write(data: Ptr[u8], length: int) -> None:
    if not error_port.write(data, length):
        serial.write(data, length)


def _put(text: bytes) -> None:
    _write(unsafe.tail(text), len(text))


@unsafe.unchecked
def _put_name(vector: int) -> None:
    name = unsafe.tail(NAMES)
    while vector:
        if name[0] == BAR:
            vector -= 1
        name += 1
    end = name
    while end[0] != BAR:
        end += 1
    _write(name, end - name)


@unsafe.unchecked
def _put_hex(value: int) -> None:
    _put(b"0x")
    shift = 60
    while shift > 0 and value >> shift & 15 == 0:
        shift -= 4
    while shift >= 0:
        _write(unsafe.tail(DIGITS) + (value >> shift & 15), 1)
        shift -= 4
