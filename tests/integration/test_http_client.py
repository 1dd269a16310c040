"""The client of naja.http on every target, against servers that keep the rules and servers that do
not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.scripted import Script, Scripted, scripted

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).parent / "http" / "client.py"
TOOLS = {"host": [], "spt": ["slirp4netns"], "virtio": ["qemu-system-x86_64"]}
SECONDS = 60
OK = b"HTTP/1.1 200 OK\r\n"
ABC = b"Content-Length: 3\r\n\r\nabc"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
ODD = "ProtocolError "
NAME = ODD + "a header field has no sound name"
LINE = ODD + "a line ends without CR"
CUT = "ReadError the connection ended before the response did"

# path: what the server does, what the client makes of it
READ: dict[str, tuple[Script, str]] = {
    "/length": ([OK + ABC, "keep"], "200 OK b'abc'"),
    "/chunks": ([CHUNKED + b"1\r\na\r\n2;x=y\r\nbc\r\n0\r\nT: u\r\n\r\n", "keep"], "200 OK b'abc'"),
    "/until-close": ([OK + b"\r\nabc", "close"], "200 OK b'abc'"),
    "/old": ([b"HTTP/1.0 200\r\n" + ABC, "close"], "200  b'abc'"),
    "/no-content": ([b"HTTP/1.1 204 No\r\nContent-Length: 3\r\n\r\n", "keep"], "204 No b''"),
    "/not-modified": ([b"HTTP/1.1 304 Not\r\nContent-Length: 3\r\n\r\n", "keep"], "304 Not b''"),
    "/interim": (
        [b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 3 + OK + ABC, "keep"],
        "200 OK b'abc'",
    ),
    "/folded": ([OK + b"X: a\r\n b\r\n" + ABC, "keep"], "200 OK b'abc'"),
    "/nothing": (["close"], CUT),
    "/half-head": ([OK + b"X: y\r\n", "close"], CUT),
    "/short": ([OK + b"Content-Length: 5\r\n\r\nabc", "close"], CUT),
    "/short-chunk": ([CHUNKED + b"5\r\nabc", "close"], CUT),
    "/no-last-chunk": ([CHUNKED + b"3\r\nabc\r\n", "close"], CUT),
    "/no-trailer-end": ([CHUNKED + b"3\r\nabc\r\n0\r\nX: y\r\n", "close"], CUT),
    "/reset": ([OK + b"\r\nabc", "wait", "reset"], CUT),
    "/only-interim": ([b"HTTP/1.1 100 Continue\r\n\r\n", "close"], CUT),
    "/noise": ([bytes(range(256)) + b"\r\n" * 2, "hang"], ODD + "what came is no HTTP response"),
    "/http2": ([b"HTTP/2.0 200\r\n\r\n", "hang"], ODD + "the version is not HTTP/1.1"),
    "/two-lengths": (
        [OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", "hang"],
        ODD + "there are two different Content-Length",
    ),
    "/both": (
        [OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "hang"],
        ODD + "Transfer-Encoding must come alone, in HTTP/1.1",
    ),
    "/gzip-coding": (
        [OK + b"Transfer-Encoding: gzip\r\n\r\n", "hang"],
        ODD + "a transfer coding other than chunked",
    ),
    "/switching": (
        [b"HTTP/1.1 101 X\r\nUpgrade: y\r\n\r\n", "hang"],
        ODD + "another protocol was not asked for",
    ),
    "/bad-chunk": ([CHUNKED + b"xyz\r\n", "hang"], ODD + "a chunk has no sound size"),
    "/huge-chunk": ([CHUNKED + b"fffffffff\r\n", "hang"], ODD + "a chunk has no sound size"),
    "/long-chunk": ([CHUNKED + b"1\r\nabc", "hang"], ODD + "a chunk is longer than its size"),
    "/name-space": ([OK + b"X : y\r\n" + ABC, "hang"], NAME),
    "/bare-lf": ([b"HTTP/1.1 200 OK\nContent-Length: 0\n\n", "hang"], LINE),
    "/long-head": (
        [OK + b"X: " + b"a" * 70000, "hang"],
        "ResponseTooLarge the header fields are too long",
    ),
    "/endless-head": (
        [OK + b"X: 0123456789\r\n" * 20, "endless"],
        "ResponseTooLarge the header fields are too long",
    ),
    "/many-fields": (
        [OK + b"X: y\r\n" * 300 + b"\r\n", "hang"],
        "ResponseTooLarge there are too many header fields",
    ),
    "/endless-interim": (
        [b"HTTP/1.1 100 Continue\r\n\r\n" * 4, "endless"],
        "ResponseTooLarge there are too many interim responses",
    ),
    "/huge": (
        [OK + b"Content-Length: 999999999999\r\n\r\n", "hang"],
        "ResponseTooLarge the body is longer than 16777216 bytes",
    ),
    "/endless-body": (
        [OK + b"\r\n" + bytes(1000), "endless"],
        "ResponseTooLarge the body is longer than 16777216 bytes",
    ),
}

WHICH = OK + b"Content-Length: 10\r\n\r\nCONNECTION"
TAKEN = OK + b"Content-Length: 4\r\n\r\nBODY"


def to(status: int, place: bytes) -> Script:
    head = b"HTTP/1.1 %d X\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % (status, place)
    return ["body", head, "keep"]


OTHERS: dict[str, Script] = {
    "/large": [OK + b"Content-Length: 3000000\r\n\r\n" + bytes(3000000), "keep"],
    "/which": [WHICH, "keep"],
    "/which-body": ["body", WHICH, "keep"],
    "/head": [OK + b"Connection: close\r\n" + ABC, "keep"],
    "/unasked": [OK + ABC + OK + ABC, "keep"],
    "/stale": [OK + ABC, "deaf"],
    "/body": ["body", TAKEN, "keep"],
    "/early": [b"HTTP/1.1 413 Too Large\r\nConnection: close\r\n" + ABC, "hang"],
    "/expect": [b"HTTP/1.1 100 Continue\r\n\r\n", "body", TAKEN, "keep"],
    "/expect-none": ["body", TAKEN, "keep"],
    "/expect-no": [b"HTTP/1.1 417 No\r\n" + ABC, "hang"],
    **{f"/{status}": to(status, b"body") for status in (301, 302, 303, 307, 308)},
    "/loop": to(302, b"/loop?x"),
    "/to-https": to(302, b"https://127.0.0.1/"),
    "/to-nothing": to(302, b"http://"),
    "/404": [b"HTTP/1.1 404 Not Found\r\n" + ABC, "keep"],
    "/hang": ["hang"],
    "/hang-head": [OK, "hang"],
    "/hang-body": [OK + b"Content-Length: 5\r\n\r\nabc", "hang"],
    "/drip": [CHUNKED, *[b"1\r\na\r\n", "wait"] * 8, "hang"],
    "/slow": ["wait", OK + ABC, "keep"],
}

EXPECTED = """\
open 0
large 3000000
kept /which: 200 OK b'0000000030'
kept /which: 200 OK b'0000000030'
kept /head: 200 OK b'abc'
kept /unasked: 200 OK b'abc'
kept /which: 200 OK b'0000000032'
kept HEAD: 200 OK b''
open 1
stale GET: 200 OK b'0000000034'
stale PUT: 200 OK b'0000000035'
stale POST: ReadError the connection ended before the response did
stale pieces: ReadError the connection ended before the response did
open 0
text: 200 OK b'0002'
json: 200 OK b'0008'
large: 200 OK b'1000'
pieces: 200 OK b'8890'
empty: 200 OK b'0000'
early: 413 Too Large b'abc'
/expect: 200 OK b'0010'
/expect-none: 200 OK b'0010'
/expect-no: 417 No b'abc'
pieces fail: no more
open 0
'X\\r\\n' is no name of a header field
X: 'a\\r\\nY: b' cannot be sent as a header field
Content-Length is set by the client
'' is no name of a header field
'GET /' is no method
'' is no method
CONNECT is not here
'a\\r\\n' is no method
'https://a/': InvalidURL 'https://a/': the scheme must be http
'a': InvalidURL 'a' does not begin with http://
'http://a:b/': InvalidURL 'b' is no port
'http://u@a/': InvalidURL a URL with a user or password is not sent: use a header field
'http://a\\r\\n/': InvalidURL 'a\\r\\n' is no host
404 404 Not Found
the body was not read: await response.aread()
10 True
not followed: 302 X b''
/301: 200 OK b'0000'
/302: 200 OK b'0000'
/303: 200 OK b'0000'
/307: 200 OK b'0003'
/308: 200 OK b'0003'
pieces: ReadError a redirect asks for a body that was sent in pieces and is gone
to 303: 200 OK b''
/loop: TooManyRedirects
/to-https: InvalidURL 'https://127.0.0.1/': the scheme must be http
/to-nothing: InvalidURL '' is no host
/to-other: 200 OK b'0000'
/hang: RequestTimeout read: no progress within 0.2 s
/hang-head: RequestTimeout read: no progress within 0.2 s
/hang-body: RequestTimeout read: no progress within 0.2 s
total: RequestTimeout total: no progress within 0.5 s
cancelled True
left 200
open 1
at once 2
pool: RequestTimeout pool: no progress within 0.1 s
freed: 200 OK b'0000000051'
nobody: ConnectError
the client is closed
"""


def run(target: str, image: Callable[[], Path], program: Path, *words: str) -> tuple[str, str, int]:
    """What a program prints, says on standard error, and gives."""
    if missing := [tool for tool in TOOLS[target] if not shutil.which(tool)]:
        pytest.skip(f"{target} needs {' and '.join(missing)}")
    command = [sys.executable, str(program), *words]
    if target != "host":
        options = ["--net", "user", "-m", "96M", "--", *words]
        command = [sys.executable, "-m", "naja.cli.main", "run", str(image()), *options]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_a_client_and_odd_servers(target: str, images) -> None:  # type: ignore[no-untyped-def]
    def image() -> Path:
        return Path(images.image(PROGRAM, target, "dev"))

    host = "127.0.0.1" if target == "host" else "10.0.2.2"
    scripts = {path: script for path, (script, _) in READ.items()} | OTHERS
    with scripted(scripts) as other:
        place = b"http://%b:%d/body" % (host.encode(), other.port)
        with scripted({**scripts, "/to-other": to(307, place)}) as server:
            base = f"http://{host}:{server.port}"
            said, errors, status = run(target, image, PROGRAM, base, *READ)
    assert (errors, status) == ("", 0)
    lines = [line.rstrip() for line in said.splitlines()]
    assert lines[: len(READ)] == [f"{path}: {expected}" for path, (_, expected) in READ.items()]
    assert lines[len(READ) :] == EXPECTED.splitlines()
    what_was_asked(server, other)


def what_was_asked(server: Scripted, other: Scripted) -> None:
    """As the servers saw it."""
    by_line = {line: (fields, body) for _, line, fields, body in server.log}
    fields, _ = by_line["GET /length HTTP/1.1"]
    assert sorted(fields) == ["accept", "host", "user-agent"]
    assert fields["host"].endswith(f":{server.port}")
    bodies = [(fields, body) for _, line, fields, body in server.log if "POST /body" in line]
    assert [body for _, body in bodies[:3]] == [
        "ü".encode(),
        b'{"a": 1}',
        b"".join(b"%d\n" % number for number in range(2000)),
    ]
    assert bodies[1][0]["content-type"] == "application/json"
    assert bodies[2][0]["transfer-encoding"] == "chunked"
    assert by_line["PUT /body HTTP/1.1"] == (bodies_fields(1_000_000, server), bytes(1_000_000))
    # a redirect keeps the secret for its own server, and turns POST into GET where it has to
    assert by_line["GET /body HTTP/1.1"][0]["authorization"] == "x"
    assert by_line["HEAD /body HTTP/1.1"][1] == b""
    ((_, line, fields, _),) = other.log
    assert line == "GET /body HTTP/1.1" and fields["x-y"] == "z" and "authorization" not in fields


def bodies_fields(size: int, server: Scripted) -> dict[str, str]:
    """The fields of a plain request with a body."""
    host = next(fields["host"] for _, _, fields, _ in server.log)
    known = {"host": host, "user-agent": "naja", "accept": "*/*"}
    return {**known, "content-length": str(size)}


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_the_fetch_example(target: str, images) -> None:  # type: ignore[no-untyped-def]
    program = ROOT / "examples" / "fetch" / "main.py"

    def image() -> Path:
        return Path(images.image(program, target, "dev"))

    rest = [sys.executable, str(ROOT / "examples" / "rest" / "main.py")]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    host = "127.0.0.1" if target == "host" else "10.0.2.2"
    with subprocess.Popen([*rest, str(port)], env=environment, stderr=subprocess.PIPE) as server:
        assert server.stderr is not None and b"listening" in server.stderr.readline()
        said, errors, status = run(target, image, program, f"http://{host}:{port}")
        server.terminate()
    assert (errors, status) == ("", 0)
    tasks = "added 1: read\nadded 2: write\n2 tasks: read, write\n"
    assert said == tasks + "200, a list of 23 bytes\n404\n"
    said, errors, status = run(target, image, program, f"http://{host}:{port}")
    assert status == 1 and errors.startswith("fetch: ")


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_a_server_and_its_client_in_one_program(target: str, same_as_host) -> None:  # type: ignore[no-untyped-def]
    assert same_as_host(PROGRAM.parent / "both.py", target).status == 0
