"""HTTP/1.1 requests out of bytes (RFC 9112), without I/O.

In: the bytes of one connection, as they come. Out: `Request`s, whole, in order. What breaks a rule
raises Refused with the status to answer; the connection must then be closed. What another server
might read differently, request smuggling lives on that, is refused: bare CR or LF, folded lines,
space before a colon, two different lengths, a length beside Transfer-Encoding (RFC 9112, 11.2).
"""

from __future__ import annotations

from naja.http import options
from naja.http.framing import HEAD, MessageParser
from naja.http.message import Request
from naja.http.queries import unquoted
from naja.http.syntax import TOKEN, Refused, ends_in_chunked, is_token, length
from naja.lang import hot

_HOST = bytes(
    1 if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "-._~%!$&'()*+,;=:[]") else 0
    for code in range(256)
)


class RequestParser(MessageParser):
    """Where a connection is in its requests. expects_continue: the peer waits for a 100."""

    expects_continue: bool
    _request: Request | None

    def __init__(self) -> None:
        super().__init__(options.BODY_BYTES, options.HEADER_BYTES)
        self.expects_continue = False
        self._request = None

    def next(self) -> Request | None:
        """The next whole request, or None until more has come. Raises Refused."""
        while True:
            if self._state == HEAD:
                if not self._read_head():
                    return None
            elif not self.read_more():
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
        if waiting != 0 and data[self._at] != 13 and TOKEN[data[self._at]] == 0:
            # TLS, most often
            raise Refused(400, "what comes is no HTTP request")
        if waiting > options.REQUEST_LINE + 1 and data.find(b"\r\n", self._at) < 0:
            raise Refused(414, "the request line is too long")
        if waiting > options.REQUEST_LINE + options.HEADER_BYTES + 3:
            raise Refused(431, "the header fields are too long")
        self.check_line_ends()

    def _request_line(self, start: int, end: int) -> Request:
        data = self._data
        first = data.find(b" ", start, end)
        second = data.find(b" ", first + 1, end)
        if first <= start or second <= first + 1:
            raise Refused(400, "the request line is not METHOD TARGET VERSION")
        name = data[start:first]
        asked = data[first + 1 : second]
        if not is_token(name) or not _is_target(asked):
            raise Refused(400, "the request line has characters that it must not have")
        minor = _minor(data[second + 1 : end])
        method = name.decode("ascii")
        target = asked.decode("ascii")
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
            name, value = self.field(start, line_end)
            request.headers.add(name, value)
            start = line_end + 2

    def _begin_body(self, request: Request) -> None:
        size = -1
        coding: str | None = None
        hosts = 0
        for name, value in request.headers.fields:
            if name == "content-length":
                size = length(value, size)
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
            if size >= 0 or request.minor == 0:
                raise Refused(400, "Transfer-Encoding must come alone, in HTTP/1.1")
            if coding.lower() != "chunked":
                raise _unknown_coding(coding)
            self.begin_chunked()
        elif size > 0:
            self.begin_length(size)

    def _expect(self, value: str) -> None:
        if value.lower() != "100-continue":
            raise Refused(417, "what is expected is not known")
        self.expects_continue = True


@hot
def _is_target(data: bytes) -> bool:
    """Whether the bytes are visible; a fragment is never sent (RFC 9112, 3.2)."""
    return all(33 <= byte <= 126 and byte != 35 for byte in data)


def _minor(version: bytes) -> int:
    """The minor version; those behind 1.1 are read as it (RFC 9110, 2.5)."""
    if version == b"HTTP/1.1":
        return 1
    if len(version) != 8 or not version.startswith(b"HTTP/") or version[6] != 46:
        raise Refused(400, "the version is malformed")
    if not (48 <= version[5] <= 57 and 48 <= version[7] <= 57):
        raise Refused(400, "the version is malformed")
    if version[5] != 49:
        raise Refused(505, "the version is not HTTP/1.1")
    return 0 if version[7] == 48 else 1


def _check_host(value: str) -> None:
    """RFC 9112, 3.2: a host and port, or nothing."""
    if not _is_host(value):
        raise Refused(400, "the Host field is malformed")


@hot
def _is_host(text: str) -> bool:
    for character in text:
        code = ord(character)
        if not (97 <= code <= 122 or 48 <= code <= 57 or code == 46) and _HOST[code] == 0:
            return False
    return True


def _unknown_coding(coding: str) -> Refused:
    """RFC 9112, 6.1 and 6.3: without chunked at its end a body has no end."""
    if ends_in_chunked(coding):
        return Refused(501, "a transfer coding beside chunked")
    return Refused(400, "the last transfer coding is not chunked")


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
    if method == "CONNECT":
        raise Refused(501, "there are no tunnels here")
    scheme, found, rest = target.partition("://")
    if found == "" or scheme.lower() not in ("http", "https"):
        raise Refused(400, "the target is not a path")
    end = 0
    while end < len(rest) and rest[end] not in "/?":
        end += 1
    if end == 0 or not _is_host(rest[:end]):
        raise Refused(400, "the target has no sound host")
    return rest[end:] if rest[end : end + 1] == "/" else "/" + rest[end:]
