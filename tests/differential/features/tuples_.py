"""Tuples: of fixed length, of any length, unpacked, compared, as keys."""

from __future__ import annotations


def literals() -> None:
    print((), (1,), (1, 2), (1, "a", 2.5, None), ((1, 2), 3))


def indexing() -> None:
    t = (1, "b", 3.0)
    print(t[0], t[1], t[-1], len(t))


def homogeneous_indexing() -> None:
    t = (10, 20, 30)
    print([t[i] for i in range(len(t))], t[-2])


def slicing() -> None:
    t = (1, 2, 3, 4)
    print(t[1:], t[:2], t[::-1], t[1:3])


def slicing_mixed() -> None:
    t = (1, "a", 2.5)
    print(t[:2], t[1:], t[::-1])


def comparison() -> None:
    print((1, 2) < (1, 3), (1,) < (1, 0), (2, "a") > (1, "z"), (1, 2) == (1, 2), (1, 2) != (2, 1))


def membership() -> None:
    print(2 in (1, 2), "x" in ("a", "b"), 3 not in (1, 2))


def unpacking() -> None:
    a, b = (1, 2)
    (c, d), e = (3, 4), 5
    print(a, b, c, d, e)


def star_unpacking() -> None:
    a, *b = (1, 2, 3)
    print(a, b)
    *c, d = (1, 2, 3)
    print(c, d)


def as_result() -> None:
    def minmax(xs: list[int]) -> tuple[int, int]:
        return min(xs), max(xs)

    low, high = minmax([3, 1, 2])
    print(low, high, minmax([5]))


def as_key() -> None:
    d = {(1, "a"): True}
    print(d[1, "a"], (1, "b") in d)


def nested_printing() -> None:
    print((1, (2, (3, ("x",)))), ([1], {"a": (1,)}))


def variable_length() -> None:
    def total(xs: tuple[int, ...]) -> int:
        return sum(xs)

    print(total(()), total((1,)), total((1, 2, 3)))


def from_iterables() -> None:
    print(tuple([1, 2]), tuple("ab"), tuple(range(3)), tuple(n * n for n in range(3)))


def count_and_index() -> None:
    t = (1, 2, 1)
    print(t.count(1), t.index(2))


def index_missing() -> None:
    print((1, 2).index(5))


def iteration() -> None:
    for x in (1, 2, 3):
        print(x, end=";")
    print()


def iteration_over_mixed() -> None:
    for x in (1, "a", 2.5):
        print(x)


def hash_equality() -> None:
    print(hash((1, 2)) == hash((1, 2)), hash((1, "a")) == hash((1, "a")))


def sorting_tuples() -> None:
    print(sorted([(2, "a"), (1, "b"), (1, "a")]), max([(1, 5), (2, 0)]), min((3, 1), (2, 9)))


def swapping() -> None:
    a, b, c = 1, 2, 3
    a, b, c = c, a, b
    print(a, b, c)


def in_list() -> None:
    points = [(0, 0), (3, 4)]
    points.append((1, 1))
    print(points, [(x * x + y * y) ** 0.5 for x, y in points])


def optional_items() -> None:
    t: tuple[int, str | None] = (1, None)
    print(t, t[1] is None)


def truth() -> None:
    print(bool(()), bool((0,)), not ())


def single_with_trailing_comma() -> None:
    t = (5,)
    (x,) = t
    print(t, x)


def tuple_of_lists_is_mutable_inside() -> None:
    t = ([1], [2])
    t[0].append(9)
    print(t)


def multiple_assignment_from_call() -> None:
    q, r = divmod(17, 5)
    print(q, r, divmod(-17, 5))


def sum_and_any() -> None:
    print(sum((1, 2, 3)), any((0, 1)), all((1, 1)), max((1, 5, 2)), min((4, 2)), len((1, 2)))


def comparison_of_lengths() -> None:
    a: tuple[int, ...] = (1, 2)
    b: tuple[int, ...] = (1, 2, 0)
    print(a < b, a == b, a + b)


def enumerate_pairs() -> None:
    print(list(enumerate(("a", "b"), 1)))


def tuple_in_set() -> None:
    s = {(1, 2), (1, 2), (2, 1)}
    print(len(s))


def nested_unpacking_in_loop() -> None:
    for i, (name, (x, y)) in enumerate([("a", (1, 2)), ("b", (3, 4))]):
        print(i, name, x + y)


def formatting() -> None:
    t = (1, "x")
    print(f"{t} {t!r} {str(t)} {t[0]:>3}")


def dict_items_are_tuples() -> None:
    print(list({"a": 1}.items())[0], [type(p).__name__ for p in {"a": 1}.items()])


def comparison_chain() -> None:
    version = (3, 11, 2)
    print((3, 8) <= version < (4,), version >= (3, 11), version[:2] == (3, 11))


