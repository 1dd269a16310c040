"""NSD on the loopback, serving the same zones: the oracle of the differential test."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPLY_TIMEOUT_S = 2.0

CONFIGURATION = """
server:
  ip-address: 127.0.0.1@{port}
  username: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  xfrdir: "{folder}"
  zonelistfile: "{folder}/zone.list"
  logfile: "{folder}/nsd.log"
  server-count: 1
  rrl-ratelimit: 0
  hide-version: yes
  hide-identity: yes
remote-control:
  control-enable: no
"""
ZONE = """
zone:
  name: "{name}"
  zonefile: "{file}"
"""


def executable() -> str | None:
    """Where NSD is, if it is installed."""
    return shutil.which("nsd", path="/usr/sbin:/usr/local/sbin:/usr/bin")


class Nsd:
    """Asks the server that `serving` started."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(REPLY_TIMEOUT_S)
        self.socket.connect(("127.0.0.1", port))

    def ask(self, query: bytes) -> bytes:
        """The reply to a query that deserves one."""
        self.socket.send(query)
        while True:
            reply = self.socket.recv(65535)
            if reply[:2] == query[:2]:
                return reply


@contextmanager
def serving(zones: list[Path], folder: Path) -> Iterator[Nsd]:
    """Run NSD in `folder` for as long as the block lasts."""
    program = executable()
    assert program is not None
    port = _free_port()
    text = CONFIGURATION.format(port=port, folder=folder)
    text += "".join(ZONE.format(name=file.stem, file=file.resolve()) for file in zones)
    configuration = folder / "nsd.conf"
    configuration.write_text(text)
    process = subprocess.Popen([program, "-d", "-c", str(configuration)])
    try:
        yield _connected(port, process)
    finally:
        process.terminate()
        process.wait()


def _connected(port: int, process: subprocess.Popen[bytes]) -> Nsd:
    """Wait until the server answers: until then the port refuses, which ends the wait at once."""
    server = Nsd(port)
    probe = b"\0\0" + b"\0" * 10
    while process.poll() is None:
        try:
            server.ask(probe)
        except ConnectionRefusedError:
            _pause(process)
            continue
        return server
    raise RuntimeError("nsd ended at once")


def _pause(process: subprocess.Popen[bytes]) -> None:
    """Give the server a moment, unless it ends first."""
    try:
        process.wait(0.02)
    except subprocess.TimeoutExpired:
        return


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
