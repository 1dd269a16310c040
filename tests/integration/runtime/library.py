"""math and time, as far as images have them."""

import math
import time


def main() -> None:
    for x in [0.0, 0.5, 1.0, 2.0, 10.0, 1e10, 123.456]:
        print(
            math.sqrt(x),
            math.floor(x),
            math.ceil(x),
            math.trunc(x),
            math.fabs(-x),
            math.isnan(x),
            math.copysign(x, -1.0),
        )
        print(
            math.exp(x) if x < 100 else "-",
            math.log(x) if x > 0 else "-",
            math.isinf(x),
            math.isfinite(x),
        )
    print(
        math.pi,
        math.e,
        math.inf,
        math.gcd(12, 18),
        math.isqrt(99),
        math.floor(-2.5),
        math.ceil(-2.5),
        math.pow(2.0, 0.5),
    )
    for bad in range(3):
        try:
            if bad == 0:
                print(math.sqrt(-1.0))
            elif bad == 1:
                print(math.log(0.0))
            else:
                print(math.exp(1000.0))
        except (ValueError, OverflowError) as e:
            print("error", e)
    start = time.monotonic()
    first = time.time_ns()
    time.sleep(0.01)
    print(
        time.monotonic() - start >= 0.01,
        time.time_ns() > first,
        time.time() > 1.7e9,
        time.perf_counter() > 0,
    )


if __name__ == "__main__":
    main()
