"""`copy.copy` and `copy.deepcopy`.

Which function copies a value is decided by its type when the image is built
(`front/objects/copies.py`): numbers, text, functions, classes and members of enums are their own
copies, tuples are copied item by item, objects of the program by a method made for their class, and
the containers here."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import overloads, unsafe
from naja.runtime.bytearray import ByteArray
from naja.runtime.deque import deque
from naja.runtime.dict import Dict
from naja.runtime.list import List
from naja.runtime.set import FrozenSet, Set
from naja.runtime.tuple import VarTuple

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Memo:
    """What has been copied, by address: what is shared stays shared. It keeps the copies alive, and
    what the program itself asked to copy, lest another object gets the address of either."""

    def __init__(self) -> None:
        self.copies: dict[int, object] = {}
        self.asked: list[object] = []

    def __contains__(self, address: int) -> bool:
        return address in self.copies

    def found(self, address: int) -> int:
        """Where the copy lies of what lies there."""
        return unsafe.object_address(self.copies[address])

    def note(self, address: int, copy: int) -> None:
        """There is a copy of what lies there."""
        self.copies[address] = unsafe.object_at(object, copy)

    def keep(self, address: int) -> None:
        """An object that the program may let go before the copy is finished."""
        self.asked.append(unsafe.object_at(object, address))

    def __setitem__(self, address: int, copy: T) -> None:
        """`memo[id(self)] = copy`, in a `__deepcopy__` of the program's own."""
        unsafe.keep_objects(copy, self)
        self.copies[address] = self.asked[-1]


def _deep(x: T, memo: Memo) -> T:
    return unsafe.deep_copied(x, memo)


def _list(x: list[T], memo: Memo) -> list[T]:
    if unsafe.is_atomic(T):
        result = x.copy()
        memo.note(unsafe.object_address(x), unsafe.object_address(result))
        return result
    result = []
    memo.note(unsafe.object_address(x), unsafe.object_address(result))
    for item in x:
        result.append(_deep(item, memo))
    return result


def _deque(x: deque[T], memo: Memo) -> deque[T]:
    result = x.copy()
    memo.note(unsafe.object_address(x), unsafe.object_address(result))
    for at in range(len(result)):
        result[at] = _deep(result[at], memo)
    return result


def _dict(x: dict[K, V], memo: Memo) -> dict[K, V]:
    """Of the same kind."""
    result = x.copy()
    memo.note(unsafe.object_address(x), unsafe.object_address(result))
    if unsafe.is_atomic(K):
        for key in list(x.keys()):
            result[key] = _deep(x[key], memo)
        return result
    result.clear()
    for key in list(x.keys()):
        copied = _deep(key, memo)
        result[copied] = _deep(x[key], memo)
    return result


def _set(x: set[T], memo: Memo) -> set[T]:
    result = x.copy()
    if not unsafe.is_atomic(T):
        result.clear()
        for item in [_deep(item, memo) for item in x]:
            result.add(item)
    memo.note(unsafe.object_address(x), unsafe.object_address(result))
    return result


def _frozenset(x: frozenset[T], memo: Memo) -> frozenset[T]:
    if unsafe.is_atomic(T):
        return x
    result = frozenset([_deep(item, memo) for item in x])
    memo.note(unsafe.object_address(x), unsafe.object_address(result))
    return result


def _tuple(x: tuple[T, ...], memo: Memo) -> tuple[T, ...]:
    if unsafe.is_atomic(T) or len(x) == 0:
        return x
    items = [_deep(item, memo) for item in x]
    address = unsafe.object_address(x)
    if address in memo:
        return unsafe.object_at(tuple[T, ...], memo.found(address))
    result = tuple(items)
    memo.note(address, unsafe.object_address(result))
    return result


def _bytes(x: ByteArray, memo: Memo) -> ByteArray:
    result = x.copy()
    memo.note(unsafe.object_address(x), unsafe.object_address(result))
    return result


KINDS = (List, deque, Dict, Set, ByteArray, FrozenSet, VarTuple)
_kinds = overloads(_list, _deque, _dict, _set, _bytes)
_constant_kinds = overloads(_frozenset, _tuple)


def deep_container(x: T, memo: Memo) -> T:
    """A container that can change: a copy of it may have begun."""
    address = unsafe.object_address(x)
    if address in memo:
        return unsafe.object_at(T, memo.found(address))
    result = _kinds(x, memo)  # declared as the class that defines `copy`
    return unsafe.object_at(T, unsafe.object_address(result))


def deep_constant(x: T, memo: Memo) -> T:
    """One that cannot change."""
    return _constant_kinds(x, memo)


def _fresh_deepcopy(x: T):
    """A copy that shares nothing that can change."""
    memo = Memo()
    return _deep(x, memo)


def _deepcopy(x: T, memo: Memo):
    """The same, inside a copy that is being made."""
    unsafe.keep_objects(x, memo)
    return _deep(x, memo)


deepcopy = overloads(_fresh_deepcopy, _deepcopy)


def copy(x: T):
    """A copy that holds the same."""
    return unsafe.shallow_copied(x)
