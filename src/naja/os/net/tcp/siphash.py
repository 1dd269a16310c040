"""SipHash-2-4 (Aumasson and Bernstein, 2012) of two words: numbers that only the key's owner can
foresee."""

from __future__ import annotations

from naja.lang import cold, u64

_V0 = u64(0x736F6D6570736575)
_V1 = u64(0x646F72616E646F6D)
_V2 = u64(0x6C7967656E657261)
_V3 = u64(0x7465646279746573)
_LENGTH_WORD = u64(16 << 56)


def _rotated(value: u64, count: int) -> u64:
    return value << u64(count) | value >> u64(64 - count)


class SipHash:
    """The hash with one key of 128 bits."""

    _k0: u64
    _k1: u64
    _v0: u64
    _v1: u64
    _v2: u64
    _v3: u64

    def __init__(self, k0: u64, k1: u64) -> None:
        self._k0 = k0
        self._k1 = k1
        self._v0 = _V0
        self._v1 = _V1
        self._v2 = _V2
        self._v3 = _V3

    @cold
    def of(self, first: u64, second: u64) -> u64:
        """The 64 bits for a message of these two little-endian words."""
        self._v0 = self._k0 ^ _V0
        self._v1 = self._k1 ^ _V1
        self._v2 = self._k0 ^ _V2
        self._v3 = self._k1 ^ _V3
        for word in (first, second, _LENGTH_WORD):
            self._v3 = self._v3 ^ word
            self._round()
            self._round()
            self._v0 = self._v0 ^ word
        self._v2 = self._v2 ^ u64(0xFF)
        for _ in range(4):
            self._round()
        return self._v0 ^ self._v1 ^ self._v2 ^ self._v3

    def _round(self) -> None:
        v0 = self._v0 + self._v1
        v1 = _rotated(self._v1, 13) ^ v0
        v0 = _rotated(v0, 32)
        v2 = self._v2 + self._v3
        v3 = _rotated(self._v3, 16) ^ v2
        v0 = v0 + v3
        v3 = _rotated(v3, 21) ^ v0
        v2 = v2 + v1
        v1 = _rotated(v1, 17) ^ v2
        v2 = _rotated(v2, 32)
        self._v0 = v0
        self._v1 = v1
        self._v2 = v2
        self._v3 = v3
