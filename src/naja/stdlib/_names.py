"""Names of hosts: literal addresses, `localhost`, and what `naja run --host NAME=ADDRESS` says.

What `socket` and `asyncio` know of names; there are no others, and no names of services.
"""

from __future__ import annotations

import socket
from socket import AddressFamily, SocketKind

from naja.lang import cold
from naja.os.net.addresses import format_ipv4, parse_decimal, parse_ipv4
from naja.os.net.configuration import option
from naja.os.net.loopback.glue import LOCALHOST
from naja.platform import contract

Info = tuple[AddressFamily, SocketKind, int, str, tuple[str, int]]
KINDS = [
    (socket.SOCK_STREAM, socket.IPPROTO_TCP),
    (socket.SOCK_DGRAM, socket.IPPROTO_UDP),
    (socket.SOCK_RAW, socket.IPPROTO_IP),
]
_UNSPECIFIED = "0.0.0.0"


class gaierror(OSError):
    """A name or service that nobody knows, under the name that CPython gives it."""

    __module__ = "naja.stdlib.socket"


@cold
def resolve(host: str) -> int:
    """The IPv4 address that the host's name stands for. Raises gaierror."""
    try:
        return parse_ipv4(host)
    except ValueError:
        pass
    name = host.lower().rstrip(".")
    if name == "localhost":
        return LOCALHOST
    address = option(contract.command_line(), "host." + name)
    if address is None:
        raise gaierror(socket.EAI_NONAME, "Name or service not known")
    return parse_ipv4(address)


@cold
def check_family(family: int) -> None:
    """There is IPv4. Raises gaierror."""
    if family not in (socket.AF_UNSPEC, socket.AF_INET):
        raise gaierror(socket.EAI_ADDRFAMILY, "Address family for hostname not supported")


def _address(host: str | None, flags: int) -> int:
    if host is None:
        return 0 if flags & socket.AI_PASSIVE else LOCALHOST
    if flags & socket.AI_NUMERICHOST == 0:
        return resolve(host)
    try:
        return parse_ipv4(host)
    except ValueError:
        raise gaierror(socket.EAI_NONAME, "Name or service not known") from None


def _port(service: int | str | None) -> int:
    if service is None:
        return 0
    if isinstance(service, int):
        return service & 0xFFFF
    port = parse_decimal(service, 0xFFFF)
    if port < 0:
        raise gaierror(socket.EAI_SERVICE, "Servname not supported for ai_socktype")
    return port


@cold
def getaddrinfo(
    host: str | None,
    port: int | str | None,
    family: int = 0,
    type: int = 0,
    proto: int = 0,
    flags: int = 0,
) -> list[Info]:
    """What to give to `socket.socket` and its `connect`. Raises gaierror."""
    if host is None and port is None:
        raise gaierror(socket.EAI_NONAME, "Name or service not known")
    check_family(family)
    name = (format_ipv4(_address(host, flags)), _port(port))
    canonical = host if host is not None and flags & socket.AI_CANONNAME else ""
    found: list[Info] = []
    for kind, protocol in KINDS:
        if type in (0, kind) and proto in (0, protocol):
            found.append((socket.AF_INET, kind, int(protocol), canonical, name))
            canonical = ""
    if len(found) == 0:
        raise gaierror(socket.EAI_SOCKTYPE, "ai_socktype not supported")
    return found


@cold
def getnameinfo(sockaddr: tuple[str, int], flags: int) -> tuple[str, str]:
    """Host and port as text. Raises gaierror."""
    address = resolve(sockaddr[0])
    if flags & socket.NI_NUMERICHOST == 0 and address == LOCALHOST:
        return ("localhost", str(sockaddr[1]))
    if flags & socket.NI_NAMEREQD:
        raise gaierror(socket.EAI_NONAME, "Name or service not known")
    return (format_ipv4(address), str(sockaddr[1]))


def gethostbyname(hostname: str) -> str:
    """The address as text. Raises gaierror."""
    return format_ipv4(resolve(hostname) if hostname != "" else 0)


def inet_aton(ip_string: str) -> bytes:
    """The four bytes of a dotted quad. Raises OSError."""
    try:
        return parse_ipv4(ip_string).to_bytes(4, "big")
    except ValueError:
        raise OSError("illegal IP address string passed to inet_aton") from None


def inet_ntoa(packed_ip: bytes) -> str:
    """The dotted quad of four bytes. Raises OSError."""
    if len(packed_ip) != 4:
        raise OSError("packed IP wrong length for inet_ntoa")
    return format_ipv4(int.from_bytes(packed_ip, "big"))
