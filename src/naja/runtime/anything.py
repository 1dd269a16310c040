"""What is asked of values whose type only the run knows (`object`), or whose type contains itself.

The compiler calls these functions, and inside them tries each type that a value can have
(front/objects/anything.py); so a value that holds further ones of the kind is no endless program.
"""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")


def text_of(value: T) -> str:
    """str(value)"""
    return str(value)


def repr_of(value: T) -> str:
    """repr(value)"""
    return repr(value)


def formatted(value: T, spec: str) -> str:
    """format(value, spec)"""
    return format(value, spec)


def hash_of(value: T) -> int:
    """hash(value)"""
    return hash(value)


def truth_of(value: T) -> bool:
    """bool(value)"""
    return bool(value)


def equals(value: T, other: T) -> bool:
    """value == other"""
    return value == other


def class_name(value: T) -> str:
    """type(value).__name__"""
    return type(value).__name__


def holds(items: A, wanted: B) -> bool:
    """`wanted in items`, of a collection of enum members that are equal to plain values."""
    for item in items:
        if item == wanted:
            return True
    return False


def equal_dicts(one: A, other: B) -> bool:
    """one == other, of dicts with different types."""
    if len(one) != len(other):
        return False
    for key in one:
        if not _has_entry(other, key, one[key]):
            return False
    return True


def _has_entry(entries: B, key: object, value: object) -> bool:
    for candidate in entries:
        other: object = candidate
        if other == key:
            found: object = entries[candidate]
            return found == value
    return False


def equal_sets(one: A, other: B) -> bool:
    """one == other, of sets with different types."""
    if len(one) != len(other):
        return False
    for item in one:
        if not _has(other, item):
            return False
    return True


def _has(items: B, item: object) -> bool:
    for candidate in items:
        other: object = candidate
        if other == item:
            return True
    return False


def equal_lists(one: A, other: B) -> bool:
    """one == other, of lists or tuples with different types."""
    if len(one) != len(other):
        return False
    for index in range(len(one)):
        mine: object = one[index]
        yours: object = other[index]
        if not mine == yours:
            return False
    return True
