"""TAP devices of the host: open one that exists, or make one and take it away again.

A device named `--net tap:NAME` is used as it is when it is there. When it is not, and the
launcher may, it is made for this run: up, and with the guest's gateway address (or, without one,
the first address of the guest's network) on the host's side, so that host and guest reach each
other at once.
"""

from __future__ import annotations

import fcntl
import ipaddress
import os
import socket
import struct
from pathlib import Path

from naja.vmm.errors import UsageError

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI, IFF_VNET_HDR = 0x0002, 0x1000, 0x4000
SIOCSIFFLAGS, SIOCSIFADDR, SIOCSIFNETMASK = 0x8914, 0x8916, 0x891C
TUNSETOFFLOAD, TUN_F_CSUM, TUN_F_TSO4 = 0x400454D0, 1, 2
IFF_UP = 1
CLONE = Path("/dev/net/tun")


def open_tap(name: str, address: str = "", gateway: str = "", vnet_header: bool = False) -> int:
    """The descriptor of that device. It vanishes with the descriptor if it was made here.

    vnet_header: frames carry the header that QEMU expects. Raises UsageError."""
    exists = Path("/sys/class/net", name).exists()
    try:
        fd = os.open(CLONE, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise UsageError(f"{CLONE} cannot be opened: {error.strerror}; use --net user") from None
    flags = IFF_TAP | IFF_NO_PI | (IFF_VNET_HDR if vnet_header else 0)
    try:
        fcntl.ioctl(fd, TUNSETIFF, struct.pack("<16sH22x", name.encode(), flags))
        if not exists:
            _configure(name, _host_address(address, gateway))
    except OSError as error:
        os.close(fd)
        raise UsageError(_sentence(name, exists, error)) from None
    return fd


def leave_work_to(fd: int) -> bool:
    """Have the kernel take and give frames with unfinished checksums, and large ones; False if this
    kernel does not."""
    try:
        fcntl.ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4)
    except OSError:
        return False
    return True


def _sentence(name: str, exists: bool, error: OSError) -> str:
    if isinstance(error, PermissionError) and not exists:
        return (
            f"TAP device {name} does not exist and may not be made here: "
            f"sudo ip tuntap add {name} mode tap user $USER, or use --net user"
        )
    if isinstance(error, PermissionError):
        return f"TAP device {name} belongs to another user: use one of your own, or --net user"
    return f"TAP device {name} cannot be used: {error.strerror}"


def _host_address(address: str, gateway: str) -> ipaddress.IPv4Interface | None:
    if not address or address == "dhcp":
        return None
    guest = ipaddress.IPv4Interface(address)
    if gateway:
        return ipaddress.IPv4Interface(f"{gateway}/{guest.network.prefixlen}")
    for host in guest.network.hosts():
        if host != guest.ip:
            return ipaddress.IPv4Interface(f"{host}/{guest.network.prefixlen}")
    return None


def _configure(name: str, host: ipaddress.IPv4Interface | None) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        if host:
            _set_address(control, SIOCSIFADDR, name, host.ip)
            _set_address(control, SIOCSIFNETMASK, name, host.network.netmask)
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("<16sH22x", name.encode(), IFF_UP))


def _set_address(
    control: socket.socket, request: int, name: str, address: ipaddress.IPv4Address
) -> None:
    fields = struct.pack("<16sHH4s16x", name.encode(), socket.AF_INET, 0, address.packed)
    fcntl.ioctl(control, request, fields)
