"""Named tuples and protocols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Event(NamedTuple):
    kind: str
    amount: int = 1

    def double(self) -> int:
        return self.amount * 2


class Sink(Protocol):
    def emit(self, text: str) -> None: ...


class Console:
    def emit(self, text: str) -> None:
        print("->", text)


@dataclass
class Memory:
    lines: list[str]

    def emit(self, text: str) -> None:
        self.lines.append(text)


def report(e: Event, sink: Sink) -> None:
    sink.emit(f"{e.kind}:{e.amount}")


FROZEN = Event("frozen", 9)

if __name__ == "__main__":
    e = Event("buy", 3)
    kind, amount = e
    print(
        e,
        kind,
        amount,
        e[0],
        e[-1],
        len(e),
        e.double(),
        e == Event("buy", 3),
        e == ("buy", 3),
        Event("x") < Event("y"),
    )
    print({e: 1}[Event("buy", 3)], FROZEN, sorted([Event("b"), Event("a", 2)]), e.kind)
    m = Memory([])
    report(e, Console())
    report(e, m)
    print(m)
    sinks: list[Sink] = [Console(), m]
    for s in sinks:
        s.emit("all")
    print(m.lines)
