"""Progress is shown at a terminal once something takes long, and wiped away after it."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from naja.cli import progress


class Terminal(io.StringIO):
    """A terminal that tells when something has been written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.written.set()


def test_a_long_task_is_shown_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    monkeypatch.setattr(progress, "STEP_S", 0.001)
    with progress.progress("building hello"):
        assert terminal.written.wait(5)
    assert "building hello … 0.0 s" in terminal.getvalue()
    assert terminal.getvalue().endswith(progress.CLEAR)


def test_a_short_task_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.progress("checking"):
        pass
    assert terminal.getvalue() == ""


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    with progress.progress("building"):
        assert threading.active_count() == 1
    assert pipe.getvalue() == ""
