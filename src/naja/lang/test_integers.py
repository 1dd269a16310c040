"""The fixed-width integers under CPython."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.lang import i8, i16, i32, i64, u8, u16, u32, u64

WIDTHS = [(u8, 0, 255), (u16, 0, 65535), (u32, 0, 2**32 - 1), (u64, 0, 2**64 - 1),
          (i8, -128, 127), (i16, -(2**15), 2**15 - 1), (i32, -(2**31), 2**31 - 1),
          (i64, -(2**63), 2**63 - 1)]  # fmt: skip
words = st.integers(0, 2**64 - 1)


@pytest.mark.parametrize(("kind", "low", "high"), WIDTHS)
def test_range_is_checked(kind, low, high):
    assert kind(low) == low
    assert kind(high) == high
    with pytest.raises(OverflowError):
        kind(low - 1)
    with pytest.raises(OverflowError):
        kind(high + 1)


@pytest.mark.parametrize(("kind", "low", "high"), WIDTHS)
def test_wrap_truncates(kind, low, high):
    assert kind.wrap(high + 1) == low
    assert kind.wrap(low - 1) == high
    assert type(kind.wrap(5)) is kind


def test_narrow_arithmetic_is_plain():
    assert u8(255) + u8(1) == 256
    assert type(u8(255) + 1) is int


@given(words, words)
def test_u64_wraps(a, b):
    x, y = u64(a), u64(b)
    assert (x + y, x - y, x * y, ~x) == tuple(v % 2**64 for v in (a + b, a - b, a * b, ~a))
    assert type(x ^ y) is type(x >> 3) is type(1 + x) is u64


def test_u64_to_int_is_checked():
    assert int(u64(2**63 - 1)) == 2**63 - 1
    with pytest.raises(OverflowError):
        int(u64(2**63))
