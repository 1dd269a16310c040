"""`collections`: deque, defaultdict, Counter, OrderedDict, ChainMap."""

from __future__ import annotations

import typing
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from collections.abc import Mapping

RING = deque([1, 2, 3], maxlen=4)
COUNTS = Counter("hello")
GROUPS: defaultdict[str, list[int]] = defaultdict(list, {"k": [3]})
NUMBERS = defaultdict(int, {"a": 3})
ORDERED = OrderedDict([("x", 1.5), ("y", 2.5)])


class _Graph:
    def __init__(self) -> None:
        self.edges = defaultdict(list)
        self.names: defaultdict[int, set[str]] = defaultdict(set)
        self.nested = defaultdict(lambda: defaultdict(int))
        self.queue = deque()

    def add(self, a: int, b: int) -> None:
        self.edges[a].append(b)
        self.names[a].add(str(a))
        self.nested[a][b] += 1
        self.queue.append((a, b))


def _total(numbers: dict[str, int]) -> int:
    return sum(numbers.values())


def _keys_of(mapping: Mapping[str, int]) -> list[str]:
    return sorted(mapping)


def deque_ends() -> None:
    d = deque([1, 2, 3])
    d.append(4)
    d.appendleft(0)
    print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)


def deque_from_text() -> None:
    print(deque("abc"), deque(range(3)), deque((1, 2)), deque({"k": 1}), deque(deque([5])))


def deque_inferred_from_use() -> None:
    d = deque()
    d.append((1, "x"))
    while d:
        number, text = d.popleft()
        print(number, text)


def deque_empty_errors() -> None:
    d: deque[int] = deque()
    for action in (d.pop, d.popleft):
        try:
            action()
        except IndexError as error:
            print(error)
    try:
        d.remove(3)
    except ValueError as error:
        print(error)


def deque_index_errors() -> None:
    d = deque([1, 2])
    try:
        print(d[2])
    except IndexError as error:
        print(error)
    try:
        print(d.index(7))
    except ValueError as error:
        print(error)


def deque_maxlen() -> None:
    d = deque([1, 2, 3, 4], maxlen=3)
    d.append(5)
    print(d, d.maxlen, deque([1]).maxlen)
    d.appendleft(9)
    print(d)
    d.extend([6, 7, 8, 9])
    print(d)
    print(deque([1, 2], 0), deque("ab", 1))


def deque_full_insert() -> None:
    d = deque([1, 2], maxlen=2)
    d.insert(0, 3)


def deque_negative_maxlen() -> None:
    length = -len("a")
    print(deque([1], length))


def deque_rotate() -> None:
    d = deque("abcdef")
    for n in (1, -2, 7, 0, -13):
        d.rotate(n)
        print("".join(d))


def deque_insert_remove() -> None:
    d = deque([1, 2, 3, 2])
    d.insert(1, 9)
    d.insert(-1, 8)
    d.insert(99, 7)
    print(d, d.count(2), d.index(2), d.index(2, 3))
    d.remove(2)
    del d[0]
    del d[-1]
    d[0] = 100
    print(d)


def deque_whole() -> None:
    d = deque([3, 1, 2])
    d.reverse()
    print(d, list(reversed(d)), sorted(d), sum(d), max(d), [x * 2 for x in d], 3 in d, 5 in d)
    d.extendleft([7, 8])
    c = d.copy()
    c.clear()
    print(d, c, bool(c), bool(d))


def deque_arithmetic() -> None:
    d = deque([1, 2])
    print(d + deque([3]), d * 2, 2 * d, d == deque([1, 2]), d != deque([2]), d < deque([1, 3]))
    d += [4]
    d *= 2
    print(d, d >= deque([1]))


def deque_extended_by_itself() -> None:
    d = deque([1, 2])
    d.extend(d)
    d.extendleft(d)
    print(d)


def deque_changed_in_a_loop() -> None:
    d = deque([1, 2, 3])
    for item in d:
        print(item)
        d.append(item)


