"""HTTP/1.1 requests out of bytes (RFC 9112), without I/O.

In: the bytes of one connection, as they come. Out: `Request`s, whole, in order. What breaks a rule
raises Refused with the status to answer; the connection must then be closed. What another server
might read differently, request smuggling lives on that, is refused: bare CR or LF, folded lines,
space before a colon, two lengths, a length beside Transfer-Encoding (RFC 9112, 11.2).
"""

from __future__ import annotations

from naja.http import limits
from naja.http.message import Request

_TOKEN = bytes(
    1 if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "!#$%&'*+-.^_`|~") else 0
    for code in range(256)
)
# visible characters, space, tab, and what old servers send beyond ASCII
_VALUE = bytes(1 if (code >= 32 and code != 127) or code == 9 else 0 for code in range(256))
_TARGET = bytes(1 if 33 <= code <= 126 else 0 for code in range(256))
_HEX = {character: value for value, character in enumerate("0123456789abcdef")}
_MOST_CHUNK_LINE = 256


class Refused(Exception):
    """The request cannot be taken. status: what to answer. detail: why, for people."""

    status: int
    detail: str

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


HEAD, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS = 0, 1, 2, 3, 4, 5


class RequestParser:
    """Where a connection is in its requests. expects_continue: the peer waits for a 100."""

    expects_continue: bool
    _data: bytes
    _at: int
    _state: int
    _request: Request | None
    _missing: int
    _parts: list[bytes]
    _received: int

    def __init__(self) -> None:
        self.expects_continue = False
        self._data = b""
        self._at = 0
        self._state = HEAD
        self._request = None
        self._missing = 0
        self._parts = []
        self._received = 0

    def feed(self, data: bytes) -> None:
        """Add what has come."""
        if self._at == len(self._data):
            self._data = data
        else:
            self._data = self._data[self._at :] + data
        self._at = 0

    def buffered(self) -> int:
        """Bytes that belong to no request yet."""
        return len(self._data) - self._at

    def is_idle(self) -> bool:
        """Whether no request has begun."""
        return self._state == HEAD and self._at == len(self._data)

    def next(self) -> Request | None:
        """The next whole request, or None until more has come. Raises Refused."""
        while True:
            if self._state == HEAD:
                if not self._read_head():
                    return None
            elif not self._read_more():
                return None
            if self._state == HEAD:
                return self._finished()

    def _finished(self) -> Request:
        request = self._request
        assert request is not None
        self._request = None
        self.expects_continue = False
        if len(self._parts) != 0:
            request.body = b"".join(self._parts)
            self._parts = []
        self._received = 0
        return request

    # the head

    def _read_head(self) -> bool:
        # an empty line or two in front of a request are old clients' (2.2)
        while self._data.startswith(b"\r\n", self._at):
            self._at += 2
        end = self._data.find(b"\r\n\r\n", self._at)
        if end < 0:
            self._check_unfinished()
            return False
        line_end = self._data.find(b"\r\n", self._at)
        if line_end - self._at > limits.REQUEST_LINE:
            raise Refused(414, "the request line is too long")
        if end - line_end > limits.HEADER_BYTES:
            raise Refused(431, "the header fields are too long")
        request = self._request_line(self._at, line_end)
        self._fields(request, line_end + 2, end + 2)
        self._request = request
        self._at = end + 4
        self._begin_body(request)
        return True

    def _check_unfinished(self) -> None:
        waiting = len(self._data) - self._at
        if waiting > limits.REQUEST_LINE and self._data.find(b"\r\n", self._at) < 0:
            raise Refused(414, "the request line is too long")
        if waiting > limits.REQUEST_LINE + limits.HEADER_BYTES:
            raise Refused(431, "the header fields are too long")

    def _request_line(self, start: int, end: int) -> Request:
        data = self._data
        first = data.find(b" ", start, end)
        second = data.find(b" ", first + 1, end)
        if first <= start or second <= first + 1:
            raise Refused(400, "the request line is not METHOD TARGET VERSION")
        if not _all_in(_TOKEN, data, start, first) or not _all_in(_TARGET, data, first + 1, second):
            raise Refused(400, "the request line has characters that it must not have")
        version = data[second + 1 : end]
        if version != b"HTTP/1.1" and version != b"HTTP/1.0":
            if version.startswith(b"HTTP/") and len(version) == 8:
                raise Refused(505, "the version is not HTTP/1.1")
            raise Refused(400, "the version is malformed")
        target = data[first + 1 : second].decode("ascii")
        path, query = split_target(target)
        minor = 1 if version == b"HTTP/1.1" else 0
        return Request(data[start:first].decode("ascii"), path, query, minor)

    def _fields(self, request: Request, start: int, end: int) -> None:
        data = self._data
        count = 0
        while start < end:
            line_end = data.find(b"\r\n", start, end)
            colon = data.find(b":", start, line_end)
            count += 1
            if count > limits.HEADER_FIELDS:
                raise Refused(431, "there are too many header fields")
            if colon <= start or not _all_in(_TOKEN, data, start, colon):
                raise Refused(400, "a header field has no sound name")
            if not _all_in(_VALUE, data, colon + 1, line_end):
                raise Refused(400, "a header field has characters that it must not have")
            value = data[colon + 1 : line_end].strip(b" \t").decode("latin-1")
            request.headers.add(data[start:colon].decode("ascii"), value)
            start = line_end + 2

    # what follows

    def _read_more(self) -> bool:
        if self._state == BODY or self._state == CHUNK:
            return self._read_body()
        if self._state == CHUNK_END:
            return self._read_chunk_end()
        return self._read_line()

    def _begin_body(self, request: Request) -> None:
        length = -1
        coding: str | None = None
        hosts = 0
        for name, value in request.headers.fields:
            if name == "content-length":
                length = _length(value, length)
            elif name == "transfer-encoding":
                coding = value if coding is None else f"{coding}, {value}"
            elif name == "host":
                hosts += 1
            elif name == "expect":
                self._expect(value)
        if hosts > 1 or (hosts == 0 and request.minor == 1):
            raise Refused(400, "there must be one Host field")
        if coding is not None:
            if length >= 0 or request.minor == 0:
                raise Refused(400, "Transfer-Encoding must come alone, in HTTP/1.1")
            if coding.lower() != "chunked":
                raise Refused(501, "the transfer coding is not chunked")
            self._state = CHUNK_SIZE
        elif length > 0:
            if length > limits.BODY_BYTES:
                raise Refused(413, "the body is too long")
            self._missing = length
            self._state = BODY

    def _expect(self, value: str) -> None:
        if value.lower() != "100-continue":
            raise Refused(417, "what is expected is not known")
        self.expects_continue = True

    def _read_body(self) -> bool:
        """What is here of a body or a chunk; False if more has to come."""
        count = min(self._missing, len(self._data) - self._at)
        if count != 0:
            self._parts.append(self._data[self._at : self._at + count])
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
            if len(data) - self._at > limits.HEADER_BYTES:
                raise Refused(431, "a line of the body is too long")
            return False
        if self._state == TRAILERS:
            # trailers are read and forgotten (7.1.2)
            self._received += end - self._at
            if self._received > limits.HEADER_BYTES:
                raise Refused(431, "the trailer fields are too long")
            if end == self._at:
                self._state = HEAD
            elif not _all_in(_VALUE, data, self._at, end):
                raise Refused(400, "a trailer field has characters that it must not have")
        else:
            self._chunk_size(self._at, end)
        self._at = end + 2
        return True

    def _chunk_size(self, start: int, end: int) -> None:
        if end - start > _MOST_CHUNK_LINE:
            raise Refused(400, "the line of a chunk's size is too long")
        line = self._data[start:end].decode("latin-1")
        digits = line.split(";")[0].rstrip(" \t").lower()
        size = 0
        if digits == "" or len(digits) > 8:
            raise Refused(400, "a chunk has no sound size")
        for character in digits:
            digit = _HEX.get(character, -1)
            if digit < 0:
                raise Refused(400, "a chunk has no sound size")
            size = size * 16 + digit
        self._received += size
        if self._received > limits.BODY_BYTES:
            raise Refused(413, "the body is too long")
        if size == 0:
            self._received = 0
            self._state = TRAILERS
        else:
            self._missing = size
            self._state = CHUNK


