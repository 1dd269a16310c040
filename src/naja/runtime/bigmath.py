"""The arithmetic of `bigint`, on signs and magnitudes."""

from __future__ import annotations

from naja.lang import cold
from naja.runtime import bigint as big
from naja.runtime import errors, floating, magnitude

AND, OR, XOR = 0, 1, 2


@cold
def too_large_for_float() -> OverflowError:
    return errors.overflow_error("int too large to convert to float")


def add(a: big.BigInt, b: big.BigInt) -> big.BigInt:
    """a + b"""
    if a.negative == b.negative:
        return big.make(a.negative, magnitude.add(a.limbs, b.limbs))
    if magnitude.compare(a.limbs, b.limbs) >= 0:
        return big.make(a.negative, magnitude.subtract(a.limbs, b.limbs))
    return big.make(b.negative, magnitude.subtract(b.limbs, a.limbs))


def multiply(a: big.BigInt, b: big.BigInt) -> big.BigInt:
    """a * b"""
    return big.make(a.negative != b.negative, magnitude.multiply(a.limbs, b.limbs))


def divide(a: big.BigInt, b: big.BigInt) -> tuple[big.BigInt, big.BigInt]:
    """divmod(a, b): rounded down."""
    if not b.limbs:
        raise errors.zero_division()
    quotient, rest = magnitude.divide(a.limbs, b.limbs)
    if a.negative == b.negative:
        return big.make(False, quotient), big.make(b.negative, rest)
    if not rest:
        return big.make(True, quotient), big.zero()
    rest = magnitude.subtract(b.limbs, rest)
    return big.make(True, magnitude.add(quotient, [1])), big.make(b.negative, rest)


def modulo(a: big.BigInt, b: big.BigInt) -> big.BigInt:
    """a % b"""
    if not b.limbs:
        raise errors.zero_modulo()
    return divide(a, b)[1]


def ratio(a: big.BigInt, b: big.BigInt) -> float:
    """a / b"""
    if not b.limbs:
        raise errors.zero_true_division()
    result = quotient_as_float(a.limbs, b.limbs)
    return -result if a.negative != b.negative else result


def power(base: big.BigInt, exponent: big.BigInt) -> big.BigInt:
    """base ** exponent"""
    if exponent.negative:
        raise errors.value_error("bigint ** negative int is a float: write float(x) ** n")
    result = big.of_int(1)
    square = base
    bits = exponent.bit_length()
    for index in range(bits):
        if bit(exponent, index):
            result = multiply(result, square)
        if index + 1 < bits:
            square = multiply(square, square)
    return result


def power_modulo(base: big.BigInt, exponent: big.BigInt, modulus: big.BigInt) -> big.BigInt:
    """pow(base, exponent, modulus)"""
    if not modulus.limbs:
        raise errors.value_error("pow() 3rd argument cannot be 0")
    if exponent.negative:
        base = inverse(base, modulus)
        exponent = -exponent
    base = modulo(base, modulus)
    result = modulo(big.of_int(1), modulus)
    for index in range(exponent.bit_length() - 1, -1, -1):
        result = modulo(multiply(result, result), modulus)
        if bit(exponent, index):
            result = modulo(multiply(result, base), modulus)
    return result


def inverse(base: big.BigInt, modulus: big.BigInt) -> big.BigInt:
    """What times base is 1 modulo modulus."""
    a, b = modulo(base, modulus), modulus
    x, y = big.of_int(1), big.zero()
    while b:
        quotient, rest = divide(a, b)
        a, b = b, rest
        x, y = y, add(x, -multiply(quotient, y))
    if magnitude.compare(a.limbs, [1]) != 0:
        raise errors.value_error("base is not invertible for the given modulus")
    return multiply(x, a)


def bit(value: big.BigInt, index: int) -> bool:
    """A bit of the magnitude."""
    place = index // magnitude.BITS
    limbs = value.limbs
    return place < len(limbs) and limbs[place] >> index % magnitude.BITS & 1 == 1


