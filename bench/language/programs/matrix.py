"""The product of two square matrices of floats, as lists of rows."""

import sys
import time

Matrix = list[list[float]]


def product(a: Matrix, b: Matrix) -> Matrix:
    """a times b, by rows of a and columns of b."""
    size = len(a)
    result: Matrix = []
    for i in range(size):
        left = a[i]
        row: list[float] = []
        for j in range(size):
            total = 0.0
            for k in range(size):
                total += left[k] * b[k][j]
            row.append(total)
        result.append(row)
    return result


def filled(size: int, seed: float) -> Matrix:
    """Some numbers."""
    scale = seed / size / size
    return [[scale * (i - j) * (i + j) for j in range(size)] for i in range(size)]


def main() -> None:
    """Multiply matrices of the size asked for."""
    size = int(sys.argv[1])
    start = time.perf_counter()
    a = filled(size, 1.0)
    b = filled(size, 2.0)
    c = product(a, b)
    trace = 0.0
    for i in range(size):
        trace += c[i][i]
    print(f"{c[size // 2][size // 2]:.9f} {trace:.9f}")
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
