"""Shows that something takes long: a line on standard error after half a second, at a terminal
only."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 0.5
STEP_S = 0.2
CLEAR = "\r\x1b[K"


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show `what` and the seconds while the block runs."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_show, args=(what, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _show(what: str, done: threading.Event) -> None:
    began = time.monotonic()
    if done.wait(PATIENCE_S):
        return
    while not done.wait(STEP_S):
        print(f"{CLEAR}{what} … {time.monotonic() - began:.1f} s", end="", file=sys.stderr)
        sys.stderr.flush()
    print(CLEAR, end="", file=sys.stderr, flush=True)
