"""Data that came ahead of its turn, until what lies before it is here (RFC 9293, 3.10.7.4).

Ranges never overlap and are in order; they hold copies, as frames are only lent. Bounded: at most
options.REASSEMBLY_RANGES ranges within the window that the connection offered; what does not find
a place is dropped, and the peer sends it again. `recent` orders the ranges for SACK: the first
block tells of the newest (RFC 2018, 4).
"""

from __future__ import annotations

from naja.lang import cold
from naja.lang.wire import get_bytes
from naja.os.net.tcp import options


class Range:
    """data: the bytes from `start` on. touched: counts up with each arrival."""

    start: int
    data: bytes
    touched: int

    def __init__(self, start: int, data: bytes, touched: int) -> None:
        self.start = start
        self.data = data
        self.touched = touched

    def end(self) -> int:
        """The position behind the last byte."""
        return self.start + len(self.data)


class Reassembly:
    """The ranges of one connection. held: their bytes. dropped: arrivals without a place."""

    ranges: list[Range]
    held: int
    dropped: int
    _arrivals: int

    def __init__(self) -> None:
        self.ranges = []
        self.held = 0
        self.dropped = 0
        self._arrivals = 0

    @cold
    def add(self, position: int, frame: memoryview, start: int, end: int) -> bool:
        """Keep frame[start:end] as the bytes from `position` on, but for what is here already.

        False: all of it is."""
        fresh = False
        self._arrivals += 1
        place = 0
        while place < len(self.ranges) and start < end:
            item = self.ranges[place]
            if position < item.start:
                count = min(end - start, item.start - position)
                fresh = True
                place += self._insert(place, position, get_bytes(frame, start, start + count))
                start += count
                position += count
            elif position < item.end():
                covered = min(end - start, item.end() - position)
                start += covered
                position += covered
                item.touched = self._arrivals
                place += 1
            else:
                place += 1
        if start < end:
            fresh = True
            self._insert(place, position, get_bytes(frame, start, end))
        return fresh

    def _insert(self, place: int, position: int, data: bytes) -> int:
        """Insert a range in front of `place`; how many ranges more there are."""
        if len(self.ranges) >= options.REASSEMBLY_RANGES:
            self.dropped += 1
            return 0
        self.ranges.insert(place, Range(position, data, self._arrivals))
        self.held += len(data)
        return 1

    @cold
    def take(self, position: int) -> bytes | None:
        """The bytes at `position`, if they are here; what lies before is forgotten."""
        while len(self.ranges) != 0 and self.ranges[0].start <= position:
            first = self.ranges.pop(0)
            self.held -= len(first.data)
            if first.end() > position:
                return first.data[position - first.start :]
        return None

    @cold
    def cut(self, position: int) -> None:
        """Forget what lies behind the position."""
        while len(self.ranges) != 0 and self.ranges[-1].end() > position:
            last = self.ranges.pop()
            self.held -= len(last.data)
            if last.start < position:
                rest = Range(last.start, last.data[: position - last.start], last.touched)
                self.ranges.append(rest)
                self.held += len(rest.data)

    @cold
    def blocks(self, most: int) -> list[tuple[int, int]]:
        """Up to `most` runs of adjoining ranges as (start, end), the newest first."""
        runs: list[tuple[int, int, int]] = []
        for item in self.ranges:
            if len(runs) != 0 and runs[-1][1] == item.start:
                start, _, touched = runs.pop()
                runs.append((start, item.end(), max(touched, item.touched)))
            else:
                runs.append((item.start, item.end(), item.touched))
        runs.sort(key=lambda run: -run[2])
        return [(start, end) for start, end, _ in runs[:most]]
