"""dict and set."""

PRICES = {"apple": 3, "pear": 5}
CODES: dict[int, str] = {}
ALLOWED = {2, 3, 5, 7}
NAMES = frozenset({"a", "b"})


def dicts() -> None:
    d = {"one": 1, "two": 2}
    d["three"] = 3
    d["one"] += 10
    print(
        d,
        len(d),
        d["one"],
        d.get("two"),
        d.get("nine"),
        d.get("nine", -1),
        "two" in d,
        "x" not in d,
    )
    print(
        list(d),
        list(d.keys()),
        list(d.values()),
        list(d.items()),
        d == {"three": 3, "two": 2, "one": 11},
    )
    for key in d:
        print(key, end=" ")
    for key, value in d.items():
        print(key, value, end=" ")
    for value in d.values():
        print(value, end=" ")
    print()
    print(d.pop("one"), d.pop("gone", 0), d.setdefault("four", 4), d.setdefault("two", 9), d)
    d.update({"two": 22, "five": 5})
    del d["three"]
    copy = d.copy()
    print(d, d.popitem(), d, copy, {**copy} if False else copy, bool(d))
    d.clear()
    print(d, bool(d))
    try:
        print(copy["none"])
    except KeyError as error:
        print("KeyError:", error)
    try:
        del copy["none"]
    except KeyError as error:
        print(repr(error))


def comprehensions() -> None:
    squares = {n: n * n for n in range(5) if n != 3}
    print(squares, {v: k for k, v in squares.items()}, {c for c in "hello"} == {"h", "e", "l", "o"})
    print(
        {w: len(w) for w in ["a", "bb", "ccc"]}, dict([(1, "x"), (2, "y")]), dict(zip("ab", [1, 2]))
    )
    counts: dict[str, int] = {}
    for letter in "mississippi":
        counts[letter] = counts.get(letter, 0) + 1
    print(
        counts,
        sorted(counts),
        max(counts, key=lambda k: counts[k]),
        sorted(counts.items(), key=lambda p: -p[1]),
    )
    groups: dict[int, list[str]] = {}
    for word in ["a", "bb", "cc", "d"]:
        groups.setdefault(len(word), []).append(word)
    print(groups)


def large() -> None:
    table = {n: n * 7 for n in range(1000)}
    for n in range(0, 1000, 2):
        del table[n]
    for n in range(500):
        table[n * 10_000] = n
    print(len(table), table[999], table[490_000], 4 in table, sum(table.values()), list(table)[:5])
    words = {str(n): n for n in range(300)}
    print(words["299"], sum(words.values()), "300" in words)


def frozen() -> None:
    PRICES["fig"] = 1
    CODES[404] = "not found"
    print(PRICES, CODES, PRICES["apple"], 5 in ALLOWED, 4 in ALLOWED, "a" in NAMES, len(NAMES))


def sets() -> None:
    a, b = {1, 2, 3}, {3, 4}
    a.add(9)
    a.discard(1)
    a.discard(77)
    print(
        sorted(a),
        sorted(a | b),
        sorted(a & b),
        sorted(a - b),
        sorted(a ^ b),
        3 in a,
        len(a),
        a == {9, 3, 2},
    )
    print({1} <= {1, 2}, {1, 2}.issubset({1}), a.isdisjoint({100}), sorted(a.union({5})))
    a.update({50, 60})
    a.remove(50)
    print(
        sorted(a), sorted(set("banana")), sorted({x % 3 for x in range(10)}), sorted(set([1, 1, 2]))
    )
    try:
        a.remove(1000)
    except KeyError as error:
        print("KeyError:", error)
    empty: set[str] = set()
    empty.add("x")
    print(empty, {1}, a.copy() == a)


def mixed_keys() -> None:
    by_tuple: dict[tuple[int, int], str] = {(0, 1): "a", (1, 0): "b"}
    by_bytes = {b"k": 1}
    by_float = {0.5: "half"}
    by_bool = {True: "yes", False: "no"}
    print(by_tuple[(1, 0)], by_bytes[b"k"], by_float[0.5], by_bool[1 > 0], (0, 0) in by_tuple)
    nested = {"a": {"b": {"c": 1}}}
    nested["a"]["b"]["c"] += 1
    print(nested, nested["a"]["b"])


if __name__ == "__main__":
    dicts()
    comprehensions()
    large()
    frozen()
    sets()
    mixed_keys()
