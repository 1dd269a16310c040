"""Machines: what an image finds and does on each of QEMU's two."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from naja.vmm.image import read_image
from naja.vmm.network import plan_network
from naja.vmm.qemu import QemuGuest, QemuOptions
from tests.conftest import ROOT, Images, naja, need

GUESTS = Path(__file__).parent / "virtio"
MACHINES = ("microvm", "q35")
INPUT = bytes(range(256)) * 3


@pytest.fixture(autouse=True)
def _tools() -> None:
    need("virtio")


@pytest.mark.parametrize("machine", MACHINES)
def test_no_page_is_writable_and_executable(machine: str, images: Images) -> None:
    image = images.image(GUESTS / "page_tables.py", "virtio", "release")
    outcome = naja("run", image, "--machine", machine)
    assert outcome.stdout.splitlines() == [
        "lowest page: 4096",
        "code pages as text has: True",
        "writable pages: True",
        "writable and executable: 0",
        "write protection: 1",
    ]
    assert outcome.status == 0


@pytest.mark.parametrize("machine", MACHINES)
def test_a_machine_knows_the_time_and_gives_its_status(machine: str, images: Images) -> None:
    image = images.image(GUESTS / "machine.py", "virtio", "release")
    before = int(time.time())
    outcome = naja("run", image, "--machine", machine, "--", "one word", "two", stdin=INPUT)
    lines = outcome.stdout.splitlines()
    seconds = int(lines.pop(1).rpartition(" ")[2])
    assert before <= seconds <= time.time()
    assert lines == [
        "arguments: ['one word', 'two']",
        "waited 20 ms: True",
        "different bytes: True",
        f"input adds up to: {sum(INPUT)}",
    ]
    assert outcome.status == 200


@pytest.mark.parametrize("machine", MACHINES)
def test_input_by_the_serial_port(
    machine: str, images: Images, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    image = images.image(GUESTS / "machine.py", "virtio", "release")
    options = QemuOptions(
        8 << 20, "", plan_network(None, None, None, []), machine=machine, serial_input=True
    )
    words = tmp_path / "input"
    words.write_bytes(INPUT)
    with words.open("rb") as source:
        assert QemuGuest(read_image(image), options).wait(source.fileno()) == 200
    assert f"input adds up to: {sum(INPUT)}\n" in capfd.readouterr().out


def test_the_smallest_machine_is_enough(images: Images) -> None:
    image = images.image(ROOT / "examples/hello", "virtio", "release")
    outcome = naja("run", image, "-m", "2M")
    assert outcome.status == 0
    assert outcome.stdout


@pytest.mark.parametrize("machine", MACHINES)
def test_datagrams_come_back(machine: str, images: Images) -> None:
    image = images.image(ROOT / "examples/udp_echo", "virtio", "release")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["run", image, "--machine", machine, "-p", f"127.0.0.1:{port}:7/udp"]
    guest = subprocess.Popen(
        [sys.executable, "-m", "naja.cli.main", *map(str, words)],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    try:
        assert guest.stdout is not None
        assert guest.stdout.readline() == b"echoing on UDP port 7\n"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(10)
            client.connect(("127.0.0.1", port))
            for size in (0, 1, 100, 1400):
                client.send(bytes(size))
                assert client.recv(2000) == bytes(size)
    finally:
        guest.terminate()
        guest.wait(10)
        assert guest.stdout is not None
        guest.stdout.close()
