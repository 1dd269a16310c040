"""Natural numbers of any size as lists of 30-bit limbs, lowest first, the highest not zero.

What `bigint` computes with: schoolbook and Karatsuba products, Knuth's long division. Every
function makes a new list; none changes its arguments.
"""

from __future__ import annotations

from naja.lang import u64
from naja.lang.unsafe import unchecked

BITS = 30
BASE = 1 << BITS
MASK = BASE - 1
KARATSUBA = 48  # limbs from which on splitting pays
LIMB = u64(MASK)


def of_u64(value: u64) -> list[int]:
    """A machine number."""
    result: list[int] = []
    while value != u64(0):
        result.append(int(value & LIMB))
        value = value >> BITS
    return result


def trimmed(limbs: list[int]) -> list[int]:
    """Without zeros on top; the list itself."""
    while limbs and limbs[-1] == 0:
        limbs.pop()
    return limbs


def compare(a: list[int], b: list[int]) -> int:
    """Negative, zero or positive."""
    if len(a) != len(b):
        return len(a) - len(b)
    for index in range(len(a) - 1, -1, -1):
        if a[index] != b[index]:
            return a[index] - b[index]
    return 0


def bit_length(a: list[int]) -> int:
    """Bits up to the highest set one."""
    return 0 if not a else (len(a) - 1) * BITS + a[-1].bit_length()


@unchecked
def add(a: list[int], b: list[int]) -> list[int]:
    """a + b"""
    if len(a) < len(b):
        a, b = b, a
    result: list[int] = []
    carry = 0
    for index in range(len(a)):
        carry += a[index]
        if index < len(b):
            carry += b[index]
        result.append(carry & MASK)
        carry = carry >> BITS
    if carry != 0:
        result.append(carry)
    return result


@unchecked
def subtract(a: list[int], b: list[int]) -> list[int]:
    """a - b, which is not negative."""
    result: list[int] = []
    borrow = 0
    for index in range(len(a)):
        borrow += a[index]
        if index < len(b):
            borrow -= b[index]
        result.append(borrow & MASK)
        borrow = borrow >> BITS
    return trimmed(result)


@unchecked
def multiply_small(a: list[int], factor: int, addend: int) -> list[int]:
    """a * factor + addend, both below 2**30."""
    result: list[int] = []
    carry = addend
    for limb in a:
        carry += limb * factor
        result.append(carry & MASK)
        carry = carry >> BITS
    if carry != 0:
        result.append(carry)
    return result


def multiply(a: list[int], b: list[int]) -> list[int]:
    """a * b"""
    if len(a) < len(b):
        a, b = b, a
    if len(b) < KARATSUBA:
        return multiply_plain(a, b)
    half = (len(a) + 1) >> 1
    a_low, a_high = trimmed(a[:half]), a[half:]
    if len(b) <= half:
        low = multiply(a_low, b)
        return add(low, shifted_limbs(multiply(a_high, b), half))
    b_low, b_high = trimmed(b[:half]), b[half:]
    low = multiply(a_low, b_low)
    high = multiply(a_high, b_high)
    middle = multiply(add(a_low, a_high), add(b_low, b_high))
    middle = subtract(subtract(middle, low), high)
    total = add(low, shifted_limbs(middle, half))
    return add(total, shifted_limbs(high, 2 * half))


@unchecked
def multiply_plain(a: list[int], b: list[int]) -> list[int]:
    """a * b, limb by limb."""
    result = [0] * (len(a) + len(b))
    for place in range(len(b)):
        factor = b[place]
        carry = 0
        for index in range(len(a)):
            carry += result[place + index] + a[index] * factor
            result[place + index] = carry & MASK
            carry = carry >> BITS
        result[place + len(a)] = carry
    return trimmed(result)


def shifted_limbs(a: list[int], count: int) -> list[int]:
    """a * BASE**count"""
    return [0] * count + a if a else a


@unchecked
def divide_small(a: list[int], divisor: int) -> tuple[list[int], int]:
    """Quotient and rest by a limb."""
    result = [0] * len(a)
    rest = 0
    for index in range(len(a) - 1, -1, -1):
        rest = rest << BITS | a[index]
        result[index] = rest // divisor
        rest = rest % divisor
    return trimmed(result), rest


