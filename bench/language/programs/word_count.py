"""Words of a text counted: splitting, lower case, stripping, dicts of str, sorting, joining."""

import sys
import time

SYLLABLES = ["ka", "ro", "mi", "ten", "sa", "lu", "vor", "ne", "dil", "pa", "Os", "qui"]
MARKS = ["", "", "", "", ",", "", ".", ";"]


class Random:
    """A linear congruential generator, the same everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        """A number from 0 up to, not with, the limit."""
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % limit


def text_of(lines: int, random: Random) -> str:
    """Lines of ten invented words with punctuation."""
    result: list[str] = []
    for _ in range(lines):
        words: list[str] = []
        for _ in range(10):
            word = ""
            for _ in range(1 + random.below(3)):
                word += SYLLABLES[random.below(len(SYLLABLES))]
            words.append(word + MARKS[random.below(len(MARKS))])
        result.append(" ".join(words))
    return "\n".join(result)


def counted(text: str) -> dict[str, int]:
    """How often each word occurs, without punctuation and case."""
    counts: dict[str, int] = {}
    for line in text.split("\n"):
        for word in line.split():
            key = word.strip(".,;").lower()
            counts[key] = counts.get(key, 0) + 1
    return counts


def by_initial(counts: dict[str, int]) -> dict[str, list[str]]:
    """The words of each first letter."""
    result: dict[str, list[str]] = {}
    for word in counts:
        if word[0] not in result:
            result[word[0]] = []
        result[word[0]].append(word)
    return result


def main() -> None:
    """A text of as many lines as asked for, counted in portions."""
    lines = int(sys.argv[1])
    start = time.perf_counter()
    random = Random(42)
    total: dict[str, int] = {}
    for _ in range(10):
        counts = counted(text_of(lines // 10, random))
        for word, count in counts.items():
            total[word] = total.get(word, 0) + count
    ranking = sorted(total, key=lambda word: (-total[word], word))
    print(len(total), sum(total.values()))
    print(" ".join(f"{word}={total[word]}" for word in ranking[:5]))
    print(" ".join(f"{letter}{len(words)}" for letter, words in sorted(by_initial(total).items())))
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
