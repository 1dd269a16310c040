"""`complex`: two floats; immutable. The arithmetic rounds as CPython's does."""

from __future__ import annotations

from naja.lang import overloads, unsafe
from naja.runtime import complex_text, elementary, errors, floating, hash, power, trigonometry

Number = complex | int | float
WHOLE_POWERS = 100.0
IMAGINARY_HASH = 1000003


def make(real: float, imag: float) -> Complex:
    """A number by its parts."""
    result = unsafe.allocate_object(Complex)
    result.real = float(real)
    result.imag = float(imag)
    return result


def zero() -> Complex:
    """complex()"""
    return make(0.0, 0.0)


def of(value: Number) -> Complex:
    """complex(number)"""
    return value if isinstance(value, complex) else make(float(value), 0.0)


def of_two(real: Number, imag: Number) -> Complex:
    """complex(real, imag): real + imag * 1j"""
    left, right = of(real), of(imag)
    if isinstance(imag, complex):
        return make(left.real - right.imag, left.imag + right.real)
    return make(left.real, left.imag + right.real if isinstance(real, complex) else right.real)


def of_text(text: str) -> Complex:
    """complex(text)"""
    real, imag = complex_text.parts(text)
    return make(real, imag)


def length(value: Complex) -> float:
    """The distance from zero."""
    if not floating.is_finite(value.real) or not floating.is_finite(value.imag):
        if value.real - value.real == 0.0 or value.real != value.real:
            return floating.absolute(value.imag)
        return floating.absolute(value.real)
    result = elementary.root_of_squares([value.real, value.imag])
    if not floating.is_finite(result):
        raise errors.overflow_error("absolute value too large")
    return result


def product(a: Complex, b: Complex) -> Complex:
    return make(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real)


def quotient(a: Complex, b: Complex) -> Complex:
    """Divides by the larger part of b first, which keeps numbers small."""
    if floating.absolute(b.real) >= floating.absolute(b.imag):
        if b.real == 0.0:
            raise errors.zero_division_error("complex division by zero")
        ratio = b.imag / b.real
        scale = b.real + b.imag * ratio
        return make((a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale)
    ratio = b.real / b.imag
    scale = b.real * ratio + b.imag
    return make((a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale)


def whole_power(base: Complex, count: int) -> Complex:
    """base ** count for 0 <= count, by squaring."""
    result, square, mask = make(1.0, 0.0), base, 1
    while mask <= count:
        if count & mask:
            result = product(result, square)
        mask <<= 1
        square = product(square, square)
    return result


def raised(base: Complex, exponent: Complex) -> Complex:
    """base ** exponent"""
    real = exponent.real
    if exponent.imag == 0.0 and floating.is_integer(real) and -WHOLE_POWERS <= real <= WHOLE_POWERS:
        count = int(real)
        if count >= 0:
            return whole_power(base, count)
        if base.real == 0.0 and base.imag == 0.0:
            raise _zero_power()
        return quotient(make(1.0, 0.0), whole_power(base, -count))
    if base.real == 0.0 and base.imag == 0.0:
        if exponent.imag != 0.0 or real < 0.0:
            raise _zero_power()
        return make(0.0, 0.0)
    size, turn = length(base), trigonometry.angle(base.imag, base.real)
    result, phase = power.power(size, real), turn * real
    if exponent.imag != 0.0:
        result *= elementary.exponential(-turn * exponent.imag)
        phase += exponent.imag * elementary.logarithm(size)
    return make(result * trigonometry.cosine(phase), result * trigonometry.sine(phase))


def _zero_power() -> ZeroDivisionError:
    return errors.zero_division_error("0.0 to a negative or complex power")


class Complex:
    """real and imag are always floats."""

    real: float
    imag: float

    _is_number = True
    _new = overloads(zero, of, of_text, of_two)

    def __bool__(self) -> bool:
        return self.real != 0.0 or self.imag != 0.0

    def __hash__(self) -> int:
        turned = unsafe.wrapping_mul(hash.hash_float(self.imag), IMAGINARY_HASH)
        total = unsafe.wrapping_add(hash.hash_float(self.real), turned)
        return -2 if total == -1 else total

    def __eq__(self, other: object) -> bool:
        if isinstance(other, complex):
            return self.real == other.real and self.imag == other.imag
        if isinstance(other, int | float):
            return self.imag == 0.0 and self.real == other
        return False

    def __repr__(self) -> str:
        return complex_text.shown(self.real, self.imag)

    def __format__(self, spec: str) -> str:
        return complex_text.formatted(self.real, self.imag, spec)

    def __complex__(self) -> complex:
        return self

    def conjugate(self) -> complex:
        return make(self.real, -self.imag)

    def __neg__(self) -> complex:
        return make(-self.real, -self.imag)

    def __pos__(self) -> complex:
        return self

    def __abs__(self) -> float:
        return length(self)

    def __add__(self, other: Number) -> complex:
        right = of(other)
        return make(self.real + right.real, self.imag + right.imag)

    def __radd__(self, other: Number) -> complex:
        left = of(other)
        return make(left.real + self.real, left.imag + self.imag)

    def __sub__(self, other: Number) -> complex:
        right = of(other)
        return make(self.real - right.real, self.imag - right.imag)

    def __rsub__(self, other: Number) -> complex:
        left = of(other)
        return make(left.real - self.real, left.imag - self.imag)

    def __mul__(self, other: Number) -> complex:
        return product(self, of(other))

    def __rmul__(self, other: Number) -> complex:
        return product(of(other), self)

    def __truediv__(self, other: Number) -> complex:
        return quotient(self, of(other))

    def __rtruediv__(self, other: Number) -> complex:
        return quotient(of(other), self)

    def __pow__(self, other: Number) -> complex:
        return raised(self, of(other))

    def __rpow__(self, other: Number) -> complex:
        return raised(of(other), self)
