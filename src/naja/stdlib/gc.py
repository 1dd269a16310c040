"""`gc`: the collector as CPython's programs address it.

There is one generation, and no count of objects: what CPython counts is 0 here. Without memory a
collection is made even while the collector is disabled.
"""

from __future__ import annotations

from naja.runtime import memory


def collect(generation: int = 2) -> int:
    """Collect at once what is not reachable. The number of objects found is not known: 0."""
    if generation < 0 or generation > 2:
        raise ValueError("invalid generation")
    memory.collect()
    return 0


def enable() -> None:
    """Let collections begin by themselves."""
    memory.set_enabled(True)


def disable() -> None:
    """Collect only when memory is used up or the program asks for it."""
    memory.set_enabled(False)


def isenabled() -> bool:
    return memory.is_enabled()


def get_count() -> tuple[int, int, int]:
    """Nothing is counted."""
    return (0, 0, 0)


def get_stats() -> list[dict[str, int]]:
    """As CPython shapes it: of three generations, the last is the heap."""
    return [_stats(0), _stats(0), _stats(memory.cycles())]


def _stats(collections: int) -> dict[str, int]:
    return {"collections": collections, "collected": 0, "uncollectable": 0}


def freeze() -> None:
    """Nothing: what was made at build time is never freed anyway."""


def unfreeze() -> None:
    """Nothing; see `freeze`."""


def get_freeze_count() -> int:
    return 0
