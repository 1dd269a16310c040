"""A queue for long frames where memory is ample: its buffers are objects. What the device has
written to one, but for the first of a frame, which begins with headers, is handed up without a
copy, and a fresh object takes its place.
"""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.virtio.virtqueue import Virtqueue
from naja.runtime import bytes as plain

PIECE_BYTES = 15344  # with its header and some choice where to begin it takes four blocks
WORTH_KEEPING = 2048  # of fewer bytes it is cheaper to make a copy


class PieceQueue(Virtqueue):
    """The queue `number` with `size` buffers, which the device writes."""

    def __init__(self, number: int, size: int) -> None:
        self._pieces = [plain.uncleared(PIECE_BYTES) for _ in range(size)]
        super().__init__(number, size, PIECE_BYTES, True)

    def _make_buffers(self, size: int) -> None:
        """They are there."""

    @unsafe.unchecked
    def buffer(self, index: int) -> Ptr[u8]:
        return unsafe.tail(self._pieces[index])

    @unsafe.unchecked
    def claim(self, index: int, length: int) -> bytes:
        if length < WORTH_KEEPING:
            return super().claim(index, length)
        piece = self._pieces[index]
        fresh = plain.uncleared(PIECE_BYTES)
        self._pieces[index] = fresh
        self.descriptors[2 * index] = unsafe.tail(fresh).address
        plain.shorten(piece, length)
        return piece
