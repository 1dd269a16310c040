"""Memory that runs out, again and again: MemoryError, and the program goes on."""

from __future__ import annotations


class Link:
    def __init__(self, before: Link | None) -> None:
        self.before = before
        self.room = [0] * 50


def chain() -> int:
    """Objects that all stay reachable, until there is no room."""
    last: Link | None = None
    count = 0
    try:
        while True:
            last = Link(last)
            count += 1
    except MemoryError:
        return count


def grown_list() -> int:
    items: list[int] = []
    try:
        while True:
            items.append(len(items))
    except MemoryError:
        assert items[-1] == len(items) - 1
        return len(items)


def grown_dict() -> int:
    items: dict[int, str] = {}
    try:
        while True:
            items[len(items)] = "value"
    except MemoryError:
        assert all(items[key] == "value" for key in items)
        return len(items)


def grown_text() -> int:
    text = "0123456789"
    try:
        while True:
            text += text
    except MemoryError:
        assert text.endswith("0123456789")
        return len(text)


def full_set() -> bool:
    """A set that cannot grow refuses more and more, and still holds what it took."""
    ballast: list[list[int]] = []
    try:
        while True:
            ballast.append([0] * 2000)
    except MemoryError:
        ballast.pop()
        ballast.pop()
    items: set[int] = set()
    failures = 0
    number = 0
    while failures < 1000:
        try:
            items.add(number)
        except MemoryError:
            failures += 1
        number += 1
    held = all(n in items for n in range(100)) and -1 not in items
    return held and len(items) < number and len(ballast) > 10


def huge(size: int) -> None:
    """Sizes that no machine has."""
    try:
        print(len([0] * size))
    except MemoryError:
        print("no list")
    try:
        print(len(bytes(size)))
    except MemoryError:
        print("no bytes")
    try:
        print(len("ab" * size))
    except MemoryError:
        print("no text")
    try:
        print(len(bytearray(size)))
    except MemoryError:
        print("no bytearray")


def main() -> None:
    huge(10**12)
    for turn in range(3):
        print(turn, chain() > 100, grown_list() > 10000, grown_dict() > 1000, grown_text() > 10000)
    print(full_set())
    print(sum(len(f"{n}") for n in range(1000)))
    raise MemoryError("the end")


if __name__ == "__main__":
    main()
