"""Input from the console of a virtual machine: the first serial port, waited for halted.

A serial line has no end of file; the launcher's convention gives it one: byte EOT (0x04) is the
end, and DLE (0x10) makes the byte behind it an ordinary one.
"""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.virtio import interrupts
from naja.platform.virtio.serial import DATA, LINE_STATUS

INTERRUPT_ENABLE, MODEM_CONTROL = 0x3F9, 0x3FC
RECEIVED = 0x01
OUTPUTS = 0x0B  # DTR, RTS, and OUT2, which lets the interrupt out
PIN = 4  # of the I/O interrupt controller
EOT, DLE = 0x04, 0x10
UNUSED, OPEN, LITERAL, ENDED = 0, 1, 2, 3

state: int = UNUSED
"""LITERAL: the last byte was DLE."""


def read(target: Ptr[u8], size: int) -> int:
    """Wait for input and take what is there, at most `size` bytes; 0 at its end."""
    global state
    if state == UNUSED:
        _open()
    count = 0
    while state != ENDED and count < size:
        if unsafe.port_in8(LINE_STATUS) & RECEIVED:
            byte = unsafe.port_in8(DATA)
            if accept(byte):
                target[count] = u8.wrap(byte)
                count += 1
        elif count:
            break
        else:
            interrupts.halt()
    return count


def accept(byte: int) -> bool:
    """Take one byte from the line; tells whether it is input."""
    global state
    if state == OPEN and byte == EOT:
        state = ENDED
        return False
    if state == OPEN and byte == DLE:
        state = LITERAL
        return False
    state = OPEN
    return True


def _open() -> None:
    global state
    state = OPEN
    interrupts.enable()
    interrupts.route(PIN)
    unsafe.port_out8(MODEM_CONTROL, OUTPUTS)
    unsafe.port_out8(INTERRUPT_ENABLE, 1)
