"""Statements of control: if, while, for, break, continue, else, pass, return, assert."""

from __future__ import annotations


def _sign(n: int) -> str:
    if n > 0:
        return "positive"
    elif n < 0:
        return "negative"
    return "zero"


def if_chains() -> None:
    print(_sign(3), _sign(-3), _sign(0))


def while_with_else() -> None:
    n = 3
    while n > 0:
        n -= 1
    else:
        print("ended with", n)


def while_else_after_break() -> None:
    n = 3
    while n > 0:
        n -= 1
        if n == 1:
            break
    else:
        print("not reached")
    print(n)


def for_else() -> None:
    for divisor in range(2, 7):
        if 7 % divisor == 0:
            break
    else:
        print("prime")


def nested_break() -> None:
    found = []
    for i in range(4):
        for j in range(4):
            if i * j == 4:
                found.append((i, j))
                break
        else:
            found.append((i, -1))
    print(found)


def continue_in_nested() -> None:
    out = []
    for i in range(5):
        if i % 2:
            continue
        for j in range(3):
            if j == 1:
                continue
            out.append(i * 10 + j)
    print(out)


def loop_variable_stays() -> None:
    for i in range(3):
        pass
    print(i)


def loop_over_empty_keeps_variable() -> None:
    i = 7
    for i in range(0):
        pass
    print(i)


def range_steps() -> None:
    print(list(range(10, 0, -3)), list(range(0, 10, 4)), list(range(5, 5)), list(range(-3, 3, 2)))


def range_with_changed_bound() -> None:
    n = 3
    for i in range(n):
        n += 1
    print(i, n)


def loop_variable_reassigned() -> None:
    for i in range(3):
        print(i, end=" ")
        i = 10
    print(i)


def list_grows_while_iterated() -> None:
    xs = [1, 2]
    for x in xs:
        if len(xs) < 6:
            xs.append(x * 10)
    print(xs)


def list_shrinks_while_iterated() -> None:
    xs = [1, 2, 3, 4, 5]
    for x in xs:
        xs.remove(x)
    print(xs)


def chained_comparison() -> None:
    x = 5
    print(1 < x < 10, 1 < x < 3, 1 < x > 2 < 4, x == 5 == 5.0, 3 > 2 > 1 > 0 > -1)


def short_circuit() -> None:
    def loud(name: str, value: bool) -> bool:
        print(name, end=" ")
        return value

    print(loud("a", False) and loud("b", True))
    print(loud("c", True) or loud("d", False))
    print(not loud("e", True))


def conditional_expression() -> None:
    for n in (0, 1, 2):
        print("none" if n == 0 else "one" if n == 1 else "many")


def conditional_evaluates_one_side() -> None:
    xs: list[int] = []
    print(xs[0] if xs else -1)


def assert_passes() -> None:
    assert 1 + 1 == 2, "never"
    print("passed")


def assert_fails_with_message() -> None:
    n = 3
    assert n > 5, f"{n} is small"


def assert_fails_without_message() -> None:
    xs: list[int] = []
    try:
        assert xs
    except AssertionError as error:
        print(repr(str(error)))


def walrus_in_while() -> None:
    data = [3, 2, 1, 0, 9]
    at = 0
    while (n := data[at]) != 0:
        print(n, end=" ")
        at += 1
    print("stopped at", n)


def walrus_in_condition() -> None:
    if (n := len("hello")) > 3:
        print("long", n)


def walrus_in_comprehension() -> None:
    last = 0
    print([last := x * 2 for x in range(4)], last)


def walrus_in_any() -> None:
    if any((found := x) > 3 for x in [1, 2, 5, 7]):
        print(found)


def multiple_targets() -> None:
    a = b = [1]
    a.append(2)
    print(a, b, a is b)


def swap() -> None:
    a, b = 1, 2
    a, b = b, a
    print(a, b)


def rotate_in_list() -> None:
    xs = [1, 2, 3]
    xs[0], xs[1], xs[2] = xs[2], xs[0], xs[1]
    print(xs)


def assignment_order_with_index() -> None:
    xs = [0, 0, 0]
    i = 0
    i, xs[i] = 1, 9
    print(i, xs)


def augmented_list_is_in_place() -> None:
    a = [1]
    b = a
    a += [2]
    print(b)
    a = a + [3]
    print(b, a)


def augmented_string() -> None:
    s = "a"
    t = s
    s += "b"
    print(s, t)


def all_augmented_operators() -> None:
    n = 100
    n += 5
    n -= 3
    n *= 2
    n //= 3
    n %= 50
    n **= 2
    n <<= 3
    n >>= 1
    n &= 0xFFF
    n |= 0x1000
    n ^= 0x0F0
    print(n)


def augmented_float() -> None:
    x = 10.0
    x /= 4
    x **= 2
    x //= 1
    x %= 4
    x -= 0.5
    print(x)


def delete_local() -> None:
    x = 1
    del x
    try:
        print(x)  # type: ignore[used-before-def]
    except UnboundLocalError as error:
        print(error)


def unbound_local() -> None:
    flag = len("") > 0
    if flag:
        value = 1
    try:
        print(value)
    except UnboundLocalError as error:
        print(type(error).__name__, error)


def pass_and_ellipsis_bodies() -> None:
    class_made = False

    def nothing() -> None: ...

    def also_nothing() -> None:
        pass

    print(nothing(), also_nothing(), class_made)


