"""When things happened in a run, as the host sees them.

The launcher marks its own steps. As a watcher of the guest's wire the timeline also tells the first
frame each way, and the first request and answer: data over TCP or UDP, but for DHCP's.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from naja.vmm.frames import carries_data

GUEST = ("entry", "heap", "device", "address", "listening", "first request")
FIRST_FRAME = {True: "first frame from the guest", False: "first frame to the guest"}
REQUEST, ANSWER = "first request", "first answer"


class Timeline:
    """Begins when it is made. Of each name the first time counts.

    shared: the guest's clock is this one. Else the guest says with each point what its clock shows
    while it tells, and what is heard the soonest shows how far the two are apart."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, shared: bool = False
    ) -> None:
        self._clock = clock
        self._shared = shared
        self._marks = {"launch": clock()}
        self._guest: dict[str, float] = {}
        self._ahead = float("inf")

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

    def record(self, text: bytes) -> bool:
        """What the guest tells: a point, its nanoseconds, those of the telling. False: no such."""
        name, *times = text.decode("ascii", "replace").rsplit(" ", 2)
        if name not in GUEST or len(times) != 2 or not all(map(str.isdecimal, times)):
            return False
        at, told = (int(word) / 1e9 for word in times)
        self._guest[name] = at
        self._ahead = min(self._ahead, self._clock() - told)
        return True

    def lines(self) -> list[str]:
        """In the order of time, milliseconds since the launch."""
        ahead = 0.0 if self._shared else self._ahead
        told = {f"guest: {name}": at + ahead for name, at in self._guest.items()}
        marks = sorted([*self._marks.items(), *told.items()], key=lambda mark: mark[1])
        start = self._marks["launch"]
        return [f"{(at - start) * 1000:12.3f} ms  {name}" for name, at in marks]

    def has_heard(self) -> bool:
        """Whether the guest has told anything."""
        return len(self._guest) != 0
