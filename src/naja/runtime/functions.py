"""The built-in functions, as far as they are not the compiler's own business."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import TypeVar

from naja.lang import bigint, inline, overloads
from naja.runtime import bigmath, bigtext, casing, errors, floating, integer, iterators, text
from naja.runtime import format as formats
from naja.runtime import input as inputs
from naja.runtime.bigint import wide

COMPENSATED = sys.version_info >= (3, 12)
"""Whether `sum` of floats is as exact as CPython's of that release."""
T = TypeVar("T")
U = TypeVar("U")
K = TypeVar("K")
I = TypeVar("I")  # noqa: E741

NOTHING_LEAST = errors.said(lambda: builtins.min([]))
NOTHING_GREATEST = errors.said(lambda: builtins.max([]))


@inline
def len(container: T) -> int:
    """len(container)"""
    return container.__len__()


@inline
def _iter(container: T):
    return container.__iter__()


def _iter_until(function: Callable[[], T], sentinel: T):
    return iterators.Calls(function, sentinel)


iter = overloads(_iter, _iter_until)


def _next(iterator: I):
    return iterator.__next__()


def _next_or(iterator: I, default: T):
    try:
        return iterator.__next__()
    except StopIteration:
        return default


next = overloads(_next, _next_or)


def aiter(container: T):
    """aiter(container)"""
    return container.__aiter__()


async def _anext(iterator: I):
    return await iterator.__anext__()


async def _anext_or(iterator: I, default: T):
    try:
        return await iterator.__anext__()
    except StopAsyncIteration:
        return default


anext = overloads(_anext, _anext_or)


def _abs_int(value: int) -> int:
    return -value if value < 0 else value


def _abs_bool(value: bool) -> int:
    return int(value)


abs = overloads(_abs_int, _abs_bool, floating.absolute)


def _min_of_two(a: T, b: T) -> T:
    return b if b < a else a


def _min_of_three(a: T, b: T, c: T) -> T:
    return _min_of_two(_min_of_two(a, b), c)


def _min(items: list[T]) -> T:
    if items.length == 0:
        raise errors.value_error(NOTHING_LEAST)
    best = items.items[0]
    for index in range(1, len(items)):
        item = items[index]
        if item < best:
            best = item
    return best


def _min_key(items: list[T], key: Callable[[T], K]) -> T:
    if items.length == 0:
        raise errors.value_error(NOTHING_LEAST)
    best = items.items[0]
    least = key(best)
    for index in range(1, len(items)):
        item = items[index]
        rank = key(item)
        if rank < least:
            best = item
            least = rank
    return best


def _min_default(items: list[T], default: U):
    if items.length == 0:
        return default
    return _min(items)


def _min_key_default(items: list[T], key: Callable[[T], K], default: U):
    if items.length == 0:
        return default
    return _min_key(items, key)


def _min_items(items: I):
    return _min(list(items))


def _min_items_default(items: I, default: U):
    return _min_default(list(items), default)


def _max_of_two(a: T, b: T) -> T:
    return b if b > a else a


def _max_of_three(a: T, b: T, c: T) -> T:
    return _max_of_two(_max_of_two(a, b), c)


def _max(items: list[T]) -> T:
    if items.length == 0:
        raise errors.value_error(NOTHING_GREATEST)
    best = items.items[0]
    for index in range(1, len(items)):
        item = items[index]
        if item > best:
            best = item
    return best


def _max_key(items: list[T], key: Callable[[T], K]) -> T:
    if items.length == 0:
        raise errors.value_error(NOTHING_GREATEST)
    best = items.items[0]
    most = key(best)
    for index in range(1, len(items)):
        item = items[index]
        rank = key(item)
        if rank > most:
            best = item
            most = rank
    return best


def _max_default(items: list[T], default: U):
    if items.length == 0:
        return default
    return _max(items)


def _max_key_default(items: list[T], key: Callable[[T], K], default: U):
    if items.length == 0:
        return default
    return _max_key(items, key)


def _max_items(items: I):
    return _max(list(items))


def _max_items_default(items: I, default: U):
    return _max_default(list(items), default)


min = overloads(
    _min,
    _min_of_two,
    _min_of_three,
    _min_key,
    _min_default,
    _min_key_default,
    _min_items,
    _min_items_default,
)
max = overloads(
    _max,
    _max_of_two,
    _max_of_three,
    _max_key,
    _max_default,
    _max_key_default,
    _max_items,
    _max_items_default,
)


def _sum_ints(items: list[int], start: int = 0) -> int:
    total = start
    for index in range(items.length):
        total += items.items[index]
    return total


def _sum_floats(items: list[float], start: float = 0.0) -> float:
    if COMPENSATED:
        return _compensated(items, start)
    total = start
    for index in range(items.length):
        total += items.items[index]
    return total


