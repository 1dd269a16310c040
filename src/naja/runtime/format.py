"""format() of int, float and str by a spec, and `str`/`repr` of numbers.

Each kind of value makes sign, prefix, digits and tail, which `padded` puts together.
"""

from __future__ import annotations

from naja.lang import u8, u64, unsafe, warm
from naja.lang.unsafe import unchecked
from naja.runtime import digits, errors, text, trimming
from naja.runtime.builder import Builder
from naja.runtime.spec import (
    CENTER,
    INNER,
    LEFT,
    MINUS,
    PERCENT,
    PLUS,
    POINT,
    RIGHT,
    SPACE,
    UNSET,
    ZERO,
    Spec,
    is_float_type,
    is_int_type,
    spec_code,
    unknown_type,
)
from naja.runtime.text import code_at

# ---- putting together


def padded(spec: Spec, head: str, body: str) -> str:
    """head + body in the width of the spec; INNER padding goes between them."""
    margin = max(0, spec.width - len(head) - len(body))
    left = 0
    if spec.align == RIGHT:
        left = margin
    elif spec.align == CENTER:
        left = margin >> 1
    result = Builder(len(head) + len(body) + margin)
    if spec.align == INNER:
        result.add(head)
        add_fill(result, spec.fill, margin)
    else:
        add_fill(result, spec.fill, left)
        result.add(head)
    result.add(body)
    if spec.align != INNER:
        add_fill(result, spec.fill, margin - left)
    return result.finish()


def add_fill(result: Builder, fill: int, count: int) -> None:
    for _ in range(count):
        result.add_code(fill)


def grouped(source: str, size: int, separator: int, width: int) -> str:
    """Digits with a separator every `size`, zeros in front up to `width` characters."""
    count = len(source)
    if count == 0:
        return source
    zeros = 0
    total = count
    while True:
        total = count + zeros + (count + zeros - 1) // size
        if total >= width:
            break
        zeros += 1
    result = Builder(total)
    for index in range(count + zeros):
        if index > 0 and (count + zeros - index) % size == 0:
            result.add_code(separator)
        result.add_code(ZERO if index < zeros else code_at(source, index - zeros))
    return result.finish()


def sign_text(spec: Spec, negative: bool) -> str:
    """What stands for the sign."""
    if negative:
        return "-"
    if spec.sign == PLUS:
        return "+"
    return " " if spec.sign == SPACE else ""


def numeric(spec: Spec, head: str, whole: str, tail: str, group_size: int) -> str:
    """sign and prefix, digits before the point, the rest: separated, then padded."""
    body = whole
    if spec.grouping != 0:
        width = 0
        if spec.fill == ZERO and spec.align == INNER:
            width = spec.width - len(head) - len(tail)
        body = grouped(whole, group_size, spec.grouping, width)
    return padded(spec, head, body + tail)


# ---- specs that the compiler knows


def int_in_base(value: int, base: int, width: int, zero: bool) -> str:
    """format(value, spec) for specs like 5, 02x and 08b."""
    shown = digits_in(magnitude(value), base, value < 0 and not zero, 87)
    if not zero:
        return trimming.padded(shown, width - len(shown), 0, " ")
    margin = width - len(shown) - (1 if value < 0 else 0)
    shown = trimming.padded(shown, margin, 0, "0")
    return "-" + shown if value < 0 else shown


def float_fixed(value: float, precision: int) -> str:
    """format(value, spec) for specs like .2f."""
    return signed(value) + shown_float(value, 102, precision, False, False)


def str_aligned(value: str, align: int, width: int, fill: str) -> str:
    """format(value, spec) for specs like >10 and *^20."""
    margin = max(0, width - len(value))
    left = 0
    if align == RIGHT:
        left = margin
    elif align == CENTER:
        left = margin >> 1
    return trimming.padded(value, left, margin - left, fill)


def refuse_spec(spec: str, type_name: str) -> None:
    """format() of what takes no specification. Raises TypeError unless it is empty."""
    if len(spec) != 0:
        raise errors.type_error(f"unsupported format string passed to {type_name}.__format__")


# ---- str


