"""Statements: if, while, for, else, break, continue, conditional expressions, walrus, del, chained targets."""


def classify(n: int) -> str:
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        kind = "small"
    else:
        kind = "large"
    return kind


def primes(limit: int) -> list[int]:
    found = []
    for n in range(2, limit):
        for p in found:
            if n % p == 0:
                break
        else:
            found.append(n)
    return found


def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    else:
        steps += 0
    return steps


def search(grid: list[list[int]], wanted: int) -> tuple[int, int]:
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            if cell == wanted:
                return x, y
    return -1, -1


def forever() -> int:
    n = 0
    while True:
        n += 1
        if n % 2:
            continue
        if n > 10:
            break
    return n


def unbound(flag: bool) -> int:
    if flag:
        x = 1
    return x


def deleted() -> int:
    x = 1
    del x
    x = 2
    return x


def types(flag: bool) -> None:
    x = 1 if flag else "one"
    y = [1] if flag else []
    z = "s" if flag else None
    print(x, y, z)


def short(calls: list[str], name: str, answer: bool) -> bool:
    calls.append(name)
    return answer


def shortcuts() -> None:
    calls: list[str] = []
    print(
        short(calls, "a", False) and short(calls, "b", True),
        short(calls, "c", True) or short(calls, "d", True),
    )
    print(calls, not short(calls, "e", True), 1 if short(calls, "f", False) else 2)
    print(short(calls, "x", True) and 5, short(calls, "y", False) or "alt")
    order: list[int] = []

    def note(n: int) -> int:
        order.append(n)
        return n

    print(note(1) + note(2) * note(3), note(4) < note(5) < note(0) < note(9), order)


def targets() -> None:
    a = b = [1]
    a.append(2)
    x, y = 1, 2
    x, y = y, x + y
    i = 0
    values = [0, 0, 0]
    i, values[i] = 1, 9
    print(a, b, a is b, x, y, i, values)


if __name__ == "__main__":
    print(
        [classify(n) for n in (-1, 0, 5, 50)],
        primes(40),
        collatz(27),
        search([[1, 2], [3, 4]], 3),
        search([], 1),
    )
    print(forever(), unbound(True), deleted())
    try:
        unbound(False)
    except UnboundLocalError as error:
        print(error)
    types(True)
    types(False)
    shortcuts()
    while (n := forever()) < 5:
        print("never", n)
    print(n)
    targets()
