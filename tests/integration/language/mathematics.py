"""math: every function, its errors, and values to the digits that all C libraries agree on."""

import math


class Rnd:
    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self) -> float:
        self.state = (
            self.state * 6364136223846793005 % 18446744073709551557
            if False
            else (self.state * 1103515245 + 12345) % 2147483648
        )
        return self.state / 2147483648.0


def show(name: str, x: float) -> None:
    print(name, f"{x:.14g}")


def functions_of_any_number() -> None:
    xs = [
        0.0,
        -0.0,
        0.5,
        1.0,
        -1.0,
        2.5,
        10.0,
        100.25,
        -1e-10,
        1e22,
        1e300,
        0.1,
        3.0,
        math.pi,
        1e15,
    ]
    for x in xs:
        print(
            math.sin(x),
            math.cos(x),
            math.tan(x),
            math.atan(x),
            math.tanh(x),
            math.degrees(x),
            math.radians(x),
        )
        show("asinh", math.asinh(x))
        show("cbrt", math.cbrt(x))
        show("erf", math.erf(x))
        print(
            math.atan2(x, 2.0),
            math.atan2(x, -3.5),
            math.hypot(x, 3.0),
            math.hypot(x),
            math.hypot(x, 1.0, 2.0),
            math.modf(x),
            math.frexp(x),
            math.ulp(x),
            math.nextafter(x, 5.0),
        )


def logarithms() -> None:
    for x in [0.5, 0.001, 1.0, 2.0, 8.0, 10.0, 1000.0, 1e5, 1e15, 1e22, 1e-5, 123.456, 1e300]:
        print(
            math.log2(x),
            math.log10(x),
            math.log(x),
            math.sqrt(x),
            math.log(x, 10),
            math.acosh(x + 1.0),
        )
        show("log1p", math.log1p(x))


def between_one_and_minus_one() -> None:
    for x in [-1.0, -0.5, 0.0, 0.25, 0.75, 1.0, 1e-12]:
        print(math.asin(x), math.acos(x), math.exp(x), math.exp2(x) if False else x, math.cosh(x))
        show("expm1", math.expm1(x))
        show("sinh", math.sinh(x))


def whole_numbers() -> None:
    print(
        math.gcd(12, 18),
        math.gcd(),
        math.gcd(5),
        math.gcd(12, 18, 27),
        math.lcm(4, 6),
        math.lcm(2, 3, 7),
        math.lcm(),
    )
    print(
        math.factorial(10),
        math.comb(52, 5),
        math.perm(5, 2),
        math.perm(4),
        math.comb(60, 30),
        math.prod([1, 2, 3, 4]),
        math.prod([1.5, 2.0]),
        math.prod(range(1, 6)),
        math.prod([2, 3], start=10),
    )


def sums() -> None:
    print(
        math.fsum([0.1] * 10),
        math.fsum([1e100, 1.0, -1e100]),
        math.fsum([1, 2, 3]),
        math.dist([1.0, 2.0], [4.0, 6.0]),
        math.dist((1, 2), (4, 6)),
    )


def remainders() -> None:
    print(
        math.fmod(7.5, 2.0),
        math.fmod(-7.5, 2.0),
        math.remainder(7.5, 2.0),
        math.remainder(5.0, 2.0),
        math.remainder(-5.5, 3.0),
    )


def scaled() -> None:
    print(
        math.ldexp(0.5, 10),
        math.ldexp(1.0, -1074),
        math.ldexp(3.0, -1075),
        math.isclose(1.0, 1.0 + 1e-10),
        math.isclose(1.0, 1.1),
        math.isclose(0.0, 1e-10, abs_tol=1e-9),
    )


def rounded() -> None:
    print(
        math.floor(2.7),
        math.ceil(2.1),
        math.trunc(-2.7),
        math.floor(4611686018427387905),
        math.floor(-0.5),
        math.ceil(-0.5),
    )


def edges() -> None:
    print(
        math.atan2(0.0, -0.0),
        math.atan2(-0.0, 1.0),
        math.atan2(math.inf, -math.inf),
        math.sin(math.nan),
        math.isqrt(10**18),
    )


def errors() -> None:
    for k in range(12):
        try:
            if k == 0:
                print(math.sin(math.inf))
            elif k == 1:
                print(math.asin(2.0))
            elif k == 2:
                print(math.log10(0.0))
            elif k == 3:
                print(math.acosh(0.5))
            elif k == 4:
                print(math.sinh(1000.0))
            elif k == 5:
                print(math.factorial(-1))
            elif k == 6:
                print(math.fmod(1.0, 0.0))
            elif k == 7:
                print(math.ldexp(1.0, 2000))
            elif k == 8:
                print(math.sqrt(-1.0))
            elif k == 9:
                print(math.comb(3, -1))
            elif k == 10:
                print(math.log(10.0, 1.0))
            else:
                print(math.atanh(1.0))
        except (ValueError, OverflowError, ZeroDivisionError) as e:
            print(type(e).__name__, e)


def total() -> None:
    r = Rnd(42)
    total = 0.0
    for _ in range(2000):
        a = r.next() * 20.0 - 10.0
        b = r.next()
        total += (
            math.sin(a) * math.cos(b) + math.atan2(a, b) + math.exp(b) + math.log(b + 1.0) + b**a
        )
    show("total", total)


def main() -> None:
    functions_of_any_number()
    logarithms()
    between_one_and_minus_one()
    whole_numbers()
    sums()
    remainders()
    scaled()
    rounded()
    edges()
    errors()
    total()


if __name__ == "__main__":
    main()
