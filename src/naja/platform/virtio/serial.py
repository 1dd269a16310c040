"""Output on the console of a virtual machine: the first serial port (16550A), bytes as they are.

Polled: the FIFO takes 16 bytes whenever the transmitter is empty. It works from the first
instruction on and needs no heap, so reports of traps come this way too.
"""

from __future__ import annotations

from naja.lang import noinline, u8, unsafe
from naja.lang.unsafe import Ptr

DATA, FIFO_CONTROL, LINE_STATUS = 0x3F8, 0x3FA, 0x3FD
TRANSMITTER_EMPTY = 0x20
FIFO_BYTES = 16


def initialise() -> None:
    """Turn the FIFOs on."""
    unsafe.port_out8(FIFO_CONTROL, 1)


@noinline
def write(data: Ptr[u8], length: int) -> None:
    """Write `length` bytes; waits while the other side does not read."""
    for index in range(length):
        if index & (FIFO_BYTES - 1) == 0:
            while not unsafe.port_in8(LINE_STATUS) & TRANSMITTER_EMPTY:
                unsafe.pause()
        unsafe.port_out8(DATA, data[index])