def order(a: big.BigInt, b: big.BigInt) -> int:
    """-1, 0 or 1"""
    if a.negative != b.negative:
        return -1 if a.negative else 1
    found = magnitude.compare(a.limbs, b.limbs)
    if found == 0:
        return 0
    return -1 if (found < 0) != a.negative else 1


def bitwise(one: big.BigInt, other: big.BigInt, operation: int) -> big.BigInt:
    """AND, OR or XOR, on two's complements."""
    size = max(len(one.limbs), len(other.limbs)) + 1
    a, b = complement(one, size), complement(other, size)
    for index in range(size):
        if operation == AND:
            a[index] = a[index] & b[index]
        elif operation == OR:
            a[index] = a[index] | b[index]
        else:
            a[index] = a[index] ^ b[index]
    return from_complement(a)


def complement(value: big.BigInt, size: int) -> list[int]:
    """Two's complement in that many limbs."""
    result = value.limbs + [0] * (size - len(value.limbs))
    if value.negative:
        carry = 1
        for index in range(size):
            carry += result[index] ^ magnitude.MASK
            result[index] = carry & magnitude.MASK
            carry = carry >> magnitude.BITS
    return result


def from_complement(limbs: list[int]) -> big.BigInt:
    """The number of a two's complement."""
    if limbs[-1] >> (magnitude.BITS - 1) == 0:
        return big.make(False, magnitude.trimmed(limbs))
    for index in range(len(limbs)):
        limbs[index] = limbs[index] ^ magnitude.MASK
    return big.make(True, magnitude.add(magnitude.trimmed(limbs), [1]))


def quotient_as_float(a: list[int], b: list[int]) -> float:
    """a / b, rounded once."""
    if not a:
        return 0.0
    shift = magnitude.bit_length(a) - magnitude.bit_length(b) - 55
    shift = max(shift, -1075)
    if shift > 1024:
        raise errors.overflow_error("integer division result too large for a float")
    top = a if shift >= 0 else magnitude.shift_left(a, -shift)
    bottom = magnitude.shift_left(b, shift) if shift > 0 else b
    quotient, rest = magnitude.divide(top, bottom)
    return rounded(quotient, shift, len(rest) != 0)


def rounded(limbs: list[int], exponent: int, sticky: bool) -> float:
    """limbs * 2**exponent and perhaps a little more, to the nearest float."""
    bits = magnitude.bit_length(limbs)
    kept = min(53, bits + exponent + 1074)
    drop = bits - kept
    if kept < 0:
        return 0.0
    if drop > 0:
        sticky = sticky or magnitude.has_bits_below(limbs, drop - 1)
        half = magnitude.shift_right(limbs, drop - 1)
        odd = len(half) != 0 and half[0] & 1 == 1
        limbs = magnitude.shift_right(half, 1)
        exponent += drop
        if odd and (sticky or (len(limbs) != 0 and limbs[0] & 1 == 1)):
            limbs = magnitude.add(limbs, [1])
    whole = to_machine(limbs)
    while whole >= 1 << 53:
        whole = whole >> 1
        exponent += 1
    if whole.bit_length() + exponent > 1024:
        raise too_large_for_float()
    return floating.scaled_by_two(whole, exponent)


def to_machine(limbs: list[int]) -> int:
    """A magnitude below 2**63."""
    result = 0
    for index in range(len(limbs) - 1, -1, -1):
        result = result << magnitude.BITS | limbs[index]
    return result


def total(items: list[big.BigInt], start: big.BigInt) -> big.BigInt:
    """sum(items, start)"""
    for item in items:
        start = add(start, item)
    return start


def greatest_divisor(a: big.BigInt, b: big.BigInt) -> big.BigInt:
    """math.gcd"""
    a, b = abs(a), abs(b)
    while b:
        a, b = b, modulo(a, b)
    return a


def root(n: big.BigInt) -> big.BigInt:
    """math.isqrt"""
    if n.negative:
        raise errors.value_error("isqrt() argument must be nonnegative")
    if not n:
        return n
    guess = big.of_int(1) << (n.bit_length() + 1) // 2
    while True:
        better = (guess + n // guess) >> 1
        if better >= guess:
            return guess
        guess = better
