"""The platform from inside: a program that asks it for everything, run by the launcher."""

from __future__ import annotations

import os
import shutil
import socket
import time
from pathlib import Path

import pytest

from naja.compiler import driver
from naja.vmm.image import read_image
from naja.vmm.spt import Device, Tender
from naja.vmm.tap import open_tap

PROGRAM = """
from naja.platform import contract

if __name__ == "__main__":
    before = contract.clock_monotonic()
    contract.wait_until(before + 5_000_000)
    print(contract.clock_monotonic() - before)
    print(contract.clock_wall())
    data = bytearray(600)
    contract.entropy(memoryview(data))
    print(len(set(data)))
    print(contract.heap_end() - contract.heap_start())
    print(contract.command_line())
    line = bytearray(20)
    print(contract.console_read(memoryview(line)), contract.console_read(memoryview(line)))
    contract.exit(17)
"""
MEMORY = 3 << 20


def build(text: str, folder: Path) -> Path:
    if not shutil.which("ld.lld"):
        pytest.skip("lld is not installed")
    program, image = folder / "main.py", folder / "image"
    program.write_text(text)
    driver.build(program, "spt", "release", image)
    return image


def test_clocks_entropy_heap_boot_string_and_input(tmp_path: Path) -> None:
    image = build(PROGRAM, tmp_path)
    source, words = os.pipe()
    output, target = os.pipe()
    os.write(words, b"typed\n")
    os.close(words)
    tender = Tender(read_image(image), MEMORY, "naja.a=1 -- b", [], (source, target, 2))
    began = time.time_ns()
    assert tender.start().wait() == 17
    ended = time.time_ns()
    slept, wall, kinds, heap, boot, read = os.read(output, 4096).decode().splitlines()
    assert 5_000_000 <= int(slept) < 5_000_000_000
    assert began <= int(wall) <= ended
    assert int(kinds) > 150  # of 256 values in 600 random bytes
    assert MEMORY - (1 << 18) < int(heap) < MEMORY
    assert boot == "naja.a=1 -- b"
    assert read == "6 0"
    tender.close()
    for fd in (source, output, target):
        os.close(fd)


LONG_FRAMES = """
from naja.platform import contract

if __name__ == "__main__":
    device = contract.network_device("net0")
    device.expect_large()
    contract.console_write(b"ready\\n")
    kept: list[bytes] = []
    while len(kept) < 60:
        frame = device.receive()
        if frame is None:
            contract.wait_until(-1)
            continue
        start = frame[0]
        kept.append(device.piece(start, len(frame), device.beyond))
    for data in kept:
        print(len(data), sum(data) % 65521, data[:5], data[2000:2003], data[-3:])
"""


def long_frame(number: int) -> bytes:
    """A frame that says in its first byte where what is wanted of it begins."""
    headers = (66, 54, 60)[number // 20]
    length = (64000, 3000 + number, 30000, 2048, 65549 - headers)[number % 5]
    data = bytes((number + index * index) & 0xFF for index in range(length))
    return bytes([headers]) * headers + data


def test_long_frames_come_whole(tmp_path: Path) -> None:
    image = build(LONG_FRAMES, tmp_path)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    theirs.setblocking(False)
    output, target = os.pipe()
    device = Device("net0", theirs.fileno(), offload=True)
    tender = Tender(read_image(image), 3 * MEMORY, "", [device], (0, target, 2))
    guest = tender.start()
    assert os.read(output, 100) == b"ready\n"
    for number in range(60):
        ours.send(bytes(10) + long_frame(number))
    assert guest.wait() == 0
    lines = os.read(output, 1 << 16).decode().splitlines()
    assert len(lines) == 60
    for number, line in enumerate(lines):
        frame = long_frame(number)
        data = frame[frame[0] :]
        total = sum(data) % 65521
        assert line == f"{len(data)} {total} {data[:5]!r} {data[2000:2003]!r} {data[-3:]!r}"
    tender.close()
    ours.close()
    theirs.close()
    for number in (output, target):
        os.close(number)


FRAMES = """
from naja.platform import contract

if __name__ == "__main__":
    device = contract.network_device("net0")
    contract.console_write(b"ready\\n")
    kept = bytearray(4)
    taken = 0
    while taken < 3:
        frame = device.receive()
        if frame is None:
            contract.wait_until(-1)
        elif len(frame) == 60 and frame[12] == 0x88:
            kept[taken] = frame[14]
            contract.wait_until(contract.clock_monotonic() + 1000)
            kept[taken] -= 1 if frame[14] != kept[taken] else 0  # the view stays valid
            taken += 1
    print(kept)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="making a TAP device needs root")
def test_frames_come_in_order_through_a_waiting_device(tmp_path: Path) -> None:
    image = build(FRAMES, tmp_path)
    name = f"spt{os.getpid()}"[:15]
    fd = open_tap(name)
    output, target = os.pipe()
    tender = Tender(read_image(image), MEMORY, "", [Device("net0", fd)], (0, target, 2))
    guest = tender.start()
    assert os.read(output, 100) == b"ready\n"
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as wire:
        wire.bind((name, 0))
        for number in b"abc":
            wire.send(b"\xff" * 6 + bytes(6) + b"\x88\xb5" + bytes([number]) * 46)
    assert guest.wait() == 0
    assert os.read(output, 100) == b"bytearray(b'abc\\x00')\n"
    tender.close()
    for number in (fd, output, target):
        os.close(number)


SENDS = """
from naja.platform import contract

if __name__ == "__main__":
    device = contract.network_device("net0")
    for kind in b"LS":
        buffer = device.large_buffer()
        assert buffer is not None
        buffer[:12] = b"\\xff" * 12
        buffer[12] = 0x88
        buffer[13] = 0xB5
        buffer[14] = kind
        if kind == 76:
            device.transmit_large(90, 66, 0)
        else:
            device.transmit(60)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="making a TAP device needs root")
def test_a_short_frame_goes_out_behind_one_with_longer_headers(tmp_path: Path) -> None:
    """As an ARP answer does behind TCP with timestamps."""
    image = build(SENDS, tmp_path)
    name = f"spt{os.getpid()}"[:15]
    fd = open_tap(name, vnet_header=True)
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x88B5)) as wire:
        wire.bind((name, 0x88B5))
        wire.settimeout(5)
        device = Device("net0", fd, offload=True)
        tender = Tender(read_image(image), MEMORY, "", [device])
        assert tender.start().wait() == 0
        sizes = [len(wire.recv(2000)) for _ in range(2)]
    assert sizes == [90, 60]
    tender.close()
    os.close(fd)
