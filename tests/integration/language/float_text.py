"""Floats as text: shortest and with a fixed number of places, over sizes and ties."""

import struct


def hashed(h: int, text: str) -> int:
    for c in text:
        h = (h * 31 + ord(c)) % 1000000007
    return h


def of_all_sizes() -> int:
    seed = 12345
    h = 0
    bad = 0
    for i in range(6000):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        a = seed
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        e = 1023 + (seed >> 8) % 70 - 20
        bits = (e << 52) | ((a << 21) ^ (seed << 3)) & ((1 << 52) - 1)
        x = struct.unpack("<d", struct.pack("<q", bits))[0]
        t = repr(x)
        if float(t) != x:
            bad += 1
        h = hashed(h, t)
        t = f"{x:.2f}|{-x:.6f}|{x:.0f}|{x:.1f}|{x:.12f}"
        h = hashed(h, t)
        if i % 1000 == 0:
            print(repr(x), t)
    print(h, bad)
    return h


def ties() -> None:
    for x in [
        0.5,
        1.5,
        2.5,
        0.125,
        0.375,
        2.675,
        1e15,
        1e16,
        123456789012345.67,
        9007199254740993.0,
        4503599627370496.5,
        4503599627370497.5,
        0.1 + 0.2,
        1 / 3,
        2 / 3,
        5e-324,
        1.7976931348623157e308,
        9999999999999998.0,
        0.00048828125,
        1e22,
        1e23,
        100.0,
        99.995,
        0.005,
        0.015,
    ]:
        print(
            x,
            f"{x:.0f} {x:.1f} {x:.2f} {x:.3f} {x:.17f} {x:e} {x:g} {x:,.2f} {x:10.2f}| {x:+.1f} {x:#.0f}",
            round(x, 2),
            "%.3f" % x,
        )


def in_steps(h: int) -> None:
    for i in range(2000):
        x = i * 0.37
        h = hashed((h * 31 + len(str(x))) % 1000000007, str(x))
    print(h)


def main() -> None:
    h = of_all_sizes()
    ties()
    in_steps(h)


if __name__ == "__main__":
    main()
