"""The open ports, and who takes what arrives there.

Pure. At most options.SOCKETS are open. A port that the caller leaves to the table is picked from
the ephemeral range starting at a random place that the caller passes in (RFC 6056, algorithm 1).
"""

from __future__ import annotations

import errno

from naja.lang import cold, hot
from naja.os.net.udp import options


class Receiver:
    """Who takes the datagrams of a port."""

    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        """Take frame[start:end], which came from that address and port; the frame is only lent."""
        raise NotImplementedError


class Ports:
    """Port number to receiver."""

    _receivers: dict[int, Receiver]
    _hit_port: int
    _hit: Receiver | None

    def __init__(self) -> None:
        self._receivers = {}
        self._hit_port = 0
        self._hit = None

    @hot
    def find(self, port: int) -> Receiver | None:
        """Who listens on the port."""
        if port == self._hit_port and port != 0:
            return self._hit
        receiver = self._receivers.get(port)
        if receiver is not None:
            self._hit_port = port
            self._hit = receiver
        return receiver

    @cold
    def open(self, port: int, receiver: Receiver, random: int) -> int:
        """Bind the receiver to the port, or to a free one if it is 0; returns the port.

        Raises OSError: EADDRINUSE if it is open already, ENOBUFS if no more may be."""
        if len(self._receivers) >= options.SOCKETS:
            raise OSError(errno.ENOBUFS, "No buffer space available")
        if port == 0:
            port = self._pick(random)
        elif port in self._receivers:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        self._receivers[port] = receiver
        return port

    @cold
    def close(self, port: int) -> None:
        """Free the port; nothing happens if nobody has it."""
        if port in self._receivers:
            del self._receivers[port]
            self._hit_port = 0
            self._hit = None

    def _pick(self, random: int) -> int:
        count = options.EPHEMERAL_LAST - options.EPHEMERAL_FIRST + 1
        offset = random % count
        while options.EPHEMERAL_FIRST + offset in self._receivers:
            offset = (offset + 1) % count
        return options.EPHEMERAL_FIRST + offset
