"""naja.lang.bigint: integers of any size."""

import math

from naja.lang import bigint

BIG = bigint(2) ** 200
TABLE = {"a": bigint(10) ** 30}


def fact(n: int) -> bigint:
    result = bigint(1)
    for i in range(2, n + 1):
        result *= i
    return result


def fib(n: int) -> bigint:
    a, b = bigint(0), bigint(1)
    for _ in range(n):
        a, b = b, a + b
    return a


def numbers() -> tuple[bigint, bigint, bigint]:
    a = bigint("123456789012345678901234567890")
    return a, bigint("-98765432109876543210"), bigint(7)


def made() -> None:
    print(fact(30), fact(100))
    print(
        fib(300),
        BIG,
        TABLE["a"],
        bigint(5),
        bigint(),
        bigint("123456789012345678901234567890"),
        bigint("-0xff", 0),
        bigint(1e30),
        bigint(-3.7),
    )


def operators() -> None:
    a, b, c = numbers()
    for x in [a, b, c, BIG]:
        for y in [a, b, c]:
            print(
                x + y,
                x - y,
                x * y,
                x // y,
                x % y,
                divmod(x, y),
                x / y,
                x & y,
                x | y,
                x ^ y,
                x < y,
                x == y,
                x >= y,
            )


def with_ints() -> None:
    a, b, c = numbers()
    print(
        a + 1,
        1 + a,
        a - 5,
        5 - a,
        a * 3,
        3 * a,
        a // 7,
        7 // a,
        a % 1000,
        1000 % c,
        2**c,
        c**20,
        a << 70,
        a >> 70,
        b >> 3,
        b << 2,
        ~a,
        -a,
        +a,
        abs(b),
    )


def with_floats() -> None:
    a, _, c = numbers()
    print(
        a + 0.5,
        2.0 * a,
        a / 3,
        1 / c,
        a == 5,
        c == 7,
        7 == c,
        c < 8,
        8 > c,
        6 < c,
        c != 7,
        c > 6.5,
        c == 7.0,
        7.0 == c,
    )


def powers() -> None:
    a, b, c = numbers()
    print(
        pow(a, 5),
        pow(a, 3, 1000007),
        pow(a, b * b, bigint(10) ** 20),
        pow(c, -1, 11),
        hash(a),
        hash(b),
        hash(c) == hash(7),
        hash(BIG),
    )


def text() -> None:
    a, b, c = numbers()
    print(
        f"{a:,} {a:x} {a:#X} {a:e} {a:>40} {a:040d} {c:5} {b:+}",
        "%d %x %5d %s" % (a, a, c, b),
        hex(a),
        oct(c),
        bin(b),
    )


def converted() -> None:
    a, b, c = numbers()
    print(
        int(c) + 1,
        float(a),
        str(a)[:5],
        bool(a),
        bool(bigint(0)),
        not c,
        a.bit_length(),
        a.bit_count(),
        a.to_bytes(16, "big"),
        bigint.from_bytes(b"\xff" * 12, "little"),
        b.to_bytes(10, "little", signed=True),
    )


def in_containers() -> None:
    a, b, c = numbers()
    print(
        sorted([a, b, c]),
        max(a, b),
        min([a, b, c]),
        sum([a, b, c]),
        {a: 1}[a],
        a in [b, a],
        [c, a],
        (c, b),
    )


def errors() -> None:
    a, _, _ = numbers()
    for k in range(4):
        try:
            if k == 0:
                print(a // 0)
            elif k == 1:
                print(a % bigint(0))
            elif k == 2:
                print(bigint("12x"))
            else:
                print(float(bigint(10) ** 400))
        except (ZeroDivisionError, ValueError, OverflowError) as e:
            print(type(e).__name__, e)


def long_ones() -> None:
    x = bigint(3) ** 2000
    y = bigint(7) ** 1500
    print((x * y) % (10**9), x * y // y == x, len(str(x * y)), (x * x - y * y) == (x - y) * (x + y))


def digits() -> None:
    a, b, c = numbers()
    z = 0
    n = bigint(10) ** 18
    while n > 0:
        z += int(n % 10)
        n //= 10
    print(z, isinstance(c, bigint), math.isqrt(a), math.gcd(a, b), math.gcd(a, 30), math.gcd(30, a))


def in_place() -> None:
    q: bigint = bigint(5)
    q += 1
    q -= bigint(2)
    q *= q
    q **= 3
    q <<= 3
    q ^= 5
    print(q, q == 32773, repr(q))


def main() -> None:
    made()
    operators()
    with_ints()
    with_floats()
    powers()
    text()
    converted()
    in_containers()
    errors()
    long_ones()
    digits()
    in_place()


if __name__ == "__main__":
    main()
