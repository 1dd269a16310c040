"""Variables of a module that functions bind anew, and names that only look like them."""

from collections.abc import Callable


def _double(number: int) -> int:
    return number * 2


class _Handler:
    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, other: int) -> int:
        return self.number + other


class _A:
    name = "a"


class _B(_A):
    name = "b"


class _C:
    name = "c"


handler = _Handler(1)
callback: Callable[[int], int] = _double
plain = _double
later: Callable[[int], int] | None = None
kind: type[_A] = _A
other_kind = _A
either: type[_A | _C] = _A
count = 0


def objects_that_are_called() -> None:
    global handler
    print(handler(1), handler.number)
    handler = _Handler(10)
    print(handler(1), handler.number)


def functions() -> None:
    global callback, plain

    def less(number: int) -> int:
        return number - 1

    print(callback(4), plain(4))
    callback = lambda n: n + 100  # noqa: E731
    plain = less
    print(callback(4), plain(4))


def functions_that_may_be_none() -> None:
    global later
    print(later is None)
    later = _double
    print(later(4))


def classes() -> None:
    global kind, other_kind, either
    print(kind.name, other_kind.name, either.name)
    kind = other_kind = _B
    either = _C
    print(kind.name, kind().name, other_kind.name, either.name)
    every: list[type[_A | _C]] = [_A, _C]
    print([cls.name for cls in every])


def variables_of_comprehensions() -> None:
    global count
    count = 3
    print([count for count in range(5)], {count: 1 for count in "ab"}, count)
    print(sum(count for count in range(4)), count)
