"""Text to numbers: `int(text, base)` and `float(text)`, exact."""

from __future__ import annotations

from naja.lang import cold, u64, unsafe, warm
from naja.lang.unsafe import unchecked
from naja.runtime import casing, chars, errors, unicode
from naja.runtime.bignum import Natural
from naja.runtime.digits import POWERS
from naja.runtime.text import code_at

UNDERSCORE, PLUS, MINUS, POINT, ZERO = 95, 43, 45, 46, 48
MOST_DIGITS = 800
INFINITY_BITS = u64(0x7FF << 52)
NAN_BITS = u64(0x7FF8 << 48)
LARGEST = (1 << 63) - 1


@warm
def digit_value(code: int) -> int:
    """The value of a digit in bases up to 36; 99 for anything else."""
    if 48 <= code <= 57:
        return code - 48
    if code >= 0x100:
        return unicode.decimal(unicode.DECIMAL, code)
    code = code | 32
    return code - 87 if 97 <= code <= 122 else 99


@cold
def bad_int(text: str, base: int) -> ValueError:
    return errors.value_error(f"invalid literal for int() with base {base}: {casing.shown(text)}")


def prefix_base(code: int) -> int:
    """The base that 0x, 0o or 0b announces by its letter; 0 for another letter."""
    letter = code | 32
    if letter == 120:
        return 16
    if letter == 111:
        return 8
    return 2 if letter == 98 else 0


@warm
def int_from_str(text: str, base: int = 10) -> int:
    """int(text, base). Raises ValueError, or OverflowError beyond 64 bits."""
    if base != 0 and (base < 2 or base > 36):
        raise errors.value_error("int() base must be >= 2 and <= 36, or 0")
    start = 0
    end = len(text)
    while start < end and chars.is_space(code_at(text, start)):
        start += 1
    while end > start and chars.is_space(code_at(text, end - 1)):
        end -= 1
    negative = False
    if start < end and (code_at(text, start) == MINUS or code_at(text, start) == PLUS):
        negative = code_at(text, start) == MINUS
        start += 1
    radix = 10 if base == 0 else base
    must_be_zero = False
    digit_seen = False
    if start + 1 < end and code_at(text, start) == ZERO and base != 10:
        announced = prefix_base(code_at(text, start + 1))
        if announced != 0 and (base == 0 or base == announced):
            radix = announced
            start += 2
            digit_seen = True
        elif base == 0:
            must_be_zero = True
    if start == end:
        raise bad_int(text, base)
    value = 0
    after_prefix = digit_seen
    for index in range(start, end):
        code = code_at(text, index)
        if code == UNDERSCORE and digit_seen and index + 1 < end:
            digit_seen = False
            continue
        digit = digit_value(code)
        if digit >= radix or (must_be_zero and digit != 0):
            raise bad_int(text, base)
        digit_seen = True
        after_prefix = False
        value = value * radix - digit
    if not digit_seen or after_prefix:
        raise bad_int(text, base)
    return value if negative else -value


class Scanner:
    """Where in the text reading stands, and what the number is so far: digits * 10**exponent."""

    text: str
    position: int
    end: int
    significant: int
    exponent: int
    digits: list[int]

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.end = len(text)
        self.exponent = 0
        self.digits = []
        while self.position < self.end and chars.is_space(self.code()):
            self.position += 1
        while self.end > self.position and chars.is_space(code_at(text, self.end - 1)):
            self.end -= 1

    def code(self) -> int:
        """The next character, 0 at the end."""
        return code_at(self.text, self.position) if self.position < self.end else 0

    def sign(self) -> bool:
        """Skip a sign; whether it is a minus."""
        code = self.code()
        if code == PLUS or code == MINUS:
            self.position += 1
        return code == MINUS

    def word(self, expected: str) -> bool:
        """Whether the rest is that word, in any case."""
        if self.end - self.position != len(expected):
            return False
        for index in range(len(expected)):
            if code_at(self.text, self.position + index) | 32 != code_at(expected, index):
                return False
        return True

    def run(self, fraction: bool) -> int:
        """Read digits, single underscores between them; how many there were, -1 if misplaced."""
        count = 0
        while True:
            code = self.code()
            if code == UNDERSCORE:
                self.position += 1
                if count == 0 or digit_value(self.code()) > 9:
                    return -1
                continue
            digit = digit_value(code)
            if digit > 9:
                return count
            self.position += 1
            count += 1
            self.add(digit, fraction)

    def add(self, digit: int, fraction: bool) -> None:
        """Take one digit; beyond the most that can matter only whether any is not zero."""
        if digit == 0 and not self.digits:
            if fraction:
                self.exponent -= 1
            return
        if len(self.digits) < MOST_DIGITS:
            self.digits.append(digit)
            if fraction:
                self.exponent -= 1
            return
        if digit != 0:
            self.digits[-1] = self.digits[-1] | 1
        if not fraction:
            self.exponent += 1

    def power(self) -> bool:
        """Read an exponent; False when it has no digits."""
        negative = self.sign()
        value = 0
        count = 0
        while True:
            code = self.code()
            if code == UNDERSCORE and count > 0:
                self.position += 1
                if digit_value(self.code()) > 9:
                    return False
                continue
            digit = digit_value(code)
            if digit > 9:
                break
            self.position += 1
            count += 1
            if value < 100_000_000:
                value = value * 10 + digit
        self.exponent += -value if negative else value
        return count > 0


