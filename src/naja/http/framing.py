"""Where messages begin and end in the bytes of a connection (RFC 9112, 5 to 7), for both ends.

A parser is fed bytes as they come and keeps what is not a whole line yet. What another
implementation might read differently is refused: bare CR or LF, space before a colon, more than
one way to write a number.
"""

from __future__ import annotations

from naja.http.queries import HEX
from naja.http.syntax import Refused, is_token, is_value

_MOST_CHUNK_LINE = 256

HEAD, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, UNTIL_CLOSE = 0, 1, 2, 3, 4, 5, 6


class MessageParser:
    """Bytes that have come, and what is read of them next. _missing: of a body or a chunk.
    _received: of a chunked body, then of its trailers."""

    _data: bytes
    _at: int
    _state: int
    _missing: int
    _body: bytearray
    _received: int
    _most_body: int
    _most_trailers: int

    def __init__(self, most_body: int, most_trailers: int) -> None:
        self._data = b""
        self._at = 0
        self._state = HEAD
        self._missing = 0
        self._body = bytearray()
        self._received = 0
        self._most_body = most_body
        self._most_trailers = most_trailers

    def feed(self, data: bytes) -> None:
        """Add what has come."""
        if self._at == len(self._data):
            self._data = data
        else:
            self._data = self._data[self._at :] + data
        self._at = 0

    def buffered(self) -> int:
        """Bytes that belong to no message yet."""
        return len(self._data) - self._at

    def is_idle(self) -> bool:
        """Whether no message has begun."""
        return self._state == HEAD and self._at == len(self._data)

    def in_body(self) -> bool:
        """Whether the head of a message is here and its body is not."""
        return self._state != HEAD

    def check_line_ends(self) -> None:
        """What ends its lines otherwise would wait for an answer in vain. Raises Refused."""
        data = self._data
        end = data.find(b"\n", self._at)
        while end >= 0:
            if end == self._at or data[end - 1] != 13:
                raise Refused(400, "a line ends without CR")
            end = data.find(b"\n", end + 1)

    def field(self, start: int, end: int) -> tuple[str, str]:
        """The field that a line holds (5.1). Raises Refused."""
        data = self._data
        colon = data.find(b":", start, end)
        name = data[start : max(colon, start)]
        if len(name) == 0 or not is_token(name):
            raise Refused(400, "a header field has no sound name")
        value = data[colon + 1 : end]
        if not is_value(value):
            raise Refused(400, "a header field has characters that it must not have")
        return name.decode("ascii"), value.strip(b" \t").decode("latin-1")

    def begin_length(self, count: int) -> None:
        """A body of so many bytes follows. Raises Refused."""
        if count > self._most_body:
            raise Refused(413, "the body is too long")
        if count != 0:
            self._missing = count
            self._state = BODY

    def begin_chunked(self) -> None:
        """A body in chunks follows."""
        self._received = 0
        self._state = CHUNK_SIZE

    def read_more(self) -> bool:
        """Read on in a body; False if more has to come. Raises Refused."""
        if self._state == BODY or self._state == CHUNK:
            return self._read_body()
        if self._state == CHUNK_END:
            return self._read_chunk_end()
        return self._read_line()

    def _read_body(self) -> bool:
        """What is here of a body or a chunk; False if more has to come."""
        count = min(self._missing, len(self._data) - self._at)
        if count != 0:
            self._body += self._data[self._at : self._at + count]
            self._at += count
            self._missing -= count
        if self._missing != 0:
            return False
        self._state = HEAD if self._state == BODY else CHUNK_END
        return True

    def _read_chunk_end(self) -> bool:
        if len(self._data) - self._at < 2:
            return False
        if not self._data.startswith(b"\r\n", self._at):
            raise Refused(400, "a chunk is longer than its size")
        self._at += 2
        self._state = CHUNK_SIZE
        return True

    def _read_line(self) -> bool:
        """The line of a chunk's size or a trailer (7.1); False if more has to come."""
        data = self._data
        end = data.find(b"\r\n", self._at)
        if end < 0:
            self._check_unfinished_line()
            return False
        if self._state == TRAILERS:
            # trailers are read and forgotten (7.1.2)
            self._received += end - self._at
            if self._received > self._most_trailers:
                raise Refused(431, "the trailer fields are too long")
            if end == self._at:
                self._state = HEAD
            else:
                self.field(self._at, end)
        else:
            self._chunk_size(self._at, end)
        self._at = end + 2
        return True

    def _check_unfinished_line(self) -> None:
        waiting = len(self._data) - self._at
        if self._data.find(b"\n", self._at) >= 0:
            raise Refused(400, "a line ends without CR")
        if self._state == TRAILERS:
            if self._received + waiting > self._most_trailers + 1:
                raise Refused(431, "the trailer fields are too long")
        elif waiting > _MOST_CHUNK_LINE + 1:
            raise Refused(400, "the line of a chunk's size is too long")

    def _chunk_size(self, start: int, end: int) -> None:
        if end - start > _MOST_CHUNK_LINE:
            raise Refused(400, "the line of a chunk's size is too long")
        data = self._data[start:end]
        if not is_value(data):
            raise Refused(400, "a chunk extension has characters that it must not have")
        line = data.decode("latin-1")
        digits, extended, _ = line.partition(";")
        size = _hexadecimal((digits.rstrip(" \t") if extended != "" else digits).lower())
        self._received += size
        if self._received > self._most_body:
            raise Refused(413, "the body is too long")
        if size == 0:
            self._received = 0
            self._state = TRAILERS
        else:
            self._missing = size
            self._state = CHUNK


def _hexadecimal(digits: str) -> int:
    if digits == "" or len(digits) > 8:
        raise Refused(400, "a chunk has no sound size")
    size = 0
    for character in digits:
        digit = HEX.get(character, -1)
        if digit < 0:
            raise Refused(400, "a chunk has no sound size")
        size = size * 16 + digit
    return size
