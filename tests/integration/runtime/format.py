"""Format specs, constant and computed, simple and not."""


def main() -> None:
    for n in [0, 5, -5, 255, -4096, 1234567]:
        print(f"{n:5}|{n:05}|{n:x}|{n:02x}|{n:08b}|{n:3}|{n:o}|{n:1d}|{n:010d}|{n:3x}")
        if 0 < n < 1000:
            print(f"{n:X}|{n:#06x}|{n:,}|{n:_}|{n:+}|{n:e}|{n:<6}|{n:^7}|{n:*>8}|{n: }|{n:c}")
    for x in [0.0, 1.5, -2.25, 1e10, 123.456, float("inf"), float("nan"), -0.001]:
        print(
            f"{x:.0f}|{x:.2f}|{x:.10f}|{x:8.3f}|{x:<10.1f}|{x:e}|{x:g}|{x:.3}|{x:%}|{x:+.1f}|{x:010.2f}"
        )
    for s in ["", "a", "hello", "日本"]:
        print(f"[{s:5}][{s:>5}][{s:^5}][{s:*^6}][{s:日<4}][{s:.2}][{s:>4.1}][{s!r:8}][{s!s:>3}]")
    for width in range(3, 7):
        print(f"{42:{width}}|{'ab':{width}}|{2.5:{width}.1f}|{True:{width}}|{True}")
    for spec in ["d", "q", "5.2", ",x", "=5"]:
        for kind in range(3):
            try:
                if kind == 0:
                    print(format(7, spec))
                elif kind == 1:
                    print(format(7.5, spec))
                else:
                    print(format("t", spec))
            except ValueError as e:
                print("error", e)


if __name__ == "__main__":
    main()