def deque_unpacked() -> None:
    a, b, *rest = deque([1, 2, 3, 4])
    print(a, b, rest)


def deque_grows_around_its_end() -> None:
    d: deque[int] = deque()
    for n in range(40):
        d.append(n)
        if n % 3 == 0:
            d.popleft()
    print(list(d))


def deque_made_at_build_time() -> None:
    RING.append(4)
    RING.append(5)
    print(RING, isinstance(RING, deque))


def defaultdict_of_lists() -> None:
    d = defaultdict(list)
    for k, v in [("a", 1), ("b", 2), ("a", 3)]:
        d[k].append(v)
    print(d, dict(d), sorted(d.items()), d["new"], len(d))


def defaultdict_of_numbers() -> None:
    d = defaultdict(int)
    for c in "hello":
        d[c] += 1
    print(d, d.get("q"), "q" in d, d.get("h", 7), d["q"], "q" in d)


def defaultdict_of_sets_and_texts() -> None:
    s: defaultdict[str, set[int]] = defaultdict(set)
    s["x"].add(1)
    t = defaultdict(str)
    t["a"] += "b"
    f = defaultdict(float)
    f["r"] += 0.5
    b = defaultdict(bool)
    print(s, t, f, b["x"], b)


def defaultdict_of_lambdas() -> None:
    d = defaultdict(lambda: [0, 0])
    d["a"][1] += 5
    n = defaultdict(lambda: "N/A")
    n["z"] = "Z"
    print(d["a"], d["b"], n["z"], n["y"], len(n))


def defaultdict_nested() -> None:
    d = defaultdict(lambda: defaultdict(list))
    d["a"]["b"].append(1.5)
    d["a"]["c"].append(2.5)
    print({k: dict(v) for k, v in d.items()})


def defaultdict_without_factory() -> None:
    d: defaultdict[str, int] = defaultdict(None)
    print(d, d.default_factory is None)
    print(d["a"])


def defaultdict_with_pairs() -> None:
    print(defaultdict(int, [("a", 1)]), defaultdict(int, {"b": 2}), defaultdict(int, c=3))


def defaultdict_as_dict() -> None:
    d: dict[str, int] = defaultdict(int)
    d["x"] = 1
    print(d["y"], _total(d), _keys_of(d), isinstance(d, dict), isinstance(d, defaultdict))


def defaultdict_copied() -> None:
    d = defaultdict(int, a=1)
    c = d.copy()
    c["b"] += 2
    print(d, c, d == {"a": 1}, d | {"z": 1} == {"a": 1, "z": 1})


def defaultdict_made_at_build_time() -> None:
    GROUPS["q"].append(1)
    NUMBERS["b"] += 1
    print(GROUPS, NUMBERS)


def defaultdict_attributes() -> None:
    g = _Graph()
    g.add(1, 2)
    g.add(1, 3)
    g.add(1, 2)
    print(g.edges, g.names, g.queue)
    for k, inner in g.nested.items():
        print(k, dict(inner))


