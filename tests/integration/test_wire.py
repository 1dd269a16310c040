"""`naja run --pcap`, `--trace net`, `--fault` and `--timeline` with a server and its client."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from scapy.layers.inet import IP, TCP
from scapy.packet import Packet
from scapy.utils import rdpcap

from tests.conftest import naja, need
from tests.integration.test_examples import (
    EXAMPLES,
    exchanged,
    free_port,
    need_user_network,
    serving,
)

BAD = "loss=5%,reorder=5%,dup=2%,corrupt=1%,delay=2ms±1ms,seed=7"
PATIENCE_S = 60
DATA = bytes(range(251)) * 1200
LITTLE = DATA[:40_000]  # slirp waits for seconds where it has lost something


def flags(path: Path, port: int) -> list[str]:
    """Of the segments to and from that port of the guest, in the order of the capture."""
    segments = [packet[TCP] for packet in rdpcap(str(path)) if TCP in packet]
    return [str(s.flags) for s in segments if port in (s.sport, s.dport)]


def right(packet: Packet) -> bool:
    """Whether its checksums are."""
    again = packet[IP].copy()
    del again.chksum, again[TCP].chksum
    return bytes(IP(bytes(again))) == bytes(packet[IP])


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_tcp_over_a_bad_network_brings_every_byte(target: str, images, tmp_path: Path) -> None:
    need_user_network(target)
    image = images.image(EXAMPLES / "tcp_echo", target, "release")
    port, capture = free_port(), tmp_path / "frames.pcap"
    words = ["-p", f"{port}:7", "-m", "8M", "--fault", BAD, "--pcap", capture]
    with serving(image, *words):
        assert exchanged(port, LITTLE, timeout=PATIENCE_S) == LITTLE
    told = flags(capture, 7)
    assert told[:2] == ["S", "SA"]
    assert len(told) > 2 * len(LITTLE) / 1460


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_a_trace_tells_every_frame_of_the_capture(target: str, images, tmp_path: Path) -> None:
    need_user_network(target)
    image = images.image(EXAMPLES / "tcp_echo", target, "release")
    port, capture, trace = free_port(), tmp_path / "frames.pcap", tmp_path / "trace"
    words = ["-p", f"{port}:7", "-m", "8M", "--trace", "net", "--pcap", capture]
    with trace.open("wb") as errors, serving(image, *words, errors=errors.fileno()):
        assert exchanged(port, b"one line\n") == b"one line\n"
    lines = trace.read_text().splitlines()
    assert len(lines) == len(rdpcap(str(capture)))
    assert all(line.split()[1] in {"in", "out"} for line in lines)
    assert any(":7 [S] seq 0 win" in line for line in lines)
    assert any(re.search(r"10\.0\.2\.15:7 > .* seq 1 ack 1[01] .* len 9$", line) for line in lines)


GUEST_POINTS = ["entry", "heap", "device", "address", "listening", "first request"]


def told_points(told: Path) -> list[str]:
    """The points of a timeline, in the order of time."""
    said, title, text = told.read_text().partition("naja: timeline\n")
    assert title and ("Traceback" not in said or "KeyboardInterrupt" in said)
    lines = text.splitlines()
    times = [float(line.split("ms  ")[0]) for line in lines]
    assert times == sorted(times) and times[0] == 0
    return [line.split("ms  ")[1] for line in lines]


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_a_timeline_is_told_in_the_end(target: str, tmp_path: Path) -> None:
    need_user_network(target)
    image, port, told = tmp_path / "image", free_port(), tmp_path / "timeline"
    option = ["--option", "runtime.TIMELINE=y"]
    done = naja("build", EXAMPLES / "tcp_echo", "--target", target, "-o", image, *option)
    assert done.status == 0, done.stderr
    words = [image, "-p", f"{port}:7", "-m", "8M", "--timeline"]
    with told.open("wb") as errors, serving(*words, errors=errors.fileno()):
        assert exchanged(port, b"one line\n") == b"one line\n"
    points = told_points(told)
    host = [point for point in points if not point.startswith("guest: ")]
    assert set(host) == {
        "launch",
        "network open",
        "guest started",
        "first output",
        "first frame to the guest",
        "first frame from the guest",
        "first request",
        "first answer",
        "the guest has ended",
    }
    assert host[:3] == ["launch", "network open", "guest started"]
    assert host[-3:] == ["first request", "first answer", "the guest has ended"]
    guest = [point.removeprefix("guest: ") for point in points if point not in host]
    assert guest == GUEST_POINTS


def test_a_timeline_of_a_program_under_cpython(tmp_path: Path) -> None:
    port, told = free_port(), tmp_path / "timeline"
    words = [EXAMPLES / "tcp_echo", "--target", "host", "--timeline", "--", str(port)]
    with told.open("wb") as errors, serving(*words, errors=errors.fileno()):
        assert exchanged(port, b"one line\n") == b"one line\n"
    assert told_points(told) == [
        "launch",
        "guest: entry",
        "guest: listening",
        "guest: first request",
        "the guest has ended",
    ]


def test_an_image_that_was_not_built_for_it_says_nothing_of_its_own(images, tmp_path: Path) -> None:
    need("spt")
    image = images.image(EXAMPLES / "hello", "spt", "release")
    done = naja("run", image, "--timeline")
    assert (done.status, done.stdout) == (0, "Hello from Naja\n")
    title, *lines, hint = done.stderr.splitlines()
    assert title == "naja: timeline" and not any("guest: " in line for line in lines)
    assert hint.endswith("build it with --option runtime.TIMELINE=y")


def test_a_program_is_built_for_its_timeline() -> None:
    need("spt")
    done = naja("run", EXAMPLES / "hello", "--target", "spt", "--timeline")
    assert (done.status, done.stdout) == (0, "Hello from Naja\n")
    points = [line.split("ms  ")[1] for line in done.stderr.splitlines()[1:]]
    assert [p for p in points if p.startswith("guest: ")] == ["guest: entry", "guest: heap"]
    assert "first output" in points


@pytest.mark.skipif(os.geteuid() != 0, reason="making a TAP device needs root")
@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_frames_of_a_tap_device_are_as_on_a_cable(target: str, images, tmp_path: Path) -> None:
    image = images.image(EXAMPLES / "tcp_echo", target, "release")
    name, number, capture = f"njw{os.getpid()}", 8 + os.getpid() % 200, tmp_path / "frames.pcap"
    guest = f"10.123.{number}.2"
    words = ["--net", f"tap:{name}", "--ip", f"{guest}/24", "-m", "8M", "--pcap", capture]
    with serving(image, *words, "--fault", BAD):
        assert exchanged(7, DATA, host=guest, timeout=PATIENCE_S) == DATA
    assert flags(capture, 7)[:2] == ["S", "SA"]
    packets = [packet for packet in rdpcap(str(capture)) if IP in packet and TCP in packet]
    assert max(len(packet) for packet in packets) <= 1514  # nothing is left to the device
    wrong = [packet for packet in packets if not right(packet)]
    assert 0 < len(wrong) < len(packets) * 0.03


@pytest.mark.skipif(os.geteuid() != 0, reason="making a TAP device needs root")
@pytest.mark.parametrize(
    ("target", "memory"), [("spt", "8M"), ("spt", "64M"), ("virtio", "8M"), ("virtio", "64M")]
)
def test_long_frames_of_a_tap_device_bring_every_byte(target: str, memory: str, images) -> None:
    """With all that memory decides: windows, and whether long frames are received in pieces."""
    need(target)
    image = images.image(EXAMPLES / "tcp_echo", target, "release")
    name, number = f"njl{os.getpid()}", 8 + os.getpid() % 200
    guest = f"10.124.{number}.2"
    data = random.Random(5).randbytes(5_000_003)
    with serving(image, "--net", f"tap:{name}", "--ip", f"{guest}/24", "-m", memory):
        for _ in range(2):
            assert exchanged(7, data, host=guest, timeout=PATIENCE_S) == data
