"""Turning a virtual machine off, with an exit status where the monitor can carry one.

QEMU's isa-debug-exit ends QEMU with (value << 1) | 1, which leaves seven bits; the launcher reads
the whole byte, or the eight bytes of an address where the machine trapped, from a debug console at
the next port. Without these devices the machine is switched off
by what the monitors know: ACPI (QEMU, Cloud Hypervisor), the keyboard controller's reset line
(Firecracker), and last a triple fault.
"""

from __future__ import annotations

from typing import NoReturn

from naja.lang import cold, unsafe

DEBUG_EXIT, DEBUG_CONSOLE = 0xF4, 0xF5
QEMU_ACPI, QEMU_SLEEP = 0x604, 0x2000
CLOUD_HYPERVISOR_ACPI, CLOUD_HYPERVISOR_SLEEP = 0x600, 0x34
KEYBOARD_CONTROLLER, RESET = 0x64, 0xFE


@cold
def tell_address(address: int) -> None:
    """Tell the launcher where the program was."""
    for _ in range(8):
        unsafe.port_out8(DEBUG_CONSOLE, address & 0xFF)
        address >>= 8


@cold
def off(status: int) -> NoReturn:
    """End the machine. status: 0 to 255."""
    if status > 127:
        unsafe.port_out8(DEBUG_CONSOLE, status)
    unsafe.port_out8(DEBUG_EXIT, status & 127)
    unsafe.port_out16(QEMU_ACPI, QEMU_SLEEP)
    unsafe.port_out8(CLOUD_HYPERVISOR_ACPI, CLOUD_HYPERVISOR_SLEEP)
    unsafe.port_out8(KEYBOARD_CONTROLLER, RESET)
    unsafe.asm("pushq $$0\n\tpushq $$0\n\tlidt (%rsp)\n\tud2", "~{memory}")
    unsafe.unreachable()
