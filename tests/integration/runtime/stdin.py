"""Standard input, arguments, environment, standard error, exit status."""

import os
import sys


def main() -> None:
    first = input()
    print("first", first)
    print("line", repr(sys.stdin.readline()))
    words: dict[str, int] = {}
    for line in sys.stdin:
        for word in line.split():
            words[word.lower()] = words.get(word.lower(), 0) + 1
    for word in sorted(words, key=lambda w: (-words[w], w)):
        print(f"{words[word]:6} {word}")
    print(
        sys.stdin.read() == "",
        len(sys.argv),
        os.environ.get("NAJA_TEST_NOT_SET"),
        os.getenv("NAJA_TEST_NOT_SET", "x"),
    )
    try:
        input()
    except EOFError as e:
        print("EOFError", e)
    sys.stdout.write("written\n")
    sys.stderr.write("to the error stream\n")
    print("also there", file=sys.stderr)
    sys.exit(7)


if __name__ == "__main__":
    main()
