"""HTTP/1.1 requests out of bytes (RFC 9112), without I/O.

In: the bytes of one connection, as they come. Out: `Request`s, whole, in order. What breaks a rule
raises Refused with the status to answer; the connection must then be closed. What another server
might read differently, request smuggling lives on that, is refused: bare CR or LF, folded lines,
space before a colon, two different lengths, a length beside Transfer-Encoding (RFC 9112, 11.2).
"""

from __future__ import annotations

from naja.http import options
from naja.http.message import Request
from naja.http.queries import HEX, unquoted

_TOKEN = bytes(
    1 if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "!#$%&'*+-.^_`|~") else 0
    for code in range(256)
)
# visible characters, space, tab, and what old servers send beyond ASCII
_VALUE = bytes(1 if (code >= 32 and code != 127) or code == 9 else 0 for code in range(256))
# a fragment is never sent (RFC 9112, 3.2)
_TARGET = bytes(1 if 33 <= code <= 126 and chr(code) != "#" else 0 for code in range(256))
_HOST = bytes(
    1 if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "-._~%!$&'()*+,;=:[]") else 0
    for code in range(256)
)
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
    _body: bytearray
    _received: int

    def __init__(self) -> None:
        self.expects_continue = False
        self._data = b""
        self._at = 0
        self._state = HEAD
        self._request = None
        self._missing = 0
        self._body = bytearray()
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

    def in_body(self) -> bool:
        """Whether the head of a request is here and its body is not."""
        return self._state != HEAD

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
        if len(self._body) != 0:
            request.body = bytes(self._body)
            self._body = bytearray()
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
        if line_end - self._at > options.REQUEST_LINE:
            raise Refused(414, "the request line is too long")
        if end - line_end > options.HEADER_BYTES:
            raise Refused(431, "the header fields are too long")
        request = self._request_line(self._at, line_end)
        self._fields(request, line_end + 2, end + 2)
        self._request = request
        self._at = end + 4
        self._begin_body(request)
        return True

    def _check_unfinished(self) -> None:
        data = self._data
        waiting = len(data) - self._at
        if waiting > options.REQUEST_LINE + 1 and data.find(b"\r\n", self._at) < 0:
            raise Refused(414, "the request line is too long")
        if waiting > options.REQUEST_LINE + options.HEADER_BYTES + 3:
            raise Refused(431, "the header fields are too long")
        # what ends its lines otherwise would wait for an answer in vain
        end = data.find(b"\n", self._at)
        while end >= 0:
            if end == self._at or data[end - 1] != 13:
                raise Refused(400, "a line ends without CR")
            end = data.find(b"\n", end + 1)

    def _request_line(self, start: int, end: int) -> Request:
        data = self._data
        first = data.find(b" ", start, end)
        second = data.find(b" ", first + 1, end)
        if first <= start or second <= first + 1:
            raise Refused(400, "the request line is not METHOD TARGET VERSION")
        if not _all_in(_TOKEN, data, start, first) or not _all_in(_TARGET, data, first + 1, second):
            raise Refused(400, "the request line has characters that it must not have")
        minor = _minor(data[second + 1 : end])
        method = data[start:first].decode("ascii")
        target = data[first + 1 : second].decode("ascii")
        path, query = split_target(method, target)
        request = Request(method, path, query, minor)
        request.target = target
        return request

    def _fields(self, request: Request, start: int, end: int) -> None:
        data = self._data
        count = 0
        while start < end:
            line_end = data.find(b"\r\n", start, end)
            count += 1
            if count > options.HEADER_FIELDS:
                raise Refused(431, "there are too many header fields")
            name, value = self._field(start, line_end)
            request.headers.add(name, value)
            start = line_end + 2

    def _field(self, start: int, end: int) -> tuple[str, str]:
        """The field that a line holds (5.1)."""
        data = self._data
        colon = data.find(b":", start, end)
        if colon <= start or not _all_in(_TOKEN, data, start, colon):
            raise Refused(400, "a header field has no sound name")
        if not _all_in(_VALUE, data, colon + 1, end):
            raise Refused(400, "a header field has characters that it must not have")
        value = data[colon + 1 : end].strip(b" \t").decode("latin-1")
        return data[start:colon].decode("ascii"), value

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
                _check_host(value)
            elif name == "expect" and request.minor == 1:
                self._expect(value)
        if hosts > 1 or (hosts == 0 and request.minor == 1):
            raise Refused(400, "there must be one Host field")
        if coding is not None:
            if length >= 0 or request.minor == 0:
                raise Refused(400, "Transfer-Encoding must come alone, in HTTP/1.1")
            if coding.lower() != "chunked":
                raise _unknown_coding(coding)
            self._state = CHUNK_SIZE
        elif length > 0:
            if length > options.BODY_BYTES:
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
            if self._received > options.HEADER_BYTES:
                raise Refused(431, "the trailer fields are too long")
            if end == self._at:
                self._state = HEAD
            else:
                self._field(self._at, end)
        else:
            self._chunk_size(self._at, end)
        self._at = end + 2
        return True

    def _check_unfinished_line(self) -> None:
        waiting = len(self._data) - self._at
        if self._data.find(b"\n", self._at) >= 0:
            raise Refused(400, "a line ends without CR")
        if self._state == TRAILERS:
            if self._received + waiting > options.HEADER_BYTES + 1:
                raise Refused(431, "the trailer fields are too long")
        elif waiting > _MOST_CHUNK_LINE + 1:
            raise Refused(400, "the line of a chunk's size is too long")

    def _chunk_size(self, start: int, end: int) -> None:
        if end - start > _MOST_CHUNK_LINE:
            raise Refused(400, "the line of a chunk's size is too long")
        if not _all_in(_VALUE, self._data, start, end):
            raise Refused(400, "a chunk extension has characters that it must not have")
        line = self._data[start:end].decode("latin-1")
        digits, extended, _ = line.partition(";")
        digits = (digits.rstrip(" \t") if extended != "" else digits).lower()
        size = 0
        if digits == "" or len(digits) > 8:
            raise Refused(400, "a chunk has no sound size")
        for character in digits:
            digit = HEX.get(character, -1)
            if digit < 0:
                raise Refused(400, "a chunk has no sound size")
            size = size * 16 + digit
        self._received += size
        if self._received > options.BODY_BYTES:
            raise Refused(413, "the body is too long")
        if size == 0:
            self._received = 0
            self._state = TRAILERS
        else:
            self._missing = size
            self._state = CHUNK


