"""Counts the words of its standard input and shows the most frequent ones.

naja run examples/wordcount < README.md
naja run examples/wordcount -- 3 < README.md        # the first three only
"""

import sys

DEFAULT_SHOWN = 10


def words_of(line: str) -> list[str]:
    """The words of a line: runs of letters, in lower case."""
    letters = [letter if letter.isalpha() else " " for letter in line.lower()]
    return "".join(letters).split()


def count(words: list[str], counts: dict[str, int]) -> None:
    """Add the words to what has been counted."""
    for word in words:
        counts[word] = counts.get(word, 0) + 1


def main(shown: int) -> None:
    """Read everything, then print."""
    counts: dict[str, int] = {}
    lines = 0
    for line in sys.stdin:
        lines += 1
        count(words_of(line), counts)
    total = sum(counts.values())
    print(f"{lines} lines, {total} words, {len(counts)} different")
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for word, times in ranked[:shown]:
        print(f"{times:6} {word}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_SHOWN)
