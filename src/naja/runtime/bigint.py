"""`naja.lang.bigint`: integers of any size. Sign and magnitude; immutable."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import overloads, u64, unsafe
from naja.lang.bigint import bigint
from naja.lang.unsafe import unchecked
from naja.runtime import bigmath, bigtext, errors, floating, hash, magnitude
from naja.runtime.digits import exponent_of, mantissa_of

B = TypeVar("B", bytes, bytearray, memoryview)
INTERNAL = magnitude.BITS
LEAST = -(1 << 63)
UNORDERED = 2


def make(negative: bool, limbs: list[int]) -> BigInt:
    """A number by sign and magnitude."""
    result = unsafe.allocate_object(BigInt)
    result.negative = negative and len(limbs) != 0
    result.limbs = limbs
    return result


def zero() -> BigInt:
    """bigint()"""
    return make(False, [])


@unchecked
def of_int(value: int) -> BigInt:
    """bigint(int)"""
    size = u64.wrap(unsafe.wrapping_sub(0, value)) if value < 0 else u64.wrap(value)
    return make(value < 0, magnitude.of_u64(size))


def of_big(value: BigInt) -> BigInt:
    """bigint(bigint)"""
    return value


def of_float(value: float) -> BigInt:
    """bigint(float): toward zero."""
    if value != value:
        raise errors.value_error("cannot convert float NaN to integer")
    if not floating.is_finite(value):
        raise errors.overflow_error("cannot convert float infinity to integer")
    size = floating.absolute(value)
    limbs = of_int(mantissa_of(size)).limbs
    exponent = exponent_of(size)
    if exponent >= 0:
        return make(value < 0.0, magnitude.shift_left(limbs, exponent))
    return make(value < 0.0, magnitude.shift_right(limbs, -exponent))


def wide(value: bigint | int) -> BigInt:
    """An int of either kind."""
    return of_int(value) if isinstance(value, int) else value


def order(value: BigInt, other: bigint | int | float) -> int:
    """-1, 0 or 1, exactly; UNORDERED for NaN."""
    if not isinstance(other, float):
        return bigmath.order(value, wide(other))
    if other != other:
        return UNORDERED
    if not floating.is_finite(other):
        return -1 if other > 0.0 else 1
    found = bigmath.order(value, of_float(other))
    if found != 0 or floating.is_integer(other):
        return found
    return -1 if other > 0.0 else 1


class BigInt:
    """negative; limbs: the magnitude, see `magnitude`."""

    negative: bool
    limbs: list[int]

    _is_number = True
    _new = overloads(zero, of_int, of_big, of_float, bigtext.of_text)

    def __bool__(self) -> bool:
        return len(self.limbs) != 0

    def __hash__(self) -> int:
        total = 0
        for index in range(len(self.limbs) - 1, -1, -1):
            low = unsafe.wrapping_mul(total, magnitude.BASE) & hash.MODULUS
            total = (low | total >> (61 - INTERNAL)) + self.limbs[index]
            if total >= hash.MODULUS:
                total -= hash.MODULUS
        if self.negative:
            total = -total
        return -2 if total == -1 else total

    # ---- text and numbers -----------------------------------------------------------------------

    def __str__(self) -> str:
        shown = bigtext.in_base(self.limbs, 10)
        return "-" + shown if self.negative else shown

    def __format__(self, spec: str) -> str:
        return bigtext.formatted(self, spec)

    def __percent__(self, flags: int, width: int, precision: int, code: int) -> str:
        """For `%`."""
        return bigtext.by_percent(self, flags, width, precision, code)

    def __repr__(self) -> str:
        return self.__str__()

    def __int__(self) -> int:
        if magnitude.bit_length(self.limbs) > 63:
            if self.negative and self == LEAST:
                return LEAST
            raise errors.overflow()
        whole = bigmath.to_machine(self.limbs)
        return -whole if self.negative else whole

    def __float__(self) -> float:
        result = bigmath.rounded(self.limbs, 0, False)
        return -result if self.negative else result

    def bit_length(self) -> int:
        return magnitude.bit_length(self.limbs)

    def bit_count(self) -> int:
        total = 0
        for limb in self.limbs:
            total += limb.bit_count()
        return total

    def to_bytes(self, length: int = 1, byteorder: str = "big", *, signed: bool = False) -> bytes:
        return bigtext.to_bytes(self, length, byteorder, signed)

    @staticmethod
    def from_bytes(source: B, byteorder: str = "big", *, signed: bool = False) -> bigint:
        return bigtext.from_bytes(bytes(source), byteorder, signed)

    def as_integer_ratio(self) -> tuple[bigint, bigint]:
        return self, of_int(1)

    def is_integer(self) -> bool:
        return True

    def conjugate(self) -> bigint:
        return self

    # ---- arithmetic -----------------------------------------------------------------------------

    def __neg__(self) -> bigint:
        return make(not self.negative, self.limbs)

    def __pos__(self) -> bigint:
        return self

    def __abs__(self) -> bigint:
        return make(False, self.limbs)

    def __invert__(self) -> bigint:
        return -self - 1

    def _add(self, other: bigint | int) -> bigint:
        return bigmath.add(self, wide(other))

    def _sub(self, other: bigint | int) -> bigint:
        return bigmath.add(self, -wide(other))

    def _rsub(self, other: int) -> bigint:
        return bigmath.add(-self, of_int(other))

    def _mul(self, other: bigint | int) -> bigint:
        return bigmath.multiply(self, wide(other))

    def _add_float(self, other: float) -> float:
        return self.__float__() + other

    def _sub_float(self, other: float) -> float:
        return self.__float__() - other

    def _rsub_float(self, other: float) -> float:
        return other - self.__float__()

    def _mul_float(self, other: float) -> float:
        return self.__float__() * other

    __add__ = overloads(_add, _add_float)
    __radd__ = overloads(_add, _add_float)
    __sub__ = overloads(_sub, _sub_float)
    __rsub__ = overloads(_rsub, _rsub_float)
    __mul__ = overloads(_mul, _mul_float)
    __rmul__ = overloads(_mul, _mul_float)

    def _truediv(self, other: bigint | int) -> float:
        return bigmath.ratio(self, wide(other))

    def _truediv_float(self, other: float) -> float:
        return self.__float__() / other

    def _rtruediv(self, other: int) -> float:
        return bigmath.ratio(of_int(other), self)

    def _rtruediv_float(self, other: float) -> float:
        return other / self.__float__()

    __truediv__ = overloads(_truediv, _truediv_float)
    __rtruediv__ = overloads(_rtruediv, _rtruediv_float)

    def __divmod__(self, other: bigint | int) -> tuple[bigint, bigint]:
        return bigmath.divide(self, wide(other))

    def __rdivmod__(self, other: int) -> tuple[bigint, bigint]:
        return bigmath.divide(of_int(other), self)

    def __floordiv__(self, other: bigint | int) -> bigint:
        return bigmath.divide(self, wide(other))[0]

    def __rfloordiv__(self, other: int) -> bigint:
        return bigmath.divide(of_int(other), self)[0]

    def __mod__(self, other: bigint | int) -> bigint:
        return bigmath.modulo(self, wide(other))

    def __rmod__(self, other: int) -> bigint:
        return bigmath.modulo(of_int(other), self)

    def __pow__(self, other: bigint | int) -> bigint:
        return bigmath.power(self, wide(other))

    def __rpow__(self, other: int) -> bigint:
        return bigmath.power(of_int(other), self)

    def __lshift__(self, other: bigint | int) -> bigint:
        count = int(other)
        if count < 0:
            raise errors.negative_shift()
        return make(self.negative, magnitude.shift_left(self.limbs, count))

    def __rshift__(self, other: bigint | int) -> bigint:
        count = int(other)
        if count < 0:
            raise errors.negative_shift()
        limbs = magnitude.shift_right(self.limbs, count)
        if self.negative and magnitude.has_bits_below(self.limbs, count):
            limbs = magnitude.add(limbs, [1])
        return make(self.negative, limbs)

    def __and__(self, other: bigint | int) -> bigint:
        return bigmath.bitwise(self, wide(other), bigmath.AND)

    def __or__(self, other: bigint | int) -> bigint:
        return bigmath.bitwise(self, wide(other), bigmath.OR)

    def __xor__(self, other: bigint | int) -> bigint:
        return bigmath.bitwise(self, wide(other), bigmath.XOR)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    # ---- comparison -----------------------------------------------------------------------------

    def __eq__(self, other: bigint | int | float) -> bool:
        return order(self, other) == 0

    def __lt__(self, other: bigint | int | float) -> bool:
        return order(self, other) == -1

    def __le__(self, other: bigint | int | float) -> bool:
        return -1 <= order(self, other) <= 0

    def __gt__(self, other: bigint | int | float) -> bool:
        return order(self, other) == 1

    def __ge__(self, other: bigint | int | float) -> bool:
        return 0 <= order(self, other) <= 1
