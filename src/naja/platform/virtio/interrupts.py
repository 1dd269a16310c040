"""Interrupts of a virtual machine: the local APIC, the I/O APIC, and waiting for either.

Interrupts are off except inside `halt`, so nothing ever runs between two lines of a program, and a
device that speaks up between the last look at it and the halt still ends the halt. All devices
use one vector, whose handler only acknowledges it and counts: whoever waits looks at all it waits
for. So does the timer with a vector of its own.
"""

from __future__ import annotations

from naja.lang import u32, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.virtio import paging, traps

LOCAL_APIC, IO_APIC = 0xFEE0_0000, 0xFEC0_0000
ID, SPURIOUS, TIMER, INITIAL_COUNT, CURRENT_COUNT, DIVIDE = 0x20, 0xF0, 0x320, 0x380, 0x390, 0x3E0
SOFTWARE_ENABLE, MASKED, DIVIDE_BY_1 = 0x100, 0x1_0000, 0xB
PINS = 24
PIC_MASK, SECOND_PIC_MASK = 0x21, 0xA1

unsafe.module_asm("""
    .section .text.naja_interrupt,"ax",@progbits
    .globl naja_timer
naja_timer:
    incl naja_interrupts + 4(%rip)
    jmp .Lvirtio_end
    .globl naja_interrupt
naja_interrupt:
    incl naja_interrupts(%rip)
.Lvirtio_end:
    pushq %rax
    movl $0xfee000b0, %eax      # end of interrupt
    movl $0, (%rax)
    popq %rax
    iretq

    .section .bss.naja_interrupts,"aw",@nobits
    .balign 8
    .globl naja_interrupts
naja_interrupts:
    .zero 8
""")

enabled: bool = False


def enable() -> None:
    """Make ready to wait; once."""
    global enabled
    if enabled:
        return
    enabled = True
    paging.map_device(LOCAL_APIC)
    paging.map_device(IO_APIC)
    traps.set_interrupt_gate(traps.INTERRUPT_VECTOR, unsafe.symbol_address("naja_interrupt"))
    traps.set_interrupt_gate(traps.TIMER_VECTOR, unsafe.symbol_address("naja_timer"))
    unsafe.port_out8(PIC_MASK, 0xFF)
    unsafe.port_out8(SECOND_PIC_MASK, 0xFF)
    write(SPURIOUS, SOFTWARE_ENABLE | traps.INTERRUPT_VECTOR)
    write(DIVIDE, DIVIDE_BY_1)
    write(TIMER, MASKED | traps.TIMER_VECTOR)


def of_devices() -> int:
    """How often a device has interrupted, modulo 2**32."""
    return unsafe.volatile_load(Ptr[u32](unsafe.symbol_address("naja_interrupts")))


def of_timer() -> int:
    """How often the timer has interrupted, modulo 2**32."""
    return unsafe.volatile_load(Ptr[u32](unsafe.symbol_address("naja_interrupts") + 4))


def read(register: int) -> int:
    """A register of the local APIC."""
    return unsafe.volatile_load(Ptr[u32](LOCAL_APIC + register))


def write(register: int, value: int) -> None:
    """Set a register of the local APIC."""
    unsafe.volatile_store(Ptr[u32](LOCAL_APIC + register), u32.wrap(value))


@unsafe.unchecked
def route(pin: int) -> None:
    """Let a pin of the I/O APIC, which must be below PINS, interrupt: at its rising edge."""
    destination = read(ID)
    select = Ptr[u32](IO_APIC)
    window = Ptr[u32](IO_APIC + 0x10)
    unsafe.volatile_store(select, u32.wrap(0x11 + 2 * pin))
    unsafe.volatile_store(window, u32.wrap(destination))
    unsafe.volatile_store(select, u32.wrap(0x10 + 2 * pin))
    unsafe.volatile_store(window, u32.wrap(traps.INTERRUPT_VECTOR))


def message_address() -> int:
    """Where a device writes the vector to send a message-signalled interrupt to this processor."""
    return LOCAL_APIC | read(ID) >> 24 << 12


def halt() -> None:
    """Stop until an interrupt has come in; one that is already pending counts."""
    unsafe.asm("sti\n\thlt\n\tcli", "~{memory}")
