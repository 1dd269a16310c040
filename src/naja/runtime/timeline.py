"""When the points of a start were reached, for `naja run --timeline` (RUNTIME_TIMELINE).

Each point is noted once, by the monotonic clock. What was noted is told on the console when the
program listens, at its first request and at its end, if the boot string asks for it: records of
RECORD, the point's name, its nanoseconds, those of the telling, and a line end, which the launcher
takes out of what the program prints. Without the build option nothing of this is in an image.
"""

from __future__ import annotations

from naja.lang import cold, inline
from naja.platform import contract
from naja.runtime import options

ENTRY, HEAP, DEVICE, ADDRESS, LISTENING, REQUEST = range(6)
NAMES = ("entry", "heap", "device", "address", "listening", "first request")
RECORD = "\x1e"
ASKED = "naja.timeline"

times: list[int] = [-1] * len(NAMES)
"""Nanoseconds by point; -1: not reached."""
_told: list[bool] = [False] * len(NAMES)


@inline
def note(point: int) -> None:
    """The point is reached now, if it was not before."""
    if options.TIMELINE and times[point] < 0:
        _note(point)


@cold
def _note(point: int) -> None:
    times[point] = contract.clock_monotonic()
    if point >= LISTENING:
        tell()


@inline
def begin() -> None:
    """The entry, and the first object."""
    if options.TIMELINE:
        _begin()


@cold
def _begin() -> None:
    times[ENTRY] = contract.clock_monotonic()
    bytearray(1)
    times[HEAP] = contract.clock_monotonic()


@inline
def tell() -> None:
    """Tell what was not told yet."""
    if options.TIMELINE:
        _tell()


@cold
def _tell() -> None:
    if not _is_asked():
        return
    now = contract.clock_monotonic()
    records = ""
    for point in range(len(NAMES)):
        if times[point] >= 0 and not _told[point]:
            _told[point] = True
            records += f"{RECORD}{NAMES[point]} {times[point]} {now}\n"
    if len(records) != 0:
        contract.console_write(records.encode())


def _is_asked() -> bool:
    for word in contract.command_line().split(" "):
        if word == "--":
            return False
        if word == ASKED:
            return True
    return False
