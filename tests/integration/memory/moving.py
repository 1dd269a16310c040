"""Objects that change places while the collector marks: each is told of, or it would be lost.

Every form of a store that drops a pointer has a function of its own. Nothing else holds what is
moved, and each move is followed by an allocation, which lets the collector take a step.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

COUNT = 40
MOVES = 1500


@dataclass
class Item:
    """What is moved: its number is told apart from garbage by its name."""

    number: int
    name: str
    held: Item | None = None


def made(number: int) -> Item:
    return Item(number, f"item {number}")


def shown(items: list[Item]) -> str:
    """What a moved item should still say."""
    right = all(item.name == f"item {item.number}" for item in items)
    return f"{right} {sum(item.number for item in items)} {items[0].number} {items[-1].number}"


def elements() -> str:
    items = [made(number) for number in range(COUNT)]
    for move in range(MOVES):
        i, j = move * 7 % COUNT, move * 13 % COUNT
        items[i], items[j] = items[j], items[i]
        made(move)
    return shown(items)


def attributes() -> str:
    items = [Item(-1, "", made(number)) for number in range(COUNT)]
    for move in range(MOVES):
        one, two = items[move * 7 % COUNT], items[move * 13 % COUNT]
        held = one.held
        one.held = two.held
        two.held = held
        made(move)
    return shown([item.held for item in items if item.held is not None])


def pairs() -> str:
    items = [(made(number), number) for number in range(COUNT)]
    for move in range(MOVES):
        i, j = move * 7 % COUNT, move * 13 % COUNT
        items[i], items[j] = items[j], items[i]
        made(move)
    return shown([item for item, _ in items])


def values() -> str:
    items = {number: made(number) for number in range(COUNT)}
    for move in range(MOVES):
        i, j = move * 7 % COUNT, move * 13 % COUNT
        one = items[i]
        items[i] = items[j]
        items[j] = one
        made(move)
    return shown(list(items.values()))


def keys() -> str:
    items = {f"item {number}": number for number in range(COUNT)}
    for move in range(MOVES):
        key = next(iter(items))
        number = items.pop(key)
        made(move)
        items[key] = number
    return shown([Item(number, key) for key, number in items.items()])


def members() -> str:
    items = {f"item {number}" for number in range(COUNT)}
    for move in range(MOVES):
        item = items.pop()
        made(move)
        items.add(item)
    return " ".join(sorted(items))


def insertions() -> str:
    items = [made(number) for number in range(COUNT)]
    for move in range(MOVES):
        item = items.pop(move * 7 % len(items))
        made(move)
        items.insert(move * 13 % len(items), item)
    return shown(items)


def slices() -> str:
    items = [made(number) for number in range(COUNT)]
    for move in range(MOVES // 4):
        cut = move * 7 % (COUNT - 8)
        some = items[cut : cut + 8]
        items[cut : cut + 8] = []
        made(move)
        items[move % 8 : move % 8] = some
    return shown(items)


def orders() -> str:
    items = [made(number) for number in range(COUNT)]
    for move in range(MOVES // 10):
        items.reverse()
        made(move)
        items.sort(key=lambda item: (item.number * (move + 3) % 41, item.name))
        made(move)
    return shown(items)


def variables() -> str:
    kept = made(0)
    items = [made(number) for number in range(1, COUNT)]

    def exchange(place: int) -> None:
        nonlocal kept
        before = kept
        kept = items[place]
        items[place] = before

    for move in range(MOVES):
        exchange(move * 7 % len(items))
        made(move)
    return shown([kept, *items])


class Shelf:
    """Holds an item in a variable of the class."""

    kept = Item(0, "item 0")


def class_variables() -> str:
    items = [made(number) for number in range(1, COUNT)]
    for move in range(MOVES):
        place = move * 7 % len(items)
        before = Shelf.kept
        Shelf.kept = items[place]
        items[place] = before
        made(move)
    return shown([Shelf.kept, *items])


def holder(kept: Item) -> Generator[Item, Item, None]:
    """Keeps an item in its frame, and gives it for another."""
    while True:
        kept = yield kept


def frames() -> str:
    holders = [holder(made(number)) for number in range(COUNT)]
    for each in holders:
        next(each)
    given = made(COUNT)
    for move in range(MOVES):
        given = holders[move * 7 % COUNT].send(given)
        made(move)
    return shown([given, *(each.send(made(1)) for each in holders)])


def chains() -> str:
    head = made(0)
    for number in range(1, COUNT):
        head = Item(number, f"item {number}", head)
    for move in range(MOVES // 10):
        last: Item | None = None
        this: Item | None = head
        while this is not None:
            after = this.held
            this.held = last
            made(move)
            last = this
            this = after
        assert last is not None
        head = last
    items = [head]
    while items[-1].held is not None:
        items.append(items[-1].held)
    return shown(items)


if __name__ == "__main__":
    print("elements", elements())
    print("attributes", attributes())
    print("pairs", pairs())
    print("values", values())
    print("keys", keys())
    print("members", members())
    print("insertions", insertions())
    print("slices", slices())
    print("orders", orders())
    print("variables", variables())
    print("class variables", class_variables())
    print("frames", frames())
    print("chains", chains())
