"""The bytes that a connection has still to send or to see acknowledged.

In: `bytes` objects of the program, kept as they are and never copied. Out: ranges by position,
copied straight into transmit buffers, as often as they are sent. Positions count bytes as
sequence.py says; `start` is the first that is not acknowledged, `end` follows the last.
A connection has a buffer only while something is in it: `lend`, `take_back`.
"""

from __future__ import annotations

from naja.lang import hot
from naja.lang.wire import copy_range

_COMPACT_AFTER = 32
_SPARES = 64


class SendBuffer:
    """A queue of chunks. Its first chunks may be acknowledged in part."""

    start: int
    end: int
    _chunks: list[bytes]
    _first: int
    _first_position: int
    _cursor: int
    _cursor_position: int

    def __init__(self) -> None:
        self._chunks = []
        self.begin(0)

    def begin(self, start: int) -> None:
        """Be the empty buffer of a connection that has got so far."""
        self.start = start
        self.end = start
        self._clear(start)

    def __len__(self) -> int:
        return self.end - self.start

    @hot
    def append(self, data: bytes) -> None:
        """Queue the bytes."""
        if len(data) != 0:
            self._chunks.append(data)
            self.end += len(data)

    @hot
    def acknowledge(self, position: int) -> None:
        """Forget what lies before the position, which is not beyond `end`."""
        assert self.start <= position <= self.end
        self.start = position
        if position == self.end:
            self._clear(position)
            return
        while self._first_position + len(self._chunks[self._first]) <= position:
            self._first_position += len(self._chunks[self._first])
            self._chunks[self._first] = b""
            self._first += 1
        if self._cursor < self._first:
            self._cursor = self._first
            self._cursor_position = self._first_position
        if self._first >= _COMPACT_AFTER and 2 * self._first >= len(self._chunks):
            del self._chunks[: self._first]
            self._cursor -= self._first
            self._first = 0

    def _clear(self, position: int) -> None:
        del self._chunks[:]
        self._first = 0
        self._first_position = position
        self._cursor = 0
        self._cursor_position = position

    @hot
    def copy_into(self, buffer: memoryview, offset: int, position: int, end: int) -> None:
        """Copy the bytes from `position` to `end`, which are all here, to the buffer's offset."""
        assert self.start <= position <= end <= self.end
        self._seek(position)
        chunk = self._cursor
        chunk_position = self._cursor_position
        while position < end:
            data = self._chunks[chunk]
            skip = position - chunk_position
            count = min(len(data) - skip, end - position)
            copy_range(buffer, offset, data, skip, skip + count)
            offset += count
            position += count
            if position < end:
                chunk_position += len(data)
                chunk += 1
        self._cursor = chunk
        self._cursor_position = chunk_position

    def _seek(self, position: int) -> None:
        # new data follows what was sent last; only a retransmission goes back
        if position < self._cursor_position:
            self._cursor = self._first
            self._cursor_position = self._first_position
        while self._cursor_position + len(self._chunks[self._cursor]) <= position:
            self._cursor_position += len(self._chunks[self._cursor])
            self._cursor += 1


NOTHING_TO_SEND = SendBuffer()
_spares: list[SendBuffer] = []


@hot
def lend(start: int) -> SendBuffer:
    """An empty buffer, until `take_back`."""
    buffer = _spares.pop() if len(_spares) != 0 else SendBuffer()
    buffer.begin(start)
    return buffer


@hot
def take_back(buffer: SendBuffer) -> None:
    """Keep an empty buffer for the next who needs one, if few are kept."""
    if len(_spares) < _SPARES:
        _spares.append(buffer)
