"""The platform from inside: a program that asks it for everything, run by the launcher."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from naja.compiler import driver
from naja.vmm.image import read_image
from naja.vmm.spt import Tender

PROGRAM = """
from naja.platform import contract

if __name__ == "__main__":
    before = contract.clock_monotonic()
    contract.wait_until(before + 5_000_000)
    print(contract.clock_monotonic() - before)
    print(contract.clock_wall())
    data = bytearray(600)
    contract.entropy(memoryview(data))
    print(len(set(data)))
    print(contract.heap_end() - contract.heap_start())
    print(contract.command_line())
    line = bytearray(20)
    print(contract.console_read(memoryview(line)), contract.console_read(memoryview(line)))
    contract.exit(17)
"""
MEMORY = 3 << 20


def test_clocks_entropy_heap_boot_string_and_input(tmp_path: Path) -> None:
    if not shutil.which("ld.lld"):
        pytest.skip("lld is not installed")
    program, image = tmp_path / "main.py", tmp_path / "image"
    program.write_text(PROGRAM)
    driver.build(program, "spt", "release", image)
    source, words = os.pipe()
    output, target = os.pipe()
    os.write(words, b"typed\n")
    os.close(words)
    tender = Tender(read_image(image), MEMORY, "naja.a=1 -- b", [], (source, target, 2))
    began = time.time_ns()
    assert tender.start().wait() == 17
    ended = time.time_ns()
    slept, wall, kinds, heap, boot, read = os.read(output, 4096).decode().splitlines()
    assert 5_000_000 <= int(slept) < 5_000_000_000
    assert began <= int(wall) <= ended
    assert int(kinds) > 150  # of 256 values in 600 random bytes
    assert MEMORY - (1 << 18) < int(heap) < MEMORY
    assert boot == "naja.a=1 -- b"
    assert read == "6 0"
    tender.close()
    for fd in (source, output, target):
        os.close(fd)
