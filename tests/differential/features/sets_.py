"""set and frozenset. What is printed is sorted: the order of a set is not part of the language."""

from __future__ import annotations


def operators() -> None:
    a, b = {1, 2, 3}, {2, 3, 4}
    print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))


def in_place_operators() -> None:
    a = {1, 2, 3}
    a |= {4}
    a &= {2, 3, 4}
    a -= {3}
    a ^= {2, 7}
    print(sorted(a))


def add_discard_remove() -> None:
    a = {1}
    a.add(2)
    a.add(2)
    a.discard(9)
    a.discard(1)
    print(sorted(a), len(a))
    a.remove(5)


def pop_until_empty() -> None:
    a = {1, 2, 3}
    out = []
    while a:
        out.append(a.pop())
    print(sorted(out))
    a.pop()


def subset_and_superset() -> None:
    a, b = {1, 2}, {1, 2, 3}
    print(a <= b, a < b, b >= a, b > a, a <= a, a < a)
    print(a.issubset(b), b.issuperset(a), a.isdisjoint({5}), a.isdisjoint({1}))


def frozen_set_as_key() -> None:
    d = {frozenset({1, 2}): "a"}
    print(d[frozenset({2, 1})])


def set_of_tuples() -> None:
    seen = {(0, 0)}
    seen.add((1, 0))
    print((0, 0) in seen, (0, 1) in seen, sorted(seen))


def set_of_strings() -> None:
    print(sorted({"b", "a"}), "a" in {"a"})


def removing_duplicates_in_order() -> None:
    seen: set[int] = set()
    out = []
    for x in [3, 1, 3, 2, 1]:
        if x not in seen:
            seen.add(x)
            out.append(x)
    print(out)


def copy_and_clear() -> None:
    a = {1}
    b = a.copy()
    a.clear()
    print(a, b)


def comprehension() -> None:
    print(sorted({n % 4 for n in range(20)}))


def min_max_sum_len() -> None:
    s = {4, 2, 9}
    print(min(s), max(s), sum(s), len(s), sorted(s, reverse=True))


def any_all() -> None:
    print(any(n > 3 for n in {1, 5}), all(n > 0 for n in {1, 5}))


def set_of_optionals() -> None:
    s: set[int | None] = {1, None}
    print(None in s, 2 in s, len(s))


def single_element_prints() -> None:
    print({1}, {"a"}, frozenset({2}), {(1, 2)})


def nested_frozen_sets() -> None:
    s = {frozenset({1}), frozenset({1, 2})}
    print(len(s), frozenset({2, 1}) in s)


def mixed_numbers() -> None:
    print(len({1, 1.0, True}), 1.0 in {1})


def large_sets() -> None:
    s = set(range(1000))
    s -= set(range(0, 1000, 2))
    print(len(s), 501 in s, 500 in s)


def breadth_first() -> None:
    graph = {1: [2, 3], 2: [4], 3: [4], 4: []}
    seen, queue = {1}, [1]
    while queue:
        node = queue.pop(0)
        for after in graph[node]:
            if after not in seen:
                seen.add(after)
                queue.append(after)
    print(sorted(seen))


def set_difference_of_strings() -> None:
    print("".join(sorted(set("hello") - set("world"))))


def symmetric_membership() -> None:
    vowels = set("aeiou")
    print([c for c in "unikernel" if c in vowels], sum(c in vowels for c in "education"))


def set_in_condition() -> None:
    for word in ("yes", "no", "maybe"):
        if word in {"yes", "y"}:
            print("agreed")
        elif word in {"no", "n"}:
            print("refused")
        else:
            print("unsure")


def update_with_string() -> None:
    s = {"x"}
    s.update("ab")
    print(sorted(s))


def methods_take_iterables() -> None:
    a = {1, 2}
    print(sorted(a.union([3], range(5, 6))), sorted(a.intersection([2, 9])))
    print(sorted(a.difference([1])), sorted(a.symmetric_difference([2, 3])))


def update_methods() -> None:
    a = {1}
    a.update([2, 3], {4})
    a.difference_update([1])
    a.intersection_update([2, 3, 9])
    a.symmetric_difference_update([3, 5])
    print(sorted(a))


def union_of_many() -> None:
    sets = [{1}, {2, 3}, {3, 4}]
    out: set[int] = set()
    for s in sets:
        out |= s
    print(sorted(out), sorted(set().union(*sets)))


def intersection_of_many() -> None:
    print(sorted(set.intersection({1, 2, 3}, {2, 3}, {3, 4})))


def frozenset_operators_keep_kind() -> None:
    f = frozenset("ab") & frozenset("bc")
    print(f, type(f).__name__, isinstance(f, frozenset))


def superset_of_list() -> None:
    print({1, 2, 3}.issuperset([1, 2]), {1}.issubset(range(3)))


def literals_and_constructor() -> None:
    print(sorted({3, 1, 2, 1}), sorted(set("hello")), sorted(set([2, 2, 1])), set())


def equality() -> None:
    print({1, 2} == {2, 1}, {1} != {2}, set() == set(), {1} == {1, 2})


def empty_prints() -> None:
    print(set(), frozenset())


def frozen_sets() -> None:
    f = frozenset([1, 2])
    print(sorted(f), f == {1, 2}, hash(f) == hash(frozenset([2, 1])), 1 in f)
    print(sorted(f | {3}), type(f | {3}).__name__)


def changing_while_iterating() -> None:
    s = {1, 2}
    try:
        for x in s:
            s.add(x + 10)
    except RuntimeError as error:
        print(error)


def unhashable_in_a_display() -> None:
    try:
        print([1] in {1, 2})
    except TypeError as error:
        print(error)
    try:
        print({} not in {1, 2})
    except TypeError as error:
        print(error)
    print((1,) in {(1,), (2,)}, {1} in [{1}])
