"""Natural numbers of any size, as far as exact conversion of floats needs them. Limbs of 32 bits,
lowest first.
"""

from __future__ import annotations

from naja.lang.unsafe import unchecked

LIMB_BITS = 32
LIMB_MASK = 0xFFFFFFFF
CHUNK_DIGITS = 9
CHUNK = 10**CHUNK_DIGITS


class Natural:
    """A number that operations change in place. The highest limb is not zero; no limbs: 0."""

    limbs: list[int]

    def __init__(self, value: int) -> None:
        self.limbs = []
        while value != 0:
            self.limbs.append(value & LIMB_MASK)
            value = value >> LIMB_BITS

    @unchecked
    def multiply(self, factor: int, addend: int) -> None:
        """self = self * factor + addend, both below 2**31."""
        limbs = self.limbs
        carry = addend
        for index in range(len(limbs)):
            carry += limbs[index] * factor
            limbs[index] = carry & LIMB_MASK
            carry = carry >> LIMB_BITS
        if carry != 0:
            limbs.append(carry)

    def multiply_power_of_ten(self, exponent: int) -> None:
        """self = self * 10**exponent."""
        while exponent >= CHUNK_DIGITS:
            self.multiply(CHUNK, 0)
            exponent -= CHUNK_DIGITS
        for _ in range(exponent):
            self.multiply(10, 0)

    @unchecked
    def shift_left(self, count: int) -> None:
        """self = self << count."""
        if not self.limbs:
            return
        self.multiply(1 << (count & 15), 0)
        if count & 16:
            self.multiply(1 << 16, 0)
        for _ in range(count >> 5):
            self.limbs.insert(0, 0)

    @unchecked
    def subtract(self, other: Natural) -> None:
        """self = self - other, which is not greater."""
        limbs = self.limbs
        borrow = 0
        for index in range(len(limbs)):
            difference = limbs[index] - borrow
            if index < len(other.limbs):
                difference -= other.limbs[index]
            limbs[index] = difference & LIMB_MASK
            borrow = 1 if difference < 0 else 0
        while limbs and limbs[-1] == 0:
            limbs.pop()

    @unchecked
    def add(self, other: Natural) -> None:
        """self = self + other."""
        limbs = self.limbs
        while len(limbs) < len(other.limbs):
            limbs.append(0)
        carry = 0
        for index in range(len(limbs)):
            carry += limbs[index]
            if index < len(other.limbs):
                carry += other.limbs[index]
            limbs[index] = carry & LIMB_MASK
            carry = carry >> LIMB_BITS
        if carry != 0:
            limbs.append(carry)

    def compare(self, other: Natural) -> int:
        """Negative, zero or positive."""
        if len(self.limbs) != len(other.limbs):
            return len(self.limbs) - len(other.limbs)
        index = len(self.limbs) - 1
        while index >= 0:
            if self.limbs[index] != other.limbs[index]:
                return self.limbs[index] - other.limbs[index]
            index -= 1
        return 0

    def copy(self) -> Natural:
        """A number that changes on its own."""
        result = Natural(0)
        result.limbs = self.limbs.copy()
        return result

    def bit_length(self) -> int:
        """Bits up to the highest set one."""
        if not self.limbs:
            return 0
        return (len(self.limbs) - 1) * LIMB_BITS + self.limbs[-1].bit_length()
