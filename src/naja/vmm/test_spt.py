"""The tender against a guest that does one system call, whichever it is told to.

The guest reads eight words from its standard input: a number, six arguments, unused. It makes
that call, stores the result behind the words, writes all of it to its standard output and ends
with status 42. `attempt` gives the exit status and the result.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from naja.vmm.image import Image, read_image
from naja.vmm.spt import Device, Tender
from naja.vmm.spt_calls import Handover, allowed
from naja.vmm.testing import link

KILLED = 128 + signal.SIGSYS
MEMORY = 4 << 20
GUEST = """
    .globl _start
_start:
    xorl %eax, %eax
    xorl %edi, %edi
    leaq words(%rip), %rsi
    movl $64, %edx
    syscall
    movq words(%rip), %rax
    movq words+8(%rip), %rdi
    movq words+16(%rip), %rsi
    movq words+24(%rip), %rdx
    movq words+32(%rip), %r10
    movq words+40(%rip), %r8
    movq words+48(%rip), %r9
    testq %rsi, %rsi
    jne 1f
    leaq memory(%rip), %rsi
1:  cmpq $318, %rax
    jne 2f
    leaq memory(%rip), %rdi
2:  syscall
    movq %rax, words+56(%rip)
    movl $1, %eax
    movl $1, %edi
    leaq words(%rip), %rsi
    movl $64, %edx
    syscall
    movl $231, %eax
    movl $42, %edi
    syscall
    .bss
    .balign 16
words: .zero 64
memory: .zero 512
"""
"""A zero in place of a pointer means: memory of the guest."""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    return read_image(link(GUEST, tmp_path_factory.mktemp("spt")))


class Attempts:
    """A tender whose guests take their orders through pipes."""

    def __init__(self, image: Image) -> None:
        self.order, self._orders = os.pipe()
        self._results, result = os.pipe()
        os.set_blocking(self._results, False)
        self.near, self.far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        devices = [Device("net0", self.near.fileno())]
        self.tender = Tender(image, MEMORY, "", devices, (self.order, result, 2), traced=False)
        self._fds = [self.order, self._orders, self._results, result]

    def attempt(self, number: int, *arguments: int) -> tuple[int, int | None]:
        """The guest's exit status, and what the call gave if the guest lived."""
        words = [number, *arguments, *[0] * (7 - len(arguments))]
        os.write(self._orders, struct.pack("<8Q", *(word & (1 << 64) - 1 for word in words)))
        status = self.tender.start().wait()
        try:
            return status, struct.unpack("<8q", os.read(self._results, 64))[7]
        except BlockingIOError:
            return status, None

    def close(self) -> None:
        self.tender.close()
        for fd in self._fds:
            os.close(fd)
        self.near.close()
        self.far.close()


@pytest.fixture(scope="module")
def attempts(image: Image) -> Iterator[Attempts]:
    made = Attempts(image)
    yield made
    made.close()


ALLOWED = {call.number for call in allowed([3], [4], Handover(5, 0, 0, 0))}


URETPROBE, UPROBE = 335, 336
ENXIO = -6


def test_every_other_system_call_kills(attempts: Attempts) -> None:
    numbers = set(range(700)) - ALLOWED - {URETPROBE, UPROBE}
    assert not {number for number in numbers if attempts.attempt(number)[0] != KILLED}


def test_the_calls_of_the_kernels_own_probes_do_nothing(attempts: Attempts) -> None:
    """Recent kernels ask no filter about these two, which only their own trampolines may make."""
    assert attempts.attempt(URETPROBE)[0] in {KILLED, 128 + signal.SIGILL}
    assert attempts.attempt(UPROBE) in {(KILLED, None), (42, ENXIO)}


@pytest.mark.parametrize("number", [0x4000_0000, 0x4000_0001, 0x4000_0208, 2**31, 2**32 - 1])
def test_x32_and_absurd_numbers_kill(attempts: Attempts, number: int) -> None:
    assert attempts.attempt(number)[0] == KILLED


def test_the_table_keeps_its_limit() -> None:
    assert len(ALLOWED) <= 12


READ, WRITE, PREAD, EXIT, CLOCK, PPOLL, RANDOM, EXECVEAT = 0, 1, 17, 231, 228, 271, 318, 322
PREADV2, NOWAIT = 327, 8
EBADF, EFAULT, EAGAIN = -9, -14, -11


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ((READ, 3, 0, 10), EAGAIN),
        ((PREADV2, 3, 1, 1, -1, 0, NOWAIT), EFAULT),
        ((PREADV2, 3, 1, 2, -1, 0, 0), EFAULT),
        ((CLOCK, 0), 0),
        ((CLOCK, 1), 0),
        ((RANDOM, 0, 256), 256),
        ((PPOLL, 0, 2), EFAULT),
    ],
)
def test_calls_that_are_let_through(attempts: Attempts, call: tuple[int, ...], result: int) -> None:
    assert attempts.attempt(*call) == (42, result)


