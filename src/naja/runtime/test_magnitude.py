"""Arithmetic on limbs against CPython's integers."""

from hypothesis import given
from hypothesis import strategies as st

from naja.runtime import magnitude

SIZES = st.one_of(st.integers(0, 2**40), st.integers(0, 2**300), st.integers(0, 2**4000))
EDGES = st.builds(lambda n, d: max((1 << n) - d, 0), st.integers(0, 2000), st.integers(0, 2))
NUMBERS = st.one_of(SIZES, EDGES)
COUNTS = st.integers(0, 200)


def limbs_of(value: int) -> list[int]:
    result = []
    while value:
        result.append(value & magnitude.MASK)
        value >>= magnitude.BITS
    return result


@given(NUMBERS, NUMBERS)
def test_sums_and_products(a: int, b: int) -> None:
    one, other = limbs_of(a), limbs_of(b)
    assert magnitude.add(one, other) == limbs_of(a + b)
    assert magnitude.multiply(one, other) == limbs_of(a * b)
    if a >= b:
        assert magnitude.subtract(one, other) == limbs_of(a - b)
    assert (magnitude.compare(one, other) > 0) == (a > b)


@given(NUMBERS, NUMBERS)
def test_division(a: int, b: int) -> None:
    quotient, rest = magnitude.divide(limbs_of(a), limbs_of(b + 1))
    assert (quotient, rest) == (limbs_of(a // (b + 1)), limbs_of(a % (b + 1)))


@given(NUMBERS, COUNTS)
def test_shifts(a: int, count: int) -> None:
    limbs = limbs_of(a)
    assert magnitude.shift_left(limbs, count) == limbs_of(a << count)
    assert magnitude.shift_right(limbs, count) == limbs_of(a >> count)
    assert magnitude.has_bits_below(limbs, count) == (a & ((1 << count) - 1) != 0)


@given(NUMBERS, st.integers(2, 36))
def test_digits(a: int, base: int) -> None:
    digits = magnitude.digits(limbs_of(a), base)
    assert magnitude.of_digits(digits[::-1], base) == limbs_of(a)
    if base == 10:
        assert "".join(map(str, digits[::-1])) == (str(a) if a else "")
