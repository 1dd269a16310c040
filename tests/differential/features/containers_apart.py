# mypy: ignore-errors
"""Containers of different declared types side by side: == and in."""

from __future__ import annotations

from typing import Any


def declared_apart() -> None:
    a: list[int] = [1, 2]
    b: list[int | str] = [1, 2]
    print(a == b, b == a, a != b)
    c: list[int | str] = [1, "x"]
    print(a == c, c == a)
    f: list[float] = [1.0, 2.0]
    print(a == f, f == a)
    d1: dict[str, int] = {"a": 1}
    d2: dict[str, int | str] = {"a": 1}
    d3: dict[int | str, int | str] = {"a": 1, 2: "b"}
    print(d1 == d2, d2 == d1, d2 != d1, d1 == d3, d3 == d1)
    l1 = [{"a": 1}, {"b": 2}]
    l2: list[dict[str, int | str]] = [{"a": 1}, {"b": 2}]
    print(l1 == l2, l2 == l1, l1 != l2)
    s1: set[int] = {1, 2}
    s2: set[int | str] = {1, 2}
    print(s1 == s2, s2 == s1, s1 != s2)
    t1: tuple[int, ...] = (1, 2)
    t2: tuple[int | str, ...] = (1, 2)
    print(t1 == t2, t2 == t1)
    x: list[int] = []
    y: list[str] = []
    print(x == y, x != y)
    z: dict[str, object] = {"a": 1}
    print(z == d1, d1 == z)
    print(a == [1, None], [None] == a, [1, "x", 2.5] == a)
    n: list[list[int]] = [[1], [2]]
    m: list[list[int | None]] = [[1], [2]]
    print(n == m, m == n)
    k: list[int] | None = None
    print(k == b)


class P:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, P) and self.n == other.n

    def __hash__(self) -> int:
        return self.n


def load(n: int) -> dict[str, Any]:
    return {"id": n, "tags": ["a"], "size": 1.5, "sub": {"x": None, "y": n}}


def displays_and_members() -> None:
    t1: tuple[int, ...] = (1, 2)
    print(t1 == (1, "x"), t1 == (1, 2), (1, 2) == t1, t1 == ("a", "b", "c"))
    l2: list[dict[str, int | str]] = [{"a": 1}, {"b": 2}]
    print({"a": 1} in l2, {"a": 2.5} in l2)
    d = {"a": [1, 2], "b": [3]}
    print(d == {"a": [], "b": [3]}, d == {}, {} == d, d == {"a": [1, 2], "b": [3]})
    print(d == {"a": [1, 2], "b": ["x"]})
    x: list[int] = []
    print(x == [], [] == x, x == [""], x != [None])
    print(load(3) == {"id": 3, "tags": ["a"], "size": 1.5, "sub": {"x": None, "y": 3}})
    print(load(3) == {"id": 3}, load(3)["tags"] == ["a"], load(3)["sub"] == {"x": None, "y": 3})
    p = [P(1), P(2)]
    q: list[P | None] = [P(1), P(2)]
    print(p == q, q == p, p == [P(1), None], p == [1, 2])
    big = {i: i for i in range(3000)}
    other: dict[int, int | None] = {i: i for i in range(3000)}
    print(big == other, other == big)
    other[2999] = None
    print(big == other, other != big)
    rows = [(1, "a"), (2, "b")]
    print(rows == [(1, "a"), (2, None)], rows == [(1, "a"), (2, "b")], rows == [(1, "a", 3)])
    fs = frozenset({1, 2})
    print(fs == {1, 2}, fs == frozenset({"a"}), {1, 2} == fs)
    a: list[object] = [1, "a"]
    print(a == [1, "a"], [1, "a"] == a, a == [1, 2])
    m = {1: "a", "k": "b"}
    n = {1: "a", 2.5: "b"}
    print(m == n, m == {1: "a", "k": "b"})
    s: set[int | str] = {1, "a"}
    print(s == {1}, s == {1, "a"}, {2.5, "a"} == s)
    if load(1)["id"] == [1, "x"]:
        print("no")
    print({True: 1} == {1: 1}, {True: 1} == {1: 1.0}, [True, 0] == [1, False], [True] == [1])
