"""Who looks at the frames of a wire: a capture file, and lines on standard error.

A frame is seen as the guest's device sees it: as it was sent, and as it came. What faults did is
told with it; a frame to the guest that is lost is in no capture, since it never came.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from naja.vmm.frames import Decoder
from naja.vmm.pcap import Pcap


class Watcher(Protocol):
    """Sees every frame. outward: the guest sent it. note: what faults did to it, or ""."""

    def see(self, frame: bytes, outward: bool, note: str) -> None: ...


def say(text: str) -> None:
    """One line on standard error, in one piece between those of others; it may be closed."""
    with suppress(OSError):
        os.write(2, f"{text}\n".encode())


class Capture:
    """Into a file, until it is full."""

    def __init__(self, pcap: Pcap) -> None:
        self._pcap: Pcap | None = pcap

    def see(self, frame: bytes, outward: bool, note: str) -> None:
        """Write it. The network goes on when the file does not."""
        if self._pcap is None or (note == "lost" and not outward):
            return
        try:
            self._pcap.add(frame, time.time_ns())
        except OSError as error:
            say(f"naja: {error.filename}: {error.strerror}: the capture ends here")
            self.close()

    def close(self) -> None:
        """Close the file."""
        if self._pcap is not None:
            self._pcap.close()
        self._pcap = None


class Trace:
    """A line a frame: seconds since the start, the direction as the guest sees it, the frame."""

    def __init__(
        self, say: Callable[[str], None] = say, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._clock = say, clock
        self._start = clock()
        self._decoder = Decoder()

    def see(self, frame: bytes, outward: bool, note: str) -> None:
        """Print it."""
        direction = "out" if outward else "in "
        words = f"{self._clock() - self._start:9.6f} {direction} {self._decoder.line(frame)}"
        self._say(f"{words} ({note})" if note else words)
