"""The timeline: what counts as the first request, and the order in which times are told."""

from __future__ import annotations

import pytest
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Packet, Raw

from naja.vmm.frames import carries_data
from naja.vmm.timeline import Timeline

ASKED = bytes(Ether() / IP() / TCP(sport=5, dport=7) / Raw(b"question"))
EMPTY = bytes(Ether() / IP() / TCP(sport=5, dport=7))


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        (IP() / TCP() / Raw(b"x"), True),
        (IP() / TCP(), False),
        (IP() / TCP(options=[("MSS", 1460)]), False),
        (IP() / UDP(sport=9, dport=7) / Raw(b"x"), True),
        (IP() / UDP(sport=9, dport=7), False),
        (IP() / UDP(sport=9, dport=7) / Raw(b"x" * 400), True),
        (IP() / UDP(sport=68, dport=67) / Raw(b"x" * 240), False),
        (ARP(), False),
        (IP(), False),
    ],
)
def test_frames_that_carry_data(packet: Packet, expected: bool) -> None:
    assert carries_data(bytes(Ether() / packet)) is expected
    padded = bytes(Ether() / packet) + bytes(20)
    assert carries_data(padded) is expected
    for size in range(35):
        assert not carries_data(padded[:size])


def test_a_run_with_one_request() -> None:
    now = iter(range(100)).__next__
    timeline = Timeline(lambda: now() / 1000)
    timeline.mark("guest started")
    for frame, outward, note in (
        (ASKED, False, "lost"),
        (EMPTY, False, ""),
        (ASKED, True, ""),
        (ASKED, False, ""),
        (ASKED, False, ""),
        (EMPTY, True, ""),
        (ASKED, True, ""),
        (ASKED, True, ""),
    ):
        timeline.see(frame, outward, note)
    timeline.mark("the guest has ended")
    timeline.mark("guest started")
    names = [line.split("ms  ")[1] for line in timeline.lines()]
    assert names == [
        "launch",
        "guest started",
        "first frame to the guest",
        "first frame from the guest",
        "first request",
        "first answer",
        "the guest has ended",
    ]
    assert timeline.lines()[1] == "       1.000 ms  guest started"


def test_points_of_a_guest_with_a_clock_of_its_own() -> None:
    now = [10.0]
    timeline = Timeline(lambda: now[0])
    now[0] = 10.5
    assert timeline.record(b"entry 0 200000000")
    assert timeline.record(b"first request 100000000 200000000")
    now[0] = 10.6
    assert timeline.record(b"heap 1000000 100000000")  # heard late
    assert timeline.has_heard()
    assert timeline.lines() == [
        "       0.000 ms  launch",
        "     300.000 ms  guest: entry",
        "     301.000 ms  guest: heap",
        "     400.000 ms  guest: first request",
    ]


def test_points_of_a_guest_with_the_clock_of_the_host() -> None:
    timeline = Timeline(lambda: 10.0, shared=True)
    assert timeline.record(b"entry 10001000000 99000000000")
    assert timeline.lines()[1] == "       1.000 ms  guest: entry"


@pytest.mark.parametrize(
    "text", [b"entry", b"entry 1", b"else 1 2", b"heap 1 x", b"", b"heap 1 -2"]
)
def test_what_is_no_point(text: bytes) -> None:
    timeline = Timeline()
    assert not timeline.record(text)
    assert not timeline.has_heard()
