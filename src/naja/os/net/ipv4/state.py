"""What this host is called and who is near it: its address, its prefix and its gateway (RFC 1122,
3.3.1).

Everything is an int of 32 bits. `address` is 0 until a static configuration or DHCP sets it.
"""

from __future__ import annotations

from naja.lang import hot, inline
from naja.os.net.addresses import LIMITED_BROADCAST, is_multicast

NO_ROUTE = -1


class Settings:
    """The IPv4 configuration of one interface; `configure` and `clear` are its only changes."""

    address: int
    mask: int
    gateway: int
    broadcast: int

    def __init__(self) -> None:
        self.clear()

    def configure(self, address: int, mask: int, gateway: int) -> None:
        """Take the address; gateway 0 means that only neighbours can be reached."""
        self.address = address
        self.mask = mask
        self.gateway = gateway
        host_bits = mask ^ LIMITED_BROADCAST
        # RFC 3021: a 31-bit prefix, and likewise a lone address, has no broadcast address of
        # its own
        self.broadcast = address | host_bits if host_bits > 1 else LIMITED_BROADCAST

    def clear(self) -> None:
        """Have no address."""
        self.address = 0
        self.mask = 0
        self.gateway = 0
        self.broadcast = LIMITED_BROADCAST

    @inline
    def is_broadcast(self, address: int) -> bool:
        """Whether every host of the link is meant."""
        return address == LIMITED_BROADCAST or address == self.broadcast

    @inline
    def on_link(self, address: int) -> bool:
        """Whether the address lies in the own prefix."""
        return (address ^ self.address) & self.mask == 0

    def is_neighbour(self, address: int) -> bool:
        """Whether another single host of the own prefix may have that address."""
        if address == self.gateway and address != 0:
            return True
        return self.on_link(address) and address != self.address and not self.is_broadcast(address)

    @hot
    def next_hop(self, destination: int) -> int:
        """The neighbour that a packet to `destination` goes to, or NO_ROUTE."""
        if self.on_link(destination) and self.address != 0:
            return destination
        if self.gateway == 0 or is_multicast(destination):
            return NO_ROUTE
        return self.gateway
