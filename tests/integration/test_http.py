"""A server of naja.http on every target: streams, slow and failing handlers, counts, the end."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).parent / "http"
TOOLS = {"host": [], "spt": ["slirp4netns"], "virtio": ["qemu-system-x86_64"]}
SECONDS = 20
SHORT = ["REQUEST_SECONDS", "IDLE_SECONDS", "WRITE_SECONDS", "LINGER_SECONDS", "SHUTDOWN_SECONDS"]


@dataclass
class Running:
    """A server: its port, its process, its standard error, which a thread reads, and its output.
    They are apart because the two of a virtual machine write into each other's lines."""

    port: int
    process: subprocess.Popen[str]
    lines: list[str]
    reader: threading.Thread
    output: TextIO

    def ended(self) -> str:
        """All that it said, once it has ended by itself."""
        assert self.process.wait(SECONDS) == 0
        self.reader.join(SECONDS)
        self.output.seek(0)
        return "".join(self.lines) + self.output.read()


@contextmanager
def serving(target: str, image: Callable[[], Path], program: Path) -> Iterator[Running]:
    """Run a program on a target."""
    if missing := [tool for tool in TOOLS[target] if not shutil.which(tool)]:
        pytest.skip(f"{target} needs {' and '.join(missing)}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, str(program / "main.py"), str(port)]
    if target != "host":
        run = ["run", str(image()), "-p", f"{port}:80", "-m", "16M"]
        command = [sys.executable, "-m", "naja.cli.main", *run]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    with (
        tempfile.TemporaryFile("w+") as output,
        subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stderr is not None
        lines: list[str] = []
        reader = threading.Thread(target=lines.extend, args=(process.stderr,))
        try:
            assert "listening" in process.stderr.readline()
            reader.start()
            yield Running(port, process, lines, reader, output)
        finally:
            if process.poll() is None:
                process.terminate()
            if reader.is_alive():
                reader.join(SECONDS)


def built(images, program: Path, target: str) -> Callable[[], Path]:  # type: ignore[no-untyped-def]
    def image() -> Path:
        return Path(images.image(program, target, "dev"))

    return image


class Client:
    """A connection that stays open, and its answers."""

    def __init__(self, port: int) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)

    def ask(self, method: str, target: str, body: bytes = b"") -> tuple[int, bytes]:
        fields = {"Content-Type": "application/json"} if body else {}
        self.http.request(method, target, body or None, fields)
        answer = self.http.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_a_server(target: str, images) -> None:  # type: ignore[no-untyped-def]
    with serving(target, built(images, PROGRAM, target), PROGRAM) as running:
        port = running.port
        client = Client(port)
        streams(client, port)
        bodies(client, port)
        in_order(port)
        mistakes(client)
        status, metrics = client.ask("GET", "/metrics")
        assert status == 200 and b'http_requests_total{code="418"} 1\n' in metrics
        assert client.ask("POST", "/end") == (200, b"ending")
        logged(running.ended())


def streams(client: Client, port: int) -> None:
    expected = b"".join(b"%d\n" % number for number in range(30000))
    assert client.ask("GET", "/count/30000") == (200, expected)
    assert client.ask("GET", "/count/0") == (200, b"")
    assert client.ask("HEAD", "/count/5") == (200, b"")
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        Client(port).ask("GET", "/broken")


def bodies(client: Client, port: int) -> None:
    data = bytes(range(256)) * 1000
    assert client.ask("POST", "/body", data) == (200, b"%d %d" % (len(data), sum(data)))
    client.http.request("POST", "/body?x-a=1%202", iter([b"ab", b"c"]), encode_chunked=True)
    answer = client.http.getresponse()
    assert (answer.read(), answer.headers["x-a"]) == (b"3 294", "1 2")
    assert Client(port).ask("POST", "/body?x=%0d%0ay", b"a")[0] == 500
    assert Client(port).ask("POST", "/body", bytes(1 << 21))[0] == 413


def in_order(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), SECONDS) as client:
        for name in ("a?ms=30", "b?ms=1", "c"):
            client.sendall(f"GET /slow/{name} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    assert re.findall(rb'"(.)"', answer) == [b"a", b"b", b"c"]


def mistakes(client: Client) -> None:
    assert client.ask("GET", "/fail") == (500, b"500 Internal Server Error\n")
    assert client.ask("GET", "/teapot") == (418, b"418 short and stout\n")
    assert client.ask("GET", "/none")[0] == 404
    assert client.ask("GET", "/slow/a?ms=x")[0] == 422


def logged(output: str) -> None:
    assert "ValueError: a mistake" in output and "ValueError: no more" in output
    line = (
        r'[\d.]+ - - \[\d\d/\w{3}/\d{4}:[\d:]{8} \+0000\] "GET /count/30000 HTTP/1\.1" 200 168890'
    )
    assert re.search(line, output)
    assert output.endswith("ended\n")


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_the_rest_example(target: str, images) -> None:  # type: ignore[no-untyped-def]
    program = ROOT / "examples" / "rest"
    with serving(target, built(images, program, target), program) as running:
        client = Client(running.port)
        first = b'{"id":1,"draft":{"title":"\xc3\xbcben","done":false,"tags":["a"],"weight":null}}'
        second = b'{"id":2,"draft":{"title":"x","done":true,"tags":[],"weight":2.5}}'
        given = b'{"title": "\\u00fcben", "tags": ["a"]}'
        assert client.ask("POST", "/tasks", given) == (201, first)
        given = b'{"weight": 2.5, "done": true, "title": "x", "more": [{}]}'
        assert client.ask("POST", "/tasks", given) == (201, second)
        assert client.ask("GET", "/tasks") == (200, b"[" + first + b"," + second + b"]")
        assert client.ask("GET", "/tasks?done=false&tag=a") == (200, b"[" + first + b"]")
        assert client.ask("GET", "/tasks?limit=0") == (200, b"[]")
        assert client.ask("GET", "/tasks/2") == (200, second)
        assert client.ask("GET", "/tasks/3") == (404, b"404 there is no task 3\n")
        changed = second.replace(b'"x"', b'"y"')
        given = b'{"title": "y", "done": true, "weight": 25e-1}'
        assert client.ask("PUT", "/tasks/2", given) == (200, changed)
        assert client.ask("GET", "/tasks.txt") == (200, "[ ] 1 üben\n[x] 2 y\n".encode())
        wrong = b'{"detail":[{"loc":["body","title"],"msg":"a string is expected"}]}'
        assert client.ask("PUT", "/tasks/2", b'{"title": 1}') == (422, wrong)
        assert client.ask("DELETE", "/tasks/1") == (204, b"")
        assert client.ask("DELETE", "/tasks/1")[0] == 404
        assert client.ask("PATCH", "/tasks/1")[0] == 405
        assert client.ask("GET", "/healthz") == (200, b"ok\n")


def test_damaged_requests_are_read_as_under_cpython(same_as_host) -> None:  # type: ignore[no-untyped-def]
    program = PROGRAM / "parsing.py"
    assert same_as_host(program, "spt", arguments=["5000", "9110"]).status == 0


def test_peers_that_hold_on(tmp_path: Path) -> None:
    """With deadlines of a second: trickled requests and bodies are refused, silent and idle peers
    closed, peers that do not read reset; another client is served meanwhile. A shutdown waits no
    longer either."""
    image = tmp_path / "short.spt"

    def short() -> Path:
        options = [word for name in SHORT for word in ("--option", f"http.{name}=1")]
        command = [sys.executable, "-m", "naja.cli.main", "build", str(PROGRAM), "-o", str(image)]
        command += ["--target", "spt", "--profile", "dev", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return image

    with serving("spt", short, PROGRAM) as running:
        port = running.port

        def connected(data: bytes) -> socket.socket:
            peer = socket.create_connection(("127.0.0.1", port), SECONDS)
            peer.sendall(data)
            return peer

        begun = time.monotonic()
        silent = [connected(b"") for _ in range(3)]
        trickling = [connected(b"GET / HTTP/1.1\r\nHost: ") for _ in range(3)]
        bodies = [
            connected(b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab")
            for _ in range(3)
        ]
        chunks = b"POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
        bodies += [connected(chunks), connected(chunks + b"9")]
        deaf = connected(b"GET /count/3000000 HTTP/1.1\r\nHost: a\r\n\r\n")
        deafer = connected(b"GET /count/50000 HTTP/1.1\r\nHost: a\r\n\r\n" * 100)
        assert Client(port).ask("GET", "/slow/a?ms=1") == (200, b'"a"')
        assert [received(peer) for peer in silent] == [b""] * 3
        for peer in trickling + bodies:
            assert received(peer).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert time.monotonic() - begun < SECONDS
        client = Client(port)
        while client.ask("GET", "/metrics")[1].count(b"http_connections 1\n") == 0:
            assert time.monotonic() - begun < SECONDS
        assert len(received(deaf)) < 3_000_000 * 6
        assert len(received(deafer)) < 50_000 * 5 * 100
        ending(running, connected)


@pytest.mark.parametrize("target", ["host", "spt"])
def test_sigterm_lets_requests_end(target: str, images) -> None:  # type: ignore[no-untyped-def]
    with serving(target, built(images, PROGRAM, target), PROGRAM) as running:
        with socket.create_connection(("127.0.0.1", running.port), SECONDS) as client:
            client.sendall(b"HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
            client.sendall(b"GET /slow/soon?ms=600 HTTP/1.1\r\nHost: a\r\n\r\n")
            assert client.recv(1000).startswith(b"HTTP/1.1 200 ")
            running.process.send_signal(signal.SIGTERM)
            assert b'"soon"' in received(client)
        assert running.ended().endswith("ended\n")


def ending(running: Running, connected: Callable[[bytes], socket.socket]) -> None:
    """What runs when a shutdown begins is answered, on connections that end; what takes too long
    is not."""
    begun = time.monotonic()
    idle = connected(b"HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
    assert idle.recv(1000).startswith(b"HTTP/1.1 200 ")
    soon = connected(b"GET /held/soon?ms=100 HTTP/1.1\r\nHost: a\r\n\r\n" * 2)
    late = connected(b"GET /slow/late?ms=100000 HTTP/1.1\r\nHost: a\r\n\r\n")
    streaming = connected(b"GET /count/5000 HTTP/1.1\r\nHost: a\r\n\r\n")
    streaming.recv(1)
    last = connected(b"POST /end HTTP/1.1\r\nHost: a\r\n\r\n")
    assert b"\r\nconnection: close\r\n" in received(last)
    answer = received(soon)
    assert answer.count(b'"soon"') == 1 and b"\r\nconnection: close\r\n" in answer
    assert received(streaming).endswith(b"4999\n\r\n0\r\n\r\n")
    assert received(late) == received(idle) == b""
    assert running.ended().endswith("ended\n")
    assert time.monotonic() - begun < SECONDS


def received(peer: socket.socket) -> bytes:
    """What came until the connection ended."""
    got = bytearray()
    with peer:
        try:
            while part := peer.recv(65536):
                got += part
        except ConnectionResetError:
            pass
    return bytes(got)
