"""A stream inside this machine: two ends, and a queue of bytes in each direction.

In: `write` and its like, which wake an end. Out: `step`, in the next turn, tells the users. It
behaves as a TCP connection does: half-close, back pressure, a reset for what comes after `close`.
"""

from __future__ import annotations

import errno

from naja.lang import cold
from naja.os.net.channel import NEVER_DRAINED, Channel
from naja.os.net.tcp import options
from naja.os.net.tcp.user import NOBODY, User

MOST_AT_ONCE = 262144
OPENING, OPEN, CLOSED = 0, 1, 2


class Flow:
    """Bytes on their way in one direction. ended: no more will follow."""

    size: int
    ended: bool
    _pieces: list[bytes]
    _taken: int

    def __init__(self) -> None:
        self.size = 0
        self.ended = False
        self._pieces = []
        self._taken = 0

    def append(self, data: bytes) -> None:
        """Queue the bytes."""
        if len(data) != 0:
            self._pieces.append(data)
            self.size += len(data)

    def clear(self) -> None:
        """Forget what is queued."""
        self._pieces = []
        self._taken = 0
        self.size = 0

    def take(self, most: int) -> bytes:
        """Up to that many bytes from the front."""
        parts: list[bytes] = []
        whole = 0
        while most > 0 and whole < len(self._pieces):
            piece = self._pieces[whole]
            end = min(self._taken + most, len(piece))
            parts.append(piece[self._taken : end])
            most -= end - self._taken
            self._taken = end
            if end == len(piece):
                whole += 1
                self._taken = 0
        del self._pieces[:whole]
        data = parts[0] if len(parts) == 1 else b"".join(parts)
        self.size -= len(data)
        return data


class Waker:
    """Who has the ends looked at."""

    def wake(self, pipe: Pipe) -> None:
        """Call `step` in the next turn."""
        raise NotImplementedError

    def forget(self) -> None:
        """One end fewer is open."""
        raise NotImplementedError


class Pipe(Channel):
    """One end. error: the errno that ends it, once the user has been told of nothing else."""

    user: User
    awake: bool
    other: Pipe | None
    _owner: Waker
    _inward: Flow
    _outward: Flow
    _state: int
    _error: int
    _orphan: bool
    _end_told: bool

    def __init__(self, owner: Waker, local_port: int, peer: int, peer_port: int) -> None:
        super().__init__(local_port, peer, peer_port)
        self.user = NOBODY
        self.awake = False
        self.other = None
        self._owner = owner
        self._inward = Flow()
        self._outward = Flow()
        self._state = OPENING
        self._error = 0
        self._orphan = False
        self._end_told = False

    def own_address(self) -> int:
        return self.peer  # both ends are in this machine

    def join(self, other: Pipe) -> None:
        """Be connected with another end."""
        self.other = other
        other.other = self
        other._inward = self._outward
        other._outward = self._inward

    # what the user asks for

    def write(self, data: bytes) -> None:
        if not self._outward.ended and self._state != CLOSED:
            self._outward.append(data)
            self._wake_other()

    @cold
    def shut(self) -> None:
        self._outward.ended = True
        self._wake_other()

    @cold
    def close(self) -> None:
        self._orphan = True
        if self._inward.size != 0:
            self.abort()  # as TCP does with what was never read (RFC 2525, 2.17)
        else:
            self.shut()
            self._owner.wake(self)

    @cold
    def abort(self) -> None:
        other = self.other
        if self._state != CLOSED and other is not None:
            other.fail(errno.ECONNRESET)
        self._end()

    @cold
    def fail(self, error: int) -> None:
        """Tell the user of that end, in the next turn. Behind an end of the peer's, a reset is a
        broken pipe, as Linux says."""
        if self._state != CLOSED and self._error == 0:
            reset = error == errno.ECONNRESET
            self._error = errno.EPIPE if reset and self._inward.ended else error
            self._owner.wake(self)

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False
        self._owner.wake(self)

    def unsent(self) -> int:
        return max(self._outward.size - options.RECEIVE_BUFFER, 0)

    # what a turn does

    def step(self) -> None:
        """Tell the user what has happened."""
        if self._state == OPENING and self._error == 0:
            self._state = OPEN
            self._owner.wake(self)  # data is told of in a turn of its own
            self.user.opened()
        elif self._orphan:
            self._refuse()
        elif not self.paused:
            self._deliver()
        if self._error != 0 and (self.paused or self._inward.size == 0):
            self._fail_now()
        elif self._state == OPEN and self.unsent() <= self.low_water:
            self.low_water = NEVER_DRAINED
            self.user.drained()

    def _deliver(self) -> None:
        if self._inward.size != 0 and self._state == OPEN:
            data = self._inward.take(MOST_AT_ONCE)
            self.user.received(memoryview(data), 0, len(data))
            self._wake_other()
        if self._inward.size != 0:
            self._owner.wake(self)
        elif self._inward.ended and not self._end_told and not self.paused and self._error == 0:
            self._end_told = True
            self.user.finished()

    @cold
    def _refuse(self) -> None:
        """The user wants no more: whoever still writes is reset."""
        other = self.other
        if self._inward.size != 0 and other is not None:
            self._inward.clear()
            other.fail(errno.ECONNRESET)
            self._end()
        elif self._inward.ended and self._outward.size == 0:
            self._end()

    @cold
    def _fail_now(self) -> None:
        error = self._error
        user = self.user
        if self._state != CLOSED:
            self._end()
            user.closed(error)

    @cold
    def _end(self) -> None:
        if self._state != CLOSED:
            self._state = CLOSED
            self._inward.clear()
            self._outward.ended = True
            self._end_told = True
            self.user = NOBODY
            self._owner.forget()

    def _wake_other(self) -> None:
        other = self.other
        if other is not None and other._state != CLOSED:
            self._owner.wake(other)
