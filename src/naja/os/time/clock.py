"""Deadlines as the library OS counts them: nanoseconds of the platform's monotonic clock.

A component that wants to be called again says when as a deadline; NEVER says that it does not.
Deadlines compare as numbers, so the earliest of several is their minimum.
"""

from __future__ import annotations

NEVER = 1 << 62
SECOND = 1_000_000_000
MILLISECOND = 1_000_000


def contract_deadline(deadline: int) -> int:
    """The deadline as `contract.wait_until` takes it, where -1 means none."""
    return -1 if deadline >= NEVER else deadline
