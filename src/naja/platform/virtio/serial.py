"""Output on the console of a virtual machine: the first serial port (16550A), bytes as they are.

Polled, byte by byte. The FIFOs stay off: turning them on drops input that is there already. It
works from the first instruction on and needs no heap, so reports of traps come this way too.
"""

from __future__ import annotations

from naja.lang import noinline, u8, unsafe
from naja.lang.unsafe import Ptr

DATA, LINE_STATUS = 0x3F8, 0x3FD
TRANSMITTER_EMPTY = 0x20


@noinline
def write(data: Ptr[u8], length: int) -> None:
    """Write `length` bytes; waits while the other side does not read."""
    for index in range(length):
        while not unsafe.port_in8(LINE_STATUS) & TRANSMITTER_EMPTY:
            unsafe.pause()
        unsafe.port_out8(DATA, data[index])
