"""How a device reads: each frame into one buffer, or, where long frames are expected, without a
copy: what follows the first part of a frame is read to where it would be in an object of its own,
which `take` hands over if it has become long.

Where the data of a frame begins in its first part depends on its headers, and has to be known
before it is read. That of the last long frame is the guess; one that was wrong costs a copy.
There are two such objects, as there are two buffers for first parts: what is read while a program
waits must not touch what it was lent before.
"""

from __future__ import annotations

from naja.lang import hot, u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import LARGEST_FRAME
from naja.platform.spt.entry import scratch
from naja.runtime import bytes as plain

READ, PREADV2 = 0, 327
RWF_NOWAIT = 8
WORTH_KEEPING = 16384  # of shorter data it is cheaper to make a copy
LEAST_HEADERS = 54


class Reader:
    """Reads frames into one buffer."""

    def read(self, fd: int, start: int, size: int, flags: int) -> int:
        """Read a frame, its first part to `start`; what the kernel says."""
        if flags == 0:
            return unsafe.syscall(READ, fd, start, size)
        vector = scratch()
        vector[0] = start
        vector[1] = size
        return unsafe.syscall(PREADV2, fd, vector.address, 1, -1, 0, flags)

    def swap(self) -> None:
        """Read into another buffer from now on."""

    def take(self, head: Ptr[u8], size: int, more: int) -> bytes:
        """`size` bytes at `head`, the end of the first part, and `more` that follow."""
        raise NotImplementedError


class Bulk(Reader):
    """Reads long frames in two parts. first: bytes of the first."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._rest = LARGEST_FRAME - first
        self._size = LARGEST_FRAME - LEAST_HEADERS
        self._guess = first - LEAST_HEADERS  # how much of the data is in the first part
        self._object = plain.uncleared(self._size)
        self._reserved = self._guess
        self._spare = plain.uncleared(self._size)
        self._spare_reserved = self._guess

    @hot
    @unsafe.unchecked
    def read(self, fd: int, start: int, size: int, flags: int) -> int:
        self._reserved = self._guess
        vector = scratch()
        vector[0] = start
        vector[1] = size
        vector[2] = unsafe.tail(self._object).address + self._reserved
        vector[3] = self._rest
        return unsafe.syscall(PREADV2, fd, vector.address, 2, -1, 0, flags)

    def swap(self) -> None:
        self._object, self._spare = self._spare, self._object
        self._reserved, self._spare_reserved = self._spare_reserved, self._reserved

    @hot
    @unsafe.unchecked
    def take(self, head: Ptr[u8], size: int, more: int) -> bytes:
        if size != self._reserved or size + more < WORTH_KEEPING:
            self._guess = min(size, self._first - LEAST_HEADERS)
            result = plain.uncleared(size + more)
            rest = unsafe.tail(self._object) + self._reserved
            unsafe.memcpy(unsafe.tail(result) + size, rest, more)
        else:
            following = plain.uncleared(self._size)
            result = self._object
            self._object = following
            plain.shorten(result, size + more)
        unsafe.memcpy(unsafe.tail(result), head, size)
        return result
