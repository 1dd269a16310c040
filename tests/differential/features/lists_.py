"""list: methods, operators, sorting, nesting."""

from __future__ import annotations


def append_extend_insert() -> None:
    xs = [1]
    xs.append(2)
    xs.extend([3, 4])
    xs.extend(range(2))
    xs.insert(0, 9)
    xs.insert(-1, 8)
    xs.insert(99, 7)
    print(xs)


def extend_by_string() -> None:
    xs = ["a"]
    xs.extend("bc")
    print(xs)


def pop_variants() -> None:
    xs = [1, 2, 3, 4]
    print(xs.pop(), xs.pop(0), xs.pop(-1), xs)


def remove_first_only() -> None:
    xs = [1, 2, 1]
    xs.remove(1)
    print(xs)


def index_with_bounds() -> None:
    xs = [1, 2, 1, 2]
    print(xs.index(2), xs.index(2, 2), xs.index(1, 1, 3))


def count() -> None:
    print([1, 2, 1].count(1), ["a", "b"].count("z"), [[1], [1]].count([1]))


def reverse_in_place() -> None:
    xs = [1, 2, 3]
    print(xs.reverse(), xs)


def sort_variants() -> None:
    xs = [3, 1, 2]
    xs.sort()
    print(xs)
    xs.sort(reverse=True)
    print(xs)
    words = ["bb", "a", "ccc"]
    words.sort(key=len, reverse=True)
    print(words)


def sort_is_stable() -> None:
    xs = [("b", 1), ("a", 1), ("c", 0), ("d", 1)]
    print(sorted(xs, key=lambda p: p[1]))
    print(sorted(xs, key=lambda p: p[1], reverse=True))


def sort_by_two_keys() -> None:
    xs = [("b", 1), ("a", 2), ("c", 1)]
    print(sorted(xs, key=lambda p: (-p[1], p[0])))


def sort_strings() -> None:
    print(sorted(["b", "A", "a", "B", "10", "9"]), sorted(["b", "A", "a"], key=str.lower))


def sort_nested_lists() -> None:
    print(sorted([[2, 1], [1, 9], [1], []]))


def sort_large() -> None:
    xs = [(n * 7919) % 1009 for n in range(500)]
    print(sorted(xs) == sorted(xs, reverse=True)[::-1], sorted(xs)[:5])


def sort_floats_and_bools() -> None:
    print(sorted([2.5, -1.0, 0.0]), sorted([True, False, True]))


def sorted_gives_new_list() -> None:
    xs = [2, 1]
    print(sorted(xs), xs)


def copy_and_identity() -> None:
    xs = [1]
    print(xs.copy() == xs, xs.copy() is xs, xs[:] is xs, list(xs) is xs)


def clear() -> None:
    xs = [1]
    xs.clear()
    print(xs)


def concatenation_and_repetition() -> None:
    print([1] + [2, 3], [0] * 3, 2 * ["ab"], [1, 2] * 0, [1] * -1)


def in_place_operators() -> None:
    xs = [1]
    xs += [2]
    xs *= 2
    print(xs)


def in_place_with_tuple() -> None:
    xs = [1]
    xs += (2, 3)
    print(xs)


def membership() -> None:
    print(2 in [1, 2], 5 not in [1, 2], "a" in ["a"], [1] in [[1], [2]])


def nested_changes() -> None:
    grid = [[0] * 3 for _ in range(2)]
    grid[1][2] = 5
    grid[0] = [9]
    print(grid)


def two_names_one_list() -> None:
    a = [1]
    b = a
    b.append(2)
    print(a, a is b)


def min_max_sum() -> None:
    xs = [3, 1, 2]
    print(min(xs), max(xs), sum(xs), sum(xs, 10), sum([0.5, 0.25]))


def min_max_with_key() -> None:
    words = ["aaa", "b", "cc"]
    print(min(words, key=len), max(words, key=len))


def min_of_first_equal() -> None:
    print(min([(1, "a"), (0, "b"), (0, "c")], key=lambda p: p[0]))


def any_all() -> None:
    print(any([0, 1]), all([1, 0]), any([]), all([]), any(["", "x"]))


