"""Runs a program under CPython for `naja run --target host --timeline`: timed_host LAUNCH PROGRAM.

LAUNCH is when the command began, by the monotonic clock. Entry is when the program's own code
begins; device and address, where it opens a TAP device itself; a server listens when asyncio says
so, and its first request is the first data that a protocol of its gets. Told at the program's end,
also at SIGTERM.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import runpy
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from naja.runtime import options, timeline

BASE: Any = asyncio.base_events.BaseEventLoop
HEARING = ("data_received", "datagram_received")


def watched(factory: Callable[[], Any]) -> Callable[[], Any]:
    """A factory of protocols that note the first data that comes."""

    def make() -> Any:
        protocol = factory()
        for name in HEARING:
            hear = getattr(protocol, name, None)
            if hear is not None:
                with suppress(AttributeError):  # one with slots is not heard
                    setattr(protocol, name, _noting(hear))
        return protocol

    return make


def _noting(hear: Callable[..., None]) -> Callable[..., None]:
    def heard(*arguments: Any) -> None:
        timeline.note(timeline.REQUEST)
        hear(*arguments)

    return heard


def watch_servers() -> None:
    """Have asyncio's event loops note when a server listens and what it hears."""
    for name in ("create_server", "create_datagram_endpoint"):
        setattr(BASE, name, _opening(getattr(BASE, name)))


def _opening(create: Callable[..., Any]) -> Callable[..., Any]:
    async def created(loop: Any, factory: Callable[[], Any], *arguments: Any, **named: Any) -> Any:
        made = await create(loop, watched(factory), *arguments, **named)
        timeline.note(timeline.LISTENING)
        return made

    return created


def tell(launch: int) -> None:
    """In the order of time, milliseconds since the launch."""
    named = zip(timeline.NAMES, timeline.times, strict=True)
    points = [(at, f"guest: {name}") for name, at in named if at >= 0]
    marks = [(launch, "launch"), *points, (time.monotonic_ns(), "the guest has ended")]
    lines = [f"{(at - launch) / 1e6:12.3f} ms  {name}" for at, name in sorted(marks)]
    print("naja: timeline", *lines, sep="\n", file=sys.stderr, flush=True)


def stop(number: int, frame: object) -> None:
    """Tell, and end as by the signal."""
    atexit._run_exitfuncs()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def main() -> None:
    launch, program = int(sys.argv[1]), sys.argv[2]
    atexit.register(tell, launch)
    signal.signal(signal.SIGTERM, stop)
    options.TIMELINE = True
    watch_servers()
    del sys.argv[:2]
    sys.path[0] = str(Path(program).resolve().parent)
    timeline.note(timeline.ENTRY)
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