@cold
def bad_float(text: str) -> ValueError:
    return errors.value_error("could not convert string to float: " + casing.shown(text))


def float_from_str(text: str) -> float:
    """float(text). Raises ValueError."""
    scanner = Scanner(text)
    negative = scanner.sign()
    magnitude = 0.0
    if scanner.word("inf") or scanner.word("infinity"):
        magnitude = unsafe.float_from_bits(INFINITY_BITS)
    elif scanner.word("nan"):
        magnitude = unsafe.float_from_bits(NAN_BITS)
    else:
        whole = scanner.run(False)
        part = 0
        if scanner.code() == POINT and whole >= 0:
            scanner.position += 1
            part = scanner.run(True)
        if whole < 0 or part < 0 or whole + part == 0:
            raise bad_float(text)
        if scanner.code() | 32 == 101:
            scanner.position += 1
            if not scanner.power():
                raise bad_float(text)
        if scanner.position != scanner.end:
            raise bad_float(text)
        magnitude = scaled(scanner.digits, scanner.exponent)
    return -magnitude if negative else magnitude


@unchecked
def scaled(digits: list[int], exponent: int) -> float:
    """The float nearest to the digits times 10**exponent, ties to even."""
    while digits and digits[-1] == 0:
        digits.pop()
        exponent += 1
    if not digits or exponent + len(digits) < -330:
        return 0.0
    if exponent + len(digits) > 310:
        return unsafe.float_from_bits(INFINITY_BITS)
    if len(digits) <= 15 and -22 <= exponent <= 22:
        value = 0
        for digit in digits:
            value = value * 10 + digit
        if exponent < 0:
            return float(value) / POWERS[-exponent]
        return float(value) * POWERS[exponent]
    numerator = Natural(0)
    for digit in digits:
        numerator.multiply(10, digit)
    denominator = Natural(1)
    if exponent >= 0:
        numerator.multiply_power_of_ten(exponent)
    else:
        denominator.multiply_power_of_ten(-exponent)
    return ratio(numerator, denominator)


@unchecked
def ratio(numerator: Natural, denominator: Natural) -> float:
    """The float nearest to a ratio of positive numbers, ties to even."""
    power = numerator.bit_length() - denominator.bit_length()
    if power >= 0:
        denominator.shift_left(power)
    else:
        numerator.shift_left(-power)
    if numerator.compare(denominator) < 0:
        power -= 1
        numerator.shift_left(1)
    # 1 <= numerator / denominator < 2, and the value is that times 2**power
    bits = 53 if power >= -1022 else 1075 + power
    if bits < 0:
        return 0.0
    mantissa = 0
    for _ in range(bits):
        mantissa = mantissa << 1
        if numerator.compare(denominator) >= 0:
            numerator.subtract(denominator)
            mantissa = mantissa | 1
        numerator.shift_left(1)
    order = numerator.compare(denominator)
    if order > 0 or (order == 0 and mantissa & 1 == 1):
        mantissa += 1
    if power >= -1022:
        mantissa += (power + 1022) << 52
    if mantissa >= 0x7FF << 52:
        return unsafe.float_from_bits(INFINITY_BITS)
    return unsafe.float_from_bits(u64.wrap(mantissa))
