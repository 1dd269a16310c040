"""A minimal Linux guest: the comparator of every `virtio` row about the network and about start.

Promises: a kernel of Debian's 6.1 source with what a small network server needs and no more, on a
root of busybox; and the same kernel tuned for start as far as we could. Built once (several
minutes, at low priority) and cached.
`python -m bench.linux_guest` builds it and prints where it lies.
"""

from __future__ import annotations

import gzip
import os
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from bench import toolchain
from bench.cpio import archive

SOURCE = Path("/usr/src/linux-source-6.1.tar.xz")
BUSYBOX = Path("/bin/busybox")

# On top of tinyconfig. No module loader, no SMP, no block layer, no IPv6, no debug information.
OPTIONS = """
64BIT HYPERVISOR_GUEST PARAVIRT PVH BLK_DEV_INITRD RD_GZIP KERNEL_GZIP BINFMT_ELF BINFMT_SCRIPT
PRINTK TTY SERIAL_8250 SERIAL_8250_CONSOLE NET INET UNIX PACKET NETDEVICES NET_CORE VIRTIO_MENU
VIRTIO_MMIO VIRTIO_MMIO_CMDLINE_DEVICES VIRTIO_NET HW_RANDOM HW_RANDOM_VIRTIO HIGH_RES_TIMERS
NO_HZ_IDLE FUTEX EPOLL EVENTFD TIMERFD SIGNALFD POSIX_TIMERS AIO FILE_LOCKING ADVISE_SYSCALLS
MULTIUSER PROC_FS SYSFS SHMEM TMPFS DEVTMPFS CC_OPTIMIZE_FOR_PERFORMANCE
"""
ABSENT = """
IPV6 WIRELESS WLAN ETHERNET INET_DIAG CC_OPTIMIZE_FOR_SIZE KERNEL_XZ RD_BZIP2 RD_LZMA RD_XZ RD_LZO
RD_LZ4 RD_ZSTD RETPOLINE SPECULATION_MITIGATIONS VGA_CONSOLE VT
"""

# Linux waits a second for an absent real-time clock and needs a PIT tick to trust its APIC timer.
MACHINE = "microvm,acpi=off,pit=on,pic=on,rtc=on"

# Without the clock options a third of the boots hang in calibration on TCG.
CLOCK = "tsc=reliable no_timer_check tsc_early_khz={khz} lpj={lpj}"

SCRIPT = """#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
exec /bin/network
"""


@dataclass(frozen=True)
class LinuxGuest:
    """kernel, initrd: files for QEMU's options of these names; extra: more boot arguments."""

    kernel: Path
    initrd: Path
    extra: str = ""

    def command_line(self, address: str, prefix: int) -> str:
        """The boot arguments that give the guest this address."""
        khz = tsc_khz()
        clock = CLOCK.format(khz=khz, lpj=khz * 4)
        common = "console=ttyS0 quiet panic=-1 reboot=t mitigations=off"
        return f"{common} {clock} {self.extra} address={address} prefix={prefix}"

    def size(self) -> int:
        """Bytes of kernel and root together, as they are stored."""
        return self.kernel.stat().st_size + self.initrd.stat().st_size


def tsc_khz() -> int:
    """The rate of this machine's time stamp counter, as QEMU's TCG passes it on."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("cpu MHz"):
            return round(float(line.split(":")[1]) * 1000)
    raise toolchain.Unavailable("/proc/cpuinfo does not tell the clock rate")


def guest() -> LinuxGuest:
    """The guest as one builds it: compressed kernel, busybox root. Raises toolchain.Unavailable."""
    return LinuxGuest(_built("bzImage"), _busybox_root())


def tuned_guest() -> LinuxGuest:
    """The same kernel, entered through PVH uncompressed, one static program as its whole root, and
    no calibration of the APIC timer (which costs 0.2 s of waiting)."""
    return LinuxGuest(_built("vmlinux"), _bare_root(), "nolapic_timer")


def _built(form: str) -> Path:
    if not SOURCE.exists():
        raise toolchain.Unavailable(
            "the kernel source is missing: "
            "apt-get install linux-source-6.1 flex bison libelf-dev bc"
        )
    chosen, absent = " ".join(OPTIONS.split()), " ".join(ABSENT.split())
    key = toolchain.digest(chosen, absent, str(SOURCE.stat().st_size))
    image = toolchain.cache_directory() / f"{form}-{key}"
    if not image.exists():
        _build_kernel(key)
    return image


def _build_kernel(key: str) -> None:
    for tool in ("make", "gcc", "flex", "bison", "bc"):
        toolchain.require(tool)
    cache = toolchain.cache_directory()
    tree = cache / "linux-source-6.1"
    if not (tree / "Makefile").exists():
        _say("unpacking the kernel source")
        with tarfile.open(SOURCE) as stored:
            stored.extractall(cache, filter="fully_trusted")
    output = cache / f"kernel-{key}"
    output.mkdir(exist_ok=True)
    make = ["nice", "-n", "19", "make", "-C", str(tree), f"O={output}"]
    _say("building a minimal kernel, once; this takes several minutes")
    toolchain.run([*make, "tinyconfig"])
    _choose(output / ".config")
    toolchain.run([*make, "olddefconfig"])
    _verify(output / ".config")
    toolchain.run([*make, f"-j{os.cpu_count() or 1}", "bzImage"])
    (output / "arch/x86/boot/bzImage").rename(cache / f"bzImage-{key}")
    toolchain.run(["strip", "-o", str(cache / f"vmlinux-{key}"), str(output / "vmlinux")])


def _choose(config: Path) -> None:
    with config.open("a") as stream:
        stream.writelines(f"# CONFIG_{name} is not set\n" for name in ABSENT.split())
        stream.writelines(f"CONFIG_{name}=y\n" for name in OPTIONS.split())


def _verify(config: Path) -> None:
    """An option that Kconfig dropped silently would make the comparator unfair or dead."""
    lines = set(config.read_text().splitlines())
    dropped = [name for name in OPTIONS.split() if f"CONFIG_{name}=y" not in lines]
    if dropped:
        raise toolchain.Unavailable(f"the kernel does not offer {', '.join(dropped)}")


def network_program() -> Path:
    """What gives a guest its address."""
    return toolchain.compiled("linux_init.c", "musl-gcc", "-O2", "-static", "-s", "-Wall")


def _busybox_root() -> Path:
    if not BUSYBOX.exists():
        raise toolchain.Unavailable("busybox is missing: apt-get install busybox-static")
    program = network_program()
    stored = toolchain.cache_directory() / f"busybox-{program.name}.cpio.gz"
    if not stored.exists():
        box = BUSYBOX.read_bytes()
        files = {"bin/busybox": box, "bin/network": program.read_bytes(), "init": SCRIPT.encode()}
        links = {f"bin/{applet}": "busybox" for applet in ("sh", "mount")}
        stored.write_bytes(gzip.compress(archive(files, links, ("bin", "dev", "proc", "sys"))))
    return stored


def _bare_root() -> Path:
    program = network_program()
    stored = toolchain.cache_directory() / f"bare-{program.name}.cpio"
    if not stored.exists():
        stored.write_bytes(archive({"init": program.read_bytes()}, {}, ("dev",)))
    return stored


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    for built in (guest(), tuned_guest()):
        print(built.kernel, built.initrd, built.size())
