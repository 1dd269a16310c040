"""Ends in the way that its first argument names."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class Broken(Exception):
    """An error of the program's own."""


class Plain:
    def __init__(self, value: int) -> None:
        self.value = value

    def divide(self, by: int) -> int:
        return self.value // by


def deep(n: int) -> int:
    if n == 0:
        raise Broken("at the bottom")
    return deep(n - 1) + 1


def chained() -> None:
    try:
        deep(0)
    except Broken as error:
        raise ValueError("outside") from error


def cleanup() -> None:
    try:
        deep(1)
    finally:
        print("cleaned up")


def group() -> None:
    inner = ExceptionGroup("inner", [KeyError("k"), Broken()])
    raise ExceptionGroup("several", [ValueError("v"), inner])


def group_with_causes() -> None:
    noted = ValueError("noted")
    noted.add_note("first")
    noted.add_note("second")
    try:
        group()
    except* ValueError as part:
        part.add_note("of the part")
        raise RuntimeError("after") from noted


def generators() -> Iterator[int]:
    yield 1
    deep(3)


def manager_in_between() -> None:
    with passing():
        deep(2)


@contextmanager
def passing() -> Iterator[None]:
    try:
        yield
    finally:
        print("passed")


def printed() -> None:
    try:
        deep(2)
    except Broken:
        print(repr(sys.exception()))
        traceback.print_exc()
    raise Broken("afterwards")


def end(way: str) -> None:
    if way == "group":
        group()
    if way == "group-with-causes":
        group_with_causes()
    if way == "printed":
        printed()
    if way == "manager":
        manager_in_between()
    if way == "generator":
        print(list(generators()))
    if way == "zero":
        sys.exit(0)
    if way == "none":
        sys.exit()
    if way == "status":
        sys.exit(42)
    if way == "large":
        sys.exit(255)
    if way == "text":
        sys.exit("a reason")
    if way == "system-exit":
        raise SystemExit(3)
    if way == "error":
        raise Broken("with a message")
    if way == "silent":
        raise Broken
    if way == "deep":
        deep(3)
    if way == "method":
        Plain(7).divide(0)
    if way == "index":
        print([1, 2][len(way)])
    if way == "key":
        print({"a": 1}[way])
    if way == "chained":
        chained()
    if way == "cleanup":
        cleanup()
    if way == "assert":
        assert way == "other", "assertions stay on"
    if way == "unicode":
        raise Broken("naïve 🐍")
    if way == "lambda":
        (lambda n: deep(n))(0)
    if way == "repeated":
        deep(9)
    if way == "recursion-error":
        raise RecursionError("too deep")
    if way == "keyboard":
        raise KeyError(way)


if __name__ == "__main__":
    print("before", flush=True)
    end(sys.argv[1])
    print("after")