def early_returns() -> None:
    def find(xs: list[int], wanted: int) -> int | None:
        for at, x in enumerate(xs):
            if x == wanted:
                return at
        return None

    print(find([4, 5, 6], 5), find([4, 5, 6], 9))


def return_in_loop_else() -> None:
    def first_even(xs: list[int]) -> str:
        for x in xs:
            if x % 2 == 0:
                return f"even {x}"
        else:
            return "none"

    print(first_even([1, 3, 4]), first_even([1]))


def infinite_loop_with_break() -> None:
    total = 0
    while True:
        total += 1
        if total > 10:
            break
    print(total)


def while_condition_with_call() -> None:
    stack = [1, 2, 3]
    out = []
    while stack:
        out.append(stack.pop())
    print(out, stack)


def is_and_is_not_none() -> None:
    x: int | None = None
    print(x is None, x is not None)
    x = 0
    print(x is None, x is not None)


def nested_functions_return_early() -> None:
    def outer(n: int) -> list[int]:
        out: list[int] = []

        def inner(m: int) -> None:
            if m == 0:
                return
            out.append(m)
            inner(m - 1)

        inner(n)
        return out

    print(outer(4))


def enumerate_with_start() -> None:
    for number, name in enumerate(["a", "b"], start=1):
        print(number, name)


def zip_stops_at_shortest() -> None:
    print(list(zip([1, 2, 3], "ab", [True, False, True, False])))


def reversed_range_and_list() -> None:
    print(list(reversed(range(4))), list(reversed([1, 2, 3])), "".join(reversed("abc")))


def loop_over_dict_items() -> None:
    d = {"one": 1, "two": 2}
    for key, value in d.items():
        print(key, value)
    for key in d:
        print(key, d[key])


def loop_over_tuple_of_tuples() -> None:
    for a, (b, c) in ((1, (2, 3)), (4, (5, 6))):
        print(a + b + c)


def loop_over_string() -> None:
    for ch in "añ😀":
        print(ch, ord(ch))


def loop_over_bytes() -> None:
    total = 0
    for byte in b"abc":
        total += byte
    print(total)


def for_target_is_subscript() -> None:
    xs = [0, 0]
    for xs[1] in range(3):
        pass
    print(xs)


def global_counter() -> None:
    global _counter
    _counter += 1
    _counter += 1
    print(_counter)


_counter = 40


def collatz() -> None:
    n, steps = 27, 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    print(steps)


def gcd_by_hand() -> None:
    a, b = 1071, 462
    while b:
        a, b = b, a % b
    print(a)


def sieve() -> None:
    limit = 50
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    for i in range(2, int(limit**0.5) + 1):
        if is_prime[i]:
            for j in range(i * i, limit + 1, i):
                is_prime[j] = False
    print([i for i, p in enumerate(is_prime) if p])


def fizzbuzz() -> None:
    for i in range(1, 16):
        print("FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else i)


def exception_in_loop_continues() -> None:
    for text in ["1", "x", "3"]:
        try:
            print(int(text))
        except ValueError:
            continue
        finally:
            print("tried", text)


def break_through_finally() -> None:
    for i in range(3):
        try:
            if i == 1:
                break
        finally:
            print("finally", i)
    print("behind", i)


def chained_comparison_evaluates_once() -> None:
    calls = []

    def middle() -> int:
        calls.append(1)
        return 5

    print(1 < middle() < 10, len(calls))
    print(9 < middle() < 10, len(calls))


def and_or_give_operands() -> None:
    print(0 or 5, 3 and 4, "" or "default", [] or [1], None or "x", "a" and "b")


def truth_of_values() -> None:
    print([bool(x) for x in (0, 1, -1)], bool(""), bool("0"), bool([]), bool([0]), bool(0.0))
    print(bool({}), bool({1: 2}), bool(()), bool((0,)), bool(None), bool(set()), bool(range(0)))


def matrix_transpose() -> None:
    matrix = [[1, 2, 3], [4, 5, 6]]
    print([[row[i] for row in matrix] for i in range(3)])
    print([list(column) for column in zip(*matrix)])


def augmented_on_subscript() -> None:
    calls = []

    def index() -> int:
        calls.append("i")
        return 1

    xs = [1, 2, 3]
    xs[index()] += 10
    print(xs, calls)


def zip_strict() -> None:
    def both(a: list[int], b: str, c: list[float], strict: bool) -> None:
        try:
            for x, y, z in zip(a, b, c, strict=strict):
                print(x, y, z)
        except ValueError as error:
            print(error)

    for flag in (True, False):
        both([1, 2], "ab", [1.5, 2.5], flag)
        both([1, 2], "abc", [1.5, 2.5], flag)
        both([1, 2], "ab", [1.5], flag)
        both([1, 2], "ab", [1.5, 2.5, 3.5], flag)
        both([1, 2, 3], "ab", [1.5, 2.5, 3.5], flag)
        both([1, 2, 3], "abc", [1.5, 2.5], flag)
        both([], "", [], flag)
    print(list(zip([1, 2], (3, 4), strict=True)), dict(zip("ab", [1, 2], strict=True)))
    print([pair for pair in zip([1, 2], "a", strict=False)], list(zip([1], strict=True)))


def membership_in_chains() -> None:
    a, b, c = 1, [1, 2], [[1, 2], [3]]
    print(a in b in c, 5 in b in c, 1 < 2 in b, a not in b in c, 0 < a in (1, 2) != (3, 4))
