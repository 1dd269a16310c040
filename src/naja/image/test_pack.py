"""Compression, and images that unpack themselves."""

from __future__ import annotations

import importlib
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.compiler import driver
from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, number, program
from naja.compiler.ir import model as ir
from naja.image import lz
from naja.image.elf import PT_LOAD, segments
from naja.image.pack import pack
from naja.lang import unsafe

repetitive = st.lists(st.sampled_from([b"a", b"bc", b"\0" * 20, b"naja", bytes(range(40))])).map(
    b"".join
)


@given(data=st.one_of(st.binary(), repetitive))
def test_what_is_compressed_comes_back(data: bytes) -> None:
    assert lz.decompress(lz.compress(data)) == data


def test_long_runs_and_far_matches() -> None:
    noise = random.Random(1).randbytes(70000)
    data = b"\0" * 5000 + noise[:1000] + noise + b"\0" * 300 + noise[-600:]
    block = lz.compress(data)
    assert lz.decompress(block) == data
    assert len(block) < 72000


def test_small_images_stay(tmp_path: Path) -> None:
    assert pack(b"\x7fELF" + bytes(1000), b"") == b"\x7fELF" + bytes(1000)


LARGE = 40 << 10


def guest() -> ir.Program:
    """Writes the end of a large text to the serial port and stops the machine with status 3."""
    for name in ("entry", "traps", "interrupts"):
        importlib.import_module(f"naja.platform.virtio.{name}")
    text = ir.StaticObject(
        "p.text", "array", t.U8, False, tail=random.Random(2).randbytes(LARGE) + b"unpacked\n"
    )
    b = Builder("p.start", [("boot", t.INT)], t.NONE)
    pointer = ir.StaticRef(t.ptr_type(t.U8), text)
    for index in range(LARGE, LARGE + 9):
        byte = b.emit(ir.LoadPtr, t.U8, pointer=pointer, index=number(index), volatile=True)
        b.intrinsic("port_out8", None, number(0x3F8), b.emit(ir.Convert, t.INT, value=byte))
    b.intrinsic("port_out8", None, number(0xF4), number(3))
    b.ret()
    trap = Builder("p.trap", [("frame", t.INT)], t.NONE)
    trap.ret()
    made = program(b.function, trap.function, statics=[text])
    b.function.exported, trap.function.exported = "naja_platform_start", "naja_trap"
    made.target = "virtio"
    made.module_asm = [a for module, a in unsafe.module_asm_texts if ".virtio." in module]
    return made


@pytest.mark.skipif(shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed")
def test_packed_image_boots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    image = tmp_path / "image"
    driver.finish(guest(), tmp_path / "p.py", "release", image, "", driver.BuildResult())
    (only,) = [s for s in segments(image.read_bytes()) if s.kind == PT_LOAD]
    assert only.address > 0x100000
    command = "qemu-system-x86_64 -M microvm -m 4 -display none -no-reboot -nodefaults"
    devices = "-serial stdio -device isa-debug-exit,iobase=0xf4,iosize=1 -kernel"
    done = subprocess.run(
        [*command.split(), *devices.split(), str(image)],
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert (done.stdout, done.returncode) == (b"unpacked\n", 2 * 3 + 1)
