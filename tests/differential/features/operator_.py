"""operator: functions for operators, and getters."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from operator import attrgetter, itemgetter, methodcaller


@dataclass
class Inner:
    x: int


@dataclass
class Person:
    name: str
    age: int
    inner: Inner


BY_AGE = attrgetter("age")
SECOND = itemgetter(1)
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv}


def _people() -> list[Person]:
    return [Person("eve", 30, Inner(1)), Person("bob", 25, Inner(3)), Person("ann", 30, Inner(2))]


def arithmetic() -> None:
    print(operator.add(2, 3), operator.sub(2, 3), operator.mul(2, 3), operator.truediv(3, 2))
    print(operator.floordiv(7, 2), operator.mod(7, 2), operator.pow(2, 5), operator.neg(4))
    print(operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.invert(6))
    print(operator.lshift(1, 4), operator.rshift(16, 2), operator.abs(-4), operator.pos(3))


def of_other_types() -> None:
    print(operator.add("a", "b"), operator.add([1], [2]), operator.mul("ab", 2))
    print(operator.concat("x", "y"), operator.contains([1, 2], 2), operator.getitem([5, 6], 1))


def comparisons() -> None:
    print(operator.lt(1, 2), operator.le(2, 2), operator.eq(1, 2), operator.ne(1, 2))
    print(operator.gt("b", "a"), operator.ge(1.5, 2.5), operator.not_(1), operator.truth([1]))


def table_of_operators() -> None:
    for name, function in OPERATORS.items():
        print(name, function(7, 3))
    print(OPERATORS["+"](1, 2))


def calculator() -> None:
    stack: list[int] = []
    for token in "3 4 + 2 *".split():
        if token in OPERATORS:
            b, a = stack.pop(), stack.pop()
            stack.append(OPERATORS[token](a, b))
        else:
            stack.append(int(token))
    print(stack)


def counting() -> None:
    print(operator.countOf([1, 2, 1], 1), operator.indexOf([4, 5], 5))


def item_of_pairs() -> None:
    counts = {"a": 3, "b": 1, "c": 2}
    print(sorted(counts.items(), key=itemgetter(1)))
    print(sorted(counts.items(), key=itemgetter(1), reverse=True)[0])
    print(max(counts.items(), key=operator.itemgetter(1)))
    print(list(map(itemgetter(0), counts.items())), list(map(SECOND, counts.items())))


def items_at_once() -> None:
    rows = [(2, "b", 1.5), (1, "b", 2.5), (1, "a", 0.5)]
    print(sorted(rows, key=itemgetter(1, 0)), itemgetter(0, 2)(rows[0]))


def item_of_dicts_and_texts() -> None:
    rows = [{"n": 2}, {"n": 1}]
    print(sorted(rows, key=itemgetter("n")), itemgetter(-1)("abc"), itemgetter(0)([9, 8]))


def item_by_variable() -> None:
    for index in range(2):
        get = itemgetter(index)
        print(get([10, 20]))


def attributes() -> None:
    print([p.name for p in sorted(_people(), key=attrgetter("age"))])
    print([p.name for p in sorted(_people(), key=attrgetter("age", "name"))])
    print([p.name for p in sorted(_people(), key=BY_AGE)], BY_AGE(_people()[1]))
    print([p.name for p in sorted(_people(), key=attrgetter("inner.x"))])


def methods() -> None:
    print(list(map(methodcaller("upper"), ["a", "b"])), methodcaller("replace", "a", "o")("banana"))
    print(sorted(["b ", " a"], key=methodcaller("strip")))


def in_place() -> None:
    items = [1]
    same = operator.iadd(items, [2])
    print(items, same is items, operator.iadd(3, 4))


def setting_items() -> None:
    items = [1, 2, 3]
    operator.setitem(items, 0, 9)
    operator.delitem(items, 1)
    print(items)
