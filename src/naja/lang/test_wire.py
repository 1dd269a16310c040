"""Checked access to fields in bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.lang import wire

FIELDS = [("u8", ">B"), ("u16", ">H"), ("u32", ">I"), ("u64", ">Q"),
          ("u16le", "<H"), ("u32le", "<I"), ("u64le", "<Q")]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), FIELDS)
def test_put_then_get(name, code):
    size = struct.calcsize(code)
    value = 0x0102030405060708 >> (64 - 8 * size)
    buffer = bytearray(size + 2)
    getattr(wire, f"put_{name}")(memoryview(buffer), 1, value)
    assert buffer == b"\0" + struct.pack(code, value) + b"\0"
    assert getattr(wire, f"get_{name}")(bytes(buffer), 1) == value


@pytest.mark.parametrize(("name", "code"), FIELDS)
def test_bounds_and_range(name, code):
    size = struct.calcsize(code)
    buffer = bytearray(size)
    for offset in (-1, 1):
        with pytest.raises(IndexError):
            getattr(wire, f"get_{name}")(buffer, offset)
        with pytest.raises(IndexError):
            getattr(wire, f"put_{name}")(buffer, offset, 0)
    for value in (-1, 1 << 8 * size):
        with pytest.raises(OverflowError):
            getattr(wire, f"put_{name}")(buffer, 0, value)


def test_copy_into():
    target = bytearray(4)
    wire.copy_into(target, 1, b"ab")
    assert target == b"\0ab\0"
    with pytest.raises(IndexError):
        wire.copy_into(target, 3, b"ab")


@given(st.binary(max_size=65), st.integers(0, 0xFFFF))
def test_checksum_is_the_sum_modulo_ffff(data, initial):
    padded = data + b"\0" * (len(data) % 2)
    total = initial + sum(struct.unpack(f">{len(padded) // 2}H", padded))
    assert wire.checksum(data, 0, len(data), initial) % 0xFFFF == total % 0xFFFF
    assert 0 <= wire.checksum(data, 0, len(data), initial) <= 0xFFFF


def test_checksum_of_the_rfc_example():
    assert wire.checksum(bytes.fromhex("ff0001f203f4f5f6f7ff"), 1, 9) == 0xDDF2


def test_ranges_outside_the_buffer_are_refused():
    for start, end in ((-1, 2), (2, 1), (0, 5)):
        with pytest.raises(IndexError):
            wire.checksum(b"abcd", start, end)
        with pytest.raises(IndexError):
            wire.copy_range(bytearray(9), 0, b"abcd", start, end)
        with pytest.raises(IndexError):
            wire.get_bytes(b"abcd", start, end)


def test_copy_range_copies_only_the_range():
    target = bytearray(4)
    wire.copy_range(target, 1, b"abcd", 1, 3)
    assert target == b"\0bc\0"


def test_get_bytes_copies_the_range():
    assert wire.get_bytes(memoryview(b"abcd"), 1, 3) == b"bc"
