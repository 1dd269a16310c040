"""Empty collections: what fills them tells what they hold, and some are never filled."""

from __future__ import annotations

from collections import Counter, defaultdict, deque


def never_filled() -> None:
    xs = []
    print(xs, [], {}, set(), len([]), Counter(), deque(), not xs, xs == [])


def never_filled_dict() -> None:
    d = {}
    print(d, d == {}, list(d.items()), len(d), defaultdict(list))


def loop_over_nothing() -> None:
    for x in []:
        print(x)
    print(sorted([]), sum([]), list(reversed([])), max([], default=3))


def nested_empties() -> None:
    print([[], []], ([], {}), {"a": []})


def _made():
    return []


def _mapping():
    return {}


def _late(n: int):
    if n > 0:
        return [n] + _late(n - 1)
    return []


def filled_by_the_caller() -> None:
    xs = _made()
    xs.append(3)
    d = _mapping()
    d["a"] = [1]
    print(xs, d)


def filled_by_recursion() -> None:
    print(_late(3))


def _depth(n: int):
    return 0 if n == 0 else 1 + _depth(n - 1)


def _even(n: int):
    if n == 0:
        return True
    return _odd(n - 1)


def _odd(n: int):
    if n == 0:
        return False
    return _even(n - 1)


def unannotated_recursion() -> None:
    print(_depth(5), _even(10), _odd(7))


def never_used() -> None:
    xs = []
    d = {}
    xs = []
    print("unused")
