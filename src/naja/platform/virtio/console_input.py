"""Input from the console of a virtual machine: a virtio console if there is one, else the first
serial port, whose every byte costs the monitor a turn of its loop. The wait for input is halted.

Neither has an end of file; the launcher's convention gives it one: byte EOT (0x04) is the end, and
DLE (0x10) makes the byte behind it an ordinary one.
"""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.virtio import interrupts
from naja.platform.virtio.options import CONSOLE_BUFFERS
from naja.platform.virtio.serial import DATA, LINE_STATUS
from naja.platform.virtio.transport import Transport
from naja.platform.virtio.virtqueue import Virtqueue

CONSOLE = 3  # device type
BUFFER_BYTES = 1024
NONE = -1

INTERRUPT_ENABLE, MODEM_CONTROL = 0x3F9, 0x3FC
RECEIVED = 0x01
OUTPUTS = 0x0B  # DTR, RTS, and OUT2, which lets the interrupt out
PIN = 4  # of the I/O interrupt controller

EOT, DLE = 0x04, 0x10
UNUSED, OPEN, LITERAL, ENDED = 0, 1, 2, 3

state: int = UNUSED
"""LITERAL: the last byte was DLE."""

device: ConsoleDevice | None = None
"""Where input comes from; None: the serial port."""


class ConsoleDevice:
    """The receiving half of the console device (virtio 1.2, section 5.3) behind `transport`."""

    def __init__(self, transport: Transport) -> None:
        transport.negotiate(0)
        self._transport = transport
        self._queue = Virtqueue(0, CONSOLE_BUFFERS, BUFFER_BYTES, True)
        self._current = NONE
        self._position = 0
        self._length = 0
        transport.connect(0, self._queue)
        transport.start()
        for index in range(CONSOLE_BUFFERS):
            self._queue.offer(index)
        self._queue.notify()

    def ready(self) -> bool:
        """Whether there is a byte; if not, the next one interrupts. Raises DeviceError."""
        if self._position < self._length:
            return True
        if self._current != NONE:
            self._queue.offer(self._current)
            self._queue.notify()
            self._current = NONE
        self._transport.acknowledge()
        if not self._queue.listen():
            return False
        self._current = self._queue.take()
        self._position = 0
        self._length = self._queue.used_length
        return self._length > 0

    def next(self) -> int:
        """The byte that `ready` found."""
        byte = self._queue.buffer(self._current)[self._position]
        self._position += 1
        return byte


def open(transport: Transport | None) -> None:
    """Begin. transport: of a console device, or None."""
    global state, device
    state = OPEN
    if transport is not None:
        device = ConsoleDevice(transport)
    else:
        interrupts.enable()
        interrupts.route(PIN)
        unsafe.port_out8(MODEM_CONTROL, OUTPUTS)
        unsafe.port_out8(INTERRUPT_ENABLE, 1)


def read(target: Ptr[u8], size: int) -> int:
    """Wait for input and take what is there, at most `size` bytes; 0 at its end."""
    count = 0
    while state != ENDED and count < size:
        if _ready():
            byte = _next()
            if accept(byte):
                target[count] = u8.wrap(byte)
                count += 1
        elif count:
            break
        else:
            interrupts.halt()
    return count


def _ready() -> bool:
    if device is None:
        return unsafe.port_in8(LINE_STATUS) & RECEIVED != 0
    return device.ready()


def _next() -> int:
    if device is None:
        return unsafe.port_in8(DATA)
    return device.next()


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
