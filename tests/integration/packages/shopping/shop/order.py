from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .basket import Basket

    Prices = dict[str, int]


class Order:
    """What was in a basket; baskets make orders, so neither module can import from the other."""

    def __init__(self, basket: Basket, prices: Prices) -> None:
        self.basket: Basket = basket
        self.notes: list[Basket] = []
        self.prices = prices

    def total(self, extra: Iterable[int]) -> int:
        self.notes.append(self.basket)
        return self.basket.total() * sum(self.prices.values()) + sum(extra)
