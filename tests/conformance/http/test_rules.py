"""The rules of rules.py, and conditional requests, of a server under CPython and as an image."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.http.rules import ALL, PROBE, Rule, get
from tests.integration.test_http import built, serving

PROGRAM = Path(__file__).parent / "served"
SECONDS = 20


@pytest.fixture(scope="module", params=["host", "spt"])
def port(request: pytest.FixtureRequest, images) -> Iterator[int]:  # type: ignore[no-untyped-def]
    target = str(request.param)
    with serving(target, built(images, PROGRAM, target), PROGRAM) as running:
        yield running.port


def exchanged(port: int, data: bytes) -> bytes:
    """All that comes back until the server closes."""
    got = bytearray()
    with socket.create_connection(("127.0.0.1", port), SECONDS) as client:
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        while piece := client.recv(65536):
            got += piece
    return bytes(got)


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


@pytest.mark.parametrize("rule", ALL, ids=[f"rfc{rule.name}" for rule in ALL])
def test_rule(rule: Rule, port: int) -> None:
    answer = exchanged(port, rule.sent + PROBE)
    assert statuses(answer) == (rule.statuses if rule.closed else [*rule.statuses, 200])
    assert rule.closed or answer.endswith(b"<probe> None")
    for part in rule.has:
        assert part in answer
    own = answer if rule.closed else answer[: answer.rindex(b"HTTP/1.1 ")]
    for part in rule.lacks:
        assert part not in own


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in ALL}) == len(ALL) > 150


def tag(port: int, *fields: str) -> str:
    """The entity tag of the file, in the form that the fields ask for."""
    answer = exchanged(port, get("/file", "Connection: close", *fields))
    found = re.search(rb"etag: (\"[^\"]+\")\r\n", answer)
    assert found
    return found[1].decode()


def asked(port: int, *fields: str, method: str = "GET") -> int:
    (status,) = statuses(exchanged(port, get("/file", "Connection: close", *fields, method=method)))
    return status


def test_rfc9110_8_8_3_tags_differ_by_coding(port: int) -> None:
    assert tag(port) != tag(port, "Accept-Encoding: gzip")


def test_rfc9110_13_1_1_if_match(port: int) -> None:
    own = tag(port)
    assert asked(port, f"If-Match: {own}") == 200
    assert asked(port, f'If-Match: "x", {own}') == 200
    assert asked(port, "If-Match: *") == 200
    assert asked(port, 'If-Match: "x"') == 412
    assert asked(port, f"If-Match: W/{own}") == 412


def test_rfc9110_13_1_2_if_none_match(port: int) -> None:
    own = tag(port)
    for method in ("GET", "HEAD"):
        assert asked(port, f"If-None-Match: {own}", method=method) == 304
    assert asked(port, f"If-None-Match: W/{own}") == 304
    assert asked(port, 'If-None-Match: "x"', f"If-None-Match: {own}") == 304
    assert asked(port, "If-None-Match: *") == 304
    assert asked(port, 'If-None-Match: "x"') == 200


def test_rfc9110_13_1_5_if_range(port: int) -> None:
    own = tag(port)
    assert asked(port, "Range: bytes=0-1", f"If-Range: {own}") == 206
    assert asked(port, "Range: bytes=0-1", f"If-Range: W/{own}") == 200


def test_rfc9110_13_2_2_precedence(port: int) -> None:
    own = tag(port)
    known = f"If-None-Match: {own}"
    assert asked(port, 'If-Match: "x"', known) == 412
    assert asked(port, f"If-Match: {own}", known) == 304
    assert asked(port, known, "Range: bytes=0-1", f"If-Range: {own}") == 304
    assert asked(port, 'If-Match: "x"', "Range: bytes=0-1") == 412
    assert asked(port, f"If-Match: {own}", 'If-None-Match: "x"', "Range: bytes=0-1") == 206


def test_rfc9110_15_4_5_not_modified_has_the_fields_of_the_answer(port: int) -> None:
    answer = exchanged(port, get("/file", f"If-None-Match: {tag(port)}", "Connection: close"))
    for name in (b"etag", b"vary", b"date"):
        assert b"\r\n" + name + b": " in answer
    assert b"content-length" not in answer and answer.endswith(b"\r\n\r\n")


def test_rfc9110_10_1_1_a_body_is_asked_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), SECONDS) as client:
        fields = ("Content-Length: 3", "Expect: 100-continue", "Connection: close")
        client.sendall(get("/body", *fields, method="POST"))
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"abc")
        answer = bytearray()
        while piece := client.recv(1000):
            answer += piece
        assert answer.endswith(b"<abc>")


def test_rfc9110_15_5_14_an_expected_body_that_is_too_long_is_refused_at_once(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), SECONDS) as client:
        client.sendall(get("/body", "Content-Length: 9999999", "Expect: 100-continue"))
        assert client.recv(1000).startswith(b"HTTP/1.1 413 ")
