"""The loopback at work: who listens on it, connecting, and what happens in a turn."""

from __future__ import annotations

import errno

from naja.lang import cold
from naja.os.entropy.pool import RandomSource
from naja.os.net.loopback.pipe import Pipe, Waker
from naja.os.net.tcp import options
from naja.os.net.tcp.listener import EPHEMERAL_COUNT, EPHEMERAL_FIRST, Listener
from naja.os.net.tcp.user import User

LOCALHOST = 127 << 24 | 1


def is_loopback(address: int) -> bool:
    """Whether the address is in 127.0.0.0/8."""
    return address >> 24 == 127


class Loopback(Waker):
    """The streams of this machine with itself."""

    _awake: list[Pipe]
    _ends: int
    _next_port: int

    def __init__(self, random: RandomSource) -> None:
        self._awake = []
        self._ends = 0
        self._next_port = random.u32() % EPHEMERAL_COUNT

    @cold
    def begin(self, address: int, port: int, local_port: int) -> Pipe:
        """An end that is to be connected with that port. local_port: 0 for any.

        Raises OSError: ENOBUFS."""
        if self._ends >= 2 * options.CONNECTIONS:
            raise OSError(errno.ENOBUFS, "No buffer space available")
        while local_port in (0, port):
            self._next_port = (self._next_port + 1) % EPHEMERAL_COUNT
            local_port = EPHEMERAL_FIRST + self._next_port
        return Pipe(self, local_port, address, port)

    @cold
    def connect(self, pipe: Pipe, user: User, listener: Listener | None) -> None:
        """Connect with the listener, or be refused if there is none; the user hears of it."""
        self._ends += 1
        pipe.user = user
        self.wake(pipe)
        if listener is None:
            pipe.fail(errno.ECONNREFUSED)
            return
        other = Pipe(self, pipe.peer_port, pipe.peer, pipe.local_port)
        self._ends += 1
        pipe.join(other)
        other.user = listener.accept(other)
        self.wake(other)

    def wake(self, pipe: Pipe) -> None:
        if not pipe.awake:
            pipe.awake = True
            self._awake.append(pipe)

    def forget(self) -> None:
        self._ends -= 1

    def poll(self) -> None:
        """Do what was asked for before."""
        awake = self._awake
        self._awake = []
        for pipe in awake:
            pipe.awake = False
            pipe.step()

    def has_work(self) -> bool:
        """Whether `poll` has something to do."""
        return len(self._awake) != 0
