"""enumerate, zip, map, filter and reversed as objects, for being kept and passed on.

A `for` over one of them makes no object: the compiler walks what they are made of. So do these.
"""

from __future__ import annotations

from naja.lang import cold


def counted(iterable, start=0):
    """enumerate(iterable, start)"""
    for item in enumerate(iterable, start):
        yield item


def zipped(*iterables, strict=False):
    """zip(*iterables, strict=False)"""
    for items in zip(*iterables, strict=strict):
        yield items


def mapped(function, *iterables):
    """map(function, *iterables)"""
    for items in zip(*iterables):
        yield function(*items)


def filtered(function, iterable):
    """filter(function, iterable)"""
    for item in iterable:
        if function is None:
            if item:
                yield item
        elif function(item):
            yield item


def backwards(sequence):
    """reversed(sequence)"""
    for item in reversed(sequence):
        yield item


def columns(rows, strict):
    """zip(*rows) of rows whose number only the run tells: tuples of that length."""
    walks = [iter(row) for row in rows]
    while walks:
        column = []
        ended = -1
        for at, walk in enumerate(walks):
            if walk._step():
                if ended >= 0:
                    raise uneven(at, "longer")
                column.append(walk.item)
            elif not strict:
                return
            elif at > 0 and ended < 0:
                raise uneven(at, "shorter")
            else:
                ended = at if ended < 0 else ended
        if ended >= 0:
            return
        yield tuple(column)


@cold
def uneven(at: int, how: str) -> ValueError:
    """What zip(strict=True) raises: argument `at` (from 0) ends before or after those ahead."""
    ahead = "argument 1" if at == 1 else f"arguments 1-{at}"
    return ValueError(f"zip() argument {at + 1} is {how} than {ahead}")
