"""Requests and responses as programs see them (RFC 9110, 6)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from naja.http.queries import parsed

REASONS = {
    100: "Continue",
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "No Content",
    206: "Partial Content",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    307: "Temporary Redirect",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    409: "Conflict",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Content Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    417: "Expectation Failed",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
}


class Headers:
    """Header fields in their order; names are compared without case (RFC 9110, 5.1)."""

    fields: list[tuple[str, str]]

    def __init__(self) -> None:
        self.fields = []

    def add(self, name: str, value: str) -> None:
        """One field more; its name is kept in lower case."""
        self.fields.append((name.lower(), value))

    def get(self, name: str) -> str | None:
        """The value of the first field of that lower-case name."""
        for key, value in self.fields:
            if key == name:
                return value
        return None

    def joined(self, name: str) -> str | None:
        """The values of all fields of that lower-case name, joined by commas (5.3)."""
        values = [value for key, value in self.fields if key == name]
        return ", ".join(values) if len(values) != 0 else None


class Request:
    """One request. target: as sent. path: decoded. query: as sent. minor: of the version HTTP/1.x.
    parameters: those of the path."""

    method: str
    target: str
    path: str
    query: str
    minor: int
    headers: Headers
    body: bytes
    parameters: dict[str, str]

    def __init__(self, method: str, path: str, query: str, minor: int) -> None:
        self.method = method
        self.target = path
        self.path = path
        self.query = query
        self.minor = minor
        self.headers = Headers()
        self.body = b""
        self.parameters = {}

    def query_parameters(self) -> dict[str, str]:
        """The query by name, decoded; of several with one name the last. Raises HTTPError."""
        return dict(self.query_pairs())

    def query_pairs(self) -> list[tuple[str, str]]:
        """Names and values of the query in their order, decoded. Raises HTTPError."""
        pairs = parsed(self.query)
        if pairs is None:
            raise HTTPError(400, "the query is malformed")
        return pairs


class Response:
    """One response. The length is added to the headers when it is sent. prepared: what follows the
    status line and the date on a connection that stays open, where that is known before. whole:
    that behind its start, which is dated."""

    status: int
    body: bytes
    headers: list[tuple[str, str]]
    prepared: bytes
    whole: bytes
    dated: bytes

    def __init__(
        self, body: bytes = b"", status: int = 200, content_type: str = "application/octet-stream"
    ) -> None:
        self.status = status
        self.body = body
        self.headers = []
        self.prepared = b""
        self.whole = b""
        self.dated = b""
        if len(body) != 0:
            self.headers.append(("content-type", content_type))

    def stream(self) -> AsyncIterator[bytes] | None:
        """The pieces of a body that is not known yet."""
        return None


class StreamingResponse(Response):
    """A response whose body comes in pieces, sent as they come (RFC 9112, 7.1). The iterator waits
    while the peer is slow; if it raises, the connection is reset, for the status is gone."""

    content: AsyncIterator[bytes]

    def __init__(
        self,
        content: AsyncIterator[bytes],
        status: int = 200,
        content_type: str = "application/octet-stream",
    ) -> None:
        super().__init__(b"", status)
        self.content = content
        self.headers.append(("content-type", content_type))

    def stream(self) -> AsyncIterator[bytes] | None:
        return self.content


def text(content: str, status: int = 200) -> Response:
    """A response of plain text."""
    return Response(content.encode(), status, "text/plain; charset=utf-8")


def html(content: str, status: int = 200) -> Response:
    """A response of HTML."""
    return Response(content.encode(), status, "text/html; charset=utf-8")


def has_body(status: int) -> bool:
    """Whether responses of that status have a body (RFC 9110, 6.4.1)."""
    return status >= 200 and status not in (204, 304)


def check(response: Response) -> None:
    """Raises ValueError for header fields that would be read as something else."""
    for name, value in response.headers:
        for character in name + value:
            if (ord(character) < 32 and character != "\t") or ord(character) > 255:
                raise ValueError(f"{name!r}: {value!r} cannot be sent as a header field")


def head_of(response: Response, date: bytes, framing: str) -> bytes:
    """The status line and header fields. framing: the last of these, with line ends."""
    first = f"HTTP/1.1 {response.status} {REASONS.get(response.status, '')}\r\n"
    return b"".join((first.encode("ascii"), date, rest_of_head(response, framing)))


def rest_of_head(response: Response, framing: str) -> bytes:
    """The head behind the date."""
    lines = [f"{name}: {value}\r\n" for name, value in response.headers]
    return f"{''.join(lines)}{framing}\r\n".encode("latin-1")


def framing_of(response: Response) -> str:
    """The length, where there may be one (RFC 9110, 8.6)."""
    return f"content-length: {len(response.body)}\r\n" if has_body(response.status) else ""


class HTTPError(Exception):
    """Raised by a handler to answer with a status and a reason for people."""

    status: int
    detail: str
    headers: list[tuple[str, str]]

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(f"{status} {detail}")
        self.status = status
        self.detail = detail if detail != "" else REASONS.get(status, "")
        self.headers = []

    def response(self) -> Response:
        """What the client gets."""
        answer = text(f"{self.status} {self.detail}\n", self.status)
        answer.headers += self.headers
        return answer
