# mypy: ignore-errors
"""What is sure to raise, inside `try` and in functions that take anything."""

from __future__ import annotations

from typing import Any


class Account:
    def __init__(self, owner: str, balance: int) -> None:
        if not isinstance(owner, str):
            raise TypeError("owner must be text")
        self.owner = owner
        self.balance = balance

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount


def shout(text: str) -> str:
    return text.upper() + "!"


def double(x):
    return x + x


def total(items: list[int]) -> int:
    return sum(items)


def first(x):
    return x[0]


def attempts() -> None:
    try:
        print(1 + "a")
    except TypeError as error:
        print(error)
    try:
        print(len(5))
    except TypeError as error:
        print(error)
    try:
        x = 5
        x.append(3)
    except AttributeError as error:
        print(error)
    try:
        "a" < 3
    except TypeError as error:
        print(error)
    try:
        shout(5)
    except AttributeError as error:
        print(error)
    try:
        Account(5, 3)
    except TypeError as error:
        print(error)
    try:
        Account("x", 3).deposit("7")
    except TypeError as error:
        print(error)
    try:
        print(double(None))
    except TypeError as error:
        print(error)
    try:
        print(first(7))
    except TypeError as error:
        print(error)
    try:
        print({[1]: 2})
    except TypeError as error:
        print(error)
    try:
        for i in 5:
            print(i)
    except TypeError as error:
        print(error)
    try:
        a, b = 5
    except TypeError as error:
        print(error)
    try:
        print("a" if len("xy") == 2 else 1 + "a", 5)
    except TypeError as error:
        print(error)
    try:
        total(["a", "b"])
    except TypeError as error:
        print(error)
    try:
        rows = [1, 2]
        print(rows["a"])
    except TypeError as error:
        print(error)
    try:
        a, b = (1, 2, 3)
    except ValueError as error:
        print(error)
    try:
        a, b, c, d = (1, 2, 3)
    except ValueError as error:
        print(error)
    try:
        print(~"a", +"a")
    except TypeError as error:
        print(error)
    try:
        None.foo
    except AttributeError as error:
        print(error)
    try:
        Account("x", 1).missing
    except AttributeError as error:
        print(error)
    try:
        t = (1, 2)
        t[0] = 5
    except TypeError as error:
        print(error)
    try:
        s = "abc"
        s[0] = "x"
    except TypeError as error:
        print(error)
    try:
        Account("a")
    except TypeError as error:
        print(error)
    try:
        shout()
    except TypeError as error:
        print(error)
    try:
        shout("a", "b")
    except TypeError as error:
        print(error)
    try:
        Account("x", 1).withdraw(5)
    except AttributeError as error:
        print(error)
    try:
        print(5 in 6)
    except TypeError as error:
        print(error)
    try:
        print(-"a")
    except TypeError as error:
        print(error)
    try:
        print([1] + (2,))
    except TypeError as error:
        print(error)
    try:
        print("a" * "b", "a" - 1)
    except TypeError as error:
        print(error)
    try:
        print((1, 2)[5])
    except IndexError as error:
        print(error)
    try:
        print(undefined_name)
    except NameError as error:
        print(error)
    try:
        x = 1
        x += "a"
    except TypeError as error:
        print(error)
    try:
        print(sorted([1, "a"]))
    except TypeError as error:
        print(error)
    try:
        print(max([1, "a"]))
    except TypeError as error:
        print(error)
    try:
        del t[0]
    except TypeError as error:
        print(error)


def _each(values: list[Any]) -> None:
    for v in values:
        try:
            print(double(v), first(v))
        except TypeError as error:
            print(error)


def members_of_anything() -> None:
    _each([1, "a", [1], None, 2.5, (1, 2)])


class _Source:
    def rows(self) -> list[dict]:
        return []

    def kept(self, rows: list[dict]) -> list[dict]:
        return rows


class _Texts(_Source):
    def rows(self) -> list[dict]:
        return [{"name": "a", "age": "3"}, {"name": "", "age": "x"}]

    def kept(self, rows: list[dict]) -> list[dict]:
        return [r for r in rows if r.get("age", "").isdigit()]


class _Prices(_Source):
    def rows(self) -> list[dict]:
        return [{"name": "a", "age": 3.5}, {"name": "b", "age": 0}]

    def kept(self, rows: list[dict]) -> list[dict]:
        return [r for r in rows if r.get("age", 0) > 0]


def rows_of_another_class() -> None:
    for source in (_Texts(), _Prices()):
        print(source.kept(source.rows()))
    try:
        print(_Prices().kept(_Texts().rows()))
    except TypeError as error:
        print(error)


def _found(ok: bool) -> dict:
    good: list = []
    bad: list = []
    if ok:
        good.append({"name": "a", "size": 1})
    bad.append(("b", "no size"))
    return {"good": good, "bad": bad}


def items_of_several_kinds() -> None:
    print(_found(True)["good"][0]["name"], _found(True)["bad"][0][1])
    try:
        print(_found(True)["bad"][0]["name"])
    except TypeError as error:
        print(error)