def _compensated(items: list[float], start: float) -> float:
    """Neumaier's sum: what additions lose is kept apart. (Neumaier 1974; CPython 3.12)"""
    total, lost = start, 0.0
    for index in range(items.length):
        item = items.items[index]
        moved = total + item
        if floating.absolute(total) >= floating.absolute(item):
            lost += (total - moved) + item
        else:
            lost += (item - moved) + total
        total = moved
    finite = lost - lost == 0.0
    return total + lost if finite else total


def _sum_bools(items: list[bool]) -> int:
    total = 0
    for index in range(items.length):
        if items.items[index]:
            total += 1
    return total


def _sum_items(items: I):
    return sum(list(items))


def _sum_items_from(items: I, start: T):
    total = start
    for item in items:
        total = total + item
    return total


def _sum_any(items: list[T]):
    total = 0
    for index in range(items.length):
        total = total + items.items[index]
    return total


def _sum_bigs(items: list[bigint]) -> bigint:
    return bigmath.total(items, bigint(0))


sum = overloads(
    _sum_bigs, _sum_ints, _sum_floats, _sum_bools, _sum_any, _sum_items, _sum_items_from
)


def any(items: I) -> bool:
    """any(items)"""
    for item in items:
        if item:
            return True
    return False


def all(items: I) -> bool:
    """all(items)"""
    for item in items:
        if not item:
            return False
    return True


def _sorted_list(items: list[T], reverse: bool = False) -> list[T]:
    result = items.copy()
    result._sort_plain(reverse)
    return result


def _sorted_key(items: list[T], key: Callable[[T], K], reverse: bool = False) -> list[T]:
    result = items.copy()
    result._sort_by_key(key, reverse)
    return result


def _sorted_items(items: I, reverse: bool = False):
    return _sorted_list(list(items), reverse)


def _sorted_items_key(items: I, key: Callable[[T], K], reverse: bool = False):
    return _sorted_key(list(items), key, reverse)


sorted = overloads(_sorted_list, _sorted_key, _sorted_items, _sorted_items_key)


def _divmod_int(a: int, b: int) -> tuple[int, int]:
    return a // b, a % b


def _divmod_float(a: float, b: float) -> tuple[float, float]:
    if b == 0.0:
        raise errors.float_divmod()
    return a // b, a % b


def _divmod_big(a: bigint, b: bigint | int) -> tuple[bigint, bigint]:
    return a.__divmod__(b)


def _divmod_by_big(a: int, b: bigint) -> tuple[bigint, bigint]:
    return b.__rdivmod__(a)


divmod = overloads(_divmod_int, _divmod_float, _divmod_big, _divmod_by_big)


def _pow_int(base: int, exponent: int) -> int:
    return integer.power(base, exponent)


def _pow_float(base: float, exponent: float) -> float:
    return floating.power(base, exponent)


def _pow_big(base: bigint, exponent: bigint | int) -> bigint:
    return base.__pow__(exponent)


def _pow_big_modulo(base: bigint, exponent: bigint | int, modulus: bigint | int) -> bigint:
    return bigmath.power_modulo(base, wide(exponent), wide(modulus))


pow = overloads(_pow_int, _pow_float, integer.power_modulo, _pow_big, _pow_big_modulo)


def _round_int(number: int) -> int:
    return number


def _round_int_digits(number: int, ndigits: int) -> int:
    if ndigits >= 0:
        return number
    if ndigits < -19:
        return 0
    unit = 10**-ndigits
    rest = number % unit
    low = number - rest
    if rest * 2 > unit or (rest * 2 == unit and (low // unit) & 1 == 1):
        return low + unit
    return low


round = overloads(_round_int, floating.round_half_even, _round_int_digits, floating.round_to)


def ord(c: str) -> int:
    """ord(c)"""
    if c.length != 1:
        raise errors.type_error(
            f"ord() expected a character, but string of length {int(c.length)} found"
        )
    return text.code_at(c, 0)


def chr(i: int) -> str:
    """chr(i)"""
    if i < 0 or i > 0x10FFFF:
        raise errors.value_error("chr() arg not in range(0x110000)")
    return text.from_code(i)


def _hex_int(number: int) -> str:
    return formats.format_int(number, "#x")


def _hex_big(number: bigint) -> str:
    return bigtext.prefixed(number, 16, "0x")


hex = overloads(_hex_int, _hex_big)


def _oct_int(number: int) -> str:
    return formats.format_int(number, "#o")


def _oct_big(number: bigint) -> str:
    return bigtext.prefixed(number, 8, "0o")


oct = overloads(_oct_int, _oct_big)


def _bin_int(number: int) -> str:
    return formats.format_int(number, "#b")


def _bin_big(number: bigint) -> str:
    return bigtext.prefixed(number, 2, "0b")


bin = overloads(_bin_int, _bin_big)


def ascii(value: T) -> str:
    """ascii(value)"""
    return casing.ascii_only(repr(value))


def exit(code: int | str | None = None) -> None:
    """exit(code)"""
    raise SystemExit(code)


def input(prompt: str = "") -> str:
    """input(prompt)"""
    return inputs.prompted(prompt)
