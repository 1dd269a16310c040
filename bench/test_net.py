"""What `bench.net` measures, and what goes into the root of its Linux guest."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from bench import keep_alive, net
from bench.harness import Row, guarded, main
from bench.linux_servers import libraries, parents


def test_every_row_has_a_name_of_its_own() -> None:
    names = [name for name, _ in net.MEASURES]
    assert len(set(names)) == len(names)
    assert {name.split()[0] for name in names} == {
        *("http", "http-close", "stream", "exchange", "udp"),
        *("idle-memory", "image", "launch", "memory"),
    }


def test_a_row_that_fails_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_options: object) -> list[Row]:
        raise OSError("no device")

    monkeypatch.setattr(sys, "argv", ["net"])
    status = main([("one", fails), ("two", lambda _: [Row("x", "s", [1.0])])])
    printed = capsys.readouterr().out
    assert status == 1
    assert "one: no device" in printed
    assert "| x " in printed


def test_what_cannot_be_read_is_a_row_without_numbers() -> None:
    (row,) = guarded("x", lambda: [Row("x", "s", [float("fast")])])
    assert row.verdict == "not measured"


def test_libraries_are_found_where_the_loader_looks() -> None:
    listed = (
        "\tlinux-vdso.so.1 (0x00007f71c5f40000)\n"
        "\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f71c5c39000)\n"
        "\t/lib64/ld-linux-x86-64.so.2 (0x00007f71c5f42000)\n"
    )
    assert libraries(listed) == ["/lib/x86_64-linux-gnu/libz.so.1", "/lib64/ld-linux-x86-64.so.2"]


def test_folders_come_before_what_is_in_them() -> None:
    found = parents({"init": b"", "srv/site/index.html": b"", "bin/sh": b""})
    assert found == ["bin", "srv", "srv/site"]
    assert all(str(Path(name)) == name for name in found)


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: a\r\n\r\nhello", True),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhell", False),
        (b"HTTP/1.1 503 No\r\nContent-Length: 5\r\n\r\nhello", False),
        (b"HTTP/1.1 200 OK\r\n", False),
    ],
)
def test_an_answer_counts_when_it_is_whole(answer: bytes, whole: bool) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        assert keep_alive.whole_answer(ours) is whole
