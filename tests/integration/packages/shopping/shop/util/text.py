"""Text."""

from ..util import numbers


def shout(s: str) -> str:
    return s.upper() * numbers.double(1)
