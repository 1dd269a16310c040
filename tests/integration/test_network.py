"""Programs that talk with themselves: what they print is the same under CPython's asyncio and
compiled, on the loopback of an image, which needs no network. And what becomes of a connection when
its program ends."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import naja
from tests.integration.test_examples import environment, free_port, need_user_network

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "network").glob("*.py"))
FAREWELL = bytes(range(251)) * 800


@pytest.mark.parametrize("target", ["spt", "virtio"])
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_program(program: Path, target: str, same_as_host) -> None:
    assert same_as_host(program, target).status == 0


@pytest.mark.parametrize("faults", ["", "loss=5%,seed=5"])
@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_what_was_written_arrives_though_the_program_has_ended(
    target: str, faults: str, images
) -> None:
    need_user_network(target)
    image = images.image(HERE / "ending" / "farewell.py", target, "dev")
    port = free_port()
    words = [image, "-p", f"{port}:7", "-m", "8M", *(["--fault", faults] if faults else [])]
    command = [sys.executable, "-m", "naja.cli.main", "run", *map(str, words)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"serving\n"
        with socket.create_connection(("127.0.0.1", port), 30) as client:
            client.sendall(b"please\n")
            got = b"".join(iter(lambda: client.recv(65536), b""))
        assert process.wait(30) == os.EX_OK
    assert got == FAREWELL


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_names_are_those_that_the_run_says(target: str, images) -> None:
    image = images.image(HERE / "ending" / "names.py", target, "dev")
    hosts = ["--host", "db=10.0.0.5", "--host", "Cache.Example=10.0.0.6"]
    done = naja("run", image, *hosts, "--", "DB", "cache.example", "localhost", "db.", "other")
    assert done.stdout.splitlines() == [
        "DB 10.0.0.5",
        "cache.example 10.0.0.6",
        "localhost 127.0.0.1",
        "db. 10.0.0.5",
        "other [Errno -2] Name or service not known",
    ]
    assert done.stderr.splitlines()[-1] == "socket.gaierror: [Errno -2] Name or service not known"
    assert done.status == 1
