"""The memory functions, called as a shared library, against what they should do."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.compiler.codegen.machine import MEMORY_FUNCTIONS
from naja.compiler.codegen.module import TRIPLE, module_assembly
from naja.compiler.codegen.optimize import Effort, compile_object

SIZE = 300
offsets = st.integers(0, SIZE)
lengths = st.one_of(st.integers(0, 40), st.integers(0, SIZE))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("memory")
    visible = MEMORY_FUNCTIONS.replace(".hidden", ".protected")
    text = f'target triple = "{TRIPLE}"\n{module_assembly(visible)}\n'
    Path(folder, "memory.o").write_bytes(compile_object(text, Effort(0)))
    command = ["ld.lld", "-shared", "-o", "memory.so", "memory.o"]
    subprocess.run(command, cwd=folder, check=True)
    loaded = ctypes.CDLL(str(folder / "memory.so"))
    for name in ("memcpy", "memmove", "memset"):
        getattr(loaded, name).restype = ctypes.c_void_p
    return loaded


def buffer() -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(bytes(i * 7 % 251 for i in range(2 * SIZE)), 2 * SIZE)


def address(memory: ctypes.Array[ctypes.c_char], offset: int) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(memory) + offset)


@given(to=offsets, source=offsets, length=lengths)
def test_memmove(library: ctypes.CDLL, to: int, source: int, length: int) -> None:
    memory = buffer()
    want = bytearray(memory.raw)
    want[to : to + length] = want[source : source + length]
    got = library.memmove(address(memory, to), address(memory, source), ctypes.c_size_t(length))
    assert memory.raw == want and got == address(memory, to).value


@given(to=offsets, length=lengths)
def test_memcpy(library: ctypes.CDLL, to: int, length: int) -> None:
    memory, source = buffer(), buffer()
    want = bytearray(memory.raw)
    want[to : to + length] = source.raw[5 : 5 + length]
    got = library.memcpy(address(memory, to), address(source, 5), ctypes.c_size_t(length))
    assert memory.raw == want and got == address(memory, to).value


@given(to=offsets, length=lengths, byte=st.integers(0, 255))
def test_memset(library: ctypes.CDLL, to: int, length: int, byte: int) -> None:
    memory = buffer()
    want = bytearray(memory.raw)
    want[to : to + length] = bytes([byte]) * length
    got = library.memset(address(memory, to), byte, ctypes.c_size_t(length))
    assert memory.raw == want and got == address(memory, to).value


@given(data=st.binary(max_size=60), at=st.integers(0, 59), byte=st.integers(0, 255))
def test_memcmp(library: ctypes.CDLL, data: bytes, at: int, byte: int) -> None:
    other = data[:at] + bytes([byte]) + data[at + 1 :] if at < len(data) else data
    got = library.memcmp(data, other, ctypes.c_size_t(len(data)))
    assert (got > 0) - (got < 0) == (data > other) - (data < other)
    assert bool(library.bcmp(data, other, ctypes.c_size_t(len(data)))) == (data != other)
