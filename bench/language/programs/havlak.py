"""Finds the nested loops of a control flow graph, by Havlak's algorithm."""

from __future__ import annotations

import sys
import time
from enum import Enum

UNVISITED = -1
MOST_BACKWARD = 32 * 1024


class Kind(Enum):
    """What a block turned out to be."""

    TOP = 0
    NONHEADER = 1
    REDUCIBLE = 2
    SELF = 3
    IRREDUCIBLE = 4
    DEAD = 5


class BasicBlock:
    """A node of the graph."""

    def __init__(self, name: int) -> None:
        self.name = name
        self.before: list[BasicBlock] = []
        self.after: list[BasicBlock] = []


class Graph:
    """Blocks by name; edges stand in the blocks."""

    def __init__(self) -> None:
        self.blocks: dict[int, BasicBlock] = {}
        self.start: BasicBlock | None = None

    def block(self, name: int) -> BasicBlock:
        """The block of that name, made on first use."""
        found = self.blocks.get(name)
        if found is None:
            found = BasicBlock(name)
            self.blocks[name] = found
            if self.start is None:
                self.start = found
        return found

    def connect(self, start: int, end: int) -> None:
        """An edge."""
        source = self.block(start)
        target = self.block(end)
        source.after.append(target)
        target.before.append(source)


class Loop:
    """A loop with its blocks and the loops within."""

    def __init__(self, number: int, header: BasicBlock | None, reducible: bool) -> None:
        self.number = number
        self.header = header
        self.reducible = reducible
        self.blocks: set[BasicBlock] = set()
        self.children: set[Loop] = set()
        self.parent: Loop | None = None
        self.root = False
        self.nesting = 0
        self.depth = 0
        if header is not None:
            self.blocks.add(header)

    def set_parent(self, parent: Loop) -> None:
        """Put this loop into another."""
        self.parent = parent
        parent.children.add(self)


class Loops:
    """All loops of a graph, under a root."""

    def __init__(self) -> None:
        self.count = 0
        self.root = self.add(None, True)
        self.root.root = True
        self.loops: list[Loop] = []

    def add(self, header: BasicBlock | None, reducible: bool) -> Loop:
        """A new loop."""
        loop = Loop(self.count, header, reducible)
        self.count += 1
        return loop

    def nest(self) -> None:
        """Put what is in no loop under the root, and count the levels."""
        for loop in self.loops:
            if loop.parent is None:
                loop.set_parent(self.root)
        self.measure(self.root, 0)

    def measure(self, loop: Loop, depth: int) -> None:
        """depth: from the root; nesting: above the innermost."""
        loop.depth = depth
        for child in loop.children:
            self.measure(child, depth + 1)
            loop.nesting = max(loop.nesting, 1 + child.nesting)


class Union:
    """A block in a disjoint set of blocks, with its number in depth-first order."""

    def __init__(self) -> None:
        self.parent: Union = self
        self.block: BasicBlock | None = None
        self.loop: Loop | None = None
        self.number = 0

    def start(self, block: BasicBlock, number: int) -> None:
        """Let it stand for a block."""
        self.block = block
        self.number = number

    def find(self) -> Union:
        """What stands for the whole set; shortens the way there."""
        passed: list[Union] = []
        node = self
        while node is not node.parent:
            if node.parent is not node.parent.parent:
                passed.append(node)
            node = node.parent
        for other in passed:
            other.parent = node
        return node


