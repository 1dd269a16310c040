"""What tests prove: of variables, attributes, items and tuples, and what calls change behind them."""

from __future__ import annotations

from typing import Literal, Optional, TypeGuard, Union


class _Box:
    def __init__(self, x: Optional[int]) -> None:
        self.x = x
        self.items: list[Union[int, str]] = [1, "a"]
        self.table: dict[str, Optional[int]] = {"a": 1, "b": None}

    def clear(self) -> None:
        self.x = None

    def same(self) -> None:
        pass


def _is_str_list(val: list[object]) -> TypeGuard[list[str]]:
    return all(isinstance(x, str) for x in val)


def _is_int(val: object) -> TypeGuard[int]:
    return isinstance(val, int)


_state: Optional[int] = 7


def _reset() -> None:
    global _state
    _state = None


def dict_subscript_none() -> None:
    d: dict[str, Optional[int]] = {"k": 3, "n": None}
    if d["k"] is not None:
        print(d["k"] + 1)
    if d["n"] is None:
        print("none")
    for key in d:
        if d[key] is not None:
            print(key, d[key] * 2)


def list_subscript_isinstance() -> None:
    xs: list[Union[int, str]] = [1, "two", 3]
    if isinstance(xs[0], int):
        print(xs[0] + 1)
    if isinstance(xs[1], str):
        print(xs[1].upper())
    i = 2
    if isinstance(xs[i], int) and xs[i] > 2:
        print("big", xs[i] - 1)


def subscript_of_attribute() -> None:
    b = _Box(1)
    if isinstance(b.items[0], int):
        print(b.items[0] + 1)
    if b.table["a"] is not None:
        print(b.table["a"] + 1)


def subscript_assigned() -> None:
    d: dict[str, Union[int, str]] = {}
    d["k"] = 5
    print(d["k"] + 1)
    d["k"] = "x"
    print(d["k"].upper())


def subscript_changed() -> None:
    d: dict[str, Optional[int]] = {"k": 3}

    def wipe() -> None:
        d["k"] = None

    if d["k"] is not None:
        wipe()
        print(d["k"])


def early_return_subscript() -> None:
    def f(d: dict[str, Optional[str]]) -> int:
        if d["a"] is None:
            return -1
        return len(d["a"])

    print(f({"a": "xyz"}), f({"a": None}))


def walrus_get() -> None:
    d = {"a": 1}
    if (v := d.get("a")) is not None:
        print(v + 1)
    if v := d.get("zz"):
        print(v + 1)
    else:
        print("nothing")
    while (n := d.get("a")) is not None and n < 4:
        d["a"] = n + 1
    print(d)


def in_constants() -> None:
    def f(x: Optional[str]) -> int:
        if x in ("a", "bb"):
            return len(x)
        return 0

    print(f("a"), f("bb"), f(None), f("zzz"))


def in_constants_mixed() -> None:
    def f(x: Union[int, str, None]) -> str:
        if x in (1, 2, 3):
            return "int " + str(x + 1)
        if x in ("p", "q"):
            return "str " + x.upper()
        return "other"

    print(f(1), f("p"), f(None), f(9), f("z"))


def equals_constant() -> None:
    def f(x: Optional[str]) -> int:
        if x == "abc":
            return len(x)
        return 0

    print(f("abc"), f(None))


def type_guard() -> None:
    x: object = 4
    if _is_int(x):
        print(x + 1)
    y: Union[int, str] = "s"
    print(_is_int(y))


def changed_global() -> None:
    if _state is not None:
        _reset()
        print(_state)


def tuple_items() -> None:
    t: tuple[Optional[int], Union[int, str]] = (4, "s")
    if t[0] is not None:
        print(t[0] + 1)
    if isinstance(t[1], str):
        print(t[1].upper())


def list_of_optionals_loop() -> None:
    grid: list[list[Optional[int]]] = [[1, None], [None, 4]]
    total = 0
    for r in range(2):
        for c in range(2):
            if grid[r][c] is not None:
                total += grid[r][c]
    print(total)


def ternary_subscript() -> None:
    d: dict[str, Optional[int]] = {"a": 1, "b": None}
    print([d[k] + 1 if d[k] is not None else 0 for k in d])
    print([d[k] + 1 for k in d if d[k] is not None])


def assert_subscript() -> None:
    d: dict[str, Optional[int]] = {"a": 1}
    assert d["a"] is not None
    print(d["a"] + 1)


def while_subscript() -> None:
    parents: dict[str, Optional[str]] = {"c": "b", "b": "a", "a": None}
    node = "c"
    path = [node]
    while parents[node] is not None:
        node = parents[node]
        path.append(node)
    print(path)


def in_dict_narrow() -> None:
    d: dict[str, int] = {"a": 1}
    k: Optional[str] = "a"
    if k in d:
        print(k.upper(), d[k])


def negative_index() -> None:
    xs: list[Optional[int]] = [1, 2]
    if xs[-1] is not None:
        print(xs[-1] + 1)


def literal_narrow() -> None:
    def f(mode: Literal["r", "w"] | None) -> str:
        if mode == "r":
            return "reading " + mode
        if mode is None:
            return "none"
        return "writing " + mode

    print(f("r"), f("w"), f(None))


def callable_narrow() -> None:
    def f(x: Union[int, "type[int]"]) -> str:
        return "callable" if callable(x) else "plain"

    print(f(1))


def not_in_constants() -> None:
    def f(x: Optional[str]) -> int:
        if x not in ("a", "bb"):
            return 0
        return len(x)

    print(f("a"), f("bb"), f(None))


def len_narrow() -> None:
    def f(x: Optional[list[int]]) -> int:
        if not x or len(x) < 2:
            return 0
        return x[1]

    print(f(None), f([1]), f([1, 2]))


def isinstance_not() -> None:
    def f(d: dict[str, Union[int, list[int]]]) -> int:
        if not isinstance(d["k"], int):
            return sum(d["k"])
        return d["k"] + 100

    print(f({"k": 1}), f({"k": [1, 2]}))


def nested_subscript() -> None:
    d: dict[str, dict[str, Union[int, str]]] = {"a": {"b": 1}}
    if isinstance(d["a"]["b"], int):
        print(d["a"]["b"] + 1)
