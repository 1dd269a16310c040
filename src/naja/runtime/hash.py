"""Hashes: SipHash-1-3 of text and data under a key drawn at the first use, something
quicker for short ones under the same key; integers as CPython
hashes them.

The key keeps those who send us names from choosing ones that collide. It is never part of an image.
"""

from __future__ import annotations

from naja.lang import cold, i64, inline, u8, u32, u64, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import text

MODULUS = (1 << 61) - 1
ZERO = u64(0)
FINAL = u64(0xFF)
SHORT = 16
SIP0 = u64(0x736F6D6570736575)
SIP1 = u64(0x646F72616E646F6D)
SIP2 = u64(0x6C7967656E657261)
SIP3 = u64(0x7465646279746573)
SPREAD1 = u64(0xBF58476D1CE4E5B9)
SPREAD2 = u64(0x94D049BB133111EB)
GOLDEN = u64(0x9E3779B97F4A7C15)
TUPLE1, TUPLE2 = u64(11400714785074694791), u64(14029467366897019727)
TUPLE_START = 2870177450012600261
TUPLE_LENGTH = u64(TUPLE_START ^ 3527539)
TUPLE_INSTEAD = 1546275796
NONE = 0xFCA86420  # CPython's from 3.12 on; an address before
MINUS_ONE = u64((1 << 64) - 1)
MANTISSA = u64((1 << 52) - 1)

key: u64 = u64(0)
other_key: u64 = u64(0)


@cold
def choose_key() -> None:
    """Draw the key from the time stamp counter and where the stack lies."""
    global key, other_key
    key = mixed(u64.wrap(unsafe.rdtsc())) | u64(1)
    other_key = mixed(key ^ u64.wrap(unsafe.stack_pointer()))


@warm
def mixed(value: u64) -> u64:
    """Spread the bits of a number (the finaliser of SplitMix64)."""
    value = (value ^ (value >> 30)) * SPREAD1
    value = (value ^ (value >> 27)) * SPREAD2
    return value ^ (value >> 31)


@warm
@unchecked
def rotated(value: u64, count: int) -> u64:
    """Rotate left."""
    return (value << count) | (value >> (64 - count))


@warm
@unchecked
def hash_memory(data: Ptr[u8], size: int) -> int:
    """A keyed hash of `size` bytes: SipHash-1-3, or two products for up to 16; 0 for none, as in
    CPython."""
    if size == 0:
        return 0
    if key == ZERO:
        choose_key()
    return hash_short(data, size) if size <= SHORT else hash_long(data, size)


@warm
@unchecked
def hash_text(data: Ptr[u8], size: int) -> int:
    """The same of what is in a string, which is never without 16 bytes to be read."""
    if key == ZERO:
        choose_key()
    if size > SHORT:
        return hash_long(data, size)
    first = text.first_part(data.cast(u64)[0], size)
    return of_words(first, text.second_part((data + 8).cast(u64)[0], size), size)


@warm
@unchecked
def hash_short(data: Ptr[u8], size: int) -> int:
    """Up to 16 bytes as two words, multiplied to 128 bits under the key, twice (as in wyhash)."""
    first = ZERO
    second = ZERO
    if size >= 8:
        first = data.cast(u64)[0]
        second = (data + (size - 8)).cast(u64)[0]
    elif size >= 4:
        first = u64(data.cast(u32)[0])
        second = u64((data + (size - 4)).cast(u32)[0])
    else:
        first = u64.wrap(int(data[0]) << 16 | int(data[size >> 1]) << 8 | int(data[size - 1]))
    return of_words(first, second, size)


@inline
@unchecked
def of_words(first: u64, second: u64, size: int) -> int:
    """The hash of two words that hold so many bytes."""
    first = first ^ key
    second = second ^ other_key
    low = first * second ^ GOLDEN ^ u64.wrap(size)
    high = unsafe.multiply_high(first, second) ^ other_key
    return signed(low * high ^ unsafe.multiply_high(low, high))


