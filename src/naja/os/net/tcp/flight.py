"""What is on its way: every segment that was sent and is not acknowledged, and which of them are
lost.

Loss is told by time, RACK (RFC 8985, 6): a segment is lost when one that was sent later has
arrived and a reordering window has passed. SACK (RFC 2018) says what has arrived; without it, each
duplicate acknowledgment stands for one segment (RFC 6582, 3.2). Records cover as much as was sent
at once, and are split where an acknowledgment splits them. `pipe` is what RFC 6675 calls so. A
connection has a flight only while something is in it: `lend`, `take_back`.
"""

from __future__ import annotations

from naja.lang import cold, hot

NO_SAMPLE = -1
NO_PROBE = -1
_COMPACT_AFTER = 64
_SPARES = 64


class Sent:
    """Positions `start` to `end`, last sent at `at`. lost: to be sent again."""

    start: int
    end: int
    at: int
    repeated: bool
    sacked: bool
    lost: bool

    def __init__(self, start: int, end: int, at: int, repeated: bool = False) -> None:
        self.start = start
        self.end = end
        self.at = at
        self.repeated = repeated
        self.sacked = False
        self.lost = False

    def in_pipe(self) -> bool:
        """Whether it is believed to be in the network."""
        return not self.sacked and not self.lost


