"""The clients that people have, against a compiled server: curl, wrk, h2load, ab, and Python's.

Few connections at once: the user network takes two that wait, and a third tries again after a
second, three, seven.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.test_http import ROOT, SECONDS, Client, built, serving

PROGRAM = ROOT / "tests" / "conformance" / "http" / "served"
FILE = b"0123456789" * 100
PIPELINE = 'function init() request = function() return wrk.format("GET", "/"):rep(16) end end'


@pytest.fixture(scope="module")
def port(images) -> Iterator[int]:  # type: ignore[no-untyped-def]
    with serving("spt", built(images, PROGRAM, "spt"), PROGRAM) as running:
        yield running.port


def run(*words: str, stdin: bytes = b"") -> bytes:
    """What a tool of `make setup` prints."""
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not installed")
    done = subprocess.run(words, input=stdin, capture_output=True, timeout=3 * SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def curl(port: int, path: str, *words: str, stdin: bytes = b"") -> bytes:
    return run("curl", "-sS", *words, f"http://127.0.0.1:{port}{path}", stdin=stdin)


def test_curl_asks(port: int) -> None:
    assert curl(port, "/") == b"page"
    assert curl(port, "/", "--http1.0") == b"page"
    assert curl(port, "/", "--http2") == b"page"  # an upgrade that is declined
    assert b"content-length: 1000\r\n" in curl(port, "/file", "-I")
    assert curl(port, "/path/a%20b", "-G", "--data-urlencode", "q=c d") == b'"a b c d"'
    assert curl(port, "/none", "-w", "%{http_code}").endswith(b"404")
    assert curl(port, "/stream") == b"onetwo"
    assert curl(port, "/stream", "--http1.0") == b"onetwo"


def test_curl_keeps_its_connection(port: int) -> None:
    url = f"http://127.0.0.1:{port}"
    counted = curl(port, "/", f"{url}/stream", f"{url}/file", "-w", "<%{num_connects}>")
    assert re.findall(rb"<(\d)>", counted) == [b"1", b"0", b"0"]
    many = [f"{url}/path/{number}" for number in range(100)]
    answers = curl(port, "/path/x", "--parallel", "--parallel-max", "4", *many)
    assert sorted(re.findall(rb'"(\w+) "', answers)) == sorted(
        [b"x", *[b"%d" % number for number in range(100)]]
    )


def test_curl_asks_for_parts_and_for_less(port: int, tmp_path: Path) -> None:
    assert curl(port, "/file", "-r", "5-9") == b"56789"
    assert curl(port, "/file", "-r", "-3") == b"789"
    assert curl(port, "/file", "-r", "0-1,4-5") == FILE
    assert curl(port, "/file", "--compressed") == FILE
    assert len(curl(port, "/file", "-H", "Accept-Encoding: gzip")) < 100
    begun = tmp_path / "file"
    begun.write_bytes(FILE[:300])
    curl(port, "/file", "-C", "-", "-o", str(begun))
    assert begun.read_bytes() == FILE
    tag = str(tmp_path / "tag")
    assert curl(port, "/file", "--etag-save", tag) == FILE
    assert curl(port, "/file", "--etag-compare", tag, "-w", "%{http_code}") == b"304"


def test_curl_sends(port: int) -> None:
    large = b"0123456789" * 50000
    answer = b"<" + large + b">"
    body = ["-X", "POST", "-H", "Content-Type: text/plain", "--data-binary", "@-"]
    assert curl(port, "/body", *body, stdin=large) == answer
    assert curl(port, "/body", *body, "-H", "Expect: 100-continue", stdin=large) == answer
    chunked = ["-X", "POST", "-T", "-", "-H", "Transfer-Encoding: chunked"]
    assert curl(port, "/body", *chunked, stdin=large) == answer
    refused = curl(port, "/body", *body, "-w", "%{http_code}", stdin=bytes(3 << 20))
    assert refused.startswith(b"413 Content Too Large: ") and refused.endswith(b"413")
    assert curl(port, "/thing", "-X", "DELETE", "-w", "%{http_code}") == b"204"
    assert b"allow: POST" in curl(port, "/body", "-X", "OPTIONS", "-i")


def test_wrk(port: int, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{port}/"
    script = tmp_path / "pipeline.lua"
    script.write_text(PIPELINE)
    for more in ([], ["-H", "Connection: close"], ["-s", str(script)]):
        said = run("wrk", "-t1", "-c8", "-d1s", *more, url).decode()
        found = re.search(r"(\d+) requests in", said)
        assert found and int(found[1]) > 100
        assert "Socket errors" not in said and "Non-2xx" not in said


@pytest.mark.parametrize("path", ["/", "/stream", "/file"])
def test_h2load(path: str, port: int) -> None:
    words = ["--h1", "-n", "2000", "-c", "4", "-m", "8"]
    said = run("h2load", *words, f"http://127.0.0.1:{port}{path}").decode()
    assert "2000 succeeded, 0 failed, 0 errored, 0 timeout" in said
    assert "status codes: 2000 2xx" in said


def test_ab(port: int, tmp_path: Path) -> None:
    body = tmp_path / "body"
    body.write_bytes(b"x" * 5000)
    for path, more in (("/", []), ("/", ["-k"]), ("/body", ["-p", str(body), "-T", "text/plain"])):
        said = run("ab", "-q", "-n", "500", "-c", "4", *more, f"http://127.0.0.1:{port}{path}")
        assert re.search(rb"Complete requests: +500\n", said)
        assert re.search(rb"Failed requests: +0\n", said) and b"Non-2xx" not in said


def test_pythons_own(port: int) -> None:
    url = f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{url}/file", timeout=SECONDS) as answer:
        assert (answer.status, answer.read()) == (200, FILE)
    with urllib.request.urlopen(f"{url}/body", data=b"a=b", timeout=SECONDS) as answer:
        assert answer.read() == b"<a=b>"
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(f"{url}/thing", timeout=SECONDS)
    client = Client(port)
    for number in range(50):
        assert client.ask("GET", f"/path/{number}") == (200, b'"%d "' % number)
        assert client.ask("HEAD", "/stream") == (200, b"")
        assert client.ask("DELETE", "/thing") == (204, b"")
    client.http.request("POST", "/body", iter([b"a", b"bc"]), encode_chunked=True)
    assert client.http.getresponse().read() == b"<abc>"
