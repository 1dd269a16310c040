"""How CPython sorts what has no total order: comparison by comparison, and what a list is meanwhile."""

from functools import cmp_to_key

NAN = float("nan")


class _C:
    log: list[str] = []

    def __init__(self, n: int) -> None:
        self.n = n

    def __lt__(self, o: "_C") -> bool:
        _C.log.append(f"{self.n}<{o.n}")
        return self.n < o.n


def _told(xs: list[_C], reverse: bool = False) -> None:
    _C.log = []
    xs.sort(reverse=reverse)
    h = 0
    for line in _C.log:
        for c in line:
            h = (h * 31 + ord(c)) % 1000003
    print(len(_C.log), h, [x.n for x in xs[:20]])


def comparisons() -> None:
    _told([_C(3), _C(1), _C(2)])
    _told([_C(n) for n in range(10)])
    _told([_C(-n) for n in range(10)])
    _told([_C(n * 7 % 11) for n in range(30)], True)
    for count in (5, 63, 64, 65, 100, 500, 1000, 2500):
        for most in (3, 50, 100000):
            state = count * 7 + most
            xs: list[_C] = []
            for _ in range(count):
                state = (state * 1103515245 + 12345) % 2147483648
                xs.append(_C(state // 65536 % most))
            _told(xs)
            _told(xs)
            for i in range(0, count, 10):
                xs[i] = _C(i)
            _told(xs, True)
            ys = (
                [_C(n) for n in range(count)]
                + [_C(n * 2) for n in range(count)]
                + [_C(n // 3) for n in range(count * 2)]
            )
            _told(ys)


def nans() -> None:
    print(
        sorted([NAN, 3.0, 1.0, 2.0]),
        sorted([3.0, NAN, 1.0, 2.0, NAN, 0.5]),
        sorted([2.0, 1.0, NAN, 0.0], reverse=True),
    )
    print(
        sorted([1, 2.5, NAN, 0, True]),
        sorted([(NAN, 1), (1.0, 2), (0.5, 3)]),
        sorted([5.0, 1.0, 3.0]),
    )
    print(sorted("abc", key=lambda c: NAN if c == "b" else -ord(c)))


def sets() -> None:
    print([sorted(s) for s in sorted([{1, 2}, {3}, {1}, set(), {1, 2, 3}])])


def compared() -> None:
    calls: list[tuple[int, int]] = []

    def cmp(a: int, b: int) -> int:
        calls.append((a, b))
        return a - b

    print(sorted([3, 1, 2, 9, 5], key=cmp_to_key(cmp)), calls)


def modified() -> None:
    xs = [3, 1, 2]

    def key(x: int) -> int:
        print(len(xs))
        xs.append(x)
        return x

    try:
        xs.sort(key=key)
    except ValueError as e:
        print(e, xs)


def raised() -> None:
    xs = [3, 1, 2]

    def key(x: int) -> int:
        if x == 2:
            raise KeyError(x)
        return x

    try:
        xs.sort(key=key)
    except KeyError as e:
        print(repr(e), xs)
