"""Dicts: searches that may be made once, deleted and reused places, tables made at build time."""

from collections import defaultdict

FIXED = {"one": 1, "two": 2, "three": 3}
NUMBERS = {i: i * i for i in range(20)}


class Key:
    """Equal by value; says when it is compared or hashed."""

    asked = 0

    def __init__(self, value: int) -> None:
        self.value = value

    def __hash__(self) -> int:
        Key.asked += 1
        return self.value % 3

    def __eq__(self, other: object) -> bool:
        Key.asked += 100
        return isinstance(other, Key) and self.value == other.value


def counted(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
        if word in counts:
            counts[word] += 10
        else:
            counts[word] = 1
        if word not in counts:
            counts[word] = -1
        counts[word] = counts[word] * 2 if word in counts else 0
    return counts


def grouped(words: list[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        if word[0] not in groups:
            groups[word[0]] = []
        groups[word[0]].append(word)
    return groups


def fixed_tables() -> None:
    print("one" in FIXED, FIXED.get("four", 4), len(FIXED))
    FIXED["one"] = FIXED.get("one", 0) + 1
    FIXED["four"] = FIXED.get("four", 0) + 1
    print(FIXED, FIXED.pop("two"), FIXED.pop("two", 7), FIXED)
    del NUMBERS[3]
    print(3 in NUMBERS, NUMBERS.get(4), NUMBERS.popitem(), list(NUMBERS)[:5])
    NUMBERS[3] = 3
    print(list(NUMBERS.items())[-2:])


def places_again() -> None:
    """Places at the end are used again after popitem, with other keys of the same hash."""
    table: dict[int, str] = {}
    for i in range(12):
        table[i] = str(i)
    for i in (11, 5, 9):
        del table[i]
    print(table.popitem(), table.popitem(), len(table))
    for i in (5, 100, 11, 9, 10, 8):
        table[i] = "again" + str(i)
    for i in (5, 100, 9):
        del table[i]
        print(i in table, table.get(i), sorted(table))
    texts = {str(i): i for i in range(50)}
    for i in range(0, 50, 2):
        print(texts.pop(str(i)), end=" ")
    for i in range(40, 60):
        texts[str(i)] = texts.get(str(i), 1000) + 1
    print(texts)
    texts.clear()
    texts["x"] = texts.get("x", 0) + 1
    print(texts, "y" in texts)


def own_keys() -> None:
    table: dict[Key, int] = {}
    for i in range(8):
        table[Key(i % 4)] = table.get(Key(i % 4), 0) + i
    key = Key(2)
    table[key] = table.get(key, 0) + 1
    table[key] += 1
    print(sorted((k.value, v) for k, v in table.items()), Key.asked)


def copies() -> None:
    first = {"a": 1, "b": 2, "c": 3}
    second = dict(first)
    second["a"] = 10
    del second["b"]
    third = dict(second)
    third["d"] = third.get("d", 5) * 2
    print(first, second, third, {**third, "z": 0}, first | second)
    mixed = dict.fromkeys("xy", 1)
    mixed.update(third)
    print(mixed)
    xs = [1, 2, 3]
    ys = list(xs)
    ys.append(4)
    floats: list[float] = list(xs)
    floats.append(0.5)
    print(xs, ys, xs + ys, [] + xs, floats, (xs + ys)[::2], xs * 3)
    names = defaultdict(int, {"q": 1})
    names["r"] += 2
    print(dict(names), names["s"])


def texts() -> None:
    for word in ("", "Ab", "ÀÉx×÷ß", "MiXed CASE text ÄÖÜ", "x" * 20 + "Y", "Ā", "µÿ"):
        print(word.lower(), word.upper(), repr(word), word.encode(), word.isascii(), word[::-1])
        print(word[1::2], sorted(word), "".join(reversed(word)), word.split("x"), word.find("Y"))
    lines = "a\nb\r\nc\rd\x0be\x1cf\x85g"
    print(lines.splitlines(), lines.splitlines(True), "é\n漢\n".splitlines(), "".splitlines())
    words = ["b", "abcdefgh", "abcdefgi", "abcdefghi", "abc", "abd", "", "ab", "abcd", "abce"]
    print(sorted(words), sorted(words, reverse=True), max(words), "abcde" < "abcdf", "ab" < "abc")
    print("it's", ["it's", 'say "no"', "back\\slash", "tab\t", "é", "\x7f", "\xa0"])


def main() -> None:
    print(counted("a b a c b a".split()))
    print(grouped("apple bean avocado cherry beet é éclair".split()))
    fixed_tables()
    places_again()
    own_keys()
    copies()
    texts()


if __name__ == "__main__":
    main()
