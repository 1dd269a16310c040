"""What exceptions cost: one that passes ten frames, and a try in which none comes."""

import sys
import time


class Refused(Exception):
    """An exception of the program's own."""


def descend(depth: int, number: int) -> int:
    """Raise, that many frames below."""
    if depth == 0:
        if number >= 0:
            raise Refused(f"no {number & 1}")
        return number
    return descend(depth - 1, number) + 1


def raised(count: int) -> int:
    """Raise and catch through ten frames, so many times."""
    caught = 0
    for i in range(count):
        try:
            caught += descend(9, i)
        except Refused:
            caught += 2
    return caught


def step(state: int, number: int) -> int:
    """One of some computation that may fail."""
    if number < 0:
        raise Refused("negative")
    return (state * 5 + number) % 1000003


def without_try(numbers: list[int], rounds: int) -> int:
    """The computation over all numbers."""
    state = 0
    for _ in range(rounds):
        for number in numbers:
            state = step(state, number)
    return state


def with_try(numbers: list[int], rounds: int) -> int:
    """The same, each step in a try."""
    state = 0
    for _ in range(rounds):
        for number in numbers:
            try:
                state = step(state, number)
            except Refused:
                state = -1
    return state


def main() -> None:
    """As many rounds as asked for; a million steps of each computation for a thousand rounds."""
    count = int(sys.argv[1])
    start = time.perf_counter_ns()
    caught = raised(count)
    print(caught, f"\nraise {(time.perf_counter_ns() - start) / count}")
    numbers = [i * 37 % 1009 for i in range(1000)]
    with_try(numbers, 1)
    best_plain = best_guarded = 1e18
    for _ in range(9):
        start = time.perf_counter_ns()
        plain = without_try(numbers, count // 100)
        middle = time.perf_counter_ns()
        guarded = with_try(numbers, count // 100)
        end = time.perf_counter_ns()
        best_plain = min(best_plain, float(middle - start))
        best_guarded = min(best_guarded, float(end - middle))
    print(plain == guarded)
    steps = count // 100 * 1000
    print(f"without {best_plain / steps}\nwith {best_guarded / steps}")


if __name__ == "__main__":
    main()
