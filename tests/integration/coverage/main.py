"""Runs some code and prints how often each of its blocks ran."""

import sys

from naja.lang import coverage


def kind(number: int) -> str:
    if number % 100 == 0:
        return "hundred"
    if number > 1000:
        return "large"
    return "small"


def lengths(count: int) -> int:
    total = 0
    for number in range(count):
        total += len(kind(number))
    return total


if __name__ == "__main__":
    counters = coverage.counters()
    before = bytes(counters)
    lengths(int(sys.argv[1]))
    after = bytes(counters)
    counters[:] = bytes(len(counters))
    lengths(1)
    print(" ".join([str(count) for count in before]))
    print(" ".join([str(count) for count in after]))
    print(" ".join([str(count) for count in bytes(counters)]))
