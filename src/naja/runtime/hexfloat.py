"""float.hex, float.fromhex and float.as_integer_ratio: exact fractions."""

from __future__ import annotations

from naja.lang import cold
from naja.runtime import casing, errors, floating, format, trimming
from naja.runtime.data import hex_digit
from naja.runtime.digits import HIDDEN_BIT, exponent_of, mantissa_of
from naja.runtime.text import code_at

MOST_BITS = 60  # bits of the mantissa that are kept; the rest only rounds
FARTHEST = 1 << 20
INFINITY, NAN = float("inf"), float("nan")


def to_hex(value: float) -> str:
    """0x1.8p+0"""
    sign = format.signed(value)
    size = floating.absolute(value)
    if not floating.is_finite(size):
        return sign + ("nan" if value != value else "inf")
    if size == 0.0:
        return sign + "0x0.0p+0"
    mantissa = mantissa_of(size)
    exponent = exponent_of(size) + 52
    whole = "1" if mantissa >= HIDDEN_BIT else "0"
    rest = casing.hex_text(mantissa & (HIDDEN_BIT - 1), 13)
    return f"{sign}0x{whole}.{rest}p{exponent:+d}"


def ratio(value: float) -> tuple[int, int]:
    """float.as_integer_ratio. Raises OverflowError when a part needs more than 64 bits."""
    if value != value:
        raise errors.value_error("cannot convert NaN to integer ratio")
    if not floating.is_finite(value):
        raise errors.overflow_error("cannot convert Infinity to integer ratio")
    size = floating.absolute(value)
    mantissa = mantissa_of(size)
    exponent = exponent_of(size)
    if mantissa == 0:
        return 0, 1
    while mantissa & 1 == 0:
        mantissa = mantissa >> 1
        exponent += 1
    if value < 0.0:
        mantissa = -mantissa
    if exponent >= 0:
        return mantissa << exponent, 1
    return mantissa, 1 << -exponent


@cold
def invalid() -> ValueError:
    return errors.value_error("invalid hexadecimal floating-point string")


class Reader:
    """A number in hexadecimal on its way. mantissa: its first bits; lost: whether others were
    set; exponent: of two, for the mantissa."""

    source: str
    at: int
    mantissa: int
    lost: bool
    exponent: int

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.mantissa = 0
        self.lost = False
        self.exponent = 0

    def peek(self) -> int:
        return code_at(self.source, self.at) if self.at < len(self.source) else 0

    def accept(self, lower: int) -> bool:
        """Skip a letter in either case."""
        if self.peek() | 32 != lower:
            return False
        self.at += 1
        return True

    def sign(self) -> bool:
        """Skip a sign; whether it is minus."""
        code = self.peek()
        if code == 43 or code == 45:
            self.at += 1
        return code == 45

    def digits(self, after_point: bool) -> int:
        """Read digits; how many."""
        count = 0
        while hex_digit(self.peek()) >= 0:
            digit = hex_digit(self.peek())
            if self.mantissa < 1 << (MOST_BITS - 4):
                self.mantissa = self.mantissa << 4 | digit
                self.exponent -= 4 if after_point else 0
            else:
                self.lost = self.lost or digit != 0
                self.exponent += 0 if after_point else 4
            self.at += 1
            count += 1
        return count

    def power(self) -> None:
        """Read the exponent behind a p."""
        minus = self.sign()
        value = 0
        begin = self.at
        while 48 <= self.peek() <= 57:
            if value < FARTHEST:
                value = value * 10 + self.peek() - 48
            self.at += 1
        if self.at == begin:
            raise invalid()
        self.exponent += -value if minus else value

    def value(self) -> float:
        """The nearest float."""
        if self.mantissa == 0:
            return 0.0
        bits = self.mantissa.bit_length()
        highest = self.exponent + bits
        if highest > 1024:
            raise too_large()
        if highest < -1075:
            return 0.0
        kept = 53 if highest >= -1021 else 53 + highest + 1021
        drop = bits - kept
        mantissa = self.mantissa
        exponent = self.exponent
        if drop > 0:
            rest = mantissa & ((1 << drop) - 1)
            half = 1 << (drop - 1)
            mantissa = mantissa >> drop
            exponent += drop
            if rest > half or (rest == half and (self.lost or mantissa & 1 == 1)):
                mantissa += 1
        if mantissa == 1 << 53:
            mantissa = mantissa >> 1
            exponent += 1
        result = floating.scaled_by_two(mantissa, exponent)
        if not floating.is_finite(result):
            raise too_large()
        return result


@cold
def too_large() -> OverflowError:
    return errors.overflow_error("hexadecimal value too large to represent as a float")


def from_hex(string: str) -> float:
    """float.fromhex. Raises ValueError, OverflowError."""
    reader = Reader(trimming.stripped(string, None, True, True))
    minus = reader.sign()
    rest = reader.source[reader.at :].lower()
    if rest == "inf" or rest == "infinity":
        return -INFINITY if minus else INFINITY
    if rest == "nan":
        return NAN
    if reader.peek() == 48 and len(rest) > 1 and code_at(rest, 1) == 120:
        reader.at += 2
    count = reader.digits(False)
    if reader.peek() == 46:
        reader.at += 1
        count += reader.digits(True)
    if count == 0:
        raise invalid()
    if reader.accept(112):
        reader.power()
    if reader.at != len(reader.source):
        raise invalid()
    return -reader.value() if minus else reader.value()
