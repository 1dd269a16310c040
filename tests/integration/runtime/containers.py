"""list, dict, set, tuple, range and the functions over them."""

from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


def key_of(p: Point) -> int:
    return p.y


def lists() -> None:
    xs = [5, 3, 8, 1]
    xs.append(9)
    xs.extend([2, 2])
    xs.insert(1, 7)
    print(xs, len(xs), xs[0], xs[-1], xs[1:4], xs[::-1], xs[::3], xs[-2:], xs[6:2:-2])
    print(xs.pop(), xs.pop(0), xs, xs.index(8), xs.count(2), 8 in xs, 80 in xs)
    xs.remove(8)
    xs.sort()
    print(xs, sorted(xs, reverse=True), sum(xs), min(xs), max(xs))
    xs.reverse()
    xs[0] = 100
    xs[1:3] = [1, 2, 3, 4]
    print(xs, xs + [1], xs * 2, [0] * 5, xs == xs.copy(), xs != [1], [1, 2] < [1, 3], [1] < [1, 0])
    del xs[0]
    del xs[1:3]
    print(xs, any([0, 0, 1]), all([1, 0]), any([]) if False else False)
    xs.clear()
    print(xs, bool(xs))
    words = ["pear", "fig", "apple", "kiwi", "date"]
    words.sort(key=len)
    print(
        words, sorted(words), sorted(words, key=len, reverse=True), max(words, key=len), min(words)
    )
    points = [Point(3, 1), Point(1, 2), Point(2, 1), Point(0, 2), Point(5, 0)]
    print(sorted(points, key=key_of), sorted(points, key=lambda p: -p.x))
    points.sort(key=key_of, reverse=True)
    print(points, Point(1, 2) in points, points.index(Point(2, 1)))
    big = [(i * 7919) % 1000 for i in range(1000)]
    big.sort()
    print(big == list(range(1000)), big[:5], big[-5:])
    pairs = [(i % 7, str(i)) for i in range(30)]
    pairs.sort(key=lambda p: p[0])
    print(pairs)
    nested = [[i] * i for i in range(4)]
    nested[1].append(5)
    print(nested, [x for row in nested for x in row], [x * x for x in range(10) if x % 2])
    fs = [1.5, -2.0, 3.25]
    print(fs, sum(fs), max(fs), sorted(fs))
    for i, w in enumerate(words):
        print(i, w, end=" ")
    for a, b in zip(words, [1, 2, 3], strict=False):
        print(a, b, end=";")
    for w in reversed(words):
        print(w, end=" ")
    print()


def dicts() -> None:
    d = {"one": 1, "two": 2}
    d["three"] = 3
    d["one"] = 11
    print(d, len(d), d["one"], "two" in d, "four" in d, d.get("two"), d.get("x"), d.get("x", 7))
    for k in d:
        print(k, end=" ")
    for k, v in d.items():
        print(k, v, end=" ")
    print(list(d.keys()), list(d.values()), list(d.items()))
    print(d.pop("two"), d.pop("zz", -1), d, d.setdefault("q", 5), d.setdefault("one", 6), d)
    del d["three"]
    d.update({"a": 1, "b": 2})
    print(d, d.popitem(), d, d == {"one": 11, "q": 5, "a": 1}, d.copy() == d)
    counts: dict[int, int] = {}
    for i in range(2000):
        counts[i * 31 % 257] = counts.get(i * 31 % 257, 0) + 1
    print(len(counts), sum(counts.values()), counts[5])
    for i in range(0, 257, 2):
        del counts[i]
    print(len(counts), 4 in counts, 5 in counts, list(counts.keys())[:10])
    for i in range(1000):
        counts[i + 10000] = i
    print(len(counts), counts[10999])
    t = {(1, "a"): 2.5, (2, "b"): 3.5}
    print(t, t[(2, "b")], (1, "a") in t, (1, "b") in t)
    g: dict[str, list[int]] = {}
    for w in ["x", "y", "x", "z", "x"]:
        g.setdefault(w, []).append(len(g))
    print(g, {k: len(v) for k, v in g.items()})
    m = {1: "a", -1: "b", 0: "c", 1 << 62: "d", -(1 << 62): "e"}
    print(m, m[-1], m[1 << 62])
    try:
        print(d["missing"])
    except KeyError as e:
        print("KeyError", e)
    try:
        print(m[99])
    except KeyError as e:
        print("KeyError", e)
    d.clear()
    print(d, bool(d))


