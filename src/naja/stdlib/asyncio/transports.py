"""Transports and the protocols that programs derive from, as far as they do not depend on the kind
of network (CPython's documentation, "Transports and Protocols")."""

from __future__ import annotations


class BaseProtocol:
    """Events common to all transports."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is closed; exc: what ended it, if it was not closed on purpose."""

    def pause_writing(self) -> None:
        """More waits to be sent than the high-water mark allows. Datagrams never call this: what
        cannot be sent soon is refused."""

    def resume_writing(self) -> None:
        """No more waits to be sent than the low-water mark allows."""


class BaseTransport:
    """A transport of any kind."""

    def close(self) -> None:
        """Close; the protocol's connection_lost is called soon."""
        raise NotImplementedError

    def is_closing(self) -> bool:
        """Whether it is closed or about to be."""
        raise NotImplementedError
