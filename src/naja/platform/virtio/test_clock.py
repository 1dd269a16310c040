"""The clock against a simulated time stamp counter and timer."""

import pytest

from naja.lang import unsafe
from naja.platform.virtio import clock, interrupts

READ_TICKS = 70  # that reading either takes


class Machine:
    """A processor whose counter runs at `hertz`, and a timer that counts nanoseconds down."""

    def __init__(self, hertz: int) -> None:
        self.hertz = hertz
        self.ticks = 12_345_678_901
        self.timer_start = 0
        self.timer_count = 0
        self.masked = False
        self.pending = False
        self.fired = 0
        self.starts = 0
        self.accesses = 0
        self.wake_after_ns = 0

    def now_ns(self) -> int:
        return self.ticks * 1_000_000_000 // self.hertz

    def rdtsc(self) -> int:
        self.ticks += READ_TICKS
        return self.ticks

    def read(self, register: int) -> int:
        assert register == interrupts.CURRENT_COUNT
        self.ticks += READ_TICKS
        self.accesses += 1
        return self.left()

    def left(self) -> int:
        return max(0, self.timer_count - (self.now_ns() - self.timer_start))

    def write(self, register: int, value: int) -> None:
        self.accesses += 1
        if register == interrupts.TIMER:
            self.masked = value & interrupts.MASKED != 0
        if register == interrupts.INITIAL_COUNT:
            self.timer_start, self.timer_count = self.now_ns(), value
            self.pending = not self.masked
            self.starts += 1

    def halt(self) -> None:
        """Until the timer ends, or something else happens after `wake_after_ns`."""
        ends = self.left() if self.pending else 1 << 62
        assert ends < 1 << 62 or self.wake_after_ns, "it would halt for ever"
        self.ticks += min(ends, self.wake_after_ns or ends) * self.hertz // 1_000_000_000 + 1
        if self.pending and self.left() == 0:
            self.pending = False
            self.fired += 1


@pytest.fixture(params=[24_000_000, 1_000_000_000, 2_599_998_000, 5_400_000_000])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Machine:
    simulated = Machine(request.param)
    for name, value in vars(clock).items():
        if isinstance(value, int) and name.islower():
            monkeypatch.setattr(clock, name, type(value)(0))
    monkeypatch.setattr(unsafe, "rdtsc", simulated.rdtsc)
    for name in ("read", "write", "halt"):
        monkeypatch.setattr(interrupts, name, getattr(simulated, name))
    monkeypatch.setattr(interrupts, "enable", lambda: None)
    monkeypatch.setattr(interrupts, "of_timer", lambda: simulated.fired)
    clock.start()
    return simulated


def _error(machine: Machine, boot_ns: int) -> float:
    real = machine.now_ns() - boot_ns
    return abs(clock.monotonic() - real) / real


def test_first_measurement_is_close(machine: Machine) -> None:
    boot = machine.now_ns()
    clock.monotonic()
    machine.ticks += machine.hertz * 100
    assert _error(machine, boot) < 0.01


def test_waits_that_end_early_make_the_clock_exact(machine: Machine) -> None:
    for wait_ns in (2_000_000, 20_000_000, 300_000_000, 2_000_000_000):
        machine.wake_after_ns = wait_ns
        clock.halt_until(-1)
        clock.monotonic()
    start, at = machine.now_ns(), clock.monotonic()
    machine.ticks += machine.hertz * 1000
    assert abs(clock.monotonic() - at - (machine.now_ns() - start)) < 1000 * 50_000


def test_the_clock_never_goes_back(machine: Machine) -> None:
    last = clock.monotonic()
    for wait_ns in (1, 1000, 600_000, 5_000_000, 11_000_000, 900_000_000, 2_500_000_000, 10):
        machine.wake_after_ns = wait_ns
        clock.halt_until(-1)
        now = clock.monotonic()
        assert now >= last
        last = now


def test_a_wait_ends_at_its_deadline(machine: Machine) -> None:
    deadline = clock.monotonic() + 5_000_000
    while clock.monotonic() < deadline:
        clock.halt_until(deadline)
    assert clock.monotonic() < deadline + 200_000


def test_the_timer_runs_on_while_deadlines_move_away(machine: Machine) -> None:
    for _ in range(12):
        machine.wake_after_ns = 200_000_000
        clock.halt_until(clock.monotonic() + 4_000_000_000)  # until the clock is as good as it gets
    machine.wake_after_ns = 100_000
    clock.halt_until(clock.monotonic() + 5_000_000)
    starts, accesses = machine.starts, machine.accesses
    began = machine.now_ns()
    while machine.now_ns() - began < 4_000_000:
        clock.halt_until(clock.monotonic() + 200_000_000)
    assert (machine.starts, machine.accesses) == (starts, accesses)
    machine.wake_after_ns = 0
    deadline = clock.monotonic() + 30_000_000
    while clock.monotonic() < deadline:
        clock.halt_until(deadline)
    assert clock.monotonic() < deadline + 200_000
    assert machine.starts == starts + 1


def test_an_earlier_deadline_counts(machine: Machine) -> None:
    machine.wake_after_ns = 1_000_000
    clock.halt_until(clock.monotonic() + 200_000_000)
    machine.wake_after_ns = 0
    deadline = clock.monotonic() + 3_000_000
    while clock.monotonic() < deadline:
        clock.halt_until(deadline)
    assert clock.monotonic() < deadline + 200_000


def test_a_deadline_that_has_passed_does_not_halt(machine: Machine) -> None:
    now = clock.monotonic()
    before = machine.now_ns()
    clock.halt_until(now - 1)
    assert machine.now_ns() - before < 100_000


def test_years_of_ticks_do_not_overflow(machine: Machine) -> None:
    boot = machine.now_ns()
    clock.monotonic()
    for _ in range(20):
        machine.ticks += machine.hertz * 86_400 * 2
        clock.monotonic()
    assert _error(machine, boot) < 0.01
