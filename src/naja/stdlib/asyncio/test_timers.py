"""The heap of timers against a sorted list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naja.os.time.heap import PlacedHeap
from naja.stdlib.asyncio.timers import TimerHandle


@given(st.lists(st.integers(0, 20), max_size=60), st.data())
def test_timers_come_out_by_time_then_age_without_the_cancelled(dues, data):
    heap = PlacedHeap[TimerHandle]()
    timers = []
    for age, due in enumerate(dues):
        timer = TimerHandle(heap, due, float(due), age, lambda: None)
        heap.add(timer)
        timers.append(timer)
    gone = data.draw(st.sets(st.sampled_from(timers)) if timers else st.just(set()))
    for timer in gone:
        timer.cancel()
        timer.cancel()
    expected = sorted((t for t in timers if t not in gone), key=lambda t: (t._due, t._age))
    found = []
    while (first := heap.first()) is not None:
        found.append(first)
        heap.remove(first)
    assert found == expected
    assert len(heap) == 0
