"""Generic functions and classes, protocols, bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

_T = TypeVar("_T")
_U = TypeVar("_U")
_K = TypeVar("_K")
_N = TypeVar("_N", int, float)


class _Stack(Generic[_T]):
    def __init__(self) -> None:
        self.items: list[_T] = []

    def push(self, item: _T) -> None:
        self.items.append(item)

    def pop(self) -> _T:
        return self.items.pop()

    def peek(self) -> _T | None:
        return self.items[-1] if self.items else None

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[_T]:
        return iter(self.items)


class _Pair(Generic[_T, _U]):
    def __init__(self, first: _T, second: _U) -> None:
        self.first, self.second = first, second

    def swapped(self) -> _Pair[_U, _T]:
        return _Pair(self.second, self.first)

    def __repr__(self) -> str:
        return f"Pair({self.first!r}, {self.second!r})"


class _Sized(Protocol):
    def size(self) -> int: ...


class _Box:
    def __init__(self, n: int) -> None:
        self.n = n

    def size(self) -> int:
        return self.n


class _Bag:
    def size(self) -> int:
        return 7


def _first(items: Sequence[_T]) -> _T:
    return items[0]


def _mapped(f: Callable[[_T], _U], items: Iterable[_T]) -> list[_U]:
    return [f(i) for i in items]


def _grouped(items: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, list[_T]]:
    out: dict[_K, list[_T]] = {}
    for item in items:
        out.setdefault(key(item), []).append(item)
    return out


def _largest(items: list[_N]) -> _N:
    best = items[0]
    for item in items:
        if item > best:
            best = item
    return best


def stack_of_ints() -> None:
    s: _Stack[int] = _Stack()
    s.push(1)
    s.push(2)
    print(s.pop(), s.peek(), len(s), list(s))


def stack_of_strings() -> None:
    s = _Stack[str]()
    print(s.peek())
    s.push("a")
    print(s.peek(), s.pop() + "!")


def two_stacks_of_different_types() -> None:
    a: _Stack[int] = _Stack()
    b: _Stack[list[str]] = _Stack()
    a.push(5)
    b.push(["x"])
    print(a.items, b.items)


def pair_swapped() -> None:
    print(_Pair(1, "a").swapped(), _Pair("x", None).swapped().first)


def generic_function() -> None:
    print(_first([1, 2]), _first("abc"), _first((2.5, 1.0)))


def generic_with_callable() -> None:
    print(_mapped(str, [1, 2]), _mapped(len, ["a", "bb"]), _mapped(lambda n: n * 0.5, (1, 2)))


def grouped_by_key() -> None:
    print(_grouped(["a", "bb", "c"], len), _grouped(range(6), lambda n: n % 2 == 0))


def constrained_type_variable() -> None:
    print(_largest([3, 9, 2]), _largest([0.5, 0.25]))


def protocol_as_list_element() -> None:
    things: list[_Sized] = [_Bag()]
    things.append(_Box(3))
    print([t.size() for t in things])


class _Tree(Generic[_T]):
    def __init__(self, value: _T, *children: _Tree[_T]) -> None:
        self.value = value
        self.children = list(children)

    def flat(self) -> list[_T]:
        out = [self.value]
        for child in self.children:
            out += child.flat()
        return out

    def mapped(self, f: Callable[[_T], _U]) -> _Tree[_U]:
        return _Tree(f(self.value), *[c.mapped(f) for c in self.children])


def generic_tree() -> None:
    tree = _Tree(1, _Tree(2, _Tree(3)), _Tree(4))
    print(tree.flat(), tree.mapped(lambda n: f"<{n}>").flat())


class _Repository(Generic[_K, _T]):
    def __init__(self) -> None:
        self._items: dict[_K, _T] = {}

    def put(self, key: _K, item: _T) -> None:
        self._items[key] = item

    def get(self, key: _K, default: _T) -> _T:
        return self._items.get(key, default)


def generic_repository() -> None:
    r: _Repository[str, list[int]] = _Repository()
    r.put("a", [1])
    print(r.get("a", []), r.get("b", [0]))


class _IntStack(_Stack[int]):
    def total(self) -> int:
        return sum(self.items)


def subclass_of_generic() -> None:
    s = _IntStack()
    s.push(3)
    s.push(4)
    print(s.total(), s.pop())


class _Comparable(Protocol):
    def __lt__(self, other: object) -> bool: ...


_C = TypeVar("_C", bound="_Version")


class _Version:
    def __init__(self, number: int) -> None:
        self.number = number

    def newer(self: _C, other: _C) -> _C:
        return self if self.number > other.number else other


class _Release(_Version):
    def label(self) -> str:
        return f"v{self.number}"


def bound_self_type() -> None:
    print(_Release(3).newer(_Release(5)).label())


class _Linked(Generic[_T]):
    def __init__(self, value: _T, rest: _Linked[_T] | None = None) -> None:
        self.value, self.rest = value, rest

    def __iter__(self) -> Iterator[_T]:
        node: _Linked[_T] | None = self
        while node is not None:
            yield node.value
            node = node.rest


def generic_linked_list() -> None:
    print(list(_Linked(1, _Linked(2, _Linked(3)))), "".join(_Linked("a", _Linked("b"))))


def nested_type_arguments() -> None:
    s: _Stack[tuple[str, dict[int, list[float]]]] = _Stack()
    s.push(("k", {1: [0.5]}))
    print(s.pop()[1][1][0])


def protocol_parameter() -> None:
    def total(things: Iterable[_Sized]) -> int:
        return sum(t.size() for t in things)

    print(total([_Box(1), _Bag(), _Box(5)]), total((_Box(2),)))


def generic_identity_chain() -> None:
    def same(x: _T) -> _T:
        return x

    print(same(same(3)), same("a") + same("b"), same([1])[0], same(None))


def optional_of_type_variable() -> None:
    def head(xs: list[_T]) -> _T | None:
        return xs[0] if xs else None

    print(head([1]), head(["a"]), head([0][1:]))


def zip_with() -> None:
    def zip_with(f: Callable[[_T, _U], _K], a: list[_T], b: list[_U]) -> list[_K]:
        return [f(x, y) for x, y in zip(a, b)]

    print(zip_with(lambda x, y: f"{x}{y}", [1, 2], ["a", "b"]))


def generic_cache_decorated_by_hand() -> None:
    def cached(f: Callable[[_K], _T]) -> Callable[[_K], _T]:
        memo: dict[_K, _T] = {}

        def wrapped(key: _K) -> _T:
            if key not in memo:
                memo[key] = f(key)
            return memo[key]

        return wrapped

    shout = cached(lambda s: s.upper())
    print(shout("a"), shout("a"), shout("b"))


def reduce_by_hand() -> None:
    def reduce(f: Callable[[_U, _T], _U], items: Iterable[_T], start: _U) -> _U:
        for item in items:
            start = f(start, item)
        return start

    print(reduce(lambda a, b: a + b, [1, 2, 3], 0), reduce(lambda s, n: s + str(n), [1, 2], ""))


def iterable_and_sequence_parameters() -> None:
    def total(xs: Iterable[int]) -> int:
        return sum(xs)

    def last(xs: Sequence[str]) -> str:
        return xs[-1]

    print(
        total([1]), total({2}), total(range(4)), total(x for x in (1, 2)), last("ab"), last(["z"])
    )
