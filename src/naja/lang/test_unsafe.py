"""What `naja.lang.unsafe` does under CPython."""

import ctypes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.lang import u8, u16, u32, u64, unsafe
from naja.lang.unsafe import Ptr

words = st.integers(-(2**63), 2**63 - 1)


def test_pointer_reads_and_writes_memory():
    memory = ctypes.create_string_buffer(b"\x01\x02\x03\x04", 4)
    p = Ptr[u8](ctypes.addressof(memory))
    assert [p[i] for i in range(4)] == [1, 2, 3, 4]
    assert (p + 2).cast(u16)[0] == 0x0403
    (p + 1).cast(u16)[0] = 0xBEEF
    assert memory.raw == b"\x01\xef\xbe\x04"
    assert (p + 3) - p == 3
    assert (p.cast(u32) + 1) - p.cast(u32) == 1
    assert int(p + 1) == p.address + 1
    assert p + 1 - 1 == p


def test_blocks():
    memory = ctypes.create_string_buffer(8)
    p = Ptr[u8](ctypes.addressof(memory))
    unsafe.memset(p, 7, 4)
    unsafe.memmove(p + 2, p, 4)
    assert memory.raw == b"\7" * 6 + b"\0\0"
    assert unsafe.memcmp(p, p + 1, 4) == 0
    assert unsafe.memcmp(p + 4, p, 4) < 0


@given(words, words)
def test_wrapping_arithmetic(a, b):
    for result, exact in (
        (unsafe.wrapping_add(a, b), a + b),
        (unsafe.wrapping_sub(a, b), a - b),
        (unsafe.wrapping_mul(a, b), a * b),
    ):
        assert (result - exact) % 2**64 == 0
        assert -(2**63) <= result < 2**63


@given(words, st.integers(0, 63))
def test_bits(a, n):
    assert unsafe.logical_shift_right(a, n) % 2**64 == (a % 2**64) >> n
    assert unsafe.count_leading_zeros(1 << n) == 63 - n
    assert unsafe.count_trailing_zeros(3 << n) == n
    assert unsafe.byte_swap64(unsafe.byte_swap64(a)) == a
    assert unsafe.multiply_high(u64.wrap(a), u64(2**n)) == ((a % 2**64) << n) >> 64


@given(st.floats(allow_nan=False))
def test_float_bits(x):
    assert unsafe.float_from_bits(unsafe.float_bits(x)) == x


def test_image_only():
    with pytest.raises(RuntimeError):
        unsafe.syscall(0)
    with pytest.raises(RuntimeError):
        Ptr[object](0)[0]
