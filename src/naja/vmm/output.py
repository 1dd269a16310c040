"""Carries what a guest prints to standard output, and tells when it begins."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

CHUNK = 65536


class Output:
    """fd: where the guest writes. begun: called once, before its first words are passed on."""

    def __init__(self, begun: Callable[[], None], target: int = 1) -> None:
        self._source, self.fd = os.pipe()
        self._begun, self._target = begun, target
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def start(self) -> None:
        """Begin to carry; until then the words wait."""
        self._thread.start()

    def _carry(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())  # they are the launcher's
        data = os.read(self._source, CHUNK)
        if data:
            self._begun()
        while data:
            try:
                while data:
                    data = data[os.write(self._target, data) :]
            except OSError:
                os.close(self._source)  # nobody listens: the guest is to learn it
                self._source = -1
                return
            data = os.read(self._source, CHUNK)

    def close(self) -> None:
        """Pass on the rest. The guest has ended, and nobody else holds a copy of `fd`."""
        os.close(self.fd)
        if self._thread.is_alive():
            self._thread.join()
        if self._source >= 0:
            os.close(self._source)
