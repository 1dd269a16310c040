"""`random`: the Mersenne Twister, with CPython's numbers for a seed.

Without a seed it starts from the platform's entropy at the first use."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TypeVar

from naja.lang import overloads
from naja.os.entropy.pool import PlatformPool
from naja.runtime.functions import _abs_int
from naja.stdlib import math

T = TypeVar("T")
SIZE = 624
FAR = 397
WORD = 0xFFFFFFFF
TWIST = 0x9908B0DF
NORMAL = 4 * math.exp(-0.5) / math.sqrt(2.0)


NEWER = sys.version_info >= (3, 12)
"""Which texts CPython has."""


def _empty(start: int, stop: int, width: int) -> str:
    if NEWER:
        return f"empty range in randrange({start}, {stop})"
    return f"empty range for randrange() ({start}, {stop}, {width})"


def _empty_steps(start: int, stop: int, step: int) -> str:
    if NEWER:
        return f"empty range in randrange({start}, {stop}, {step})"
    return "empty range for randrange()"


class Random:
    """state: the words of the generator, none before the first use. at: the next one."""

    state: list[int]
    at: int

    def __init__(self, x: int | None = None) -> None:
        self.state = []
        self.at = SIZE
        if x is not None:
            self.seed(x)

    def seed(self, a: int | None = None) -> None:
        """Begin the numbers that belong to a seed."""
        if a is None:
            source = PlatformPool()
            self._seed_by([source.u32() for _ in range(8)])
            return
        rest = _abs_int(a)
        self._seed_by([rest & WORD, rest >> 32] if rest > WORD else [rest])

    def _seed_by(self, keys: list[int]) -> None:
        state = [19650218]
        for i in range(1, SIZE):
            last = state[i - 1]
            state.append((1812433253 * (last ^ (last >> 30)) + i) & WORD)
        i = 1
        j = 0
        for _ in range(max(SIZE, len(keys))):
            last = state[i - 1]
            state[i] = ((state[i] ^ (last ^ (last >> 30)) * 1664525) + keys[j] + j) & WORD
            i += 1
            j += 1
            if i >= SIZE:
                state[0] = state[SIZE - 1]
                i = 1
            if j >= len(keys):
                j = 0
        for _ in range(SIZE - 1):
            last = state[i - 1]
            state[i] = ((state[i] ^ (last ^ (last >> 30)) * 1566083941) - i) & WORD
            i += 1
            if i >= SIZE:
                state[0] = state[SIZE - 1]
                i = 1
        state[0] = 0x80000000
        self.state = state
        self.at = SIZE

    def _refill(self) -> None:
        if len(self.state) == 0:
            self.seed()
        state = self.state
        for i in range(SIZE):
            y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7FFFFFFF)
            state[i] = state[(i + FAR) % SIZE] ^ (y >> 1) ^ (TWIST if y & 1 else 0)
        self.at = 0

    def _word(self) -> int:
        if self.at >= SIZE:
            self._refill()
        y = self.state[self.at]
        self.at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def random(self) -> float:
        """A number from 0.0 up to, without, 1.0."""
        high = self._word() >> 5
        low = self._word() >> 6
        return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k: int) -> int:
        """A number of k random bits, at most 63."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        if k > 63:
            raise OverflowError("int has 64 bits")
        if k == 0:
            return 0
        if k <= 32:
            return self._word() >> (32 - k)
        low = self._word()
        return (self._word() >> (64 - k)) << 32 | low

    def _below(self, n: int) -> int:
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def _range_to(self, start: int) -> int:
        if start <= 0:
            raise ValueError("empty range for randrange()")
        return self._below(start)

    def _range(self, start: int, stop: int, step: int = 1) -> int:
        width = stop - start
        if step == 1:
            if width <= 0:
                raise ValueError(_empty(start, stop, width))
            return start + self._below(width)
        if step == 0:
            raise ValueError("zero step for randrange()")
        count = (width + step - 1) // step if step > 0 else (width + step + 1) // step
        if count <= 0:
            raise ValueError(_empty_steps(start, stop, step))
        return start + step * self._below(count)

    randrange = overloads(_range_to, _range)

    def randint(self, a: int, b: int) -> int:
        """A number from a to b, both included."""
        return self._range(a, b + 1)

    def choice(self, seq: Sequence[T]) -> T:
        """One of the items."""
        if len(seq) == 0:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x: list[T]) -> None:
        """Bring a list into a random order."""
        for i in range(len(x) - 1, 0, -1):
            j = self._below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population: Sequence[T], k: int) -> list[T]:
        """k of the items, each at most once."""
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        result: list[T] = []
        if n <= _pool_limit(k):
            rest = list(population)
            for i in range(k):
                j = self._below(n - i)
                result.append(rest[j])
                rest[j] = rest[n - i - 1]
            return result
        chosen: set[int] = set()
        for _ in range(k):
            j = self._below(n)
            while j in chosen:
                j = self._below(n)
            chosen.add(j)
            result.append(population[j])
        return result

    def _choices(self, population: Sequence[T], *, k: int = 1) -> list[T]:
        n = len(population) + 0.0
        result: list[T] = []
        for _ in range(k):
            result.append(population[math.floor(self.random() * n)])
        return result

    def _choices_by_weight(
        self, population: Sequence[T], weights: Sequence[float], *, k: int = 1
    ) -> list[T]:
        sums: list[float] = []
        total = 0.0
        for weight in weights:
            total += weight
            sums.append(total)
        if len(sums) != len(population):
            raise ValueError("The number of weights does not match the population")
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        result: list[T] = []
        for _ in range(k):
            wanted = self.random() * total
            low = 0
            high = len(sums) - 1
            while low < high:
                middle = (low + high) // 2
                if wanted < sums[middle]:
                    high = middle
                else:
                    low = middle + 1
            result.append(population[low])
        return result

    choices = overloads(_choices_by_weight, _choices)

    def uniform(self, a: float, b: float) -> float:
        """A number between two."""
        return a + (b - a) * self.random()

    def normalvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """Normally distributed."""
        while True:
            one = self.random()
            two = 1.0 - self.random()
            z = NORMAL * (one - 0.5) / two
            if z * z / 4.0 <= -math.log(two):
                return mu + z * sigma

    def triangular(self, low: float = 0.0, high: float = 1.0, mode: float | None = None) -> float:
        """Most often near `mode`."""
        u = self.random()
        if high == low:
            return low
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            return high + (low - high) * math.sqrt((1.0 - u) * (1.0 - c))
        return low + (high - low) * math.sqrt(u * c)

    def expovariate(self, lambd: float) -> float:
        """Exponentially distributed, with the mean 1 / lambd."""
        return -math.log(1.0 - self.random()) / lambd


