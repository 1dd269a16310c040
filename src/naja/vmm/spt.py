"""The spt tender: turns an image into a Linux process that can do almost nothing.

Flow: `Tender(image, ...)` checks the image, sizes its memory, copies it into an anonymous file and
prepares every system call of the start; `start` runs them in a new process: descriptors to their
places and all others closed, limits, no privileges, the filter of `naja.vmm.spt_calls`, and then
`execveat` of the image, so that the kernel itself maps it with its protections. The filter is in
force before the first instruction of the guest. `Guest.wait` gives the exit status; a guest that
crashes is described by `naja.vmm.spt_crash`.

A tender may start any number of guests, one after the other or side by side. Raises ImageError and
TenderError with sentences for people.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import select
import signal
import stat
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from naja.vmm import linux
from naja.vmm.errors import ImageError, LaunchError
from naja.vmm.image import Image
from naja.vmm.spt_calls import Handover, allowed
from naja.vmm.spt_filter import program
from naja.vmm.spt_guest import Guest
from naja.vmm.spt_launchpad import Plan, SystemCall

STACK_BYTES = 1 << 20
MARGIN_BYTES = 2 << 20  # address space beyond memory and stack: the kernel's own pages
FIRST_DEVICE_FD = 3
PARKED_FD = 100  # descriptors wait above this number until they are moved to their places
MFD_CLOEXEC, MFD_EXEC = 1, 16

REASONS = {
    "seccomp": "this system does not let programs install seccomp filters, which spt needs: "
    "use --target virtio, or allow seccomp in the container",
    "close_range": "this kernel is older than 5.9, which spt needs: use --target virtio",
    "execveat": "the kernel refuses to run the image",
}


class TenderError(LaunchError):
    """The guest cannot be started; the message says why and what to do."""


@dataclass(frozen=True)
class Device:
    """A device of the guest: its name, an open descriptor, and what it is ("net", "block", or
    "stop": where signals are told, see stop.py).

    offload: frames of the network device carry the header that says what is left to it."""

    name: str
    fd: int
    kind: str = "net"
    offload: bool = False


class Tender:
    """A guest ready to start. boot: the options and the program's words, without the descriptors.

    Call `close` when no more guests will be started."""

    def __init__(
        self,
        image: Image,
        memory: int,
        boot: str = "",
        devices: Sequence[Device] = (),
        standard_fds: tuple[int, int, int] = (0, 1, 2),
        traced: bool = True,
    ) -> None:
        if image.target != "spt":
            raise ImageError(
                f"{image.name} is an image for {image.target}, not for spt: "
                f"run it with --target {image.target}"
            )
        self.image = image
        self.traced = traced
        self._parked = [_park(fd) for fd in standard_fds]
        self._parked += [_park(device.fd) for device in devices]
        words = [
            word
            for at, (device, fd) in enumerate(zip(devices, self._parked[3:], strict=True))
            for word in _device_options(device, fd, FIRST_DEVICE_FD + at)
        ]
        self._image_fd = _image_file(image.with_memory(memory))
        self._prepare(memory, " ".join([*words, boot]).rstrip(), devices)

    def _prepare(self, memory: int, boot: str, devices: Sequence[Device]) -> None:
        numbers = {device.name: FIRST_DEVICE_FD + at for at, device in enumerate(devices)}
        last = FIRST_DEVICE_FD + len(devices)
        argv = (ctypes.c_char_p * 3)(self.image.name.encode(), boot.encode("ascii"), None)
        envp = (ctypes.c_char_p * 1)(None)
        path = ctypes.create_string_buffer(1)
        handover = Handover(
            last, ctypes.addressof(path), ctypes.addressof(argv), ctypes.addressof(envp)
        )
        by_kind = {kind: [numbers[d.name] for d in devices if d.kind == kind] for kind in KINDS}
        code = program(allowed(by_kind["net"], by_kind["block"], handover, by_kind["stop"]))
        instructions = ctypes.create_string_buffer(code, len(code))
        where = ctypes.addressof(instructions)
        header = ctypes.create_string_buffer(struct.pack("<H6xQ", len(code) // 8, where))
        self._kept = [argv, envp, path, instructions, header]
        self._plan = Plan(
            [
                *self._descriptors(last),
                *self._limits(memory, last),
                *self._privileges(),
                SystemCall("seccomp", (linux.SECCOMP_SET_MODE_FILTER, 0, ctypes.addressof(header))),
                SystemCall(
                    "execveat",
                    (last, handover.path, handover.argv, handover.envp, linux.AT_EMPTY_PATH),
                ),
            ]
        )

    def _descriptors(self, last: int) -> list[SystemCall]:
        moves = [SystemCall("dup2", (fd, at)) for at, fd in enumerate(self._parked)]
        image = SystemCall("dup3", (self._image_fd, last, linux.O_CLOEXEC))
        return [*moves, image, SystemCall("close_range", (last + 1, 0xFFFF_FFFF, 0))]

    def _limits(self, memory: int, descriptors: int) -> list[SystemCall]:
        limits = {
            linux.RLIMIT_STACK: STACK_BYTES,
            linux.RLIMIT_CORE: 0,
            linux.RLIMIT_NOFILE: descriptors,
            linux.RLIMIT_MEMLOCK: 0,
            linux.RLIMIT_AS: memory + STACK_BYTES + MARGIN_BYTES,
        }
        values = [ctypes.create_string_buffer(struct.pack("<QQ", n, n)) for n in limits.values()]
        self._kept += values
        return [
            SystemCall("prlimit64", (0, limit, ctypes.addressof(value), 0))
            for limit, value in zip(limits, values, strict=True)
        ]

    def _privileges(self) -> list[SystemCall]:
        """From root to nobody where that is possible; no capability and no way back in any case."""
        version = ctypes.create_string_buffer(struct.pack("<Ii", linux.CAPABILITY_VERSION_3, 0))
        nothing = ctypes.create_string_buffer(24)
        blocked = ~(1 << signal.SIGTRAP - 1) if self.traced else 0
        signals = ctypes.create_string_buffer(struct.pack("<q", blocked), 8)
        self._kept += [version, nothing, signals]
        users = [
            SystemCall("setgroups", (0, 0), may_fail=True),
            SystemCall("setresgid", (linux.NOBODY,) * 3, may_fail=True),
            SystemCall("setresuid", (linux.NOBODY,) * 3, may_fail=True),
        ]
        return [
            *(users if os.geteuid() == 0 else []),
            SystemCall("capset", (ctypes.addressof(version), ctypes.addressof(nothing))),
            SystemCall("prctl", (linux.PR_SET_PDEATHSIG, signal.SIGKILL)),
            SystemCall("prctl", (linux.PR_SET_TIMERSLACK, 1), may_fail=True),
            SystemCall("prctl", (linux.PR_SET_NO_NEW_PRIVS, 1)),
            SystemCall("rt_sigprocmask", (signal.SIG_SETMASK, ctypes.addressof(signals), 0, 8)),
            *([SystemCall("ptrace", (linux.PTRACE_TRACEME,), may_fail=True)] * self.traced),
        ]

    def start(self) -> Guest:
        """Start one guest. Raises TenderError."""
        try:
            pid = self._plan.run()
        except OSError as error:
            raise TenderError(f"no process can be started: {error.strerror}") from error
        failed = {call.name: (call, code) for call, code in self._plan.failures()}
        for call, code in failed.values():
            if not call.may_fail:
                os.waitpid(pid, 0)
                raise TenderError(_refusal(call.name, code))
        traced = self.traced and "ptrace" not in failed
        return Guest(pid, traced, deaf=self.traced and not traced)

    def close(self) -> None:
        """Give the descriptors back."""
        for fd in (*self._parked, self._image_fd):
            os.close(fd)


KINDS = ("net", "block", "stop")


def _park(fd: int) -> int:
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, PARKED_FD)


def _image_file(data: bytes) -> int:
    """An anonymous file with the image, closed on exec."""
    for flags in (MFD_CLOEXEC | MFD_EXEC, MFD_CLOEXEC):
        try:
            fd = os.memfd_create("image", flags)
            break
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise TenderError(f"no memory for the image: {error.strerror}") from error
    try:
        os.truncate(fd, len(data))
        os.pwrite(fd, data, 0)
        return _park(fd)
    finally:
        os.close(fd)


def _device_options(device: Device, fd: int, number: int) -> list[str]:
    """What the guest is told: the descriptor, and how to wait for it.

    A descriptor that can be read without waiting although it blocks lets the guest wait by reading,
    which is one system call where poll and read are two."""
    option = f"naja.fd.{device.name}={number}"
    if device.kind != "net":
        return [option]
    options = [option]
    if device.offload:
        options.append(f"naja.offload.{device.name}=on")
    blocking = _reads_at_once(fd)
    os.set_blocking(fd, blocking)
    if blocking:
        options.append(f"naja.wait.{device.name}=read")
    return options


def _reads_at_once(fd: int) -> bool:
    """Whether it is a TAP device that knows RWF_NOWAIT, and whose writes never wait.

    Nothing is read: with a frame waiting, the question is not asked."""
    os.set_blocking(fd, False)
    if not stat.S_ISCHR(os.fstat(fd).st_mode):
        return False
    waiting = select.poll()
    waiting.register(fd, select.POLLIN)
    if waiting.poll(0):
        return False
    try:
        os.preadv(fd, [bytearray(1)], -1, os.RWF_NOWAIT)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _refusal(name: str, code: int) -> str:
    reason = REASONS.get(name, f"the system refuses {name} while a guest is being started")
    return f"{reason} ({os.strerror(code)})"
