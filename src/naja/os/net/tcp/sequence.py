"""Sequence numbers (RFC 9293, 3.4): 32 bits on the wire, unbounded inside.

A connection counts its bytes in ints that start at the initial sequence number and never wrap, so
that they compare and subtract as numbers; `unwrap` turns a number of the wire into the one of
these that is nearest to where the connection stands, `wrap` turns it back.
"""

from __future__ import annotations

from naja.lang import inline

_HALF = 1 << 31
_MASK = 0xFFFFFFFF


@inline
def wrap(position: int) -> int:
    """The 32 bits that stand for the position on the wire."""
    return position & _MASK


@inline
def unwrap(number: int, near: int) -> int:
    """The position nearest to `near` that the 32-bit number stands for."""
    return near + ((number - near + _HALF) & _MASK) - _HALF
