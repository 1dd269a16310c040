"""What is said of a guest that crashes: real guests for each kind, and the sentences for plain
values."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from naja.vmm.image import read_image
from naja.vmm.spt import Tender
from naja.vmm.spt_crash import Crash, Region, explain, report
from naja.vmm.testing import link

CRASHES = {
    "null": ("movq 8, %rax", signal.SIGSEGV, "null pointer (address 0x8)"),
    "null call": ("xorl %eax, %eax\n call *%rax", signal.SIGSEGV, "jump through a null pointer"),
    "recursion": ("_again: call _again", signal.SIGSEGV, "stack overflow"),
    "code": ("movb $1, _start(%rip)", signal.SIGSEGV, "write to code"),
    "constant": ("movb $1, constant(%rip)", signal.SIGSEGV, "write to constants"),
    "data": ("leaq value(%rip), %rax\n jmp *%rax", signal.SIGSEGV, "jump to data"),
    "stack": ("jmp *%rsp", signal.SIGSEGV, "jump to data"),
    "wild": ("movq $-1, %rax\n shrq $3, %rax\n movb $1, (%rax)", signal.SIGSEGV, "can have"),
    "absent": ("movl $0x7000000, %eax\n movb $1, (%rax)", signal.SIGSEGV, "not there"),
    "trap": ("ud2", signal.SIGILL, "cannot happen"),
    "division": ("xorl %ecx, %ecx\n divl %ecx", signal.SIGFPE, "division"),
    "call": ("movl $2, %eax\n syscall", signal.SIGSYS, "blocked system call open\n"),
    "breakpoint": ("int3", signal.SIGTRAP, "breakpoint"),
}
GUEST = """
    .globl _start
_start:
    {body}
    ud2
    .section .rodata
constant: .quad 1
    .data
value: .quad 0xc3
"""


@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_is_reported_and_gives_its_status(name: str, tmp_path: Path) -> None:
    body, number, sentence = CRASHES[name]
    path = link(GUEST.format(body=body), tmp_path)
    tender = Tender(read_image(path), 4 << 20)
    guest = tender.start()
    if not guest.traced:
        pytest.skip("tracing is not allowed here")
    reports: list[str] = []
    status = guest.wait(lambda pid, code: reports.append(report(pid, code, path)))
    tender.close()
    assert status == 128 + number
    assert len(reports) == 1
    assert sentence in reports[0]
    assert reports[0].startswith("naja: the guest was stopped: ")


def test_a_crash_without_tracing_gives_its_status(tmp_path: Path) -> None:
    tender = Tender(read_image(link(GUEST.format(body="ud2"), tmp_path)), 4 << 20, traced=False)
    reports: list[str] = []
    status = tender.start().wait(lambda pid, code: reports.append(f"{pid} {code}"))
    tender.close()
    assert (status, reports) == (128 + signal.SIGILL, [])


REGIONS = (
    Region(0x5000_0000, 0x5000_2000, "r--", "/memfd:image"),
    Region(0x5000_2000, 0x5000_4000, "r-x", "/memfd:image"),
    Region(0x7FFF_0000, 0x7FFF_8000, "rw-", "[stack]"),
)


@pytest.mark.parametrize(
    ("code", "address", "stack", "sentence"),
    [
        (1, 0x7FFE_FFF8, 0x7FFF_0000, "stack overflow"),
        (1, 0x7FFE_FFF8, 0x7FFF_7000 + 0x20000, "not there"),
        (2, 0x5000_2010, 0x7FFF_7000, "write to code"),
        (2, 0x5000_0010, 0x7FFF_7000, "write to constants"),
        (128, 0, 0x7FFF_7000, "can have"),
        (1, 0xFFFF, 0x7FFF_7000, "null pointer"),
        (1, 0x10000, 0x7FFF_7000, "not there"),
    ],
)
def test_a_fault_is_told_by_where_it_was(
    code: int, address: int, stack: int, sentence: str
) -> None:
    crash = Crash(signal.SIGSEGV, code, address, 0x5000_2000, stack, 0, REGIONS)
    assert sentence in explain(crash)
