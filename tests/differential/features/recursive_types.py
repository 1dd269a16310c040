"""Types that contain themselves."""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple, Union

Chain = Optional["tuple[int, Chain]"]
Json = Union[None, bool, int, float, str, List["Json"], Dict[str, "Json"]]
Tree = Union[int, Tuple["Tree", "Tree"]]


def chain_text() -> None:
    c: Chain = (1, (2, (3, None)))
    print(c)
    d: Chain = None
    print(d, str(c), f"{c}", repr(c))


def chain_walk() -> None:
    c: Chain = None
    for i in range(4):
        c = (i, c)
    total = 0
    at: Chain = c
    while at is not None:
        total += at[0]
        at = at[1]
    print(total, c)


def chain_equal() -> None:
    a: Chain = (1, (2, None))
    b: Chain = (1, (2, None))
    c: Chain = (1, (3, None))
    print(a == b, a == c, a != c, a == None)  # noqa: E711
    print(hash(a) == hash(b), a in [b], len({a, b, c}))


def json_text() -> None:
    j: Json = {"a": [1, 2.5, None, "x", {"b": True}], "c": {}}
    print(j)
    k: Json = {"a": [1, 2.5, None, "x", {"b": True}], "c": {}}
    print(j == k, bool(j))


def tree_sum() -> None:
    def total(tree: Tree) -> int:
        if isinstance(tree, int):
            return tree
        return total(tree[0]) + total(tree[1])

    tree: Tree = ((1, 2), (3, (4, 5)))
    print(total(tree), tree)
    print(tree == ((1, 2), (3, (4, 5))))
