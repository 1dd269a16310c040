"""Values typed object: truth, equality, text, hash, type."""

from __future__ import annotations

from typing import Any


class _Empty:
    def __len__(self) -> int:
        return 0


class _No:
    def __bool__(self) -> bool:
        return False


class _P:
    def __init__(self, x: int) -> None:
        self.x = x

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _P) and self.x == other.x

    def __hash__(self) -> int:
        return hash(self.x)

    def __repr__(self) -> str:
        return f"P({self.x})"


def _things() -> list[object]:
    return [
        0,
        1,
        "",
        "a",
        0.0,
        2.5,
        None,
        [],
        [1],
        (),
        (1,),
        {},
        {1: 2},
        set(),
        {3},
        b"",
        b"x",
        True,
        False,
        _Empty(),
        _No(),
        _P(1),
    ]


def _callable_object() -> None:
    x: object = len
    print(callable(x))


def truth() -> None:
    for x in _things():
        print(bool(x), end=" ")
        if x:
            print("yes", end=" ")
        if not x:
            print("no", end=" ")
    print()


def text() -> None:
    for x in _things()[:19]:
        print(x, str(x), repr(x), f"{x}", f"{x!r}", "%s" % (x,), "{}".format(x))
    print(_things()[-1], repr(_things()[-1]))


def equality() -> None:
    a: object = 1
    b: object = 1.0
    c: object = "1"
    print(a == b, a == c, b == c, a != b, a == 1, c == "1", None == a, a == None)  # noqa: E711
    p: object = _P(1)
    q: object = _P(1)
    r: object = _P(2)
    print(p == q, p == r, p != r, p == a, a == p)
    xs: object = [1, 2]
    ys: object = [1, 2]
    print(xs == ys, xs == a, (1, 2) == xs)
    d: object = {"a": 1}
    e: object = {"a": 1}
    print(d == e, d == xs)
    t: object = (1, "a")
    u: object = (1, "a")
    print(t == u, t == a)


def membership() -> None:
    things = _things()
    print(
        1 in things,
        "a" in things,
        "zz" in things,
        None in things,
        2.5 in things,
        _P(1) in things,
        things.index("a"),
        things.count(1),
    )


def hashes() -> None:
    a: object = 1
    b: object = 1.0
    c: object = True
    print(hash(a) == hash(b) == hash(c) == 1, hash(_things()[-1]) == hash(1))
    s: set[object] = {1, "a", 1.0, True, (1, 2), None}
    print(len(s), "a" in s, (1, 2) in s, 7 in s)
    d: dict[object, int] = {1: 1, "a": 2, (1, "b"): 3, None: 4}
    print(d["a"], d[1], d[(1, "b")], d[None], d.get(5))
    try:
        print(hash(_things()[8]))
    except TypeError as error:
        print(error)


def type_names() -> None:
    for x in _things():
        print(type(x).__name__, end=" ")
    print()


def isinstances() -> None:
    for x in _things():
        print(
            isinstance(x, int),
            isinstance(x, str),
            isinstance(x, (list, dict)),
            isinstance(x, tuple),
            isinstance(x, float),
            isinstance(x, bool),
            x is None,
        )


def any_values() -> None:
    def show(x: Any) -> str:
        return f"<{x}>"

    print(show(1), show("a"), show([1]), show(None))
    xs: list[Any] = [1, "a", 2.5]
    print(xs, xs[0] + 1, xs[1].upper(), [str(x) for x in xs])
    d: dict[str, Any] = {"a": 1, "b": [1, 2], "c": {"d": None}}
    print(d, d["a"] + 1, d["b"][0], d["c"]["d"], len(d["b"]))
    for k, v in d.items():
        print(k, v, type(v).__name__)


def any_recursive() -> None:
    def depth(x: Any) -> int:
        if isinstance(x, list):
            return 1 + max([depth(i) for i in x], default=0)
        return 0

    print(depth(1), depth([1, [2, [3]]]))


def formats() -> None:
    x: object = 3.14159
    try:
        print(f"{x:>10}")
    except TypeError as error:
        print(error)


def compare_to_none() -> None:
    x: object = None
    y: object = 5
    print(x is None, y is None, x == None, y != None)  # noqa: E711


def identity() -> None:
    p: object = _P(1)
    q = p
    print(p is q, p is not q)


def equal_default() -> None:
    class Plain:
        pass

    a: object = Plain()
    b: object = Plain()
    print(a == b, a == a, a != b, a in [a], a in [b])


def eq_method_with_object() -> None:
    class Pair:
        def __init__(self, a: object, b: object) -> None:
            self.a = a
            self.b = b

        def __eq__(self, other: object) -> bool:
            if not isinstance(other, Pair):
                return NotImplemented
            return self.a == other.a and self.b == other.b

        def __hash__(self) -> int:
            return hash((self.a, self.b))

    print(
        Pair(1, "a") == Pair(1, "a"),
        Pair(1, "a") == Pair(2, "a"),
        hash(Pair(1, 2)) == hash(Pair(1, 2)),
    )


def containers_of_object() -> None:
    xs: list[object] = [1, "a"]
    xs.append(None)
    xs.extend([2.5, (1, 2)])
    print(xs, len(xs), xs[-1], xs == [1, "a", None, 2.5, (1, 2)])
    xs.remove("a")
    print(xs)
    d: dict[str, object] = {"x": 1}
    d["y"] = "z"
    print(d, d == {"x": 1, "y": "z"})
