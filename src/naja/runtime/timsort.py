"""CPython's sort, comparison by comparison, for what has no order of its own that is known to be
total: objects whose `<` is the program's, sets, floats with a NaN among them.

Runs of keys that stand in order already are found, or made by binary insertion where they are
short, and merged as the powers of their places say (Munro and Wild's powersort). A merge that takes
many keys in a row from one side looks for the end of the row by doubling steps ("galloping"). What
is moved are numbers of keys, so that nothing is lost when a comparison raises.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import unsafe
from naja.lang.unsafe import Ptr, unchecked

K = TypeVar("K")
GALLOP = 7
"""How many keys in a row from one side make galloping worth it."""
LONG = 64
DEEPEST = 85
"""More runs than that never wait, whatever 64 bits count."""


def order(keys: Ptr[K], count: int, reverse: bool) -> Ptr[int]:
    """The numbers of the keys in sorted order; equal keys keep theirs."""
    sort: Sort[K] = Sort(keys, count)
    if reverse:
        sort.turn(0, count)
    sort.run()
    if reverse:
        sort.turn(0, count)
    return sort.order


def shortest_run(count: int) -> int:
    """Between 32 and 64, so that `count` is a little less than a power of two of them."""
    odd = 0
    while count >= LONG:
        odd |= count & 1
        count >>= 1
    return count + odd


class Sort(Generic[K]):
    """order: numbers of keys. spare: room for one side of a merge. starts, lengths, powers: the
    runs that wait. gallop: how many keys in a row it takes just now."""

    def __init__(self, keys: Ptr[K], count: int) -> None:
        self.keys = keys
        self.count = count
        self.order = unsafe.allocate_array(int, count)
        self.spare = unsafe.allocate_array(int, count)
        self.starts = unsafe.allocate_array(int, DEEPEST)
        self.lengths = unsafe.allocate_array(int, DEEPEST)
        self.powers = unsafe.allocate_array(int, DEEPEST)
        self.waiting = 0
        self.gallop = GALLOP
        for at in range(count):
            self.order[at] = at

    @unchecked
    def less(self, one: int, two: int) -> bool:
        return self.keys[one] < self.keys[two]

    @unchecked
    def turn(self, start: int, stop: int) -> None:
        """Turn a part round."""
        stop -= 1
        while start < stop:
            kept = self.order[start]
            self.order[start] = self.order[stop]
            self.order[stop] = kept
            start += 1
            stop -= 1

    @unchecked
    def run(self) -> None:
        start, least = 0, shortest_run(self.count)
        while start < self.count:
            length = self.run_at(start)
            if length < least:
                wanted = self.count - start if self.count - start < least else least
                self.insert(start, start + length, start + wanted)
                length = wanted
            self.add_run(start, length)
            start += length
        while self.waiting > 1:
            at = self.waiting - 2
            if at > 0 and self.lengths[at - 1] < self.lengths[at + 1]:
                at -= 1
            self.merge_at(at)

    @unchecked
    def run_at(self, start: int) -> int:
        """The length of the run there; one that falls strictly is turned round."""
        at = start + 1
        if at == self.count:
            return 1
        falls = self.less(self.order[at], self.order[start])
        at += 1
        while at < self.count and self.less(self.order[at], self.order[at - 1]) == falls:
            at += 1
        if falls:
            self.turn(start, at)
        return at - start

    @unchecked
    def insert(self, start: int, at: int, stop: int) -> None:
        """Sort a part whose first items, up to `at`, are in order."""
        while at < stop:
            item = self.order[at]
            left, right = start, at
            while left < right:
                middle = left + ((right - left) >> 1)
                if self.less(item, self.order[middle]):
                    right = middle
                else:
                    left = middle + 1
            to = at
            while to > left:
                self.order[to] = self.order[to - 1]
                to -= 1
            self.order[left] = item
            at += 1

    @unchecked
    def add_run(self, start: int, length: int) -> None:
        """Merge what is to be merged before the new run is; it waits then."""
        if self.waiting > 0:
            power = self.power(length)
            while self.waiting > 1 and self.powers[self.waiting - 2] > power:
                self.merge_at(self.waiting - 2)
            self.powers[self.waiting - 1] = power
        self.starts[self.waiting] = start
        self.lengths[self.waiting] = length
        self.waiting += 1

    @unchecked
    def power(self, length: int) -> int:
        """How deep the border of the last run stands in a balanced tree: at which binary digit the
        middles of both runs, as parts of the whole, differ first."""
        last = self.waiting - 1
        one = 2 * self.starts[last] + self.lengths[last]
        two = one + self.lengths[last] + length
        power = 1
        while one >= self.count or two < self.count:
            if one >= self.count:
                one -= self.count
                two -= self.count
            one <<= 1
            two <<= 1
            power += 1
        return power

    # ---- merging --------------------------------------------------------------------------------

    @unchecked
    def merge_at(self, at: int) -> None:
        """Merge a waiting run and the next, without what stands right already."""
        left, left_count = self.starts[at], self.lengths[at]
        right, right_count = self.starts[at + 1], self.lengths[at + 1]
        self.lengths[at] = left_count + right_count
        if at == self.waiting - 3:
            self.starts[at + 1] = self.starts[at + 2]
            self.lengths[at + 1] = self.lengths[at + 2]
        self.waiting -= 1
        skipped = self.behind(self.order[right], self.order + left, left_count, 0)
        left += skipped
        left_count -= skipped
        if left_count == 0:
            return
        last = self.order[left + left_count - 1]
        right_count = self.before(last, self.order + right, right_count, right_count - 1)
        if right_count == 0:
            return
        if left_count <= right_count:
            self.merge_low(left, left_count, right, right_count)
        else:
            self.merge_high(left, left_count, right, right_count)

    @unchecked
    def before(self, key: int, part: Ptr[int], count: int, hint: int) -> int:
        """Where in a sorted part a key belongs, in front of equals; looked for from a place on."""
        last, step = 0, 1
        if self.less(part[hint], key):
            most = count - hint
            while step < most and self.less(part[hint + step], key):
                last, step = step, (step << 1) + 1
            low, high = hint + last + 1, hint + (step if step < most else most)
        else:
            most = hint + 1
            while step < most and not self.less(part[hint - step], key):
                last, step = step, (step << 1) + 1
            low, high = hint - (step if step < most else most) + 1, hint - last
        while low < high:
            middle = low + ((high - low) >> 1)
            if self.less(part[middle], key):
                low = middle + 1
            else:
                high = middle
        return high

    @unchecked
    def behind(self, key: int, part: Ptr[int], count: int, hint: int) -> int:
        """Like `before`, but behind equals."""
        last, step = 0, 1
        if self.less(key, part[hint]):
            most = hint + 1
            while step < most and self.less(key, part[hint - step]):
                last, step = step, (step << 1) + 1
            low, high = hint - (step if step < most else most) + 1, hint - last
        else:
            most = count - hint
            while step < most and not self.less(key, part[hint + step]):
                last, step = step, (step << 1) + 1
            low, high = hint + last + 1, hint + (step if step < most else most)
        while low < high:
            middle = low + ((high - low) >> 1)
            if self.less(key, part[middle]):
                high = middle
            else:
                low = middle + 1
        return high

    @unchecked
    def merge_low(self, left: int, left_count: int, right: int, right_count: int) -> None:
        """Merge from the front; the left run is the shorter and moves out of the way."""
        order, spare = self.order, self.spare
        copy(spare, order + left, left_count)
        to, one = left, 0
        order[to] = order[right]
        to, right, right_count = to + 1, right + 1, right_count - 1
        while right_count > 0 and left_count > 1:
            lefts = rights = 0
            while right_count > 0 and left_count > 1:
                if self.less(order[right], spare[one]):
                    order[to] = order[right]
                    right, right_count = right + 1, right_count - 1
                    lefts, rights = 0, rights + 1
                else:
                    order[to] = spare[one]
                    one, left_count = one + 1, left_count - 1
                    lefts, rights = lefts + 1, 0
                to += 1
                if lefts >= self.gallop or rights >= self.gallop:
                    break
            if right_count == 0 or left_count == 1:
                break
            self.gallop += 1
            lefts = GALLOP
            while lefts >= GALLOP or rights >= GALLOP:
                self.gallop -= self.gallop > 1
                lefts = self.behind(order[right], spare + one, left_count, 0)
                copy(order + to, spare + one, lefts)
                to, one, left_count = to + lefts, one + lefts, left_count - lefts
                if lefts > 0 and left_count <= 1:
                    break
                order[to] = order[right]
                to, right, right_count = to + 1, right + 1, right_count - 1
                if right_count == 0:
                    break
                rights = self.before(spare[one], order + right, right_count, 0)
                move(order + to, order + right, rights)
                to, right, right_count = to + rights, right + rights, right_count - rights
                if right_count == 0:
                    break
                order[to] = spare[one]
                to, one, left_count = to + 1, one + 1, left_count - 1
                if left_count == 1:
                    break
            else:
                self.gallop += 1
        if left_count == 1 and right_count > 0:
            move(order + to, order + right, right_count)
            order[to + right_count] = spare[one]
        else:
            copy(order + to, spare + one, left_count)

    @unchecked
    def merge_high(self, left: int, left_count: int, right: int, right_count: int) -> None:
        """Merge from the back; the right run is the shorter and moves out of the way."""
        order, spare = self.order, self.spare
        copy(spare, order + right, right_count)
        to = right + right_count - 1
        order[to] = order[left + left_count - 1]
        to, left_count = to - 1, left_count - 1
        while left_count > 0 and right_count > 1:
            lefts = rights = 0
            while left_count > 0 and right_count > 1:
                if self.less(spare[right_count - 1], order[left + left_count - 1]):
                    order[to] = order[left + left_count - 1]
                    left_count -= 1
                    lefts, rights = lefts + 1, 0
                else:
                    order[to] = spare[right_count - 1]
                    right_count -= 1
                    lefts, rights = 0, rights + 1
                to -= 1
                if lefts >= self.gallop or rights >= self.gallop:
                    break
            if left_count == 0 or right_count == 1:
                break
            self.gallop += 1
            lefts = GALLOP
            while lefts >= GALLOP or rights >= GALLOP:
                self.gallop -= self.gallop > 1
                key = spare[right_count - 1]
                lefts = left_count - self.behind(key, order + left, left_count, left_count - 1)
                to, left_count = to - lefts, left_count - lefts
                move(order + (to + 1), order + (left + left_count), lefts)
                if left_count == 0:
                    break
                order[to] = spare[right_count - 1]
                to, right_count = to - 1, right_count - 1
                if right_count == 1:
                    break
                key = order[left + left_count - 1]
                rights = right_count - self.before(key, spare, right_count, right_count - 1)
                to, right_count = to - rights, right_count - rights
                copy(order + (to + 1), spare + right_count, rights)
                if rights > 0 and right_count <= 1:
                    break
                order[to] = order[left + left_count - 1]
                to, left_count = to - 1, left_count - 1
                if left_count == 0:
                    break
            else:
                self.gallop += 1
        if right_count == 1 and left_count > 0:
            move(order + (to - left_count + 1), order + left, left_count)
            order[to - left_count] = spare[0]
        else:
            copy(order + (to - right_count + 1), spare, right_count)


def copy(target: Ptr[int], source: Ptr[int], count: int) -> None:
    unsafe.memcpy(target, source, count * unsafe.size_of(int))


def move(target: Ptr[int], source: Ptr[int], count: int) -> None:
    unsafe.memmove(target, source, count * unsafe.size_of(int))
