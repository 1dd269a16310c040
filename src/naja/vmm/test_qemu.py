"""The QEMU launcher against machines of a few instructions: status, console, and its own
failures."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from naja.vmm.errors import ImageError
from naja.vmm.image import read_image
from naja.vmm.network import plan_network
from naja.vmm.qemu import QemuError, QemuGuest, QemuOptions, command
from naja.vmm.relay import encode
from naja.vmm.testing import link, link_virtio

NONE = plan_network(None, None, None, [])
EXIT = """
    movb ${high}, %al
    movw $0xf5, %dx
    {announce}
    movb ${low}, %al
    movw $0xf4, %dx
    outb %al, %dx
    hlt
"""
ECHO = """
    movw $0x3fd, %dx
1:  inb %dx, %al
    testb $1, %al
    jz 1b
    movw $0x3f8, %dx
    inb %dx, %al
    cmpb $4, %al
    je 2f
    outb %al, %dx
    movw $0x3fd, %dx
    jmp 1b
2:  xorl %eax, %eax
    movw $0xf4, %dx
    outb %al, %dx
    hlt
"""
REPORT = """
    movw $0xe9, %dx
    inb %dx, %al
    cmpb $0xe9, %al
    jne 1f
    movb $0x21, %al
    outb %al, %dx
1:  xorl %eax, %eax
    movw $0xf4, %dx
    outb %al, %dx
    hlt
"""
SPIN = "cli\n hlt"
RESET = "lidt 0\n int3"


def options(machine: str = "microvm") -> QemuOptions:
    return QemuOptions(8 << 20, "naja.test=1 -- word", NONE, machine=machine, serial_input=True)


def status_of(text: str, folder: Path, machine: str = "microvm") -> int:
    return QemuGuest(read_image(link_virtio(text, folder)), options(machine)).wait(None)


@pytest.mark.parametrize("status", [0, 1, 3, 127, 128, 255])
def test_the_status_is_the_programs(status: int, tmp_path: Path) -> None:
    announce = "outb %al, %dx" if status > 127 else ""
    text = EXIT.format(high=status, announce=announce, low=status & 127)
    assert status_of(text, tmp_path) == status


def test_q35_gives_the_status_too(tmp_path: Path) -> None:
    assert status_of(EXIT.format(high=0, announce="", low=5), tmp_path, "q35") == 5


def test_input_reaches_the_guest_and_ends(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source, target = os.pipe()
    os.write(target, b"some words\n")
    os.close(target)
    assert QemuGuest(read_image(link_virtio(ECHO, tmp_path)), options()).wait(source) == 0
    assert capfd.readouterr().out == "some words\n"
    os.close(source)


def test_what_the_guest_reports_is_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status_of(REPORT, tmp_path) == 0
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "!")


def test_a_stopped_machine_gives_the_signals_status(tmp_path: Path) -> None:
    guest = QemuGuest(read_image(link_virtio(SPIN, tmp_path)), options())
    guest.send(signal.SIGKILL)
    assert guest.wait(None) == 128 + signal.SIGKILL


def test_a_machine_that_resets_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QemuError, match="stopped without a status"):
        status_of(RESET, tmp_path)


def test_an_spt_image_is_refused(tmp_path: Path) -> None:
    image = read_image(link("    .globl _start\n_start: ud2\n .data\n .quad 1\n", tmp_path))
    with pytest.raises(ImageError, match="for spt, not for virtio: run it with --target spt"):
        QemuGuest(image, options())


def test_the_command_line_publishes_ports() -> None:
    network = plan_network(None, None, None, ["8053:53/udp", "0.0.0.0:80:8080"])
    words = command(QemuOptions(8 << 20, "", network), "tcg", sandbox=False)
    backend = words[words.index("-netdev") + 1]
    assert backend == (
        "user,id=net0,hostfwd=udp:127.0.0.1:8053-10.0.2.15:53,hostfwd=tcp:0.0.0.0:80-10.0.2.15:8080"
    )


def test_end_and_escape_travel_escaped() -> None:
    assert encode(b"a\x04b\x10c") == b"a\x10\x04b\x10\x10c"
