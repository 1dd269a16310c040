"""Numbers and structures of the Linux x86-64 interface that the launchers use, and the C library's
entry to it.

Python's own modules cover files and processes; what they leave out (seccomp, ptrace, TAP devices,
KVM) goes through `system_call` here. Errors come back as OSError with the call's name.
"""

from __future__ import annotations

import ctypes
import os

NUMBERS = {
    "read": 0, "write": 1, "mprotect": 10, "rt_sigprocmask": 14, "pread64": 17, "pwrite64": 18,
    "madvise": 28, "dup2": 33, "execve": 59, "ptrace": 101, "setgroups": 116, "setresuid": 117,
    "setresgid": 119, "capset": 126, "prctl": 157, "clock_gettime": 228, "exit_group": 231,
    "ppoll": 271, "dup3": 292, "prlimit64": 302, "seccomp": 317, "getrandom": 318, "execveat": 322,
    "preadv2": 327, "close_range": 436,
}  # fmt: skip

AT_EMPTY_PATH = 0x1000
O_CLOEXEC = 0o2000000
PROT_READ = 1
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_TIMERSLACK, PR_SET_NO_NEW_PRIVS = 1, 8, 29, 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAP_NET_BIND_SERVICE = 10
NOBODY = 65534
SECCOMP_SET_MODE_FILTER = 1
RLIMIT_STACK, RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_AS = 3, 4, 7, 8, 9
CAPABILITY_VERSION_3 = 0x20080522

PTRACE_TRACEME, PTRACE_CONT = 0, 7
PTRACE_GETREGS, PTRACE_SETOPTIONS = 12, 0x4200
PTRACE_GETEVENTMSG, PTRACE_GETSIGINFO, PTRACE_SETSIGMASK = 0x4201, 0x4202, 0x420B
PTRACE_O_TRACEEXIT, PTRACE_O_EXITKILL = 0x40, 0x100000
PTRACE_EVENT_EXIT = 6

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


def ptrace(request: int, pid: int, address: int = 0, data: int = 0) -> None:
    """One ptrace request. Raises OSError."""
    if libc.ptrace(request, pid, address, data) < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"ptrace: {os.strerror(code)}")
