"""What `--fault` does to frames: which are lost, doubled, damaged, late or out of order.

`parse_faults` reads the option. A `Lane` decides, for one direction, when each frame arrives; it
knows no clock and no descriptor. Every frame costs the same number of draws from the direction's
own generator, so what happens to the n-th frame of a direction depends on the seed and on n alone:
a run can be had again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from naja.vmm.errors import UsageError

LATE_S = 0.005  # how long a frame that loses its place is held back at most
LONGEST_S = 60.0
ETHERNET_BYTES = 14
IPV4 = b"\x08\x00"
SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
SPAN = r"(\d+(?:\.\d+)?)(us|µs|μs|ms|s)"
DELAY = re.compile(rf"{SPAN}(?:(?:±|\+-|\+/-){SPAN})?")
SECONDS = {"us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0}
SHARES = ("loss", "reorder", "dup", "corrupt")


@dataclass(frozen=True)
class Faults:
    """Shares are from 0 to 1, times are seconds. seed None: nobody has chosen one."""

    loss: float = 0.0
    reorder: float = 0.0
    dup: float = 0.0
    corrupt: float = 0.0
    delay: float = 0.0
    jitter: float = 0.0
    seed: int | None = None


def parse_faults(text: str) -> Faults:
    """loss=5%,reorder=2%,dup=1%,corrupt=0.1%,delay=20ms±5ms,seed=7, any of them, in any order.

    Raises UsageError."""
    faults, seen = Faults(), set[str]()
    for part in text.split(","):
        name, _, value = part.partition("=")
        read = PARTS.get(name)
        if read is None:
            raise UsageError(f"--fault {part}: write {', '.join(SHARES)}, delay or seed, and =")
        if name in seen:
            raise UsageError(f"--fault {part}: {name} was given before; write it once")
        seen.add(name)
        faults = replace(faults, **read(part, name, value))
    return faults


def _share(part: str, name: str, value: str) -> dict[str, float]:
    match = SHARE.fullmatch(value)
    if not match or float(match[1]) > 100:
        raise UsageError(f"--fault {part}: {name} is a share from 0% to 100%, such as {name}=5%")
    return {name: float(match[1]) / 100}


def _delay(part: str, name: str, value: str) -> dict[str, float]:
    match = DELAY.fullmatch(value)
    if not match:
        raise UsageError(
            f"--fault {part}: {name} is a time in us, ms or s, with what it varies by, "
            "such as delay=20ms or delay=20ms±5ms (or 20ms+-5ms)"
        )
    delay = float(match[1]) * SECONDS[match[2]]
    jitter = float(match[3]) * SECONDS[match[4]] if match[3] else 0.0
    if delay > LONGEST_S:
        raise UsageError(f"--fault {part}: the longest delay is {LONGEST_S:.0f}s")
    if jitter > delay:
        raise UsageError(f"--fault {part}: a delay cannot vary by more than itself")
    return {"delay": delay, "jitter": jitter}


def _seed(part: str, name: str, value: str) -> dict[str, int]:
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise UsageError(f"--fault {part}: {name} is a number from 0 up, such as {name}=7")
    return {"seed": int(value)}


PARTS: dict[str, Callable[[str, str, str], dict[str, float] | dict[str, int]]] = {
    **dict.fromkeys(SHARES, _share),
    "delay": _delay,
    "seed": _seed,
}


@dataclass(frozen=True)
class Arrival:
    """A frame that arrives at `due`, a reading of the caller's clock in seconds."""

    due: float
    frame: bytes


class Lane:
    """One direction. `send` says what becomes of a frame."""

    def __init__(self, faults: Faults, name: str) -> None:
        self._faults = faults
        self._random = random.Random(f"{faults.seed} {name}")
        self._last_due = 0.0

    def send(self, frame: bytes, now: float) -> tuple[list[Arrival], str]:
        """When it arrives, once, twice or never, and what was done to it, in words."""
        faults = self._faults
        lost, late, twice, damaged, varied, held, place = (self._random.random() for _ in range(7))
        if lost < faults.loss:
            return [], "lost"
        notes = []
        if damaged < faults.corrupt and frame[12:14] == IPV4:
            frame = _damaged(frame, place)
            notes.append("damaged")
        due = now + faults.delay + faults.jitter * (2 * varied - 1)
        if late < faults.reorder:
            due = max(due, self._last_due) + LATE_S * held
            notes.append("late")
        else:  # a delay that varies keeps the order, as a queue in a router does
            due = self._last_due = max(due, self._last_due)
        arrivals = [Arrival(due, frame)]
        if twice < faults.dup:
            arrivals *= 2
            notes.append("twice")
        return arrivals, ", ".join(notes)


def _damaged(frame: bytes, place: float) -> bytes:
    """One bit behind the Ethernet header is wrong. Of what has no checksum of its own (ARP), a
    real wire lets no damage through."""
    bits = 8 * (len(frame) - ETHERNET_BYTES)
    if not bits:
        return frame
    at, bit = divmod(8 * ETHERNET_BYTES + int(place * bits), 8)
    return frame[:at] + bytes([frame[at] ^ 1 << bit]) + frame[at + 1 :]
