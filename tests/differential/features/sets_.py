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
