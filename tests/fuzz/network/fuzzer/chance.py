"""Random numbers for the fuzzer: fast, and the same for the same seed, compiled or not."""

from __future__ import annotations

from naja.lang import hot, u64


class Chance:
    """xorshift64 (Marsaglia 2003)."""

    _state: u64

    def __init__(self, seed: int) -> None:
        self._state = u64(seed & 0xFFFFFFFF) * u64(0x9E3779B97F4A7C15) | u64(1)
        for _ in range(4):
            self.next()

    @hot
    def next(self) -> int:
        """A number below 2**62."""
        state = self._state
        state ^= state << u64(13)
        state ^= state >> u64(7)
        state ^= state << u64(17)
        self._state = state
        return int(state >> u64(2))

    @hot
    def below(self, limit: int) -> int:
        """From 0 on and below the limit, which is positive."""
        return (self.next() >> 8) % limit

    @hot
    def one_in(self, count: int) -> bool:
        """True once in so many times."""
        return self.below(count) == 0

    def data(self, length: int) -> bytes:
        """That many bytes."""
        made = bytearray(length)
        for index in range(length):
            made[index] = self.next() >> 11 & 0xFF
        return bytes(made)
