"""Sets: their order is CPython's, whatever was done to them before; hashes are CPython's numbers."""

FROZEN = {100, 3, 77, 5, 1 << 40}
TABLE = frozenset((x * 37) % 101 for x in range(40))


class Rnd:
    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self, below: int) -> int:
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % below


def step(r: Rnd, a: set[int], b: set[int], f: frozenset[int]) -> None:
    op = r.next(24)
    print(op, end=" ")
    x = r.next(60) - 20 if r.next(3) else r.next(1 << 20) * 4099
    if op < 6:
        a.add(x)
    elif op == 6:
        a.discard(x)
    elif op == 7:
        if a:
            print("pop", a.pop())
    elif op == 8:
        print(a | b)
    elif op == 9:
        print(a & b)
    elif op == 10:
        print(a - b)
    elif op == 11:
        print(a ^ b)
    elif op == 12:
        a |= b
    elif op == 13:
        b -= {x, x + 1, 3}
    elif op == 14:
        b ^= a
    elif op == 15:
        b.update([x, x + 8, x + 16, x * 3])
    elif op == 16:
        print(f & a, a & f, f | a, f - a, a - f, f ^ a)
    elif op == 17:
        b.difference_update([x, 1, 2, 3])
    elif op == 18:
        print(a.copy(), set(a), frozenset(b), list(b))
    elif op == 19:
        print(
            a.intersection([1, 2, 3, x]),
            a.union([x], [x + 1]),
            a.difference([1, 2]),
            a.symmetric_difference([1, x]),
        )
    elif op == 20:
        b.intersection_update(a) if r.next(4) == 0 else b.add(x)
    elif op == 21:
        print({y * 2 for y in a}, set(range(x % 50)), {v: 0 for v in a})
    elif op == 22:
        a.update({y: 1 for y in range(0, x % 40)})
    else:
        print(
            sorted(a)[:3],
            a <= b,
            a < b,
            a >= b,
            a == b,
            a.isdisjoint(b),
            a.issubset(b),
            a.issuperset([x]),
        )


def order() -> None:
    print({3, 1, 2}, {100, 3, 77, 5}, {5, 100, 3, 77, 1 << 40, 6}, FROZEN, TABLE)
    for x in {100, 3, 77, 5, 1 << 40}:
        print(x, end=" ")
    print([x for x in {100, 3, 77, 5, 1 << 40, 9, 17}])
    print(
        {(1, 2), (3, 4), (0, 0), (5, 6)}, {1.5, 2.5, 0.1, 100.0, -3.0}, {True, False}, {-1, -2, -3}
    )


def points() -> None:
    pts = {(x, y) for x in range(5) for y in range(5)}
    print(pts)
    print(
        hash((1, 2)),
        hash(()),
        hash((1,)),
        hash((1, (2, 3), 4.5)),
        hash(True),
        hash(-1),
        hash(1.5),
        hash(""),
        hash(b""),
    )
    print(hash(frozenset([1, 2, 3])), hash(frozenset([(1, 2), (3, 4)])))
    print({frozenset([1, 2]), frozenset([3])})
    print({(1, 2): 3} == {(1, 2): 3}, (1, 2) in pts, (9, 9) in pts)


def seeds() -> None:
    for seed in range(30):
        r = Rnd(seed * 7919 + 1)
        a: set[int] = set()
        b: set[int] = {1, 2, 3, 50}
        f = frozenset([5, 1, 40, 1000, 33])
        for _ in range(60):
            step(r, a, b, f)
        print(a, b)


def many() -> None:
    big = set(range(0, 300000, 7))
    big.update(x * x for x in range(2000))
    print(sum(i * v for i, v in enumerate(big)) % 1000007, len(big))
    while len(big) > 10:
        big.pop()
    print(big)


def errors() -> None:
    s = {1, 2, 3}
    try:
        for x in s:
            s.add(x + 100)
    except RuntimeError as e:
        print(e)
    try:
        s.remove(999)
    except KeyError as e:
        print(e)


def frozen() -> None:
    s = {1, 2, 3}
    FROZEN.add(4)
    print(FROZEN, set(TABLE), {*TABLE, 1}, 3 in TABLE)
    e: set[int] = set()
    print(e, frozenset(e), len(e), bool(e))
    print(s.union(), s.union([1], (2,)), s.intersection({1}, [1]), s.difference([1], [2]))
    words = {"a", "b", "c"}
    print(sorted(words), len(words), "a" in words)


def main() -> None:
    order()
    points()
    seeds()
    many()
    errors()
    frozen()


if __name__ == "__main__":
    main()
