"""Slices of lists, texts, bytes and tuples."""

from __future__ import annotations


def positive_bounds() -> None:
    xs = [1, 2, 3, 4, 5]
    print(xs[1:3], xs[:2], xs[3:], xs[:])


def negative_bounds() -> None:
    xs = [1, 2, 3, 4, 5]
    print(xs[-2:], xs[:-2], xs[-3:-1], xs[-9:2])


def bounds_outside() -> None:
    xs = [1, 2, 3]
    print(xs[5:], xs[:9], xs[2:1], xs[-9:-5])


def steps() -> None:
    xs = list(range(10))
    print(xs[::2], xs[1::3], xs[::-1], xs[7:2:-2])


def step_of_zero() -> None:
    xs = [1, 2, 3]
    step = len(xs) - 3
    print(xs[::step])


def text() -> None:
    s = "naïve café"
    print(s[2:5], s[::-1], s[-4:], s[::3])


def slice_assignment_grows() -> None:
    xs = [1, 2, 3]
    xs[1:2] = [7, 8, 9]
    print(xs, len(xs))


def slice_assignment_shrinks() -> None:
    xs = [1, 2, 3, 4]
    xs[1:3] = []
    print(xs)


def slice_assignment_inserts() -> None:
    xs = [1, 2, 3]
    xs[1:1] = [5, 6]
    xs[:0] = [0]
    xs[len(xs) :] = [9]
    print(xs)


def slice_assignment_of_itself() -> None:
    xs = [1, 2, 3]
    xs[1:1] = xs
    print(xs)


def deletion() -> None:
    xs = list(range(8))
    del xs[2:4]
    print(xs)
    del xs[0]
    print(xs)


class Window:
    def __init__(self, items: list[int]) -> None:
        self.items = items

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            print("slice", at.start, at.stop, at.step)
            return self.items[at]
        return self.items[at]

    def __setitem__(self, at: int | slice, value: int) -> None:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self.items))
            for index in range(start, stop, step):
                self.items[index] = value
        else:
            self.items[at] = value


def slices_of_objects() -> None:
    window = Window([1, 2, 3, 4, 5])
    print(window[1], window[-2:], window[:2], window[::2], window[1:4:2])
    window[0] = 9
    window[3:] = 0
    window[:2:2] = 7
    print(window.items)