def defaultdict_keyed_by_tuples() -> None:
    d = defaultdict(int)
    for x in range(3):
        d[x % 2, x // 2] += x
    print(sorted(d.items()), d.pop((0, 0)), len(d))


def counter_of_text() -> None:
    c = Counter("mississippi")
    print(c, c["s"], c["zz"], c.most_common(2), c.total(), len(c), "zz" in c)


def counter_most_common() -> None:
    c = Counter("abcab")
    print(c.most_common(), c.most_common(1), c.most_common(0), c.most_common(99))


def counter_from_mappings() -> None:
    print(Counter({"a": 2, "b": 0}), Counter(a=3, b=1), Counter(), Counter([1, 2, 1]))


def counter_update_subtract() -> None:
    c = Counter("ab")
    c.update("abc")
    c.update({"z": 4})
    print(c)
    c.subtract("aaa")
    c.subtract(Counter(z=1))
    print(c, list(c.elements()))


def counter_arithmetic() -> None:
    a, b = Counter("aabb"), Counter("bbbc")
    print(a + b, a - b, a & b, a | b)
    c = Counter(x=2, y=-1)
    print(+c, -c)
    a += b
    print(a)
    a -= Counter("bbbbb")
    print(a)


def counter_comparison() -> None:
    print(
        Counter("ab") == Counter("ba"), Counter(a=1, b=0) == Counter(a=1), Counter("a") == {"a": 1}
    )
    print(
        Counter("ab") <= Counter("aab"), Counter("ab") < Counter("ab"), Counter("aa") > Counter("a")
    )


def counter_missing_keys() -> None:
    c = Counter("a")
    del c["zz"]
    print(c["q"], len(c), c.get("q"), c.get("q", 5))
    c["q"] += 2
    del c["a"]
    print(c)


def counter_items() -> None:
    c = Counter(len(word) for word in "the cat sat down".split())
    for length, count in sorted(c.items()):
        print(length, count)
    print(_total(Counter("abc")), _keys_of(Counter("cab")), max(c.values()))


def counter_made_at_build_time() -> None:
    COUNTS.update("lo")
    print(COUNTS, COUNTS["l"])


def ordered_dict_moves() -> None:
    o: OrderedDict[str, int] = OrderedDict()
    for at, key in enumerate("abcd"):
        o[key] = at
    o.move_to_end("b")
    print(o)
    o.move_to_end("d", last=False)
    print(o, list(o), list(o.values()))


def ordered_dict_pops() -> None:
    o = OrderedDict([(1, "a"), (2, "b"), (3, "c")])
    print(o.popitem(), o.popitem(last=False), o)
    o.popitem()
    o.popitem()


def ordered_dict_missing() -> None:
    o = OrderedDict(a=1)
    o.move_to_end("zz")


def ordered_dict_equality() -> None:
    a, b = OrderedDict([("x", 1), ("y", 2)]), OrderedDict([("y", 2), ("x", 1)])
    print(a == b, a == {"y": 2, "x": 1}, {"x": 1, "y": 2} == b, a == a.copy(), a != b)


def ordered_dict_as_cache() -> None:
    cache: OrderedDict[int, int] = OrderedDict()
    for n in range(200):
        cache[n % 7] = n
        cache.move_to_end(n % 7)
        if len(cache) > 3:
            cache.popitem(last=False)
    print(cache)


def ordered_dict_made_at_build_time() -> None:
    ORDERED.move_to_end("x")
    print(ORDERED)


def chain_map() -> None:
    c = ChainMap({"a": 1}, {"a": 2, "b": 3})
    print(c["a"], c["b"], c, list(c), c.get("q", 9), len(c), "b" in c, c.maps)
    c["b"] = 7
    print(c, c.parents, c.new_child({"z": 0}))
    for k, v in c.items():
        print(k, v)
    print(c["nope"])


def dict_by_keywords() -> None:
    print(dict(a=1, b=2), dict([("x", 1)], y=2), dict({"p": 1.5}, q=2.5))


def _joined(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return one | other


def counters_among_dicts() -> None:
    c = Counter("aab")
    print(_joined({"a": 1}, {"b": 2}), c | Counter("abb"), dict(c) | {"z": 1})
    print(_joined(c, {"q": 3}), _joined({"q": 3}, c), _joined(c, Counter("abb")), c | {"b": 9})


def aliases_of_typing() -> None:
    cache: typing.OrderedDict[int, int] = typing.OrderedDict()
    cache[1] = 2
    cache.move_to_end(1)
    lists: typing.DefaultDict[str, list[int]] = typing.DefaultDict(list)
    lists["a"].append(1)
    queue: typing.Deque[int] = typing.Deque([1, 2], maxlen=2)
    queue.append(3)
    counts: typing.Counter[str] = typing.Counter("aab")
    print(cache, lists, queue, counts)
