"""Types that nothing declares: containers filled later, rebinding, Any, bare containers."""

from __future__ import annotations

from typing import Any


def _anyp_show(x: Any) -> None:
    print(x, type(x).__name__)


def _anyp_ident(x: Any) -> Any:
    return x


def _anyp_size(xs: list) -> int:
    return len(xs)


def _anyp_keys(d: dict) -> list:
    return list(d)


def _anyp_both(t: tuple) -> Any:
    return t[0]


def anyp() -> None:
    _anyp_show(1)
    _anyp_show("a")
    _anyp_show([1, 2])
    print(
        _anyp_ident(3),
        _anyp_ident("x"),
        _anyp_size([1, 2]),
        _anyp_size(["a"]),
        _anyp_keys({"a": 1}),
        _anyp_both((1, 2)),
    )
    y: Any = 5
    print(y + 1)
    y = "now"
    print(y)


def _anyd_make() -> dict[str, Any]:
    return {"name": "x", "age": 3, "tags": ["a", "b"], "nested": {"k": 1.5, "n": None}}


def _anyd_describe(d: dict[str, Any]) -> None:
    for k, v in d.items():
        print(k, v)
        if isinstance(v, str):
            print(v.upper())
        elif isinstance(v, list):
            print(len(v), [x for x in v])
        elif isinstance(v, dict):
            for kk in v:
                print(kk, v[kk])
        elif v is None:
            print("none")


def anyd() -> None:
    d = _anyd_make()
    _anyd_describe(d)
    d["extra"] = 7
    print(d["age"] + 1, d["extra"] * 2, d["name"] + "!")
    print(d)
    xs: list[Any] = [1, "a", None]
    xs.append(2.5)
    print(xs, xs[0] == 1, xs[1] in ("a", "b"), len(xs))
    try:
        print(xs[1] + 1)
    except TypeError as e:
        print(e)
    try:
        print(xs[0].upper())
    except AttributeError as e:
        print(e)
    n: int = d["age"]
    print(n + 1)


class _EmptiesA:
    def __init__(self):
        self.items = []
        self.index = {}
        self.best = None

    def add(self, k, v):
        self.items.append(v)
        self.index[k] = v
        if self.best is None or v > self.best:
            self.best = v


def empties() -> None:
    a = _EmptiesA()
    a.add("x", 1)
    a.add("y", 3)
    print(a.items, a.index, a.best)
    d: dict = {}
    d["k"] = []
    d["k"].append(1)
    print(d)
    g = {}
    for w in ["a", "bb", "c"]:
        g.setdefault(len(w), []).append(w)
    print(g)
    h = {}
    for w in ["a", "bb", "a"]:
        if w not in h:
            h[w] = 0
        h[w] += 1
    print(h)
    t = [None] * 3
    t[0] = 5
    print(t)
    m = [[0] * 3 for _ in range(2)]
    m[1][2] = 7
    print(m)
    x = y = None
    x = 3
    print(x, y)


def rebind() -> None:
    line = "3 4 5"
    line = line.split()
    print(line)
    n = "42"
    n = int(n)
    print(n + 1)
    for i in range(2):
        v = i
        v = str(v)
        print(v + "!")
    data = "1,2,3"
    data = data.split(",")
    data = [int(z) for z in data]
    print(sum(data))
    x = 5
    if x > 3:
        x = "big"
    print(x)


def _rebind_f(s: str) -> int:
    s = s.strip()
    return len(s)


def emptycond() -> None:
    print(not [], 5 if [] else 6, not {}, bool([]), len([]), [] == [], [] or [1], list(), dict())
    xs = []
    print(xs, not xs, len(xs))
    for x in []:
        print(x)
    print(sum([]), sorted([]), list(reversed([])), [] + [1])
    print("".join([]), all([]), any([]))


def _emptycond_f() -> list[int]:
    return []


def _returns_find(xs, y):
    for i, x in enumerate(xs):
        if x == y:
            return i


def _returns_first(xs):
    if not xs:
        return
    return xs[0]


def _returns_pair(n):
    if n > 0:
        return (n, "pos")
    return None


def _returns_show(x=None, *, n=None):
    if x is None:
        x = []
    x.append(n)
    print(x)


