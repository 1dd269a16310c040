"""A server with much alive: requests make objects and drop them.

Prints the longest slice of the collector, and the longest time from one request to the next, which
holds what the host does meanwhile too.
"""

from __future__ import annotations

import sys
import time

from naja.lang import memory


class Entry:
    """A node of what stays alive: 64 bytes with its header, and a text."""

    def __init__(self, key: int, before: Entry | None) -> None:
        self.key = key
        self.hits = 0
        self.weight = 1.0
        self.before = before
        self.name = f"entry {key}"
        self.tags = [key, key + 1]


class Store:
    """All entries, in a list and as a chain."""

    def __init__(self, count: int) -> None:
        self.entries: list[Entry] = []
        last: Entry | None = None
        for key in range(count):
            last = Entry(key, last)
            self.entries.append(last)

    def handle(self, request: int) -> int:
        """Answer one request, replacing an entry now and then."""
        words = [f"{request}-{i}" for i in range(8)]
        entry = self.entries[request * 7919 % len(self.entries)]
        entry.hits += 1
        if request % 16 == 0:
            entry.tags = [request, len(words)]
            entry.name = words[3]
        return len(",".join(words)) + entry.hits


def main() -> None:
    """argv: MiB alive, requests."""
    mebibytes = int(sys.argv[1])
    requests = int(sys.argv[2])
    store = Store(mebibytes * (1 << 20) // 208)
    total = 0
    longest = 0
    memory.forget_pauses()
    last = time.perf_counter_ns()
    for request in range(requests):
        total += store.handle(request)
        now = time.perf_counter_ns()
        longest = max(longest, now - last)
        last = now
    print(total)
    print(f"latency {longest}")
    print(f"pause {memory.statistics().longest_pause_ns}")


if __name__ == "__main__":
    main()
