"""List, dict and set comprehensions, generator expressions."""

from __future__ import annotations


def squares() -> None:
    print([n * n for n in range(6)])


def with_condition() -> None:
    print([n for n in range(20) if n % 3 == 0 if n % 2 == 0])


def nested_loops() -> None:
    print([(a, b) for a in range(3) for b in "xy"])


def nested_with_dependency() -> None:
    print([(a, b) for a in range(4) for b in range(a)])


def nested_comprehension() -> None:
    print([[i * j for j in range(3)] for i in range(3)])


def flatten() -> None:
    rows = [[1, 2], [3], []]
    print([x for row in rows for x in row])


def unpacking_target() -> None:
    print([a + len(b) for a, b in [(1, "x"), (2, "yy")]])


def starred_target() -> None:
    print([rest for first, *rest in [[1, 2, 3], [4]]])


def dict_from_pairs() -> None:
    print({k: v for k, v in [("a", 1), ("b", 2), ("a", 3)]})


def dict_inverted() -> None:
    d = {"x": 1, "y": 2}
    print({v: k for k, v in d.items()})


def dict_of_lists() -> None:
    print({n: [m for m in range(n)] for n in range(4)})


def set_of_lengths() -> None:
    print(sorted({len(w) for w in ["a", "bb", "cc", "ddd"]}))


def variable_does_not_leak() -> None:
    n = 100
    print([n for n in range(3)], n)


def outer_variable_is_seen() -> None:
    factor = 3
    print([n * factor for n in range(3)])


def conditional_value() -> None:
    print(["even" if n % 2 == 0 else "odd" for n in range(4)])


def call_in_source() -> None:
    calls = 0

    def source() -> list[int]:
        nonlocal calls
        calls += 1
        return [1, 2, 3]

    print([n for n in source()], calls)


def method_calls() -> None:
    print([w.strip().title() for w in [" a", "b c "]])


def over_string() -> None:
    print([c for c in "hello" if c not in "aeiou"])


def over_dict() -> None:
    print([k for k in {"a": 1, "b": 2}])


def over_items_with_condition() -> None:
    print({k: v for k, v in {"a": 1, "b": -1}.items() if v > 0})


def over_enumerate() -> None:
    print([i for i, c in enumerate("banana") if c == "a"])


def over_zip() -> None:
    print([a * b for a, b in zip([1, 2, 3], [4, 5, 6])])


def in_sum() -> None:
    print(sum(n * n for n in range(5)))


def in_any_all() -> None:
    print(any(n > 3 for n in [1, 5]), all(n > 3 for n in [1, 5]))


def in_join() -> None:
    print(", ".join(str(n) for n in range(4)))


def in_max_with_key() -> None:
    print(max((w for w in ["a", "ccc", "bb"]), key=len))


def in_sorted() -> None:
    print(sorted((n % 3, n) for n in range(6)))


def in_dict_call() -> None:
    print(dict((n, n * n) for n in range(3)))


def in_set_and_tuple_call() -> None:
    print(sorted(set(n % 3 for n in range(9))), tuple(n for n in range(3)))


def in_list_call() -> None:
    print(list(n for n in "abc"))


def generator_is_used_once() -> None:
    g = (n for n in range(3))
    print(list(g), list(g))


def generator_in_for() -> None:
    for pair in ((a, a + 1) for a in range(2)):
        print(pair)


def condition_with_and() -> None:
    print([n for n in range(30) if n % 2 == 0 and n % 5 == 0 or n == 7])


def nested_conditions_on_levels() -> None:
    print([(a, b) for a in range(5) if a % 2 for b in range(5) if b > a])


def tuple_elements() -> None:
    print([(n, str(n), n / 2) for n in range(3)])


def optional_elements() -> None:
    print([n if n % 2 else None for n in range(4)])


def filter_none() -> None:
    xs: list[int | None] = [1, None, 3]
    print([x for x in xs if x is not None], sum(x for x in xs if x is not None))


def isinstance_filter() -> None:
    xs: list[int | str] = [1, "a", 2]
    print([x + 1 for x in xs if isinstance(x, int)])


def pascal() -> None:
    row = [1]
    for _ in range(5):
        print(row)
        row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]


def primes() -> None:
    print([n for n in range(2, 40) if all(n % d for d in range(2, int(n**0.5) + 1))])


def pythagorean() -> None:
    r = range(1, 15)
    print([(a, b, c) for a in r for b in r for c in r if a < b and a * a + b * b == c * c])


