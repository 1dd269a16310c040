"""The platform contract on the spt target: a Linux process with a handful of system calls.

The launcher has opened every device before the first instruction here runs, and names their
descriptors in the boot string, which is argv[1]. Flow: `_start` -> `naja_platform_start` keeps
the address of the kernel's stack -> `runtime.start.run`. The calls used here are those that the
launcher lets through (`naja.vmm.spt_calls`); any other kills the process.
"""

from __future__ import annotations

from typing import NoReturn

from naja.lang import export, hot, noinline, u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import BlockDevice, DeviceError, NetworkDevice
from naja.platform.spt import memory, vdso
from naja.platform.spt.entry import scratch
from naja.platform.spt.network import SptNetworkDevice, parse_mac, parse_number
from naja.runtime import start

READ, WRITE, PREAD, PWRITE = 0, 1, 17, 18
CLOCK_GETTIME, EXIT_GROUP, PPOLL, GETRANDOM = 228, 231, 271, 318
MADVISE = 28
EINTR, EAGAIN = -4, -11
REALTIME, MONOTONIC = 0, 1
POLLIN, POLLOUT = 1, 4
MADV_DONTNEED = 4
NANOSECONDS = 1_000_000_000
ENTROPY_CHUNK = 256  # what the launcher's filter lets through at once, and never interrupted

boot_stack: int = 0
"""Where the kernel put argc, argv, the environment and the auxiliary vector."""


@export("naja_platform_start")
def naja_platform_start(boot: int) -> None:
    """Called by `_start`, once."""
    global boot_stack
    boot_stack = boot
    start.run()


def console_write(data: bytes) -> None:
    """Write all of `data` to standard output; the process ends when nobody can read it."""
    if not _write_all(1, unsafe.tail(data), len(data)):
        exit(1)


def console_error(data: bytes) -> None:
    """Write `data` to standard error, as far as it is open."""
    _write_all(2, unsafe.tail(data), len(data))


@noinline
@unsafe.unchecked
def _write_all(fd: int, source: Ptr[u8], length: int) -> bool:
    """False when the descriptor refuses."""
    done = 0
    while done < length:
        count = unsafe.syscall(WRITE, fd, (source + done).address, length - done)
        if count == EAGAIN:
            _wait_for(fd, POLLOUT)
        elif count >= 0:
            done += count
        elif count != EINTR:
            return False
    return True


def console_read(buffer: memoryview) -> int:
    """Wait for standard input; 0 at its end."""
    while True:
        count = unsafe.syscall(READ, 0, unsafe.buffer(buffer).address, len(buffer))
        if count >= 0:
            return count
        if count == EAGAIN:
            _wait_for(0, POLLIN)
        elif count != EINTR:
            raise DeviceError(f"standard input cannot be read (errno {-count})")


@unsafe.unchecked
def _wait_for(fd: int, events: int) -> None:
    """Sleep until the descriptor is ready: what a console that somebody made non-blocking needs."""
    entry = scratch()
    entry[0] = fd | events << 32
    unsafe.syscall(PPOLL, entry.address, 1, 0, 0)


def clock_monotonic() -> int:
    """Nanoseconds since some fixed moment; never goes back."""
    return _clock(MONOTONIC)


def clock_wall() -> int:
    """Nanoseconds since 1970-01-01T00:00:00Z."""
    return _clock(REALTIME)


clock_function: int = -1
"""clock_gettime of the vDSO; 0: there is none; -1: not looked for yet."""


@unsafe.unchecked
def _clock(which: int) -> int:
    global clock_function
    time = scratch()
    if clock_function < 0:
        clock_function = vdso.find(memory.auxiliary(boot_stack, memory.AT_SYSINFO_EHDR))
    if clock_function == 0 or vdso.read_clock(clock_function, which, time.address) != 0:
        unsafe.syscall(CLOCK_GETTIME, which, time.address)
    return time[0] * NANOSECONDS + time[1]


@unsafe.unchecked
def entropy(buffer: memoryview) -> None:
    """Fill `buffer` from the kernel's generator."""
    done = 0
    target = unsafe.buffer(buffer)
    while done < len(buffer):
        want = min(ENTROPY_CHUNK, len(buffer) - done)
        count = unsafe.syscall(GETRANDOM, (target + done).address, want, 0)
        if count > 0:
            done += count
        elif count != EINTR:
            raise DeviceError(f"the host gives no random numbers (errno {-count})")


def command_line() -> str:
    """The boot string: argv[1]."""
    return memory.boot_string(boot_stack)


def heap_start() -> int:
    """Address of the first byte behind the image's data."""
    return unsafe.symbol_address("__heap_start")


def heap_end() -> int:
    """Address behind the last byte of the last segment, which the launcher has sized."""
    return memory.image_end(boot_stack)


def discard(start: int, size: int) -> bool:
    """See contract.discard; the pages are private and without a file."""
    return unsafe.syscall(MADVISE, start, size, MADV_DONTNEED) == 0


_stop_fd: int = -1
"""Where the launcher tells of signals; -1: nobody has asked yet, -2: it does not."""


@unsafe.unchecked
def stop_signal() -> int:
    """See contract.stop_signal; the first byte that goes the other way says that one is asked."""
    global _stop_fd
    word = scratch()
    if _stop_fd == -1:
        fd = memory.option(command_line(), "naja.fd.stop=")
        _stop_fd = -2 if fd is None else parse_number(fd, 10)
        if _stop_fd >= 0:
            unsafe.syscall(WRITE, _stop_fd, word.address, 1)
    word[0] = 0
    if _stop_fd < 0 or unsafe.syscall(READ, _stop_fd, word.address, 1) != 1:
        return 0
    return word[0] & 0xFF


_devices: list[SptNetworkDevice] = []


def network_device(name: str) -> NetworkDevice:
    """The device behind the descriptor that `naja.fd.NAME=` gives."""
    fd = memory.option(command_line(), f"naja.fd.{name}=")
    if fd is None:
        raise DeviceError(f"there is no network device {name}: start with --net or -p")
    address = memory.option(command_line(), f"naja.mac.{name}=")
    blocking = memory.option(command_line(), f"naja.wait.{name}=") is not None
    offload = memory.option(command_line(), f"naja.offload.{name}=") is not None
    device = SptNetworkDevice(parse_number(fd, 10), parse_mac(address), blocking, offload)
    _devices.append(device)
    return device


def block_device(name: str) -> BlockDevice:
    """Not offered by this launcher."""
    raise DeviceError(f"there is no block device {name}")


@hot
def wait_until(deadline: int) -> None:
    """Sleep until a device has a frame or the deadline has passed."""
    if deadline < 0 and len(_devices) == 1 and _devices[0].blocking:
        _devices[0].wait()
    else:
        _poll(deadline)


@unsafe.unchecked
def _poll(deadline: int) -> None:
    """The general way: any number of devices, and a deadline."""
    words = scratch()
    timeout = 0
    if deadline >= 0:
        left = deadline - clock_monotonic()
        if left <= 0:
            return
        words[0] = left // NANOSECONDS
        words[1] = left % NANOSECONDS
        timeout = words.address
    entries = words + 2
    count = 0
    for device in _devices:
        if device.has_frame():
            return
        entries[count] = device.fd | POLLIN << 32
        count += 1
    unsafe.syscall(PPOLL, entries.address, count, timeout, 0)


def exit(status: int) -> NoReturn:
    """End the process."""
    unsafe.syscall(EXIT_GROUP, status)
    unsafe.unreachable()
