"""The user-space network: a datagram to a published port arrives as a frame, and nothing stays."""

from __future__ import annotations

import shutil
import socket
import tempfile
from pathlib import Path

import pytest

from naja.vmm import slirp
from naja.vmm.errors import UsageError
from naja.vmm.helper import HelperError
from naja.vmm.network import PublishedPort
from naja.vmm.slirp import UserNetwork

GUEST_MAC, BROADCAST = bytes.fromhex("020000000009"), b"\xff" * 6
needs_slirp = pytest.mark.skipif(
    not shutil.which("slirp4netns"), reason="slirp4netns is not installed"
)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def arp_reply(request: bytes) -> bytes:
    sender = request[22:32]
    body = request[14:20] + b"\x00\x02" + GUEST_MAC + request[38:42] + sender
    return sender[:6] + GUEST_MAC + b"\x08\x06" + body


def test_one_that_does_not_start_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UserNetwork, "_arguments", lambda self: ["sleep", "30"])
    monkeypatch.setattr(slirp, "START_S", 0.05)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(HelperError, match="does not start"):
        UserNetwork("10.0.2.15/24", [])
    assert list(tmp_path.iterdir()) == []


@needs_slirp
def test_a_datagram_reaches_the_guest() -> None:
    port = PublishedPort("127.0.0.1", free_port(), 53, "udp")
    network = UserNetwork("10.0.2.15/24", [port])
    wire = socket.socket(fileno=socket.dup(network.fd))
    wire.settimeout(5)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"question", (port.address, port.host))
        request = wire.recv(2048)
        assert (request[:6], request[12:14]) == (BROADCAST, b"\x08\x06")
        wire.send(arp_reply(request))
        frame = wire.recv(2048)
    assert frame[:6] == GUEST_MAC
    assert frame[42:50] == b"question"  # padding may follow
    folder, process = network._folder, network._helper
    wire.close()
    network.close()
    assert not folder.exists()
    assert process._status is not None


@needs_slirp
def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
        holder.bind(("127.0.0.1", 0))
        taken = PublishedPort("127.0.0.1", holder.getsockname()[1], 53, "udp")
        with pytest.raises(UsageError, match=f"udp port {taken.host}"):
            UserNetwork("10.0.2.15/24", [taken])
