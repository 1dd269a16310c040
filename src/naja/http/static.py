"""Files that are known at build time, laid out as responses (RFC 9110: 8.8.3 entity tags, 12.5.3
content codings, 13 conditions, 14 ranges).

`site` reads a folder at import. What is asked for most, a whole file by GET on a connection that
stays open, is one prepared run of bytes with its head.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from pathlib import Path

from naja.http.message import Request, Response, framing_of, rest_of_head

_WORTH = 0.9  # a coding is kept if it saves a tenth
_INDEX = "index.html"


class Page:
    """One file. compressed: the same in gzip, or empty."""

    body: bytes
    compressed: bytes
    content_type: str
    tag: str
    _plain: Response
    _gzip: Response

    def __init__(self, body: bytes, content_type: str) -> None:
        self.body = body
        self.content_type = content_type
        packed = gzip.compress(body, 9, mtime=0)
        self.compressed = packed if len(packed) < _WORTH * len(body) else b""
        self.tag = hashlib.sha256(body).hexdigest()[:16]
        self._plain = self._response(body, "")
        self._gzip = self._response(self.compressed, "gzip")

    def _response(self, body: bytes, coding: str) -> Response:
        response = Response(body, 200, self.content_type)
        self._describe(response, coding)
        response.prepared = rest_of_head(response, framing_of(response)) + body
        return response

    def _describe(self, response: Response, coding: str) -> None:
        tag = f'"{self.tag}-{coding}"' if coding != "" else f'"{self.tag}"'
        response.headers.append(("etag", tag))
        response.headers.append(("accept-ranges", "bytes"))
        if len(self.compressed) != 0:
            response.headers.append(("vary", "accept-encoding"))
        if coding != "":
            response.headers.append(("content-encoding", coding))

    def answer(self, request: Request) -> Response:
        """The response to GET or HEAD."""
        headers = request.headers
        chosen = self._plain
        coding = ""
        if len(self.compressed) != 0 and accepts_gzip(headers.joined("accept-encoding")):
            chosen = self._gzip
            coding = "gzip"
        condition = headers.joined("if-match")
        if condition is not None and not self._matches(condition, strongly=True):
            return Response(b"", 412)
        condition = headers.joined("if-none-match")
        if condition is not None and self._matches(condition, strongly=False):
            unchanged = Response(b"", 304)
            self._describe(unchanged, coding)
            return unchanged
        asked = headers.get("range")
        if asked is not None and request.method == "GET" and self._is_current(request):
            part = self._part(asked)
            return part if part is not None else chosen
        return chosen

    def _matches(self, condition: str, strongly: bool) -> bool:
        """Whether one of the tags is of the page, in whatever coding (13.1.1, 13.1.2)."""
        if condition.strip() == "*":
            return True
        for part in condition.split(","):
            tag = part.strip()
            if not strongly:
                tag = tag.removeprefix("W/")
            if tag in (f'"{self.tag}"', f'"{self.tag}-gzip"'):
                return True
        return False

    def _is_current(self, request: Request) -> bool:
        """If-Range, by the strong comparison (13.1.5)."""
        condition = request.headers.get("if-range")
        return condition is None or condition == f'"{self.tag}"'

    def _part(self, asked: str) -> Response | None:
        """A single range (14.2). None for several, and for units that are not known."""
        if not asked.lower().startswith("bytes=") or "," in asked:
            return None
        first, dash, last = asked[6:].strip().partition("-")
        size = len(self.body)
        if dash == "" or not is_number(first) or not is_number(last) or first + last == "":
            return None
        if first == "":
            start, end = max(size - int(last), 0), size
        else:
            start = int(first)
            end = min(int(last) + 1, size) if last != "" else size
            if last != "" and int(last) < start:
                return None
        if start >= end:
            refused = Response(b"", 416)
            refused.headers.append(("content-range", f"bytes */{size}"))
            return refused
        part = Response(self.body[start:end], 206, self.content_type)
        self._describe(part, "")
        part.headers.append(("content-range", f"bytes {start}-{end - 1}/{size}"))
        return part


def is_number(text: str) -> bool:
    """Whether the text is empty or up to 15 decimal digits."""
    return text == "" or (len(text) <= 15 and text.isascii() and text.isdigit())


def accepts_gzip(value: str | None) -> bool:
    """Whether Accept-Encoding allows gzip, by its name or else by `*`, and does not like the plain
    form better (12.5.3)."""
    if value is None:
        return False
    gzip_weight = -1
    any_weight = 0
    plain_weight = 0
    for part in value.split(","):
        coding, _, parameters = part.partition(";")
        name = coding.strip().lower()
        if name in ("gzip", "x-gzip"):
            gzip_weight = _weight(parameters)
        elif name == "*":
            any_weight = _weight(parameters)
        elif name == "identity":
            plain_weight = _weight(parameters)
    if gzip_weight < 0:
        gzip_weight = any_weight
    return gzip_weight > 0 and gzip_weight >= plain_weight


def _weight(parameters: str) -> int:
    """A quality value in thousandths (12.4.2); 0 for what is none."""
    text = parameters.strip().lower()
    if text == "":
        return 1000
    whole, _, digits = text.removeprefix("q=").partition(".")
    if not text.startswith("q=") or whole not in ("0", "1") or len(digits) > 3:
        return 0
    if not is_number(digits):
        return 0
    return min(int(whole) * 1000 + int((digits + "000")[:3]), 1000)


def site(folder: str) -> dict[str, Page]:
    """The files of a folder by path; `index.html` is also its folder's. Raises OSError."""
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"{folder} is not a folder with files to serve")
    pages: dict[str, Page] = {}
    for file in sorted(root.rglob("*")):
        if file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            if kind.startswith("text/"):
                kind += "; charset=utf-8"
            page = Page(file.read_bytes(), kind)
            path = "/" + file.relative_to(root).as_posix()
            pages[path] = page
            if file.name == _INDEX:
                pages[path.removesuffix(_INDEX)] = page
    return pages
