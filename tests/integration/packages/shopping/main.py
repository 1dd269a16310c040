"""A shop, in a package."""

from __future__ import annotations
import sys
from typing import TYPE_CHECKING
import shop.util.text as text
import shop
from shop import Basket, TAX, VERSION
from shop import *
from shop.left import left

if TYPE_CHECKING:
    from decimal import Decimal
try:
    import no_such_module_here
except ImportError:
    no_such_module_here = None
try:
    import tomllib as toml
except ImportError:
    toml = None
if sys.maxsize > 2**32:

    def width() -> int:
        return 64
else:

    def width() -> int:
        return 32


def main() -> int:
    basket = Basket()
    basket.add("pen", 3)
    basket.add("ink", 4)
    print(basket.total(), TAX, VERSION, shop.VERSION)
    print(text.shout("hi"), left(3), width(), no_such_module_here is None)
    print(__name__, shop.__name__, text.__name__, __doc__, shop.__doc__)
    from shop.util import numbers
    import shop.right as r

    print(numbers.double(4), r.right(0))
    import math as m

    print(m.floor(2.5))
    print(exported())
    print(basket.order({"each": 2}).total([1, 2]))
    print(
        len(shop.state.ring),
        shop.state.ring[1] is shop.state.ring,
        shop.state.shelf[0] is shop.state.boxes,
    )
    shop.bump()
    shop.bump()
    print(shop.count(), shop.state.counter, shop.state.names, shop.state.table)
    shop.bump()
    print(shop.state.counter)
    return 3


if __name__ == "__main__":
    sys.exit(main())
