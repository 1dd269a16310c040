"""Unions: what each member can do, chosen at run time."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Literal, TypeGuard, assert_never, cast


def _ops_add(a: int | str, b: int | str) -> None:
    try:
        print(a + b)
    except TypeError as e:
        print("TypeError", e)


def _ops_mul(a: int | str, n: int) -> int | str:
    return a * n


def _ops_both(a: int | float, b: int | float) -> None:
    print(a + b, a - b, a * b, a / b, a // b, a % b, a < b, a <= b, a == b, a != b, a > b, a >= b)


def ops() -> None:
    print(_ops_mul(2, 3), _ops_mul("ab", 2))
    _ops_both(1, 2)
    _ops_both(1.5, 2)
    _ops_both(3, 0.5)
    _ops_both(2.5, 2.5)


def _unary_neg(a: int | float) -> int | float:
    return -a


def _unary_show(a: int | float | bool) -> None:
    print(-a, +a, abs(a), not a, bool(a), str(a), repr(a), f"{a}", f"{a:>8}", hash(a) == hash(a))


def unary() -> None:
    print(_unary_neg(3), _unary_neg(2.5))
    _unary_show(1)
    _unary_show(2.5)
    _unary_show(True)
    _unary_show(0)


def _aug_f(a: int | str) -> int | str:
    x = a
    if isinstance(x, int):
        x += 1
    else:
        x += "!"
    x *= 2
    return x


def aug() -> None:
    print(_aug_f(1), _aug_f("a"))
    y: int | float = 1
    y += 1
    print(y)
    y += 0.5
    print(y)
    y *= 2
    print(y)


def _inunion_has(c: list[int] | dict[int, str] | set[int] | tuple[int, ...], v: int) -> bool:
    return v in c


def inunion() -> None:
    print(
        _inunion_has([1, 2], 1),
        _inunion_has({1: "a"}, 2),
        _inunion_has({3}, 3),
        _inunion_has((4, 5), 5),
    )


def _iterunion_total(c: list[int] | set[int] | tuple[int, ...] | range) -> int:
    n = 0
    for x in c:
        n += x
    return n + len(c)


def iterunion() -> None:
    print(
        _iterunion_total([1, 2]),
        _iterunion_total({3}),
        _iterunion_total((4, 5)),
        _iterunion_total(range(4)),
    )


def _itemunion_first(c: list[int] | str | tuple[int, ...]) -> int | str:
    return c[0]


def _itemunion_item(c: list[int] | dict[int, str]) -> int | str:
    return c[1]


def itemunion() -> None:
    print(_itemunion_first([1, 2]), _itemunion_first("xyz"), _itemunion_first((4, 5)))
    print(_itemunion_item([1, 2]), _itemunion_item({1: "one"}))
    for s in ([1, 2, 3], "abc"):
        print(_itemunion_first(s))


_recursive_Tree = "list[Tree] | int"


class _RecursiveNode:
    def __init__(self, kids: list[_RecursiveNode | int]) -> None:
        self.kids = kids


def _recursive_total(n: _RecursiveNode | int) -> int:
    if isinstance(n, int):
        return n
    return sum((_recursive_total(k) for k in n.kids))


def _recursive_flat(x: list[int | list[int]]) -> list[int]:
    out = []
    for e in x:
        if isinstance(e, list):
            out.extend(e)
        else:
            out.append(e)
    return out


def recursive() -> None:
    print(_recursive_total(_RecursiveNode([1, _RecursiveNode([2, 3]), 4])))
    print(_recursive_flat([1, [2, 3], 4]))


def keys() -> None:
    d: dict[int | str, int] = {}
    d[1] = 10
    d["a"] = 20
    print(d, d[1], d["a"], 1 in d, "b" in d, d.get("zz"))
    e: dict[str | None, int] = {None: 1, "x": 2}
    print(e[None], e["x"], e)
    f: dict[tuple[int | str, int], str] = {(1, 2): "a", ("x", 3): "b"}
    print(f[1, 2], f["x", 3])
    s: set[int | str | None] = {1, "a", None}
    print(1 in s, "a" in s, None in s, 2 in s, len(s))
    for k in d:
        print(k)


def _noneq_f(x: int | None, y: str | None) -> None:
    print(
        x == 1,
        x == None,
        y == "a",
        y != "a",
        x != None,
        x in (1, 2),
        y in ("a", "b"),
        y in ("a", None),
    )


def noneq() -> None:
    _noneq_f(1, "a")
    _noneq_f(None, None)
    _noneq_f(2, "b")


class _MethodsA:
    name = "A"

    def __init__(self) -> None:
        self.v = 1

    def go(self, n: int) -> int:
        return n + 1


class _MethodsB:
    name = "B"

    def __init__(self) -> None:
        self.v = "b"

    def go(self, n: int) -> str:
        return "b" * n


def _methods_f(x: _MethodsA | _MethodsB) -> None:
    print(x.go(2), x.v, x.name)


def _methods_g(x: _MethodsA | _MethodsB | None) -> None:
    try:
        print(x.go(2))
    except AttributeError as e:
        print(e)
    try:
        print(x.v)
    except AttributeError as e:
        print(e)


def methods() -> None:
    _methods_f(_MethodsA())
    _methods_f(_MethodsB())
    _methods_g(_MethodsA())
    _methods_g(_MethodsB())
    _methods_g(None)


class _SetattrsA:
    def __init__(self) -> None:
        self.v = 1


class _SetattrsB:
    def __init__(self) -> None:
        self.v = 2


def _setattrs_f(x: _SetattrsA | _SetattrsB) -> None:
    x.v = 5
    x.v += 2
    print(x.v)


def setattrs() -> None:
    _setattrs_f(_SetattrsA())
    _setattrs_f(_SetattrsB())


class _CallF:
    def __call__(self, x: int) -> str:
        return "F%d" % x


def _call_dbl(x: int) -> int:
    return x * 2


def _call_f(c: Callable[[int], int] | int) -> int:
    if callable(c):
        return c(3)
    return c


def _call_g(c: _CallF | Callable[[int], int]) -> None:
    print(c(4))


def call() -> None:
    print(_call_f(_call_dbl), _call_f(7))
    _call_g(_CallF())
    _call_g(_call_dbl)


def _narrow_f(x: int | str | list[int] | None) -> str:
    if x is None:
        return "none"
    if isinstance(x, (int, str)):
        if isinstance(x, int):
            return f"int {x + 1}"
        return "str " + x.upper()
    return f"list {len(x)}"


def _narrow_g(x: int | str) -> str:
    if type(x) is int:
        return f"i{x + 1}"
    return "s" + str(x)


def _narrow_h(x: int | str) -> str:
    if type(x) == str:
        return x + "!"
    assert isinstance(x, int)
    return str(x + 1)


def _narrow_k(x: str | None) -> str:
    if not x:
        return "empty"
    return x.upper()


def _narrow_m(x: int | str | None) -> str:
    if not isinstance(x, str):
        if x is None:
            return "N"
        return str(x * 2)
    return x


def narrow() -> None:
    print(_narrow_f(None), _narrow_f(1), _narrow_f("a"), _narrow_f([1, 2]))
    print(
        _narrow_g(1),
        _narrow_g("a"),
        _narrow_h(1),
        _narrow_h("b"),
        _narrow_k(None),
        _narrow_k(""),
        _narrow_k("q"),
        _narrow_m(None),
        _narrow_m(2),
        _narrow_m("z"),
    )
    print(_narrow_g(True))


class _Narrow2C(Enum):
    R = 1
    G = 2


def _narrow2_f(c: _Narrow2C) -> str:
    if c is _Narrow2C.R:
        return "r"
    elif c is _Narrow2C.G:
        return "g"
    else:
        assert_never(c)


def _narrow2_g(k: Literal["a", "b"]) -> int:
    if k == "a":
        return 1
    elif k == "b":
        return 2
    assert_never(k)


def _narrow2_is_str(x: object) -> TypeGuard[str]:
    return isinstance(x, str)


def _narrow2_h(x: int | str) -> str:
    if _narrow2_is_str(x):
        return x.upper()
    return "no"


def _narrow2_w(items: list[int | None]) -> int:
    n = 0
    i = 0
    while i < len(items) and (x := items[i]) is not None:
        n += x
        i += 1
    return n


def narrow2() -> None:
    print(
        _narrow2_f(_Narrow2C.R),
        _narrow2_f(_Narrow2C.G),
        _narrow2_g("a"),
        _narrow2_g("b"),
        _narrow2_h(1),
        _narrow2_h("x"),
    )
    print(_narrow2_w([1, 2, None, 4]))
    v: int | str = 5
    print(cast(int, v) + 1)
    xs: list[int | str | None] = [1, "a", None, 3]
    print([x + 1 for x in xs if isinstance(x, int)], [x for x in xs if x is not None])
    print(sum((x for x in xs if isinstance(x, int))))
    print([x.upper() for x in xs if isinstance(x, str) and x])


def _inlit_f(x: str | None) -> str:
    if x in ("a", "b"):
        return x.upper()
    return "other"


def _inlit_g(x: int | str) -> str:
    if x == "a":
        return "A"
    if x == 1:
        return "one"
    return "?"


def inlit() -> None:
    print(
        _inlit_f("a"),
        _inlit_f(None),
        _inlit_f("z"),
        _inlit_g("a"),
        _inlit_g(1),
        _inlit_g(3),
        _inlit_g("q"),
    )


def _matchu_f(x: int | str | list[int] | tuple[int, str] | None | float) -> str:
    match x:
        case None:
            return "none"
        case 0:
            return "zero"
        case int():
            return f"int {x + 1}"
        case float(v):
            return f"float {v}"
        case str() as s:
            return s.upper()
        case [a, b]:
            return f"pair {a} {b}"
        case [a, b, *rest]:
            return f"l {a} {b} {rest}"
        case _:
            return "other"


def matchu() -> None:
    for v in [None, 0, 5, "s", 2.5]:
        print(_matchu_f(v))
    print(_matchu_f([1, 2, 3]), _matchu_f((1, "a")), _matchu_f([]))


class _LinkedN:
    def __init__(self, v: int, nxt: _LinkedN | None = None) -> None:
        self.v = v
        self.nxt = nxt


def linked() -> None:
    n: _LinkedN | None = _LinkedN(1, _LinkedN(2, _LinkedN(3)))
    t = 0
    while n is not None:
        t += n.v
        n = n.nxt
    print(t)
    m = _LinkedN(1, _LinkedN(2))
    while m.nxt is not None:
        m = m.nxt
    print(m.v)
    x = [1, 2, None, 3]
    it = iter(x)
    while (y := next(it)) is not None:
        print(y)


def listunion() -> None:
    xs = [1, "a", 2.5, None, True, [1, 2], (1, "x"), {"k": 1}]
    print(xs)
    for x in xs:
        print(x, repr(x), str(x), bool(x))
    print(xs[0], xs[-1], len(xs), xs.index("a"), xs.count(1), 2.5 in xs, None in xs)
    xs.append("b")
    print(xs[1:4])
    ys = [*xs, 4]
    print(len(ys), ys == xs, xs == xs)
    d = {"a": 1, "b": "two", "c": [1, 2], "d": None}
    print(d)
    for k, v in d.items():
        print(k, v)
    a = d["a"]
    if isinstance(a, int):
        print(a + 1)
    print(sorted([3, 1.5, 2]), max(3, 2.5), min([1, 0.5]), sum([1, 2.5]))


def _lenu_f(x: str | list[int] | dict[str, int] | None) -> None:
    try:
        print(len(x))
    except TypeError as e:
        print(e)


def lenu() -> None:
    _lenu_f("abc")
    _lenu_f([1])
    _lenu_f({"a": 1})
    _lenu_f(None)


def _unionarg_show(x: int | float | str) -> str:
    return f"{x!r:>6}|{x}|{str(x):<5}|"


def _unionarg_area(s: _UnionargSq | _UnionargCi) -> float:
    return s.area()


class _UnionargSq:
    def __init__(self, a: float) -> None:
        self.a = a

    def area(self) -> float:
        return self.a * self.a


class _UnionargCi:
    def __init__(self, r: float) -> None:
        self.r = r

    def area(self) -> float:
        return 3.0 * self.r**2


def unionarg() -> None:
    print(_unionarg_show(1), _unionarg_show(2.5), _unionarg_show("x"))
    for s in (_UnionargSq(2.0), _UnionargCi(1.0)):
        print(_unionarg_area(s))
    for s in [_UnionargSq(2.0), _UnionargCi(1.0)]:
        print(s.area())
    shapes: list[_UnionargSq | _UnionargCi] = [_UnionargSq(1.0), _UnionargCi(2.0)]
    print(sum((s.area() for s in shapes)), max(shapes, key=lambda s: s.area()).area())


class _ExactA:
    pass


class _ExactB(_ExactA):
    pass


def _exact_f(x: _ExactA) -> str:
    if type(x) is _ExactA:
        return "A"
    if type(x) is _ExactB:
        return "B"
    return "other"


def _exact_g(x: int | str | float | _ExactA | None) -> str:
    if type(x) in (int, float):
        return "num"
    if type(x) == str:
        return "str " + x
    if type(x) != _ExactA:
        return "notA"
    return "A"


def _exact_h(x: int | tuple[int, str] | list[int]) -> str:
    if isinstance(x, tuple):
        return x[1]
    if isinstance(x, list):
        return str(len(x))
    return str(x + 1)


class _ExactR:
    def __init__(self) -> None:
        self.n = 1


class _ExactS(_ExactR):
    def extra(self) -> str:
        return "extra"


def exact() -> None:
    print(
        _exact_f(_ExactA()),
        _exact_f(_ExactB()),
        _exact_g(1),
        _exact_g(2.5),
        _exact_g("s"),
        _exact_g(_ExactA()),
        _exact_g(_ExactB()),
        _exact_g(None),
        _exact_g(True),
    )
    print(_exact_h(1), _exact_h((1, "a")), _exact_h([1, 2]))
    p = _ExactR()
    p.n = 2
    print(p.n)
    p = _ExactS()
    p.n = 1
    print(p.n, p.extra())
    q = [_ExactR(), _ExactS()]
    for r in q:
        r.n += 1
        print(r.n, isinstance(r, _ExactS))


class WithField:
    def __init__(self, size: int) -> None:
        self.size = size


class WithMethod:
    def size(self) -> int:
        return 7


class WithFunction:
    def __init__(self) -> None:
        self.size = lambda: 8


def field_here_and_method_there() -> None:
    both: list[WithField | WithMethod] = [WithField(3), WithMethod()]
    print([callable(x.size) for x in both], [x.size == 3 for x in both])
    for x in both:
        print(x.size() if isinstance(x, WithMethod) else x.size)
    functions: list[WithMethod | WithFunction] = [WithMethod(), WithFunction()]
    print([x.size() for x in functions])
