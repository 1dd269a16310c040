"""Whole numbers: 64 bits with checks, floor division, shifts, powers, conversions, fixed widths."""

from naja.lang import i8, i16, i32, i64, u8, u16, u32, u64

LARGEST = 2**63 - 1
SMALLEST = -(2**63)
PAIRS = [(7, 2), (-7, 2), (7, -2), (-7, -2), (0, 5), (LARGEST, 3), (SMALLEST, 3), (1, LARGEST)]


def division() -> None:
    for a, b in PAIRS:
        print(a, b, a // b, a % b, divmod(a, b), a / b)
    for a in (1, 0, -1):
        try:
            print(a // 0)
        except ZeroDivisionError as error:
            print("floordiv:", error)
        try:
            print(a % 0)
        except ZeroDivisionError as error:
            print("modulo:", error)
        try:
            print(a / 0)
        except ZeroDivisionError as error:
            print("division:", error)


def bits() -> None:
    for a, b in [(12, 10), (-12, 10), (-1, 255), (LARGEST, SMALLEST), (0, -1)]:
        print(a & b, a | b, a ^ b, ~a, ~b)
    for n in (0, 1, 5, 31, 62):
        print(1 << n, -1 << n, LARGEST >> n, SMALLEST >> n)
    print(-5 >> 100, 5 >> 100, 0 << 1)
    for number in (0, 1, 255, -256, LARGEST, SMALLEST):
        print(number.bit_length(), number.bit_count())
    try:
        print(1 << int("-1"))
    except ValueError as error:
        print("shift:", error)
    try:
        print(1 >> int("-1"))
    except ValueError as error:
        print("shift:", error)


def powers() -> None:
    for base in (0, 1, -1, 2, -3, 10):
        for exponent in (0, 1, 2, 5, 18):
            print(base**exponent, end=" ")
        print()
    print(pow(7, 3), pow(3, 200, 1_000_007), pow(-3, 5, 7))


def comparisons() -> None:
    for a, b in PAIRS:
        print(a < b, a <= b, a == b, a != b, a >= b, a > b, min(a, b), max(a, b))
    x = 5
    print(1 < x < 10, 1 < x > 10, 3 <= x == 5, not x < 3 < 4)
    print(max(3, 1, 2), min([4, 2, 8]), max([4, 2, 8]), sum([1, 2, 3]), sum([1, 2], 10), abs(-4))


def text() -> None:
    for number in (0, 7, -7, 255, LARGEST, SMALLEST):
        print(number, str(number), repr(number), hex(number), oct(number), bin(number))
    for source in (
        "0",
        "-12",
        " 42 ",
        "+7",
        "1_000",
        "0x1f",
        "9223372036854775807",
        "",
        "x",
        "1.5",
        "--1",
    ):
        try:
            print(int(source))
        except ValueError as error:
            print("ValueError:", error)
    print(
        int("ff", 16),
        int("0x1F", 16),
        int("-0b101", 2),
        int("z", 36),
        int("0o17", 0),
        int("12", base=8),
    )
    print(int(2.9), int(-2.9), int(True), int(False), int())


def storage() -> None:
    for number in (0, 1, 255, 256, 65535):
        print(number.to_bytes(4, "big"), number.to_bytes(4, "little"))
    print((-2).to_bytes(2, "big", signed=True))
    try:
        print((256).to_bytes(1, "big"))
    except OverflowError as error:
        print("OverflowError:", error)
    data = bytes([1, 2, 3, 250])
    print(
        int.from_bytes(data, "big"),
        int.from_bytes(data, "little"),
        int.from_bytes(data[3:], "big", signed=True),
    )


def fixed() -> None:
    a = u8(200)
    b = u8(100)
    print(a, b, a + b, a - b, a * b, a // b, a & b, a > b)
    print(u16(65535), i8(-128), i16(-5), i32(7), u32(4_000_000_000), i64(-1))
    for value in (-1, 0, 255, 256):
        try:
            print(u8(value))
        except OverflowError:
            print("u8 holds no", value)
    for value in (-129, 127, 128):
        try:
            print(i8(value))
        except OverflowError:
            print("i8 holds no", value)
    print(u8.wrap(300), u16.wrap(-1), i8.wrap(200), u32.wrap(2**32 + 5))


def wrapping() -> None:
    h = u64(14695981039346656037)
    for byte in b"hello":
        h = (h ^ u64(byte)) * u64(1099511628211)
    print(h, h >> 3, h % u64(1000), ~h, u64.wrap(-1))
    small = u64(3)
    print(small - u64(5), small + 1, small == u64(3), int(small))
    try:
        print(int(h))
    except OverflowError:
        print("too large for int")


def augmented() -> None:
    x = 10
    x += 5
    x -= 3
    x *= 4
    x //= 5
    x %= 7
    x **= 3
    x <<= 2
    x >>= 1
    x |= 1
    x &= 0xFF
    x ^= 0x0F
    print(x)


def booleans() -> None:
    yes, no = True, False
    print(yes, no, yes + yes, yes * 5, -yes, yes & no, yes | no, yes ^ yes, not yes, not no)
    print(yes == 1, no < yes, str(yes), repr(no), int(yes), bool(0), bool(7), bool(-1), bool())
    print(sum([True, False, True]), yes + 0.5)
    print(yes and no, yes or no, 3 and 5, 0 or 7, 0 and 1, "" or "other", [0] or [1])


if __name__ == "__main__":
    division()
    bits()
    powers()
    comparisons()
    text()
    storage()
    fixed()
    wrapping()
    augmented()
    booleans()
