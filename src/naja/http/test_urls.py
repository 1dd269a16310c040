"""URLs against RFC 3986, its own examples of references among them, and urllib."""

from __future__ import annotations

from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naja.http.urls import InvalidURL, join, parse, with_parameters


@pytest.mark.parametrize(
    ("text", "authority", "target"),
    [
        ("http://a", "a", "/"),
        ("HTTP://Example.COM:80/", "example.com", "/"),
        ("http://a:8080?x#y", "a:8080", "/?x"),
        ("http://10.0.2.2:/b", "10.0.2.2", "/b"),
        ("http://[::1]:81/", "[::1]:81", "/"),
        ("http://[FE80::1]", "[fe80::1]", "/"),
        ("http://a/b c/ü?q=ü d", "a", "/b%20c/%C3%BC?q=%C3%BC%20d"),
        ("http://a/%7e?%41#f", "a", "/%7e?%41"),
        ("http://a/b/../c/./d/..", "a", "/c/"),
        ("http://a/../..", "a", "/"),
        ('http://a/"<>\\^`{|}', "a", "/%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("http://a/b[1]", "a", "/b%5B1%5D"),
    ],
)
def test_urls(text: str, authority: str, target: str) -> None:
    url = parse(text)
    assert (url.authority(), url.target) == (authority, target)
    assert str(parse(str(url))) == str(url) == f"http://{authority}{target}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not begin with http://"),
        ("/a", "does not begin with http://"),
        ("a:80", "does not begin with http://"),
        ("https://a/", "the scheme must be http"),
        ("http://", "is no host"),
        ("http:///a", "is no host"),
        ("http://:80/", "is no host"),
        ("http://u:p@a/", "user or password"),
        ("http://a b/", "is no host"),
        ("http://a\r\nX: y/", "is no host"),
        ("http://ä/", "is no host"),
        ("http://[a/", "is no host"),
        ("http://[1.2.3.4]/", "is no host"),
        ("http://[::1]x/", "is no host"),
        ("http://a:x/", "is no port"),
        ("http://a:65536/", "is no port"),
        ("http://a:-1/", "is no port"),
        ("http://a:²/", "is no port"),
        ("http://a/\r\nX: y", "no control characters"),
        ("http://a/?\n", "no control characters"),
        ("http://a/" + "a" * 8000, "too long"),
    ],
)
def test_what_is_no_url(text: str, reason: str) -> None:
    with pytest.raises(InvalidURL, match=reason):
        parse(text)


REFERENCES = [
    *["g", "./g", "g/", "/g", "//g", "?y", "g?y", "g;x", "g;x?y", ".", "./", "..", "../", "../g"],
    *["../..", "../../", "../../g", "../../../g", "../../../../g", "/./g", "/../g", "g.", ".g"],
    *["g..", "..g", "./../g", "./g/.", "g/./h", "g/../h", "g;x=1/./y", "g;x=1/../y", "g?y/./x"],
]


@pytest.mark.parametrize("reference", ["", *REFERENCES])
def test_rfc3986_5_4_references(reference: str) -> None:
    base = "http://a/b/c/d;p?q"
    expected = urljoin(base, reference)
    if urlsplit(expected).path == "":
        expected += "/"
    assert str(join(parse(base), reference)) == expected


def test_references_of_redirects() -> None:
    base = parse("http://a:81/b/c?d")
    assert str(join(base, "#e")) == "http://a:81/b/c?d"
    assert str(join(base, "http://x/y:z")) == "http://x/y:z"
    assert str(join(base, "e?f=http://x/")) == "http://a:81/b/e?f=http://x/"
    for refused in ("https://a/", "ftp://a/", "mailto:a@b", "http://u@a/", "//"):
        with pytest.raises(InvalidURL):
            join(base, refused)


@given(st.dictionaries(st.text(), st.text(), min_size=1, max_size=3))
def test_parameters_come_back(parameters: dict[str, str]) -> None:
    sound = {k: v for k, v in parameters.items() if (k + v).isprintable()}
    url = with_parameters(parse("http://a/?x=1"), sound)
    assert url.target.isascii() and " " not in url.target
    expected = [("x", "1"), *sound.items()]
    assert parse_qsl(url.target[2:], keep_blank_values=True) == expected
