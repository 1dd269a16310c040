"""Ethernet: emission against Scapy, padding, what is accepted, a full device."""

from __future__ import annotations

import pytest
from scapy.layers.l2 import Ether

from naja.os.net.ethernet import wire
from naja.os.net.testbed import OWN_MAC, PEER_MAC, Bed


def test_header_is_scapys():
    frame = bytearray(14)
    wire.emit(memoryview(frame), 0xFFEEDDCCBBAA, 0x020000000001, 0x0800)
    expected = Ether(dst="ff:ee:dd:cc:bb:aa", src=OWN_MAC, type=0x0800)
    assert bytes(frame) == bytes(expected)
    assert wire.destination(memoryview(frame)) == 0xFFEEDDCCBBAA
    assert wire.source(memoryview(frame)) == 0x020000000001


def test_short_frames_are_padded_with_zeros():
    bed = Bed()
    buffer = bed.stack.link.buffer()
    buffer[:] = b"\xff" * len(buffer)
    bed.stack.link.transmit(buffer, 1, 0x0800, 20)
    (frame,) = bed.device.outbox
    assert len(frame) == 60
    assert frame[20:] == bytes(40)


@pytest.mark.parametrize(
    ("frame", "accepted"),
    [
        (b"", False),
        (bytes(13), False),
        (bytes(Ether(dst=OWN_MAC, src=PEER_MAC, type=0x88B5)), True),
        (bytes(Ether(dst="ff:ff:ff:ff:ff:ff", src=PEER_MAC, type=0x88B5)), True),
        (bytes(Ether(dst=PEER_MAC, src=OWN_MAC, type=0x88B5)), False),
    ],
)
def test_accepts(frame, accepted):
    assert Bed().stack.link.accepts(memoryview(frame)) is accepted


def test_full_device_is_flushed_once_and_then_refused():
    bed = Bed(capacity=1)
    link = bed.stack.link
    link.transmit(link.buffer(), 1, 0x0800, 60)
    assert link.buffer() is not None
    assert bed.device.flushes == 1
    bed.device.capacity = 0
    assert link.buffer() is None
    assert link.refused_full == 1
