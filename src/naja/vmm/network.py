"""What a user says about a guest's network, checked and turned into what the launchers need.

`--net tap:NAME | user | none`, `--ip CIDR`, `--gateway IP` and `-p [ADDR:]HOSTPORT:GUESTPORT[/udp]`
become a `NetworkPlan`: the mode, the guest's address, and the published ports. Every mistake is a
UsageError with a sentence that names the option.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from naja.vmm.errors import UsageError

USER_ADDRESS, USER_GATEWAY = "10.0.2.15/24", "10.0.2.2"
PORT = re.compile(
    r"(?:(?P<address>[^:]+|\[[^\]]+\]):)?(?P<host>\d+):(?P<guest>\d+)(?:/(?P<kind>\w+))?"
)
TAP_NAME = re.compile(r"[^\s/:]{1,15}")


@dataclass(frozen=True)
class PublishedPort:
    """A port of the host that leads to a port of the guest. kind: "tcp" or "udp"."""

    address: str
    host: int
    guest: int
    kind: str


@dataclass(frozen=True)
class NetworkPlan:
    """mode: "none", "user" or "tap". address: CIDR, "dhcp" or ""; gateway may be ""."""

    mode: str
    tap: str
    address: str
    gateway: str
    mac: str
    ports: tuple[PublishedPort, ...]

    def boot_option(self) -> str:
        """The guest's `naja.net0=` option, or nothing."""
        if self.mode == "none" or not self.address:
            return ""
        if self.address == "dhcp":
            return "naja.net0=dhcp"
        gateway = f",{self.gateway}" if self.gateway else ""
        return f"naja.net0={self.address}{gateway}"


def plan_network(
    net: str | None, ip: str | None, gateway: str | None, published: Sequence[str]
) -> NetworkPlan:
    """Check the options together. Raises UsageError."""
    ports = tuple(parse_port(text) for text in published)
    mode, _, name = (net or ("user" if ports else "none")).partition(":")
    if mode not in {"none", "user", "tap"} or (mode == "tap") != bool(name):
        raise UsageError(f"--net {net}: write tap:NAME, user or none")
    if mode == "tap" and not TAP_NAME.fullmatch(name):
        raise UsageError(f"--net {net}: that is no name for a TAP device")
    if ports and mode != "user":
        raise UsageError(
            "-p publishes ports through user networking: leave out --net, or reach the guest "
            "at its own address"
        )
    if mode == "none" and (ip or gateway):
        raise UsageError("--ip and --gateway need a network: add --net user or --net tap:NAME")
    address = _address(ip) if ip else (USER_ADDRESS if mode == "user" else "dhcp")
    if not gateway and mode == "user" and not ip:
        gateway = USER_GATEWAY
    return NetworkPlan(mode, name, address, _gateway(gateway, address), random_mac(), ports)


HOST = re.compile(r"(?P<name>[\w-]+(?:\.[\w-]+)*)=(?P<address>.+)", re.ASCII)


def host_option(text: str) -> str:
    """The guest's boot option for `--host NAME=ADDRESS`. Raises UsageError."""
    match = HOST.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        address = ipaddress.IPv4Address(match["address"])
    except ValueError:
        raise UsageError(f"--host {text}: write NAME=ADDRESS, as in db=10.0.0.5") from None
    return f"naja.host.{match['name'].lower()}={address}"


def parse_port(text: str) -> PublishedPort:
    """[ADDR:]HOSTPORT:GUESTPORT[/udp|/tcp]. Raises UsageError."""
    match = PORT.fullmatch(text)
    if not match:
        raise UsageError(f"-p {text}: write [ADDR:]HOSTPORT:GUESTPORT[/udp], such as 8053:53/udp")
    kind = match["kind"] or "tcp"
    if kind not in {"tcp", "udp"}:
        raise UsageError(f"-p {text}: only /tcp and /udp can be published")
    host, guest = int(match["host"]), int(match["guest"])
    if not (0 < host < 65536 and 0 < guest < 65536):
        raise UsageError(f"-p {text}: a port is a number from 1 to 65535")
    address = match["address"] or "127.0.0.1"
    try:
        ipaddress.IPv4Address(address)
    except ValueError:
        raise UsageError(f"-p {text}: {address} is not an IPv4 address") from None
    return PublishedPort(address, host, guest, kind)


def check_ports_free(ports: Sequence[PublishedPort]) -> None:
    """Raises UsageError for the first port that this host cannot give."""
    for port in ports:
        kind = socket.SOCK_STREAM if port.kind == "tcp" else socket.SOCK_DGRAM
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((port.address, port.host))
            except PermissionError:
                raise UsageError(
                    f"port {port.host} needs root: publish one above 1023, such as "
                    f"-p {port.host + 8000}:{port.guest}/{port.kind}"
                ) from None
            except OSError as error:
                raise UsageError(
                    f"{port.kind} port {port.host} of {port.address} cannot be published: "
                    f"{error.strerror}; choose another one"
                ) from None


def random_mac() -> str:
    """A locally administered unicast address."""
    return ":".join(f"{byte:02x}" for byte in b"\x02" + os.urandom(5))


def _address(text: str) -> str:
    if text == "dhcp":
        return text
    try:
        interface = ipaddress.IPv4Interface(text)
    except ValueError:
        raise UsageError(f"--ip {text}: write an address and prefix, such as 10.0.0.2/24") from None
    if "/" not in text:
        raise UsageError(f"--ip {text}: add the length of the prefix, such as {text}/24")
    return str(interface)


def _gateway(text: str | None, address: str) -> str:
    if not text:
        return ""
    try:
        gateway = ipaddress.IPv4Address(text)
    except ValueError:
        raise UsageError(f"--gateway {text}: that is not an IPv4 address") from None
    if address != "dhcp" and gateway not in ipaddress.IPv4Interface(address).network:
        raise UsageError(f"--gateway {text}: it is not in the network of {address}")
    return text