@pytest.mark.parametrize(
    "call",
    [
        (READ, 1, 0, 1),
        (READ, 2, 0, 1),
        (READ, 4, 0, 1),
        (READ, 2**32 - 1, 0, 1),
        (WRITE, 0, 0, 1),
        (WRITE, 4, 0, 1),
        (PREAD, 3, 0, 1),
        (PREADV2, 0, 0, 1, -1, 0, NOWAIT),
        (PREADV2, 3, 0, 3, -1, 0, NOWAIT),
        (PREADV2, 3, 0, 2**32, -1, 0, NOWAIT),
        (PREADV2, 3, 0, 1, -1, 0, 1),
        (PREADV2, 3, 0, 1, -1, 0, NOWAIT | 1),
        (CLOCK, 2),
        (CLOCK, 2**32 - 2),
        (RANDOM, 0, 257),
        (RANDOM, 0, 2**32 + 1),
        (RANDOM, 0, 1, 2),
        (PPOLL, 1, 3),
        (PPOLL, 1, 2**32),
        (PPOLL, 1, 1, 0, 1),
        (PPOLL, 1, 1, 0, 2**32),
        (EXECVEAT, 4, 0, 0, 0, 0x1000),
        (EXECVEAT, 3, 0, 0, 0, 0x1000),
        (EXECVEAT, 4, 1, 1, 1, 0),
    ],
)
def test_each_argument_is_checked(attempts: Attempts, call: tuple[int, ...]) -> None:
    assert attempts.attempt(*call)[0] == KILLED


def test_the_handover_cannot_be_repeated(attempts: Attempts) -> None:
    """With every argument as the launcher had it, the descriptor and the memory are gone."""
    calls = attempts.tender._plan.calls
    assert calls[-1].name == "execveat"
    status, result = attempts.attempt(EXECVEAT, *calls[-1].arguments)
    assert (status, result in {EBADF, EFAULT}) == (42, True)


def test_a_guest_holds_its_devices_and_nothing_else(attempts: Attempts) -> None:
    guest = attempts.tender.start()
    process = Path(f"/proc/{guest.pid}")
    status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
    assert sorted(os.listdir(process / "fd")) == ["0", "1", "2", "3"]
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert {int(status[name], 16) for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")} == {0}
    if os.geteuid() == 0:
        assert status["Uid"].split() == ["65534"] * 4
        assert status["Groups"].split() == []
    limits = (process / "limits").read_text()
    guest.send(signal.SIGKILL)
    assert guest.wait() == 128 + signal.SIGKILL
    rows = {line[:25].strip(): line[25:].split()[:2] for line in limits.splitlines()}
    assert rows["Max open files"] == ["4", "4"]
    assert rows["Max core file size"] == ["0", "0"]
    assert rows["Max stack size"] == [str(1 << 20)] * 2


INT80 = """
    .globl _start
_start:
    movl $1, %eax
    movl $7, %ebx
    int $0x80
    .bss
    .zero 8
"""


def test_the_32_bit_entry_kills(tmp_path: Path) -> None:
    tender = Tender(read_image(link(INT80, tmp_path)), MEMORY)
    assert tender.start().wait() in {KILLED, 128 + signal.SIGSEGV}
    tender.close()


ECHO = """
    .globl _start
_start:
    movq 16(%rsp), %rsi
    movl $1, %eax
    movl $1, %edi
    movl $30, %edx
    syscall
    movl $271, %eax
    leaq entry(%rip), %rdi
    movl $1, %esi
    xorl %edx, %edx
    xorl %r10d, %r10d
    syscall
    xorl %eax, %eax
    movl $3, %edi
    leaq frame(%rip), %rsi
    movl $2000, %edx
    syscall
    movl %eax, %edx
    movl $1, %eax
    movl $3, %edi
    syscall
    movl $231, %eax
    movl $3, %edi
    syscall
    .data
entry: .long 3, 1
    .bss
frame: .zero 2048
"""


def test_a_device_and_the_boot_string_reach_the_guest(tmp_path: Path) -> None:
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    output, target = os.pipe()
    boot = "naja.net0=10.0.0.2/24 -- word"
    devices = [Device("net0", near.fileno())]
    tender = Tender(read_image(link(ECHO, tmp_path)), MEMORY, boot, devices, (0, target, 2))
    guest = tender.start()
    far.send(b"a frame")
    assert guest.wait() == 3
    assert far.recv(100) == b"a frame"
    assert os.read(output, 100) == b"naja.fd.net0=3 naja.net0=10.0."
    tender.close()
    near.close()
    far.close()
    os.close(output)
    os.close(target)


REFUSING = """
import ctypes, struct, sys
from pathlib import Path
from naja.vmm import linux, spt
from naja.vmm.image import read_image

steps = [(0x20, 0, 0, 0), (0x15, 0, 1, {number}), (6, 0, 0, 0x50001), (6, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps), 32)
header = ctypes.create_string_buffer(struct.pack("<H6xQ", 4, ctypes.addressof(code)))
assert linux.libc.prctl(linux.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
assert linux.libc.syscall(317, 1, 0, ctypes.c_void_p(ctypes.addressof(header))) == 0
tender = spt.Tender(read_image(Path(sys.argv[1])), 4 << 20, standard_fds=(0, 2, 2))
try:
    guest = tender.start()
    print(guest.traced, guest.wait())
except spt.TenderError as error:
    print(error)
"""


def started_where_refused(number: int, image: Path) -> str:
    """What the launcher says in a place where that system call is not allowed."""
    words = [sys.executable, "-c", REFUSING.replace("{number}", str(number)), str(image)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_place_without_seccomp_is_told(tmp_path: Path) -> None:
    said = started_where_refused(317, link(INT80, tmp_path))
    assert said.startswith("this system does not let programs install seccomp filters")
    assert "--target virtio" in said


def test_a_place_without_ptrace_still_runs_guests(tmp_path: Path) -> None:
    exits = INT80.replace("int $0x80", "movl $231, %eax\n movl $6, %edi\n syscall")
    assert started_where_refused(101, link(exits, tmp_path)) == "False 6\n"


def test_a_place_without_vfork_is_told(tmp_path: Path) -> None:
    said = started_where_refused(58, link(INT80, tmp_path))
    assert said.startswith("no process can be started: ")
