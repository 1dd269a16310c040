"""From the boot arguments to a running stack: `naja.net0=ADDRESS/PREFIX[,GATEWAY[,MAC]]` or
`=dhcp`.

Malformed options raise ConfigurationError with the option in its text. The MAC address, where one
is given, is the platform's affair.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.entropy.pool import PlatformPool
from naja.os.net import options
from naja.os.net.addresses import (
    is_unicast_source,
    parse_decimal,
    parse_ipv4,
    prefix_mask,
)
from naja.os.net.dhcp.glue import DhcpClient
from naja.os.net.stack import Stack
from naja.platform import contract
from naja.runtime import timeline

DHCP = "dhcp"


class ConfigurationError(OSError):
    """The boot arguments do not describe a network that this stack can join."""


class StaticAddress:
    """An address with its netmask and gateway (0: none)."""

    address: int
    mask: int
    gateway: int

    def __init__(self, address: int, mask: int, gateway: int) -> None:
        self.address = address
        self.mask = mask
        self.gateway = gateway


@cold
def option(line: str, name: str) -> str | None:
    """The value of the boot option of that name, or None."""
    prefix = f"naja.{name}="
    for word in line.split(" "):
        if word == "--":
            return None
        if word.startswith(prefix):
            return word[len(prefix) :]
    return None


@cold
def parse_static(text: str) -> StaticAddress:
    """The address that `ADDRESS/PREFIX[,GATEWAY[,MAC]]` describes. Raises ConfigurationError."""
    try:
        return _parse_static(text)
    except ValueError as error:
        raise ConfigurationError(f"network option {text}: {error}") from None


def _parse_static(text: str) -> StaticAddress:
    parts = text.split(",")
    halves = parts[0].split("/")
    length = parse_decimal(halves[1], 32) if len(halves) == 2 else -1
    if length < 0 or len(parts) > 3:
        raise ValueError("expected ADDRESS/PREFIX[,GATEWAY[,MAC]], as in 10.0.0.2/24")
    address = parse_ipv4(halves[0])
    mask = prefix_mask(length)
    if not is_unicast_source(address):
        raise ValueError("no host can have that address")
    gateway = 0
    if len(parts) > 1 and len(parts[1]) != 0:
        gateway = parse_ipv4(parts[1])
        if gateway == address or not is_unicast_source(gateway):
            raise ValueError("no gateway can have that address")
    return StaticAddress(address, mask, gateway)


@cold
def open_stack(name: str) -> Stack:
    """The stack of the device of that name, configured as the boot arguments say.

    Raises ConfigurationError, and DeviceError if there is no such device."""
    text = option(contract.command_line(), name)
    if text is None:
        raise ConfigurationError(f"there is no network: naja.{name} is not set; run with --net")
    stack = Stack(contract.network_device(name))
    timeline.note(timeline.DEVICE)
    if options.DHCP and text == DHCP:
        DhcpClient(stack, PlatformPool(), contract.clock_monotonic())
    else:
        static = parse_static(text)
        stack.settings.configure(static.address, static.mask, static.gateway)
        timeline.note(timeline.ADDRESS)
    return stack