def format_str(value: str, spec: str) -> str:
    """format(value, spec)"""
    if len(spec) == 0:
        return value
    parsed = Spec(spec, LEFT, 115, "str")
    if parsed.type != 115:
        raise unknown_type(parsed.type, "str")
    if parsed.sign != 0:
        if parsed.sign == SPACE:
            raise errors.value_error("Space not allowed in string format specifier")
        raise errors.value_error("Sign not allowed in string format specifier")
    if not parsed.negative_zero:
        raise errors.value_error(
            "Negative zero coercion (z) not allowed in string format specifier"
        )
    if parsed.alternate:
        raise errors.value_error("Alternate form (#) not allowed in string format specifier")
    if parsed.align == INNER:
        raise errors.value_error("'=' alignment not allowed in string format specifier")
    shown = value
    if UNSET < parsed.precision < len(value):
        shown = value[: parsed.precision]
    return padded(parsed, "", shown)


# ---- int


@warm
@unchecked
def int_to_str(value: int) -> str:
    """str(value)"""
    rest = magnitude(value)
    return digits_in(rest, 10, value < 0, 87)


def u64_to_str(value: u64) -> str:
    """str(value)"""
    return digits_in(value, 10, False, 87)


@warm
def magnitude(value: int) -> u64:
    """The absolute value, also of the least int."""
    return u64.wrap(unsafe.wrapping_sub(0, value)) if value < 0 else u64.wrap(value)


@warm
@unchecked
def digits_in(value: u64, base: int, minus: bool, letters: int) -> str:
    """The digits of a number, with a minus sign if asked; `letters` plus ten is the code of digit
    ten.
    """
    radix = u64.wrap(base)
    length = 2 if minus else 1
    rest = value // radix
    while rest != 0:
        length += 1
        rest = rest // radix
    result = text.new_str(length, 1)
    target = unsafe.tail(result)
    rest = value
    at = length - 1
    while True:
        digit = int(rest % radix)
        target[at] = u8.wrap(digit + (48 if digit < 10 else letters))
        rest = rest // radix
        at -= 1
        if rest == 0:
            break
    if minus:
        target[0] = u8.wrap(MINUS)
    return result


def format_int(value: int, spec: str) -> str:
    """format(value, spec)"""
    if len(spec) == 0:
        return int_to_str(value)
    parsed = Spec(spec, RIGHT, 100, "int")
    kind = parsed.type
    if is_float_type(kind):
        return format_parsed_float(float(value), parsed)
    if not is_int_type(kind):
        raise unknown_type(kind, "int")
    if parsed.precision != UNSET:
        raise errors.value_error("Precision not allowed in integer format specifier")
    if not parsed.negative_zero:
        raise errors.value_error(
            "Negative zero coercion (z) not allowed in integer format specifier"
        )
    if kind == 99:
        return format_character(value, parsed)
    base = 10
    group_size = 3
    if kind == 98:
        base = 2
    elif kind == 111:
        base = 8
    elif kind == 120 or kind == 88:
        base = 16
    head = sign_text(parsed, value < 0)
    if base != 10:
        group_size = 4
        if parsed.alternate:
            head += "0" + chr(kind)
    shown = digits_in(magnitude(value), base, False, 55 if kind == 88 else 87)
    return numeric(parsed, head, shown, "", group_size)


def format_character(value: int, spec: Spec) -> str:
    """The type 'c'."""
    if spec.sign != 0:
        raise errors.value_error("Sign not allowed with integer format specifier 'c'")
    if spec.alternate:
        raise errors.value_error("Alternate form (#) not allowed with integer format specifier 'c'")
    if value < 0 or value > 0x10FFFF:
        raise errors.overflow_error("%c arg not in range(0x110000)")
    return padded(spec, "", chr(value))


# ---- float


def float_to_str(value: float) -> str:
    """str(value) and repr(value)"""
    return signed(value) + shown_float(value, 114, 17, True, False)


def signed(value: float) -> str:
    """The minus sign of a float that has one and is not NaN."""
    return "-" if is_negative(value) and value == value else ""


def is_negative(value: float) -> bool:
    """Whether the sign bit is set."""
    return int(unsafe.float_bits(value) >> 63) == 1


