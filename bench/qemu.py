"""QEMU's command line for the Linux guest: our own, with another kernel and the clocks it needs."""

from __future__ import annotations

from bench import naja_side
from bench.linux_guest import MACHINE, LinuxGuest
from bench.server import GUEST_ADDRESS, GUEST_CIDR, GUEST_MAC, PREFIX, TAP

MEMORY_KIB = 64 << 10


def linux_command(guest: LinuxGuest, memory: int = MEMORY_KIB) -> list[str]:
    """QEMU with the Linux guest on the TAP device of its namespace. memory: KiB."""
    words = naja_side.qemu_command(guest.kernel, TAP, GUEST_CIDR, GUEST_MAC, memory)
    words[words.index("-M") + 1] = MACHINE
    words[words.index("-append") + 1] = guest.command_line(GUEST_ADDRESS, PREFIX)
    return [*words, "-initrd", str(guest.initrd)]
