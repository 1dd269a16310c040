"""Arithmetic, formatting and parsing of numbers."""


def ints() -> None:
    values = [
        0,
        1,
        -1,
        7,
        -7,
        13,
        255,
        -256,
        1 << 40,
        -(1 << 40),
        9223372036854775807,
        -9223372036854775808,
    ]
    for a in values:
        print(
            a,
            str(a),
            f"{a:x} {a:o} {a:b} {a:,} {a:+d} {a:20} {a:<20}| {a:^20} {a:020} {a:#x}",
            a.bit_length(),
            hash(a),
        )
        for b in [1, -1, 2, 3, -3, 10, 1000003]:
            if a != -9223372036854775808 or b != -1:
                print(a // b, a % b, end=" ")
        print(a >> 3, a & 255, a | 1, a ^ 85, ~a, bool(a), float(a), a / 3)
    for text in [
        "0",
        "12",
        "-5",
        " 42 ",
        "+7",
        "1_000",
        "9223372036854775807",
        "-9223372036854775808",
    ]:
        print(int(text), end=" ")
    print(int("ff", 16), int("0x1f", 16), int("-101", 2), int("zz", 36), int("0b11", 0))
    for bad in ["", "x", "1.5", "1__0", "-", "0x"]:
        try:
            print(int(bad))
        except ValueError as e:
            print(e)
    print(
        (300).to_bytes(2, "big"),
        (-2).to_bytes(3, "little", signed=True),
        int.from_bytes(b"\x01\x02", "big"),
        int.from_bytes(b"\xff\xfe", "little", signed=True),
    )
    print(2**10, 3**20, (-2) ** 3, 7**0, 5 << 3, 1 << 62, -5 >> 1)
    for action in range(6):
        try:
            x = 9223372036854775807
            zero = x - x
            if action == 0:
                print(1 // zero)
            elif action == 1:
                print(1 % zero)
            elif action == 2:
                print(1 / zero)
            elif action == 3:
                print(1.5 / zero)
            elif action == 4:
                print(1 << (zero - 1))
            elif action == 5:
                print(1.5 % zero)
        except (ZeroDivisionError, ValueError) as e:
            print("error", e)


def floats() -> None:
    values = [
        0.0,
        -0.0,
        1.0,
        0.1,
        -2.5,
        1e16,
        1e15,
        123456789.123,
        1e-5,
        1e-4,
        5e-324,
        1.7976931348623157e308,
        3.14159,
        1e22,
        2.0**60,
    ]
    for x in values:
        print(
            x,
            repr(x),
            str(x),
            f"{x:.2f} {x:.0f} {x:e} {x:.3e} {x:g} {x:.10g} {x:10.3f}|",
            f"{x:+.1f} {x:,.2f} {x:%} {x:012.4f}",
            hash(x),
        )
        print(x == x, x < 1.0, x * 2, x + 0.1, x - 1, x / 7, -x, abs(x), bool(x))
        if abs(x) < 1e18:
            print(int(x), round(x), round(x, 2), x // 0.3, x % 0.3, x % -0.7)
    inf = float("inf")
    nan = float("nan")
    print(inf, -inf, nan, inf - inf, inf > 1e308, nan == nan, f"{inf:5} {nan:.2f} {-inf:+}")
    for text in [
        "1.5",
        "-2",
        " 1e3 ",
        ".5",
        "5.",
        "1e-400",
        "1e400",
        "inf",
        "-Infinity",
        "0.1",
        "123456789012345678901234567890",
        "1_0.5",
        "2.2250738585072011e-308",
    ]:
        print(float(text), end=" ")
    print()
    for bad in ["", ".", "1e", "x", "1..2", "--1"]:
        try:
            print(float(bad))
        except ValueError as e:
            print(e)
    print(2.0**0.5, 2.0**-1, 10.0**20, 1.5**2.5, (-8.0) ** 3, 0.5**10, 2**0.5)
    for action in range(3):
        try:
            if action == 0:
                print(int(inf))
            elif action == 1:
                print(int(nan))
            else:
                print(0.0**-1)
        except (OverflowError, ValueError, ZeroDivisionError) as e:
            print("error", e)
    total = 0.0
    for i in range(1, 1000):
        total += 1.0 / i
    print(total)


def booleans() -> None:
    yes = 3 > 2
    print(
        yes,
        not yes,
        yes + 1,
        str(yes),
        repr(not yes),
        f"{yes} {yes:5} {yes:d}",
        int(yes),
        yes and False,
        yes == 1,
        hash(yes),
    )


if __name__ == "__main__":
    ints()
    floats()
    booleans()
