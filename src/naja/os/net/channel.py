"""A two-way stream of bytes as those who use it know it: a connection of TCP, or of the loopback.

What comes of it is told to a `User` (tcp/connection.py).
"""

from __future__ import annotations

NEVER_DRAINED = -1


class Channel:
    """One end. peer, peer_port: the other. paused: whether what comes is kept instead of handed
    over. low_water: the user is told once that no more bytes than this are unsent, if it is not
    NEVER_DRAINED. looped: both ends are in this machine, at the same address."""

    local_port: int
    peer: int
    peer_port: int
    paused: bool
    low_water: int
    looped: bool

    def __init__(self, local_port: int, peer: int, peer_port: int) -> None:
        self.local_port = local_port
        self.peer = peer
        self.peer_port = peer_port
        self.paused = False
        self.low_water = NEVER_DRAINED
        self.looped = False

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

    def pause(self) -> None:
        """Keep what comes instead of handing it over."""
        raise NotImplementedError

    def resume(self) -> None:
        """Hand over what was kept, and what comes."""
        raise NotImplementedError

    def unsent(self) -> int:
        """Bytes that wait because the peer does not take them."""
        raise NotImplementedError
