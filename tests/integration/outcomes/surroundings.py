"""Shows its arguments, its environment and its standard input."""

import os
import sys


def count(text: str) -> tuple[int, int]:
    return len(text.split()), len(text)


if __name__ == "__main__":
    print(len(sys.argv), sys.argv[1:])
    print(
        os.environ.get("GREETING"), os.environ.get("MISSING"), os.environ.get("MISSING", "default")
    )
    print("GREETING" in os.environ, os.getenv("GREETING"))
    lines = 0
    words = 0
    for line in sys.stdin:
        lines += 1
        words += count(line)[0]
        print(repr(line.rstrip("\n")))
    print(lines, words)
    print("to standard error", file=sys.stderr)
    sys.stdout.write("written\n")
    sys.stderr.write("written to standard error\n")
