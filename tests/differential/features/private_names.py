"""Names with two underscores in front belong to the class that they are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class Account:
    __count = 0
    __limits: ClassVar[dict[str, int]] = {"day": 100}

    def __init__(self, owner: str, balance: int) -> None:
        self.__owner = owner
        self.__balance = balance
        Account.__count += 1

    def __check(self, amount: int) -> bool:
        return 0 < amount <= self.__balance

    def withdraw(self, amount: int) -> bool:
        if not self.__check(amount):
            return False
        self.__balance -= amount
        return True

    @property
    def __secret(self) -> str:
        return self.__owner[::-1]

    def show(self) -> str:
        return f"{self.__owner}: {self.__balance} {self.__secret}"

    @staticmethod
    def __round(value: float) -> int:
        return round(value)

    @classmethod
    def __made(cls) -> int:
        return cls.__count

    def limits(self) -> dict[str, int]:
        return self.__limits

    def counted(self) -> tuple[int, int]:
        return self.__made(), Account.__round(2.6)


def methods_and_fields() -> None:
    account = Account("ann", 50)
    print(account.withdraw(20), account.withdraw(40), account.show())
    print(account.limits(), account.counted()[1])


def long_name_outside() -> None:
    account = Account("bob", 7)
    print(account._Account__balance, account._Account__check(3))  # type: ignore[attr-defined]


class Base:
    def __init__(self) -> None:
        self.__value = "base"

    def __name(self) -> str:
        return "Base"

    def base(self) -> str:
        return f"{self.__name()} {self.__value}"


class Derived(Base):
    def __init__(self) -> None:
        super().__init__()
        self.__value = 3

    def __name(self) -> str:
        return "Derived"

    def derived(self) -> str:
        return f"{self.__name()} {self.__value}"


def each_class_has_its_own() -> None:
    both = Derived()
    print(both.base(), both.derived())


@dataclass
class Point:
    __x: int
    y: int = 2

    def __add(self, other: int) -> int:
        return self.__x + other

    def total(self) -> int:
        return self.__add(self.y)


def dataclass_fields() -> None:
    print(Point(4), Point(1).total(), Point(1) == Point(1))


class Slotted:
    __slots__ = ("__a", "b")

    def __init__(self, a: int, b: int) -> None:
        self.__a = a
        self.b = b

    def total(self) -> int:
        return self.__a + self.b


def slots() -> None:
    print(Slotted(1, 2).total())


class Nested:
    def run(self, __start: int) -> int:
        __total = __start

        def __step(by: int) -> None:
            nonlocal __total
            __total += by

        for __i in range(3):
            __step(__i)
        return __total

    class __Inner:
        def __init__(self) -> None:
            self.__hidden = "hidden"

        def show(self) -> str:
            return self.__hidden

    def inner(self) -> str:
        return self.__Inner().show()


def locals_and_nested_classes() -> None:
    print(Nested().run(5), Nested().inner())


class _Quiet:
    def __init__(self) -> None:
        self.__loud = False

    def set(self, loud: bool) -> None:
        self.__loud = loud

    def show(self) -> str:
        return "loud" if self.__loud else "quiet"


def underscores_of_the_class_are_dropped() -> None:
    quiet = _Quiet()
    print(quiet.show())
    quiet.set(True)
    print(quiet.show(), quiet._Quiet__loud)  # type: ignore[attr-defined]


class Lazy:
    def get(self) -> int:
        return self.__never  # type: ignore[no-any-return, attr-defined]

    def put(self) -> None:
        self.__never = 1


def unset_field() -> None:
    lazy = Lazy()
    try:
        print(lazy.get())
    except AttributeError as error:
        print(error)
    lazy.put()
    print(lazy.get())


def class_in_a_function() -> None:
    class Local:
        def __init__(self) -> None:
            self.__items: list[int] = []

        def __push(self, item: int) -> None:
            self.__items.append(item)

        def fill(self) -> list[int]:
            self.__push(1)
            self.__push(2)
            return self.__items

    print(Local().fill())


def dunder_names_stay() -> None:
    class Sized:
        def __len__(self) -> int:
            return 3

    print(len(Sized()), Sized().__len__(), Sized.__name__)
