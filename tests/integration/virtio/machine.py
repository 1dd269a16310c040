"""Asks its machine for the time, for random numbers and for what it was told; ends with 200."""

import sys

from naja.platform import contract

MILLISECOND = 1_000_000

if __name__ == "__main__":
    print("arguments:", sys.argv[1:])
    print("seconds since 1970:", contract.clock_wall() // 1_000_000_000)
    start = contract.clock_monotonic()
    contract.wait_until(start + 20 * MILLISECOND)
    waited = contract.clock_monotonic() - start
    print("waited 20 ms:", waited >= 20 * MILLISECOND)
    random = bytearray(1000)
    contract.entropy(memoryview(random))
    print("different bytes:", len(set(random)) > 200)
    piece = bytearray(5)
    total = 0
    while True:
        count = contract.console_read(memoryview(piece))
        if count == 0:
            break
        for index in range(count):
            total += piece[index]
    print("input adds up to:", total)
    sys.exit(200)
