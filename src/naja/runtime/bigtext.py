"""`bigint` as text and bytes, and back."""

from __future__ import annotations

from naja.runtime import bigint as big
from naja.runtime import errors, format, magnitude, parse, percent
from naja.runtime.builder import Builder
from naja.runtime.integer import is_little
from naja.runtime.spec import RIGHT, UNSET, Spec, is_float_type, is_int_type, unknown_type
from naja.runtime.text import code_at

MOST_DIGITS = 4300
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def of_text(source: str, base: int = 10) -> big.BigInt:
    """bigint(text, base). Raises ValueError."""
    if base != 0 and (base < 2 or base > 36):
        raise errors.value_error("int() base must be >= 2 and <= 36, or 0")
    text = source.strip()
    at = 0
    negative = False
    if text[:1] == "-" or text[:1] == "+":
        negative = text[:1] == "-"
        at = 1
    radix = 10 if base == 0 else base
    if len(text) > at + 1 and text[at] == "0":
        prefix = parse.prefix_base(code_at(text, at + 1))
        if prefix != 0 and (base == 0 or base == prefix):
            radix = prefix
            at += 2
            if at < len(text) and text[at] == "_":
                at += 1
    values: list[int] = []
    gap = True
    for index in range(at, len(text)):
        code = code_at(text, index)
        if code == parse.UNDERSCORE and not gap:
            gap = True
            continue
        digit = parse.digit_value(code)
        if digit >= radix:
            raise parse.bad_int(source, base)
        gap = False
        values.append(digit)
    leading = base == 0 and radix == 10 and len(values) > 1 and values[0] == 0
    if gap or (leading and magnitude.of_digits(values, radix)):
        raise parse.bad_int(source, base)
    if len(values) > MOST_DIGITS and radix & (radix - 1) != 0:
        raise errors.value_error(
            f"Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion:"
            f" value has {len(values)} digits;"
            " use sys.set_int_max_str_digits() to increase the limit"
        )
    return big.make(negative, magnitude.of_digits(values, radix))


def in_base(limbs: list[int], base: int) -> str:
    """The digits of a magnitude."""
    values = magnitude.digits(limbs, base)
    if not values:
        return "0"
    if base == 10 and len(values) > MOST_DIGITS:
        raise errors.value_error(
            f"Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion;"
            " use sys.set_int_max_str_digits() to increase the limit"
        )
    result = Builder(len(values))
    for index in range(len(values) - 1, -1, -1):
        result.add_code(code_at(LETTERS, values[index]))
    return result.finish()


def prefixed(value: big.BigInt, base: int, prefix: str) -> str:
    """hex, oct, bin"""
    return ("-" if value.negative else "") + prefix + in_base(value.limbs, base)


def formatted(value: big.BigInt, spec: str) -> str:
    """format(value, spec)"""
    if len(spec) == 0:
        return str(value)
    parsed = Spec(spec, RIGHT, 100, "int")
    kind = parsed.type
    if is_float_type(kind):
        return format.format_parsed_float(value.__float__(), parsed)
    if not is_int_type(kind):
        raise unknown_type(kind, "int")
    if parsed.precision != UNSET:
        raise errors.value_error("Precision not allowed in integer format specifier")
    if kind == 99:
        return format.format_character(value.__int__(), parsed)
    base, group = 10, 3
    if kind != 100 and kind != 110:
        base = 2 if kind == 98 else 8 if kind == 111 else 16
        group = 4
    head = format.sign_text(parsed, value.negative)
    if base != 10 and parsed.alternate:
        head += "0" + chr(kind)
    shown = in_base(value.limbs, base)
    return format.numeric(parsed, head, shown.upper() if kind == 88 else shown, "", group)


def by_percent(value: big.BigInt, flags: int, width: int, precision: int, code: int) -> str:
    """One conversion of a `%` template."""
    if 101 <= code | 32 <= 103:
        return percent.of_float(value.__float__(), flags, width, precision, code)
    base = 8 if code == percent.INT_O else 16 if code | 32 == percent.INT_X else 10
    shown = in_base(value.limbs, base)
    if code == percent.INT_X_UPPER:
        shown = shown.upper()
    return percent.of_digits(shown, value.negative, flags, width, precision, code)


def to_bytes(value: big.BigInt, length: int, byteorder: str, signed: bool) -> bytes:
    """int.to_bytes"""
    little = is_little(byteorder)
    if length < 0:
        raise errors.value_error("length argument must be non-negative")
    if value.negative and not signed:
        raise errors.overflow_error("can't convert negative int to unsigned")
    room = big.of_int(1) << (8 * length - (1 if signed and length > 0 else 0))
    if value >= room or value < -room:
        raise errors.overflow_error("int too big to convert")
    rest = value + (big.of_int(1) << (8 * length)) if value.negative else value
    result = bytearray(length)
    for index in range(length):
        result[index if little else length - 1 - index] = byte_at(rest.limbs, index)
    return bytes(result)


def from_bytes(source: bytes, byteorder: str, signed: bool) -> big.BigInt:
    """int.from_bytes"""
    little = is_little(byteorder)
    values: list[int] = []
    size = len(source)
    for index in range(size):
        values.append(source[size - 1 - index if little else index])
    result = big.make(False, magnitude.of_digits(values, 256))
    if signed and size > 0 and values[0] >= 128:
        return result - (big.of_int(1) << (8 * size))
    return result


def byte_at(limbs: list[int], index: int) -> int:
    """A byte of a magnitude."""
    place = 8 * index // magnitude.BITS
    shift = 8 * index % magnitude.BITS
    value = limbs[place] >> shift if place < len(limbs) else 0
    if shift > magnitude.BITS - 8 and place + 1 < len(limbs):
        value = value | limbs[place + 1] << (magnitude.BITS - shift)
    return value & 255
