"""HTTP/1.1 responses out of bytes (RFC 9112), without I/O: what a client reads.

In: the bytes of one connection, as they come. Out: the head of a response, then pieces of its body.
Interim responses are passed over. What breaks a rule raises Refused, and the connection must then
be closed: its end cannot be told any more.
"""

from __future__ import annotations

from naja.http import options
from naja.http.framing import HEAD, UNTIL_CLOSE, MessageParser
from naja.http.message import Headers, has_body
from naja.http.syntax import Refused, is_value, length

_MOST_INTERIM = 32
_LONGEST_BODY = (1 << 50) - 1


class Head:
    """The beginning of a response. minor: of the version HTTP/1.x."""

    minor: int
    status: int
    reason: str
    headers: Headers

    def __init__(self, minor: int, status: int, reason: str) -> None:
        self.minor = minor
        self.status = status
        self.reason = reason
        self.headers = Headers()


class ResponseParser(MessageParser):
    """Where a connection is in its responses. head: of the one that is read, once it is here.
    ended: it is whole. continues: the server has said 100."""

    head: Head | None
    ended: bool
    continues: bool
    _method: str
    _interim: int

    def __init__(self) -> None:
        super().__init__(_LONGEST_BODY, options.CLIENT_HEADER_BYTES)
        self.head = None
        self.ended = True
        self.continues = False
        self._method = ""
        self._interim = 0

    def begin(self, method: str) -> None:
        """A request of that method was sent."""
        assert self.ended and self.is_idle()
        self.head = None
        self.ended = False
        self.continues = False
        self._method = method
        self._interim = 0

    def read(self) -> None:
        """Read what is here. Raises Refused."""
        while not self.ended:
            if self._state == UNTIL_CLOSE:
                self._body += self._data[self._at :]
                self._at = len(self._data)
                return
            if self._state == HEAD and self.head is None:
                if not self._read_head():
                    return
            elif not self.read_more():
                return
            if self._state == HEAD and self.head is not None:
                self.ended = True

    def take(self) -> bytes:
        """What is here of the body; it is then gone."""
        if len(self._body) == 0:
            return b""
        piece = bytes(self._body)
        self._body = bytearray()
        return piece

    def finish(self) -> bool:
        """No more comes. Whether the response is whole."""
        if self._state == UNTIL_CLOSE:
            self._state = HEAD
            self.ended = True
        return self.ended

    def persists(self) -> bool:
        """Whether the connection may carry a further request (RFC 9112, 9.3)."""
        head = self.head
        if head is None or not self.ended or not self.is_idle():
            return False
        value = head.headers.joined("connection") or ""
        wishes = [wish.strip().lower() for wish in value.split(",")]
        return "close" not in wishes and (head.minor == 1 or "keep-alive" in wishes)

    def missing(self) -> int:
        """Bytes that are known to follow."""
        return self._missing

    def _read_head(self) -> bool:
        data = self._data
        end = data.find(b"\r\n\r\n", self._at)
        if end < 0:
            if len(data) - self._at > options.CLIENT_HEADER_BYTES:
                raise Refused(431, "the header fields are too long")
            start = data[self._at : self._at + 5]
            if not b"HTTP/".startswith(start):
                raise Refused(400, "what came is no HTTP response")
            self.check_line_ends()
            return False
        if end - self._at > options.CLIENT_HEADER_BYTES:
            raise Refused(431, "the header fields are too long")
        line_end = data.find(b"\r\n", self._at)
        head = self._status_line(self._at, line_end)
        self._fields(head, line_end + 2, end + 2)
        self._at = end + 4
        if head.status < 200:
            self._pass_over(head)
        else:
            self.head = head
            self._begin_body(head)
        return True

    def _status_line(self, start: int, end: int) -> Head:
        """RFC 9112, 4; the space behind the status may be missing where there is no reason."""
        line = self._data[start:end]
        if not line.startswith(b"HTTP/") or len(line) < 12:
            raise Refused(400, "what came is no HTTP response")
        if line[5:7] != b"1." or not 48 <= line[7] <= 57:
            raise Refused(505, "the version is not HTTP/1.1")
        digits = line[9:12]
        if line[8] != 32 or not digits.isdigit() or (len(line) > 12 and line[12] != 32):
            raise Refused(400, "the status line is malformed")
        status = int(digits)
        if not 100 <= status < 600 or not is_value(line[12:]):
            raise Refused(400, "the status line is malformed")
        return Head(0 if line[7] == 48 else 1, status, line[13:].decode("latin-1"))

    def _fields(self, head: Head, start: int, end: int) -> None:
        data = self._data
        count = 0
        while start < end:
            line_end = data.find(b"\r\n", start, end)
            count += 1
            if count > options.CLIENT_HEADER_FIELDS:
                raise Refused(431, "there are too many header fields")
            if data[start] in b" \t":
                self._continue_field(head, start, line_end)
            else:
                name, value = self.field(start, line_end)
                head.headers.add(name, value)
            start = line_end + 2

    def _continue_field(self, head: Head, start: int, end: int) -> None:
        """A folded line is one with the field before (RFC 9112, 5.2)."""
        line = self._data[start:end]
        if len(head.headers.fields) == 0 or not is_value(line):
            raise Refused(400, "a header field has no sound name")
        name, value = head.headers.fields.pop()
        if name in ("content-length", "transfer-encoding"):
            raise Refused(400, f"{name} is folded")
        more = line.strip(b" \t").decode("latin-1")
        head.headers.add(name, f"{value} {more}".strip(" "))

    def _pass_over(self, head: Head) -> None:
        """An interim response (RFC 9110, 15.2)."""
        if head.status == 101:
            raise Refused(400, "another protocol was not asked for")
        self._interim += 1
        if self._interim > _MOST_INTERIM:
            raise Refused(431, "there are too many interim responses")
        self.continues = self.continues or head.status == 100

    def _begin_body(self, head: Head) -> None:
        """RFC 9112, 6.3."""
        size = -1
        coding: str | None = None
        for name, value in head.headers.fields:
            if name == "content-length":
                size = length(value, size)
            elif name == "transfer-encoding":
                coding = value if coding is None else f"{coding}, {value}"
        if self._method == "HEAD" or not has_body(head.status):
            return
        if coding is not None:
            if size >= 0 or head.minor == 0:
                raise Refused(400, "Transfer-Encoding must come alone, in HTTP/1.1")
            if coding.lower() != "chunked":
                raise Refused(501, "a transfer coding other than chunked")
            self.begin_chunked()
        elif size >= 0:
            self.begin_length(size)
        else:
            self._state = UNTIL_CLOSE
