"""What `naja.lang.unsafe.buffer`, `view` and `set_view` are in an image: memoryviews of raw
memory.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import u8
from naja.lang.unsafe import Ptr
from naja.runtime import data
from naja.runtime import memoryview as views

B = TypeVar("B", bytes, bytearray, memoryview)


def buffer(source: B) -> Ptr[u8]:
    """The address of the bytes of bytes, bytearray or memoryview."""
    return data.address(source)


def view(start: Ptr[u8], length: int, readonly: bool = False) -> memoryview:
    """A view of memory that nothing owns."""
    return views.view(None, start, length, readonly)


def set_view(target: memoryview, start: Ptr[u8], length: int) -> None:
    """Re-aim a view at other memory."""
    target.data = start
    target.length = length
