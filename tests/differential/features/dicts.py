"""dict: order, methods, views, nesting, changes."""

from __future__ import annotations


def insertion_order() -> None:
    d = {"b": 1, "a": 2}
    d["c"] = 3
    d["b"] = 9
    print(d)


def deletion_and_reinsertion() -> None:
    d = {"a": 1, "b": 2, "c": 3}
    del d["a"]
    d["a"] = 4
    print(d, list(d))


def get_with_and_without_default() -> None:
    d = {"a": 1}
    print(d.get("a"), d.get("z"), d.get("z", 7))


def setdefault() -> None:
    d: dict[str, list[int]] = {}
    d.setdefault("x", []).append(1)
    d.setdefault("x", []).append(2)
    print(d)


def pop_with_default() -> None:
    d = {"a": 1}
    print(d.pop("a"), d.pop("a", -1), d)


def popitem() -> None:
    d = {"a": 1, "b": 2}
    print(d.popitem(), d)


def update_from_dict() -> None:
    d = {"a": 1}
    d.update({"b": 2, "a": 3})
    print(d)


def union_operators() -> None:
    a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
    print(a | b, b | a)
    a |= b
    print(a)


def membership() -> None:
    d = {1: "a", 2: "b"}
    print(1 in d, 3 in d, 3 not in d)


def keys_values_items() -> None:
    d = {"a": 1, "b": 2}
    print(list(d.keys()), list(d.values()), list(d.items()))


def views_are_live() -> None:
    d = {"a": 1}
    keys = d.keys()
    d["b"] = 2
    print(list(keys), len(keys))


def equality() -> None:
    print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} == {"a": 2}, {"a": 1} != {})


def copy_is_shallow() -> None:
    d = {"a": [1]}
    e = d.copy()
    e["a"].append(2)
    e["b"] = []
    print(d, e)


def clear() -> None:
    d = {"a": 1}
    d.clear()
    print(d, len(d), bool(d))


def from_zip() -> None:
    print(dict(zip(["a", "b"], [1, 2])))


def tuple_keys() -> None:
    d = {(0, 0): "origin", (1, 2): "point"}
    print(d[(1, 2)], (0, 0) in d)


def nested_dicts() -> None:
    d: dict[str, dict[str, int]] = {}
    for name, key in [("x", "a"), ("y", "b"), ("x", "b"), ("x", "a")]:
        inner = d.setdefault(name, {})
        inner[key] = inner.get(key, 0) + 1
    print(d)


def counting() -> None:
    counts: dict[str, int] = {}
    for c in "abracadabra":
        counts[c] = counts.get(c, 0) + 1
    print(counts)


def grouping() -> None:
    groups: dict[int, list[str]] = {}
    for w in ["a", "bb", "cc", "d"]:
        if len(w) not in groups:
            groups[len(w)] = []
        groups[len(w)].append(w)
    print(groups)


def sorting_by_value() -> None:
    d = {"a": 3, "b": 1, "c": 2}
    print(sorted(d.items(), key=lambda kv: kv[1]))
    print(sorted(d, key=lambda k: d[k], reverse=True))


def max_by_value() -> None:
    d = {"a": 3, "b": 7, "c": 2}
    print(max(d, key=lambda k: d[k]), min(d.values()), sum(d.values()))


def changing_size_while_iterating() -> None:
    d = {"a": 1, "b": 2}
    for k in d:
        d[k + "x"] = 1


def changing_values_while_iterating() -> None:
    d = {"a": 1, "b": 2}
    for k in d:
        d[k] += 10
    print(d)


def deleting_over_a_copy() -> None:
    d = {n: n * n for n in range(6)}
    for k in list(d):
        if k % 2:
            del d[k]
    print(d)


def dict_of_lists_of_tuples() -> None:
    graph: dict[str, list[tuple[str, int]]] = {"a": [("b", 1)], "b": [("c", 2), ("a", 1)]}
    for node, edges in graph.items():
        for target, weight in edges:
            print(node, target, weight)


def none_values() -> None:
    d: dict[str, int | None] = {"a": None, "b": 1}
    print(d, d["a"] is None, d.get("c", 5))


def mixed_values() -> None:
    d: dict[str, int | str | list[int]] = {"n": 1, "s": "x", "l": [1, 2]}
    print(d)
    for value in d.values():
        if isinstance(value, int):
            print("int", value + 1)
        elif isinstance(value, str):
            print("str", value + "!")
        else:
            print("list", len(value))


def bool_keys() -> None:
    d = {True: "yes", False: "no"}
    print(d[1 < 2], d[1 > 2])


def bytes_keys() -> None:
    print({b"k": 1}[b"k"])


