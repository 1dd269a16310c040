"""The examples and the templates of `naja new`, as a newcomer runs them.

On every target, with ports published, and in the background."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from naja.cli.targets import best_target

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TEXT = b"To be, or not to be:\nthat is the question\n\nto BE \xc3\xbcber\n"
LIMITS = {"spt": 4096, "virtio": 10240}


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_hello(target: str, same_as_host) -> None:
    assert same_as_host(EXAMPLES / "hello", target, profile="release").status == 0


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_hello_is_small(target: str, images) -> None:
    image = images.image(EXAMPLES / "hello", target, "release")
    assert image.stat().st_size <= LIMITS[target]


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_wordcount(target: str, same_as_host) -> None:
    program = EXAMPLES / "wordcount"
    outcome = same_as_host(program, target, stdin=TEXT, arguments=["2"], profile="release")
    assert outcome.stdout == "4 lines, 13 words, 9 different\n     3 be\n     3 to\n"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*words: str | Path, errors: int | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """`naja run` of a server that has said that it is ready; Ctrl-C ends it. errors: the descriptor
    of its standard error."""
    command = [sys.executable, "-m", "naja.cli.main", "run", *map(str, words)]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=errors
    ) as process:
        assert process.stdout is not None
        try:
            assert b"port" in process.stdout.readline()
            yield process
        finally:
            process.send_signal(signal.SIGINT)
        # CPython ends by the signal itself
        assert process.wait(10) in (128 + signal.SIGINT, -signal.SIGINT)


def echoed(port: int, data: bytes) -> bytes:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(10)
        client.sendto(data, ("127.0.0.1", port))
        return client.recv(2048)


def need_user_network(target: str) -> None:
    if best_target(needs_user_network=True) != "spt" and target == "spt":
        pytest.skip("slirp4netns is not installed")


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_udp_echo_through_a_published_port(target: str, images) -> None:
    need_user_network(target)
    image = images.image(EXAMPLES / "udp_echo", target, "release")
    port = free_port()
    with serving(image, "-p", f"{port}:7/udp", "-m", "8M"):
        assert echoed(port, b"first") == b"first"
        assert echoed(port, bytes(range(256)) * 5) == bytes(range(256)) * 5


def send(client: socket.socket, data: bytes) -> None:
    client.sendall(data)
    client.shutdown(socket.SHUT_WR)


def exchanged(port: int, data: bytes, host: str = "127.0.0.1", timeout: float = 30) -> bytes:
    """What a TCP server at that port sends back for the data, up to its end."""
    with socket.create_connection((host, port), timeout) as client:
        sender = threading.Thread(target=send, args=(client, data), daemon=True)
        sender.start()
        got = bytearray()
        while part := client.recv(65536):
            got += part
        sender.join(timeout)
    return bytes(got)


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_tcp_echo(target: str, images) -> None:
    port = free_port()
    if target == "host":
        words: list[str | Path] = [EXAMPLES / "tcp_echo", "--target", "host", "--", str(port)]
    else:
        need_user_network(target)
        image = images.image(EXAMPLES / "tcp_echo", target, "release")
        words = [image, "-p", f"{port}:7", "-m", "16M"]
    data = bytes(range(251)) * 2000
    with serving(*words):
        assert exchanged(port, b"one line\n") == b"one line\n"
        assert exchanged(port, b"") == b""
        with ThreadPoolExecutor(4) as clients:  # slirp takes one new connection at a time
            assert all(
                got == data for got in clients.map(lambda _: exchanged(port, data), range(8))
            )


def test_a_server_in_the_background(images) -> None:
    need_user_network("spt")
    image = images.image(EXAMPLES / "udp_echo", "spt", "release")
    port = free_port()
    words = ["run", str(image), "-p", f"{port}:7/udp", "-d"]
    command = [sys.executable, "-m", "naja.cli.main", *words]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    watch = os.pidfd_open(int(done.stdout))
    assert echoed(port, b"hidden") == b"hidden"
    os.kill(int(done.stdout), signal.SIGTERM)
    poll = select.poll()
    poll.register(watch, select.POLLIN)
    assert poll.poll(10_000)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
        again.bind(("127.0.0.1", port))


@pytest.mark.parametrize("template", ["hello", "udp", "web"])
def test_a_new_project_builds(template: str, tmp_path: Path) -> None:
    for words in (["new", "first", "--template", template], ["build", "first"]):
        command = [sys.executable, "-m", "naja.cli.main", *words]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "build" / "first.spt").stat().st_mode & 0o111
