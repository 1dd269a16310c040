"""The platform contract: all that differs between CPython, a sandboxed process and a machine.

The library OS and the standard library call these functions and never ask which platform they are
on. In an image each function is bound at build time to the function of the same name in
`naja.platform.<target>.plat`; under CPython the calls go to `naja.platform.host.plat`.

Times are nanoseconds. A device is found by its name (`net0`, `blk0`). Buffers that a device lends
are valid until the next call on the same device, unless stated otherwise.
"""

from __future__ import annotations

from typing import NoReturn

LARGE_TRANSPORT = 34  # behind Ethernet and an IPv4 header without options
LARGEST_FRAME = 14 + 65535


class DeviceError(OSError):
    """A device is missing, refused a request, or broke its protocol."""


class NetworkDevice:
    """An Ethernet device, polled, never blocking. Frames carry no FCS.

    address: the six bytes of the MAC address. mtu: largest payload of a frame, bytes. offload: the
    device completes checksums and cuts large TCP frames, and may give such frames. trusted: it
    vouches for the transport checksum of the last received frame, whatever that field says.
    beyond: bytes of that frame behind those that `receive` gave.
    """

    address: bytes
    mtu: int
    offload: bool
    trusted: bool
    beyond: int

    def __init__(self, address: bytes, mtu: int) -> None:
        self.address = address
        self.mtu = mtu
        self.offload = False
        self.trusted = False
        self.beyond = 0

    def receive(self) -> memoryview | None:
        """The next received frame, or None. The view is valid until the next `receive`."""
        raise NotImplementedError

    def expect_large(self) -> None:
        """Long frames may come from now on, and are to be received whole where `offload` is set."""

    def piece(self, start: int, end: int, more: int) -> bytes:
        """Bytes `start` to `end` of what `receive` gave last, once, as an object to keep; and as
        many of the `more` that follow, of those `beyond`, as need no copy of their own."""
        raise NotImplementedError

    def following(self, more: int) -> bytes:
        """The next piece, while `more` bytes are left of those."""
        raise NotImplementedError

    def transmit_buffer(self) -> memoryview | None:
        """A writable buffer of at least mtu + 18 bytes for one frame, or None while there is none.

        Calling it again before `transmit` returns the same buffer."""
        raise NotImplementedError

    def large_buffer(self) -> memoryview | None:
        """The same with room for a frame of LARGEST_FRAME bytes. Only with `offload`."""
        raise NotImplementedError

    def transmit(self, length: int) -> None:
        """Queue the first `length` bytes of the buffer that `transmit_buffer` gave."""
        raise NotImplementedError

    def transmit_large(self, length: int, headers: int, segment: int) -> None:
        """Queue a TCP frame whose checksum, 16 bytes into the TCP header at LARGE_TRANSPORT, is
        only that of the pseudo-header; the device completes it.

        headers: bytes up to the TCP payload. segment: bytes of it to a frame on the wire, 0 if it
        need not be cut. Only with `offload`."""
        raise NotImplementedError

    def flush(self) -> None:
        """Tell the device of everything queued; called once after a batch."""
        raise NotImplementedError


class BlockDevice:
    """A disk of fixed-size sectors. sector_size: bytes; sector_count: sectors."""

    sector_size: int
    sector_count: int

    def __init__(self, sector_size: int, sector_count: int) -> None:
        self.sector_size = sector_size
        self.sector_count = sector_count

    def read(self, sector: int, buffer: memoryview) -> None:
        """Fill `buffer`, a whole number of sectors, from `sector` on. Raises DeviceError."""
        raise NotImplementedError

    def write(self, sector: int, data: memoryview) -> None:
        """Write `data`, a whole number of sectors, from `sector` on. Raises DeviceError."""
        raise NotImplementedError


def console_write(data: bytes) -> None:
    """Write all of `data` to standard output, or the console."""
    _plat.console_write(data)


def console_error(data: bytes) -> None:
    """Write all of `data` to standard error, or the console where there is only one."""
    _plat.console_error(data)


def console_read(buffer: memoryview) -> int:
    """Wait for input and read at most len(buffer) bytes of it; 0 at its end."""
    return _plat.console_read(buffer)


def clock_monotonic() -> int:
    """Nanoseconds since some fixed moment; never goes back."""
    return _plat.clock_monotonic()


def clock_wall() -> int:
    """Nanoseconds since 1970-01-01T00:00:00Z."""
    return _plat.clock_wall()


def entropy(buffer: memoryview) -> None:
    """Fill `buffer` with unpredictable bytes. Raises DeviceError when there is no source."""
    _plat.entropy(buffer)


def command_line() -> str:
    """The boot arguments: `naja.*` options, then `--` and the program's words, percent-encoded."""
    return _plat.command_line()


def network_device(name: str) -> NetworkDevice:
    """The network device of that name. Raises DeviceError when there is none."""
    return _plat.network_device(name)


def block_device(name: str) -> BlockDevice:
    """The block device of that name. Raises DeviceError when there is none."""
    return _plat.block_device(name)


def wait_until(deadline: int) -> None:
    """Idle until a device has something to say or the monotonic clock reaches `deadline`.

    -1: no deadline."""
    _plat.wait_until(deadline)


def stop_signal() -> int:
    """The number of the signal by which the host asks the program to end, or 0; each is told once.

    Who has asked once has to go on asking: from then on the host leaves the ending to the program,
    for a time. Always 0 where such signals come otherwise, or end the machine at once."""
    return 0


def heap_start() -> int:
    """Address of the first byte that the heap may use."""
    raise RuntimeError("the heap exists only in an image")


def heap_end() -> int:
    """Address behind the last byte that the heap may use."""
    raise RuntimeError("the heap exists only in an image")


def discard(start: int, size: int) -> bool:
    """Give the host what these pages of the heap hold: they read as zero from now on.

    False where the host takes nothing back, and nothing has changed."""
    raise RuntimeError("the heap exists only in an image")


def exit(status: int) -> NoReturn:
    """End the machine or process with that status, 0 to 255."""
    _plat.exit(status)


import naja.platform.host.plat as _plat  # noqa: E402 (it needs the classes above)
