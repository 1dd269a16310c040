"""Attributes that may not be there: read before they are set, deleted, asked for with hasattr."""

from __future__ import annotations

from dataclasses import dataclass, field


class Maybe:
    def __init__(self, given: bool) -> None:
        if given:
            self.number = 1
            self.name = "n"
            self.ratio = 0.5

    def read(self) -> int:
        return self.number


class Declared:
    number: int
    text: str
    flag: bool
    other: Declared | None


class Prepared:
    def __init__(self) -> None:
        self.prepare()
        self.late = 3

    def prepare(self) -> None:
        self.items: list[int] = []
        self.show()

    def show(self) -> None:
        if len(self.items) > 0:
            print(self.late)


class Early:
    def __init__(self) -> None:
        self.report()
        self.ready = True

    def report(self) -> None:
        print("ready", self.ready)


class Base:
    def __init__(self) -> None:
        self.base = 1


class Forgot(Base):
    def __init__(self) -> None:
        self.own = 2


class Lazy:
    def fill(self) -> None:
        self.count = 5


class Later(Lazy):
    def __init__(self) -> None:
        self.fill()


@dataclass
class Record:
    name: str
    size: int = field(init=False)

    def measure(self) -> None:
        self.size = len(self.name)


class Slots:
    __slots__ = ("x", "y")
    y: int

    def __init__(self) -> None:
        self.x = 1


class Node:
    def __init__(self, parent: Node | None) -> None:
        self.parent = parent
        self.children = [Leaf(self)] if parent is None else []
        self.total = 10


class Leaf:
    def __init__(self, owner: Node) -> None:
        self.owner = owner
        try:
            print(owner.total)
        except AttributeError as error:
            print(error)


class Property:
    def __init__(self) -> None:
        self._value = 1

    @property
    def value(self) -> int:
        return self._value

    @value.setter
    def value(self, value: int) -> None:
        self._value = value

    @value.deleter
    def value(self) -> None:
        print("deleted")
        del self._value


PARTLY = Declared()
PARTLY.number = 7


def set_on_one_way() -> None:
    print(Maybe(True).read(), Maybe(True).name)
    print(Maybe(False).read())


def text_and_float() -> None:
    for name in ("name", "ratio"):
        try:
            print(Maybe(False).name if name == "name" else Maybe(False).ratio)
        except AttributeError as error:
            print(error)


def declared_only() -> None:
    item = Declared()
    item.number = 3
    print(item.number)
    print(item.text)


def declared_flag() -> None:
    print(Declared().flag)


def declared_none() -> None:
    item = Declared()
    try:
        print(item.other)
    except AttributeError as error:
        print(error)
    item.other = None
    print(item.other)


def set_by_method() -> None:
    prepared = Prepared()
    print(prepared.items, prepared.late)


def read_too_early() -> None:
    Early()


def base_not_called() -> None:
    print(Forgot().own)
    print(Forgot().base)


def set_later() -> None:
    lazy: Lazy = Later()
    print(lazy.count)
    lazy = Lazy()
    print(lazy.count)


def set_later_works() -> None:
    lazy = Lazy()
    lazy.fill()
    print(lazy.count)


def augmented() -> None:
    lazy = Lazy()
    lazy.count += 1


def dataclass_without_default() -> None:
    record = Record("abc")
    record.measure()
    print(record)
    print(Record("x"))


def slots_text() -> None:
    print(Slots().x)
    try:
        print(Slots().y)
    except AttributeError:
        print("no y")


def object_leaves_early() -> None:
    print(Node(None).total)


def has() -> None:
    item = Declared()
    print(hasattr(item, "number"), hasattr(item, "nothing"), hasattr(Base(), "base"))
    item.number = 1
    print(hasattr(item, "number"), hasattr(Lazy(), "fill"))


def delete() -> None:
    base = Base()
    print(hasattr(base, "base"))
    del base.base
    print(hasattr(base, "base"))
    base.base = 4
    print(base.base)
    del base.base
    print(base.base)


def delete_twice() -> None:
    base = Base()
    del base.base
    del base.base


def delete_of_property() -> None:
    item = Property()
    item.value += 4
    print(item.value)
    del item.value
    print(item.value)


def made_at_import() -> None:
    print(PARTLY.number, hasattr(PARTLY, "text"))
    PARTLY.text = "t"
    print(PARTLY.text)
    print(PARTLY.flag)


def set_in_every_branch() -> None:
    print(Branches(1).x, Branches(2).x, Branches(3).x)


class Branches:
    def __init__(self, n: int) -> None:
        if n == 1:
            self.x = "one"
        elif n == 2:
            self.x = "two"
        else:
            try:
                self.x = "many"
            finally:
                pass


def set_in_loop() -> None:
    print(Looped([1, 2]).last)
    print(Looped([]).last)


class Looped:
    def __init__(self, items: list[int]) -> None:
        for item in items:
            self.last = item


class Stations:
    """Reads what only its subclasses set."""

    def scan(self) -> str:
        self.at = (self.at + 1) % len(self.stations)
        return f"{self.label} {self.stations[self.at]}"


class Am(Stations):
    label = "AM"

    def __init__(self) -> None:
        self.stations = ["1250", "1380"]
        self.at = 0


class Fm(Stations):
    label = "FM"

    def __init__(self, stations: list[str]) -> None:
        self.stations = stations
        self.at = 0


def set_in_subclasses() -> None:
    both: list[Stations] = [Am(), Fm(["81.3", "89.1"])]
    print([s.scan() for s in both], [s.scan() for s in both], both[0].label)


def set_in_subclasses_only() -> None:
    print(Stations().label)


class Ring:
    """A node that is its own neighbour at first."""

    def __init__(self, early: bool) -> None:
        self.next: Ring = self
        self.flag = early
        if early:
            print(self.next.label)
        self.label = "label"
        self.closed = False


def object_that_holds_itself() -> None:
    one, two = Ring(False), Ring(False)
    one.next = two
    print(one.next.label, two.next.label, two.next is two, one.flag, one.closed)


def object_that_asks_itself_too_early() -> None:
    try:
        Ring(True)
    except AttributeError as error:
        print(error)


class Chain:
    """Holds itself in a loop, and looks there on the next turn."""

    def __init__(self, turns: int) -> None:
        for turn in range(turns):
            if turn:
                print(self.end.size)
            self.end: Chain = self
        self.size = turns


def object_that_holds_itself_in_a_loop() -> None:
    print(Chain(1).end.size)
    try:
        Chain(2)
    except AttributeError as error:
        print(error)


class Flags:
    """Truths among wider values."""

    def __init__(self, number: int) -> None:
        self.first = number > 0
        self.number = number
        self.second = number > 1
        self.text = str(number)
        self.third = number > 2


class MoreFlags(Flags):
    """More of them in a subclass."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.fourth = number > 3
        self.half = number / 2
        self.fifth = number > 4


def truths_between_wider_fields() -> None:
    for number in range(6):
        flags = MoreFlags(number)
        flags.third = not flags.third
        print(flags.first, flags.second, flags.third, flags.fourth, flags.fifth)
        print(flags.number, flags.text, flags.half)
        plain: Flags = Flags(number) if number % 2 else flags
        plain.second = not plain.second
        print(plain.first, plain.second, plain.third, plain.number, plain.text)