def group_words() -> None:
    words = ["apple", "avocado", "bean", "cherry", "cake"]
    print({c: [w for w in words if w[0] == c] for c in sorted({w[0] for w in words})})


def count_letters() -> None:
    text = "mississippi"
    print({c: text.count(c) for c in sorted(set(text))})


def walrus_filter() -> None:
    print([half for n in range(10) if (half := n // 2) % 2 == 0])


def comprehension_over_comprehension() -> None:
    print([y for y in [x * x for x in range(5)] if y % 2 == 0])


def comprehension_with_slices() -> None:
    text = "abcdefgh"
    print([text[i : i + 3] for i in range(0, len(text), 3)])


def set_operations_inside() -> None:
    a, b = {1, 2, 3}, {2, 3, 4}
    print(sorted(x for x in a | b if x not in a & b))


def dict_merge() -> None:
    dicts = [{"a": 1}, {"b": 2}, {"a": 3}]
    print({k: v for d in dicts for k, v in d.items()})


def two_dimensional_grid() -> None:
    grid = [["." for _ in range(3)] for _ in range(2)]
    grid[0][1] = "#"
    print("\n".join("".join(row) for row in grid))


def aliasing_rows() -> None:
    rows = [[0] * 2] * 2
    rows[0][0] = 1
    print(rows)


def generator_argument_to_function() -> None:
    def total(xs: list[int]) -> int:
        return sum(xs)

    print(total([n for n in range(4)]), sum((n for n in range(4)), 10))


def comprehension_of_lambdas_results() -> None:
    fs = [lambda n=n: n * 10 for n in range(3)]
    print([f() for f in fs])


def late_binding_lambdas() -> None:
    fs = [lambda: n for n in range(3)]
    print([f() for f in fs])


def matrix_multiply() -> None:
    a = [[1, 2], [3, 4]]
    b = [[5, 6], [7, 8]]
    print([[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a])


def comprehension_in_default() -> None:
    def f(table: dict[int, str] = {n: str(n) for n in range(3)}) -> str:
        return ",".join(table.values())

    print(f())


def any_stops_early() -> None:
    seen = []

    def check(n: int) -> bool:
        seen.append(n)
        return n == 2

    print(any(check(n) for n in [1, 2, 3]), seen)


def generator_is_lazy() -> None:
    log = []

    def noted(n: int) -> int:
        log.append(n)
        return n

    g = (noted(n) for n in range(3))
    print(log)
    print(next(g), log)
    print(list(g), log)


def name_of_the_iterable_again() -> None:
    def below(n: int) -> list[int]:
        return [n for n in [5, 6, 7][n:] if n % 2]

    xs = [[1, 2], [3]]
    print(below(0), below(1), [x for x in range(3) for x in range(x)])
    print([xs for xs in xs], {xs: 1 for xs in "ab"}, sum(xs for xs in [len(xs)]), xs)


def sums_of_generator_expressions() -> None:
    print(sum(x for x in range(10)), sum(x / 2 for x in range(5)), sum(x > 2 for x in range(9)))
    print(sum(1 for c in "banana" if c == "a"), sum(x * y for x in range(4) for y in range(x)))
    words = {"a": 1, "b": 2}
    print(sum(v for v in words.values()), sum((len(k) for k in words), 5))
    print(sum(sum(1 for c in row if c) for row in [[True, False], [True]]))


def sum_of_mixed_numbers() -> None:
    mixed: list[int | float] = [1, 2.5]
    print(sum(m for m in mixed), sum(m for m in mixed[:1]))


def sum_that_raises_on_the_way() -> None:
    seen: list[int] = []

    def inverse(x: int) -> float:
        seen.append(x)
        return 1 / x

    try:
        print(sum(inverse(x) for x in (2, 1, 0, 3)))
    except ZeroDivisionError as error:
        print(error, seen)


def comprehension_that_ends_early() -> None:
    try:
        print([1 // (3 - i) for i in range(10**12)])
    except ZeroDivisionError as error:
        print(error)


def comprehension_over_what_it_lengthens() -> None:
    xs = [1, 2, 3]
    print([xs.append(x) or x for x in xs if len(xs) < 6], xs)
    ys = [1]
    print([ys.append(y + 1) if y < 5 else None for y in ys], ys)


def comprehension_that_is_appended_to() -> None:
    rows = [[i * j for j in range(i)] for i in range(5)]
    for row in rows:
        row.append(-1)
        row += [7, 8]
    print(rows, [x for x in range(3, 0)], [x for x in range(-2, 2)])
