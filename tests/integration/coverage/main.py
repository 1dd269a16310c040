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
    again = bytes(counters)
    for counts in (before, after, again):
        print(" ".join([str(count) for count in counts]))
    seen = bytearray(len(counters))
    coverage.harvest(seen)
    lengths(1)
    lengths(1)
    news = [coverage.harvest(seen)]
    lengths(1)
    news.append(coverage.harvest(seen))
    lengths(300)
    news.append(coverage.harvest(seen))
    left = bytes(counters)
    print(news[0], news[1], news[2] > 0, left.count(0) == len(left))
    try:
        coverage.harvest(bytearray(len(counters) + 1))
    except ValueError as error:
        print(error)
