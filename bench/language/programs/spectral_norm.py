"""The largest singular value of an infinite matrix, by the power method on its corner."""

import math
import sys
import time


def element(i: int, j: int) -> float:
    """Row i, column j."""
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector: list[float], result: list[float]) -> None:
    """result = A vector"""
    size = len(vector)
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += element(i, j) * vector[j]
        result[i] = total


def transposed_times(vector: list[float], result: list[float]) -> None:
    """result = A' vector"""
    size = len(vector)
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += element(j, i) * vector[j]
        result[i] = total


def both_times(vector: list[float], result: list[float], between: list[float]) -> None:
    """result = A' A vector"""
    times(vector, between)
    transposed_times(between, result)


def main() -> None:
    """The norm of the corner of the size asked for."""
    size = int(sys.argv[1])
    start = time.perf_counter()
    u = [1.0] * size
    v = [0.0] * size
    between = [0.0] * size
    for _ in range(10):
        both_times(u, v, between)
        both_times(v, u, between)
    products = 0.0
    squares = 0.0
    for i in range(size):
        products += u[i] * v[i]
        squares += v[i] * v[i]
    print(f"{math.sqrt(products / squares):.9f}")
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
