"""When things happened in a run, as the host sees them.

The launcher marks its own steps. As a watcher of the guest's wire the timeline also tells the first
frame each way, and the first request and answer: data over TCP or UDP, but for DHCP's.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from naja.vmm.frames import carries_data

FIRST_FRAME = {True: "first frame from the guest", False: "first frame to the guest"}
REQUEST, ANSWER = "first request", "first answer"


class Timeline:
    """Begins when it is made. Of each name the first time counts."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks = {"launch": clock()}

    def mark(self, name: str) -> None:
        """It happens now."""
        self._marks.setdefault(name, self._clock())

    def see(self, frame: bytes, outward: bool, note: str) -> None:
        """A frame on the guest's wire."""
        if ANSWER in self._marks or note == "lost":
            return
        self.mark(FIRST_FRAME[outward])
        if carries_data(frame):
            if not outward:
                self.mark(REQUEST)
            elif REQUEST in self._marks:
                self.mark(ANSWER)

    def lines(self) -> list[str]:
        """In the order of time, milliseconds since the launch."""
        marks = sorted(self._marks.items(), key=lambda mark: mark[1])
        start = self._marks["launch"]
        return [f"{(at - start) * 1000:12.3f} ms  {name}" for name, at in marks]
