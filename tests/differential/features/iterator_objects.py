"""zip, map, filter, enumerate and reversed as values; stars and strictness; pairs; tuples repeated."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator


def zip_of_rows() -> None:
    rows = [[1, 2, 3], [4, 5, 6]]
    print(list(zip(*rows)), [list(column) for column in zip(*rows)], list(map(list, zip(*rows))))
    for at, column in enumerate(zip(*rows)):
        print(at, column, len(column), sum(column))
    print([list(row) for row in zip(*rows[::-1])], dict(zip(*[["a", "b"], ["c", "d"]])))
    print(["".join(column) for column in zip(*["abc", "abd", "abx"])])


def zip_of_nothing() -> None:
    print(list(zip(*[])), list(zip()))
    rows: list[list[int]] = []
    print(list(zip(*rows)), [c for c in zip(*rows)])


def zip_of_a_value_and_rows() -> None:
    rows = [[1, 2], [3, 4]]
    print(list(zip([9, 8], *rows)), list(zip(*rows, [7, 6])))


def zip_of_one_iterator_twice() -> None:
    it = iter([1, 2, 3, 4, 5])
    print(list(zip(*[it] * 2)))


def zip_of_a_fixed_tuple() -> None:
    both = ([1, 2], "xy")
    print(list(zip(*both)), [a * b for a, b in zip(*both)])


def unzip() -> None:
    names, ages = zip(*[("a", 1), ("b", 2)])
    print(names, ages, sum(ages), "".join(names))
    counts = {"x": 3, "y": 1}
    keys, values = zip(*sorted(counts.items()))
    print(keys, values, max(values))
    xs, ys = zip(*((n, n * 0.5) for n in range(3)))
    print(xs, ys)


def unzip_of_nothing() -> None:
    pairs = [(1, "a")]
    pairs.clear()
    try:
        a, b = zip(*pairs)
        print(a, b)
    except ValueError as error:
        print(str(error).partition(",")[0])


def unzip_into_others() -> None:
    first, *rest = zip(*[(1, "a"), (2, "b")])
    print(first, rest)
    try:
        a, b, c = zip(*[(1, "a"), (2, "b")])
        print(a, b, c)
    except ValueError as error:
        print(str(error).partition(",")[0])


def strict_zip() -> None:
    for lengths in [(1, 1, 1), (2, 1, 1), (1, 2, 1), (1, 1, 2), (2, 2, 1), (0, 1, 0)]:
        a, b, c = (list(range(n)) for n in lengths)
        try:
            print(list(zip(a, b, c, strict=True)))
        except ValueError as error:
            print(error)
        try:
            print(list(zip(*[a, b, c], strict=True)))
        except ValueError as error:
            print(error)


def strict_zip_of_two() -> None:
    try:
        for a, b in zip([1, 2], [3], strict=True):
            print(a, b)
    except ValueError as error:
        print(error)
    try:
        print(dict(zip(["a"], [3, 4], strict=True)))
    except ValueError as error:
        print(error)
    strict = len("ab") == 3
    print(list(zip([1, 2], [3], strict=strict)), list(zip([1], [2], strict=True)))


def map_is_lazy() -> None:
    def noisy(n: int) -> int:
        print("noisy", n)
        return n * 2

    made = map(noisy, [1, 2, 3])
    print("made")
    print(next(made))
    for n in made:
        print(n)
    print(list(made), next(made, "nothing"))


def map_of_classes_and_several() -> None:
    print(next(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])))
    a, b, c = map(int, "1 2 3".split())
    print(a, b, c)
    texts = map(str, range(3))
    print(",".join(texts), list(texts))


def filter_as_value() -> None:
    big = filter(lambda n: n > 1, [1, 2, 3])
    print(next(big), next(big), next(big, None))
    some = filter(None, ["", "a", "", "b"])
    print(next(some), list(some))


def zip_and_enumerate_as_values() -> None:
    pairs = zip([1, 2], "ab")
    print(next(pairs), list(pairs))
    triples = zip([1], [2.5], ["x"])
    print(next(triples))
    counted = enumerate("abc", 1)
    print(next(counted), list(counted))
    columns = zip(*[[1, 2], [3, 4]])
    print(next(columns), next(columns), next(columns, None))


def reversed_as_value() -> None:
    back = reversed([1, 2, 3])
    print(next(back), list(back))
    text = reversed("abc")
    print("".join(text))


def passed_on() -> None:
    def total(numbers: Iterable[int]) -> int:
        return sum(numbers)

    def first(numbers: Iterator[int]) -> int:
        return next(numbers)

    def squares(limit: int) -> Iterator[int]:
        return map(lambda n: n * n, range(limit))

    print(total(map(len, ["a", "bc"])), first(map(abs, [-3, 2])), list(squares(4)))
    print(total(filter(lambda n: n % 2, range(6))))


def chained() -> None:
    lines = ["1,2", "x", "3,4"]
    good = filter(lambda line: "," in line, lines)
    rows = map(lambda line: [int(part) for part in line.split(",")], good)
    print([sum(row) for row in rows])


def lists_as_pairs() -> None:
    print(dict(pair.split("=") for pair in "a=1;b=2".split(";")), dict([["a", "b"], ["c", "d"]]))
    print(dict(["ab", "cd"]), dict(map(lambda p: p.split("=", 1), ["x=1=2", "y=2"])))
    print(OrderedDict([["k", "v"]]), dict(defaultdict(str, [["k", "v"]])))


def pairs_of_wrong_length() -> None:
    for rows in ([["a"]], [["a", "b"], ["a", "b", "c"]], [["a", "b"], []]):
        try:
            print(dict(rows))
        except ValueError as error:
            print(error)


def sets_of_a_list() -> None:
    sets = [{1, 2}, {2, 3}, {2, 9}]
    print(sorted(set().union(*sets)), set.intersection(*sets), sorted(set.union(*sets)))
    a, b, c = sets
    print(set.intersection(a, b, c), a.intersection(b, c), sorted(a.union(b, c)))
    print(set.intersection(*map(set, ["abc", "bcd", "cde"])))
    sets.clear()
    try:
        print(set.intersection(*sets))
    except TypeError as error:
        print(error)


def repeated_tuples() -> None:
    n = 3
    print((1,) * n, (1, 2) * n, n * (0,), (0,) * 2, ("x", 1) * n, (1, "a") * 2, (1,) * -1)
    print((1, 2) * n + (3,), (3,) + (1, 2) * n, ((1,) * n)[n - 1], len((0,) * 40), (1,) * 0)
    print([(0,) * n] * 2, [("a", 1)] * n, sum((2,) * n))


def extremes_of_stars() -> None:
    xs = [3, 1, 2]
    print(max(*xs), min(*xs), max(*xs, 10), max(*["a", "bcd"], key=len))
    print(*xs, sep="-")
    print(*[str(x) for x in xs], sep=", ", end="!\n")


def name_of_the_program() -> None:
    print(__name__, zip_of_rows.__name__)