def divide(a: list[int], b: list[int]) -> tuple[list[int], list[int]]:
    """Quotient and rest; b is not 0."""
    if compare(a, b) < 0:
        return [], a
    if len(b) == 1:
        quotient, rest = divide_small(a, b[0])
        return quotient, [rest] if rest != 0 else []
    shift = BITS - b[-1].bit_length()
    divisor = shift_left(b, shift)
    rests = shift_left(a, shift)
    while len(rests) <= len(a):
        rests.append(0)
    count = len(rests) - len(divisor)
    quotient = [0] * count
    for place in range(count - 1, -1, -1):
        quotient[place] = divide_step(rests, divisor, place)
    return trimmed(quotient), shift_right(trimmed(rests), shift)


@unchecked
def divide_step(rests: list[int], divisor: list[int], place: int) -> int:
    """One limb of a quotient: Knuth's step D3 to D6. What it takes away is taken from `rests`."""
    size = len(divisor)
    top = rests[place + size] << BITS | rests[place + size - 1]
    guess = top // divisor[size - 1]
    rest = top - guess * divisor[size - 1]
    while guess > MASK or (
        rest <= MASK and guess * divisor[size - 2] > (rest << BITS | rests[place + size - 2])
    ):
        guess -= 1
        rest += divisor[size - 1]
    borrow = 0
    for index in range(size):
        borrow += rests[place + index] - guess * divisor[index]
        rests[place + index] = borrow & MASK
        borrow = borrow >> BITS
    borrow += rests[place + size]
    rests[place + size] = borrow & MASK
    if borrow < 0:
        guess -= 1
        carry = 0
        for index in range(size):
            carry += rests[place + index] + divisor[index]
            rests[place + index] = carry & MASK
            carry = carry >> BITS
        rests[place + size] = rests[place + size] + carry & MASK
    return guess


@unchecked
def shift_left(a: list[int], count: int) -> list[int]:
    """a << count"""
    if not a:
        return []
    result = [0] * (count // BITS)
    shift = count % BITS
    carry = 0
    for limb in a:
        carry = carry | limb << shift
        result.append(carry & MASK)
        carry = carry >> BITS
    if carry != 0:
        result.append(carry)
    return result


@unchecked
def shift_right(a: list[int], count: int) -> list[int]:
    """a >> count"""
    skipped = count // BITS
    shift = count % BITS
    result: list[int] = []
    for index in range(skipped, len(a)):
        above = a[index + 1] if index + 1 < len(a) else 0
        result.append((above << BITS | a[index]) >> shift & MASK)
    return trimmed(result)


def has_bits_below(a: list[int], count: int) -> bool:
    """Whether a >> count loses a set bit."""
    for index in range(min(count // BITS, len(a))):
        if a[index] != 0:
            return True
    place = count // BITS
    return place < len(a) and a[place] & ((1 << count % BITS) - 1) != 0


# ---- text


def chunk_of(base: int) -> tuple[int, int]:
    """The highest power of the base in a limb, and its exponent."""
    power, count = base, 1
    while power * base < BASE:
        power *= base
        count += 1
    return power, count


def digits(a: list[int], base: int) -> list[int]:
    """The digits in a base up to 36, lowest first; none for 0."""
    chunk, count = chunk_of(base)
    result: list[int] = []
    while a:
        a, rest = divide_small(a, chunk)
        for _ in range(count):
            result.append(rest % base)
            rest = rest // base
    return trimmed(result)


def of_digits(source: list[int], base: int) -> list[int]:
    """The number with those digits, highest first."""
    result: list[int] = []
    chunk, count = chunk_of(base)
    value, used, factor = 0, 0, 1
    for digit in source:
        value = value * base + digit
        factor *= base
        used += 1
        if used == count:
            result = multiply_small(result, chunk, value)
            value, used, factor = 0, 0, 1
    return trimmed(multiply_small(result, factor, value))
