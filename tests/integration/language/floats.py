"""Floating point: arithmetic, special values, printing, parsing, rounding, math."""

import math

VALUES = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.1,
    1e16,
    1e15,
    123456789.125,
    1e-5,
    1e-4,
    5e-324,
    1.7976931348623157e308,
]
INFINITY = float("inf")
NAN = float("nan")


def printing() -> None:
    for value in VALUES + [INFINITY, -INFINITY, NAN]:
        print(value, repr(value), str(value), f"{value}", -value)
    for value in VALUES:
        print(f"{value:.3f} {value:e} {value:g} {value:.0f} {value:10.2f}| {value:<12.1e}|")
        print(f"{value:+.2f} {value:,.2f} {value:012.3f} {value:%} {value:.4g} {value:G} {value:E}")


def arithmetic() -> None:
    for a in (7.5, -7.5, 0.25):
        for b in (2.0, -2.0, 0.3):
            print(a + b, a - b, a * b, a / b, a // b, a % b, a**2, a < b, a == b, a != b)
    print(1 / 3, 2**-1, 2.0**0.5, 2**0.5, 1e308 * 10, -1e308 * 10, 7 // 2.0, 7 % 2.5, 1 + 0.5)
    for step in (0.0, -0.0):
        try:
            print(1.0 / step)
        except ZeroDivisionError as error:
            print(error)
        try:
            print(1.0 // step)
        except ZeroDivisionError as error:
            print(error)
        try:
            print(1.0 % step)
        except ZeroDivisionError as error:
            print(error)


def special() -> None:
    print(NAN == NAN, NAN != NAN, NAN < 1.0, NAN > 1.0, INFINITY == INFINITY, -INFINITY < INFINITY)
    print(INFINITY - INFINITY, INFINITY * 0.0, 0.0 == -0.0, bool(0.0), bool(NAN))
    print(math.isnan(NAN), math.isinf(INFINITY), math.isfinite(1.0), math.copysign(1.0, -0.0))
    try:
        print(int(NAN))
    except ValueError as error:
        print(error)
    try:
        print(int(INFINITY))
    except OverflowError as error:
        print(error)


def rounding() -> None:
    for value in (0.5, 1.5, 2.5, -0.5, 2.675, 1234.5678, -2.4):
        print(
            round(value),
            round(value, 2),
            round(value, 1),
            int(value),
            math.floor(value),
            math.ceil(value),
        )
        print(math.trunc(value), abs(value), value.is_integer())
    print(math.sqrt(2.0), math.fabs(-2.5), round(12345, -2), math.pi)
    try:
        print(math.sqrt(-1.0))
    except ValueError as error:
        print(error)


def parsing() -> None:
    sources = [
        "1",
        "-1.5",
        " 2.5e3 ",
        "1e400",
        "-inf",
        "nan",
        "Infinity",
        ".5",
        "5.",
        "1_0.5",
        "",
        "x",
        "1e",
        "0x1p3",
    ]
    for source in sources:
        try:
            print(float(source))
        except ValueError as error:
            print(error)
    print(float(7), float(True), float())


def mixed(x: float) -> float:
    return x + 1


def against_ints(whole: int, number: float) -> None:
    """Exactly, beyond what a float can tell apart."""
    print(whole == number, whole != number, whole < number, whole <= number, whole > number)
    print(number == whole, number != whole, number < whole, number <= whole, number > whole)


def widened() -> None:
    print(mixed(2.0), mixed(2.5), mixed(0.5 * 4))
    numbers: list[float] = [1.0, 2.5, -3.0]
    print(
        sum(numbers),
        max(numbers),
        min(numbers),
        sorted(numbers),
        3 < 3.5,
        3 == 3.0,
        2**53 == 2.0**53,
    )
    total = 0.0
    for number in numbers:
        total += number * 2
    print(total, hash(2.0) == hash(2), {1.5: "a"}[1.5])


if __name__ == "__main__":
    printing()
    arithmetic()
    special()
    rounding()
    parsing()
    widened()
    for number in (2.0**53, 2.0**53 + 2.0, 9223372036854775808.0, math.nan, -math.inf):
        against_ints(2**53 + 1, number)
        against_ints(9223372036854775807, number)
