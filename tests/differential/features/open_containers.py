"""Containers of modules that start empty, or grow by other types: what functions put in tells what
they hold."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque

solution = []
cache = {}
seen = set()
never = []
graph = {"a": [], "b": []}
mixed = [1, 2]
rows = [[], []]
stack = []
names = {}
nested = {}
groups = defaultdict(list)
queue = deque()
counts = Counter()
order = OrderedDict()
shared = []
alias = shared
memo = {}
words = {}


class Register:
    items = []
    table = {}

    def add(self, x):
        self.items.append(x)
        self.table[x] = len(self.items)


class Holder:
    def __init__(self, xs):
        self.items = xs
        self.own = []


held = []
other = []
holder = Holder(held)
holders = {"a": holder, "b": Holder(other)}


def _fib(n: int) -> int:
    if n in cache:
        return cache[n]
    cache[n] = n if n < 2 else _fib(n - 1) + _fib(n - 2)
    return cache[n]


def _put(x: list[int]) -> None:
    solution.append(x)


def _reset() -> None:
    global stack
    stack = []


def _push(x: str) -> None:
    global stack
    stack.append(x)
    names[x] = len(stack)


def _uncalled() -> None:
    never.append(1.5)


def _lookup(k):
    if k not in memo:
        memo[k] = [k, k]
    return memo[k]


def filled_by_functions() -> None:
    print(_fib(30), len(cache))
    _put([1])
    _put([2, 3])
    print(solution, len(solution))
    seen.add("x")
    print(seen, "x" in seen)
    print(_lookup(3), _lookup(3) is _lookup(3), memo)
    words.update({"a": 1})
    words.setdefault("b", 2)
    print(words, sorted(words.items()))


def never_filled() -> None:
    for n in never:
        print(n)
    print(never, len(never), never == [])


def inside_others() -> None:
    graph["a"].append("b")
    print(graph)
    rows[0].append(1.5)
    print(rows)
    nested["k"] = {}
    nested["k"]["j"] = 1
    print(nested)


def of_other_types() -> None:
    mixed.append("three")
    print(mixed, [x * 2 for x in mixed])


def rebound() -> None:
    _push("a")
    _push("b")
    print(stack, names)
    _reset()
    _push("c")
    print(stack, names)


def of_the_library() -> None:
    groups["a"].append(1)
    queue.append((1, "x"))
    counts["z"] += 2
    order["k"] = 1.5
    print(groups, queue, counts, order)


def of_classes() -> None:
    r = Register()
    r.add("q")
    r.add("z")
    print(Register.items, Register.table)


def under_two_names() -> None:
    shared.append(3)
    print(alias, alias is shared)
    held.append(1)
    holder.items.append(2)
    other.append(3)
    print(holder.items, held, holder.items is held, holders["b"].items is other)
    holder.own.append("w")
    print(holder.own, holders["b"].own)
