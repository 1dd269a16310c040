"""Random numbers for protocols: ports, transaction numbers, jitter.

A source is passed to whoever needs it, so that a simulation can pass a seeded one. `PlatformPool`
takes a block from the platform at a time and hands every byte out once. Raises DeviceError like
the contract.
"""

from __future__ import annotations

from naja.lang.wire import get_u32, put_u32
from naja.os.entropy.options import BLOCK_BYTES
from naja.platform import contract


class RandomSource:
    """Where random numbers come from."""

    def u32(self) -> int:
        """A number of 32 random bits."""
        raise NotImplementedError


class PlatformPool(RandomSource):
    """The platform's entropy, fetched in blocks and never handed out twice."""

    _block: bytearray
    _used: int

    def __init__(self) -> None:
        self._block = bytearray(BLOCK_BYTES)
        self._used = BLOCK_BYTES

    def u32(self) -> int:
        if self._used == BLOCK_BYTES:
            contract.entropy(memoryview(self._block))
            self._used = 0
        value = get_u32(self._block, self._used)
        put_u32(self._block, self._used, 0)
        self._used += 4
        return value


class SeededSource(RandomSource):
    """The same numbers for the same seed: for simulations only (xorshift32, Marsaglia 2003)."""

    _state: int

    def __init__(self, seed: int) -> None:
        self._state = seed & 0xFFFFFFFF or 1

    def u32(self) -> int:
        state = self._state
        state ^= state << 13 & 0xFFFFFFFF
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        self._state = state
        return state
