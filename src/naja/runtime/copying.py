"""`copy.copy` and `copy.deepcopy` of containers.

memo: addresses of what has been copied and of the copies: what is shared stays shared."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import overloads, unsafe
from naja.runtime.deque import deque
from naja.runtime.dict import Dict
from naja.runtime.list import List
from naja.runtime.set import Set

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


def _bool(x: bool, memo: dict[int, int]) -> bool:
    return x


def _int(x: int, memo: dict[int, int]) -> int:
    return x


def _float(x: float, memo: dict[int, int]) -> float:
    return x


def _str(x: str, memo: dict[int, int]) -> str:
    return x


def _bytes(x: bytes, memo: dict[int, int]) -> bytes:
    return x


def _list(x: list[T], memo: dict[int, int]) -> list[T]:
    address = unsafe.object_address(x)
    if address in memo:
        return unsafe.object_at(List[T], memo[address])
    result: list[T] = []
    memo[address] = unsafe.object_address(result)
    for item in x:
        result.append(_deep(item, memo))
    return result


def _deque(x: deque[T], memo: dict[int, int]) -> deque[T]:
    address = unsafe.object_address(x)
    if address in memo:
        return unsafe.object_at(deque[T], memo[address])
    result = x.copy()
    memo[address] = unsafe.object_address(result)
    for at in range(len(result)):
        result[at] = _deep(result[at], memo)
    return result


def _dict(x: dict[K, V], memo: dict[int, int]) -> dict[K, V]:
    """Of the same kind; keys do not change."""
    address = unsafe.object_address(x)
    if address in memo:
        return unsafe.object_at(Dict[K, V], memo[address])
    result = x.copy()
    memo[address] = unsafe.object_address(result)
    for key in list(x.keys()):
        result[key] = _deep(x[key], memo)
    return result


def _frozenset(x: frozenset[T], memo: dict[int, int]) -> frozenset[T]:
    return x


def _set(x: set[T], memo: dict[int, int]) -> set[T]:
    address = unsafe.object_address(x)
    if address in memo:
        return unsafe.object_at(Set[T], memo[address])
    result = x.copy()
    memo[address] = unsafe.object_address(result)
    return result


_deep = overloads(_bool, _int, _float, _str, _bytes, _list, _deque, _dict, _frozenset, _set)


def deepcopy(x: T):
    """A copy that shares nothing that can change."""
    memo: dict[int, int] = {}
    return _deep(x, memo)


def _copied_list(x: list[T]) -> list[T]:
    return x.copy()


def _copied_dict(x: dict[K, V]) -> dict[K, V]:
    return x.copy()


def _copied_frozenset(x: frozenset[T]) -> frozenset[T]:
    return x


def _copied_set(x: set[T]) -> set[T]:
    return x.copy()


def _copied_deque(x: deque[T]) -> deque[T]:
    return x.copy()


def _same_int(x: int) -> int:
    return x


def _same_str(x: str) -> str:
    return x


copy = overloads(
    _copied_list,
    _copied_dict,
    _copied_frozenset,
    _copied_set,
    _copied_deque,
    _same_int,
    _same_str,
)
