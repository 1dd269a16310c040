"""Carries standard input to a guest, and what it reports to standard error, until the guest ends.

A serial line has no end of file, so one is made: EOT (Ctrl-D) means the end, and DLE says that the
byte behind it is meant literally. At a terminal the line discipline stays with the host: lines are
edited there, and Ctrl-C reaches the launcher.
"""

from __future__ import annotations

import os
import select

EOT, DLE = b"\x04", b"\x10"
CHUNK = 4096


def encode(data: bytes) -> bytes:
    """The bytes as they travel on the line."""
    return data.replace(DLE, DLE + DLE).replace(EOT, DLE + EOT)


class Relay:
    """Input for the process `pid`, from `source` (None: no input) to `target`; and what it reports,
    from `errors` to standard error. `target` and `errors` are closed in the end."""

    def __init__(self, pid: int, source: int | None, target: int, errors: int) -> None:
        self._source, self._target, self._errors = source, target, errors
        self._process = os.pidfd_open(pid)
        self._pending = b""
        self._ended = False
        os.set_blocking(target, False)
        os.set_blocking(errors, False)
        if source is None or not _readable(source):
            self._end()

    def run(self) -> None:
        """Returns when the process has ended."""
        while self._step():
            pass
        self._report()
        for fd in (self._target, self._errors, self._process):
            os.close(fd)

    def _step(self) -> bool:
        poll = select.poll()
        poll.register(self._process, select.POLLIN)
        poll.register(self._errors, select.POLLIN)
        if self._pending:
            poll.register(self._target, select.POLLOUT)
        elif not self._ended and self._source is not None:
            poll.register(self._source, select.POLLIN)
        ready = [fd for fd, _ in poll.poll()]
        if self._errors in ready:
            self._report()
        if self._target in ready:
            self._send()
        elif self._source is not None and self._source in ready:
            self._receive(self._source)
        return self._process not in ready

    def _report(self) -> None:
        """Pass on what there is."""
        try:
            while data := os.read(self._errors, CHUNK):
                while data:
                    data = data[os.write(2, data) :]
        except BlockingIOError:
            return

    def _receive(self, source: int) -> None:
        data = os.read(source, CHUNK)
        if data:
            self._pending = encode(data)
        else:
            self._end()

    def _end(self) -> None:
        self._pending += EOT
        self._ended = True

    def _send(self) -> None:
        try:
            self._pending = self._pending[os.write(self._target, self._pending) :]
        except BrokenPipeError:
            self._pending = b""
            self._ended = True


def _readable(source: int) -> bool:
    """A closed descriptor is no input; neither is a terminal that another job is reading."""
    try:
        return not os.isatty(source) or os.tcgetpgrp(source) == os.getpgrp()
    except OSError:
        return False