class Flight:
    """The records, in order of position. pipe, sacked, lost: bytes.

    duplicates: acknowledgments that said nothing new. probe_end: of the tail that was probed, or
    NO_PROBE. sample: the round trip that the last `acknowledge` and `sack` measured, or
    NO_SAMPLE."""

    pipe: int
    sacked: int
    lost: int
    sample: int
    reordered: bool
    duplicates: int
    probe_end: int
    probe_repeats: bool
    _records: list[Sent]
    _first: int
    _newest_at: int
    _newest_end: int
    _newest_trip: int
    _furthest: int

    def __init__(self) -> None:
        self.pipe = 0
        self.sacked = 0
        self.lost = 0
        self._records = []
        self._first = 0
        self.begin(0)

    def begin(self, trip: int) -> None:
        """Be the empty flight of a connection that knows so much."""
        self.sample = NO_SAMPLE
        self.reordered = False
        self.duplicates = 0
        self.probe_end = NO_PROBE
        self.probe_repeats = False
        self._newest_at = 0
        self._newest_end = 0
        self._newest_trip = max(trip, 0)
        self._furthest = 0

    def is_empty(self) -> bool:
        """Whether nothing waits for an acknowledgment."""
        return self._first == len(self._records)

    def is_over(self) -> bool:
        """Whether nothing of it will matter: it is empty, and no probe is to be judged."""
        return self._first == len(self._records) and self.probe_end == NO_PROBE

    @hot
    def add(self, start: int, end: int, now: int) -> None:
        """Note that the range, which follows all others, was sent for the first time."""
        self._records.append(Sent(start, end, now))
        self.pipe += end - start

    @hot
    def acknowledge(self, position: int, now: int) -> None:
        """Forget what lies before the position."""
        self.sample = NO_SAMPLE
        records = self._records
        while self._first < len(records):
            record = records[self._first]
            if record.start >= position:
                break
            if record.end > position:
                self._split(self._first, position)
                record = records[self._first]
            self._arrived(record, now)
            self._leave(record)
            self._first += 1
        if self._first == len(records):
            del records[:]
            self._first = 0
        elif self._first >= _COMPACT_AFTER:
            del records[: self._first]
            self._first = 0

    def _leave(self, record: Sent) -> None:
        length = record.end - record.start
        if record.sacked:
            self.sacked -= length
        elif record.lost:
            self.lost -= length
        else:
            self.pipe -= length

    @cold
    def _split(self, place: int, position: int) -> None:
        record = self._records[place]
        rest = Sent(position, record.end, record.at, record.repeated)
        rest.sacked = record.sacked
        rest.lost = record.lost
        record.end = position
        self._records.insert(place + 1, rest)

    @hot
    def _arrived(self, record: Sent, now: int) -> None:
        """RACK's view of a segment that has just been acknowledged or sacked (6.2, step 2)."""
        if record.sacked:
            return
        trip = now - record.at
        if record.repeated and self._newest_trip > 0 and trip < self._newest_trip >> 1:
            return  # more likely the answer to what was sent before
        if not record.repeated:
            # what was believed lost says how long its acknowledgment was, not the round trip
            if not record.lost:
                self.sample = trip
            if record.end < self._furthest:
                self.reordered = True
        self._furthest = max(self._furthest, record.end)
        if record.at > self._newest_at or (
            record.at == self._newest_at and record.end > self._newest_end
        ):
            self._newest_at = record.at
            self._newest_end = record.end
            self._newest_trip = trip

    @cold
    def sack(self, start: int, end: int, now: int) -> int:
        """Note that the range has arrived; how many bytes of it that says for the first time."""
        fresh = 0
        place = self._first
        while place < len(self._records):
            record = self._records[place]
            if record.start >= end:
                break
            if record.end > start and not record.sacked:
                if record.start < start:
                    self._split(place, start)
                    place += 1
                    record = self._records[place]
                if record.end > end:
                    self._split(place, end)
                self._arrived(record, now)
                self._leave(record)
                record.lost = False
                record.sacked = True
                self.sacked += record.end - record.start
                fresh += record.end - record.start
            place += 1
        return fresh

    def may_hide_losses(self, acknowledged: int) -> bool:
        """Whether something that was sent later than a segment still in flight has arrived."""
        return self.sacked != 0 or self._newest_end > acknowledged

    @cold
    def detect(self, window: int, now: int) -> int:
        """Mark what is lost if segments are reordered by at most `window` nanoseconds (6.2,
        step 5).

        The result is how long to wait before asking again, 0 for not at all."""
        wait = 0
        for place in range(self._first, len(self._records)):
            record = self._records[place]
            if not record.in_pipe() or not self._was_overtaken(record):
                continue
            left = record.at + self._newest_trip + window - now
            if left <= 0:
                self._lose(record)
            else:
                wait = max(wait, left)
        return wait

    def _was_overtaken(self, record: Sent) -> bool:
        if record.at != self._newest_at:
            return record.at < self._newest_at
        return record.end < self._newest_end

    def _lose(self, record: Sent) -> None:
        if record.in_pipe():
            record.lost = True
            self.pipe -= record.end - record.start
            self.lost += record.end - record.start

    @cold
    def lose_first(self, most: int) -> None:
        """Believe the oldest segment, at most that long, to be lost."""
        if self._first < len(self._records):
            record = self._records[self._first]
            if record.end - record.start > most:
                self._split(self._first, record.start + most)
            self._lose(record)

    @cold
    def lose_all(self) -> None:
        """Believe everything that has not arrived to be lost (RFC 8985, 6.3)."""
        for place in range(self._first, len(self._records)):
            self._lose(self._records[place])

    @cold
    def lose_none(self) -> None:
        """What was believed lost and not sent again is on its way."""
        for place in range(self._first, len(self._records)):
            record = self._records[place]
            if record.lost:
                record.lost = False
                self.lost -= record.end - record.start
                self.pipe += record.end - record.start

    @cold
    def forget_sacks(self) -> None:
        """Believe no SACK any more: the receiver may have dropped what it held (RFC 2018, 8)."""
        for place in range(self._first, len(self._records)):
            record = self._records[place]
            if record.sacked:
                record.sacked = False
                self.sacked -= record.end - record.start
                self.pipe += record.end - record.start

    @cold
    def next_lost(self, most: int) -> Sent | None:
        """The first segment to be sent again, cut to that length; None if there is none."""
        if self.lost == 0:
            return None
        for place in range(self._first, len(self._records)):
            record = self._records[place]
            if record.lost:
                if record.end - record.start > most:
                    self._split(place, record.start + most)
                return record
        return None

    @cold
    def last(self, most: int) -> Sent | None:
        """The end of what is in flight, at most that long."""
        place = len(self._records) - 1
        if place < self._first:
            return None
        record = self._records[place]
        if record.end - record.start > most:
            self._split(place, record.end - most)
            record = self._records[place + 1]
        return record

    @cold
    def again(self, record: Sent, now: int) -> None:
        """Note that the segment was sent once more."""
        if record.lost:
            record.lost = False
            self.lost -= record.end - record.start
            self.pipe += record.end - record.start
        record.repeated = True
        record.at = now


NOTHING_SENT = Flight()
_spares: list[Flight] = []


@hot
def lend(trip: int) -> Flight:
    """An empty flight, until `take_back`. trip: the round trip that earlier ones have shown."""
    flight = _spares.pop() if len(_spares) != 0 else Flight()
    flight.begin(trip)
    return flight


@hot
def take_back(flight: Flight) -> None:
    """Keep an empty flight for the next who needs one, if few are kept."""
    if len(_spares) < _SPARES:
        _spares.append(flight)