def format_float(value: float, spec: str) -> str:
    """format(value, spec)"""
    if len(spec) == 0:
        return float_to_str(value)
    return format_parsed_float(value, Spec(spec, RIGHT, 0, "float"))


def format_parsed_float(value: float, spec: Spec) -> str:
    kind = spec.type
    if kind != 0 and kind != 110 and not is_float_type(kind):
        raise unknown_type(kind, "float")
    shown = value
    lower = kind
    upper = 69 <= kind <= 71
    if upper:
        lower = kind + 32
    precision = spec.precision
    point_zero = False
    if kind == PERCENT:
        shown = value * 100.0
        lower = 102
    elif kind == 110:
        lower = 103
    elif kind == 0:
        point_zero = True
        lower = 114 if precision == UNSET else 103
    if precision == UNSET:
        precision = 17 if lower == 114 else 6
    body = shown_float(shown, lower, precision, point_zero, spec.alternate)
    negative = is_negative(shown) and shown == shown
    if not spec.negative_zero and is_all_zero(body):
        negative = False
    if upper:
        body = body.upper()
    if kind == PERCENT:
        body += "%"
    split = whole_length(body)
    return numeric(spec, sign_text(spec, negative), body[:split], body[split:], 3)


def is_all_zero(body: str) -> bool:
    """Whether no digit other than zero stands before an exponent."""
    for index in range(len(body)):
        code = code_at(body, index)
        if code == 101:
            return True
        if code != ZERO and code != POINT:
            return False
    return True


def whole_length(body: str) -> int:
    """How many digits stand before point and exponent."""
    count = 0
    while 48 <= spec_code(body, count) <= 57:
        count += 1
    return count


def shown_float(value: float, kind: int, precision: int, point_zero: bool, alternate: bool) -> str:
    """The absolute value as e, f, g or r (repr), which are codes of letters."""
    if value != value:
        return "nan"
    size = -value if is_negative(value) else value
    if size > 1.7976931348623157e308:
        return "inf"
    if kind == 102 and not alternate and not point_zero:
        whole = digits.fixed(size, precision)
        if whole >= 0:
            return pointed(whole, precision)
    if kind == 103 and precision == 0:
        precision = 1
    decimal = decimal_of(size, kind, precision)
    decimal.trim()
    if not decimal.digits:
        decimal.point = 1
    count = len(decimal.digits)
    point = decimal.point
    exponential = kind == 101
    if kind == 114:
        exponential = not -4 < point <= 16
    elif kind == 103:
        exponential = not -4 < point <= precision - (1 if point_zero else 0)
    exponent = point - 1
    if exponential:
        point = 1
    end = count
    if kind == 102:
        end = point + precision
    elif kind == 101:
        end = precision + 1
    elif kind == 103 and alternate:
        end = precision
    least = point + 1 if point_zero and not exponential else point
    end = max(end, least)
    result = Builder(24)
    for index in range(min(point - 1, 0), end):
        if index == point:
            result.add_code(POINT)
        result.add_code(48 + decimal.digits[index] if 0 <= index < count else ZERO)
    if end == point and alternate:
        result.add_code(POINT)
    if exponential:
        result.add_code(101)
        result.add_code(MINUS if exponent < 0 else PLUS)
        exponent = -exponent if exponent < 0 else exponent
        if exponent < 10:
            result.add_code(ZERO)
        result.add(int_to_str(exponent))
    return result.finish()


def pointed(whole: int, precision: int) -> str:
    """The digits of a number with a point before the last `precision` ones."""
    shown = int_to_str(whole)
    if precision == 0:
        return shown
    if len(shown) <= precision:
        shown = trimming.padded(shown, precision + 1 - len(shown), 0, "0")
    count = len(shown) - precision
    return shown[:count] + "." + shown[count:]


def decimal_of(size: float, kind: int, precision: int) -> digits.Decimal:
    """The digits that a kind of presentation shows."""
    if size == 0.0:
        return digits.Decimal([], 1)
    if kind == 114:
        return digits.shortest(size)
    if kind == 102:
        return digits.exact(size, precision, True)
    return digits.exact(size, precision + 1 if kind == 101 else precision, False)