def equality_with_list() -> None:
    x: object = (1, 2)
    y: object = [1, 2]
    print(x == y)


def tuple_from_tuple_is_same() -> None:
    t = (1, 2)
    print(tuple(t) == t)


def walrus_tuple() -> None:
    if (pair := (1, 2))[1] == 2:
        print(pair)


def conditional_lengths() -> None:
    flag = len("x") == 1
    t: tuple[int, ...] = (1,) if flag else (1, 2)
    print(t, len(t))


def reversed_tuple() -> None:
    print(tuple(reversed((1, 2, 3))), list(reversed((1, "a"))))


def concatenation() -> None:
    print((1, 2) + ("a",), (1,) * 3, () + (1,))


def zip_and_unzip() -> None:
    pairs = [(1, "a"), (2, "b")]
    numbers, letters = zip(*pairs)
    print(numbers, letters)


def tuple_repetition_by_variable() -> None:
    n = 2
    print((0,) * n, ("a", "b") * n)


def variable_index() -> None:
    t = (1, "two", 3.0)
    for i in range(3):
        print(t[i])
    i = 1
    v = t[i]
    print(v)
    try:
        i = 5
        print(t[i])
    except IndexError as e:
        print(e)
    i = -1
    print(t[i])


def iterate() -> None:
    t = (1, "two", 3.0, None)
    for x in t:
        print(x, type(x).__name__)
    print([x for x in t], list(t), str(t), len(t), "two" in t, t.index("two"), t.count(1))


def slices() -> None:
    t = (1, "two", 3.0, None)
    print(t[1:], t[:2], t[::2], t[::-1], t[-2:], t[:-1])
    n = 2
    print(t[:n], t[n:], t[n:n])
    k = -1
    print(t[::k])


def slice_same() -> None:
    t = (1, 2, 3, 4)
    n = 2
    print(t[:n], t[n:], t[::-1])


def unpack_star() -> None:
    t = (1, "two", 3.0)
    a, *b = t
    print(a, b)
    *c, d = t
    print(c, d)


def isinstance_item() -> None:
    t = (1, "two", [3])
    for x in t:
        if isinstance(x, int):
            print(x + 1)
        elif isinstance(x, str):
            print(x.upper())
        else:
            print(x[0])


def zip_hetero() -> None:
    names = ("a", "b", "c")
    values = (1, "x", None)
    for n, v in zip(names, values):
        print(n, v)
    print(dict(zip(names, values)))
    for i, v in enumerate(values):
        print(i, v)


def reversed_hetero() -> None:
    print(
        list(reversed((1, "a"))),
        sorted((3, 1, 2)),
        max((1, 2.5)),
        sum((1, 2.5)),
        any((0, "")),
        tuple(reversed((1, "b"))),
    )


def concat() -> None:
    t = (1, "a")
    u = t + (2.5,)
    print(u, t * 2, u + t)
    n = 2
    print(t * n)


def empty() -> None:
    t = ()
    print(t, len(t), t == (), list(t), not t, t + (1,))
    for x in t:
        print(x)


def set_of() -> None:
    print(len({(1, "a"), (2, "b"), (1, "a")}), {(1, "a"): 1}[(1, "a")])


def as_argument() -> None:
    def f(*args: int | str) -> int:
        return len(args)

    t = (1, "a", 2)
    print(f(*t))


def join_str() -> None:
    t = ("a", "b")
    i = 1
    print("-".join(t), t[i])


def nested() -> None:
    t = ((1, "a"), (2, "b"))
    for i in range(2):
        for j in range(2):
            print(t[i][j])


def index_error_text() -> None:
    t = (1, "a")
    for i in (0, -2, 2, -3):
        try:
            print(t[i])
        except IndexError as e:
            print(e)


def tuple_of_any() -> None:
    t = tuple([1, "a"])
    print(t, t[0], t[1:])


def map_hetero() -> None:
    print(
        list(map(str, (1, "a", 2.5))),
        ", ".join(str(x) for x in (1, None, "b")),
        list(filter(None, (0, 1, "", "b"))),
    )


class Unordered:
    def __init__(self, name: str) -> None:
        self.name = name


def order_by_keys_alone() -> None:
    table = {"b": Unordered("second"), "a": Unordered("first")}
    print([f"{key} {value.name}" for key, value in sorted(table.items())])
    print(max((n, Unordered(str(n))) for n in (1, 3, 2))[0])
    pairs: list[tuple[int, int | str | None]] = [(2, None), (1, "x"), (3, 4)]
    print(sorted(pairs))


def order_of_what_has_none() -> None:
    try:
        print(sorted([(1, Unordered("x")), (1, Unordered("y"))]))
    except TypeError as error:
        print(error)
    same = Unordered("same")
    print((1, same) < (1, same), (1, same) <= (1, same))
