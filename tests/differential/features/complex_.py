"""`complex`: literals, arithmetic with other numbers, text, hashes, containers."""

import cmath
import math

DIRECTIONS = {"U": -1j, "D": 1j, "L": -1 + 0j, "R": 1 + 0j}
UNIT = 1j


def literals_and_parts() -> None:
    z = 3 + 4j
    print(z, z.real, z.imag, z.conjugate(), abs(z), -z, +z, bool(z), bool(0j))
    print(2j, 1.5j, -1j, 0j, 1e20 + 1e-7j, complex(1e16, -2.5))


def arithmetic() -> None:
    a, b = 1 + 2j, 3 - 4j
    print(a + b, a - b, a * b, a / b, a**2, b**-1, a**b, a**0.5, 2**a)
    print(a + 1, 1 + a, a - 1.5, 1.5 - a, a * 2, 2 * a, a / 2, 2 / a, True + a)
    a += 1
    a *= 1j
    print(a)


def division_by_zero() -> None:
    for divisor in (0j, 0, 0.0):
        try:
            print((1 + 1j) / divisor)
        except ZeroDivisionError as error:
            print(error)
    try:
        print(0j**-1)
    except ZeroDivisionError as error:
        print(error)


def making() -> None:
    print(complex(), complex(1), complex(2.5), complex(1, 2), complex(1j), complex(1, 1j))
    print(complex("1+2j"), complex(" -1.5e3-2J "), complex("(3)"), complex("j"), complex("1e-3j"))


def malformed_text() -> None:
    for text in ("", "1+", "x", "1 + 2j", "1+2"):
        try:
            print(complex(text))
        except ValueError as error:
            print(error)


def comparison_and_hash() -> None:
    print(1 + 0j == 1, 1j == 1, 1 + 0j == 1.0, 1j == 1j, 1j != 2j, 1 == 1 + 0j)
    print(hash(1 + 0j) == hash(1), hash(2j), hash(1.5 - 2.5j), {1, 1 + 0j})


def in_containers() -> None:
    seen = {0j, 1j, 1 + 1j}
    print(1j in seen, 2j in seen, len(seen | {1j, 5 + 0j}))
    counts: dict[complex, int] = {}
    for at in (1j, 2j, 1j):
        counts[at] = counts.get(at, 0) + 1
    print(counts)
    print(sorted([3 + 1j, 1 - 1j], key=abs), sum([1j, 2 + 1j]))


def walking_a_grid() -> None:
    at, visited = 0j, {0j}
    for step in "RRDDLU":
        at += DIRECTIONS[step]
        visited.add(at)
    heading = 1 + 0j
    for _ in range(3):
        heading *= UNIT
    print(at, len(visited), heading, int(at.real), [(int(p.imag), int(p.real)) for p in [at]])


def neighbours() -> None:
    def around(p: complex) -> list[complex]:
        return [p + d for d in (1, -1, 1j, -1j)]

    print(around(2 + 3j))


def formatted() -> None:
    z = 1.23456 - 2.5j
    print(f"{z:.2f}|{z}|{z:>12.1f}|{z:+.3e}|{2j:.1f}|{2j:.3}|{z:.3}|{z!r:>18}")
    print("%s %r" % (z, z))


def mixed_sets_and_tests() -> None:
    for value in (1, 2.5, 3j, "x"):
        print(isinstance(value, complex), isinstance(value, (int, float, complex)), value)


def cmath_functions() -> None:
    print(cmath.sqrt(-1), cmath.sqrt(3 - 4j), cmath.phase(1j), cmath.polar(3 + 4j))
    z = cmath.exp(1j * math.pi / 3)
    print(round(z.real, 12), round(z.imag, 12), cmath.pi == math.pi)
    w = cmath.rect(2, math.pi / 2)
    print(round(w.real, 12), round(w.imag, 12), cmath.isclose(w, 2j), cmath.log(1 + 0j))


def roots_of_a_quadratic() -> None:
    def roots(a: float, b: float, c: float) -> tuple[complex, complex]:
        delta = cmath.sqrt(b * b - 4 * a * c)
        return (-b + delta) / (2 * a), (-b - delta) / (2 * a)

    print(roots(1.0, 2.0, 5.0), roots(1.0, -3.0, 2.0))


def mandelbrot() -> None:
    for y in range(-2, 3):
        row = ""
        for x in range(-8, 4):
            z, c, n = 0j, complex(x / 4, y / 2), 0
            while abs(z) <= 2 and n < 20:
                z = z * z + c
                n += 1
            row += "#" if n == 20 else "."
        print(row)


def equal_to_other_numbers_in_containers() -> None:
    xs: list[int | complex | float] = [1, 1 + 0j, 2.0]
    print(xs[0] == xs[1], xs[1] in [1], 1 in xs, xs.index(1 + 0j), xs.count(1))
    names: dict[int | complex, str] = {1: "a"}
    names[1 + 0j] = "b"
    print(names, len({2.0, 2 + 0j}))


def sets_of_everything() -> None:
    print(len({None, False, 1, 2.0, 3j, "4", b"5", (6,)}), 3j in {b"x", 3j}, b"x" == 3j)
