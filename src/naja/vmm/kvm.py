"""Whether /dev/kvm runs 64-bit code at the speed of the processor.

The device being there does not say so: inside a virtual machine it may be broken, or emulated and
slower than QEMU's own translation. So a loop of 200,000 rounds is run in long mode and timed: a
processor needs a tenth of a millisecond. The answer is kept in the user's cache for as long as
the machine is up.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import mmap
import os
import signal
import struct
import time
from pathlib import Path

DEVICE = Path("/dev/kvm")
API_VERSION = 12
GET_API_VERSION, CREATE_VM, GET_RUN_SIZE = 0xAE00, 0xAE01, 0xAE04
CREATE_VCPU, SET_MEMORY, RUN = 0xAE41, 0x4020AE46, 0xAE80
SET_REGS, GET_SREGS, SET_SREGS = 0x4090AE82, 0x8138AE83, 0x4138AE84
EXIT_REASON_OFFSET, EXIT_HLT = 8, 5

ROUNDS = 200_000
LIMIT_S = 0.005
PATIENCE_S = 0.05
TABLES, CODE_ADDRESS, SIZE = 0x1000, 0x4000, 0x5000
CODE = bytes.fromhex("48b9") + struct.pack("<Q", ROUNDS) + bytes.fromhex("48ffc975fbf4")
"""mov $ROUNDS, %rcx; again: dec %rcx; jnz again; hlt"""

PRESENT_WRITABLE, LARGE = 3, 0x80
CR0_PE_PG, CR4_PAE, EFER_LME_LMA = 0x8000_0001, 0x20, 0x500
SEGMENT = struct.Struct("<QIH8B2x")  # base, limit, selector, type … unusable
CR0_OFFSET = 8 * SEGMENT.size + 2 * 16
CODE_SEGMENT = SEGMENT.pack(0, 0xFFFF_FFFF, 8, 11, 1, 0, 0, 1, 1, 1, 0)
DATA_SEGMENT = SEGMENT.pack(0, 0xFFFF_FFFF, 16, 3, 1, 0, 1, 1, 0, 1, 0)


def usable() -> bool:
    """The answer, from the cache where it is still good."""
    if not os.access(DEVICE, os.R_OK | os.W_OK):
        return False
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "naja"
    cache = folder / "kvm.json"
    try:
        known = json.loads(cache.read_text())
        if known["boot"] == boot:
            return bool(known["usable"])
    except (OSError, ValueError, KeyError):
        pass  # no answer yet, or none of this start of the machine
    answer = probe()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps({"boot": boot, "usable": answer}))
    except OSError:
        pass  # the question is asked again next time
    return answer


def probe() -> bool:
    """Run the loop once."""
    try:
        return _seconds() < LIMIT_S
    except (OSError, ValueError):
        return False


def _seconds() -> float:
    """How long the loop takes; infinite when it does not end well. Raises OSError."""
    system = os.open(DEVICE, os.O_RDWR | os.O_CLOEXEC)
    machine = processor = -1
    try:
        if fcntl.ioctl(system, GET_API_VERSION) != API_VERSION:
            return float("inf")
        machine = fcntl.ioctl(system, CREATE_VM, 0)
        memory = _memory(machine)
        processor = fcntl.ioctl(machine, CREATE_VCPU, 0)
        _set_long_mode(processor)
        run = mmap.mmap(processor, fcntl.ioctl(system, GET_RUN_SIZE))
        began = time.perf_counter()
        _run(processor)
        took = time.perf_counter() - began
        (reason,) = struct.unpack_from("<I", run, EXIT_REASON_OFFSET)
        run.close()
        del memory
        return took if reason == EXIT_HLT else float("inf")
    finally:
        for fd in (processor, machine, system):
            if fd >= 0:
                os.close(fd)


def _memory(machine: int) -> mmap.mmap:
    """Page tables that map the first 2 MiB onto themselves, and the loop."""
    memory = mmap.mmap(-1, SIZE)
    for level in range(3):
        entry = TABLES + 0x1000 * (level + 1) if level < 2 else LARGE
        struct.pack_into("<Q", memory, TABLES + 0x1000 * level, entry | PRESENT_WRITABLE)
    memory[CODE_ADDRESS : CODE_ADDRESS + len(CODE)] = CODE
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    fcntl.ioctl(machine, SET_MEMORY, struct.pack("<IIQQQ", 0, 0, 0, SIZE, address))
    return memory


def _set_long_mode(processor: int) -> None:
    state = bytearray(312)
    fcntl.ioctl(processor, GET_SREGS, state)
    for index in range(6):
        segment = CODE_SEGMENT if index == 0 else DATA_SEGMENT
        state[index * SEGMENT.size : (index + 1) * SEGMENT.size] = segment
    struct.pack_into(
        "<6Q", state, CR0_OFFSET, CR0_PE_PG, 0, TABLES, CR4_PAE, 0, EFER_LME_LMA
    )  # cr0, cr2, cr3, cr4, cr8, efer
    fcntl.ioctl(processor, SET_SREGS, bytes(state))
    registers = [0] * 16 + [CODE_ADDRESS, 2]
    fcntl.ioctl(processor, SET_REGS, struct.pack("<18Q", *registers))


def _run(processor: int) -> None:
    """Enter the guest; a timer breaks off one that does not come back. Raises OSError."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_S)
    try:
        fcntl.ioctl(processor, RUN, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
