"""`collections`: deque (in the runtime), the kinds of dict, ChainMap."""

from __future__ import annotations

from naja.runtime.deque import deque
from naja.stdlib.collections.chainmap import ChainMap
from naja.stdlib.collections.counter import Counter
from naja.stdlib.collections.dicts import OrderedDict, defaultdict

__all__ = ["ChainMap", "Counter", "OrderedDict", "defaultdict", "deque"]
