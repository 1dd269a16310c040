"""Many small trees made and dropped while a large one lives."""

from __future__ import annotations

import sys
import time


class Node:
    """A tree: both branches, or none."""

    def __init__(self, left: Node | None, right: Node | None) -> None:
        self.left = left
        self.right = right

    def count(self) -> int:
        """All nodes of the tree."""
        if self.left is None or self.right is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def grown(depth: int) -> Node:
    """A full tree."""
    if depth == 0:
        return Node(None, None)
    return Node(grown(depth - 1), grown(depth - 1))


def main() -> None:
    """Trees up to the depth asked for."""
    most = int(sys.argv[1])
    start = time.perf_counter()
    print(f"stretch tree of depth {most + 1}: {grown(most + 1).count()}")
    kept = grown(most)
    for depth in range(4, most + 1, 2):
        trees = 1 << (most - depth + 4)
        total = 0
        for _ in range(trees):
            total += grown(depth).count()
        print(f"{trees} trees of depth {depth}: {total}")
    print(f"long lived tree of depth {most}: {kept.count()}")
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
