"""Tiny guests for the launchers' tests: assembly text to an image, with nothing of Naja inside."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NO_STACK = '.section .note.GNU-stack,"",@progbits\n'


def assemble(text: str, folder: Path) -> Path:
    """The object file of that assembly (AT&T dialect)."""
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    binding.initialize_native_asmparser()
    triple = "x86_64-unknown-linux-gnu"
    lines = "\n".join(f'module asm "{_escaped(line)}"' for line in text.splitlines())
    module = binding.parse_assembly(f'target triple = "{triple}"\n{lines}\n')
    machine = binding.Target.from_triple(triple).create_target_machine(reloc="pic")
    path = folder / "guest.o"
    path.write_bytes(machine.emit_object(module))
    return path


def _escaped(line: str) -> str:
    return line.replace("\\", "\\5C").replace('"', "\\22")


def link(text: str, folder: Path, *options: str) -> Path:
    """An spt image of that assembly; skips the test where lld is missing."""
    if not shutil.which("ld.lld"):
        pytest.skip("lld is not installed")
    image = folder / "guest.spt"
    flags = options or ("-pie", "--no-dynamic-linker", "-z", "noexecstack")
    source = assemble(f"{text}\n{NO_STACK}", folder)
    subprocess.run(["ld.lld", *flags, "-o", image, source], check=True)
    return image


PVH = """
    .section .note.Xen,"a",@note
    .balign 4
    .long 4, 4, 18
    .asciz "Xen"
    .long _start
    .text
    .code32
    .globl _start
_start:
"""


def link_virtio(text: str, folder: Path) -> Path:
    """A virtio image whose 32-bit PVH entry is that text; skips where QEMU is missing."""
    if not shutil.which("qemu-system-x86_64"):
        pytest.skip("QEMU is not installed")
    return link(PVH + text, folder, "-static", "-Ttext=0x100000", "-z", "noexecstack")
