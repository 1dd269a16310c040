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


def test_records_are_taken_out_wherever_reads_cut_them() -> None:
    printed = b"words\x1ea 1 2\nmore\x1eno record\n\x1eb 3 4\n" + b"\x1e" + b"x" * 200 + b"\x1ec"
    for size in (1, 2, 7, 1000):
        source, target = os.pipe()
        found: list[bytes] = []

        def record(data: bytes, found: list[bytes] = found) -> bool:
            found.append(data)
            return data != b"no record"

        output = Output(lambda: None, target, record)
        output.start()
        for start in range(0, len(printed), size):
            os.write(output.fd, printed[start : start + size])
        output.close()
        os.close(target)
        with os.fdopen(source, "rb") as stream:
            assert stream.read() == b"wordsmore\x1eno record\n\x1e" + b"x" * 200 + b"\x1ec"
        assert found == [b"a 1 2", b"no record", b"b 3 4"]


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
