"""The line by which a guest is asked to end."""

from __future__ import annotations

import os
import signal

import pytest

from naja.vmm.stop import StopLine


@pytest.fixture
def line():
    line = StopLine()
    yield line
    line.close()
    assert signal.alarm(0) == 0  # no time runs on


def test_who_does_not_listen_is_not_asked(line):
    assert not line.ask(signal.SIGTERM)


def test_who_listens_is_asked_to_end_once(line):
    os.write(line.guest, b"\0")
    assert line.ask(signal.SIGTERM)
    assert os.read(line.guest, 9) == bytes([signal.SIGTERM])
    assert not line.ask(signal.SIGTERM)
    assert line.ask(signal.SIGINT)


def test_a_hangup_may_come_again_and_ends_nothing(line):
    os.write(line.guest, b"\0")
    assert line.ask(signal.SIGHUP) and line.ask(signal.SIGHUP)
    assert signal.alarm(0) == 0
    assert os.read(line.guest, 9) == bytes([signal.SIGHUP]) * 2
