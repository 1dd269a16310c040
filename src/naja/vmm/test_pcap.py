"""Capture files: others read them, and a full disk leaves a whole one."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest
from scapy.utils import RawPcapNgReader, RawPcapReader, rdpcap

from naja.vmm.pcap import Pcap
from naja.vmm.watch import Capture

FRAMES = [bytes([n]) * (60 + n) for n in range(5)]
START = 1_700_000_000_123_456_789


def capture(path: Path) -> Pcap:
    pcap = Pcap(path)
    for n, frame in enumerate(FRAMES):
        pcap.add(frame, START + n)
    return pcap


def test_others_read_it_while_it_is_written(tmp_path: Path) -> None:
    pcap = capture(tmp_path / "frames.pcap")
    packets = rdpcap(str(tmp_path / "frames.pcap"))
    pcap.close()
    assert [bytes(packet) for packet in packets] == FRAMES
    assert [round(packet.time * 10**9) for packet in packets] == [START + n for n in range(5)]


def test_it_says_that_it_holds_ethernet(tmp_path: Path) -> None:
    capture(tmp_path / "frames.pcap").close()
    with RawPcapReader(str(tmp_path / "frames.pcap")) as reader:
        assert not isinstance(reader, RawPcapNgReader)
        assert reader.linktype == 1


def test_what_was_there_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "frames.pcap"
    path.write_bytes(bytes(100_000))
    capture(path).close()
    assert len(rdpcap(str(path))) == 5


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        Pcap(tmp_path / "no" / "frames.pcap")
    assert caught.value.filename == str(tmp_path / "no" / "frames.pcap")


def test_a_full_disk_ends_the_capture_and_leaves_a_whole_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "frames.pcap"
    watcher = Capture(Pcap(path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, before[1]))
    try:
        for frame in FRAMES:
            watcher.see(frame, outward=True, note="")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [bytes(packet) for packet in rdpcap(str(path))] == FRAMES[:2]
    assert capfd.readouterr().err == f"naja: {path}: File too large: the capture ends here\n"


def test_a_reader_that_goes_away_ends_the_capture(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    watcher = Capture(Pcap(path))
    os.close(reader)
    watcher.see(FRAMES[0], outward=True, note="")
    watcher.see(FRAMES[1], outward=True, note="")
    assert capfd.readouterr().err == f"naja: {path}: Broken pipe: the capture ends here\n"


def test_what_never_came_is_not_captured(tmp_path: Path) -> None:
    path = tmp_path / "frames.pcap"
    watcher = Capture(Pcap(path))
    watcher.see(FRAMES[0], outward=False, note="lost")
    watcher.see(FRAMES[1], outward=True, note="lost")
    watcher.see(FRAMES[2], outward=False, note="late")
    watcher.close()
    assert [bytes(packet) for packet in rdpcap(str(path))] == FRAMES[1:3]
