"""The platform contract under plain CPython: console on standard files, the host's clocks, and
network devices on descriptors that the launcher opened.

The boot string, the same as on the other targets, comes in the environment variable NAJA_BOOT;
without it there are no options and no devices. Nothing here is compiled into an image.
"""

from __future__ import annotations

import errno
import os
import select
import sys
import time
from typing import NoReturn

from naja.platform.contract import BlockDevice, DeviceError, NetworkDevice

MTU = 1500
FRAME_BYTES = 2048


class HostNetworkDevice(NetworkDevice):
    """One frame a read, one frame a write, on a non-blocking descriptor."""

    def __init__(self, fd: int, address: bytes) -> None:
        super().__init__(address, MTU)
        self.fd = fd
        os.set_blocking(fd, False)
        self._received = memoryview(bytearray(FRAME_BYTES))
        self._sent = memoryview(bytearray(FRAME_BYTES))

    def receive(self) -> memoryview | None:
        """The next frame, or None: then nothing is waiting."""
        try:
            count = os.readv(self.fd, [self._received])
        except BlockingIOError:
            return None
        return self._received[:count] if count else None

    def transmit_buffer(self) -> memoryview | None:
        """The one frame under construction."""
        return self._sent

    def transmit(self, length: int) -> None:
        """Hand the frame over; one that the host has no room for is lost, as on a wire."""
        try:
            os.write(self.fd, self._sent[:length])
        except OSError as error:
            if error.errno not in LOST_FRAME:
                raise DeviceError(f"the network device failed: {error}") from error

    def flush(self) -> None:
        """Nothing waits here."""


LOST_FRAME = {errno.EAGAIN, errno.ENOBUFS, errno.EIO}
_devices: dict[str, HostNetworkDevice] = {}


def console_write(data: bytes) -> None:
    """Write all of `data` to standard output, behind what print has buffered."""
    sys.stdout.flush()
    _write_all(1, data)


def console_error(data: bytes) -> None:
    """Write all of `data` to standard error."""
    sys.stderr.flush()
    _write_all(2, data)


def _write_all(fd: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]


def console_read(buffer: memoryview) -> int:
    """Wait for standard input; 0 at its end."""
    return os.readv(0, [buffer])


def clock_monotonic() -> int:
    """Nanoseconds since some fixed moment; never goes back."""
    return time.monotonic_ns()


def clock_wall() -> int:
    """Nanoseconds since 1970-01-01T00:00:00Z."""
    return time.time_ns()


def entropy(buffer: memoryview) -> None:
    """Fill `buffer` from the host's generator."""
    buffer[:] = os.urandom(len(buffer))


def command_line() -> str:
    """The boot string, from NAJA_BOOT."""
    return os.environ.get("NAJA_BOOT", "")


def _option(prefix: str) -> str | None:
    for word in command_line().split(" "):
        if word == "--":
            break
        if word.startswith(prefix):
            return word.removeprefix(prefix)
    return None


def network_device(name: str) -> NetworkDevice:
    """The device behind the descriptor that `naja.fd.NAME=` gives."""
    if name not in _devices:
        fd = _option(f"naja.fd.{name}=")
        if fd is None:
            raise DeviceError(f"there is no network device {name!r}: start with --net")
        address = _option(f"naja.mac.{name}=") or "02:00:00:00:00:01"
        _devices[name] = HostNetworkDevice(int(fd), bytes.fromhex(address.replace(":", "")))
    return _devices[name]


def block_device(name: str) -> BlockDevice:
    """Not offered under CPython."""
    raise DeviceError(f"there is no block device {name!r}")


def wait_until(deadline: int) -> None:
    """Sleep until a device has a frame or the deadline has passed."""
    poll = select.poll()
    for device in _devices.values():
        poll.register(device.fd, select.POLLIN)
    if deadline < 0:
        poll.poll()
    else:
        left = deadline - clock_monotonic()
        poll.poll(max(0, -(-left // 1_000_000)))


def exit(status: int) -> NoReturn:
    """End the process, with what print has buffered written."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
