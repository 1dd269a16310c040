"""Files as responses: conditions, ranges and codings (RFC 9110, 12 to 14)."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from naja.http.message import Request, Response
from naja.http.static import Page, accepts_gzip, site

TEXT = b"To be, or not to be: that is the question. " * 10
TAG = hashlib.sha256(TEXT).hexdigest()[:16]
PAGE = Page(TEXT, "text/plain")
SMALL = Page(b"0123456789", "text/plain")


def ask(page: Page, method: str = "GET", **fields: str) -> Response:
    request = Request(method, "/", "", 1)
    for name, value in fields.items():
        request.headers.add(name.replace("_", "-"), value)
    return page.answer(request)


def field(response: Response, name: str) -> str | None:
    return dict(response.headers).get(name)


def test_a_page() -> None:
    response = ask(PAGE)
    assert response.status == 200 and response.body == TEXT
    assert field(response, "etag") == f'"{TAG}"'
    assert field(response, "content-type") == "text/plain"
    assert field(response, "vary") == "accept-encoding"
    assert response.prepared.endswith(b"content-length: 430\r\n\r\n" + TEXT)


def test_a_page_in_gzip() -> None:
    response = ask(PAGE, accept_encoding="br, gzip")
    assert gzip.decompress(response.body) == TEXT
    assert field(response, "content-encoding") == "gzip"
    assert field(response, "etag") == f'"{TAG}-gzip"'
    assert field(response, "vary") == "accept-encoding"


def test_what_gzip_makes_no_smaller_is_sent_plain() -> None:
    response = ask(SMALL, accept_encoding="gzip")
    assert response.body == b"0123456789"
    assert field(response, "vary") is None


@pytest.mark.parametrize(
    ("value", "accepted"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("x-gzip", True),
        ("GZip", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0.001", True),
        ("gzip ; q=0.5", True),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip", True),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=", False),
        ("gzip;q=x", False),
    ],
)
def test_accept_encoding(value: str | None, accepted: bool) -> None:
    assert accepts_gzip(value) is accepted


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (f'"{TAG}"', 304),
        (f'W/"{TAG}"', 304),
        (f'"{TAG}-gzip"', 304),
        (f'"x", "{TAG}"', 304),
        ("*", 304),
        ('"x"', 200),
        (f'"{TAG}x"', 200),
        (TAG, 200),
        ("", 200),
    ],
)
def test_if_none_match(condition: str, status: int) -> None:
    response = ask(PAGE, if_none_match=condition)
    assert response.status == status
    if status == 304:
        assert response.body == b"" and field(response, "etag") == f'"{TAG}"'


@pytest.mark.parametrize(
    ("condition", "status"),
    [('"x"', 412), (f'W/"{TAG}"', 412), (f'"{TAG}"', 200), (f'"x", "{TAG}"', 200), ("*", 200)],
)
def test_if_match(condition: str, status: int) -> None:
    assert ask(PAGE, if_match=condition).status == status


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=2-4", 2, 5),
        ("bytes=5-", 5, 10),
        ("bytes=-3", 7, 10),
        ("bytes=-99", 0, 10),
        ("bytes=9-99", 9, 10),
        ("Bytes=1-2", 1, 3),
    ],
)
def test_ranges(asked: str, start: int, end: int) -> None:
    response = ask(SMALL, range=asked)
    assert response.status == 206 and response.body == b"0123456789"[start:end]
    assert field(response, "content-range") == f"bytes {start}-{end - 1}/10"
    assert field(response, "etag") is not None and response.prepared == b""


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_ranges_outside(asked: str) -> None:
    response = ask(SMALL, range=asked)
    assert response.status == 416 and field(response, "content-range") == "bytes */10"


@pytest.mark.parametrize(
    "asked",
    ["bytes=", "bytes=-", "bytes=4-2", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "0-1", "bytes=1"],
)
def test_ranges_that_are_ignored(asked: str) -> None:
    response = ask(SMALL, range=asked)
    assert response.status == 200 and response.body == b"0123456789"


def test_ranges_are_of_get_alone() -> None:
    assert ask(SMALL, "HEAD", range="bytes=0-1").status == 200


def test_a_range_of_what_is_also_there_in_gzip_is_of_the_plain_bytes() -> None:
    response = ask(PAGE, range="bytes=0-4", accept_encoding="gzip")
    assert response.status == 206 and response.body == TEXT[:5]
    assert field(response, "content-encoding") is None
    assert field(response, "etag") == f'"{TAG}"'


@pytest.mark.parametrize(
    ("condition", "status"), [(f'"{TAG}"', 206), ('"x"', 200), (f'W/"{TAG}"', 200)]
)
def test_if_range(condition: str, status: int) -> None:
    assert ask(PAGE, range="bytes=0-4", if_range=condition).status == status


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text("<p>")
    (tmp_path / "a" / "index.html").write_text("<b>")
    (tmp_path / "a" / "x y.bin").write_bytes(b"\0")
    pages = site(str(tmp_path))
    assert sorted(pages) == ["/", "/a/", "/a/index.html", "/a/x y.bin", "/index.html"]
    assert pages["/a/"].body == b"<b>"
    assert pages["/"].content_type == "text/html; charset=utf-8"
    assert pages["/a/x y.bin"].content_type == "application/octet-stream"


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is not a folder with files to serve"):
        site(str(tmp_path / "none"))
