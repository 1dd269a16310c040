"""Objects of CPython's library that were made at build time and whose counterparts keep their state
in other fields: generators of random numbers, what tasks wait for.

They are known by the names of their classes, so that the compiler imports no library of a program.
"""

from __future__ import annotations

from typing import Any

from naja.compiler.front.objects import bindings

QUEUES = ("Queue", "PriorityQueue", "LifoQueue")


def as_counterpart(live: Any) -> Any:
    """An object of the counterpart's class in the same state; None for any other object."""
    kind = type(live)
    match kind.__module__:
        case "random" if kind.__name__ == "Random":
            return _random(live)
        case "asyncio.queues" if kind.__name__ in QUEUES:
            return _queue(live)
        case "asyncio.locks":
            return _lock(live)
    return None


def _random(live: Any) -> Any:
    made = bindings.counterpart_class(type(live))()
    words = live.getstate()[1]
    made.state, made.at = list(words[:-1]), words[-1]
    return made


def _queue(live: Any) -> Any:
    made = bindings.counterpart_class(type(live))(live.maxsize)
    for item in live._queue:
        made.put_nowait(item)
    made._unfinished = live._unfinished_tasks
    return made


def _lock(live: Any) -> Any:
    """Nothing waits for it, as no loop runs."""
    state = {
        "Event": {"_set": "_value"},
        "Lock": {"_locked": "_locked"},
        "Semaphore": {"_value": "_value"},
        "BoundedSemaphore": {"_value": "_value", "_bound": "_bound_value"},
        "Condition": {"_lock": "_lock"},
    }.get(type(live).__name__)
    if state is None:
        return None
    made = bindings.counterpart_class(type(live))()
    for own, theirs in state.items():
        setattr(made, own, getattr(live, theirs))
    return made
