"""Order of evaluation, scopes, changes while iterating, attributes that change behind a test."""

from __future__ import annotations

from types import TracebackType


class A:
    def __init__(self) -> None:
        self.x = 1

    def ax(self) -> int:
        return self.x


class B:
    def __init__(self) -> None:
        self.y = 2
        self.z = 3

    def by(self) -> int:
        return self.y * 10 + self.z


LAST: int | None = None


def forget() -> None:
    global LAST
    LAST = None


def remember() -> None:
    global LAST
    LAST = 5
    if LAST is not None:
        print(LAST + 1)
    forget()
    print(LAST)


def late() -> int:
    def read() -> int:
        return value

    keep = [read]
    value = 1
    value += 1
    return keep[0]()


class C(B):
    def __init__(self) -> None:
        B.__init__(self)


class M:
    def __enter__(self) -> M:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        print(kind is None, error)


class Holder:
    def __init__(self) -> None:
        self.item: str | None = None

    def fill(self) -> None:
        self.item = "full"

    def show(self) -> None:
        if self.item is None:
            self.fill()
            print(self.item)
        if self.item is not None:
            self.item = None
            print(self.item)


def order(n: int) -> int:
    print("eval", n)
    return n


def swap(xs: list[int]) -> None:
    i = 0
    i, xs[i] = 2, 9
    print(xs, i)
    xs[order(0)], xs[order(1)] = order(5), order(6)
    xs[order(2)] += order(3)
    print(xs)


def evaluation() -> None:
    d = {order(1): order(2), order(3): order(4)}
    print(d, order(1) if order(0) else order(2))
    print(f"{order(7)} {order(8)}", [order(9), order(10)][order(0)])
    f(b=order(1), a=order(2))


def f(a: int, b: int) -> None:
    print(a, b)


def mutate() -> None:
    xs = [1, 2, 3, 4]
    for x in xs:
        if x == 2:
            xs.remove(x)
        print(x)
    d = {"a": 1, "b": 2}
    try:
        for k in d:
            d[k + "x"] = 1
    except RuntimeError as e:
        print("RuntimeError", e)


def finals() -> int:
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print("f", i)
    return -1


def swallow() -> int:
    while True:
        try:
            raise ValueError("x")
        finally:
            break
    return 7


def shadow() -> None:
    x = 10
    ys = [x for x in range(3)]
    print(x, ys)
    print([y for v in [1, 2] if (y := v)], y)


def defaults(items: list[int] = []) -> int:  # noqa: B006
    items.append(1)
    return len(items)


def strings() -> None:
    s = "abc"
    for i, c in enumerate(s):
        s = s + c
    print(s)
    a = b = "x"
    a += "y"
    print(a, b, "%".join(["1", "2"]))


def chained() -> None:
    print(order(1) < order(5) > order(3))


if __name__ == "__main__":
    c = C()
    print(c.by(), c.y, c.z)
    b: B = c
    print(b.by(), isinstance(c, B))
    with M():
        pass
    Holder().show()
    swap([1, 2, 3])
    evaluation()
    mutate()
    print(finals(), swallow())
    shadow()
    print(defaults(), defaults(), defaults([5]))
    strings()
    chained()
    remember()
    print(late())
