"""Programs that talk with themselves: what they print is the same under CPython's asyncio and
compiled, on the loopback of an image, which needs no network. And what becomes of a connection when
its program ends."""

import os
import signal
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


@pytest.mark.parametrize("target", ["host", "spt", "virtio"])
def test_a_handler_that_fails_is_told_at_once_and_its_connection_closed(
    target: str, outcome_on
) -> None:
    done = outcome_on(HERE / "ending" / "failing.py", target)
    assert done.stdout.splitlines() == ["b'one\\n'", "b'two\\n'", "b'three\\n'"]
    assert done.stderr.count("Unhandled exception in client_connected_cb\n") == 3
    assert [line for line in done.stderr.splitlines() if line.startswith("ValueError: ")] == [
        "ValueError: one",
        "ValueError: two",
        "ValueError: three",
    ]


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


def run_signalled(target: str, images, *signals: int, words: tuple[str, ...] = ()) -> tuple:
    """What the program of that name prints and how it ends, sent these signals."""
    program = HERE / "ending" / "signalled.py"
    run = ["run", program, "--target", "host"]
    if target != "host":
        run = ["run", images.image(program, target, "dev")]
    command = [sys.executable, "-m", "naja.cli.main", *map(str, run), "--", *words]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(4)]
        assert told[-1] == "ready\n"
        for number in signals[:-1]:
            process.send_signal(number)
            told.append(process.stdout.readline())
        process.send_signal(signals[-1])
        told.append(process.stdout.read())
        return "".join(told), process.wait(30)


@pytest.mark.parametrize("target", ["host", "spt"])
def test_a_program_is_asked_to_end(target: str, images) -> None:
    told, status = run_signalled(target, images, signal.SIGINT, signal.SIGTERM)
    assert told == (
        "sig 9 cannot be caught\ninvalid signal number 0\nFalse\nready\n"
        "interrupted gently\nasked\nended\n"
    )
    assert status == 7


def test_what_does_not_end_is_ended_by_the_second_signal(images) -> None:
    told, status = run_signalled("spt", images, signal.SIGTERM, signal.SIGTERM, words=("long",))
    assert told.endswith("ready\nasked\n")
    assert status == 128 + signal.SIGTERM


def test_a_signal_that_nobody_handles_ends_the_program(images) -> None:
    _, status = run_signalled("spt", images, signal.SIGHUP)
    assert status == 128 + signal.SIGHUP
