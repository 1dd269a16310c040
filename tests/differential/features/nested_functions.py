"""Nested functions and lambdas: captures, defaults, late binding, recursion."""

from __future__ import annotations

from collections.abc import Callable


def make_adder(n: int) -> Callable[[int], int]:
    return lambda x: x + n


def make_untyped_adder(n):
    return lambda x: x + n


def counter() -> Callable[[], int]:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return count

    return step


def compose(f, g):
    return lambda x: f(g(x))


def captured_parameter() -> None:
    five, ten = make_adder(5), make_adder(10)
    print(five(1), ten(1), make_untyped_adder(3)(4), make_untyped_adder("a")("b"))


def counters_are_apart() -> None:
    one, other = counter(), counter()
    print(one(), one(), other(), one())


def composed() -> None:
    double_then_add = compose(lambda x: x + 1, lambda x: x * 2)
    print(double_then_add(5), compose(str, len)("abc"), compose(len, str)(12345))


def late_binding() -> None:
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    print([f() for f in functions])


def late_binding_in_comprehension() -> None:
    functions = [lambda: i for i in range(3)]
    print([f() for f in functions])


def late_binding_with_argument() -> None:
    functions = [lambda x: x * i for i in range(4)]
    print([f(2) for f in functions])


def default_binds_early() -> None:
    functions = [lambda x, i=i: x * i for i in range(4)]
    print([f(2) for f in functions])


def default_in_loop() -> None:
    functions = []
    for i in range(3):

        def show(i: int = i) -> int:
            return i

        functions.append(show)
    print([f() for f in functions])


def default_evaluated_once() -> None:
    def made() -> list[int]:
        print("made")
        return [0]

    def push(x: int, to: list[int] = made()) -> list[int]:
        to.append(x)
        return to

    print(push(1), push(2), push(3, [9]))


def default_from_variable() -> None:
    base = 10

    def add(x: int, n: int = base) -> int:
        return x + n

    base = 20
    print(add(1), add(1, 2), base)


def default_of_keyword_only() -> None:
    limit = len("abc")

    def clip(x: int, *, most: int = limit) -> int:
        return min(x, most)

    print(clip(10), clip(10, most=5))


def nested_recursion() -> None:
    def depth(n):
        return 0 if n == 0 else 1 + depth(n - 1)

    print(depth(5))


def mutual_recursion() -> None:
    def even(n: int) -> bool:
        return n == 0 or odd(n - 1)

    def odd(n: int) -> bool:
        return n != 0 and even(n - 1)

    print(even(10), odd(7), even(3))


def untyped_mutual_recursion() -> None:
    def even(n):
        return True if n == 0 else odd(n - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)

    print(even(10), odd(7), even(3))


def recursive_lambda() -> None:
    fact = lambda n: 1 if n < 2 else n * fact(n - 1)  # noqa: E731
    print(fact(5))


def shared_variable() -> None:
    total = 0

    def add(n: int) -> None:
        nonlocal total
        total += n

    def get() -> int:
        return total

    add(3)
    add(4)
    print(get(), total)


def captured_list() -> None:
    items = []

    def push(x: int) -> None:
        items.append(x)

    push(1)
    push(2)
    print(items)


def three_levels() -> None:
    def outer(a: int):
        def middle(b: int):
            def inner(c: int) -> int:
                return a * 100 + b * 10 + c

            return inner

        return middle

    print(outer(1)(2)(3))


def generator_expression_captures() -> None:
    n = 3
    squares = (x * n for x in range(4))
    print(list(squares), sum(x + n for x in range(3)))


def functions_in_a_dict() -> None:
    operations = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
    }
    for name, f in operations.items():
        print(name, f(6, 3))
    print(operations["+"](1, 2))


def functions_in_a_list() -> None:
    steps = [lambda x: x + 1, lambda x: x * x, abs]
    value = -5
    for step in steps:
        value = step(value)
    print(value)


def conditional_lambda() -> None:
    for flag in (True, False):
        f = (lambda x: x + 1) if flag else (lambda x: x - 1)
        print(f(10))


def conditional_definition() -> None:
    for flag in (True, False):
        if flag:

            def f(x: int) -> int:
                return x + 1

        else:

            def f(x: int) -> int:
                return x - 1

        print(f(10))


def immediately_called() -> None:
    print((lambda x, y=2: x**y)(5), (lambda *xs: len(xs))(1, 2, 3), (lambda **k: k)(a=1))


def lambda_as_argument() -> None:
    def apply(f, *args):
        return f(*args)

    print(apply(lambda: 1), apply(lambda x: x, 2), apply(lambda x, y: x + y, "a", "b"))


def returned_pair() -> None:
    def make():
        value = 0

        def get():
            return value

        def put(n):
            nonlocal value
            value = n

        return get, put

    get, put = make()
    put(5)
    print(get())


def memo_in_closure() -> None:
    def memoize(f):
        cache = {}

        def wrapper(n):
            if n not in cache:
                cache[n] = f(n)
            return cache[n]

        return wrapper

    slow_calls: list[int] = []

    def slow(n: int) -> int:
        slow_calls.append(n)
        return n * n

    fast = memoize(slow)
    print(fast(3), fast(3), fast(4), slow_calls)


def unbound_before_assignment() -> None:
    def show() -> int:
        return later

    try:
        print(show())
    except NameError as error:
        print(error)
    later = 3
    print(show())
