"""The contract under CPython: frames through a descriptor, waiting, and the boot string."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from naja.platform import contract
from naja.platform.host import plat


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    boot = f"naja.fd.net0={near.fileno()} naja.mac.net0=02:00:5e:00:00:07 -- naja.fd.net1=9"
    monkeypatch.setenv("NAJA_BOOT", boot)
    monkeypatch.setattr(plat, "_devices", {})
    yield far
    near.close()
    far.close()


def test_frames_pass_in_both_directions(wire: socket.socket) -> None:
    device = contract.network_device("net0")
    assert device.address == bytes.fromhex("02005e000007")
    assert device.receive() is None
    wire.send(b"to the guest")
    contract.wait_until(-1)
    received = device.receive()
    assert received is not None and bytes(received) == b"to the guest"
    buffer = device.transmit_buffer()
    assert buffer is not None
    buffer[:5] = b"reply"
    device.transmit(5)
    assert wire.recv(100) == b"reply"


def test_options_end_at_the_program_words(wire: socket.socket) -> None:
    with pytest.raises(contract.DeviceError, match="net1"):
        contract.network_device("net1")


def test_wait_until_ends_at_the_deadline(wire: socket.socket) -> None:
    contract.network_device("net0")
    deadline = contract.clock_monotonic() + 3_000_000
    contract.wait_until(deadline)
    assert contract.clock_monotonic() >= deadline


def test_a_long_frame_is_refused_by_neither_side(wire: socket.socket) -> None:
    device = contract.network_device("net0")
    wire.send(bytes(4000))
    received = device.receive()
    assert received is not None and len(received) == plat.FRAME_BYTES
