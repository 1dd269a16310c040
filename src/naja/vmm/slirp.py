"""A user-space network for an spt guest: slirp4netns, without root and without a TAP device.

In its packet-socket mode slirp4netns talks frames over a SOCK_SEQPACKET socket, one a message,
which the guest reads and writes just as it would a TAP device. Ports are published through its
control socket. It ends when its exit pipe closes, which is when the launcher closes it or dies.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from naja.vmm import linux
from naja.vmm.errors import LaunchError, UsageError
from naja.vmm.helper import Helper, HelperError
from naja.vmm.network import PublishedPort

REMEDY = "apt install slirp4netns, or use --net tap:NAME or --target virtio"
START_S = 5.0
RETRY_S = 0.0005
EXIT_FD = 3


class UserNetwork:
    """A running user-space network. fd: the guest's end."""

    def __init__(
        self, guest_address: str, ports: Sequence[PublishedPort], remedy: str = REMEDY
    ) -> None:
        """Start it and publish the ports. Raises HelperError with the remedy, UsageError."""
        self._remedy = remedy
        self._folder = Path(tempfile.mkdtemp(prefix="naja-net-"))
        if os.geteuid() == 0:
            os.chown(self._folder, linux.NOBODY, linux.NOBODY)
        ends, self._exit = os.pipe()
        log = os.memfd_create("log")
        null = os.open(os.devnull, os.O_RDONLY)
        try:
            self._helper = Helper(
                self._arguments(),
                {0: null, 1: log, 2: log, EXIT_FD: ends},
                remedy,
                low_ports=any(port.host < 1024 for port in ports),
            )
        except HelperError:
            os.close(self._exit)
            shutil.rmtree(self._folder)
            raise
        finally:
            for fd in (ends, null, log):
                os.close(fd)
        try:
            self._wire = self._connect("net", socket.SOCK_SEQPACKET)
            for port in ports:
                self._publish(port, guest_address)
        except (OSError, LaunchError):
            self.close()
            raise
        self.fd = self._wire.fileno()

    def _arguments(self) -> list[str]:
        return [
            "slirp4netns",
            "--target-type=bess",
            "--enable-seccomp",
            f"--exit-fd={EXIT_FD}",
            f"--api-socket={self._folder / 'control'}",
            str(self._folder / "net"),
        ]

    def _connect(self, name: str, kind: int) -> socket.socket:
        """It says nowhere when it listens, so ask until it does."""
        deadline = time.monotonic() + START_S
        wire = socket.socket(socket.AF_UNIX, kind)
        while True:
            try:
                wire.connect(str(self._folder / name))
                return wire
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > deadline:
                    wire.close()
                    raise HelperError(f"slirp4netns does not start: {self._remedy}") from None
                time.sleep(RETRY_S)

    def _publish(self, port: PublishedPort, guest_address: str) -> None:
        request = {
            "execute": "add_hostfwd",
            "arguments": {
                "proto": port.kind,
                "host_addr": port.address,
                "host_port": port.host,
                "guest_addr": guest_address.partition("/")[0],
                "guest_port": port.guest,
            },
        }
        with self._connect("control", socket.SOCK_STREAM) as control:
            control.sendall(json.dumps(request).encode())
            control.shutdown(socket.SHUT_WR)
            answer = json.loads(control.makefile("rb").read() or b"{}")
        if "return" not in answer:
            raise UsageError(
                f"{port.kind} port {port.host} of {port.address} cannot be published: "
                "it is in use; choose another one"
            )

    def close(self) -> None:
        """End it and remove what it left."""
        os.close(self._exit)
        if hasattr(self, "_wire"):
            self._wire.close()
        self._helper.send(signal.SIGTERM)
        self._helper.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
