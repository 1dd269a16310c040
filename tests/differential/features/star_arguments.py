"""`f(*items, **named)` and functions that take them."""

from __future__ import annotations

from typing import Any, NamedTuple


class Point(NamedTuple):
    x: int
    y: int


def two(a: int, b: int) -> str:
    return f"{a},{b}"


def with_default(a: int, b: int = 20, c: int = 30) -> str:
    return f"{a},{b},{c}"


def keyword_only(a: int, *, b: int, c: int = 5) -> str:
    return f"{a},{b},{c}"


def positional_only(a: int, b: int = 2, /, c: int = 3) -> str:
    return f"{a},{b},{c}"


def total(*args: int) -> int:
    return sum(args)


def first_and_rest(first: str, *rest: str, end: str = ".") -> str:
    return first + "|" + "|".join(rest) + end


def named_only(**named: int) -> str:
    return str(named)


def all_kinds(a: int, b: int = 2, *args: int, c: int = 3, **named: int) -> str:
    return f"{a} {b} {args} {c} {named}"


def untyped(*args, **kwargs) -> str:
    return f"{len(args)} {len(kwargs)} {args} {kwargs}"


def list_into_parameters() -> None:
    items = [1, 2]
    print(two(*items))


def tuple_into_parameters() -> None:
    pair = (1, 2)
    print(two(*pair), two(*(3, 4)), two(*[5, 6]))


def variable_tuple_into_parameters() -> None:
    pair: tuple[int, ...] = (1, 2)
    print(two(*pair))


def named_tuple_into_parameters() -> None:
    print(two(*Point(3, 4)))


def range_and_text_into_parameters() -> None:
    print(two(*range(2)), first_and_rest(*"ab"))


def mixed_with_plain() -> None:
    items = [2, 3]
    print(with_default(1, *items), with_default(*items, 9), with_default(*items, c=7))


def several_stars() -> None:
    one, other = [1], [2, 3]
    print(with_default(*one, *other), total(*one, 5, *other, 6))


def defaults_fill_what_is_short() -> None:
    for count in range(1, 4):
        print(with_default(*list(range(count))))


def too_many() -> None:
    items = [1, 2, 3]
    try:
        print(two(*items))
    except TypeError as error:
        print(error)


def too_many_with_defaults() -> None:
    items = [1, 2, 3, 4]
    try:
        print(with_default(*items))
    except TypeError as error:
        print(error)


def too_many_with_keyword_only() -> None:
    items = [1, 2]
    try:
        print(keyword_only(*items, b=1))
    except TypeError as error:
        print(error)
    try:
        print(keyword_only(*items, b=1, c=2))
    except TypeError as error:
        print(error)


def too_few() -> None:
    items = [1]
    try:
        print(two(*items))
    except TypeError as error:
        print(error)
    try:
        print(two(*items[1:]))
    except TypeError as error:
        print(error)


def too_few_of_three() -> None:
    def three(a: int, b: int, c: int) -> int:
        return a + b + c

    nothing: list[int] = []
    try:
        print(three(*nothing))
    except TypeError as error:
        print(error)


def position_and_keyword() -> None:
    items = [1, 2]
    try:
        print(with_default(*items, b=3))
    except TypeError as error:
        print(error)
    print(with_default(*items[:1], b=3))


def method_with_star() -> None:
    class_free = Adder(10)
    items = [1, 2]
    print(class_free.add(*items))
    try:
        print(class_free.add(*items, 3))
    except TypeError as error:
        print(error)
    try:
        print(class_free.add(*items[1:]))
    except TypeError as error:
        print(error)


class Adder:
    def __init__(self, base: int, step: int = 1) -> None:
        self.base = base
        self.step = step

    def add(self, a: int, b: int) -> int:
        return self.base + a + b

    def collect(self, *args: int, **named: int) -> str:
        return f"{self.base} {args} {named}"


def constructor_with_star() -> None:
    items = [1, 2]
    made = Adder(*items)
    print(made.base, made.step)
    named = {"step": 4, "base": 3}
    again = Adder(**named)
    print(again.base, again.step)
    try:
        Adder(*items, 3)
    except TypeError as error:
        print(error)


def rest_takes_a_list() -> None:
    items = [1, 2, 3]
    print(total(*items), total(*items, *items), total(), total(*[]))


def rest_behind_parameters() -> None:
    words = ["a", "b", "c"]
    print(first_and_rest(*words), first_and_rest("x", *words, end="!"), first_and_rest(*words[:1]))
    try:
        print(first_and_rest(*words[3:]))
    except TypeError as error:
        print(error)


def forwarded() -> None:
    def inner(*args: int, **named: int) -> str:
        return all_kinds(*args, **named)

    print(inner(1), inner(1, 5, 6, 7), inner(1, c=4, d=5))


