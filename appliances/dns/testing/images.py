"""The server as an image: built for a target, run by `naja run`, asked through a published port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APPLIANCE = Path(__file__).resolve().parents[1]
SOURCES = APPLIANCE.parents[1] / "src"
NAJA = [sys.executable, "-m", "naja.cli.main"]
TOOLS = {"spt": ["ld.lld", "slirp4netns"], "virtio": ["ld.lld", "qemu-system-x86_64"]}
PATIENCE_S = 10


def missing_tools(target: str) -> list[str]:
    """What the machine lacks for the target."""
    return [tool for tool in TOOLS[target] if not shutil.which(tool)]


def build(target: str, zones: list[Path], output: Path) -> None:
    """`naja build` with those zones."""
    environment = dict(
        os.environ, PYTHONPATH=str(SOURCES), NAJA_DNS_ZONES=":".join(map(str, zones))
    )
    command = [*NAJA, "build", str(APPLIANCE), "--target", target, "-o", str(output)]
    subprocess.run(command, env=environment, check=True, capture_output=True)


@contextmanager
def serving(image: Path, memory: str) -> Iterator[socket.socket]:
    """Run an image; a socket whose other end is its port 53."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*NAJA, "run", str(image), "-p", f"{port}:53/udp", "-m", memory]
    environment = dict(os.environ, PYTHONPATH=str(SOURCES))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"dns: ")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(PATIENCE_S)
            client.connect(("127.0.0.1", port))
            yield client
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 128 + signal.SIGINT
