"""Starts a host program (QEMU, a user-space network) with no more rights than it needs, so that it
never outlives the launcher.

Descriptors are given by their number in the program; all others are closed. Where the launcher is
root the program runs as nobody, with the one capability to bind low ports if asked. It cannot gain
privileges, and dies when the launcher does.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import struct
from collections.abc import Mapping, Sequence

from naja.vmm import linux
from naja.vmm.errors import LaunchError
from naja.vmm.spt_launchpad import Plan, SystemCall

PARKED_FD = 200


class HelperError(LaunchError):
    """The program is missing or cannot be started; the message says what to do."""


class Helper:
    """A running program. Its exit status is that of `wait`, negative for a signal."""

    def __init__(
        self,
        argv: Sequence[str],
        fds: Mapping[int, int],
        remedy: str,
        low_ports: bool = False,
        groups: Sequence[int] = (),
    ) -> None:
        """fds: number in the program -> ours. remedy: what to say when the program is missing."""
        path = shutil.which(argv[0])
        if path is None:
            raise HelperError(f"{argv[0]} is not installed: {remedy}")
        self._status: int | None = None
        kept: list[object] = []
        words = (ctypes.c_char_p * (len(argv) + 1))(*map(os.fsencode, argv), None)
        program = ctypes.create_string_buffer(os.fsencode(path))
        folder = ctypes.c_char_p(b"PATH=/usr/sbin:/usr/bin:/sbin:/bin")
        environment = (ctypes.c_char_p * 2)(folder.value, None)
        parked = {number: os.dup(fd) for number, fd in fds.items()}
        plan = Plan(
            [
                *_descriptors(parked),
                *_rights(low_ports, groups, kept),
                SystemCall("prctl", (linux.PR_SET_PDEATHSIG, signal.SIGKILL)),
                SystemCall("prctl", (linux.PR_SET_NO_NEW_PRIVS, 1)),
                SystemCall(
                    "execve",
                    (
                        ctypes.addressof(program),
                        ctypes.addressof(words),
                        ctypes.addressof(environment),
                    ),
                ),
            ]
        )
        try:
            self.pid = plan.run()
        finally:
            for fd in parked.values():
                os.close(fd)
        failed = [(call, code) for call, code in plan.failures() if not call.may_fail]
        if failed:
            os.waitpid(self.pid, 0)
            call, code = failed[0]
            raise HelperError(f"{path} cannot be started: {call.name}: {os.strerror(code)}")

    def wait(self) -> int:
        """Wait for its end."""
        if self._status is None:
            _, status = os.waitpid(self.pid, 0)
            self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def send(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self._status is None:
            os.kill(self.pid, number)

    def stop(self) -> None:
        """End it at once and wait until it is gone."""
        self.send(signal.SIGKILL)
        self.wait()


def _descriptors(fds: Mapping[int, int]) -> list[SystemCall]:
    """Move each to its number; two steps, so that none is overwritten before it has moved."""
    order = sorted(fds)
    away = [SystemCall("dup2", (fds[number], PARKED_FD + number)) for number in order]
    back = [SystemCall("dup2", (PARKED_FD + number, number)) for number in order]
    gaps = zip([-1, *order], [*order, 1 << 32], strict=True)
    close = [
        SystemCall("close_range", (low + 1, high - 1, 0)) for low, high in gaps if high > low + 1
    ]
    return [*away, *back, *close]


def _rights(low_ports: bool, groups: Sequence[int], kept: list[object]) -> list[SystemCall]:
    signals = ctypes.create_string_buffer(8)
    kept.append(signals)
    unblock = SystemCall("rt_sigprocmask", (signal.SIG_SETMASK, ctypes.addressof(signals), 0, 8))
    if os.geteuid() != 0:
        return [unblock]
    bits = 1 << linux.CAP_NET_BIND_SERVICE if low_ports else 0
    version = ctypes.create_string_buffer(struct.pack("<Ii", linux.CAPABILITY_VERSION_3, 0))
    rights = ctypes.create_string_buffer(struct.pack("<6I", bits, bits, bits, 0, 0, 0))
    listed = (ctypes.c_uint32 * max(1, len(groups)))(*groups)
    kept += [version, rights, listed]
    ambient = (linux.PR_CAP_AMBIENT, linux.PR_CAP_AMBIENT_RAISE, linux.CAP_NET_BIND_SERVICE)
    return [
        unblock,
        SystemCall("setgroups", (len(groups), ctypes.addressof(listed)), may_fail=True),
        SystemCall("setresgid", (linux.NOBODY,) * 3, may_fail=True),
        SystemCall("prctl", (linux.PR_SET_KEEPCAPS, 1)),
        SystemCall("setresuid", (linux.NOBODY,) * 3, may_fail=True),
        SystemCall("capset", (ctypes.addressof(version), ctypes.addressof(rights))),
        *([SystemCall("prctl", ambient)] if low_ports else []),
    ]
