"""functools.cached_property: computed by the first read, an attribute from then on."""

from dataclasses import dataclass
from functools import cached_property


class Circle:
    def __init__(self, radius: int) -> None:
        self.radius = radius

    @cached_property
    def area(self) -> int:
        print("computed")
        return 3 * self.radius * self.radius

    @cached_property
    def label(self) -> str | None:
        print("labelled")
        return None if self.radius > 2 else f"small {self.area}"


class Coloured(Circle):
    pass


@dataclass
class Order:
    prices: list[int]

    @cached_property
    def total(self) -> int:
        print("summed")
        return sum(self.prices)


MADE = Circle(5)
READ = Circle(4)
READ_AREA = READ.area


def computed_once() -> None:
    circle = Circle(2)
    print(circle.area, circle.area)
    circle.radius = 9
    print(circle.area, Circle(9).area)


def none_is_kept() -> None:
    circle = Circle(3)
    print(circle.label, circle.label)
    print(Circle(1).label)


def deleted() -> None:
    circle = Circle(2)
    print(circle.area)
    circle.radius = 3
    del circle.area
    print(circle.area)


def assigned() -> None:
    circle = Circle(2)
    circle.area = 100
    print(circle.area)


def inherited() -> None:
    circle = Coloured(2)
    print(circle.area + circle.area)


def of_a_dataclass() -> None:
    order = Order([1, 2])
    print(order, order.total, order.total, order == Order([1, 2]))


def made_at_build_time() -> None:
    print(MADE.area, MADE.area)
    print(READ.area, READ_AREA)
