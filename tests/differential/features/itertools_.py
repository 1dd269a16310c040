"""`itertools`: every function, and that they read no more than they give."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from itertools import (
    accumulate,
    chain,
    combinations,
    combinations_with_replacement,
    compress,
    count,
    cycle,
    dropwhile,
    filterfalse,
    groupby,
    islice,
    pairwise,
    permutations,
    product,
    repeat,
    starmap,
    takewhile,
    tee,
    zip_longest,
)


def _told(items: list[int]) -> Iterator[int]:
    for item in items:
        print("reads", item)
        yield item


class _Numbered:
    ids = 0

    def __init__(self) -> None:
        self.numbers = count(1)

    def next_number(self) -> int:
        return next(self.numbers)


def counting() -> None:
    for i in count(5):
        if i > 7:
            break
        print(i)
    print(
        list(islice(count(1, 3), 4)),
        list(islice(count(0.5, 0.25), 3)),
        list(islice(count(step=-1), 3)),
    )


def counting_in_an_attribute() -> None:
    n = _Numbered()
    print(n.next_number(), n.next_number(), next(n.numbers))


def counting_with_zip() -> None:
    print(list(zip(count(10), "abc")), [f"{i}{c}" for i, c in zip(count(), "xy")])


def cycling() -> None:
    print(list(islice(cycle("ab"), 5)), list(cycle([])))
    colors = cycle(["red", "green"])
    print(next(colors), next(colors), next(colors))


def repeating() -> None:
    print(list(repeat(3, 2)), list(repeat("x", 0)), list(islice(repeat([1]), 2)))


def accumulating() -> None:
    print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)))
    print(list(accumulate([3, 1, 2], max)), list(accumulate("abc")), list(accumulate([1.5, 2])))
    print(list(accumulate(range(0))))


def accumulating_from_a_start() -> None:
    print(list(accumulate([1, 2], initial=10)), list(accumulate([], initial=1)))
    print(list(accumulate([1, 2], lambda text, n: text + str(n), initial="0")))


def chaining() -> None:
    print(list(chain([1, 2], range(3))), list(chain([1], (2, 3), {4})), list(chain("ab")))
    print(list(chain([1], [2], [3], [4], [5])), sum(chain([1, 2], [3])))
    for x in chain([1.5], [2.5]):
        print(x)


def chaining_nested() -> None:
    rows = [[1], [2, 3], []]
    print(
        list(chain.from_iterable(rows)), list(chain(*rows)), list(chain.from_iterable(["ab", "c"]))
    )
    print(sorted(chain.from_iterable({"k": [2, 1]}.values())), set(itertools.chain(*[[1], [1]])))


def compressing() -> None:
    print(list(compress("abcd", [1, 0, 1, 0])), list(compress([1, 2], [True, False])))


def while_predicates() -> None:
    xs = [1, 2, 3, 1]
    print(list(takewhile(lambda x: x < 3, xs)), list(dropwhile(lambda x: x < 3, xs)))
    print(list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, 2])))


def takewhile_reads_one_more() -> None:
    source = _told([1, 2, 9, 3])
    print(list(takewhile(lambda x: x < 5, source)))
    print(list(source))


def grouping() -> None:
    for k, g in groupby([1, 1, 2, 3, 3]):
        print(k, list(g))
    for key, group in groupby(["apple", "avocado", "bean"], key=lambda w: w[0]):
        print(key, [x.upper() for x in group])
    print([(k, len(list(g))) for k, g in groupby("aabbb")], [k for k, _ in groupby([])])


def grouping_skips_what_is_not_read() -> None:
    for k, g in groupby(_told([1, 1, 2, 2, 3])):
        print("key", k)
        if k == 2:
            print(next(g))


def groups_end_with_the_next_one() -> None:
    kept = [g for _, g in groupby([1, 1, 2])]
    print([list(g) for g in kept])


def slicing() -> None:
    xs = [1, 2, 3, 4, 5]
    print(
        list(islice(xs, 2)),
        list(islice(xs, 1, 3)),
        list(islice(xs, 1, None, 2)),
        list(islice(xs, None)),
    )
    print(
        list(islice(xs, 0)),
        list(islice(xs, 9)),
        list(islice(xs, 3, 1)),
        list(islice("abc", None, 2)),
    )


def slicing_reads_no_more() -> None:
    source = _told([1, 2, 3, 4, 5])
    print(list(islice(source, 2)))
    print(list(islice(source, 0, 2, 2)))
    print(next(source))


def slicing_errors() -> None:
    below = -len("a")
    try:
        print(list(islice([1], below)))
    except ValueError as error:
        print(error)
    try:
        print(list(islice([1], below, 3)))
    except ValueError as error:
        print(error)
    print(list(islice([1], 0, 3, below)))


def pairs() -> None:
    print(
        list(pairwise([1, 2, 3])), list(pairwise("a")), all(a < b for a, b in pairwise([1, 2, 5]))
    )


def star_mapping() -> None:
    print(list(starmap(lambda a, b: a + b, [(1, 2), (3, 4)])), list(starmap(pow, [(2, 3), (3, 2)])))
    print(list(starmap(lambda a, b, c: f"{a}{b}{c}", [(1, "x", 2.5)])))


def teeing() -> None:
    a, b = tee([1, 2, 3])
    print(next(a), list(b), list(a))
    x, y, z = tee(_told([1, 2]), 3)
    print(next(x), next(y))
    print(list(z), list(x), list(y))


def zipping_longest() -> None:
    print(list(zip_longest([1, 2, 3], "a", fillvalue="-")), list(zip_longest([1], [2, 3])))
    print(list(zip_longest([1], [2, 3], [4, 5, 6], fillvalue=0)))
    for a, b in zip_longest("ab", "xyz", fillvalue="?"):
        print(a + b)


def products() -> None:
    print(list(product([1, 2], "ab")), list(product([1], [2], [3, 4])), list(product("ab")))
    print(
        list(product([0, 1], repeat=2)),
        len(list(product(range(3), repeat=3))),
        list(product([], [1])),
    )
    for x, y in product(range(2), range(2)):
        print(x, y)


def products_of_unknown_length() -> None:
    n = len("abc")
    print(["".join(p) for p in product("xy", repeat=n)], list(product("ab", repeat=n - 3)))
    pools = [[1, 2], [3], [4, 5]]
    print(list(product(*pools)))


def choosing() -> None:
    print(
        list(combinations([1, 2, 3], 2)), list(combinations("abcd", 3)), list(combinations("ab", 4))
    )
    for a, b in combinations(range(3), 2):
        print(a + b)


def choosing_unknown_numbers() -> None:
    for n in range(4):
        print(list(combinations("abc", n)), list(combinations_with_replacement("ab", n)))


def choosing_again() -> None:
    print(
        list(combinations_with_replacement("abc", 2)),
        list(combinations_with_replacement([1, 2], 3)),
    )


def ordering() -> None:
    print(list(permutations([1, 2, 3])), list(permutations("abc", 2)), list(permutations([], 2)))
    print(
        ["".join(p) for p in permutations("abc")],
        len(list(permutations(range(5)))),
        max(permutations([1, 3, 2])),
    )


def ordering_unknown_numbers() -> None:
    for n in range(4):
        print(list(permutations("abc", n)))
    below = -len("a")
    print(list(permutations("abc", below)))


def all_sums() -> None:
    xs = [3, 9, 8]
    found = {sum(c) for n in range(len(xs) + 1) for c in combinations(xs, n)}
    print(sorted(found))
