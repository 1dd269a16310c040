"""Integers of fixed width: u8, u16, u32, u64, i8, i16, i32, i64.

Each is a subclass of `int` that holds only values of its width. Making one checks the range and
raises OverflowError; `.wrap` truncates to the width instead. Arithmetic on the types up to 32 bits
(and on i64) gives a plain `int`; arithmetic on u64 gives a u64, modulo 2**64. Compiled code keeps
each in a machine integer of its width and behaves the same.
"""

from __future__ import annotations

from typing import ClassVar, SupportsInt, TypeVar

Self = TypeVar("Self", bound="FixedInt")


class FixedInt(int):
    """What the fixed-width integers share: their width, their range and how they are made."""

    __slots__ = ()
    bits: ClassVar[int] = 0
    minimum: ClassVar[int] = 0
    maximum: ClassVar[int] = 0

    def __new__(cls: type[Self], value: SupportsInt = 0) -> Self:
        number = int.__index__(value) if isinstance(value, int) else int(value)
        if not cls.minimum <= number <= cls.maximum:
            raise OverflowError(f"{number} does not fit {cls.__name__}")
        return int.__new__(cls, number)

    @classmethod
    def wrap(cls: type[Self], value: int) -> Self:
        """The value modulo 2**bits, as this type."""
        number = int.__index__(value) & ((1 << cls.bits) - 1)
        if number > cls.maximum:
            number -= 1 << cls.bits
        return int.__new__(cls, number)


class u8(FixedInt):
    """0 to 2**8 - 1."""

    __slots__ = ()
    bits = 8
    maximum = 0xFF


class u16(FixedInt):
    """0 to 2**16 - 1."""

    __slots__ = ()
    bits = 16
    maximum = 0xFFFF


class u32(FixedInt):
    """0 to 2**32 - 1."""

    __slots__ = ()
    bits = 32
    maximum = 0xFFFF_FFFF


class i8(FixedInt):
    """-2**7 to 2**7 - 1."""

    __slots__ = ()
    bits = 8
    minimum = -0x80
    maximum = 0x7F


class i16(FixedInt):
    """-2**15 to 2**15 - 1."""

    __slots__ = ()
    bits = 16
    minimum = -0x8000
    maximum = 0x7FFF


class i32(FixedInt):
    """-2**31 to 2**31 - 1."""

    __slots__ = ()
    bits = 32
    minimum = -0x8000_0000
    maximum = 0x7FFF_FFFF


class i64(FixedInt):
    """-2**63 to 2**63 - 1: the range of a compiled `int`."""

    __slots__ = ()
    bits = 64
    minimum = -0x8000_0000_0000_0000
    maximum = 0x7FFF_FFFF_FFFF_FFFF


class u64(FixedInt):
    """0 to 2**64 - 1; its arithmetic wraps.

    `int(x)` raises OverflowError from 2**63 on, because a compiled `int` could not hold it.
    """

    __slots__ = ()
    bits = 64
    maximum = 0xFFFF_FFFF_FFFF_FFFF

    def __int__(self) -> int:
        number = int.__index__(self)
        if number > i64.maximum:
            raise OverflowError(f"{number} does not fit int")
        return number

    def __add__(self, other: int) -> u64:
        return u64.wrap(int.__add__(self, other))

    def __radd__(self, other: int) -> u64:
        return u64.wrap(int.__add__(self, other))

    def __sub__(self, other: int) -> u64:
        return u64.wrap(int.__sub__(self, other))

    def __rsub__(self, other: int) -> u64:
        return u64.wrap(int.__rsub__(self, other))

    def __mul__(self, other: int) -> u64:
        return u64.wrap(int.__mul__(self, other))

    def __rmul__(self, other: int) -> u64:
        return u64.wrap(int.__mul__(self, other))

    def __floordiv__(self, other: int) -> u64:
        return u64(int.__floordiv__(self, other))

    def __mod__(self, other: int) -> u64:
        return u64(int.__mod__(self, other))

    def __and__(self, other: int) -> u64:
        return u64.wrap(int.__and__(self, other))

    def __rand__(self, other: int) -> u64:
        return u64.wrap(int.__and__(self, other))

    def __or__(self, other: int) -> u64:
        return u64.wrap(int.__or__(self, other))

    def __ror__(self, other: int) -> u64:
        return u64.wrap(int.__or__(self, other))

    def __xor__(self, other: int) -> u64:
        return u64.wrap(int.__xor__(self, other))

    def __rxor__(self, other: int) -> u64:
        return u64.wrap(int.__xor__(self, other))

    def __lshift__(self, other: int) -> u64:
        return u64.wrap(int.__lshift__(self, other))

    def __rshift__(self, other: int) -> u64:
        return u64.wrap(int.__rshift__(self, other))

    def __invert__(self) -> u64:
        return u64.wrap(int.__invert__(self))

    def __neg__(self) -> u64:
        return u64.wrap(int.__neg__(self))
