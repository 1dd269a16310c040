# mypy: ignore-errors
"""Containers of different declared types put together: |, +, |=, +=, update, displays with stars."""

from __future__ import annotations

from typing import Any


def joined_and_updated() -> None:
    a = {"x": 1}
    b = {"y": "b"}
    c = {**a, **b}
    print(c, {**b, "z": 2.5, **a})
    d: dict[str, object] = {"k": 1}
    d.update(a)
    d.update(b)
    print(d, {**d, **a}, {**a, **d})
    e: dict[str, int | str] = {**a}
    e.update(b)
    e |= a
    print(e, e | b, a | b)
    n: dict[str, int | None] = {"q": None}
    print({**n, **a}, {**a, **n}, n | a, a | n)
    f: dict = {}
    f = {**f, **a}
    print(f)
    x = [1, 2]
    y = ["a"]
    print([*x, *y], x + y)
    x2: list[int | str] = []
    x2.extend(x)
    x2.extend(y)
    x2 += x
    print(x2, x2 + x)
    s = {1}
    print(len(s | {"a"}), len({*s, "b"}))
    t = (1, "a")
    print([*t, 2.5])
    g: dict[str, Any] = {"a": 1}
    g = {**g, "b": [1], **b}
    print(g)
