"""Network options: what they mean together, and the sentence for each mistake."""

from __future__ import annotations

import os
import socket
import struct
from pathlib import Path

import pytest

from naja.vmm.errors import UsageError
from naja.vmm.network import (
    PublishedPort,
    check_ports_free,
    host_option,
    parse_port,
    plan_network,
)
from naja.vmm.tap import open_tap


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("8080:80", PublishedPort("127.0.0.1", 8080, 80, "tcp")),
        ("8053:53/udp", PublishedPort("127.0.0.1", 8053, 53, "udp")),
        ("0.0.0.0:8053:53/udp", PublishedPort("0.0.0.0", 8053, 53, "udp")),
    ],
)
def test_ports(text: str, port: PublishedPort) -> None:
    assert parse_port(text) == port


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("80", r"HOSTPORT:GUESTPORT"),
        ("80:80/sctp", "only /tcp and /udp"),
        ("0:80", "from 1 to 65535"),
        ("80:65536", "from 1 to 65535"),
        ("localhost:80:80", "not an IPv4 address"),
        ("80:80:80:80", "HOSTPORT:GUESTPORT"),
    ],
)
def test_bad_ports(text: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        parse_port(text)


@pytest.mark.parametrize(
    ("net", "ip", "gateway", "ports", "option"),
    [
        (None, None, None, [], ""),
        ("none", None, None, [], ""),
        (None, None, None, ["1:1"], "naja.net0=10.0.2.15/24,10.0.2.2"),
        ("user", None, None, [], "naja.net0=10.0.2.15/24,10.0.2.2"),
        ("tap:t0", None, None, [], "naja.net0=dhcp"),
        ("tap:t0", "10.9.0.2/24", None, [], "naja.net0=10.9.0.2/24"),
        ("tap:t0", "10.9.0.2/24", "10.9.0.1", [], "naja.net0=10.9.0.2/24,10.9.0.1"),
    ],
)
def test_what_the_guest_is_told(
    net: str | None, ip: str | None, gateway: str | None, ports: list[str], option: str
) -> None:
    assert plan_network(net, ip, gateway, ports).boot_option() == option


@pytest.mark.parametrize(
    ("net", "ip", "gateway", "ports", "sentence"),
    [
        ("bridge", None, None, [], "write tap:NAME, user or none"),
        ("tap", None, None, [], "write tap:NAME, user or none"),
        ("user:x", None, None, [], "write tap:NAME, user or none"),
        ("tap:much-too-long-a-name", None, None, [], "no name for a TAP"),
        ("tap:t0", None, None, ["1:1"], "leave out --net"),
        ("none", "10.0.0.2/24", None, [], "need a network"),
        ("tap:t0", "10.0.0.2", None, [], "length of the prefix"),
        ("tap:t0", "ten", None, [], "address and prefix"),
        ("tap:t0", "10.0.0.2/24", "10.0.1.1", [], "not in the network"),
        ("tap:t0", "10.0.0.2/24", "gw", [], "not an IPv4"),
    ],
)
def test_options_that_do_not_fit(
    net: str | None, ip: str | None, gateway: str | None, ports: list[str], sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        plan_network(net, ip, gateway, ports)


def test_a_port_in_use_is_named() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
        holder.bind(("127.0.0.1", 0))
        number = holder.getsockname()[1]
        with pytest.raises(UsageError, match=f"udp port {number} of 127.0.0.1.*in use"):
            check_ports_free([PublishedPort("127.0.0.1", number, 53, "udp")])
        check_ports_free([PublishedPort("127.0.0.1", number, 53, "tcp")])


@pytest.mark.skipif(os.geteuid() != 0, reason="making a TAP device needs root")
def test_a_tap_device_is_made_and_goes_away() -> None:
    name = f"naja{os.getpid()}"[:15]
    fd = open_tap(name, "10.123.45.2/24")
    device = Path("/sys/class/net", name)
    assert int((device / "flags").read_text(), 16) & 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("10.123.45.1", 0))
        sender.sendto(b"ping", ("10.123.45.2", 9))
    frames = iter(lambda: os.read(fd, 2048), b"")
    request = next(frame for frame in frames if frame[12:14] == b"\x08\x06")
    assert struct.unpack_from("!4s", request, 38)[0] == bytes([10, 123, 45, 2])
    os.close(fd)
    assert not device.exists()


@pytest.mark.parametrize(
    "text", ["db", "=10.0.0.1", "db=", "db=300.1.1.1", "a b=10.0.0.1", "db=::1"]
)
def test_hosts_have_a_name_and_an_address(text):
    with pytest.raises(UsageError, match="write NAME=ADDRESS"):
        host_option(text)


def test_names_of_hosts_are_told_to_the_guest_in_small_letters():
    assert host_option("My-DB.example=10.0.0.5") == "naja.host.my-db.example=10.0.0.5"
