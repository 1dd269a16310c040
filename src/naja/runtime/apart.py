"""== of containers whose items have different declared types: item by item."""

from __future__ import annotations

from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def equal_lists(one: A, other: B) -> bool:
    """one == other, of lists or tuples."""
    if len(one) != len(other):
        return False
    index = 0
    while index < len(one) and index < len(other):
        if not one[index] == other[index]:
            return False
        index += 1
    return len(one) == len(other)


def equal_dicts(one: A, other: B) -> bool:
    """one == other, where the keys of `one` may be keys of `other`."""
    if len(one) != len(other):
        return False
    for key in one:
        if key not in other or not one[key] == other[key]:
            return False
    return True


def equal_to_dict(one: A, other: B) -> bool:
    """one == other, where the keys of `other` may be keys of `one`."""
    if len(one) != len(other):
        return False
    for key in other:
        if key not in one or not one[key] == other[key]:
            return False
    return True


def equal_sets(one: A, other: B) -> bool:
    """one == other, of sets, where the items of `one` may be items of `other`."""
    if len(one) != len(other):
        return False
    for item in one:
        if item not in other:
            return False
    return True


def is_held(items: A, item: B) -> bool:
    """item in items, of a list or tuple."""
    index = 0
    while index < len(items):
        if items[index] == item:
            return True
        index += 1
    return False
