"""A two-way stream of bytes as those who use it know it: a connection of TCP, or of the loopback.

What comes of it is told to a `User` (tcp/user.py).
"""

from __future__ import annotations

NEVER_DRAINED = -1


class Channel:
    """One end. ports: the own and, in the lower 16 bits, that of the other end, `peer`.

    paused: whether what comes is kept instead of handed over. low_water: the user is told once that
    no more bytes than this are unsent, if it is not NEVER_DRAINED."""

    ports: int
    peer: int
    paused: bool
    low_water: int

    def __init__(self, local_port: int, peer: int, peer_port: int) -> None:
        self.ports = local_port << 16 | peer_port
        self.peer = peer
        self.paused = False
        self.low_water = NEVER_DRAINED

    @property
    def local_port(self) -> int:
        """The own port."""
        return self.ports >> 16

    @property
    def peer_port(self) -> int:
        """The other's port."""
        return self.ports & 0xFFFF

    def own_address(self) -> int:
        """The address of this end."""
        raise NotImplementedError

    def write(self, data: bytes) -> None:
        """Queue the bytes behind those before them; nothing happens once the own side is shut."""
        raise NotImplementedError

    def shut(self) -> None:
        """Send no more behind what is written (half-close)."""
        raise NotImplementedError

    def close(self) -> None:
        """Shut, and want no more of the peer."""
        raise NotImplementedError

    def abort(self) -> None:
        """End at once; the peer learns of it as an error."""
        raise NotImplementedError

    def exhausted(self) -> None:
        """End at once: there was no memory for what came."""
        self.abort()

    def pause(self) -> None:
        """Keep what comes instead of handing it over."""
        raise NotImplementedError

    def resume(self) -> None:
        """Hand over what was kept, and what comes."""
        raise NotImplementedError

    def unsent(self) -> int:
        """Bytes that wait because the peer does not take them."""
        raise NotImplementedError
