"""Starts a virtio image in QEMU: the machine with the fewest parts, and as few rights as possible.

Flow: `QemuGuest(image, options)` starts QEMU on a copy of the image in memory, with the serial
port on standard output; `wait` carries standard input to the guest and gives the program's exit
status. Agreed with the guest: its status comes through the debug-exit port (7 bits), preceded on
the port beside it by the status itself when it needs eight, or by the eight bytes of the address
where it trapped; its console input ends with EOT, and DLE makes the byte behind it literal.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from naja.vmm import kvm
from naja.vmm.errors import ImageError, LaunchError
from naja.vmm.helper import Helper
from naja.vmm.image import Image
from naja.vmm.network import NetworkPlan, PublishedPort
from naja.vmm.relay import Relay

PROGRAM = "qemu-system-x86_64"
REMEDY = "apt install qemu-system-x86, or use --target spt"
STATUS_PORT, HIGH_STATUS_PORT = 0xF4, 0xF5
MACHINES = {
    "microvm": ("microvm,acpi=off,pit=off,pic=off,rtc=off", "device"),
    "q35": ("q35", "pci"),
}
SANDBOX = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"
ERROR_PORT = 0xE9
KERNEL_FD, STATUS_FD, NETWORK_FD, INPUT_FD, ERROR_FD = 3, 4, 5, 6, 7
INPUT_SOURCE = f"pipe,id=input,path=/dev/fd/{INPUT_FD}"


class QemuError(LaunchError):
    """QEMU did not run the guest; the message is what it said."""


@dataclass(frozen=True)
class QemuOptions:
    """memory: bytes. network_fd: a TAP device with the vnet header, or, with `wired`, a socket that
    carries a frame a datagram; -1: QEMU's own user network, or none.
    serial_input: input comes by the serial port, a hundred times more slowly.
    output: where the console goes.
    """

    memory: int
    boot: str
    network: NetworkPlan
    network_fd: int = -1
    wired: bool = False
    machine: str = "microvm"
    extra: Sequence[str] = ()
    serial_input: bool = False
    output: int = 1


def command(options: QemuOptions, accelerator: str, sandbox: bool) -> list[str]:
    """QEMU's command line."""
    machine, bus = MACHINES[options.machine]
    words = [PROGRAM, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"]
    words += ["-M", machine, "-accel", accelerator, "-m", f"{options.memory >> 10}K"]
    words += ["-cpu", "host" if accelerator == "kvm" else "max"]
    words += ["-kernel", f"/dev/fd/{KERNEL_FD}", "-append", options.boot]
    words += ["-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"]
    words += ["-device", f"isa-debug-exit,iobase={STATUS_PORT:#x},iosize=1"]
    words += ["-chardev", f"file,id=status,path=/dev/fd/{STATUS_FD}"]
    words += ["-device", f"isa-debugcon,iobase={HIGH_STATUS_PORT:#x},chardev=status"]
    words += ["-chardev", f"file,id=errors,path=/dev/fd/{ERROR_FD}"]
    words += ["-device", f"isa-debugcon,iobase={ERROR_PORT:#x},chardev=errors"]
    words += ["-global", "virtio-mmio.force-legacy=false", "-device", f"virtio-rng-{bus}"]
    words += _network(options.network, bus, options.wired)
    words += [] if options.serial_input else _input(bus)
    words += ["-sandbox", SANDBOX] if sandbox else []
    return [*words, *options.extra]


def _with_time(options: QemuOptions) -> QemuOptions:
    """The smallest machine has no clock that knows the date."""
    return replace(options, boot=f"naja.wall={time.time_ns()} {options.boot}".rstrip())


def _network(network: NetworkPlan, bus: str, wired: bool) -> list[str]:
    if network.mode == "none":
        return []
    if wired:
        backend = f"dgram,id=net0,local.type=fd,local.str={NETWORK_FD}"
    elif network.mode == "tap":
        backend = f"tap,id=net0,fd={NETWORK_FD}"
    else:
        guest = network.address.partition("/")[0]
        backend = "user,id=net0" + "".join(_forward(port, guest) for port in network.ports)
    device = f"virtio-net-{bus},netdev=net0,mac={network.mac}"
    return ["-netdev", backend, "-device", device]


def _forward(port: PublishedPort, guest: str) -> str:
    return f",hostfwd={port.kind}:{port.address}:{port.host}-{guest}:{port.guest}"


def _input(bus: str) -> list[str]:
    """A virtio console that reads standard input, and is never written."""
    words = ["-chardev", INPUT_SOURCE, "-device", f"virtio-serial-{bus},max_ports=1"]
    return [*words, "-device", "virtconsole,chardev=input"]


class QemuGuest:
    """A running virtual machine. trapped_at: after `wait`, the address of the instruction that
    ended it, if one did."""

    def __init__(self, image: Image, options: QemuOptions) -> None:
        """Start it. Raises ImageError, HelperError."""
        if image.target != "virtio":
            raise ImageError(
                f"{image.name} is an image for {image.target}, not for virtio: "
                f"run it with --target {image.target}"
            )
        self._image, self._options = image, options
        self.trapped_at: int | None = None
        self._start(sandbox=True)

    def _start(self, sandbox: bool) -> None:
        accelerated = kvm.usable()
        words = command(_with_time(self._options), "kvm" if accelerated else "tcg", sandbox)
        kernel, self._status, self._log = (
            _memory_file(self._image.data),
            _memory_file(),
            _memory_file(),
        )
        serial, self._input = os.pipe()
        self._errors, reports = os.pipe()
        for end in (serial, reports):
            os.fchmod(end, 0o666)  # QEMU opens them by name, the first for writing too
        nothing = os.open(os.devnull, os.O_RDONLY)
        fds = {
            0: nothing,
            1: self._options.output,
            2: self._log,
            KERNEL_FD: kernel,
            STATUS_FD: self._status,
        }
        fds[0 if self._options.serial_input else INPUT_FD] = serial
        fds[ERROR_FD] = reports
        if self._options.network_fd >= 0:
            fds[NETWORK_FD] = self._options.network_fd
        own_ports = () if self._options.wired else self._options.network.ports
        try:
            self._helper = Helper(
                words,
                fds,
                REMEDY,
                low_ports=any(port.host < 1024 for port in own_ports),
                groups=[kvm.DEVICE.stat().st_gid] if accelerated else [],
            )
        finally:
            os.close(kernel)
            os.close(serial)
            os.close(reports)
            os.close(nothing)

    @property
    def pid(self) -> int:
        return self._helper.pid

    def send(self, number: int) -> None:
        """Ask QEMU to end, whatever the signal: it keeps nothing that could be lost."""
        self._helper.send(signal.SIGKILL if number == signal.SIGKILL else signal.SIGTERM)

    def wait(self, source: int | None = 0) -> int:
        """Carry standard input (`source`) to the guest until it ends: the program's exit status.

        Raises QemuError with what QEMU said when there was no guest, or it did not end by
        itself."""
        Relay(self._helper.pid, source, self._input, self._errors).run()
        status = self._helper.wait()
        log = os.pread(self._log, 1 << 16, 0).decode(errors="replace")
        if status == 1 and "sandbox" in log:
            self._close()
            self._start(sandbox=False)
            return self.wait(source)
        note = os.pread(self._status, 9, 0)
        self._close()
        if len(note) == 8:
            self.trapped_at = int.from_bytes(note, "little")
        return _program_status(status, note if len(note) == 1 else b"", log)

    def _close(self) -> None:
        os.close(self._status)
        os.close(self._log)


def _program_status(status: int, high: bytes, log: str) -> int:
    said = [line for line in log.splitlines() if line.startswith(PROGRAM)]
    if status < 0:
        return 128 - status
    if status & 1 and not (status == 1 and said):
        return high[0] if high else status >> 1
    if any("terminating on signal" in line for line in said):
        return 128 + signal.SIGTERM
    message = said[-1].partition(": ")[2] if said else "the machine stopped without a status"
    raise QemuError(f"QEMU: {message}")


def _memory_file(data: bytes = b"") -> int:
    fd = os.memfd_create("naja")
    if data:
        os.pwrite(fd, data, 0)
    return fd
