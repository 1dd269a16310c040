"""The round-trip time and the retransmission timeout that follows from it (RFC 6298).

Times are nanoseconds. Samples come from segments that were sent once (Karn's algorithm), the
caller sees to that. `rto` doubles with each `back_off` until a new sample comes.
"""

from __future__ import annotations

from naja.lang import hot
from naja.os.net.tcp import options
from naja.os.time.clock import MILLISECOND, SECOND

UNKNOWN = -1
_INITIAL = SECOND
_LEAST = options.RTO_MINIMUM_MS * MILLISECOND
_MOST = options.RTO_MAXIMUM_S * SECOND


class RoundTrip:
    """smoothed: SRTT, or UNKNOWN. least: the smallest sample of the connection."""

    smoothed: int
    variation: int
    least: int
    rto: int

    def __init__(self) -> None:
        self.smoothed = UNKNOWN
        self.variation = 0
        self.least = UNKNOWN
        self.rto = _INITIAL

    @hot
    def sample(self, time: int) -> None:
        """Take a measured round trip (2.2, 2.3)."""
        if self.smoothed == UNKNOWN:
            self.smoothed = time
            self.variation = time >> 1
            self.least = time
        else:
            difference = self.smoothed - time
            if difference < 0:
                difference = -difference
            self.variation += (difference - self.variation) >> 2
            self.smoothed += (time - self.smoothed) >> 3
            if time < self.least:
                self.least = time
        self.rto = min(max(self.smoothed + max(4 * self.variation, MILLISECOND), _LEAST), _MOST)

    def back_off(self) -> None:
        """Double the timeout (5.5)."""
        self.rto = min(2 * self.rto, _MOST)

    def settle(self) -> None:
        """Return from a backed-off timeout to what the samples say."""
        if self.smoothed != UNKNOWN:
            wait = self.smoothed + max(4 * self.variation, MILLISECOND)
            self.rto = min(max(wait, _LEAST), _MOST)