def forwarded_untyped() -> None:
    def inner(*args, **kwargs):
        return all_kinds(*args, **kwargs)

    print(inner(1), inner(1, 5, 6, 7), inner(1, c=4, d=5))


def mixed_types_keep_their_own() -> None:
    print(untyped(1, "a", None), untyped(x=1, y="b"), untyped())


def untyped_items() -> None:
    def show(*args):
        print(args[0], args[-1], len(args))
        for arg in args:
            print(arg)

    show(1, 2, 3)
    show("a", "b")


def untyped_keywords() -> None:
    def show(**kwargs):
        for key, value in kwargs.items():
            print(key, value)
        print(sorted(kwargs), len(kwargs), "a" in kwargs, "z" in kwargs)

    show(a=1, b=2)
    show(b="x", a="y")


def keyword_with_default() -> None:
    def show(**kwargs: Any) -> None:
        print(kwargs.get("sep", ","), kwargs.get("end", "\n") == "\n", kwargs.get("none"))

    show(sep="-")
    show(end="x")
    show()


def keywords_that_change() -> None:
    def show(**kwargs: int) -> None:
        kwargs.setdefault("depth", 0)
        kwargs["width"] = kwargs.pop("w", 7)
        print(kwargs)

    show()
    show(w=3, depth=2)


def keywords_as_dict() -> None:
    print(named_only(), named_only(b=1, a=2))
    given = {"x": 1, "y": 2}
    print(named_only(**given), named_only(z=0, **given), named_only(**given, **{"k": 9}))


def dict_is_copied() -> None:
    def change(**named: int) -> None:
        named["x"] = 99

    given = {"x": 1}
    change(**given)
    print(given)


def dict_into_parameters() -> None:
    given = {"b": 1, "a": 2}
    print(two(**given), with_default(**given), with_default(0, **{"c": 4}))


def dict_with_unknown_name() -> None:
    given = {"a": 1, "b": 2, "z": 3}
    try:
        print(two(**given))
    except TypeError as error:
        print(error)


def dict_too_short() -> None:
    given = {"b": 2}
    try:
        print(two(**given))
    except TypeError as error:
        print(error)
    try:
        print(two(**{k: v for k, v in given.items() if v > 5}))
    except TypeError as error:
        print(error)


def dict_repeats() -> None:
    given = {"a": 1, "b": 2}
    try:
        print(two(5, **given))
    except TypeError as error:
        print(error)


def keyword_only_from_dict() -> None:
    given = {"b": 1}
    print(keyword_only(1, **given))
    try:
        print(keyword_only(1, **{"c": k for k in [1]}))
    except TypeError as error:
        print(error)


def constant_dict_display() -> None:
    print(two(**{"a": 1, "b": 2}), all_kinds(1, **{"c": 5, "d": 6}))


def positional_only_and_names() -> None:
    print(positional_only(1), positional_only(1, 5, c=6), positional_only(*[1, 2, 3]))

    def take(a: int, /, **named: int) -> str:
        return f"{a} {named}"

    print(take(1, a=2))


def order_of_evaluation() -> None:
    def said(n: int) -> int:
        print("said", n)
        return n

    def listed(*ns: int) -> list[int]:
        print("listed", ns)
        return list(ns)

    print(with_default(said(1), *listed(2), c=said(3)))
    print(total(said(1), *listed(2, 3), said(4), *listed(5)))


def star_in_print() -> None:
    items = [1, 2, 3]
    print(*items, sep="-")
    print("x", *items, *"ab")


def star_in_min_and_max() -> None:
    items = [3, 1, 2]
    print(max(*items), min(*items), max(0, *items), max(*items, 9), max(1, 2, 3, 4, 5))
    try:
        print(max(*items[:1]))
    except TypeError as error:
        print(error)
    try:
        print(min(*items[3:]))
    except TypeError as error:
        print(error)


def keyword_order_is_kept() -> None:
    print(untyped(c=1, a=2, b=3))


def passed_through_two_levels() -> None:
    def outer(*args, **kwargs):
        return middle(*args, extra="e", **kwargs)

    def middle(*args, **kwargs):
        return untyped(*args, **kwargs)

    print(outer(1, k=2))


def arguments_of_method() -> None:
    adder = Adder(1)
    items, named = [1, 2], {"x": 3}
    print(adder.collect(*items, **named), adder.collect(), adder.collect(5, y=6))


def empty_names() -> None:
    def total(*numbers: int, scale: int = 1, **named: int) -> int:
        return (sum(numbers) + len(named)) * scale

    print(total(1, **{"": 7}), total(**{"a": 1, "scale": 3}), total(**{"": 2, "b": 1}))
