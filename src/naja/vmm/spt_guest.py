"""A guest that the spt tender has started: waiting for its end, looking at its crash, signals.

The launcher is the guest's tracer where the system allows that: the guest then stops once after its
exec, at every signal, and once as it ends, and is sent on its way each time. Its system calls are
not slowed. Being traced also means that it cannot outlive the launcher.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

from naja.vmm import linux

CRASHES = {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP}


class Guest:
    """A running guest. traced: whether a crash can be looked at."""

    def __init__(self, pid: int, traced: bool) -> None:
        self.pid = pid
        self.traced = traced
        self._executed = False
        self._status: int | None = None

    def wait(self, on_crash: Callable[[int, int], None] | None = None) -> int:
        """Wait for its end: its exit status, or 128 + the signal that ended it.

        on_crash(pid, signal) is called while a crashed guest can still be looked at."""
        while self._status is None:
            _, status = os.waitpid(self.pid, 0)
            if os.WIFSTOPPED(status):
                self._resume(status, on_crash)
            elif os.WIFSIGNALED(status):
                self._status = 128 + os.WTERMSIG(status)
            else:
                self._status = os.WEXITSTATUS(status)
        return self._status

    def _resume(self, status: int, on_crash: Callable[[int, int], None] | None) -> None:
        """The guest has stopped for its tracer: after its exec, for a signal, or as it ends."""
        number, event = os.WSTOPSIG(status), status >> 16
        deliver = number
        if not event and number == signal.SIGTRAP and not self._executed:
            self._executed = True
            options = linux.PTRACE_O_EXITKILL | linux.PTRACE_O_TRACEEXIT
            linux.ptrace(linux.PTRACE_SETOPTIONS, self.pid, 0, options)
            deliver = 0
        elif event == linux.PTRACE_EVENT_EXIT:
            message = ctypes.c_ulong()
            address = ctypes.addressof(message)
            linux.ptrace(linux.PTRACE_GETEVENTMSG, self.pid, 0, address)
            if on_crash and message.value & 0x7F == signal.SIGSYS:
                on_crash(self.pid, signal.SIGSYS)
            deliver = 0
        elif on_crash and number in CRASHES:
            on_crash(self.pid, number)
        try:
            linux.ptrace(linux.PTRACE_CONT, self.pid, 0, deliver)
        except ProcessLookupError:
            return  # killed meanwhile; the next wait tells

    def send(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self._status is None:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return
