"""Floods against the web appliance in 4 MiB: memory stays bounded, honest clients are served
meanwhile, and the counters say what was dropped.

NAJA_FLOOD: how many frames each flood has.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.connections import resident
from tests.conftest import Images
from tests.integration.floods.flood import KINDS, Flooder
from tests.integration.test_examples import ROOT, serving
from tests.integration.test_linux_peer import apart  # noqa: F401 (a fixture)

FRAMES = int(os.environ.get("NAJA_FLOOD", "20000"))
BATCH = 2048
GUEST, DEVICE, PORT = "10.98.0.2", "njf0", 80
SECONDS = 20
GROWTH = 768 << 10
"""An idle guest lets 512 KiB lie before it collects."""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root")


@pytest.fixture(scope="module")
def image(images: Images) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAJA_WEB_METRICS", "1")
        yield images.image(ROOT / "appliances" / "web", "spt", "dev")


def get(path: str) -> bytes:
    """What an honest client gets, on a connection of its own."""
    client = http.client.HTTPConnection(GUEST, PORT, timeout=SECONDS)
    client.request("GET", path)
    response = client.getresponse()
    body = response.read()
    client.close()
    assert response.status == 200
    return body


def counters() -> dict[str, int]:
    """The guest's, such as tcp_dropped.port."""
    rows = re.findall(r'^naja_(\w+)\{reason="(\w+)"\} (\d+)$', get("/metrics").decode(), re.M)
    return {f"{what}.{reason}": int(count) for what, reason, count in rows}


def flood(kind: str, seed: int) -> None:
    """Send the frames from a thread, and ask for pages until it is done."""
    told = get("/healthz")
    mac = Path(f"/proc/self/task/{threading.get_native_id()}/net/arp").read_text()
    line = next(line for line in mac.splitlines() if line.startswith(GUEST))
    flooder = Flooder(
        bytes.fromhex(line.split()[3].replace(":", "")), socket.inet_aton(GUEST), PORT
    )
    flooder.random.seed(seed)
    frames = [KINDS[kind](flooder) for _ in range(min(FRAMES, BATCH))]

    def send() -> None:
        with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as link:
            link.bind((DEVICE, 0))
            for number in range(FRAMES):
                link.send(frames[number % len(frames)])

    sender = threading.Thread(target=send)
    sender.start()
    asked = 0
    while sender.is_alive() or asked < 3:
        assert get("/healthz") == told
        asked += 1
    sender.join()


@pytest.mark.parametrize(
    ("kind", "counter"),
    [
        ("syn", "tcp_sent.cookies"),
        ("rst", "tcp_dropped.stray_reset"),
        ("ack", "tcp_dropped.port"),
        ("fragments", "ipv4_dropped.fragment"),
        ("udp", "udp_dropped.port"),
        ("echo", "net_received.frames"),
        ("arp", "net_received.frames"),
        ("noise", "net_dropped.unwanted"),
    ],
)
def test_a_flood_of_frames(kind: str, counter: str, image: Path, apart) -> None:  # noqa: F811
    def work() -> None:
        net = ("--net", f"tap:{DEVICE}", "--ip", f"{GUEST}/24", "-m", "4M")
        with serving(image, *net, errors=subprocess.STDOUT) as process:
            flood(kind, 1)
            first = counters()
            assert first[counter] > 100, first
            before = resident(process.pid)
            flood(kind, 2)
            assert counters()[counter] > first[counter]
            assert resident(process.pid) < before + GROWTH

    apart(work)


def holding(data: bytes, count: int) -> list[socket.socket]:
    """Connections that have said that and will read nothing, as many as could be opened."""
    held = []
    for _ in range(count):
        peer = socket.socket()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        peer.settimeout(0.5)
        try:
            peer.connect((GUEST, PORT))
            peer.setblocking(False)
            if data:
                peer.send(data)
        except OSError:
            peer.close()  # refused, which is the guest's right
        else:
            held.append(peer)
    return held


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"", 800),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 15_000, 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + b"a" * 60_000, 150),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 300, 400),
    ],
    ids=["silent", "slow heads", "slow bodies", "slow readers"],
)
def test_peers_that_hold_on_give_way(data: bytes, count: int, image: Path, apart) -> None:  # noqa: F811
    def work() -> None:
        net = ("--net", f"tap:{DEVICE}", "--ip", f"{GUEST}/24", "-m", "4M")
        with serving(image, *net, errors=subprocess.STDOUT) as process:
            held = holding(data, count)
            for _ in range(5):
                assert get("/healthz") == b"ok\n"
            told = counters()
            assert resident(process.pid) < 6 << 20
            for peer in held:
                peer.close()
            assert get("/healthz") == b"ok\n"
            ended = told["tcp_ended.memory_evicted"] + told["tcp_ended.memory_failed"]
            assert ended > 0 or told["tcp_connections.open"] >= count

    apart(work)