def list_of_string() -> None:
    print(list("héllo"), list(range(3)), list((1, 2)), list({"a": 1}))


def star_unpacking() -> None:
    first, *middle, last = [1, 2, 3, 4]
    print(first, middle, last)
    *init, tail = "abc"
    print(init, tail)
    head, *none = [1]
    print(head, none)


def slices_copy() -> None:
    xs = [1, 2, 3]
    ys = xs[:2]
    ys[0] = 9
    print(xs, ys)


def equality_of_mixed_depth() -> None:
    print([[1], [2]] == [[1], [2]], [(1, 2)] == [(1, 2)])


def list_of_optionals() -> None:
    xs: list[int | None] = [1, None, 3]
    print(xs, xs.count(None), None in xs, xs.index(None))


def list_of_unions() -> None:
    xs: list[int | str] = [1, "a"]
    xs.append("b")
    print(xs, "a" in xs, 1 in xs, 2 in xs)


def printing_nested() -> None:
    print([1, "a", 2.5, None, True] == [1, "a", 2.5, None, True])
    print([["x"], ["y", "it's"]], [b"b"], [("t",)])


def list_containing_itself() -> None:
    xs: list[object] = [1]
    xs.append(xs)
    print(len(xs), xs[1] is xs)


def stack_and_queue() -> None:
    stack = [1, 2]
    stack.append(3)
    print(stack.pop(), stack.pop(0), stack)


def binary_search_by_hand() -> None:
    xs = list(range(0, 100, 3))

    def find(wanted: int) -> int:
        lo, hi = 0, len(xs)
        while lo < hi:
            mid = (lo + hi) // 2
            if xs[mid] < wanted:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < len(xs) and xs[lo] == wanted else -1

    print(find(33), find(34))


def bubble_sort() -> None:
    xs = [5, 2, 9, 1]
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    print(xs)


def quick_sort() -> None:
    def sort(xs: list[int]) -> list[int]:
        if len(xs) <= 1:
            return xs
        pivot = xs[0]
        return (
            sort([x for x in xs[1:] if x < pivot])
            + [pivot]
            + sort([x for x in xs[1:] if x >= pivot])
        )

    print(sort([3, 6, 1, 8, 2, 9, 2]))


def merge_sorted() -> None:
    def merge(a: list[int], b: list[int]) -> list[int]:
        out: list[int] = []
        i = j = 0
        while i < len(a) and j < len(b):
            if a[i] <= b[j]:
                out.append(a[i])
                i += 1
            else:
                out.append(b[j])
                j += 1
        return out + a[i:] + b[j:]

    print(merge([1, 4, 6], [2, 3, 7, 9]))


def subsets() -> None:
    items = ["a", "b", "c"]
    print([[items[i] for i in range(3) if mask >> i & 1] for mask in range(8)])


def knapsack_table() -> None:
    weights, values, capacity = [1, 3, 4], [15, 20, 30], 4
    table = [[0] * (capacity + 1) for _ in range(len(weights) + 1)]
    for i in range(1, len(weights) + 1):
        for w in range(capacity + 1):
            table[i][w] = table[i - 1][w]
            if weights[i - 1] <= w:
                table[i][w] = max(table[i][w], table[i - 1][w - weights[i - 1]] + values[i - 1])
    print(table[-1][-1])


def list_multiplied_by_variable() -> None:
    n = 4
    row = [None] * n
    print(row, len(row))


def chained_methods() -> None:
    print(" ".join(sorted("the quick brown fox".split(), key=len)).upper())


def filter_and_map() -> None:
    print(list(filter(lambda n: n > 1, [1, 2, 3])), list(map(lambda n: n * 2, [1, 2])))
    print(list(filter(None, [0, 1, 2])), list(map(str, [1, 2])), list(map(int, ["3", "4"])))


def map_two_lists() -> None:
    print(list(map(lambda a, b: a + b, [1, 2], [10, 20])))


def enumerate_reversed() -> None:
    for i, x in enumerate(reversed(["a", "b"])):
        print(i, x)


def negative_index_assignment() -> None:
    xs = [1, 2, 3]
    xs[-1] = 9
    xs[-3] += 1
    print(xs)


