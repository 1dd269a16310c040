"""`statistics`."""

from __future__ import annotations

import random
import statistics


def means() -> None:
    print(
        statistics.mean([1, 2, 3]),
        statistics.mean([1, 2, 3, 4]),
        statistics.mean([1.5, 2.5, 4.0]),
        statistics.fmean([1, 2]),
    )
    print(
        statistics.mean((4, 5)),
        statistics.mean({2.5: 1, 3.5: 2}),
        statistics.mean(x * 0.1 for x in range(5)),
        statistics.mean(range(10)),
    )
    print(
        statistics.mean([1e16, 1.0, -1e16]),
        statistics.mean([0.1] * 3),
        statistics.mean([-0.5, 0.5]),
    )


def medians() -> None:
    print(
        statistics.median([3, 1, 2]),
        statistics.median([1, 2, 3, 4]),
        statistics.median([1.5, 2.5]),
        statistics.median_low([1, 2, 3, 4]),
        statistics.median_high([1, 2, 3, 4]),
    )


def modes() -> None:
    print(
        statistics.mode([1, 1, 2]),
        statistics.mode("aab"),
        statistics.multimode([1, 1, 2, 2]),
        statistics.mode(["x", "y", "y"]),
    )


def spreads() -> None:
    xs = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]
    print(
        statistics.pstdev(xs),
        statistics.pvariance(xs),
        statistics.stdev(xs),
        statistics.variance(xs),
    )
    ys = [0.1, 0.2, 0.30000000000000004, 1e10, -5.5]
    print(statistics.mean(ys), statistics.stdev(ys), statistics.variance(ys), statistics.pstdev(ys))
    print(
        statistics.stdev([1, 2, 3, 4]),
        statistics.variance([1, 2, 3, 4]),
        statistics.variance([1, 3]),
        statistics.pvariance([1, 2, 3]),
        statistics.pstdev([7]),
    )


def random_data() -> None:
    r = random.Random(5)
    for _ in range(30):
        xs = [r.uniform(-1000.0, 1000.0) * 10 ** r.randint(0, 6) for _ in range(r.randint(2, 20))]
        print(
            statistics.mean(xs),
            statistics.stdev(xs),
            statistics.pvariance(xs),
            statistics.median(xs),
            statistics.fmean(xs),
        )


def too_few() -> None:
    empty: list[float] = []
    try:
        statistics.mean(empty)
    except statistics.StatisticsError as e:
        print(e)
    try:
        statistics.median(empty)
    except statistics.StatisticsError as e:
        print(e)
    try:
        statistics.mode(empty)
    except statistics.StatisticsError as e:
        print(e)
    try:
        statistics.fmean(empty)
    except statistics.StatisticsError as e:
        print(e)
    try:
        statistics.pstdev(empty)
    except statistics.StatisticsError as e:
        print(e)
    try:
        statistics.stdev([1.0])
    except ValueError as e:
        print(type(e).__name__, e)
    try:
        statistics.variance([1])
    except ValueError as e:
        print(type(e).__name__, e)
    print(statistics.multimode(empty))


def mixed() -> None:
    xs: list[int | float] = [1, 2.5, 3]
    print(
        statistics.mean(xs),
        statistics.median(xs),
        statistics.stdev(xs),
        statistics.mean([1e308, 1e308]),
    )
    ys: list[int | float] = [1, 2, 3]
    print(statistics.mean(ys), statistics.variance(ys))
