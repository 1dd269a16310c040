"""Compression in the LZ4 block format: small to undo, in a few dozen instructions.

A block is a row of sequences: a token (number of literals << 4 | length of the match - 4), more
bytes where a number is 15 or larger, the literals, and the distance of the match back from here
(16 bits, little-endian). The last sequence has literals only.
"""

from __future__ import annotations

SHORTEST = 4
FARTHEST = 65535
CANDIDATES = 24


def compress(data: bytes) -> bytes:
    """The data as one block."""
    out = bytearray()
    latest: dict[bytes, int] = {}
    earlier = [-1] * len(data)
    literal_start = position = indexed = 0
    while position + SHORTEST <= len(data):
        while indexed <= position:
            _index(data, indexed, latest, earlier)
            indexed += 1
        length, distance = _longest(data, position, earlier)
        if length < SHORTEST:
            position += 1
            continue
        _sequence(out, data[literal_start:position], length, distance)
        position += length
        literal_start = position
        while indexed < min(position, len(data) - SHORTEST):
            _index(data, indexed, latest, earlier)
            indexed += 1
    _sequence(out, data[literal_start:], 0, 0)
    return bytes(out)


def decompress(block: bytes) -> bytes:
    """What `compress` was given."""
    out = bytearray()
    at = 0
    while True:
        token = block[at]
        count, at = _number(block, at + 1, token >> 4)
        out += block[at : at + count]
        at += count
        if at >= len(block):
            return bytes(out)
        distance = block[at] | block[at + 1] << 8
        length, at = _number(block, at + 2, token & 15)
        for _ in range(length + SHORTEST):
            out.append(out[-distance])


def _index(data: bytes, position: int, latest: dict[bytes, int], earlier: list[int]) -> None:
    """Note where these four bytes stand, and where they stood before."""
    key = data[position : position + SHORTEST]
    earlier[position] = latest.get(key, -1)
    latest[key] = position


def _longest(data: bytes, position: int, earlier: list[int]) -> tuple[int, int]:
    """The longest match of what follows with what came before: length and distance."""
    best = distance = 0
    candidate = earlier[position]
    for _ in range(CANDIDATES):
        if candidate < 0 or position - candidate > FARTHEST:
            break
        if data[candidate : candidate + best + 1] == data[position : position + best + 1]:
            length = _common(data, candidate, position)
            if length > best:
                best, distance = length, position - candidate
        candidate = earlier[candidate]
    return best, distance


def _common(data: bytes, left: int, right: int) -> int:
    length = 0
    while data[left + length : left + length + 16] == data[right + length : right + length + 16]:
        if right + length >= len(data):
            return len(data) - right
        length += 16
    while right + length < len(data) and data[left + length] == data[right + length]:
        length += 1
    return length


def _sequence(out: bytearray, literals: bytes, length: int, distance: int) -> None:
    match = max(0, length - SHORTEST)
    out.append(min(15, len(literals)) << 4 | min(15, match))
    _more(out, len(literals))
    out += literals
    if length:
        out += distance.to_bytes(2, "little")
        _more(out, match)


def _more(out: bytearray, number: int) -> None:
    """What of a number does not fit into the token."""
    if number >= 15:
        out += b"\xff" * ((number - 15) // 255) + bytes([(number - 15) % 255])


def _number(block: bytes, at: int, number: int) -> tuple[int, int]:
    if number == 15:
        while True:
            number += block[at]
            at += 1
            if block[at - 1] != 255:
                break
    return number, at
