"""The appliance, on each target, against the client of the standard library."""

from __future__ import annotations

import gzip
import http.client
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import web_servers as servers

LARGE = b"".join(b"line %d\n" % number for number in range(40000))
PAGES = {"index.html": b"<p>root</p>", "a/index.html": b"<p>a</p>", "large.txt": LARGE}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with files."""
    for name, body in PAGES.items():
        file = tmp_path / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    return tmp_path / "pages"


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_serves_a_folder(target: str, pages: Path, tmp_path: Path) -> None:
    if missing := servers.missing_tools(target):
        pytest.skip(f"{target} needs {' and '.join(missing)}")
    with servers.serving(target, tmp_path, NAJA_WEB_ROOT=str(pages), NAJA_WEB_METRICS="1") as port:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=servers.PATIENCE_S)
        persistent(client)
        conditional(client)
        client.close()
        pipelined(port)
        refused(port)
        counted(port)


def persistent(client: http.client.HTTPConnection) -> None:
    for path, name in (("/", "index.html"), ("/a/", "a/index.html"), ("/large.txt", "large.txt")):
        client.request("GET", path)
        answer = client.getresponse()
        assert (answer.status, answer.read()) == (200, PAGES[name])
        assert answer.headers["date"].endswith(" GMT")
        client.request("HEAD", path)
        answer = client.getresponse()
        assert answer.read() == b"" and int(answer.headers["content-length"]) == len(PAGES[name])
    for method, path, status in (("GET", "/none", 404), ("DELETE", "/", 405)):
        client.request(method, path)
        answer = client.getresponse()
        assert answer.status == status and answer.read() != b""


def conditional(client: http.client.HTTPConnection) -> None:
    client.request("GET", "/large.txt", headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()
    assert gzip.decompress(answer.read()) == LARGE
    client.request("GET", "/large.txt", headers={"If-None-Match": answer.headers["etag"]})
    answer = client.getresponse()
    assert (answer.status, answer.read()) == (304, b"")
    client.request("GET", "/large.txt", headers={"Range": "bytes=100000-199999"})
    answer = client.getresponse()
    assert (answer.status, answer.read()) == (206, LARGE[100000:200000])


def pipelined(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), servers.PATIENCE_S) as client:
        request = b"GET /%s HTTP/1.1\r\nHost: a\r\n%s\r\n"
        client.sendall(request % (b"", b"") * 50 + request % (b"a/", b"Connection: close\r\n"))
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        assert answer.count(b"<p>root</p>") == 50 and answer.endswith(b"<p>a</p>")


def refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), servers.PATIENCE_S) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost : a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1") == 1


def counted(port: int) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=servers.PATIENCE_S)
    client.request("GET", "/metrics")
    lines = client.getresponse().read().decode().splitlines()
    client.close()
    for status in (400, 404, 405):
        assert f'http_requests_total{{code="{status}"}} 1' in lines


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"NAJA_WEB_ROOT": "/none"}, "NAJA_WEB_ROOT: /none is not a folder with files to serve"),
        ({"NAJA_WEB_PORT": "x"}, "NAJA_WEB_PORT is 'x'; it must be a number from 1 to 65535"),
        ({"NAJA_WEB_LOG": "yes"}, "NAJA_WEB_LOG is 'yes'; it must be 0 or 1"),
    ],
)
def test_what_stops_the_build(settings: dict[str, str], reason: str, tmp_path: Path) -> None:
    command = [*servers.NAJA, "build", str(servers.APPLIANCE), "-o", str(tmp_path / "web")]
    done = subprocess.run(
        command, env=servers.environment(**settings), capture_output=True, text=True, check=False
    )
    assert done.returncode != 0 and reason in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_under_cpython_the_same(tmp_path: Path) -> None:
    command = [sys.executable, str(servers.APPLIANCE / "main.py")]
    settings = servers.environment(NAJA_WEB_ROOT=str(tmp_path / "none"))
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "is not a folder with files to serve" in done.stderr