def _returns_ident(x):
    return x


def returns() -> None:
    print(
        _returns_find([1, 2], 2),
        _returns_find(["a"], "b"),
        _returns_first([]),
        _returns_first([3]),
        _returns_pair(1),
        _returns_pair(-1),
    )
    _returns_show()
    _returns_show([1], n=2)
    _returns_show(n=5)
    print(
        _returns_ident(None),
        _returns_ident([]),
        _returns_ident({}),
        _returns_ident(3),
        _returns_ident("s"),
    )


class _AttrsNode:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.children = []


class _AttrsLinkedList:
    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, v):
        n = _AttrsNode(v)
        n.next = self.head
        self.head = n
        self.size += 1

    def __iter__(self):
        cur = self.head
        while cur:
            yield cur.value
            cur = cur.next

    def find(self, v):
        cur = self.head
        while cur is not None and cur.value != v:
            cur = cur.next
        return cur


class _AttrsTree:
    def __init__(self):
        self.root = None

    def insert(self, v):
        if self.root is None:
            self.root = _AttrsT(v)
            return
        cur = self.root
        while True:
            if v < cur.v:
                if cur.left is None:
                    cur.left = _AttrsT(v)
                    return
                cur = cur.left
            else:
                if cur.right is None:
                    cur.right = _AttrsT(v)
                    return
                cur = cur.right

    def walk(self, n, out):
        if n is None:
            return out
        self.walk(n.left, out)
        out.append(n.v)
        self.walk(n.right, out)
        return out


class _AttrsT:
    def __init__(self, v):
        self.v = v
        self.left = None
        self.right = None


def attrs() -> None:
    linked = _AttrsLinkedList()
    for i in range(3):
        linked.push(i)
    print(list(linked), linked.size, linked.find(1).value, linked.find(9))
    t = _AttrsTree()
    for v in [5, 2, 8, 1]:
        t.insert(v)
    print(t.walk(t.root, []))
    root = _AttrsNode(1)
    root.children.append(_AttrsNode(2))
    print([c.value for c in root.children])


def growing() -> None:
    xs = []
    xs.append(1)
    xs.append("a")
    xs.append(2.5)
    print(xs)
    d = {}
    d["a"] = 1
    d["b"] = "x"
    print(d)
    ys = [1, 2]
    ys.append(2.5)
    print(ys)
    zs = [0] * 3
    zs[1] = 0.5
    print(zs)
    e = {"a": 0}
    e["b"] = 1.5
    e["a"] += 0.5
    print(e)
    s = set()
    s.add(1)
    s.add("q")
    print(len(s))
    m = [[0] * 2 for _ in range(2)]
    m[0][1] = 1.5
    print(m)
    grid = [[None for _ in range(2)] for _ in range(2)]
    grid[0][1] = "X"
    print(grid)
    memo = {}

    def fib(n):
        if n in memo:
            return memo[n]
        if n < 2:
            return n
        memo[n] = fib(n - 1) + fib(n - 2)
        return memo[n]

    print(fib(30))
    p = None
    for i in range(3):
        if p is not None:
            print(p + i)
        p = i


class KeptState:
    def __init__(self) -> None:
        self.state: dict = {}  # type: ignore[type-arg]
        self.log: list = [1]  # type: ignore[type-arg]

    def change(self, new: dict) -> None:  # type: ignore[type-arg]
        self.state.update(new)
        self.log.extend(new)


def growing_by_other_containers() -> None:
    xs: list[Any] = [3, 1]
    xs.clear()
    xs.extend(["A", "B"])
    xs += [2.5]
    kept = KeptState()
    kept.change({"a": 1})
    kept.change({"b": "x"})
    print(xs, kept.state, kept.log)
    table = {"k": 1}
    table.update({"j": "v"})  # type: ignore[dict-item]
    table.update(z=None)  # type: ignore[call-overload]
    table |= {"m": 1.5}  # type: ignore[dict-item]
    print(table)


def builtins_as_annotations() -> None:
    def applied(value: any, function: callable) -> any:  # type: ignore[valid-type]
        return function(value)

    print(applied([1, 2], len), applied("x", str.upper))
