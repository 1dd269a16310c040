"""The Mandelbrot set as a bitmap, eight points a byte."""

import sys
import time

ITERATIONS = 50


def inside(cr: float, ci: float) -> bool:
    """Whether the orbit stays within the circle of radius 2."""
    zr = zi = 0.0
    squared_r = squared_i = 0.0
    for _ in range(ITERATIONS):
        zi = 2.0 * zr * zi + ci
        zr = squared_r - squared_i + cr
        squared_r = zr * zr
        squared_i = zi * zi
        if squared_r + squared_i > 4.0:
            return False
    return True


def bitmap(size: int) -> bytearray:
    """Rows from the bottom up; size is a multiple of 8."""
    result = bytearray()
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        bits = 0
        for x in range(size):
            cr = 2.0 * x / size - 1.5
            bits = bits << 1 | int(inside(cr, ci))
            if x % 8 == 7:
                result.append(bits)
                bits = 0
    return result


def main() -> None:
    """A square of the size asked for."""
    size = int(sys.argv[1])
    start = time.perf_counter()
    rows = bitmap(size)
    checksum = 0
    for byte in rows:
        checksum = (checksum * 31 + byte) % 1000003
    print(len(rows), checksum)
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
