"""`copy.copy` and `copy.deepcopy` of containers."""

from __future__ import annotations

import copy
from collections import Counter, OrderedDict, defaultdict, deque
from copy import deepcopy


def shallow() -> None:
    rows = [[1], [2]]
    other = copy.copy(rows)
    other[0].append(5)
    other.append([3])
    print(rows, other, copy.copy({"a": 1}), copy.copy({1}), copy.copy(3), copy.copy("x"))


def deep_lists() -> None:
    rows = [[1, 2], [3]]
    other = deepcopy(rows)
    other[0][0] = 9
    other.append([])
    print(rows, other, deepcopy([1.5, 2.5]), deepcopy([["a"]]), deepcopy([True]))


def deep_dicts() -> None:
    d = {"a": [1], "b": []}
    e = deepcopy(d)
    e["a"].append(2)
    e["c"] = [3]
    print(d, e, deepcopy({1: {2: {3: "x"}}}), deepcopy({"k": {1, 2}}))


def kinds_of_dicts_stay() -> None:
    d = defaultdict(list)
    d["a"].append(1)
    e = deepcopy(d)
    e["b"].append(2)
    plain: dict[str, list[int]] = d
    print(d, e, deepcopy(plain), deepcopy(Counter("aab")), deepcopy(OrderedDict(x=1)))


def shared_parts_stay_shared() -> None:
    row = [0, 0]
    grid = [row, row]
    other = deepcopy(grid)
    other[0][1] = 7
    print(grid, other, other[0] is other[1], other[0] is row)


def other_containers() -> None:
    q = deque([[1], [2]], maxlen=3)
    r = deepcopy(q)
    r[0].append(4)
    s = {3, 1}
    u = deepcopy(s)
    u.add(9)
    print(q, r, s, sorted(u), deepcopy(frozenset([1])), deepcopy("text"), deepcopy(5))
