"""Asking a guest to end: a pair of sockets between the launcher and the guest.

A guest that wants to hear of signals (`contract.stop_signal`) says so with one byte. From then on a
signal is a byte to it. By SIGINT and SIGTERM it is asked to end, and has GRACE_SECONDS for that:
the same signal again, or the end of that time, ends it. A guest that says nothing is stopped by the
signal itself.
"""

from __future__ import annotations

import signal
import socket

GRACE_SECONDS = 15
ENDING = {signal.SIGINT, signal.SIGTERM}


class StopLine:
    """The launcher's end of the pair; guest: the descriptor of the other."""

    def __init__(self) -> None:
        self._own, self._guest = socket.socketpair()
        self._own.setblocking(False)
        self._guest.setblocking(False)
        self._listening = False
        self._asked: set[int] = set()

    @property
    def guest(self) -> int:
        return self._guest.fileno()

    def ask(self, number: int) -> bool:
        """Tell the guest of a signal; False: it does not listen, or was asked to end before."""
        if number in self._asked or not self._listens():
            return False
        self._own.send(bytes([number]))
        if number in ENDING:
            self._asked.add(number)
            signal.alarm(GRACE_SECONDS)
        return True

    def _listens(self) -> bool:
        if not self._listening:
            try:
                self._listening = len(self._own.recv(1)) == 1
            except BlockingIOError:
                return False
        return self._listening

    def close(self) -> None:
        """Give the descriptors back."""
        if self._asked:
            signal.alarm(0)
        self._own.close()
        self._guest.close()
