"""A transport protocol that a program may or may not use: the stack knows it as this alone, so that
an image without it has none of its code."""

from __future__ import annotations


class Transport:
    """What a stack asks of a protocol above IPv4. Times are nanoseconds."""

    def receive(self, frame: memoryview, now: int) -> None:
        """Take the packet that the view of `Ipv4` describes."""
        raise NotImplementedError

    def unreachable(self, frame: memoryview, code: int, mtu: int, quoted: int, end: int) -> None:
        """An ICMP error says that a packet of this protocol, whose beginning is
        frame[quoted:end], did not arrive. mtu: the next hop's, if the code is that it was too
        long."""
        raise NotImplementedError

    def finish(self, now: int) -> None:
        """End a turn: do what is due, send what is queued."""
        raise NotImplementedError

    def deadline(self) -> int:
        """When `finish` has something to do next, if no frame comes; NEVER if it has not."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close everything, as the end of a process does."""
        raise NotImplementedError

    def has_unfinished(self) -> bool:
        """Whether a peer has still to acknowledge something."""
        raise NotImplementedError