def del_by_index() -> None:
    xs = [1, 2, 3]
    del xs[-1], xs[0]
    print(xs)


def deep_nesting() -> None:
    xs = [[[1, 2], [3]], [[4]]]
    print(sum(n for a in xs for b in a for n in b), xs[0][1][0])


def step_slice_assignment() -> None:
    xs = [0] * 6
    xs[::2] = [1, 2, 3]
    print(xs)


def step_slice_deletion() -> None:
    xs = list(range(7))
    del xs[::3]
    print(xs)


def step_slice_assignment_of_wrong_size() -> None:
    xs = [0] * 4
    xs[::2] = [1]


def permutations_by_recursion() -> None:
    def permute(xs: list[int]) -> list[list[int]]:
        if not xs:
            return [[]]
        return [[x, *rest] for i, x in enumerate(xs) for rest in permute(xs[:i] + xs[i + 1 :])]

    print(permute([1, 2, 3]))


def comparison() -> None:
    print([1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 9], [1, 2] == [1, 2], [1] != [2])


def sum_of_lists() -> None:
    print(sum([[1], [2, 3]], []))


def spiral() -> None:
    matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    out: list[int] = []
    while matrix:
        out += matrix.pop(0)
        matrix = [list(r) for r in zip(*matrix)][::-1]
    print(out)


def shared_mutable_default() -> None:
    def collect(n: int, into: list[int] = []) -> list[int]:
        into.append(n)
        return into

    print(collect(1), collect(2))


def list_of_functions() -> None:
    fs = [abs, int, round]
    print([f(-2.7) for f in fs])


def grows_in_the_loop_that_indexes_it() -> None:
    xs = [1]
    for i in range(6):
        xs.append(xs[i] + xs[-1])
    print(xs)


def shrinks_in_the_loop_that_indexes_it() -> None:
    xs = [1, 2, 3, 4, 5]
    try:
        for i in range(5):
            print(xs[i], len(xs))
            xs.pop()
    except IndexError as error:
        print(error)


def is_cleared_elsewhere_while_indexed() -> None:
    xs = [1, 2, 3]
    same = xs

    def clear() -> int:
        same.clear()
        return 0

    try:
        for i in range(3):
            print(xs[i])
            if i == 1:
                clear()
    except IndexError as error:
        print(error)


def is_rebound_while_indexed() -> None:
    xs = [1, 2, 3]
    total = 0
    for i in range(3):
        total += xs[i]
        if i == 1:
            xs = [10, 20, 30]
    print(total)


def is_bound_only_if_the_loop_runs() -> None:
    for count in (0, 2):
        try:
            for i in range(count):
                if i == 0:
                    xs = [5, 6]
                print(xs[i])
            print(xs[0])
        except NameError:
            print("unbound")


def rows_of_one_list_and_of_its_alias() -> None:
    rows = [[0] * 3 for _ in range(3)]
    first = rows[0]
    for i in range(3):
        for j in range(3):
            rows[i][j] = first[j] + i
            first[i] += 1
    print(rows, first)


def pop_of_last_first_and_none() -> None:
    words = ["a", "b", "c", "d"]
    print(words.pop(), words.pop(0), words.pop(-1), words.pop(0), words)
    for index in (0, -1, 3):
        try:
            words.pop(index)
        except IndexError as error:
            print(error)
    words.append("e")
    try:
        words.pop(-2)
    except IndexError as error:
        print(error, words)
    pairs = [(1, "x"), (2, "y")]
    pairs.append(pairs.pop())
    print(pairs.pop(), pairs)


def repeated_lists() -> None:
    print([0] * 5, [1, 2] * 3, ["x"] * 0, [True] * 4, ["ab", "c"] * 5, [(1, 2.0)] * 3)
    xs = [1, 2, 3]
    xs *= 3
    print(xs, xs * -1, 2 * [None])
    xs *= 0
    xs.append(4)
    print(xs)
    row = ["a"]
    rows = [row] * 3
    rows.append([])
    row.append("b")
    print(rows, rows[0] is rows[2])
    empty: list[int] = []
    empty *= 3
    print(empty, empty * 4)
