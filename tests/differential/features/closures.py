"""Functions within functions, lambdas, functions as values."""

from __future__ import annotations

from collections.abc import Callable


class _Holder:
    def __init__(self, value: int) -> None:
        self.value = value

    def getter(self) -> Callable[[], int]:
        return lambda: self.value

    def setter(self) -> Callable[[int], int]:
        def put(n: int) -> int:
            old, self.value = self.value, n
            return old + self.value

        return put


def counter_closure() -> None:
    def make() -> Callable[[], int]:
        n = 0

        def step() -> int:
            nonlocal n
            n += 1
            return n

        return step

    a, b = make(), make()
    print(a(), a(), b(), a())


def adder_factory() -> None:
    def adder(k: int) -> Callable[[int], int]:
        return lambda n: n + k

    print(adder(3)(4), [adder(k)(10) for k in range(3)])


def closure_sees_later_assignment() -> None:
    x = 1

    def show() -> int:
        return x

    x = 2
    print(show())


def closure_over_parameter() -> None:
    def outer(items: list[int]) -> Callable[[int], bool]:
        return lambda n: n in items

    contains = outer([1, 2])
    print(contains(1), contains(5))


def late_binding_in_loop() -> None:
    fs: list[Callable[[], int]] = []
    for i in range(3):
        fs.append(lambda: i)
    print([f() for f in fs])


def nested_three_levels() -> None:
    def a() -> int:
        x = 1

        def b() -> int:
            y = x + 1

            def c() -> int:
                nonlocal x
                x += 10
                return x + y

            return c() + x

        return b() + x

    print(a())


def shared_cell() -> None:
    def pair() -> tuple[Callable[[int], None], Callable[[], int]]:
        value = 0

        def put(n: int) -> None:
            nonlocal value
            value = n

        def get() -> int:
            return value

        return put, get

    put, get = pair()
    put(5)
    print(get())
    put(7)
    print(get())


def recursive_inner_function() -> None:
    def factorial(n: int) -> int:
        return 1 if n <= 1 else n * factorial(n - 1)

    print(factorial(15))


def mutual_recursion() -> None:
    def even(n: int) -> bool:
        return True if n == 0 else odd(n - 1)

    def odd(n: int) -> bool:
        return False if n == 0 else even(n - 1)

    print(even(10), odd(7))


def lambda_in_sort_key() -> None:
    data = [("x", 3), ("y", 1)]
    data.sort(key=lambda pair: pair[1])
    print(data)


def function_as_argument() -> None:
    def apply(f: Callable[[int, int], int], a: int, b: int) -> int:
        return f(a, b)

    print(apply(lambda a, b: a * b, 3, 4), apply(max, 3, 4), apply(pow, 2, 5))


def function_in_dict() -> None:
    operations: dict[str, Callable[[float, float], float]] = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "/": lambda a, b: a / b,
    }
    for sign, f in operations.items():
        print(sign, f(6.0, 3.0))


def function_in_list() -> None:
    steps: list[Callable[[str], str]] = [str.upper, str.strip, lambda s: s[::-1]]
    text = " abc "
    for step in steps:
        text = step(text)
    print(text)


def optional_callback() -> None:
    def run(n: int, callback: Callable[[int], None] | None = None) -> int:
        if callback is not None:
            callback(n)
        return n * 2

    print(run(1), run(2, lambda n: print("called with", n)))


def returning_different_functions() -> None:
    def choose(up: bool) -> Callable[[int], int]:
        if up:
            return lambda n: n + 1

        def down(n: int) -> int:
            return n - 1

        return down

    print(choose(True)(5), choose(False)(5))


def accumulate_by_closure() -> None:
    total = 0

    def add(n: int) -> None:
        nonlocal total
        total += n

    for n in range(5):
        add(n)
    print(total)


def mutable_captured_list() -> None:
    log: list[str] = []

    def note(text: str) -> None:
        log.append(text)

    note("a")
    note("b")
    print(log)


def memo_by_closure() -> None:
    def memoize(f: Callable[[int], int]) -> Callable[[int], int]:
        memo: dict[int, int] = {}

        def wrapped(n: int) -> int:
            if n not in memo:
                memo[n] = f(n)
            return memo[n]

        return wrapped

    calls = 0

    def slow(n: int) -> int:
        nonlocal calls
        calls += 1
        return n * n

    fast = memoize(slow)
    print(fast(4), fast(4), fast(5), calls)