def many_keys() -> None:
    d = {n: str(n) for n in range(2000)}
    for n in range(0, 2000, 2):
        del d[n]
    print(len(d), d[1999], 1000 in d, list(d)[:3])


def colliding_growth() -> None:
    d: dict[int, int] = {}
    for n in range(300):
        d[n * 64] = n
    print(sum(d[n * 64] == n for n in range(300)))


def negative_keys() -> None:
    d = {-1: "a", -2: "b"}
    print(d[-1], d[-2], hash(-1) == hash(-2))


def iteration_over_items_with_index() -> None:
    for i, (k, v) in enumerate({"a": 1, "b": 2}.items()):
        print(i, k, v)


def first_key() -> None:
    d = {"x": 1, "y": 2}
    print(next(iter(d)), list(d.items())[-1])


def inverted_index() -> None:
    docs = {1: "a b", 2: "b c"}
    index: dict[str, set[int]] = {}
    for key, text in docs.items():
        for word in text.split():
            index.setdefault(word, set()).add(key)
    print({w: sorted(ids) for w, ids in index.items()})


def memo_table() -> None:
    memo: dict[int, int] = {0: 0, 1: 1}

    def fib(n: int) -> int:
        if n not in memo:
            memo[n] = fib(n - 1) + fib(n - 2)
        return memo[n]

    print(fib(80))


def dict_in_fstring() -> None:
    d = {"k": 1}
    print(f"{d['k']:03d} {d}")


def keys_of_own_class() -> None:
    d = {_Point(1, 2): "a"}
    print(d[_Point(1, 2)], _Point(2, 1) in d)


class _Point:
    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = x, y

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self) -> int:
        return hash((self.x, self.y))


def nested_literals() -> None:
    config = {"a": {"b": {"c": 1}}, "d": {"e": {"f": 2}}}
    print(config["a"]["b"]["c"] + config["d"]["e"]["f"])


def star_star_display() -> None:
    a = {"x": 1}
    print({**a, "y": 2}, {"x": 0, **a}, {**a, **{"z": 3}})


def len_and_truth() -> None:
    d: dict[str, int] = {}
    print(len(d), not d)
    d["a"] = 1
    print(len(d), not d)


def swapping_values() -> None:
    d = {"a": 1, "b": 2}
    d["a"], d["b"] = d["b"], d["a"]
    print(d)


def sum_of_lengths() -> None:
    d = {"a": [1, 2], "b": [3]}
    print(sum(len(v) for v in d.values()), [x for v in d.values() for x in v])


def views_print() -> None:
    d = {"a": 1}
    print(d.keys(), d.values(), d.items())


def views_as_sets() -> None:
    a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
    print(sorted(a.keys() & b.keys()), sorted(a.keys() - b.keys()), sorted(a.keys() | b.keys()))


def membership_in_views() -> None:
    d = {"a": 1}
    print("a" in d.keys(), 1 in d.values(), ("a", 1) in d.items(), ("a", 2) in d.items())


def from_keys() -> None:
    print(dict.fromkeys(["a", "b"], 0), dict.fromkeys("ab"))


def from_keyword_arguments() -> None:
    print(dict(a=1, b=2))


def from_dict_and_keywords() -> None:
    print(dict({"a": 1}, b=2))


def reversed_dict() -> None:
    d = {"a": 1, "b": 2}
    print(list(reversed(d)), list(reversed(d.items())))


def int_and_float_keys_meet() -> None:
    d = {1: "int"}
    d[True] = "bool"  # type: ignore[index]
    print(d)


def comparing_views() -> None:
    a, b = {"x": 1}, {"x": 2}
    print(a.keys() == b.keys(), list(a.values()) == list(b.values()))


def update_from_pairs() -> None:
    d = {"a": 1}
    d.update([("c", 5)])
    print(d)


def max_by_get() -> None:
    d = {"a": 3, "b": 7, "c": 2}
    print(max(d, key=d.get))  # type: ignore[arg-type]


def dict_of_functions() -> None:
    table = {"double": lambda n: n * 2, "square": lambda n: n * n}
    print(table["double"](5), table["square"](5))


def del_missing_in_try() -> None:
    d = {1: 1}
    try:
        del d[2]
    except KeyError as error:
        print("missing", error, error.args[0])


class Looked:
    def __init__(self) -> None:
        self.table: dict[str, int] = {"a": 1}
        self.names: list[str] = ["x"]
        self.kept: set[str] = {"s"}

    def __contains__(self, name: object) -> bool:
        return name in self.table or name in self.names or name in self.kept


def anything_looked_for_among_texts() -> None:
    looked = Looked()
    print("a" in looked, "b" in looked, 3 in looked, None in looked, "x" in looked, "s" in looked)
