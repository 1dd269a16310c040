"""list, tuple and their comprehensions."""

SHARED = [3, 1, 2]


def basics() -> None:
    xs = [1, 2, 3]
    xs.append(4)
    xs.extend([5, 6])
    xs.insert(0, 0)
    xs.insert(-1, 99)
    print(
        xs,
        len(xs),
        xs[0],
        xs[-1],
        xs[1:3],
        xs[::-1],
        xs[::2],
        xs[5:1],
        xs[-3:],
        xs.index(99),
        xs.count(2),
    )
    xs.remove(99)
    print(xs.pop(), xs.pop(0), xs.pop(-2), xs, 3 in xs, 77 in xs)
    xs[0] = 10
    xs[-1] += 5
    xs[1:2] = [7, 8, 9]
    del xs[0]
    print(
        xs, xs + [1], xs * 2, [0] * 3, xs == [7, 8, 9, 10], xs != [1], xs < [8], [1, 2] < [1, 2, 3]
    )
    xs.reverse()
    copy = xs.copy()
    xs.clear()
    print(xs, copy, bool(xs), bool(copy), copy is not xs)
    del copy[1:3]
    copy += [4, 4]
    copy *= 2
    print(copy)


def errors() -> None:
    xs = [1, 2, 3]
    empty: list[int] = []
    for action in range(7):
        try:
            if action == 0:
                print(xs[3])
            elif action == 1:
                print(xs[-4])
            elif action == 2:
                xs[5] = 0
            elif action == 3:
                empty.pop()
            elif action == 4:
                xs.remove(42)
            elif action == 5:
                xs.index(42)
            else:
                xs.pop(9)
        except (IndexError, ValueError) as error:
            print(error)


def sorting() -> None:
    xs = [5, 2, 9, 1, 5, 6, -3]
    print(
        sorted(xs),
        sorted(xs, reverse=True),
        sorted(xs, key=lambda x: -x),
        sorted(xs, key=lambda x: x % 3),
    )
    xs.sort()
    print(xs)
    xs.sort(key=lambda x: (x % 2, -x))
    print(xs)
    words = ["pear", "fig", "apple", "kiwi"]
    words.sort(key=len)
    print(words, sorted(words), sorted([(2, "b"), (1, "z"), (2, "a")]), list(reversed(words)))
    words.sort(key=str.upper, reverse=True)
    print(words, sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}))


def nested() -> None:
    grid = [[0] * 3 for _ in range(2)]
    grid[0][1] = 5
    grid[1][2] += 7
    print(grid, [row[:] for row in grid], [cell for row in grid for cell in row if cell])
    print([[x * y for x in range(3)] for y in range(3)], [(x, y) for x in "ab" for y in (1, 2)])
    print([a if a > 0 else -a for a in (-2, -1, 0, 1)], [x for x in range(20) if x % 2 if x % 3])
    flat: list[str] = []
    for row in grid:
        flat += [str(cell) for cell in row]
    print(flat, [y := 5, y * 2], list("abc"), list(range(4)), list((1, 2)))


def tuples() -> None:
    point = (1, "two", 3.0)
    number, word, ratio = point
    print(point, number, word, ratio, point[1], point[-1], len(point), point == (1, "two", 3.0))
    many: tuple[int, ...] = tuple(range(5))
    print(
        many,
        many[2],
        many[1:3],
        many + (9,),
        len(many),
        3 in many,
        many.index(3),
        many.count(1),
        max(many),
    )
    (a, b), c = (1, 2), 3
    a, b = b, a
    print(
        a, b, c, (1, 2) < (1, 3), (1,) + (2,), ((1, 2), 3), (), (7,), hash((1, 2)) == hash((1, 2))
    )
    pairs = {(1, "a"): True, (2, "b"): False}
    print(pairs[(1, "a")], (2, "b") in pairs, (3, "c") in pairs)
    for x, (y, z) in [(1, (2, 3)), (4, (5, 6))]:
        print(x + y + z)


def looping() -> None:
    for index, item in enumerate(["a", "b"]):
        print(index, item)
    for index, item in enumerate("xy", 10):
        print(index, item)
    for a, b in zip([1, 2, 3], "abcd"):
        print(a, b)
    for i, (a, b) in enumerate(zip([1, 2], [3, 4])):
        print(i, a, b)
    for item in reversed([1, 2, 3]):
        print(item, end=" ")
    for n in range(10, 0, -3):
        print(n, end=" ")
    for n in range(0):
        print("never", n)
    print(
        list(range(5, 8)),
        list(range(0, 10, 4)),
        len(range(7)),
        3 in range(5),
        list(reversed(range(3))),
    )
    xs = [1, 2, 3]
    for x in xs:
        if x < 6:
            xs.append(x * 2)
    print(xs)


def inferred() -> None:
    xs = []
    for i in range(3):
        xs.append(i * i)
    best = None
    for x in xs:
        if best is None or x > best:
            best = x
    names = []
    names.append("one")
    print(xs, best, names, any(x > 3 for x in xs), all(x >= 0 for x in xs), any([]), all([]))
    print(
        sum(x for x in xs),
        max(x for x in xs),
        list(map(str, xs)),
        list(filter(lambda x: x > 0, xs)),
    )


def sharing() -> None:
    SHARED.append(4)
    alias = SHARED
    alias.sort()
    print(SHARED, alias is SHARED)
    first = [[]] * 2
    first[0].append(1)
    print(first)


if __name__ == "__main__":
    basics()
    errors()
    sorting()
    nested()
    tuples()
    looping()
    inferred()
    sharing()
