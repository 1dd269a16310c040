"""The decimal digits of a float: the shortest that read back as it, or a fixed number of them,
exact.

Steele and White's algorithm as Dragon4 has it, on exact integers: value = remainder / scale, and
the digits come off one at a time. Ties round to even, as CPython does.
"""

from __future__ import annotations

from naja.lang import i64, u64, unsafe
from naja.lang.unsafe import unchecked
from naja.runtime.bignum import Natural

HIDDEN_BIT = 1 << 52
LEAST_EXPONENT = -1074
POWERS = [float(10**n) for n in range(23)]
WHOLE_POWERS = [u64(10**n) for n in range(20)]
ZERO = u64(0)
QUICK_DIGITS = 15
QUICK_END = 10**15
MANTISSA_MASK = u64(HIDDEN_BIT - 1)


class Decimal:
    """0.d1d2d3… * 10**point. No digits: zero."""

    digits: list[int]
    point: int

    def __init__(self, digits: list[int], point: int) -> None:
        self.digits = digits
        self.point = point

    def round_up(self) -> None:
        """Add one to the last digit, carrying; nines become nothing."""
        while self.digits and self.digits[-1] == 9:
            self.digits.pop()
        if self.digits:
            self.digits[-1] += 1
        else:
            self.digits.append(1)
            self.point += 1

    def trim(self) -> None:
        """Drop zeros at the end."""
        while self.digits and self.digits[-1] == 0:
            self.digits.pop()


def mantissa_of(value: float) -> int:
    """The integer m of value = m * 2**exponent_of(value), for a finite value that is not
    negative.
    """
    bits = unsafe.float_bits(value)
    mantissa = int(bits & MANTISSA_MASK)
    return mantissa if int(bits >> 52) & 0x7FF == 0 else mantissa | HIDDEN_BIT


def exponent_of(value: float) -> int:
    """See `mantissa_of`."""
    biased = int(unsafe.float_bits(value) >> 52) & 0x7FF
    return biased - 1075 if biased > 0 else LEAST_EXPONENT


def estimated_point(mantissa: int, exponent: int) -> int:
    """The decimal point's place, or one too little."""
    return ((exponent + mantissa.bit_length() - 1) * 78913 >> 18) + 1


def quick(value: float, point: int) -> Decimal | None:
    """The digits of a float that is the nearest to a number of at most 15, else None.

    Numbers of 15 digits are all told apart by floats, so the one that reads back is the shortest.
    """
    places = QUICK_DIGITS - point
    if places < 0 or places >= len(POWERS):
        return None
    rest = int(value * POWERS[places] + 0.5)
    if rest >= QUICK_END:
        places -= 1
        rest = int(value * POWERS[places] + 0.5) if places >= 0 else QUICK_END
    if rest >= QUICK_END or float(rest) / POWERS[places] != value:
        return None
    return of_whole(rest, places)


@unchecked
def scaled(mantissa: int, exponent: int, places: int) -> tuple[int, u64, u64]:
    """The whole part of mantissa * 2**exponent * 10**places, the rest in units of 2**exponent, and
    how many of those are one; the last is 0 where 128 bits do not do."""
    if places < 0 or places >= len(WHOLE_POWERS) or not -64 < exponent < 0:
        return 0, ZERO, ZERO
    low = u64(mantissa) * WHOLE_POWERS[places]
    high = unsafe.multiply_high(u64(mantissa), WHOLE_POWERS[places])
    if high >> (-exponent - 1) != ZERO:
        return 0, ZERO, ZERO
    one = u64(1) << -exponent
    whole = low >> -exponent | high << (64 + exponent)
    return i64.wrap(whole), low & (one - u64(1)), one


def of_whole(number: int, places: int) -> Decimal:
    """The digits of number / 10**places."""
    result = Decimal([], -places)
    while number != 0:
        result.digits.append(number % 10)
        number = number // 10
    result.digits.reverse()
    result.point += len(result.digits)
    return result


@unchecked
def fixed(value: float, places: int) -> int:
    """value * 10**places, rounded to a whole number, exact; -1 where that is not as simple."""
    whole, rest, one = scaled(mantissa_of(value), exponent_of(value), places)
    if one == ZERO:
        return -1
    half = one >> 1
    return whole + 1 if rest > half or (rest == half and whole & 1 == 1) else whole


