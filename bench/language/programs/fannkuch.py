"""Pancakes: for every permutation, how many prefix reversals until 1 is on top."""

import sys
import time


def flips_of(permutation: list[int], stack: list[int]) -> int:
    """How many reversals; `stack` is scratch of the same size."""
    for i in range(len(permutation)):
        stack[i] = permutation[i]
    flips = 0
    top = stack[0]
    while top != 0:
        low = 0
        high = top
        while low < high:
            kept = stack[low]
            stack[low] = stack[high]
            stack[high] = kept
            low += 1
            high -= 1
        flips += 1
        top = stack[0]
    return flips


def next_permutation(permutation: list[int], counts: list[int]) -> bool:
    """Go on to the next one by rotating prefixes; False behind the last."""
    size = len(permutation)
    prefix = 1
    while prefix < size:
        first = permutation[0]
        for i in range(prefix):
            permutation[i] = permutation[i + 1]
        permutation[prefix] = first
        counts[prefix] += 1
        if counts[prefix] <= prefix:
            return True
        counts[prefix] = 0
        prefix += 1
    return False


def fannkuch(size: int) -> tuple[int, int]:
    """The alternating checksum and the most flips over all permutations."""
    permutation = list(range(size))
    stack = [0] * size
    counts = [0] * size
    checksum = 0
    most = 0
    even = True
    while True:
        flips = flips_of(permutation, stack)
        most = max(most, flips)
        checksum += flips if even else -flips
        even = not even
        if not next_permutation(permutation, counts):
            return checksum, most


def main() -> None:
    """Permutations of as many pancakes as asked for."""
    size = int(sys.argv[1])
    start = time.perf_counter()
    checksum, most = fannkuch(size)
    print(checksum, most)
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
