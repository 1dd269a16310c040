"""What a program derives from to be told of a transport's events."""

from __future__ import annotations

from naja.stdlib.asyncio.transports import DatagramTransport


class BaseProtocol:
    """Events common to all transports."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is closed."""

    def pause_writing(self) -> None:
        """Never called: what cannot be sent soon is refused."""

    def resume_writing(self) -> None:
        """Never called."""


class DatagramProtocol(BaseProtocol):
    """Events of a datagram endpoint."""

    def connection_made(self, transport: DatagramTransport) -> None:
        """The endpoint is open."""

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A datagram has come from that address."""

    def error_received(self, exc: Exception) -> None:
        """Sending failed."""
