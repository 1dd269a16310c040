"""Says in one sentence how a guest crashed, and where in its Python source.

Reads the registers, the signal's details and the memory map of a guest that has stopped on its way
to its end. What a fault was is worked out from the address, the kind of memory there, and the stack
pointer; `explain` does that for plain values, so that it can be tested without a guest.
"""

from __future__ import annotations

import ctypes
import signal
import struct
from dataclasses import dataclass
from pathlib import Path

from naja.vmm import linux
from naja.vmm.debug_lines import debug_file, locate
from naja.vmm.spt_names import system_call_name

NULL_BYTES = 0x10000  # no image is mapped this low
GUARD_BYTES = 1 << 20
RED_ZONE_BYTES = 1 << 16  # how far from the stack pointer a push or a large frame may reach
SEGV_MAPERR, SEGV_ACCERR = 1, 2
REGISTERS = struct.Struct("<27Q")
ORIG_RAX, RIP, RSP = 15, 16, 19


@dataclass(frozen=True)
class Region:
    """A run of the guest's address space with one protection, such as "r-x"."""

    start: int
    end: int
    protection: str
    name: str


@dataclass(frozen=True)
class Crash:
    """What the kernel knows of a crash. address: the memory at fault; number: the system call."""

    signal: int
    code: int
    address: int
    instruction: int
    stack: int
    number: int
    regions: tuple[Region, ...]


def report(pid: int, number: int, image: Path) -> str:
    """The report on the stopped process `pid`, which runs `image`. Raises OSError."""
    crash = inspect(pid, number)
    sentence = f"naja: the guest was stopped: {explain(crash)}"
    where = crash.instruction
    if _protection(crash, where) != "r-x":
        where = _caller(pid, crash)
    if _protection(crash, where) != "r-x":
        return sentence
    at = where - _load_address(crash)
    place = locate(debug_file(image), at)
    return f"{sentence}\n  at {place or f'{image.name}+{at:#x}'}"


def _caller(pid: int, crash: Crash) -> int:
    """Whoever called into nowhere left the way back on top of the stack."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        try:
            memory.seek(crash.stack)
            (back,) = struct.unpack("<Q", memory.read(8))
        except (OSError, OverflowError, struct.error):
            return 0
    return int(back) - 1


def inspect(pid: int, number: int) -> Crash:
    """Read a stopped process. Raises OSError when that is not allowed."""
    registers = ctypes.create_string_buffer(REGISTERS.size)
    linux.ptrace(linux.PTRACE_GETREGS, pid, 0, ctypes.addressof(registers))
    values = REGISTERS.unpack(registers.raw)
    code = address = 0
    if number != signal.SIGSYS:
        information = ctypes.create_string_buffer(128)
        linux.ptrace(linux.PTRACE_GETSIGINFO, pid, 0, ctypes.addressof(information))
        _, _, code, address = struct.unpack_from("<iii4xQ", information.raw)
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    regions = tuple(_region(line) for line in maps)
    return Crash(
        number, code, address, values[RIP], values[RSP], values[ORIG_RAX] & 0xFFFF_FFFF, regions
    )


def _region(line: str) -> Region:
    words = line.split(maxsplit=5)
    start, end = (int(part, 16) for part in words[0].split("-"))
    return Region(start, end, words[1][:3], words[5] if len(words) > 5 else "")


def _load_address(crash: Crash) -> int:
    return min((region.start for region in crash.regions if "image" in region.name), default=0)


def explain(crash: Crash) -> str:
    """What happened, as the end of a sentence."""
    if crash.signal == signal.SIGSYS:
        return f"blocked system call {system_call_name(crash.number)}"
    if crash.signal in OTHER:
        return OTHER[crash.signal]
    address = crash.address
    if crash.code not in (SEGV_MAPERR, SEGV_ACCERR):
        return "access to an address that no memory can have"
    protection = _protection(crash, address)
    if address == crash.instruction and protection != "r-x":
        return _explain_jump(crash)
    stack = next((region for region in crash.regions if region.name == "[stack]"), None)
    if (
        stack
        and stack.start - GUARD_BYTES <= address < stack.start
        and abs(address - crash.stack) <= RED_ZONE_BYTES
    ):
        return f"stack overflow: the recursion is too deep (address {address:#x})"
    if address < NULL_BYTES:
        return f"access through a null pointer (address {address:#x})"
    if protection == "r-x":
        return f"write to code (address {address:#x})"
    if protection == "r--":
        return f"write to constants (address {address:#x})"
    return f"access to memory that is not there (address {address:#x})"


def _explain_jump(crash: Crash) -> str:
    if crash.address < NULL_BYTES:
        return f"jump through a null pointer (address {crash.address:#x})"
    if _protection(crash, crash.address):
        return f"jump to data (address {crash.address:#x})"
    return f"jump to memory that is not there (address {crash.address:#x})"


def _protection(crash: Crash, address: int) -> str:
    for region in crash.regions:
        if region.start <= address < region.end:
            return region.protection
    return ""


OTHER: dict[int, str] = {
    signal.SIGILL: "it reached an instruction that says: this cannot happen",
    signal.SIGBUS: "its memory could not be provided",
    signal.SIGFPE: "a division that has no result",
    signal.SIGTRAP: "a breakpoint",
}
