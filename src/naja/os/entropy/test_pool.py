"""Random numbers: every byte of the platform once, the same numbers for the same seed."""

from __future__ import annotations

from naja.os.entropy import options
from naja.os.entropy.pool import PlatformPool, SeededSource
from naja.platform import contract


def test_platform_bytes_are_handed_out_once_and_in_blocks(monkeypatch):
    blocks = []

    def entropy(buffer):
        blocks.append(len(buffer))
        buffer[:] = bytes((len(blocks) * 64 + at) % 256 for at in range(len(buffer)))

    monkeypatch.setattr(contract, "entropy", entropy)
    pool = PlatformPool()
    count = options.BLOCK_BYTES // 4
    numbers = [pool.u32() for _ in range(2 * count)]
    assert blocks == [options.BLOCK_BYTES] * 2
    assert numbers[0] == 0x40414243
    assert len(set(numbers)) == 2 * count
    assert all(0 <= number < 1 << 32 for number in numbers)


def test_seeded_source_repeats_itself():
    first, second, other = SeededSource(9), SeededSource(9), SeededSource(10)
    numbers = [first.u32() for _ in range(100)]
    assert numbers == [second.u32() for _ in range(100)]
    assert numbers != [other.u32() for _ in range(100)]
    assert len(set(numbers)) == 100
    assert SeededSource(0).u32() != 0
