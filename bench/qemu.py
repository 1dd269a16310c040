"""QEMU command lines for the other side: the same machine and devices as our guests get.

`BASE` mirrors what `naja run --target virtio` passes on microvm; a comparison takes our own command
line and swaps the kernel where it can (`bench.hello_virtio`), and uses this where it cannot.
"""

from __future__ import annotations

from bench import toolchain
from bench.linux_guest import MACHINE, LinuxGuest
from bench.server import GUEST_ADDRESS, GUEST_MAC, PREFIX, TAP

BASE = ["-nodefaults", "-no-user-config", "-accel", "tcg", "-display", "none", "-no-reboot"]
NETWORK = [
    *("-netdev", f"tap,id=net0,ifname={TAP},script=no,downscript=no"),
    *("-device", f"virtio-net-device,netdev=net0,mac={GUEST_MAC}"),
]


def linux_command(guest: LinuxGuest, memory: str = "64M") -> list[str]:
    """QEMU with the Linux guest on the TAP device of its namespace."""
    return [
        toolchain.require("qemu-system-x86_64"),
        *("-M", MACHINE, *BASE, "-m", memory, "-serial", "stdio"),
        *("-kernel", str(guest.kernel), "-initrd", str(guest.initrd)),
        *("-append", guest.command_line(GUEST_ADDRESS, PREFIX)),
        *NETWORK,
    ]
