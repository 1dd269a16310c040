"""Who a connection belongs to, as the connection sees it."""

from __future__ import annotations


class User:
    """Who a connection belongs to; all calls come from within a turn of the stack."""

    def opened(self) -> None:
        """The connection is established."""
        raise NotImplementedError

    def received(self, frame: memoryview, start: int, end: int) -> None:
        """Take frame[start:end], the next bytes of the peer; the frame is only lent."""
        raise NotImplementedError

    def given(self, data: bytes) -> None:
        """The same with an object that is the user's from now on."""
        self.received(memoryview(data), 0, len(data))

    def finished(self) -> None:
        """The peer has no more to say; the own direction stays open."""
        raise NotImplementedError

    def drained(self) -> None:
        """No more than `low_water` bytes wait to be sent for the first time."""
        raise NotImplementedError

    def closed(self, error: int) -> None:
        """It is over: 0 for an orderly end, else the errno of what ended it."""
        raise NotImplementedError


class Nobody(User):
    """The user of a connection that has none yet, or none any more."""


NOBODY = Nobody()
