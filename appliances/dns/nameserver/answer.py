"""The frozen data of the server: what the build lays out and the image only reads.

`Directory` is a hash table from lower-case names in wire format to `Node`s; a node holds, for the
name itself and for names below it that have no node of their own, a chain of `Choice`s by query
type; an `Answer` is a reply from behind the question on, with its header fields.
"""

from __future__ import annotations

from dataclasses import dataclass

from naja.lang import u16, u32


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply body: `size` bytes of the directory's `bodies` from `start` on.

    flags: header flags with QR, AA, TC and RCODE. needs: bytes of room behind the question that
    this body asks for. answers: ANCOUNT. others: NSCOUNT << 16 | ARCOUNT, without OPT. fixups:
    16-bit places in the body of pointers to which the end of the question must be added. smaller:
    the reply to fall back on with less room; None only if needs is 0."""

    flags: u16
    needs: u16
    answers: u16
    size: u16
    others: u32
    start: u32
    fixups: bytes
    smaller: Answer | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer for a query type; otherwise see `next`. The last one is for every other type."""

    kind: u16
    answer: Answer
    next: Choice | None


@dataclass(frozen=True, slots=True)
class Node:
    """A name and what is answered at and below it, in class IN and in class ANY."""

    hash: u32
    name: bytes
    here: Choice
    below: Choice
    here_any_class: Choice
    below_any_class: Choice


@dataclass(frozen=True, slots=True)
class Directory:
    """Open addressing with linear probing; the number of slots is a power of two, half of them or
    more empty."""

    slots: tuple[Node | None, ...]
    bodies: bytes
    zone_count: int
    name_count: int


HASH_SEED = 0x811C9DC5
HASH_FACTOR = 0x01000193
HASH_MASK = 0xFFFFFFFF


def name_hash(name: bytes) -> int:
    """FNV-1a over a lower-case name from its last byte to its first, so that the hashes of all its
    parents come out on the way."""
    value = HASH_SEED
    for byte in reversed(name):
        value = (value ^ byte) * HASH_FACTOR & HASH_MASK
    return value
