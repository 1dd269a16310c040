"""`asyncio.run`: a loop for one coroutine, from its start to the end of all that it started."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TypeVar

from naja.stdlib.asyncio import scheduler
from naja.stdlib.asyncio.events import AbstractEventLoop
from naja.stdlib.asyncio.tasks import Task, report_failed

T = TypeVar("T")


def run_in(loop: AbstractEventLoop, main: Coroutine[None, None, T]) -> T:
    """Run the coroutine in that loop to its end, then cancel what it left behind."""
    if scheduler.current is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    scheduler.set_running(loop)
    task = Task(main)

    def stop(finished: Task[T]) -> None:
        loop.stop()

    task.add_done_callback(stop)
    try:
        loop.run()
        if not task.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return task.result()
    finally:
        scheduler.set_running(None)
        loop.close()
        report_failed()


def run(main: Coroutine[None, None, T], *, debug: bool | None = None) -> T:
    """Run the coroutine to its end, and return what it returns or raise what it raises."""
    return run_in(AbstractEventLoop(), main)
