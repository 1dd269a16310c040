"""`time`: the platform's clocks."""

from __future__ import annotations

from naja.platform import contract

NANOSECONDS = 1_000_000_000


def time_ns() -> int:
    """Nanoseconds since 1970."""
    return contract.clock_wall()


def monotonic_ns() -> int:
    """Nanoseconds of a clock that never goes back."""
    return contract.clock_monotonic()


def perf_counter_ns() -> int:
    """The monotonic clock."""
    return contract.clock_monotonic()


def time() -> float:
    """Seconds since 1970."""
    return contract.clock_wall() / NANOSECONDS


def monotonic() -> float:
    """Seconds of a clock that never goes back."""
    return contract.clock_monotonic() / NANOSECONDS


def perf_counter() -> float:
    """The monotonic clock."""
    return contract.clock_monotonic() / NANOSECONDS


def process_time_ns() -> int:
    """The monotonic clock: an image does not count what the processor did for it."""
    return contract.clock_monotonic()


def process_time() -> float:
    """Seconds of the monotonic clock."""
    return contract.clock_monotonic() / NANOSECONDS


def sleep(seconds: float) -> None:
    """Do nothing for that long, network included."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    deadline = contract.clock_monotonic() + int(seconds * NANOSECONDS)
    while contract.clock_monotonic() < deadline:
        contract.wait_until(deadline)