def _all_in(table: bytes, data: bytes, start: int, end: int) -> bool:
    return all(table[data[position]] != 0 for position in range(start, end))


def _length(value: str, before: int) -> int:
    """RFC 9112, 6.3: digits alone, and the same if there are two."""
    if value == "" or len(value) > 15 or not (value.isascii() and value.isdigit()):
        raise Refused(400, "Content-Length is not a number")
    length = int(value)
    if before not in (-1, length):
        raise Refused(400, "there are two different Content-Length")
    return length


def split_target(target: str) -> tuple[str, str]:
    """Path, decoded, and query of a request target. Raises Refused."""
    if target.startswith(("http://", "https://")):
        slash = target.find("/", 8)
        target = target[slash:] if slash >= 0 else "/"
    path, _, query = target.partition("?")
    if not path.startswith("/") and path != "*":
        raise Refused(400, "the target is not a path")
    if "%" in path:
        path = unquote(path)
    return path, query


def unquote(text: str) -> str:
    """The text with its %XX decoded (RFC 3986, 2.1). Raises Refused."""
    parts = bytearray()
    position = 0
    while position < len(text):
        character = text[position]
        if character == "%":
            high = _HEX.get(text[position + 1 : position + 2].lower(), -1)
            low = _HEX.get(text[position + 2 : position + 3].lower(), -1)
            if high < 0 or low < 0:
                raise Refused(400, "the target has a malformed % sequence")
            parts.append(high * 16 + low)
            position += 3
        else:
            parts.append(ord(character))
            position += 1
    try:
        return parts.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the target is not UTF-8") from None