@warm
@unchecked
def hash_long(data: Ptr[u8], size: int) -> int:
    """SipHash-1-3 of `size` bytes."""
    v0 = key ^ SIP0
    v1 = other_key ^ SIP1
    v2 = key ^ SIP2
    v3 = other_key ^ SIP3
    blocks = size >> 3
    for index in range(blocks + 4):
        word = ZERO
        if index < blocks:
            word = (data + (index << 3)).cast(u64)[0]
        elif index == blocks:
            word = last_word(data + (index << 3), size)
        elif index == blocks + 1:
            v2 = v2 ^ FINAL
        v3 = v3 ^ word
        v0 = v0 + v1
        v2 = v2 + v3
        v1 = rotated(v1, 13) ^ v0
        v3 = rotated(v3, 16) ^ v2
        v0 = rotated(v0, 32)
        v2 = v2 + v1
        v0 = v0 + v3
        v1 = rotated(v1, 17) ^ v2
        v3 = rotated(v3, 21) ^ v0
        v2 = rotated(v2, 32)
        v0 = v0 ^ word
    return signed(v0 ^ v1 ^ v2 ^ v3)


@warm
@unchecked
def last_word(data: Ptr[u8], size: int) -> u64:
    """The bytes behind the last whole word, and the size's low byte on top."""
    word = u64.wrap(size << 56)
    for index in range(size & 7):
        word = word | (u64.wrap(data[index]) << (8 * index))
    return word


@inline
@unchecked
def signed(value: u64) -> int:
    """The upper 63 bits: never negative, so never the -1 that Python reserves."""
    return int(value >> 1)


@warm
@unchecked
def hash_int(value: int) -> int:
    """The value modulo 2**61 - 1 with its sign, -1 replaced by -2: CPython's hash of an int."""
    if 0 <= value < MODULUS:
        return value
    if -MODULUS < value < -1:
        return value
    if value < 0:
        rest = -((-(value + 1)) % MODULUS + 1)
        if rest == -MODULUS:
            rest = 0
        return -2 if rest == -1 else rest
    return value % MODULUS


@warm
def hash_float(value: float) -> int:
    """CPython's hash of a float: equal to that of an equal int."""
    bits = unsafe.float_bits(value)
    exponent = int(bits >> 52) & 0x7FF
    mantissa = int(bits & MANTISSA)
    if exponent == 0x7FF:
        if mantissa != 0:
            return 0
        return -314159 if value < 0.0 else 314159
    if exponent == 0:
        exponent = 1
    else:
        mantissa = mantissa | 1 << 52
    result = rotated61(mantissa, (exponent - 1075) % 61)
    if value < 0.0:
        result = -result
    return -2 if result == -1 else result


def rotated61(value: int, count: int) -> int:
    """value * 2**count modulo 2**61 - 1, for 0 <= value < 2**53."""
    high = unsafe.logical_shift_right(value, 61 - count)
    low = unsafe.wrapping_mul(value, 1 << count) & MODULUS
    total = high | low
    return 0 if total == MODULUS else total


@warm
@unchecked
def hash_combine(total: int, part: int) -> int:
    """The hash of a tuple is made of its items' one by one, from TUPLE_START to `hash_end`."""
    word = rotated(u64.wrap(total) + u64.wrap(part) * TUPLE2, 31)
    return i64.wrap(word * TUPLE1)


@unchecked
def hash_end(total: int, length: int) -> int:
    """CPython's hash of a tuple of that length: xxHash of its items' hashes."""
    word = u64.wrap(total) + (u64.wrap(length) ^ TUPLE_LENGTH)
    return TUPLE_INSTEAD if word == MINUS_ONE else i64.wrap(word)


@unchecked
def hash_identity(address: int) -> int:
    """The hash of an object that defines none."""
    return address >> 4
