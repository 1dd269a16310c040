"""Standard input: a buffer between the console and whoever reads lines, characters or bytes."""

from __future__ import annotations

from naja.platform import contract
from naja.runtime import data, print

SIZE = 4096
ALL = -1


class Input:
    """What has been read and not yet been taken: buffer[start:end]."""

    buffer: bytearray
    start: int
    end: int
    ended: bool

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.start = 0
        self.end = 0
        self.ended = False

    def fill(self) -> bool:
        """Read more; False at the end of the input."""
        if self.ended:
            return False
        if self.start > 0:
            del self.buffer[: self.start]
            self.end -= self.start
            self.start = 0
        if len(self.buffer) - self.end < SIZE:
            self.buffer.extend(bytes(SIZE))
        count = contract.console_read(memoryview(self.buffer)[self.end :])
        self.end += count
        self.ended = count == 0
        return not self.ended

    def take(self, end: int) -> bytes:
        """The data up to an index of the buffer, which leaves it."""
        result = bytes(memoryview(self.buffer)[self.start : end])
        self.start = end
        return result

    def line(self) -> bytes:
        """The next line with its end; empty at the end of the input."""
        searched = self.start
        while True:
            at = data.find_byte(self.buffer, 10, searched, self.end)
            if at >= 0:
                return self.take(at + 1)
            pending = self.end - self.start
            if not self.fill():
                return self.take(self.end)
            searched = self.start + pending

    def read(self, count: int) -> bytes:
        """`count` bytes, or all there are; fewer only at the end."""
        while (count < 0 or self.end - self.start < count) and self.fill():
            pass
        end = self.end
        if 0 <= count < end - self.start:
            end = self.start + count
        return self.take(end)


STANDARD = Input()


def prompted(prompt: str) -> str:
    """input(prompt). Raises EOFError."""
    if len(prompt) > 0:
        print.write(prompt, False)
    line = STANDARD.line().decode()
    if len(line) == 0:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")