class Finder:
    """One run of the algorithm over a graph."""

    def __init__(self, graph: Graph, loops: Loops) -> None:
        self.graph = graph
        self.loops = loops
        size = len(graph.blocks)
        self.numbers: dict[BasicBlock, int] = {}
        self.last = [0] * size
        self.nodes = [Union() for _ in range(size)]
        self.kinds = [Kind.NONHEADER] * size
        self.headers = [0] * size
        self.back: list[list[int]] = [[] for _ in range(size)]
        self.other: list[set[int]] = [set() for _ in range(size)]

    def visit(self, start: BasicBlock) -> None:
        """Number blocks depth first; the path is a list, because graphs are deeper than stacks."""
        count = 0
        path: list[tuple[BasicBlock, int]] = [(start, 0)]
        while path:
            block, edge = path.pop()
            if edge == 0:
                self.nodes[count].start(block, count)
                self.numbers[block] = count
                count += 1
            while edge < len(block.after) and self.numbers[block.after[edge]] != UNVISITED:
                edge += 1
            if edge < len(block.after):
                path.append((block, edge + 1))
                path.append((block.after[edge], 0))
            else:
                self.last[self.numbers[block]] = count - 1

    def is_ancestor(self, above: int, below: int) -> bool:
        """In the depth-first tree."""
        return above <= below <= self.last[above]

    def find(self) -> int:
        """The number of loops, the root among them."""
        start = self.graph.start
        if start is None:
            return 0
        for block in self.graph.blocks.values():
            self.numbers[block] = UNVISITED
        self.visit(start)
        self.classify_edges()
        for header in range(len(self.graph.blocks) - 1, -1, -1):
            self.examine(header)
        return self.loops.count

    def classify_edges(self) -> None:
        """Split the edges into each block into those from below it and others."""
        for current in range(len(self.nodes)):
            block = self.nodes[current].block
            if block is None:
                self.kinds[current] = Kind.DEAD
                continue
            for source in block.before:
                number = self.numbers[source]
                if number == UNVISITED:
                    continue
                if self.is_ancestor(current, number):
                    self.back[current].append(number)
                else:
                    self.other[current].add(number)

    def examine(self, header: int) -> None:
        """Find the body of the loop that begins here, if one does."""
        block = self.nodes[header].block
        if block is None:
            return
        body: list[Union] = []
        for number in self.back[header]:
            if number != header:
                body.append(self.nodes[number].find())
            else:
                self.kinds[header] = Kind.SELF
        if body:
            self.kinds[header] = Kind.REDUCIBLE
        todo = list(body)
        while todo:
            node = todo.pop()
            others = self.other[node.number]
            if len(others) > MOST_BACKWARD:
                return
            for number in others:
                found = self.nodes[number].find()
                if not self.is_ancestor(header, found.number):
                    self.kinds[header] = Kind.IRREDUCIBLE
                    self.other[header].add(found.number)
                elif found.number != header and found not in body:
                    todo.append(found)
                    body.append(found)
        if body or self.kinds[header] is Kind.SELF:
            self.make_loop(header, block, body)

    def make_loop(self, header: int, block: BasicBlock, body: list[Union]) -> None:
        """Collect a body into a loop, and let the header stand for it from now on."""
        loop = self.loops.add(block, self.kinds[header] is not Kind.IRREDUCIBLE)
        self.nodes[header].loop = loop
        for node in body:
            self.headers[node.number] = header
            node.parent = self.nodes[header].find()
            if node.loop is not None:
                node.loop.set_parent(loop)
            elif node.block is not None:
                loop.blocks.add(node.block)
        self.loops.loops.append(loop)


def diamond(graph: Graph, start: int) -> int:
    """Two ways to one block."""
    graph.connect(start, start + 1)
    graph.connect(start, start + 2)
    graph.connect(start + 1, start + 3)
    graph.connect(start + 2, start + 3)
    return start + 3


def straight(graph: Graph, start: int, count: int) -> int:
    """One block behind the other."""
    for i in range(count):
        graph.connect(start + i, start + i + 1)
    return start + count


def base_loop(graph: Graph, start: int) -> int:
    """A loop around two diamonds and a loop."""
    header = straight(graph, start, 1)
    first = diamond(graph, header)
    second = straight(graph, first, 1)
    third = diamond(graph, second)
    end = straight(graph, third, 1)
    graph.connect(end, second)
    graph.connect(third, header)
    return straight(graph, end, 1)


def nested(graph: Graph, outer: int, inner: int) -> None:
    """Many loops in loops, one group behind the other."""
    graph.connect(0, 1)
    graph.connect(0, 2)
    end = 2
    for _ in range(outer):
        top = end
        graph.connect(top, end + 1)
        end += 1
        for _ in range(inner):
            middle = end
            end = straight(graph, end, 1)
            for _ in range(5):
                end = base_loop(graph, end)
            graph.connect(end, middle)
        graph.connect(end, top)
        end = straight(graph, end, 1)
    graph.connect(end, 1)


def main() -> None:
    """As many analyses as asked for of one graph."""
    rounds = int(sys.argv[1])
    start = time.perf_counter()
    graph = Graph()
    nested(graph, 10, 50)
    total = 0
    deepest = 0
    for _ in range(rounds):
        loops = Loops()
        total += Finder(graph, loops).find()
        loops.nest()
        deepest = max(deepest, loops.root.nesting)
    print(len(graph.blocks), total, deepest)
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
