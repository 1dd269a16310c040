"""Optional and union types, with everything that narrows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Node:
    value: int
    next: Node | None = None


@dataclass
class Circle:
    radius: float


@dataclass
class Square:
    side: float


Shape = Circle | Square


def area(shape: Shape) -> float:
    if isinstance(shape, Circle):
        return 3.0 * shape.radius * shape.radius
    return shape.side * shape.side


def find(node: Node | None, value: int) -> Node | None:
    while node is not None:
        if node.value == value:
            return node
        node = node.next
    return None


def total(node: Node | None) -> int:
    if not node:
        return 0
    return node.value + total(node.next)


def describe(x: int | str | None | list[int]) -> str:
    if x is None:
        return "nothing"
    if isinstance(x, int):
        return f"int {x + 1}"
    if isinstance(x, str):
        return f"str {x.upper()}"
    return f"list {len(x)}"


def ratio(x: int | float | bool) -> str:
    if isinstance(x, bool):
        return f"bool {x}"
    if isinstance(x, float):
        return f"float {x}"
    return f"int {x}"


def default(x: int | None = None) -> int:
    return x if x is not None else -1


def either(text: str | None) -> str:
    return text or "empty"


def early(values: list[int | None]) -> int:
    result = 0
    for value in values:
        if value is None:
            continue
        result += value
    return result


def guarded(node: Node | None) -> int:
    if node is not None and node.next is not None and node.next.value > 0:
        return node.next.value
    if node is None or node.next is None:
        return -1
    return 0


def walrus(table: dict[str, int], key: str) -> str:
    if (found := table.get(key)) is not None:
        return f"{key}={found}"
    return f"no {key}"


def asserted(x: int | None) -> int:
    assert x is not None, "must be there"
    return x * 2


def used_none(node: Node | None) -> int:
    return node.value  # type: ignore[union-attr]


def joined(flag: bool) -> int | str:
    x: int | str
    if flag:
        x = 5
    else:
        x = "five"
    return x


def equalities() -> None:
    values: list[int | str | None] = [1, "1", None, 2]
    for a in values:
        print([a == b for b in (1, 2)], a == "1", a is None, a == None)  # noqa: E711
    print(values, values.count(None), values.index("1"), 2 in values, "x" in values)


def cells() -> None:
    table: dict[str, int | str] = {"a": 1, "b": "two"}
    table["c"] = 3
    for key, value in table.items():
        print(key, value, isinstance(value, int), describe(value))
    pair: tuple[int | None, str | None] = (None, "x")
    print(pair, pair[0] is None, pair[1])


def either_way(x: object) -> str:
    if isinstance(x, str):
        return "str " + x
    if isinstance(x, (int, float)):
        return "number"
    if isinstance(x, Node):
        return f"node {x.value}"
    return "object"


if __name__ == "__main__":
    chain = Node(1, Node(2, Node(3)))
    found = find(chain, 2)
    print(found, find(chain, 9), total(chain), total(None), found is chain.next)
    print(area(Circle(2.0)), area(Square(3.0)), [area(s) for s in (Circle(1.0), Square(1.0))])
    print(describe(None), describe(4), describe("x"), describe([1, 2]))
    print(ratio(True), ratio(2), ratio(2.5), default(), default(7), default(None))
    print(
        either(None),
        either(""),
        either("full"),
        early([1, None, 3]),
        guarded(chain),
        guarded(None),
        guarded(Node(1)),
    )
    print(walrus({"k": 1}, "k"), walrus({"k": 1}, "z"), asserted(4), joined(True), joined(False))
    try:
        asserted(None)
    except AssertionError as error:
        print("AssertionError:", error)
    try:
        used_none(None)
    except AttributeError as error:
        print("AttributeError:", error)
    equalities()
    cells()
    print(
        either_way("s"),
        either_way(1),
        either_way(2.5),
        either_way(chain),
        either_way(None),
        either_way([1]),
    )
