"""Edges: ranges at the ends of 64 bits, indices, truth, dictionaries that shrink, texts, numbers."""

from __future__ import annotations


class Grow:
    def __init__(self) -> None:
        self.items: list[int] = [1, 2, 3]
        self.best: str | int | None = None

    def clear(self) -> int:
        self.items.clear()
        return 0


class Weird:
    def __len__(self) -> int:
        return 0


def ranges() -> None:
    top = 2**63 - 1
    for i in range(top - 2, top):
        print(i)
    for i in range(top - 5, top, 3):
        print(i)
    for i in range(0, 10, 4):
        i += 100
        print(i, end=" ")
    n = 3
    for i in range(n):
        n = 10
    print(n, i)
    step = -2
    print([i for i in range(10, 0, step)], list(range(10))[::step], sum(range(101)))
    try:
        for i in range(0, 5, n - 10):
            print(i)
    except ValueError as e:
        print(e)


def indexes() -> None:
    xs = [1, 2, 3]
    i = -1
    print(xs[i], xs[i - 1], "abc"[i], (1, 2, 3)[i], b"abc"[i])
    for bad in (3, -4, 2**62):
        try:
            print(xs[bad])
        except IndexError as e:
            print(e)
        try:
            xs[bad] = 1
        except IndexError as e:
            print(e)
        try:
            print("abc"[bad])
        except IndexError as e:
            print(e)
    g = Grow()
    for x in g.items:
        g.clear()
        print(x)
    ys = [1, 2]
    ys[0], ys[1] = ys[1], ys[0]
    ys += ys
    ys.extend(ys)
    print(ys, ys * 0, ys[100:], [[0] * 2] * 2)
    zs = [5, 6]
    zs.insert(100, 7)
    zs.insert(-100, 4)
    print(zs, zs.pop(-1), zs)


def truths() -> None:
    w = Weird()
    print(bool(w), not w, 1 if w else 0, w and 1 or 2)
    v: int | None = 0
    print(v or 5, v and 5, v is None, not v)
    s: str | None = ""
    print(repr(s or None), s is not None)


def keys() -> None:
    d: dict[tuple[int, str], list[int]] = {}
    for i in range(6):
        d.setdefault((i % 2, "k"), []).append(i)
    print(d, list(d.values())[0] is d[(0, "k")])
    e = {1: "a"}
    print(e, {0: 1}.get(3))
    f = {i: i * i for i in range(20)}
    for k in list(f):
        if k % 3:
            del f[k]
    print(f, len(f), 4 in f, f.pop(3), list(f.items())[-1])
    f[3] = 1
    print(list(f)[-1])


def texts() -> None:
    t = "日本" + "x" * 3
    t2 = t[2:]
    print(t2, t2 == "xxx", hash(t2) == hash("xxx"), {t2: 1}["xxx"], t.encode()[:3], len(t.encode()))
    print(
        "ÿ" + "Ā",
        ("ÿ" + "Ā")[0] == "ÿ",
        "a" * 5 + "é",
        "é" in "café",
        "café".find("é"),
        "\U0001f600"[0],
    )
    print("x" < "y" < "z", max("abc"), min("日a"), sorted("banana"), "".join(reversed("abc")))
    print(
        "a\tb\\n'\"",
        repr("a\tb\\n'\""),
        "\x1b[0m" == "\033[0m",
        repr("\x1b"),
        "€",
        repr("€\ud800") if False else "",
    )
    print(
        "A-B_C".split("-"),
        "1,2,,3".split(","),
        "  a  b ".split(),
        "abc".split("b", 1),
        "a.b.c".rsplit(".", 1),
    )
    print(
        int("  -0012  "),
        float("1e-3"),
        str(-0.0),
        f"{1234567.891:,.2f}",
        f"{255:#x} {255:08b} {-255:x}",
    )


def numbers() -> None:
    a = 2**62
    for op in range(6):
        try:
            if op < 2:
                print(op)
            elif op == 2:
                print(abs(-(2**63 - 1)), (-a - a) // 1)
        except OverflowError:
            print("overflow", op)
    print(
        (-a - a) % -1,
        -7 // 2,
        -7 % 2,
        7 % -2,
        int(-3.7),
        round(-3.5),
        round(3.5),
        5 // 0.3,
        -5 % 0.3,
    )
    print(10**18 * 9, 3**39, 0**0, (-2) ** 3, 1 == 1.0, 2**53 + 1 == float(2**53), 0.1 + 0.2 == 0.3)


if __name__ == "__main__":
    ranges()
    indexes()
    truths()
    keys()
    texts()
    numbers()
