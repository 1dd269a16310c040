"""Data that came ahead of its turn, until what lies before it is here (RFC 9293, 3.10.7.4).

Ranges are in order and never touch; they hold copies, as frames are only lent. Bounded: at most
options.REASSEMBLY_RANGES ranges within the window that the connection offered, of pieces that are
not small; what does not find a place is dropped, and the peer sends it again.
"""

from __future__ import annotations

from naja.lang import cold
from naja.lang.wire import get_bytes
from naja.os.net.tcp import options

_SMALL = 1024  # two pieces that follow each other are larger together


class Range:
    """From `start` to `end`, in pieces. touched: counts up with each arrival, so that SACK can tell
    of the newest first (RFC 2018, 4)."""

    start: int
    end: int
    pieces: list[bytes]
    touched: int

    def __init__(self, start: int, data: bytes, touched: int) -> None:
        self.start = start
        self.end = start + len(data)
        self.pieces = [data]
        self.touched = touched

    def append(self, data: bytes, touched: int) -> None:
        """Add what follows."""
        self.end += len(data)
        self.touched = max(self.touched, touched)
        if len(self.pieces[-1]) + len(data) <= _SMALL:
            data = self.pieces.pop() + data
        self.pieces.append(data)

    def prepend(self, data: bytes, touched: int) -> None:
        """Add what lies before."""
        self.start -= len(data)
        self.touched = touched
        if len(self.pieces[0]) + len(data) <= _SMALL:
            data += self.pieces.pop(0)
        self.pieces.insert(0, data)

    def take(self) -> bytes:
        """The first piece, which leaves."""
        data = self.pieces.pop(0)
        self.start += len(data)
        return data


class Reassembly:
    """The ranges of one connection. dropped: arrivals without a place."""

    ranges: list[Range]
    dropped: int
    _arrivals: int

    def __init__(self) -> None:
        self.ranges = []
        self.dropped = 0
        self._arrivals = 0

    @cold
    def add(self, position: int, frame: memoryview, start: int, end: int) -> bool:
        """Keep frame[start:end] as the bytes from `position` on, but for what is here already.

        False: all of it is."""
        fresh = False
        self._arrivals += 1
        place = self._place_of(position)
        while start < end:
            count = end - start
            here = place < len(self.ranges) and self.ranges[place].start <= position
            if here:
                count = min(count, self.ranges[place].end - position)
                self.ranges[place].touched = self._arrivals
                place += 1
            else:
                if place < len(self.ranges):
                    count = min(count, self.ranges[place].start - position)
                fresh = True
                place = self._insert(place, position, get_bytes(frame, start, start + count))
            start += count
            position += count
        return fresh

    def _place_of(self, position: int) -> int:
        """The first range that ends behind the position. New data is mostly the last."""
        place = len(self.ranges)
        while place > 0 and self.ranges[place - 1].end > position:
            place -= 1
        return place

    def _insert(self, place: int, position: int, data: bytes) -> int:
        """Add what lies in front of the range at `place`; where the range is that follows."""
        follows = place > 0 and self.ranges[place - 1].end == position
        if follows:
            self.ranges[place - 1].append(data, self._arrivals)
            return place - 1 if self._join(place) else place
        if place < len(self.ranges) and self.ranges[place].start == position + len(data):
            self.ranges[place].prepend(data, self._arrivals)
            return place
        if len(self.ranges) >= options.REASSEMBLY_RANGES:
            self.dropped += 1
            return place
        self.ranges.insert(place, Range(position, data, self._arrivals))
        return place + 1

    def _join(self, place: int) -> bool:
        """If the range at `place` follows the one before it without a gap, they become one."""
        if place == len(self.ranges) or self.ranges[place - 1].end != self.ranges[place].start:
            return False
        right = self.ranges.pop(place)
        for piece in right.pieces:
            self.ranges[place - 1].append(piece, right.touched)
        return True

    @cold
    def take(self, position: int) -> bytes | None:
        """A piece at `position`, if it is here; what lies before is forgotten."""
        while len(self.ranges) != 0 and self.ranges[0].start <= position:
            first = self.ranges[0]
            data = first.take()
            if first.start == first.end:
                del self.ranges[0]
            if first.start > position:
                old = len(data) - (first.start - position)
                return data if old == 0 else data[old:]
        return None

    @cold
    def cut(self, position: int) -> None:
        """Forget what lies behind the position."""
        while len(self.ranges) != 0 and self.ranges[-1].end > position:
            last = self.ranges.pop()
            kept = Range(last.start, b"", last.touched)
            while last.start < min(position, last.end):
                piece = last.take()
                kept.append(piece[: len(piece) - max(last.start - position, 0)], last.touched)
            if kept.end > kept.start:
                self.ranges.append(kept)

    @cold
    def blocks(self, most: int) -> list[tuple[int, int]]:
        """Up to `most` ranges as (start, end), the newest first."""
        newest = sorted(self.ranges, key=lambda item: -item.touched)
        return [(item.start, item.end) for item in newest[:most]]
