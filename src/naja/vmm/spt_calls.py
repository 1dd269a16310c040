"""The system calls that an spt guest may make: the one table.

Each entry names a call and what its arguments must be; whatever is not here kills the process
before the kernel looks at it. `allowed` gives the table for one guest, once the numbers of its
descriptors are known; `naja.vmm.spt_filter` turns it into the program that the kernel runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naja.vmm.linux import AT_EMPTY_PATH, NUMBERS

LIMIT = 12
ENTROPY_BYTES = 256
REALTIME, MONOTONIC = 0, 1
RWF_NOWAIT = 8
READ_PARTS = 2
MADV_DONTNEED = 4


@dataclass(frozen=True)
class OneOf:
    """Argument `index`, of which the kernel reads 32 bits, is one of `values`."""

    index: int
    values: Sequence[int]


@dataclass(frozen=True)
class Equals:
    """Argument `index`, all 64 bits, is `value`."""

    index: int
    value: int


@dataclass(frozen=True)
class AtMost:
    """Argument `index`, unsigned, is not above `limit`, which is below 2**32."""

    index: int
    limit: int


@dataclass(frozen=True)
class Call:
    """A call that is let through when every condition holds."""

    name: str
    conditions: tuple[OneOf | Equals | AtMost, ...] = ()

    @property
    def number(self) -> int:
        return NUMBERS[self.name]


@dataclass(frozen=True)
class Handover:
    """The one execve of the launcher: its descriptor and the addresses of its arguments.

    The descriptor closes on that very call, so it cannot be made twice."""

    fd: int
    path: int
    argv: int
    envp: int


def allowed(
    network_fds: Sequence[int],
    block_fds: Sequence[int],
    handover: Handover,
    stop_fds: Sequence[int] = (),
) -> tuple[Call, ...]:
    """The table for a guest with those descriptors, the most frequent calls first."""
    descriptors = len(network_fds) + 1
    some = (OneOf(0, network_fds), AtMost(2, READ_PARTS), OneOf(5, [0, RWF_NOWAIT]))
    network = (Call("preadv2", some),)
    block = (
        Call("pread64", (OneOf(0, block_fds),)),
        Call("pwrite64", (OneOf(0, block_fds),)),
    )
    calls = (
        Call("read", (OneOf(0, [*network_fds, 0, *stop_fds]),)),
        Call("write", (OneOf(0, [*network_fds, 1, 2, *stop_fds]),)),
        *(network if network_fds else ()),
        Call("clock_gettime", (OneOf(0, [MONOTONIC, REALTIME]),)),
        Call("ppoll", (AtMost(1, descriptors), Equals(3, 0))),
        *(block if block_fds else ()),
        Call("getrandom", (AtMost(1, ENTROPY_BYTES), Equals(2, 0))),
        Call("madvise", (Equals(2, MADV_DONTNEED),)),
        Call("exit_group"),
        Call(
            "execveat",
            (
                OneOf(0, [handover.fd]),
                Equals(1, handover.path),
                Equals(2, handover.argv),
                Equals(3, handover.envp),
                Equals(4, AT_EMPTY_PATH),
            ),
        ),
    )
    assert len(calls) <= LIMIT, "the table has grown beyond its promise"
    return calls
