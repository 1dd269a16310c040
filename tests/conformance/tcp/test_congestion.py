"""How the window grows and shrinks: CUBIC (RFC 9438), NewReno (RFC 5681), the first window."""

from __future__ import annotations

import pytest

from naja.os.net.tcp.congestion import Cubic, NewReno, cube_root
from naja.os.time.clock import MILLISECOND
from tests.conformance.tcp.script import SYN_OPTIONS, Script, option

SEGMENT = 1000
TRIP = 100 * MILLISECOND
W_MAX = 100 * SEGMENT


def grown(control: NewReno, trips: int, now: int = 0) -> list[int]:
    """The window after each of so many round trips in which all of it was used."""
    windows = []
    for _ in range(trips):
        now += TRIP
        for _ in range(control.window // SEGMENT):
            control.acknowledged(SEGMENT, now, TRIP)
        windows.append(control.window)
    return windows


def after_a_loss() -> Cubic:
    """CUBIC that has lost something at a window of W_MAX."""
    control = Cubic(SEGMENT)
    control.window = W_MAX
    control.lost(W_MAX, 0)
    return control


def test_rfc9438_4_6_a_loss_leaves_seven_tenths():
    control = after_a_loss()
    assert control.window == control.threshold == 0.7 * W_MAX


def test_rfc9438_4_2_the_window_is_what_it_was_after_k_seconds():
    k = ((W_MAX - 0.7 * W_MAX) / SEGMENT / 0.4) ** (1 / 3)
    windows = grown(after_a_loss(), round(k * 10))
    assert windows[-1] == pytest.approx(W_MAX, rel=0.05)
    assert all(window <= 1.01 * W_MAX for window in windows)


@pytest.mark.parametrize("value", [0.0, 1e-3, 0.5, 1.0, 75.0, 1e4, 2e6])
def test_rfc9438_4_2_k_is_a_cube_root(value):
    assert cube_root(value) == pytest.approx(value ** (1 / 3), rel=1e-9, abs=1e-6)


def test_rfc9438_4_4_it_approaches_the_last_maximum_ever_slower():
    windows = grown(after_a_loss(), 30)
    assert windows[9] - windows[0] > 2 * (windows[29] - windows[20])


def test_rfc9438_4_5_beyond_the_last_maximum_it_grows_ever_faster():
    windows = grown(after_a_loss(), 100)
    assert windows[99] - windows[79] > 2 * (windows[79] - windows[59]) > 0


def test_rfc9438_4_3_over_a_short_path_it_grows_as_reno_would():
    control = Cubic(SEGMENT)
    control.window = 10 * SEGMENT
    control.lost(control.window, 0)
    before, now = control.window, 0
    for _ in range(20):
        now += MILLISECOND
        for _ in range(control.window // SEGMENT):
            control.acknowledged(SEGMENT, now, MILLISECOND)
    reno = 3 * 0.3 / 1.7  # of a segment a round trip, and a whole one from the last maximum on
    expected = 3 + (20 - 3 / reno)
    assert control.window - before == pytest.approx(expected * SEGMENT, rel=0.15)


def test_rfc9438_4_7_a_second_loss_below_the_maximum_leaves_room_for_others():
    control = after_a_loss()
    control.lost(control.window, 0)
    assert max(grown(control, 30)) < 0.7 * W_MAX


def test_rfc9438_4_8_a_timeout_starts_over_with_slow_start():
    control = after_a_loss()
    control.timed_out(control.window, 0)
    assert (control.window, control.threshold) == (SEGMENT, 49 * SEGMENT)
    assert grown(control, 3) == [2 * SEGMENT, 4 * SEGMENT, 8 * SEGMENT]


def test_rfc5681_3_1_congestion_avoidance_adds_a_segment_a_round_trip():
    control = NewReno(SEGMENT)
    control.lost(20 * SEGMENT, 0)
    assert grown(control, 3) == [11 * SEGMENT, 12 * SEGMENT, 13 * SEGMENT]


def test_rfc5681_3_1_a_loss_leaves_half_and_no_less_than_two_segments():
    control = NewReno(SEGMENT)
    control.lost(20 * SEGMENT, 0)
    assert control.window == 10 * SEGMENT
    control.lost(SEGMENT, 0)
    assert control.window == 2 * SEGMENT


def test_rfc3465_2_1_what_is_acknowledged_counts_not_how_often():
    control = NewReno(SEGMENT)
    control.acknowledged(6 * SEGMENT, 0, TRIP)
    assert control.window == 16 * SEGMENT


def test_rfc6928_2_the_first_window_has_ten_segments():
    script = Script()
    connection = script.open()
    connection.write(bytes(40 * 1460))
    assert len(script.turn()) == 10


def lossy_opening(lost: int) -> Script:
    """A connection of which our SYN was lost so often."""
    script = Script()
    connection, _ = script.connect()
    for _ in range(lost):
        while not script.wait(100):
            pass
    script.send("SA", 0, 1, options=SYN_OPTIONS, window=65535)
    connection.write(bytes(20 * 1460))
    return script


@pytest.mark.parametrize(("lost", "first"), [(0, 10), (1, 10), (2, 1)])
def test_rfc6928_2_it_has_one_if_the_syn_was_lost_more_than_once(lost, first):
    assert len(lossy_opening(lost).turn()) == first


@pytest.mark.parametrize(("lost", "timeout"), [(0, 1000), (1, 3000)])
def test_rfc6298_5_7_a_syn_that_was_lost_makes_the_first_timeout_three_seconds(lost, timeout):
    script = lossy_opening(lost)
    connection = next(iter(script.tcp._connections.values()))
    script.turn()
    if lost:
        assert connection.round_trip.rto == timeout * MILLISECOND
    else:
        assert connection.round_trip.rto < timeout * MILLISECOND


def test_rfc7323_4_1_timestamps_tell_the_round_trip_although_a_syn_was_lost():
    script = Script()
    connection, _ = script.connect()
    (syn,) = script.wait(1000)
    script.wait(30)
    echo = [("Timestamp", (1000, option(syn, "Timestamp")[0]))]
    script.send("SA", 0, 1, options=[*SYN_OPTIONS, *echo])
    assert 30 * MILLISECOND <= connection.round_trip.smoothed <= 32 * MILLISECOND
    assert connection.round_trip.rto < 1000 * MILLISECOND
