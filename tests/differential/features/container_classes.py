"""Classes that derive from list, dict and set."""

from __future__ import annotations


class Stack(list[int]):
    def push(self, x: int) -> None:
        self.append(x)

    def peek(self) -> int:
        return self[-1]


class Names(list[str]):
    def __init__(self, *names: str) -> None:
        super().__init__(names)
        self.title = "t"

    def append(self, x: str) -> None:
        print("append", x)
        super().append(x.upper())


class Lengths(dict[str, int]):
    def __missing__(self, key: str) -> int:
        return len(key)

    def total(self) -> int:
        return sum(self.values())


class Filling(dict[int, list[int]]):
    def __missing__(self, key: int) -> list[int]:
        made = self[key] = [key]
        return made


class Lower(dict[str, int]):
    def __setitem__(self, key: str, value: int) -> None:
        print("set", key)
        super().__setitem__(key.lower(), value)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and super().__contains__(key.lower())


class Graph(dict[str, list[str]]):
    def __init__(self, directed: bool = False) -> None:
        super().__init__()
        self.directed = directed

    def add(self, a: str, b: str) -> None:
        self.setdefault(a, []).append(b)
        if not self.directed:
            self.setdefault(b, []).append(a)


class Tags(set[str]):
    def add(self, tag: str) -> None:
        super().add(tag.strip())

    def shout(self) -> list[str]:
        return sorted(x.upper() for x in self)


class Matrix(list[list[float]]):
    @property
    def shape(self) -> tuple[int, int]:
        return len(self), len(self[0])


def _sum(xs: list[int]) -> int:
    return sum(xs) + len(xs) + xs[0]


def _get(d: dict[str, int], key: str) -> int:
    return d[key]


def stacks() -> None:
    s = Stack()
    s.push(3)
    s.push(4)
    print(s.peek(), len(s), s, s == [3, 4], 3 in s, s.pop(), bool(s), _sum(s))
    t = Stack([5, 6, 7])
    print(t, t[1:], sorted(t, reverse=True), [x * 2 for x in t], isinstance(t, list), t + [1])
    print(Stack(range(3)), Stack(x for x in (1, 2)), Stack() == [], type(t).__name__)
    t.extend([8])
    t.sort(key=lambda x: -x)
    print(t, max(t), t.index(7))


def missing() -> None:
    d = Lengths()
    d["a"] = 30
    print(d["a"], d["hello"], d, d.total(), len(d), d.get("zz"), "zz" in d, d.setdefault("q", 2))
    print(_get(d, "a"), _get(d, "four"))
    e = Lengths({"q": 1})
    print(e, e == {"q": 1}, Lengths(x=4, y=5), Lengths([("k", 9)])["k"], e["missing"])
    f = Filling()
    f[3].append(4)
    f[3].append(5)
    print(f, f[1])


def set_items() -> None:
    d = Lower()
    d["ABC"] = 1
    d.update({"XYZ": 2})
    d.setdefault("Q", 3)
    print(d, "abc" in d, "ABC" in d, "nope" in d, d.pop("abc"), Lower({"K": 1}))
    d |= {"R": 5}
    print(d)


def graphs() -> None:
    g = Graph()
    g.add("a", "b")
    g.add("a", "c")
    print(g, list(g.items()), g.directed, {k: len(v) for k, v in g.items()})


def sets() -> None:
    t = Tags(["a", "b"])
    t.add(" c ")
    t.update([" d "])
    print(t.shout(), "c" in t, len(t), t - {"a"} == {"b", "c", " d "})


def nested() -> None:
    m = Matrix([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    print(m.shape, m[1][0], sum(row[0] for row in m))


def overridden() -> None:
    n = Names("a", "b")
    n.append("c")
    n.extend(["d"])
    n += ["e"]
    print(n, n.title, n[0], len(n), "C" in n, ",".join(n), [x for x in n])


FROZEN = Graph(True)
FROZEN.add("x", "y")
FROZEN_STACK = Stack([1, 2])
FROZEN_TAGS = Tags(["q"])


def made_at_import() -> None:
    print(FROZEN, FROZEN.directed, len(FROZEN), FROZEN_STACK, FROZEN_STACK.peek(), FROZEN_TAGS)
    FROZEN.add("x", "z")
    FROZEN_STACK.push(3)
    FROZEN_TAGS.add(" r ")
    print(FROZEN["x"], FROZEN_STACK, FROZEN_TAGS.shout())


class Shown(list[int]):
    def __repr__(self) -> str:
        return f"Shown{super().__repr__()}"


class ShownDict(dict[str, int]):
    def __repr__(self) -> str:
        return f"ShownDict of {len(self)}"


def texts() -> None:
    print(Shown([1, 2]), str(Shown()), [Shown([3])], f"{Shown([4])} {ShownDict(a=1)}")
    print({"k": ShownDict()}, repr(ShownDict(b=2)), Tags(), Tags(["x"]), [Tags(["y"])])


class _Marked:
    def __init__(self) -> None:
        self.marks = []

    def bump(self) -> int:
        self.marks.append(len(self.marks))
        return len(self.marks)


class _MarkedMore(_Marked):
    pass


def lists_beside_their_subclasses() -> None:
    every: list[_Marked] = [_Marked(), _MarkedMore()]
    print([(m.bump(), m.marks[-1]) for m in every])
    print([(m.bump(), m.marks[-1]) for m in every])
