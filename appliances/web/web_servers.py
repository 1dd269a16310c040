"""The appliance as people run it: under CPython, or as an image with a published port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APPLIANCE = Path(__file__).resolve().parent
SOURCES = APPLIANCE.parents[1] / "src"
NAJA = [sys.executable, "-m", "naja.cli.main"]
TOOLS = {
    "host": [],
    "spt": ["ld.lld", "slirp4netns"],
    "virtio": ["ld.lld", "qemu-system-x86_64"],
}
PATIENCE_S = 20


def missing_tools(target: str) -> list[str]:
    """What the machine lacks for the target."""
    return [tool for tool in TOOLS[target] if not shutil.which(tool)]


def environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCES), **settings}


def build(target: str, output: Path, **settings: str) -> None:
    """`naja build` with those settings."""
    command = [*NAJA, "build", str(APPLIANCE), "--target", target, "-o", str(output)]
    subprocess.run(command, env=environment(**settings), check=True, capture_output=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(target: str, folder: Path, **settings: str) -> Iterator[int]:
    """Run the appliance on a target; the port that it answers on."""
    port = free_port()
    command = [sys.executable, str(APPLIANCE / "main.py")]
    if target == "host":
        settings["NAJA_WEB_PORT"] = str(port)
    else:
        image = folder / f"web.{target}"
        build(target, image, **settings)
        command = [*NAJA, "run", str(image), "-p", f"{port}:80", "-m", "8M"]
    with subprocess.Popen(command, env=environment(**settings)) as process:
        try:
            _connect(port, process)
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE_S)


def _connect(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as client:
                client.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                if client.recv(1) != b"":
                    return
        except OSError:
            pass
        _pause(process)
    raise RuntimeError("the server does not answer")


def _pause(process: subprocess.Popen[bytes]) -> None:
    """Give the server a moment, unless it ends first."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return
