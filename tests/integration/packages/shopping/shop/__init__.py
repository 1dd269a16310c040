"""Things to buy."""

from . import state
from .basket import Basket
from .state import bump, count
from .util import text

__all__ = ["TAX", "exported"]
VERSION = "1.0"
TAX = 0.2


def exported() -> str:
    return "exported " + VERSION