def _all_in(table: bytes, data: bytes, start: int, end: int) -> bool:
    return all(table[data[position]] != 0 for position in range(start, end))


def _minor(version: bytes) -> int:
    """The minor version; those behind 1.1 are read as it (RFC 9110, 2.5)."""
    if len(version) != 8 or not version.startswith(b"HTTP/") or version[6] != 46:
        raise Refused(400, "the version is malformed")
    if not (48 <= version[5] <= 57 and 48 <= version[7] <= 57):
        raise Refused(400, "the version is malformed")
    if version[5] != 49:
        raise Refused(505, "the version is not HTTP/1.1")
    return 0 if version[7] == 48 else 1


def _check_host(value: str) -> None:
    """RFC 9112, 3.2: a host and port, or nothing."""
    for character in value:
        if _HOST[ord(character)] == 0:
            raise Refused(400, "the Host field is malformed")


def _unknown_coding(coding: str) -> Refused:
    """RFC 9112, 6.1 and 6.3: without chunked at its end a body has no end."""
    if coding.lower().replace("\t", " ").endswith((", chunked", ",chunked", " ,chunked")):
        return Refused(501, "a transfer coding beside chunked")
    return Refused(400, "the last transfer coding is not chunked")


def _length(value: str, before: int) -> int:
    """RFC 9112, 6.3: digits alone, and the same if there are two."""
    if value == "" or len(value) > 15 or not (value.isascii() and value.isdigit()):
        raise Refused(400, "Content-Length is not a number")
    length = int(value)
    if before not in (-1, length):
        raise Refused(400, "there are two different Content-Length")
    return length


def split_target(method: str, target: str) -> tuple[str, str]:
    """Path, decoded, and query of a request target (RFC 9112, 3.2). Raises Refused."""
    if not target.startswith("/"):
        target = _origin_form(method, target)
    path, _, query = target.partition("?")
    if "%" in path:
        decoded = unquoted(path, False)
        if decoded is None:
            raise Refused(400, "the target has a malformed % sequence, or is not UTF-8")
        path = decoded
    return path, query


def _origin_form(method: str, target: str) -> str:
    """What a target of another form asks of this server."""
    if target == "*" and method == "OPTIONS":
        return target
    scheme, found, rest = target.partition("://")
    if found == "" or scheme.lower() not in ("http", "https"):
        raise Refused(400, "the target is not a path")
    end = 0
    while end < len(rest) and rest[end] not in "/?":
        end += 1
    authority = rest[:end].encode("ascii")
    if end == 0 or not _all_in(_HOST, authority, 0, end):
        raise Refused(400, "the target has no sound host")
    return rest[end:] if rest[end : end + 1] == "/" else "/" + rest[end:]
