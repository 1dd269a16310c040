"""int and float: arithmetic, conversion, rounding, limits."""

from __future__ import annotations

import math


def floor_division_signs() -> None:
    for a in (7, -7):
        for b in (2, -2):
            print(a // b, a % b, divmod(a, b), end="; ")
    print()


def float_floor_division_signs() -> None:
    for a in (7.5, -7.5):
        for b in (2.0, -2.0):
            print(a // b, a % b, divmod(a, b), end="; ")
    print()


def true_division() -> None:
    print(7 / 2, 6 / 3, -1 / 4, 1 / 3, 10**15 / 3, 0 / 5)


def powers() -> None:
    print(2**10, (-2) ** 3, -(2**2), 2**0, 0**0, 2**62, 10**18, 3**-1, 2.0**0.5, 2**-2)


def power_of_floats() -> None:
    print(2.5**2, 4**0.5, (-8.0) ** 3, 1e200**0.5, 0.0**0, 2.0**-3)


def negation_and_abs() -> None:
    print(-5, --5, +5, ~5, ~-1, abs(-3), abs(-2.5), abs(0), -0.0, abs(-0.0))


def bit_operations() -> None:
    a, b = 0b1100, 0b1010
    print(a & b, a | b, a ^ b, ~a, a << 2, a >> 2, -5 >> 1, -1 >> 10, -8 << 1, 5 & -2)


def comparisons_of_mixed_numbers() -> None:
    print(1 == 1.0, 1 < 1.5, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 0.1 + 0.2 == 0.3)


def bool_arithmetic() -> None:
    print(True + True, True * 5, False - 1, sum([True, False, True]), True == 1, int(True))


def rounding_half_to_even() -> None:
    print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.6, -2.4)])


def rounding_to_digits() -> None:
    print(round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(5.5, 0), round(1e20, 3))


def rounding_of_ints() -> None:
    print(round(1234, -2), round(1250, -2), round(1350, -2), round(-15, -1), round(7, 3))


def truncation_and_floor() -> None:
    print(int(2.9), int(-2.9), math.floor(-2.1), math.ceil(-2.9), math.trunc(-2.9), math.floor(2.0))


def float_text() -> None:
    print(
        0.1,
        1.0,
        1e16,
        1e15,
        123456789.123,
        1e-5,
        0.0001,
        1e22,
        1e23,
        5e-324,
        1.7976931348623157e308,
    )


def float_text_of_results() -> None:
    print(0.1 + 0.2, 1 / 3, 2 / 3, 100 * 1.1, 3.0 * 1.1, 1e16 + 1, 0.1 * 3)


def infinities_and_nan() -> None:
    inf, nan = math.inf, math.nan
    print(inf, -inf, nan, inf - inf, inf * 0, inf > 1e308, nan == nan, nan < 1, 1 / inf)


def nan_comparisons() -> None:
    nan = float("nan")
    print(nan != nan, not nan == 1, max(1.0, nan), max(nan, 1.0), min(nan, 1.0), sorted([2.0, 1.0]))


def signed_zero() -> None:
    print(0.0 == -0.0, -0.0, 0.0 + -0.0, -0.0 + -0.0, math.copysign(1, -0.0), -0.0 * 5)


def is_integer() -> None:
    print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (-0.0).is_integer())


def int_limits() -> None:
    largest = 2**63 - 1
    print(largest, -(2**63), largest // 2, -largest - 1, largest.bit_length())


def int_methods() -> None:
    print((255).bit_length(), (0).bit_length(), (-1).bit_length(), (255).bit_count())
    print(
        (1024).to_bytes(2, "big"),
        int.from_bytes(b"\x01\x02", "little"),
        (-2).to_bytes(2, "big", signed=True),
    )


def int_from_bytes_signed() -> None:
    print(int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b"", "big"))


def number_bases() -> None:
    print(bin(10), hex(255), oct(8), bin(-5), hex(-255), 0b11, 0o17, 0xFF, 1_000_000)


def int_parsing() -> None:
    for text in ["0", "-0", "+5", "007", " 12 ", "1_2", "0x1f"]:
        try:
            print(int(text), end=" ")
        except ValueError:
            print("bad", end=" ")
    print(int("0x1f", 16), int("z", 36), int("-11", 2))


def float_parsing() -> None:
    for text in ["1", "-1.5e3", ".5", "5.", "1e", "infinity", "NaN", " 2 ", "1__0", "0x1p3"]:
        try:
            print(float(text), end=" ")
        except ValueError:
            print("bad", end=" ")
    print()


def float_to_int_conversion() -> None:
    print(int(1e18), int(-1e15), int(123456789.99), int(0.999999))


def int_to_float_conversion() -> None:
    print(float(2**53 + 1), float(10**18), float(-3), float(True))


def min_and_max_of_mixed() -> None:
    print(min(1, 2.5), max(1, 2.5), max(3, 2.5), min(2, 2.0), max(2.0, 2))


