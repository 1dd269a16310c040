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
