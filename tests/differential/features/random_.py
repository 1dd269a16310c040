"""`random`: CPython's numbers for a seed."""

from __future__ import annotations

import random
from random import Random, choice, randint

RNG = Random(7)
random.seed(99)


def seeded_at_build_time() -> None:
    print(random.random(), random.randint(1, 6), randint(0, 100))


def numbers() -> None:
    random.seed(42)
    print(random.random(), random.random(), random.randint(1, 100), random.randrange(10))
    print(random.randrange(5, 50, 5), randint(-5, 5), random.randrange(10, 0, -3))


def many_numbers() -> None:
    random.seed(0)
    print([random.randint(0, 1000) for _ in range(700)][-10:])
    print([random.getrandbits(k) for k in (1, 5, 31, 32, 33, 40, 63, 0)])


def seeds() -> None:
    for seed in (0, 1, -3, 2**31, 2**32, 2**40 + 5, 2**62):
        random.seed(seed)
        print(seed, random.random(), Random(seed).randint(0, 10**12))


def shuffling() -> None:
    random.seed(3)
    xs = list(range(10))
    random.shuffle(xs)
    words = ["a", "b", "c"]
    random.shuffle(words)
    print(xs, words)


def choosing() -> None:
    random.seed(4)
    print([random.choice("abc") for _ in range(5)], choice((1, 2, 3)), random.choice([1.5, 2.5]))
    print(random.choices([1, 2, 3], k=4), random.choices("ab", weights=[1, 3], k=5))
    print(random.choices(["x", "y"], [0.5, 0.1]), random.choice(range(10, 20)))


def sampling() -> None:
    random.seed(5)
    print(random.sample(range(100), 5), random.sample([1, 2, 3], 3), random.sample("abcdef", 2))
    print(random.sample(range(10000), 12), random.sample(range(30), 6))


def distributions() -> None:
    random.seed(6)
    print(random.uniform(1, 2), random.uniform(0.5, -0.5), random.triangular(1.0, 4.0, 2.0))
    print(random.triangular(), random.normalvariate(0.0, 1.0), random.expovariate(1.5))


def generators_of_ones_own() -> None:
    r = Random(1)
    print(r.random(), r.randint(0, 9), RNG.random(), RNG.randint(0, 10**12))
    r.seed(1)
    print(r.random(), r.choice([4, 5, 6]))


def without_a_seed() -> None:
    u, v = Random(), Random()
    print(0.0 <= u.random() < 1.0, u.random() != v.random())


def errors() -> None:
    empty: list[int] = []
    for n in range(3):
        try:
            if n == 0:
                random.choice(empty)
            elif n == 1:
                random.randint(3, 2)
            else:
                random.sample([1], 2)
        except (IndexError, ValueError) as error:
            print(type(error).__name__, error)
