"""Carries what a guest prints to standard output, tells when it begins, and takes out the records
of its timeline (`naja.runtime.timeline`)."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

CHUNK = 65536
RECORD, END = b"\x1e", b"\n"
LONGEST_RECORD = 80


def ignore(record: bytes) -> bool:
    """Nothing is a record."""
    return False


class Output:
    """fd: where the guest writes. begun: called once, before its first words are passed on.
    recorded: is given what may be a record; False if it is none, and is to be passed on."""

    def __init__(
        self,
        begun: Callable[[], None],
        target: int = 1,
        recorded: Callable[[bytes], bool] = ignore,
    ) -> None:
        self._source, self.fd = os.pipe()
        self._begun, self._target, self._recorded = begun, target, recorded
        self._held = b""
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def start(self) -> None:
        """Begin to carry; until then the words wait."""
        self._thread.start()

    def _carry(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())  # they are the launcher's
        begun = False
        while read := os.read(self._source, CHUNK):
            data = self._without_records(read)
            if data and not begun:
                begun = True
                self._begun()
            if not self._passed_on(data):
                os.close(self._source)  # nobody listens: the guest is to learn it
                self._source = -1
                return
        self._passed_on(self._held)

    def _passed_on(self, data: bytes) -> bool:
        """False when nobody takes it."""
        try:
            while data:
                data = data[os.write(self._target, data) :]
        except OSError:
            return False
        return True

    def _without_records(self, read: bytes) -> bytes:
        """What is to be passed on; the beginning of what may be a record waits for the rest."""
        words, *parts = (self._held + read).split(RECORD)
        self._held = b""
        for count, part in enumerate(parts, 1):
            record, end, rest = part.partition(END)
            if not end and count == len(parts) and len(record) < LONGEST_RECORD:
                self._held = RECORD + record
            elif end and self._recorded(record):
                words += rest
            else:
                words += RECORD + part
        return words

    def close(self) -> None:
        """Pass on the rest. The guest has ended, and nobody else holds a copy of `fd`."""
        os.close(self.fd)
        if self._thread.is_alive():
            self._thread.join()
        if self._source >= 0:
            os.close(self._source)
