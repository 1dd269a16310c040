"""State of every shape, which functions change."""

from collections import Counter, OrderedDict, defaultdict, deque
from functools import partial
import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    A = 1
    B = "b"


@dataclass
class Node:
    name: str
    next: "Node | None" = None


counter = 0
names: list[str] = []
table: defaultdict[str, list[int]] = defaultdict(list)
first = Node("first")
first.next = Node("second", first)
shared = [1, 2]
both = {"a": shared, "b": shared}
ring: list[object] = [1]
ring.append(ring)
boxes: list[object] = [1]
shelf: list[object] = [boxes, "lid"]
queue = deque([1, 2, 3], maxlen=4)
words = Counter("abca")
ordered = OrderedDict(x=1, y=2)
kinds = {Kind.A: "one", Kind.B: "two"}


def _scale(k: int, n: int) -> int:
    return k * n


triple = partial(_scale, 3)
nested = {(1, "a"): [{"k": {1, 2}}], (2, "b"): []}


def make(k: int):
    def inner(n: int) -> int:
        return n + k

    return inner


add5 = make(5)


class Log:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)


log = Log()
write = log.write


def bump() -> None:
    global counter
    counter += 1
    names.append(f"n{counter}")
    table["x"].append(counter)
    both["a"].append(counter)
    queue.append(counter)
    words["a"] += 1
    write("bumped")


def count() -> str:
    return f"{counter} {shared} {both} {queue} {words} {ordered} {kinds[Kind.B]} {triple(4)} {nested} {add5(1)} {log.lines} {first.next.next.name if first.next and first.next.next else ''}"