@unchecked
def long_digits(mantissa: int, exponent: int, point: int) -> Decimal | None:
    """The digits of a float of middling size that takes 16 or 17, else None. The point may be one
    too little.

    The nearest number of so many digits reads back as the float if it is less than half a step of
    the float away: half of 10**places, in units of 2**exponent."""
    for count in range(QUICK_DIGITS, 18):
        places = count - point
        whole, rest, one = scaled(mantissa, exponent, places)
        if one == ZERO:
            return None
        if rest > one >> 1 or (rest == one >> 1 and whole & 1 == 1):
            whole += 1
            rest = one - rest
        step = WHOLE_POWERS[places]
        if rest << 1 < step or (rest << 1 == step and mantissa & 1 == 0):
            result = of_whole(whole, places)
            result.trim()
            return result
    return None


def shortest(value: float) -> Decimal:
    """The fewest digits that read back as `value`, which is finite and positive; nearest among
    those.
    """
    mantissa = mantissa_of(value)
    exponent = exponent_of(value)
    found = quick(value, estimated_point(mantissa, exponent))
    if found is None and mantissa != HIDDEN_BIT:
        found = long_digits(mantissa, exponent, estimated_point(mantissa, exponent))
    if found is not None:
        return found
    even = mantissa & 1 == 0
    lopsided = mantissa == HIDDEN_BIT and exponent > LEAST_EXPONENT
    remainder = Natural(mantissa)
    scale = Natural(1)
    below = Natural(1)
    remainder.shift_left(max(exponent, 0) + (2 if lopsided else 1))
    scale.shift_left(max(-exponent, 0) + (2 if lopsided else 1))
    below.shift_left(max(exponent, 0))
    above = below.copy()
    if lopsided:
        above.shift_left(1)
    point = estimated_point(mantissa, exponent)
    if point >= 0:
        scale.multiply_power_of_ten(point)
    else:
        remainder.multiply_power_of_ten(-point)
        below.multiply_power_of_ten(-point)
        above.multiply_power_of_ten(-point)
    if reaches(remainder, above, scale, even):
        point += 1
        scale.multiply(10, 0)
    result = Decimal([], point)
    while True:
        remainder.multiply(10, 0)
        below.multiply(10, 0)
        above.multiply(10, 0)
        digit = divide(remainder, scale)
        result.digits.append(digit)
        order = remainder.compare(below)
        low = order < 0 or (order == 0 and even)
        high = reaches(remainder, above, scale, even)
        if low or high:
            if high and (not low or is_upper_half(remainder, scale, digit)):
                result.round_up()
            return result


def reaches(remainder: Natural, above: Natural, scale: Natural, even: bool) -> bool:
    """Whether remainder + above lies beyond the scale, or on it when that counts."""
    total = remainder.copy()
    total.add(above)
    order = total.compare(scale)
    return order > 0 or (order == 0 and even)


def divide(remainder: Natural, scale: Natural) -> int:
    """The quotient, 0 to 9; the remainder stays."""
    digit = 0
    while remainder.compare(scale) >= 0:
        remainder.subtract(scale)
        digit += 1
    return digit


def is_upper_half(remainder: Natural, scale: Natural, digit: int) -> bool:
    """Whether what is left rounds the digit up: more than half, or half and the digit odd."""
    twice = remainder.copy()
    twice.multiply(2, 0)
    order = twice.compare(scale)
    return order > 0 or (order == 0 and digit & 1 == 1)


def exact(value: float, count: int, after_point: bool) -> Decimal:
    """`value`, finite and positive, rounded to `count` digits in all, or to `count` behind the
    point.
    """
    mantissa = mantissa_of(value)
    exponent = exponent_of(value)
    remainder = Natural(mantissa)
    scale = Natural(1)
    remainder.shift_left(max(exponent, 0))
    scale.shift_left(max(-exponent, 0))
    point = estimated_point(mantissa, exponent)
    if point >= 0:
        scale.multiply_power_of_ten(point)
    else:
        remainder.multiply_power_of_ten(-point)
    if remainder.compare(scale) >= 0:
        point += 1
        scale.multiply(10, 0)
    result = Decimal([], point)
    wanted = count + point if after_point else count
    if wanted < 0:
        return result
    digit = 0
    for _ in range(wanted):
        if not remainder.limbs:
            return result
        remainder.multiply(10, 0)
        digit = divide(remainder, scale)
        result.digits.append(digit)
    if is_upper_half(remainder, scale, digit):
        result.round_up()
    return result
