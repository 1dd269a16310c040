"""`x: Node = None`: what is annotated without None and starts as None all the same."""

from __future__ import annotations

from dataclasses import dataclass


class _Node:
    _next: _Node = None

    def __init__(self, v: int) -> None:
        self.v = v

    def last(self) -> int:
        if self._next:
            return self._next.last()
        return self.v

    def put(self, n: _Node) -> _Node:
        self._next = n
        return n


@dataclass
class _Tree:
    v: int
    left: _Tree = None
    name: str = None


class _Link:
    def __init__(self, v: int, nxt: _Link = None) -> None:
        self.v = v
        self.nxt = nxt


class _Slot:
    def __init__(self) -> None:
        self.node: _Node = None
        self.items: list[int] = None


def class_attribute() -> None:
    n = _Node(1)
    print(n.last(), n._next is None)
    n.put(_Node(5))
    print(n.last())


def fields_of_a_dataclass() -> None:
    t = _Tree(1)
    print(t, t.left is None, t.name, _Tree(1, _Tree(2), "x"))


def used_while_none() -> None:
    t = _Tree(1)
    print(t.left.v)


def parameter_of_a_constructor() -> None:
    p = _Link(1)
    print(p.nxt is None, _Link(2, p).nxt.v)


def _value(n: _Node = None, factor: int = None) -> int:
    if n is None:
        return -1
    return n.v * (factor or 1)


def parameter_of_a_function() -> None:
    print(_value(), _value(_Node(3)), _value(_Node(3), 2), _value(factor=5))


def attribute_set_later() -> None:
    s = _Slot()
    print(s.node is None, s.items)
    if not s.items:
        s.items = [1]
    print(s.items)


def local_variable() -> None:
    best: int = None
    for n in [3, 9, 4]:
        if best is None or n > best:
            best = n
    print(best)


def nested_function() -> None:
    def shown(text: str = None) -> str:
        return "nothing" if text is None else text

    print(shown(), shown("x"))
