"""Which targets this machine can run, the best first."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

ACTIONS = Path("/proc/sys/kernel/seccomp/actions_avail")
OLDEST_KERNEL = (5, 9)


def best_target(needs_user_network: bool) -> str:
    """spt where the kernel has what it takes, else virtio where QEMU is, else host."""
    if has_spt() and (not needs_user_network or shutil.which("slirp4netns")):
        return "spt"
    if has_virtio():
        return "virtio"
    return "spt" if has_spt() else "host"


def has_spt() -> bool:
    """Linux 5.9 or newer on x86-64, with seccomp."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return False
    try:
        numbers = [int(part) for part in platform.release().split("-")[0].split(".")[:2]]
        return tuple(numbers) >= OLDEST_KERNEL and "kill_process" in ACTIONS.read_text()
    except (OSError, ValueError):
        return False


def has_virtio() -> bool:
    """QEMU for x86-64 is installed."""
    return shutil.which("qemu-system-x86_64") is not None
