"""Arithmetic of float that is more than one instruction, and the methods of float. All exact, as
CPython's.
"""

from __future__ import annotations

from naja.lang import i64, u64, unsafe, warm
from naja.lang.unsafe import unchecked
from naja.runtime import digits, errors, format, hexfloat, parse
from naja.runtime import power as powers
from naja.runtime.digits import exponent_of, mantissa_of

LARGEST = 1.7976931348623157e308
WHOLE = 4503599627370496.0  # from 2**52 on every float is whole


def is_finite(value: float) -> bool:
    """Neither infinite nor NaN."""
    return -LARGEST <= value <= LARGEST


@unchecked
def to_int(value: float) -> int:
    """int(value): toward zero. ValueError for NaN, OverflowError for what 64 bits cannot hold."""
    if value != value:
        raise errors.value_error("cannot convert float NaN to integer")
    if not is_finite(value):
        raise errors.overflow_error("cannot convert float infinity to integer")
    size = absolute(value)
    if size >= 9223372036854775808.0:
        if value == -9223372036854775808.0:
            return -9223372036854775807 - 1
        raise errors.overflow()
    exponent = exponent_of(size)
    whole = mantissa_of(size)
    if exponent >= 0:
        whole = i64.wrap(u64.wrap(whole) << exponent)
    else:
        whole = i64.wrap(u64.wrap(whole) >> -exponent)
    return -whole if value < 0.0 else whole


def order_of_equals(whole: int, value: float) -> int:
    """-1, 0 or 1 as `whole` is to `value`, exactly, where float(whole) == value."""
    if value >= 9223372036854775808.0:
        return -1
    exact = to_int(value)
    return 1 if whole > exact else -1 if whole < exact else 0


def order_of_mixed(value: float, left: int, left_whole: bool, right: int, right_whole: bool) -> int:
    """-1, 0 or 1 as the left number is to the right one, which are both `value` as floats. Where
    one is an int, it is in left or right, and so told."""
    if left_whole:
        if right_whole:
            return 1 if left > right else -1 if left < right else 0
        return order_of_equals(left, value)
    return -order_of_equals(right, value) if right_whole else 0


@warm
def absolute(value: float) -> float:
    """abs(value)"""
    return -value if format.is_negative(value) else value


@warm
def floor(value: float) -> float:
    """The greatest whole float that is not greater; infinities and NaN as they are."""
    if not -WHOLE < value < WHOLE:
        return value
    whole = float(to_int(value))
    if whole > value:
        return whole - 1.0
    return -0.0 if whole == 0.0 and format.is_negative(value) else whole


def is_integer(value: float) -> bool:
    """float.is_integer"""
    return is_finite(value) and floor(value) == value


def round_half_even(number: float) -> int:
    """round(number)"""
    if not -WHOLE < number < WHOLE:
        return to_int(number)
    low = floor(number)
    rest = number - low
    whole = to_int(low)
    if rest > 0.5 or (rest == 0.5 and whole & 1 == 1):
        return whole + 1
    return whole


def round_to(number: float, ndigits: int) -> float:
    """round(number, ndigits)"""
    if not is_finite(number) or number == 0.0 or ndigits > 323:
        return number
    if ndigits < -308:
        return -0.0 if number < 0.0 else 0.0
    decimal = digits.exact(absolute(number), ndigits, True)
    shown = decimal.digits
    result = parse.scaled(shown, decimal.point - len(decimal.digits))
    if not is_finite(result):
        raise errors.overflow_error("rounded number too large to represent")
    return -result if number < 0.0 else result


@warm
def fmod(value: float, divisor: float) -> float:
    """The exact remainder with the sign of `value`, for finite numbers and a divisor that is not
    0.
    """
    top = absolute(value)
    bottom = absolute(divisor)
    if top < bottom:
        return value
    rest = mantissa_of(top)
    unit = mantissa_of(bottom)
    steps = exponent_of(top) - exponent_of(bottom)
    rest = rest % unit
    while steps > 0 and rest != 0:
        step = 10 if steps > 10 else steps
        rest = (rest << step) % unit
        steps -= step
    result = scaled_by_two(rest, exponent_of(bottom))
    return -result if format.is_negative(value) else result


@unchecked
def scaled_by_two(whole: int, exponent: int) -> float:
    """whole * 2**exponent, exact: whole < 2**53, exponent >= -1074, no overflow."""
    result = float(whole)
    while exponent > 0:
        step = 62 if exponent > 62 else exponent
        result = result * float(1 << step)
        exponent -= step
    if exponent < 0 and whole != 0:
        shift = 53 - whole.bit_length()
        room = exponent + 1074
        if shift > room:
            shift = room
        whole = whole << shift
        biased = exponent - shift + 1075
        if whole < 1 << 52:
            return unsafe.float_from_bits(u64.wrap(whole))
        return unsafe.float_from_bits(u64.wrap(whole - (1 << 52) + (biased << 52)))
    return result


@warm
def mod(a: float, b: float) -> float:
    """a % b: the result has the sign of b."""
    if b == 0.0:
        raise errors.float_zero_modulo()
    if a != a or b != b or not is_finite(a):
        return a - a + (b - b) if is_finite(b) else a - a + 0.0 * b
    if not is_finite(b):
        rest = a
    else:
        rest = fmod(a, b)
    if rest == 0.0:
        return -0.0 if format.is_negative(b) else 0.0
    return rest + b if (rest < 0.0) != (b < 0.0) else rest


@warm
def floordiv(a: float, b: float) -> float:
    """a // b"""
    if b == 0.0:
        raise errors.float_zero_floor_division()
    if a != a or b != b or not is_finite(a):
        return a - a + 0.0 * b
    rest = fmod(a, b) if is_finite(b) else a
    quotient = (a - rest) / b
    if rest != 0.0 and (rest < 0.0) != (b < 0.0):
        quotient = quotient - 1.0
    if quotient == 0.0:
        return -0.0 if format.is_negative(a) != format.is_negative(b) else 0.0
    low = floor(quotient)
    return low + 1.0 if quotient - low > 0.5 else low


def hex(value: float) -> str:
    """float.hex"""
    return hexfloat.to_hex(value)


def as_integer_ratio(value: float) -> tuple[int, int]:
    """float.as_integer_ratio"""
    return hexfloat.ratio(value)


def conjugate(value: float) -> float:
    """float.conjugate"""
    return value


@warm
def power(a: float, b: float) -> float:
    """a ** b"""
    return powers.power(a, b)


def square_root(x: float) -> float:
    """The square root of a number that is not negative, rounded once."""
    return unsafe.sqrt(x)


def copy_sign(x: float, y: float) -> float:
    """The magnitude of x with the sign of y."""
    return unsafe.copysign(x, y)


def neighbour(value: float, toward: float) -> float:
    """math.nextafter"""
    if value != value or toward != toward:
        return value + toward
    if value == toward:
        return toward
    if value == 0.0:
        return unsafe.copysign(unsafe.float_from_bits(u64(1)), toward)
    bits = unsafe.float_bits(value)
    outward = (toward > value) == (value > 0.0)
    return unsafe.float_from_bits(bits + u64(1) if outward else bits - u64(1))
