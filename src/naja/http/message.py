"""Requests and responses as programs see them (RFC 9110, 6)."""

from __future__ import annotations

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
    """One request. path: decoded. query: as sent. minor: of the version HTTP/1.x."""

    method: str
    path: str
    query: str
    minor: int
    headers: Headers
    body: bytes
    parameters: dict[str, str]

    def __init__(self, method: str, path: str, query: str, minor: int) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.minor = minor
        self.headers = Headers()
        self.body = b""
        self.parameters = {}


class Response:
    """One response. The length is added to the headers when it is sent. prepared: head and body as
    they go out on a connection that stays open, where they are known before."""

    status: int
    body: bytes
    headers: list[tuple[str, str]]
    prepared: bytes

    def __init__(
        self, body: bytes = b"", status: int = 200, content_type: str = "application/octet-stream"
    ) -> None:
        self.status = status
        self.body = body
        self.headers = []
        self.prepared = b""
        if len(body) != 0:
            self.headers.append(("content-type", content_type))


def text(content: str, status: int = 200) -> Response:
    """A response of plain text."""
    return Response(content.encode(), status, "text/plain; charset=utf-8")


def html(content: str, status: int = 200) -> Response:
    """A response of HTML."""
    return Response(content.encode(), status, "text/html; charset=utf-8")


def head_of(response: Response, length: int, keep: bool) -> bytes:
    """The status line and header fields."""
    lines = [f"HTTP/1.1 {response.status} {REASONS.get(response.status, '')}"]
    for name, value in response.headers:
        lines.append(f"{name}: {value}")
    if response.status >= 200 and response.status not in (204, 304):
        lines.append(f"content-length: {length}")
    if not keep:
        lines.append("connection: close")
    lines.append("\r\n")
    return "\r\n".join(lines).encode("latin-1")


class HTTPError(Exception):
    """Raised by a handler to answer with a status and a reason for people."""

    status: int
    detail: str

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(f"{status} {detail}")
        self.status = status
        self.detail = detail if detail != "" else REASONS.get(status, "")
