"""The seccomp program: from the table of allowed calls to the kernel's classic BPF.

The program sees the call's number, the architecture and six 64-bit arguments, little endian, and
answers "allow" or "kill the process". It refuses the 32-bit and x32 entry points, and everything
that the table does not name. Jumps only go forward, so it ends whatever it is given.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from naja.vmm.spt_calls import AtMost, Call, Equals, OneOf

KILL_PROCESS, ALLOW = 0x8000_0000, 0x7FFF_0000
AUDIT_ARCH_X86_64 = 0xC000_003E
X32_BIT = 0x4000_0000
NUMBER_OFFSET, ARCH_OFFSET, ARGUMENTS_OFFSET = 0, 4, 16

LOAD, RETURN = 0x20, 0x06
JUMP_EQUAL, JUMP_ABOVE, JUMP_NOT_BELOW = 0x15, 0x25, 0x35


@dataclass(frozen=True)
class Step:
    """One instruction; `true` and `false` name labels, "" is the next instruction."""

    code: int
    operand: int
    true: str = ""
    false: str = ""


Line = Step | str  # a str is a label


def program(calls: Iterable[Call]) -> bytes:
    """The instructions, as the array of `struct sock_filter` that the kernel takes."""
    lines: list[Line] = [
        Step(LOAD, ARCH_OFFSET),
        Step(JUMP_EQUAL, AUDIT_ARCH_X86_64, "", "refuse"),
        Step(LOAD, NUMBER_OFFSET),
        Step(JUMP_NOT_BELOW, X32_BIT, "refuse", "begin"),
        "refuse",
        Step(RETURN, KILL_PROCESS),
        "begin",
    ]
    for call in calls:
        lines += _call(call)
    lines.append(Step(RETURN, KILL_PROCESS))
    return _assemble(lines)


def _call(call: Call) -> list[Line]:
    kill, end = f"{call.name} kill", f"{call.name} end"
    lines: list[Line] = [Step(JUMP_EQUAL, call.number, "", end)]
    for position, condition in enumerate(call.conditions):
        lines += _condition(condition, kill, f"{call.name} {position}")
    return [*lines, Step(RETURN, ALLOW), kill, Step(RETURN, KILL_PROCESS), end]


def _condition(condition: OneOf | Equals | AtMost, kill: str, passed: str) -> list[Line]:
    low = ARGUMENTS_OFFSET + 8 * condition.index
    if isinstance(condition, OneOf):
        *first, last = condition.values
        return [
            Step(LOAD, low),
            *(Step(JUMP_EQUAL, value, passed, "") for value in first),
            Step(JUMP_EQUAL, last, "", kill),
            passed,
        ]
    if isinstance(condition, Equals):
        return [
            Step(LOAD, low),
            Step(JUMP_EQUAL, condition.value & 0xFFFF_FFFF, "", kill),
            Step(LOAD, low + 4),
            Step(JUMP_EQUAL, condition.value >> 32, "", kill),
        ]
    return [
        Step(LOAD, low),
        Step(JUMP_ABOVE, condition.limit, kill, ""),
        Step(LOAD, low + 4),
        Step(JUMP_EQUAL, 0, "", kill),
    ]


def _assemble(lines: list[Line]) -> bytes:
    labels: dict[str, int] = {}
    steps: list[Step] = []
    for line in lines:
        if isinstance(line, str):
            labels[line] = len(steps)
        else:
            steps.append(line)

    def distance(label: str, position: int) -> int:
        return labels[label] - position - 1 if label else 0

    return b"".join(
        struct.pack(
            "<HBBI", step.code, distance(step.true, at), distance(step.false, at), step.operand
        )
        for at, step in enumerate(steps)
    )