class Greedy:
    """Compares equal to nothing, and empties the list that it is in."""

    def __init__(self, home: list["Greedy"]) -> None:
        self.home = home

    def __eq__(self, other: object) -> bool:
        self.home.clear()
        return False


def hostile() -> None:
    xs = [3, 1, 2]

    def rank(x: int) -> int:
        xs.append(x)
        return x

    try:
        xs.sort(key=rank)
    except ValueError as e:
        print("error", e)
    home: list[Greedy] = []
    for _ in range(5):
        home.append(Greedy(home))
    other = Greedy(home)
    print(other in home, len(home), home.count(other))


def changes() -> None:
    d = {i: str(i) for i in range(10)}
    for k in d:
        d[k] = "x"
    for k in d:
        if k == 3:
            del d[k]
            break
    print(d, len(d))
    for turn in range(3):
        seen = 0
        try:
            for k, v in d.items():
                seen += 1
                if turn == 0 and seen == 2:
                    d[100] = v
                elif turn == 1 and seen == 4:
                    del d[k]
                elif turn == 2 and seen == len(d):
                    d.clear()
        except RuntimeError as e:
            print(turn, seen, e)


def sets() -> None:
    s = {3, 1, 2}
    s.add(5)
    s.add(3)
    s.discard(1)
    s.discard(100)
    print(sorted(s), len(s), 3 in s, 4 in s)
    other = {2, 5, 9}
    print(
        sorted(s | other),
        sorted(s & other),
        sorted(s - other),
        sorted(s ^ other),
        s <= other,
        {2} <= s,
        s == {5, 3, 2},
    )
    names = set()
    for w in ["b", "a", "b"]:
        names.add(w)
    print(sorted(names), len(names))
    try:
        s.remove(77)
    except KeyError as e:
        print("KeyError", e)


def others() -> None:
    t = (1, "two", 3.0)
    print(t, t[1], len(t), (1, 2) + (3,), (1, 2) < (1, 3), t == (1, "two", 3.0), (1,), ())
    a, b, c = t
    print(a, b, c)
    r = range(2, 20, 3)
    print(
        len(r),
        r[2],
        r[-1],
        5 in r,
        6 in r,
        list(r),
        list(range(5, 0, -2)),
        list(range(3)),
        r == range(2, 20, 3),
    )
    print(
        divmod(17, 5),
        divmod(-17, 5),
        abs(-3),
        abs(2.5),
        pow(2, 10),
        pow(3, 4, 5),
        round(2.5),
        round(3.5),
        round(2.567, 2),
    )
    print(hex(255), oct(8), bin(5), hex(-255), min(3, 1, 2), max(1, 2), min(2.5, 1.5))


def errors() -> None:
    xs = [1]
    for action in range(7):
        try:
            if action == 0:
                print(xs[3])
            elif action == 1:
                xs[3] = 1
            elif action == 2:
                xs.remove(5)
            elif action == 3:
                print(xs.index(5))
            elif action == 4:
                print([].pop() if False else xs.pop(4))
            elif action == 5:
                empty: list[int] = []
                print(max(empty))
            elif action == 6:
                print(range(3)[5])
        except (IndexError, ValueError) as e:
            print("error", e)


if __name__ == "__main__":
    lists()
    dicts()
    changes()
    hostile()
    sets()
    others()
    errors()
