"""Congestion control: how much may be in flight.

Two algorithms behind one class each, chosen by options.CUBIC: NewReno (RFC 5681, with appropriate
byte counting, RFC 3465) and CUBIC (RFC 9438). Both start with ten segments (RFC 6928). Windows are
bytes, times nanoseconds. Recovery itself, what is lost and when it is sent again, is elsewhere.
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.os.net.tcp import options
from naja.os.time.clock import SECOND

_INITIAL_SEGMENTS = 10
_UNLIMITED = 1 << 40
_LEAST_SEGMENTS = 2
_CUBIC_C = 0.4
_CUBIC_BETA = 0.7
_STEPS = 48  # of a cube root, each takes a third off what is too much at first


class NewReno:
    """window: what may be in flight. threshold: where slow start ends. full: there was more to send
    than it let out, so that it may grow."""

    window: int
    full: bool
    threshold: int
    segment: int
    _counted: int

    def __init__(self, segment: int) -> None:
        self.segment = segment
        self.window = _INITIAL_SEGMENTS * segment
        self.threshold = _UNLIMITED
        self.full = False
        self._counted = 0

    @hot
    def acknowledged(self, count: int, now: int, trip: int) -> None:
        """Grow: that many bytes have left the network while the window was in use."""
        if self.window < self.threshold:
            self.window += count
        else:
            self.avoid(count, now, trip)

    def avoid(self, count: int, now: int, trip: int) -> None:
        """Congestion avoidance: a segment a window of data."""
        self._counted += count
        if self._counted >= self.window:
            self._counted -= self.window
            self.window += self.segment

    @cold
    def lost(self, in_flight: int, now: int) -> None:
        """Shrink, once a round trip: something is lost, or was marked (RFC 3168)."""
        self.threshold = max(in_flight >> 1, _LEAST_SEGMENTS * self.segment)
        self.window = self.threshold
        self._counted = 0

    @cold
    def timed_out(self, in_flight: int, now: int) -> None:
        """Start over: nothing has come back for a whole timeout."""
        self.lost(in_flight, now)
        self.window = self.segment

    def restart(self) -> None:
        """The size of segments has been agreed on."""
        self.window = _INITIAL_SEGMENTS * self.segment

    @cold
    def rested(self) -> None:
        """Nothing was sent for a timeout: what the network takes now is not known (RFC 5681,
        4.1)."""
        self.window = min(self.window, _INITIAL_SEGMENTS * self.segment)


class Curve:
    """The window as a cubic function of the time since the last loss, in segments.

    reno: what Reno would have. most: where the last loss was."""

    origin: float
    delay: float
    begun: int
    reno: float
    most: float

    def __init__(self) -> None:
        self.origin = 0.0
        self.delay = 0.0
        self.begun = 0
        self.reno = 0.0
        self.most = 0.0

    def begin(self, window: float, now: int) -> None:
        """Grow from here."""
        self.begun = now
        self.reno = window
        self.origin = max(self.most, window)
        self.delay = cube_root((self.origin - window) / _CUBIC_C)


@cold
def cube_root(value: float) -> float:
    """Of a number from 0 to some millions: by Newton from above, the same bits on every machine,
    which no power promises."""
    root = 1.0 + value / 3.0
    for _ in range(_STEPS):
        root -= (root * root * root - value) / (3.0 * root * root)
    return root


class Cubic(NewReno):
    """The window follows a curve, and is at least what Reno would have. Most connections never
    leave slow start and need none."""

    _curve: Curve | None

    def __init__(self, segment: int) -> None:
        super().__init__(segment)
        self._curve = None

    def _own_curve(self) -> Curve:
        curve = self._curve
        if curve is None:
            curve = Curve()
            self._curve = curve
        return curve

    def avoid(self, count: int, now: int, trip: int) -> None:
        segment = float(self.segment)
        window = self.window / segment
        curve = self._own_curve()
        if curve.begun == 0:
            curve.begin(window, now)
        elapsed = (now - curve.begun + max(trip, 0)) / SECOND
        away = elapsed - curve.delay
        target = curve.origin + _CUBIC_C * away * away * away
        target = min(max(target, window), 1.5 * window)
        segments = count / segment
        # 4.3: what AIMD with the same loss rate would reach
        gain = 3.0 * (1.0 - _CUBIC_BETA) / (1.0 + _CUBIC_BETA) if curve.reno < curve.most else 1.0
        curve.reno += gain * segments / window
        if curve.reno > target:
            grown = curve.reno
        else:
            grown = window + (target - window) / window * segments
        self.window = max(self.window, int(grown * segment))

    @cold
    def lost(self, in_flight: int, now: int) -> None:
        window = self.window / self.segment
        # 4.7, fast convergence: leave room for newcomers
        curve = self._own_curve()
        curve.most = window * (1.0 + _CUBIC_BETA) / 2.0 if window < curve.most else window
        reduced = int(min(self.window, max(in_flight, self.segment)) * _CUBIC_BETA)
        self.threshold = max(reduced, _LEAST_SEGMENTS * self.segment)
        self.window = self.threshold
        curve.begun = 0


def congestion_control(segment: int) -> NewReno:
    """The algorithm that the options choose, for segments of that many bytes."""
    if options.CUBIC:
        return Cubic(segment)
    return NewReno(segment)
