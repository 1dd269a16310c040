"""Functions: defaults, keywords, recursion, values, lambdas, closures, nonlocal, decorators."""

from __future__ import annotations

from collections.abc import Callable

HANDLERS: dict[str, Callable[[int], int]] = {}


def register(name: str) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    """Runs at build time only."""

    def keep(function: Callable[[int], int]) -> Callable[[int], int]:
        HANDLERS[name] = function
        return function

    return keep


@register("double")
def double(x: int) -> int:
    return 2 * x


@register("square")
def square(x: int) -> int:
    return x * x


def defaults(a: int, b: int = 2, *, c: int = 3, d: str = "d") -> str:
    return f"{a} {b} {c} {d}"


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def apply(f: Callable[[int], int], x: int) -> int:
    return f(x)


def compose(f: Callable[[int], int], g: Callable[[int], int]) -> Callable[[int], int]:
    return lambda x: f(g(x))


def adder(n: int) -> Callable[[int], int]:
    def add(x: int) -> int:
        return x + n

    return add


def counter() -> Callable[[], int]:
    count = 0

    def bump() -> int:
        nonlocal count
        count += 1
        return count

    return bump


def pair() -> tuple[Callable[[int], None], Callable[[], int]]:
    value = 0

    def put(x: int) -> None:
        nonlocal value
        value = x

    def get() -> int:
        return value

    return put, get


def late() -> list[int]:
    functions: list[Callable[[], int]] = []
    for i in range(3):
        functions.append(lambda: i)
    return [f() for f in functions]


def scaled(i: int) -> Callable[[], int]:
    def times(ten: int = 10) -> int:
        return i * ten

    return lambda: times() + times(ten=1)


def early() -> list[int]:
    return [f() for f in [scaled(i) for i in range(3)]]


def recursive_inner(n: int) -> int:
    def down(k: int) -> int:
        return 0 if k == 0 else k + down(k - 1)

    return down(n)


class Button:
    def __init__(self, label: str) -> None:
        self.label = label
        self.handlers: list[Callable[[str], str]] = []

    def press(self) -> list[str]:
        return [handler(self.label) for handler in self.handlers]

    def shout(self, text: str) -> str:
        return f"{self.label}:{text.upper()}"


def optional(f: Callable[[int], int] | None, x: int) -> int:
    return f(x) if f is not None else x


def no_result() -> None:
    return


def multiple(n: int) -> tuple[int, str]:
    if n > 0:
        return n, "positive"
    return 0, "other"


if __name__ == "__main__":
    print(defaults(1), defaults(1, 5), defaults(1, c=9), defaults(b=7, a=6, d="z"))
    print(fib(15), is_even(10), is_odd(7), apply(double, 21), apply(lambda x: x - 1, 5))
    print(compose(double, square)(3), compose(adder(1), adder(10))(0), adder(5)(6))
    one, two = counter(), counter()
    print(one(), one(), two(), one())
    put, get = pair()
    put(42)
    print(get(), late(), early(), recursive_inner(4))
    print(HANDLERS["double"](8), HANDLERS["square"](8), sorted(HANDLERS))
    button = Button("ok")
    other = Button("cancel")
    button.handlers.append(lambda text: text + "!")
    button.handlers.append(other.shout)
    button.handlers.append(str.upper)
    print(button.press())
    print(optional(None, 3), optional(double, 3), no_result(), multiple(3), multiple(-1))
    table: list[tuple[str, Callable[[int, int], int]]] = [
        ("add", lambda a, b: a + b),
        ("sub", lambda a, b: a - b),
    ]
    for name, operation in table:
        print(name, operation(7, 3))
    chosen = double if fib(3) == 2 else square
    print(chosen(10), (lambda: "called")(), max([1, 5, 3], key=lambda x: -x))