def _pool_limit(k: int) -> int:
    """Up to which size CPython's sample() takes from a copy of the population."""
    size = 21
    if k > 5:
        power = 1
        while power < k * 3:
            power *= 4
        size += power
    return size


_inst = Random()


def seed(a: int | None = None) -> None:
    """Begin the numbers that belong to a seed."""
    _inst.seed(a)


def random() -> float:
    """A number from 0.0 up to, without, 1.0."""
    return _inst.random()


def getrandbits(k: int) -> int:
    """A number of k random bits."""
    return _inst.getrandbits(k)


def randint(a: int, b: int) -> int:
    """A number from a to b, both included."""
    return _inst.randint(a, b)


def _range_to(start: int) -> int:
    return _inst._range_to(start)


def _range(start: int, stop: int, step: int = 1) -> int:
    return _inst._range(start, stop, step)


randrange = overloads(_range_to, _range)


def choice(seq: Sequence[T]) -> T:
    """One of the items."""
    return _inst.choice(seq)


def shuffle(x: list[T]) -> None:
    """Bring a list into a random order."""
    _inst.shuffle(x)


def sample(population: Sequence[T], k: int) -> list[T]:
    """k of the items, each at most once."""
    return _inst.sample(population, k)


def _choices(population: Sequence[T], *, k: int = 1) -> list[T]:
    return _inst._choices(population, k=k)


def _choices_by_weight(population: Sequence[T], weights: Sequence[float], *, k: int = 1) -> list[T]:
    return _inst._choices_by_weight(population, weights, k=k)


choices = overloads(_choices_by_weight, _choices)


def uniform(a: float, b: float) -> float:
    """A number between two."""
    return _inst.uniform(a, b)


def expovariate(lambd: float) -> float:
    """Exponentially distributed."""
    return _inst.expovariate(lambd)


def normalvariate(mu: float = 0.0, sigma: float = 1.0) -> float:
    """Normally distributed."""
    return _inst.normalvariate(mu, sigma)


def triangular(low: float = 0.0, high: float = 1.0, mode: float | None = None) -> float:
    """Most often near `mode`."""
    return _inst.triangular(low, high, mode)
