"""A server with much alive: requests make objects and drop them.

Prints the longest slice of the collector, and the longest time from one request to the next, which
holds what the host does meanwhile too. The requests go on until so many collections are complete.
"""

from __future__ import annotations

import sys
import time

from naja.lang import memory

BYTES_OF_ENTRY = 208  # with its text and its list
BATCH = 10_000
MOST_REQUESTS = 100_000_000  # where nothing is ever collected


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


def serve(store: Store, first: int, count: int) -> tuple[int, int]:
    """So many requests: the sum of their answers, and the longest time from one to the next."""
    total = 0
    longest = 0
    last = time.perf_counter_ns()
    for request in range(first, first + count):
        total += store.handle(request)
        now = time.perf_counter_ns()
        longest = max(longest, now - last)
        last = now
    return total, longest


def main() -> None:
    """argv: MiB alive, collections to wait for."""
    mebibytes = int(sys.argv[1])
    wanted = int(sys.argv[2])
    store = Store(mebibytes * (1 << 20) // BYTES_OF_ENTRY)
    total = 0
    longest = 0
    served = 0
    memory.forget_pauses()
    before = memory.statistics().collections
    done = 0
    while done < wanted and served < MOST_REQUESTS:
        answers, latency = serve(store, served, BATCH)
        total += answers
        longest = max(longest, latency)
        served += BATCH
        done = memory.statistics().collections - before
    statistics = memory.statistics()
    print(f"{served} requests, {total}")
    print(f"latency {longest}")
    print(f"pause {statistics.longest_pause_ns}")
    print(f"collections {done}")
    print(f"alive {statistics.live_bytes}")


if __name__ == "__main__":
    main()
