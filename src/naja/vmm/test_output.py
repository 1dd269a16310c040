"""What a guest prints, carried: whole, and its beginning told."""

from __future__ import annotations

import os

import pytest

from naja.vmm.output import Output


def test_everything_arrives_and_the_beginning_is_told_once() -> None:
    source, target = os.pipe()
    begun: list[str] = []
    output = Output(lambda: begun.append("begun"), target)
    output.start()
    words = b"words" * 1000
    os.write(output.fd, words[:7])
    os.write(output.fd, words[7:])
    output.close()
    os.close(target)
    with os.fdopen(source, "rb") as stream:
        assert stream.read() == words
    assert begun == ["begun"]


def test_a_guest_that_prints_nothing() -> None:
    begun: list[str] = []
    for start in (True, False):
        output = Output(lambda: begun.append("begun"))
        if start:
            output.start()
        output.close()
    assert begun == []


def test_a_reader_that_has_gone_is_felt_by_the_guest() -> None:
    source, target = os.pipe()
    os.close(source)
    output = Output(lambda: None, target)
    output.start()
    os.write(output.fd, b"x")
    output._thread.join(10)
    with pytest.raises(BrokenPipeError):
        os.write(output.fd, b"x")
    output.close()
    os.close(target)
