"""Descriptors of one's own: objects in class bodies that act for an attribute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Positive:
    def __set_name__(self, owner: type, name: str) -> None:
        self.public_name = name
        self.private_name = "_" + name

    def __get__(self, obj: Any, objtype: type | None = None) -> Any:
        return getattr(obj, self.private_name)

    def __set__(self, obj: Any, value: int) -> None:
        if value <= 0:
            raise ValueError(f"{self.public_name} must be positive, not {value}")
        setattr(obj, self.private_name, value)


class Account:
    balance = Positive()
    limit = Positive()

    def __init__(self, balance: int, limit: int) -> None:
        self.balance = balance
        self.limit = limit

    def pay(self, amount: int) -> None:
        self.balance -= amount


class Validator:
    def __set_name__(self, owner: type, name: str) -> None:
        self.private_name = f"_{name}"

    def __get__(self, obj: object, objtype: type | None = None) -> Any:
        if obj is None:
            return self
        return getattr(obj, self.private_name)

    def __set__(self, obj: object, value: object) -> None:
        self.validate(value)
        setattr(obj, self.private_name, value)

    def validate(self, value: object) -> None:
        raise NotImplementedError


class OneOf(Validator):
    def __init__(self, *options: str) -> None:
        self.options = set(options)

    def validate(self, value: object) -> None:
        if value not in self.options:
            raise ValueError(f"Expected {value!r} to be one of {sorted(self.options)!r}")


class Number(Validator):
    def __init__(self, minvalue: int | None = None, maxvalue: int | None = None) -> None:
        self.minvalue = minvalue
        self.maxvalue = maxvalue

    def validate(self, value: object) -> None:
        if not isinstance(value, (int, float)):
            raise TypeError(f"Expected {value!r} to be an int or float")
        if self.minvalue is not None and value < self.minvalue:
            raise ValueError(f"Expected {value!r} to be at least {self.minvalue!r}")
        if self.maxvalue is not None and value > self.maxvalue:
            raise ValueError(f"Expected {value!r} to be no more than {self.maxvalue!r}")


class Component:
    kind = OneOf("wood", "metal", "plastic")
    quantity = Number(minvalue=0)

    def __init__(self, kind: Any, quantity: Any) -> None:
        self.kind = kind
        self.quantity = quantity


class Typed:
    """Keeps its values in the object's __dict__."""

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __set__(self, instance: object, value: object) -> None:
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} wants {self.kind.__name__}")
        instance.__dict__[self.name] = value


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name: Any, age: Any) -> None:
        self.name = name
        self.age = age


class Lazy:
    """Computed by the first read, then an attribute of the object."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function
        self.name = function.__name__

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        value = self.function(obj)
        obj.__dict__[self.name] = value
        return value


class Circle:
    def __init__(self, radius: int) -> None:
        self.radius = radius

    @Lazy
    def area(self) -> int:
        print("computing")
        return 3 * self.radius * self.radius


class Counted:
    """Counts its reads in itself, for all objects."""

    def __init__(self, value: int) -> None:
        self.value = value
        self.reads = 0

    def __get__(self, obj: object, owner: type | None = None) -> int:
        self.reads += 1
        return self.value + self.reads


class Holder:
    item = Counted(10)
    other = Counted(20)


class Field(Generic[T]):
    def __init__(self, default: T) -> None:
        self.default = default
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = "_f_" + name

    @overload
    def __get__(self, obj: None, owner: type) -> Field[T]: ...
    @overload
    def __get__(self, obj: object, owner: type) -> T: ...
    def __get__(self, obj: object | None, owner: type) -> Field[T] | T:
        if obj is None:
            return self
        return getattr(obj, self.name, self.default)

    def __set__(self, obj: object, value: T) -> None:
        setattr(obj, self.name, value)

    def __delete__(self, obj: object) -> None:
        delattr(obj, self.name)


class Settings:
    host = Field[str]("localhost")
    port = Field[int](80)


class ReadOnly:
    def __init__(self, value: str) -> None:
        self.value = value

    def __get__(self, obj: object, owner: type | None = None) -> str:
        return self.value

    def __set__(self, obj: object, value: str) -> None:
        raise AttributeError("read-only attribute")


class Site:
    title = ReadOnly("Naja")


class Named:
    def __get__(self, obj: object, owner: type) -> str:
        return owner.__name__.lower()


class Table:
    table_name = Named()


class Users(Table):
    pass


class Orders(Table):
    pass


class Special(Account):
    limit = Number(maxvalue=5)


def validated() -> None:
    account = Account(100, 5)
    account.pay(30)
    print(account.balance, account.limit)
    for amount in (50, 60):
        try:
            account.pay(amount)
            print("paid", account.balance)
        except ValueError as error:
            print(error)
    try:
        Account(0, 1)
    except ValueError as error:
        print(error)


def each_object_has_its_own() -> None:
    first, second = Account(1, 2), Account(3, 4)
    first.balance, second.limit = 10, 40
    print(first.balance, first.limit, second.balance, second.limit)


def validators_of_a_base() -> None:
    part = Component("metal", 5)
    print(part.kind, part.quantity)
    part.quantity = 2.5
    print(part.quantity)
    try:
        Component("stone", 5)
    except ValueError as error:
        print(error)
    try:
        part.quantity = -1
    except ValueError as error:
        print(error)
    try:
        Component("wood", "V")
    except TypeError as error:
        print(error)
    print(part.quantity)


def kept_in_dict() -> None:
    person = Person("Ada", 36)
    person.age += 1
    print(person.name, person.age, "age" in person.__dict__, person.__dict__["name"])
    try:
        person.age = "old"  # type: ignore[assignment]
    except TypeError as error:
        print(error)
    try:
        Person(3, 3)
    except TypeError as error:
        print(error)


def computed_once() -> None:
    circle = Circle(2)
    print("area" in circle.__dict__)
    print(circle.area, circle.area)
    circle.area = 5
    print(circle.area, "area" in circle.__dict__)
    del circle.area
    print(circle.area)
    print(Circle(1).area)


def counts_in_itself() -> None:
    holder = Holder()
    print(holder.item, holder.item, holder.other, Holder().item, Holder.item)


def generic_with_default() -> None:
    settings = Settings()
    print(settings.host, settings.port)
    settings.port = 8080
    settings.host += ".local"
    print(settings.host, settings.port, Settings().port)
    del settings.port
    print(settings.port)
    try:
        del settings.port
    except AttributeError as error:
        print(error)
    print(Settings.port.default + 1, Settings.host.name)


def read_only() -> None:
    site = Site()
    print(site.title, Site.title)
    try:
        site.title = "other"
    except AttributeError as error:
        print(error)


def asks_the_owner() -> None:
    tables: list[Table] = [Users(), Orders(), Table()]
    print([table.table_name for table in tables], Users.table_name, Orders.table_name)


def other_in_a_subclass() -> None:
    accounts: list[Account] = [Account(1, 9), Special(1, 4)]
    for account in accounts:
        try:
            account.limit = 7
            print(account.limit)
        except ValueError as error:
            print(error, account.limit)


def unset() -> None:
    part = Component("wood", 1)
    delattr(part, "_kind")
    try:
        print(part.kind)
    except AttributeError as error:
        print(error)
