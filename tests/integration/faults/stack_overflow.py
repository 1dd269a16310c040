"""Recurses without end."""

from naja.lang import noinline


@noinline
def deeper(path: list[int], level: int) -> int:
    """Longer by one at each level; what it does behind the call keeps the frame alive."""
    path[0] = level
    return deeper(path, level + 1) + path[0]


if __name__ == "__main__":
    print("alive")
    print(deeper([0], 1))
