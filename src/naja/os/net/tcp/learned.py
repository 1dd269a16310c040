"""What a connection has learned from its losses; most connections have none, and no such object."""

from __future__ import annotations

_NOTHING_SENT = -1


class Undo:
    """What the congestion window was before a recovery. stamp: see undo.py."""

    window: int
    threshold: int
    stamp: int

    def __init__(self, window: int, threshold: int) -> None:
        self.window = window
        self.threshold = threshold
        self.stamp = _NOTHING_SENT


class Reordering:
    """What is known of a path that reorders. steps: by how many quarters of a round trip.

    seen: a segment that was sent once was overtaken. round_end: SND.NXT at the last step. left:
    recoveries until the steps are forgotten."""

    seen: bool
    steps: int
    round_end: int
    left: int

    def __init__(self) -> None:
        self.seen = False
        self.steps = 1
        self.round_end = 0
        self.left = 0
