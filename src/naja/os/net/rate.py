"""A token bucket: how often something may be done, in bursts and in the long run.

Pure; the time is an argument. Tokens come back one an interval, up to the burst.
"""

from __future__ import annotations


class TokenBucket:
    """At most `burst` takes at once, and one per `interval` nanoseconds in the long run."""

    _interval: int
    _capacity: int
    _empty_since: int

    def __init__(self, burst: int, interval: int) -> None:
        self._interval = interval
        self._capacity = burst * interval
        self._empty_since = -self._capacity

    def take(self, now: int) -> bool:
        """Take a token; False when there is none."""
        # the bucket is a moment: what it holds is the time that passed since it was last empty
        since = max(self._empty_since, now - self._capacity)
        if now - since < self._interval:
            return False
        self._empty_since = since + self._interval
        return True