def sum_of_numbers() -> None:
    print(sum([0.1] * 10), sum([1, 2, 3]), sum([0.5, 1]), sum(range(101)), sum([], 5))


def math_constants() -> None:
    print(math.pi, math.e, math.tau, math.inf)


def finite_tests() -> None:
    print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0), math.isnan(1))


def pow_with_modulus() -> None:
    print(pow(3, 100, 7), pow(2, 10), pow(2, 0.5), pow(10, 3, 7), pow(3, -1, 7))


def divmod_of_negatives() -> None:
    print(divmod(-13, 4), divmod(13, -4), divmod(-13.5, 4))


def integer_square_test() -> None:
    print([n for n in range(50) if math.isqrt(n) ** 2 == n])


def float_equality_after_conversion() -> None:
    print(float("0.1") == 0.1, str(0.1) == "0.1", float(str(1 / 3)) == 1 / 3)


def hash_of_numbers() -> None:
    print(hash(1) == hash(1.0) == hash(True), hash(0.5), hash(-1), hash(2**61 - 1), hash(10**18))


def chained_arithmetic() -> None:
    print(1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 2**3**2, -(2**2), 7 // 2 * 2, 7 % 4 * 2)


def bitwise_precedence() -> None:
    print(1 | 2 & 3 ^ 1, 1 + 2 << 1, not 1 == 2, ~1 + 1, 5 & 3 == 3)


def temperature_table() -> None:
    for celsius in range(0, 101, 50):
        print(celsius, celsius * 9 / 5 + 32)


def compound_interest() -> None:
    balance = 1000.0
    for year in range(1, 4):
        balance *= 1.05
        print(year, f"{balance:.2f}")


def average_of_ints() -> None:
    marks = [90, 85, 77]
    print(sum(marks) / len(marks), round(sum(marks) / len(marks), 1))


def digits_of_number() -> None:
    n, total = 98765, 0
    while n:
        n, digit = divmod(n, 10)
        total += digit
    print(total)


def large_products() -> None:
    print(123456789 * 987654321, 10**9 * 10**9, 3037000499**2)


def shifts_of_powers() -> None:
    print([1 << n for n in (0, 1, 31, 32, 62)], 2**62 >> 61, 1 << 0)


def float_accumulation() -> None:
    x = 0.0
    for _ in range(10):
        x += 0.1
    print(x, x == 1.0, abs(x - 1.0) < 1e-9)


def mixed_type_variable() -> None:
    total = 0
    for n in (1, 2.5, 3):
        total += n
    print(total)


def float_as_integer_ratio() -> None:
    print((0.75).as_integer_ratio(), (2.0).hex(), float.fromhex("0x1.8p1"))


def comparing_int_with_huge_float() -> None:
    print(2**62 < 1e19, -(2**62) > -1e19, 10 < math.inf, 5 > -math.inf)


def modulo_of_small_floats() -> None:
    print(5.5 % 2, -1e-20 % 3, 3 % -0.5, 0.3 % 0.1, math.fmod(-7.5, 2))


def gcd_lcm_isqrt() -> None:
    print(
        math.gcd(12, 18),
        math.gcd(0, 5),
        math.gcd(-4, 6),
        math.lcm(4, 6),
        math.isqrt(99),
        math.isqrt(10**18),
    )


def factorial_and_combinations() -> None:
    print(math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.prod([1, 2, 3, 4]))


def exponentials_and_logarithms() -> None:
    print(math.exp(1), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.exp(0))


def trigonometry() -> None:
    print(math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.asin(0.5), math.acos(0.5))


def degrees_and_radians() -> None:
    print(math.degrees(math.pi), math.radians(180), math.sin(math.pi), math.cos(math.pi))


def hyperbolic() -> None:
    print(math.sinh(1), math.cosh(1), math.tanh(1))


def modf_frexp_ldexp() -> None:
    print(math.modf(3.25), math.modf(-0.5), math.frexp(10.0), math.ldexp(0.5, 4))


def isclose_and_fsum() -> None:
    print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.fsum([0.1] * 10))


def domain_errors() -> None:
    for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.acos(2)):
        try:
            print(f())
        except ValueError as error:
            print(error)


def integer_or_float_result() -> None:
    def half(n: int) -> float:
        return n / 2 if n % 2 else n // 2

    print(half(4), half(5), half(4) + half(5))


def numbers_of_items() -> None:
    print(int.from_bytes([1, 2], "big"), int.from_bytes((3, 4), "little"))
    print(int.from_bytes(iter([255]), "big", signed=True), int.from_bytes(b"\x01", "big"))
    print(round(2.567, ndigits=1), round(1234, ndigits=-2), round(2.5), round(1234.5, ndigits=-2))


def ranges_of_items() -> None:
    t = (1, 5)
    for i in range(*t):
        print(i)
    print(list(range(*[0, 10, 3])), sum(range(*(2, 5))), len(range(*(3,))))
    for bad in ([], [1, 2, 3, 4]):
        try:
            print(range(*bad))
        except TypeError as error:
            print(error)
