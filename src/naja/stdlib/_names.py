"""Names of hosts: literal addresses, `localhost`, and what `naja run --host NAME=ADDRESS` says."""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.addresses import parse_ipv4
from naja.os.net.configuration import option
from naja.os.net.loopback.glue import LOCALHOST
from naja.platform import contract

NAME_UNKNOWN = -2


class gaierror(OSError):
    """A name or service that nobody knows, under the name that CPython gives it."""


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
        raise gaierror(NAME_UNKNOWN, "Name or service not known")
    return parse_ipv4(address)
