"""What is bought."""

from __future__ import annotations
from dataclasses import dataclass, field
from .order import Order
from .util.numbers import double


@dataclass
class Basket:
    items: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, price: int) -> None:
        self.items[name] = self.items.get(name, 0) + price

    def total(self) -> int:
        from . import TAX

        return double(sum(self.items.values())) + int(TAX * 10)

    def order(self, prices: dict[str, int]) -> Order:
        return Order(self, prices)
