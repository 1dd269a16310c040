"""Stable sorting of arrays: insertion sort of short runs, then merging from the bottom up, of what
is not in order already.

Equal elements keep their order, also when `reverse` puts the greatest first. Only `<` is used.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import unsafe, warm
from naja.lang.unsafe import Ptr, unchecked

T = TypeVar("T")
K = TypeVar("K")
RUN = 8


@warm
def precedes(left: K, right: K, reverse: bool) -> bool:
    """Whether `left` must stand before `right`."""
    return right < left if reverse else left < right


@warm
@unchecked
def sort(items: Ptr[T], count: int, reverse: bool) -> None:
    """Sort an array in place."""
    for begin in range(0, count, RUN):
        end = begin + RUN if begin + RUN < count else count
        for index in range(begin + 1, end):
            item = items[index]
            at = index
            while at > begin and precedes(item, items[at - 1], reverse):
                items[at] = items[at - 1]
                at -= 1
            items[at] = item
    if count <= RUN:
        return
    spare = unsafe.allocate_array(T, count)
    width = RUN
    while width < count:
        merge_pass(items, spare, count, width, reverse)
        unsafe.overwritten(items, count)
        unsafe.memcpy(items, spare, count * unsafe.size_of(T))
        width = width * 2


@warm
@unchecked
def merge_pass(source: Ptr[T], target: Ptr[T], count: int, width: int, reverse: bool) -> None:
    """Merge neighbouring sorted runs of `width` elements."""
    begin = 0
    while begin < count:
        middle = begin + width if begin + width < count else count
        end = middle + width if middle + width < count else count
        left = begin
        right = middle
        if right >= end or not precedes(source[right], source[right - 1], reverse):
            unsafe.overwritten(target + begin, end - begin)
            unsafe.memcpy(target + begin, source + begin, (end - begin) * unsafe.size_of(T))
            begin = end
            continue
        for at in range(begin, end):
            if left < middle and (
                right >= end or not precedes(source[right], source[left], reverse)
            ):
                target[at] = source[left]
                left += 1
            else:
                target[at] = source[right]
                right += 1
        begin = end


@warm
@unchecked
def order(keys: Ptr[K], count: int, reverse: bool) -> Ptr[int]:
    """The indices of the keys in sorted order."""
    current = unsafe.allocate_array(int, count)
    other = unsafe.allocate_array(int, count)
    for index in range(count):
        current[index] = index
    width = 1
    while width < count:
        merge_orders(keys, current, other, count, width, reverse)
        swapped = current
        current = other
        other = swapped
        width = width * 2
    return current


@warm
@unchecked
def merge_orders(
    keys: Ptr[K], source: Ptr[int], target: Ptr[int], count: int, width: int, reverse: bool
) -> None:
    """Merge neighbouring runs of indices whose keys are sorted."""
    begin = 0
    while begin < count:
        middle = begin + width if begin + width < count else count
        end = middle + width if middle + width < count else count
        left = begin
        right = middle
        if right >= end or not precedes(keys[source[right]], keys[source[right - 1]], reverse):
            unsafe.memcpy(target + begin, source + begin, (end - begin) * 8)
            begin = end
            continue
        for at in range(begin, end):
            if left < middle and (
                right >= end or not precedes(keys[source[right]], keys[source[left]], reverse)
            ):
                target[at] = source[left]
                left += 1
            else:
                target[at] = source[right]
                right += 1
        begin = end
