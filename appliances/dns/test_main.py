"""The program itself, under CPython: it answers over a socket, and it says what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from testing.messages import query, wire

MAIN = Path(__file__).parent / "main.py"
SOURCES = Path(__file__).parents[2] / "src"


def start(port: str, zones: str = "") -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCES),
        "DNS_PORT": port,
        "NAJA_DNS_ZONES": zones,
    }
    return subprocess.Popen(
        [sys.executable, str(MAIN)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_answers_over_a_socket() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.bind(("127.0.0.1", 0))
        client.settimeout(10)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("0.0.0.0", 0))
            port = probe.getsockname()[1]
        server = start(str(port))
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"dns: 1 zones, 14 names, port {port}\n"
            client.sendto(query(wire("ns1.example.org"), 1, ident=77), ("127.0.0.1", port))
            reply = client.recv(512)
        finally:
            server.kill()
            server.communicate()
    assert reply[:2] == b"\0\x4d"
    assert bytes([192, 0, 2, 1]) in reply


@pytest.mark.parametrize("port", ["fifty-three", "0", "65536", "-1", ""])
def test_a_port_that_is_none(port: str) -> None:
    server = start(port)
    _, errors = server.communicate()
    assert server.returncode == 1
    assert errors.endswith(f"DNS_PORT is '{port}'; it must be a number from 1 to 65535\n")


def test_broken_zone_stops_the_import(tmp_path: Path) -> None:
    zone = tmp_path / "example.org.zone"
    zone.write_text("@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.300\n")
    server = start("5353", str(zone))
    _, errors = server.communicate()
    assert server.returncode == 1
    assert errors.splitlines()[-1].endswith("example.org.zone:3: the record is malformed")
