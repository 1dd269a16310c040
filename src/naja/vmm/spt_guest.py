"""A guest that the spt tender has started: waiting for its end, looking at its crash, signals.

The launcher is the guest's tracer where the system allows that: the guest then stops once after its
exec, at every signal, and once as it ends, and is sent on its way each time. Its system calls are
not slowed. Being traced also means that it cannot outlive the launcher.

Until a traced guest executes its image it must not stop, since the launcher waits for just that: it
begins with its signals blocked, and they are let through at its first stop.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

from naja.vmm import linux

CRASHES = {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP}


class Guest:
    """A running guest. traced: whether a crash can be looked at. deaf: its signals are blocked."""

    def __init__(self, pid: int, traced: bool, deaf: bool = False) -> None:
        self.pid = pid
        self.traced = traced
        self._deaf = deaf
        self._status: int | None = None
        if traced:
            self._begin()

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

    def _begin(self) -> None:
        """The first stop, which has come already: the image is there, nothing of it has run."""
        _, status = os.waitpid(self.pid, 0)
        if not os.WIFSTOPPED(status):
            self._status = os.waitstatus_to_exitcode(status) % 256
            return
        options = linux.PTRACE_O_EXITKILL | linux.PTRACE_O_TRACEEXIT
        linux.ptrace(linux.PTRACE_SETOPTIONS, self.pid, 0, options)
        none = ctypes.c_uint64(0)
        linux.ptrace(linux.PTRACE_SETSIGMASK, self.pid, 8, ctypes.addressof(none))
        self._continue(0)

    def _resume(self, status: int, on_crash: Callable[[int, int], None] | None) -> None:
        """The guest has stopped for its tracer: for a signal, or as it ends."""
        number, event = os.WSTOPSIG(status), status >> 16
        if event == linux.PTRACE_EVENT_EXIT:
            message = ctypes.c_ulong()
            address = ctypes.addressof(message)
            linux.ptrace(linux.PTRACE_GETEVENTMSG, self.pid, 0, address)
            if on_crash and message.value & 0x7F == signal.SIGSYS:
                on_crash(self.pid, signal.SIGSYS)
        elif on_crash and number in CRASHES:
            on_crash(self.pid, number)
        self._continue(0 if event else number)

    def _continue(self, number: int) -> None:
        try:
            linux.ptrace(linux.PTRACE_CONT, self.pid, 0, number)
        except ProcessLookupError:
            return  # killed meanwhile; the next wait tells

    def send(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self._status is None:
            try:
                os.kill(self.pid, signal.SIGKILL if self._deaf else number)
            except ProcessLookupError:
                return
