"""The decoder, on frames that Scapy makes and on pieces of them."""

from __future__ import annotations

import random

import pytest
from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Packet, Raw

from naja.vmm import frames
from naja.vmm.frames import Decoder

ETHER = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
THERE, BACK = IP(src="10.0.0.1", dst="10.0.0.2"), IP(src="10.0.0.2", dst="10.0.0.1")
ENDS = "10.0.0.1 > 10.0.0.2"


def line(packet: Packet) -> str:
    return Decoder().line(bytes(ETHER / packet))


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        (ARP(op=1, psrc="10.0.0.1", pdst="10.0.0.2"), "ARP who-has 10.0.0.2 tell 10.0.0.1"),
        (
            ARP(op=2, psrc="10.0.0.2", hwsrc="02:00:00:00:00:02"),
            "ARP 10.0.0.2 is-at 02:00:00:00:00:02",
        ),
        (ARP(op=9, psrc="10.0.0.2"), "ARP operation 9 from 10.0.0.2"),
        (
            THERE / UDP(sport=68, dport=67) / Raw(b"12345"),
            "UDP 10.0.0.1:68 > 10.0.0.2:67 len 5",
        ),
        (
            THERE / ICMP(type=8, id=3, seq=4) / Raw(b"12345"),
            f"ICMP {ENDS} echo request id 3 seq 4 len 5",
        ),
        (THERE / ICMP(type=0, id=3, seq=4), f"ICMP {ENDS} echo reply id 3 seq 4 len 0"),
        (THERE / ICMP(type=3, code=3), f"ICMP {ENDS} unreachable: port"),
        (THERE / ICMP(type=3, code=9), f"ICMP {ENDS} unreachable: code 9"),
        (THERE / ICMP(type=11), f"ICMP {ENDS} time exceeded"),
        (THERE / ICMP(type=5, code=1), f"ICMP {ENDS} type 5 code 1"),
        (IP(bytes(THERE / Raw(b"123"))[:]) / b"", "IPv4 10.0.0.1 > 10.0.0.2 protocol 0 len 3"),
        (
            IP(src="10.0.0.1", dst="10.0.0.2", proto=17, flags="MF", frag=5) / Raw(b"x" * 16),
            f"IPv4 {ENDS} protocol 17 fragment 16@40+",
        ),
        (
            IP(src="10.0.0.1", dst="10.0.0.2", proto=17, frag=7) / Raw(b"x" * 3),
            f"IPv4 {ENDS} protocol 17 fragment 3@56",
        ),
        (
            IPv6(src="fe80::1", dst="ff02::2", nh=58) / Raw(b"abc"),
            "IPv6 fe80::1 > ff02::2 next 58 len 3",
        ),
    ],
)
def test_a_line(packet: Packet, expected: str) -> None:
    assert line(packet) == expected


def test_another_protocol_on_the_cable() -> None:
    frame = bytes(Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x88CC)) + b"abc"
    assert Decoder().line(frame) == "type 0x88cc 02:00:00:00:00:01 > 02:00:00:00:00:02 len 3"


def segment(decoder: Decoder, ip: IP, ports: tuple[int, int], **fields: object) -> str:
    payload = fields.pop("payload", b"")
    tcp = TCP(sport=ports[0], dport=ports[1], window=500, **fields)
    return decoder.line(bytes(ETHER / ip / tcp / Raw(payload)))


def test_a_connection_is_told_relative_to_its_first_numbers() -> None:
    decoder, there, back = Decoder(), (999, 80), (80, 999)
    first, other = 2**32 - 1, 7000
    lines = [
        segment(decoder, THERE, there, flags="S", seq=first),
        segment(decoder, BACK, back, flags="SA", seq=other, ack=0),
        segment(decoder, THERE, there, flags="A", seq=0, ack=other + 1),
        segment(decoder, THERE, there, flags="PA", seq=0, ack=other + 1, payload=b"12345"),
        segment(decoder, BACK, back, flags="FA", seq=other + 1, ack=5),
        segment(decoder, THERE, there, flags="R", seq=first - 1),
    ]
    assert lines == [
        "TCP 10.0.0.1:999 > 10.0.0.2:80 [S] seq 0 win 500 len 0",
        "TCP 10.0.0.2:80 > 10.0.0.1:999 [SA] seq 0 ack 1 win 500 len 0",
        "TCP 10.0.0.1:999 > 10.0.0.2:80 [A] seq 1 ack 1 win 500 len 0",
        "TCP 10.0.0.1:999 > 10.0.0.2:80 [PA] seq 1 ack 1 win 500 len 5",
        "TCP 10.0.0.2:80 > 10.0.0.1:999 [FA] seq 1 ack 6 win 500 len 0",
        "TCP 10.0.0.1:999 > 10.0.0.2:80 [R] seq -1 win 500 len 0",
    ]


def test_ports_used_again_begin_anew() -> None:
    decoder = Decoder()
    for first in (100, 90_000):
        assert " seq 0 " in segment(decoder, THERE, (999, 80), flags="S", seq=first)
        assert " seq 1 " in segment(decoder, THERE, (999, 80), flags="A", seq=first + 1)


def test_a_connection_seen_from_its_middle() -> None:
    decoder = Decoder()
    assert "seq 0 ack 1 " in segment(decoder, THERE, (9, 80), flags="A", seq=500, ack=70)
    assert "seq 1 ack 5 " in segment(decoder, BACK, (80, 9), flags="A", seq=70, ack=505)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "CONNECTIONS", 10)
    decoder = Decoder()
    for port in range(1, 100):
        segment(decoder, THERE, (port, 80), flags="SA", seq=5, ack=9)
    assert len(decoder._first) == 10


@pytest.mark.parametrize(
    ("packet", "layer"),
    [
        (ARP(), "ARP"),
        (THERE / TCP(), "TCP"),
        (THERE / UDP(), "UDP"),
        (THERE / ICMP(), "ICMP"),
        (IPv6(), "IPv6"),
    ],
)
def test_frames_that_are_cut_short(packet: Packet, layer: str) -> None:
    frame = bytes(ETHER / packet)
    for size in range(len(frame)):
        told = Decoder().line(frame[:size])
        assert told.endswith(f" cut short, {size} bytes")
        assert told.split()[0] in {"Ethernet", "IPv4", layer}


def test_short_payloads_of_whole_packets() -> None:
    for protocol, name in ((1, "ICMP"), (6, "TCP"), (17, "UDP")):
        short = IP(src="10.0.0.1", dst="10.0.0.2", proto=protocol) / Raw(b"123")
        assert line(short) == f"{name} cut short, 37 bytes"


def test_lies_about_headers() -> None:
    assert line(THERE / TCP(dataofs=15)) == "TCP with a broken header, 20 bytes"
    assert line(THERE / TCP(dataofs=1)) == "TCP with a broken header, 20 bytes"
    assert line(IP(ihl=4)) == "IPv4 with a broken header, 20 bytes"
    assert line(IP(version=5)) == "IPv4 with a broken header, 20 bytes"
    assert line(IP(len=10)) == "IPv4 with a broken header, 20 bytes"


def test_noise_is_always_one_line() -> None:
    noise, decoder = random.Random(7), Decoder()
    for kind in (b"\x08\x00\x45", b"\x08\x06", b"\x86\xdd", b""):
        for size in range(120):
            text = decoder.line(noise.randbytes(12) + kind + noise.randbytes(size))
            assert text.isprintable()
            assert text
