"""A life of the system under the fuzzer, and its record, from which it can be lived again.

A record is text: a line `session OFFLOAD ASKS`, then a line for each step. Of frames: nanoseconds
that pass, whether the device vouches for the frame, the frame. Of parsers: kind, way, input.
"""

from __future__ import annotations

from fuzzer import direct
from fuzzer.chance import Chance
from fuzzer.generator import Generator
from fuzzer.subject import Subject

from naja.lang import coverage


class Session:
    """steps: what was done, newest last."""

    steps: list[str]
    _offload: bool
    _asks: bool
    _chance: Chance
    _generator: Generator
    _subject: Subject
    _seen: bytearray
    _kinds: list[str]
    _numbers: list[int]
    _inputs: list[bytes]

    def __init__(self, generator: Generator, chance: Chance, seen: bytearray) -> None:
        self._chance = chance
        self._generator = generator
        self._seen = seen
        self._offload = chance.one_in(3)
        self._asks = chance.one_in(6)
        self._subject = Subject(self._offload, self._asks)
        self._kinds = []
        self._numbers = []
        self._inputs = []
        coverage.harvest(seen)

    def run(self, count: int) -> None:
        """That many executions, then the end of all that they began."""
        for _ in range(count):
            if self._chance.one_in(3):
                self._ask_parser()
            else:
                self._send()
        if not self._chance.one_in(8):
            peer = self._subject.peer
            for flow in [*peer.flows, peer.called]:
                self._generator.goodbye(flow)
                self._take()
        self._subject.drain()
        coverage.harvest(self._seen)

    def _ask_parser(self) -> None:
        generator = self._generator
        kind = generator.some_kind()
        data = generator.direct(kind)
        way = self._chance.below(1 << 16)
        self._note(kind, way, data)
        direct.run(kind, data, way)
        self._learn()

    def _send(self) -> None:
        generator = self._generator
        if self._chance.one_in(200):
            self._subject.device.full = not self._subject.device.full
            self._note("X", 0, b"")
        if self._chance.one_in(100):
            self._subject.call()
            self._note("C", 0, b"")
        if self._chance.one_in(400):
            self._subject.end()
            self._note("E", 0, b"")
        generator.next(self._subject.peer, self._asks)
        self._take()

    def _take(self) -> None:
        generator = self._generator
        self._note("T" if generator.trusted else "F", generator.passed, generator.frame)
        self._subject.step(generator.passed, generator.frame, generator.trusted)
        self._learn()

    def _learn(self) -> None:
        if coverage.harvest(self._seen) != 0:
            self._generator.found_new()

    def _note(self, kind: str, number: int, data: bytes) -> None:
        self._kinds.append(kind)
        self._numbers.append(number)
        self._inputs.append(data)

    def record(self) -> str:
        """All that was done, for `again`."""
        lines = [f"session {int(self._offload)} {int(self._asks)}"]
        for kind, number, data in zip(self._kinds, self._numbers, self._inputs, strict=True):
            lines.append(f"{kind} {number} {data.hex()}")
        return "\n".join(lines) + "\n"


def again(record: str) -> None:
    """Live through a record. Raises what it raised."""
    lines = record.splitlines()
    _, offload, asks = lines[0].split(" ")
    subject = Subject(offload == "1", asks == "1")
    for line in lines[1:]:
        kind, number, text = line.split(" ")
        data = bytes.fromhex(text)
        if kind == "X":
            subject.device.full = not subject.device.full
        elif kind == "C":
            subject.call()
        elif kind == "E":
            subject.end()
        elif kind in direct.KINDS:
            direct.run(kind, data, int(number))
        else:
            subject.step(int(number), data, kind == "T")
    subject.drain()
