"""Text under construction: grows as characters and strings are added, and widens when one needs
it.
"""

from __future__ import annotations

from naja.lang import warm
from naja.runtime import text


class Builder:
    """buffer: a string longer than what it holds so far. length: characters added."""

    buffer: str
    length: int

    def __init__(self, expected: int) -> None:
        self.buffer = text.new_str(expected if expected > 16 else 16, 1)
        self.length = 0

    @warm
    def reserve(self, count: int, kind: int) -> None:
        """Make room for `count` more characters of that kind."""
        old = self.buffer
        if self.length + count <= int(old.length) and kind <= int(old.kind):
            return
        capacity = int(old.length)
        if self.length + count > capacity:
            capacity = capacity * 2 + count
        wider = text.new_str(capacity, kind if kind > int(old.kind) else int(old.kind))
        text.copy_codes(wider, 0, old, 0, self.length)
        self.buffer = wider

    @warm
    def add_code(self, code: int) -> None:
        """Add one character."""
        self.reserve(1, text.kind_for(code))
        text.set_code(self.buffer, self.length, code)
        self.length += 1

    @warm
    def add(self, part: str) -> None:
        """Add a string."""
        count = int(part.length)
        self.reserve(count, int(part.kind))
        text.copy_codes(self.buffer, self.length, part, 0, count)
        self.length += count

    @warm
    def finish(self) -> str:
        """The text so far, as a string of its own."""
        result = text.new_str(self.length, int(self.buffer.kind))
        text.copy_codes(result, 0, self.buffer, 0, self.length)
        return result
