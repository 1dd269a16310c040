"""The platform contract on the virtio target: a machine without an operating system.

Flow: `_start` (entry.py) -> `naja_platform_start` reads the memory map, takes away rights that no
page needs, installs the trap vectors -> `runtime.start.run`. Devices are found and started when a
program first asks for one; so an image without network holds no driver.
"""

from __future__ import annotations

from typing import NoReturn

from naja.lang import export, u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import BlockDevice, DeviceError, NetworkDevice
from naja.platform.virtio import (
    clock,
    console_input,
    error_port,
    mmio,
    paging,
    pci,
    power,
    rng,
    serial,
    start_info,
    traps,
    wall_clock,
)
from naja.platform.virtio.net import NETWORK, VirtioNetworkDevice
from naja.platform.virtio.transport import Transport
from naja.runtime import start
from naja.runtime.text import from_latin1

NETWORK_NAMES = ["net0", "net1", "net2", "net3"]

_string_address: int = 0
_heap_start: int = 0
_devices: list[VirtioNetworkDevice] = []
_transports: list[Transport] = []
_searched: bool = False
_entropy: rng.EntropyDevice | None = None
_wall_at_boot: int = -1


@export("naja_platform_start")
def naja_platform_start(info: int) -> None:
    """Called by `_start`, once. info: the address of the PVH start info."""
    global _string_address, _heap_start
    clock.start()
    _string_address = start_info.string_address(info)
    image_end = unsafe.symbol_address("__heap_start")
    ram_end = start_info.ram_end(info, image_end)
    start_info.clear_workspace(info, image_end, ram_end)
    _heap_start = paging.protect(ram_end)
    traps.install()
    start.run()


def console_write(data: bytes) -> None:
    """Write all of `data` to the console."""
    serial.write(unsafe.tail(data), len(data))


def console_error(data: bytes) -> None:
    """Write all of `data` to the monitor's debug console, or to the console where there is none."""
    if not error_port.write(unsafe.tail(data), len(data)):
        console_write(data)


def console_read(buffer: memoryview) -> int:
    """Wait for input on the console; 0 at its end."""
    if console_input.state == console_input.UNUSED:
        console_input.open(_find_transport(console_input.CONSOLE))
    return console_input.read(unsafe.buffer(buffer), len(buffer))


def clock_monotonic() -> int:
    """Nanoseconds since boot."""
    return clock.monotonic()


def clock_wall() -> int:
    """Nanoseconds since 1970-01-01T00:00:00Z."""
    global _wall_at_boot
    now = clock.monotonic()
    if _wall_at_boot < 0:
        _wall_at_boot = wall_clock.at_boot(command_line(), now)
    return _wall_at_boot + now


def entropy(buffer: memoryview) -> None:
    """Fill `buffer` from the entropy device and the processor. Raises DeviceError without both."""
    global _entropy
    if _entropy is None:
        transport = _find_transport(rng.ENTROPY)
        if transport is not None:
            _entropy = rng.EntropyDevice(transport)
    target = unsafe.buffer(buffer)
    device = _entropy
    if device is not None:
        device.fill(target, len(buffer))
    if rng.has_rdrand():
        rng.mix_rdrand(target, len(buffer))
    elif device is None:
        raise DeviceError("there is no source of random numbers: add -device virtio-rng-device")


def command_line() -> str:
    """The boot string, without the words that name devices."""
    text = Ptr[u8](_string_address)
    return from_latin1(text, mmio.program_length(text, start_info.string_length(text.address)))


def _find_transports() -> list[Transport]:
    global _searched, _transports
    if not _searched:
        _searched = True
        length = start_info.string_length(_string_address)
        _transports = mmio.find(Ptr[u8](_string_address), length)
        if not _transports:
            _transports = pci.find()
    return _transports


def _find_transport(kind: int) -> Transport | None:
    """The first device of that type."""
    for transport in _find_transports():
        if transport.kind == kind:
            return transport
    return None


def network_device(name: str) -> NetworkDevice:
    """Network device `netN`, the Nth on the monitor's command line, started."""
    number = 0
    for transport in _find_transports():
        if transport.kind == NETWORK:
            if number < len(NETWORK_NAMES) and name == NETWORK_NAMES[number]:
                device = VirtioNetworkDevice(transport)
                _devices.append(device)
                return device
            number += 1
    raise DeviceError(f"there is no network device {name}: start with --net or -p")


def block_device(name: str) -> BlockDevice:
    """Not offered by this platform yet."""
    raise DeviceError(f"there is no block device {name}")


def wait_until(deadline: int) -> None:
    """Halt until a device has something to say or the deadline has passed."""
    while not _listen() and (deadline < 0 or clock.monotonic() < deadline):
        clock.halt_until(deadline)
    for device in _devices:
        device.ignore()


def _listen() -> bool:
    """Let every device interrupt; True when one has something to say already."""
    found = False
    for device in _devices:
        if device.listen():
            found = True
    return found


def heap_start() -> int:
    """Address behind the image, its stacks and page tables."""
    return _heap_start


def heap_end() -> int:
    """End of the RAM that the image lies in."""
    return paging.ram_end


def stop_signal() -> int:
    """See contract.stop_signal; a machine that is to end is turned off."""
    return 0


def discard(start: int, size: int) -> bool:
    """See contract.discard; RAM stays the machine's."""
    return False


def exit(status: int) -> NoReturn:
    """Turn the machine off."""
    power.off(status)
