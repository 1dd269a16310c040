"""Runs a list of system calls in a new process, the last of which executes another program.

A fork of a Python process copies its page tables, which costs ten times what a small guest needs to
start and end. vfork does not, but Python code cannot run behind it, since both processes are in the
same memory. So the calls are laid out as a table beforehand, and a few instructions of machine code
walk through it: in the child each entry is one system call; one that fails and may not fail ends
the child. Where the system forbids executable memory, a plain fork walks the same table.
"""

from __future__ import annotations

import ctypes
import functools
import mmap
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from naja.vmm.linux import NUMBERS, libc

ENTRY = struct.Struct("<9q")  # number, six arguments, "may fail", the result when it failed
FAILED_STATUS = 127

# C: long run(table in %rdi): the child's process id, or -errno.
CODE = bytes.fromhex(
    "53"  # push %rbx
    "4889fb"  # mov %rdi, %rbx
    "b83a000000"  # mov $vfork, %eax
    "0f05"  # syscall
    "4885c0"  # test %rax, %rax
    "7542"  # jne done: the parent, once the child has executed the program or ended
    "488b03"  # next: mov (%rbx), %rax
    "488b7b08"  # mov 8(%rbx), %rdi
    "488b7310"  # mov 16(%rbx), %rsi
    "488b5318"  # mov 24(%rbx), %rdx
    "4c8b5320"  # mov 32(%rbx), %r10
    "4c8b4328"  # mov 40(%rbx), %r8
    "4c8b4b30"  # mov 48(%rbx), %r9
    "0f05"  # syscall
    "483d01f0ffff"  # cmp $-4095, %rax
    "7217"  # jb passed
    "48894340"  # mov %rax, 64(%rbx)
    "48837b3800"  # cmpq $0, 56(%rbx)
    "750c"  # jne passed
    "bf7f000000"  # mov $127, %edi
    "b8e7000000"  # mov $exit_group, %eax
    "0f05"  # syscall
    "4883c348"  # passed: add $72, %rbx
    "ebbe"  # jmp next
    "5b"  # done: pop %rbx
    "c3"  # ret
)


@dataclass(frozen=True)
class SystemCall:
    """One call of the plan. Addresses among the arguments must stay valid until it has run."""

    name: str
    arguments: Sequence[int] = ()
    may_fail: bool = False


class Plan:
    """System calls laid out for the child. `failures` is valid once `run` has returned."""

    def __init__(self, calls: Sequence[SystemCall]) -> None:
        self.calls = list(calls)
        packed = b"".join(self._pack(call) for call in self.calls)
        self._table = ctypes.create_string_buffer(packed, len(packed))
        self._address = ctypes.addressof(self._table)

    @staticmethod
    def _pack(call: SystemCall) -> bytes:
        words = [_signed(word) for word in call.arguments]
        words += [0] * (6 - len(words))
        return ENTRY.pack(NUMBERS[call.name], *words, call.may_fail, 0)

    def run(self) -> int:
        """Start the child; returns its process id once it executes its program or has failed.

        Raises OSError when no process can be made."""
        code = _machine_code()
        pid = code[0](self._address) if code else self._fork()
        if pid < 0:
            raise OSError(-pid, f"no process can be started: {os.strerror(-pid)}")
        return pid

    def failures(self) -> list[tuple[SystemCall, int]]:
        """The calls that failed in the last run, with their errno."""
        results = ENTRY.iter_unpack(self._table.raw)
        return [(call, -row[8]) for call, row in zip(self.calls, results, strict=True) if row[8]]

    def _fork(self) -> int:
        pid = os.fork()
        if pid:
            return pid
        for number, *words in ENTRY.iter_unpack(self._table.raw):
            arguments = [ctypes.c_long(word) for word in words[:6]]
            if libc.syscall(ctypes.c_long(number), *arguments) < 0 and not words[6]:
                break
        os._exit(FAILED_STATUS)


def _signed(word: int) -> int:
    return word - (1 << 64) if word >> 63 else word


@functools.cache
def _machine_code() -> tuple[Callable[[int], int], mmap.mmap] | None:
    """The instructions as a function, with the memory that must live as long; None: forbidden."""
    try:
        memory = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError:
        return None
    memory.write(CODE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    if libc.mprotect(ctypes.c_void_p(address), mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC):
        return None
    return ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p)(address), memory