def curry() -> None:
    def curry(f: Callable[[int, int], int]) -> Callable[[int], Callable[[int], int]]:
        return lambda a: lambda b: f(a, b)

    print(curry(lambda a, b: a - b)(10)(3))


def immediately_called_lambda() -> None:
    print((lambda a, b: a + b)(1, 2))


def conditional_lambda() -> None:
    key: Callable[[str], int] = len if len("x") == 1 else ord
    print(sorted(["aaa", "b"], key=key))


def keyword_only_in_inner() -> None:
    def f(a: int, *, b: int = 2, c: int) -> tuple[int, int, int]:
        return a, b, c

    print(f(1, c=3), f(1, c=4, b=5))


def closure_over_loop_in_function() -> None:
    def make(i: int) -> Callable[[], int]:
        return lambda: i * i

    print([f() for f in [make(i) for i in range(4)]])


def generator_from_closure() -> None:
    def counter(limit: int):  # type: ignore[no-untyped-def]
        n = 0
        while n < limit:
            yield n
            n += 1

    print(list(counter(3)), sum(counter(5)))


def closure_over_self() -> None:
    print(_Holder(5).getter()(), _Holder(6).setter()(9))


def nonlocal_two_levels_up() -> None:
    n = 0

    def outer() -> None:
        def inner() -> None:
            nonlocal n
            n += 5

        inner()
        inner()

    outer()
    print(n)


def partial_by_lambda() -> None:
    power = lambda base, exponent: base**exponent  # noqa: E731
    square = lambda n: power(n, 2)  # noqa: E731
    print(square(7), power(2, 10))


def unannotated_helper() -> None:
    def double(x):  # type: ignore[no-untyped-def]
        return x + x

    print(double(2), double("ab"), double([1]), double(1.5))


def map_filter_reduce_style() -> None:
    numbers = list(range(10))
    evens = list(filter(lambda n: n % 2 == 0, numbers))
    print(evens, list(map(lambda n: n**2, evens)), any(map(lambda n: n > 7, evens)))


def compose() -> None:
    def compose(*functions: Callable[[int], int]) -> Callable[[int], int]:
        def composed(n: int) -> int:
            for f in functions:
                n = f(n)
            return n

        return composed

    print(compose(lambda n: n + 1, lambda n: n * 10)(4), compose()(7))


def early_binding_by_default() -> None:
    fs: list[Callable[[], int]] = []
    for i in range(3):

        def f(i: int = i) -> int:
            return i

        fs.append(f)
    print([f() for f in fs])


def lambda_with_several_parameters() -> None:
    f = lambda a, b=2, *rest: (a, b, rest)  # noqa: E731
    print(f(1), f(1, 5), f(1, 2, 3, 4))


def variadic_inner() -> None:
    def f(*xs: int) -> int:
        return sum(xs)

    print(f(), f(1), f(1, 2, 3))


def default_is_evaluated_once() -> None:
    calls: list[int] = []

    def make() -> int:
        calls.append(1)
        return 5

    def f(n: int = make()) -> int:
        return n

    print(f(), f(), f(1), len(calls))


def closure_in_comprehension() -> None:
    k = 3

    def times(n: int) -> int:
        return n * k

    print([times(n) for n in range(4)], sum(map(times, range(4))))


def trampoline_of_functions() -> None:
    state = "a"
    visited = []

    def at_a() -> str:
        visited.append("a")
        return "b"

    def at_b() -> str:
        visited.append("b")
        return "end"

    table = {"a": at_a, "b": at_b}
    while state != "end":
        state = table[state]()
    print(visited)


def event_handlers() -> None:
    handlers: dict[str, list[Callable[[int], int]]] = {}

    def on(name: str, f: Callable[[int], int]) -> None:
        handlers.setdefault(name, []).append(f)

    on("tick", lambda n: n + 1)
    on("tick", lambda n: n * 2)
    print([f(5) for f in handlers["tick"]], handlers.get("tock", []))


def function_identity() -> None:
    def f() -> None: ...

    g = f
    print(f is g, f == g, callable(f), f.__name__)


def function_with_function_default() -> None:
    def apply(n: int, f: Callable[[int], int] = abs) -> int:
        return f(n)

    print(apply(-4), apply(-4, lambda n: n * 2))


def y_combinator_style() -> None:
    def fix(f: Callable[[Callable[[int], int], int], int]) -> Callable[[int], int]:
        def g(n: int) -> int:
            return f(g, n)

        return g

    print(fix(lambda self, n: 1 if n == 0 else n * self(n - 1))(6))
